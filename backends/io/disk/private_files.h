// SPDX-License-Identifier: GPL-3.0-or-later
// Folders 0700 and files 0600, whatever the umask says. Errors: LocalFile (params path, reason).
#pragma once

#include "backends/core/result.h"

#include <QByteArray>

namespace fl {

/// Makes the folder and its parents; an existing one of ours is closed to others.
Status makePrivateFolder(const QString &path);
/// Makes an empty file 0600 where there is none; closes an existing one to others. Follows no link.
Status makePrivateFile(const QString &path);
/// Puts `bytes` in the place of the file, all or none of them, durable when it returns. One at a time: the caller sees to that.
Status replacePrivateFile(const QString &path, QByteArrayView bytes);
/// Makes the names in a folder durable.
Status syncFolder(const QString &path);

Error fileError(const QString &path, int errorNumber);

} // namespace fl
