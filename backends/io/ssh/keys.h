// SPDX-License-Identifier: GPL-3.0-or-later
// Private keys on this computer's disk.
#pragma once

#include "backends/core/result.h"
#include "backends/core/secret.h"
#include "backends/io/ssh/handles.h"

namespace fl {

/// Reads a private key. Errors, all with param "path": SshKeyUnreadable (param "reason": missing, denied, public, putty,
/// not-a-key), SshKeyPermissions (param "mode", octal: others may read it), SshKeyPassphrase (param "given" = yes when the
/// one given was wrong).
Result<SshKeyPtr> loadPrivateKey(const QString &path, const Secret &passphrase);

/// As SshConnector::makeKeyPair.
Result<QString> makeKeyPairFiles(const QString &path, const QString &comment);

} // namespace fl
