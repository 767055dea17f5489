// SPDX-License-Identifier: GPL-3.0-or-later
// A POSIX shell somewhere: on a server (io/ssh) or on this computer (io/local). The engine knows only this.
#pragma once

#include "backends/core/result.h"
#include "backends/core/secret.h"

#include <QByteArray>
#include <QString>

#include <chrono>
#include <functional>
#include <stop_token>
#include <vector>

namespace fl {

/// A script, fed to `exec sh -s` over stdin: it never stands in argv, so the login shell's quoting does not matter.
struct ShellScript {
    QByteArray text;
    /// Set as shell variables (not exported) before the text, quoted; the channel is private, argv and environment stay clean.
    std::vector<std::pair<QByteArray, QByteArray>> variables;
    std::vector<std::pair<QByteArray, Secret>> secrets; ///< likewise
    /// No output and no end for so long is ConnectionTimeout. Zero: no limit.
    std::chrono::milliseconds silence{0};
};

struct ShellExit {
    int code = 0; ///< exit status; 128 + n for a signal
    QByteArray out;
    QByteArray err; ///< at most 64 KiB kept
};

class Shell {
public:
    /// Gets standard output as it comes, in order; called on the calling thread. Without one, output is collected in ShellExit::out (64 MiB at most).
    using Sink = std::function<void(QByteArrayView)>;

    virtual ~Shell() = default;

    /// Runs to its end. Blocking; `stop` ends it within 100 ms (Cancelled). A non-zero exit is not an Error.
    virtual Result<ShellExit> run(const ShellScript &script, const Sink &sink, std::stop_token stop) = 0;

    /// Writes a file whole: temp name, mode, rename. The path may begin with "~/".
    virtual Status upload(const QString &path, QByteArrayView content, int mode, std::stop_token stop) = 0;

    /// False after a lost connection: make a new one.
    virtual bool isAlive() const = 0;
};

/// 'it'\''s': one word for a POSIX shell.
QByteArray quoted(QByteArrayView word);

/// variables and secrets as assignments, then the text. What a Shell feeds to `sh -s`.
Secret assembled(const ShellScript &script);

} // namespace fl
