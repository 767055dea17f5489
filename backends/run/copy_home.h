// SPDX-License-Identifier: GPL-3.0-or-later
// The user's files on a machine: which there are, and bringing them to a folder of this computer. The machine's word about them is a
// stranger's: only files that were listed are asked for, no more bytes are taken than were announced, and what arrives counts only
// when its SHA-256 is right.
#pragma once

#include "backends/run/session.h"

namespace fl {

/// Nothing where set-up has not come that far.
Result<UserFiles> listUserFiles(Session &session);
Result<CopiedFiles> copyUserFiles(Session &session, const QString &folder);

/// The records of list-files.sh; those that make no sense are left out. Pure.
UserFiles readUserFiles(QByteArrayView records);

constexpr qsizetype mostListed = 20'000;           ///< files, and
constexpr qsizetype longestList = 8 * 1024 * 1024; ///< bytes of names: beyond it is not read
constexpr qint64 mayGrow = 64 * 1024 * 1024;       ///< a file, between list and copy

} // namespace fl
