// SPDX-License-Identifier: GPL-3.0-or-later
// A machine whose first host key was a throw-away one (Endpoint::throwAwayKeyFile) gets keys of its own over the connection that the
// throw-away key proved; from then on those count and no other.
#pragma once

#include "backends/providers/cloud/throw_away_key.h"

namespace fl {

/// Makes the keys there, takes them over here (endpoint.ssh.trustedHostKeys; the pin of the old one is forgotten), lets the server use
/// them and removes our file of the old one. Broken off anywhere, it is done again at the next visit; the one moment in between, when
/// the server uses keys that are not noted here, ends in the question for its fingerprint. Errors: those of the shell, SudoNotAllowed,
/// StepFailed (step = trust-host-key).
Status renewHostKey(Shell &shell, Endpoint &endpoint, SshConnector &ssh, std::stop_token stop);

} // namespace fl
