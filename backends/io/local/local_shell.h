// SPDX-License-Identifier: GPL-3.0-or-later
// The shell of this computer: `/bin/sh -s` in a session of its own, without a terminal, in the home folder - just as a
// script would run over SSH. Any thread; each run has its own process.
//
// Errors: Cancelled; ConnectionTimeout (silence, param "seconds"); LocalCommandFailed (no process to be had);
// LocalFile (upload, params "path", "reason").
#pragma once

#include "backends/ports/shell.h"

namespace fl {

class LocalShell : public Shell {
public:
    /// A process left behind in the background does not keep a run waiting: it ends with the script's own end.
    Result<ShellExit> run(const ShellScript &script, const Sink &sink, std::stop_token stop) override;

    /// Relative paths start in the home folder, as over SSH. Durable when it returns.
    Status upload(const QString &path, QByteArrayView content, int mode, std::stop_token stop) override;

    bool isAlive() const override { return true; }
};

} // namespace fl
