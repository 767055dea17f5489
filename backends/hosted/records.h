// SPDX-License-Identifier: GPL-3.0-or-later
// The results of hosted notebooks that the user has brought back, in hosted.json of the data folder. Each is the user's word: nobody
// but the checksum has looked at it.
#pragma once

#include "backends/hosted/hosted.h"

namespace fl {

/// Reads the code and keeps it; the same one again changes nothing. Errors: BadValue, LocalFile.
Result<HostedRecord> keepHosted(const QString &home, const QString &service, const QString &code, qint64 now);
/// Takes it off the list; one that is not there any more is no error. Errors: LocalFile.
Status forgetHosted(const QString &home, const QString &service, const QString &code);
/// The newest first. What cannot be read any more is left out. Errors: LocalFile.
Result<std::vector<HostedRecord>> hostedRecords(const QString &home);

} // namespace fl
