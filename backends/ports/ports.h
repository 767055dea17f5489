// SPDX-License-Identifier: GPL-3.0-or-later
// All that a run needs from outside, in one bundle; app/services makes it, tests hand in doubles.
#pragma once

#include "backends/ports/asker.h"
#include "backends/ports/clock.h"
#include "backends/ports/http.h"
#include "backends/ports/keyring.h"
#include "backends/ports/ledger.h"
#include "backends/ports/shell.h"
#include "backends/ports/sign_in.h"
#include "backends/ports/ssh.h"
#include "backends/ports/tunnel.h"

namespace fl {

struct Ports {
    Clock &clock;
    Shell &localShell; ///< this computer
    SshConnector &ssh;
    TunnelOpener &tunnels;
    KeyRing &keyRing;
    Ledger &ledger;
    Http &http;
    QString home;             ///< the profile's folder ($FIRSTLIGHT_HOME)
    SignIn *signIn = nullptr; ///< by the browser; null where nobody can
};

} // namespace fl
