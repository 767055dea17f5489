// SPDX-License-Identifier: GPL-3.0-or-later
// One script on one exec channel of an open link.
#pragma once

#include "backends/io/ssh/link.h"
#include "backends/ports/shell.h"

namespace fl {

struct ExecInput {
    QByteArrayView script;  ///< fed to `sh -s` as soon as the server gives room for it: OpenSSH does so with its yes to the command
    QByteArray readyLine;   ///< printed by the script once it wants the content; empty: there is none
    QByteArrayView content; ///< then fed to whatever reads its standard input
    std::chrono::milliseconds silence{0};
};

/// Errors: Cancelled, ConnectionLost, ConnectionTimeout, SshShellUnusable.
Result<ShellExit> execute(SshLink &link, const ExecInput &input, const Shell::Sink &sink, const std::stop_token &stop);

} // namespace fl
