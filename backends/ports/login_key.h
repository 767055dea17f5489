// SPDX-License-Identifier: GPL-3.0-or-later
// The key that was made for one machine and logs in there.
#pragma once

#include "backends/ports/ssh.h"

namespace fl {

/// The line of its public half; made now when there is none at `path`. Errors: those of makeKeyPair.
Result<QString> loginKey(const QString &path, const QString &machine, SshConnector &ssh);

} // namespace fl
