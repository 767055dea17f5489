// SPDX-License-Identifier: GPL-3.0-or-later
// Logging in over an open link.
#pragma once

#include "backends/io/ssh/link.h"
#include "backends/ports/ssh.h"

namespace fl {

struct SshCredentials {
    ssh_key key = nullptr; ///< when there is one, the agent is not asked (IdentitiesOnly)
    bool useAgent = false;
    Secret password;
};

/// The key, else the agent's keys; then the password, as such or as the answer to a keyboard-interactive question.
/// Errors: SshAuthRefused (params user, host, tried, offers; "reason" = too-many-keys when the agent's keys used up the
/// server's patience), and those of a wait.
Status logIn(SshLink &link, const SshCredentials &credentials, const Deadline &deadline);

} // namespace fl
