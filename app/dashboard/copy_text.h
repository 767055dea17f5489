// SPDX-License-Identifier: GPL-3.0-or-later
// What became of a copy, in words.
#pragma once

#include "backends/run/user_files.h"

#include <QStringList>

namespace fl {

/// A file's name on one line, whatever is in it.
QString shownName(const QByteArray &path);
/// A machine's name as that of a folder.
QString folderNameOf(QString machine);
/// What stands beside another file now, and what was not copied; the first few.
QStringList copiedDetails(const CopiedFiles &copied);

} // namespace fl
