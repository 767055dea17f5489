// SPDX-License-Identifier: GPL-3.0-or-later
// firstlight-cli without its main(): the verbs, over any Operations. Blocking; one call a process.
#pragma once

#include "backends/run/operations.h"

#include <QStringList>

#include <cstdio>
#include <functional>
#include <memory>

namespace fl::cli {

/// What is opened for a verb: the operations, and what keeps them alive.
struct Opened {
    std::shared_ptr<void> owner;
    Operations *operations = nullptr;
    std::optional<Error> notice;  ///< to be told before anything else (a damaged ledger that was set aside)
    std::optional<Error> refusal; ///< why nothing may be written
    QString home;
};

struct Environment {
    /// `writes`: the verb changes something, so that the profile's lock is wanted.
    std::function<Result<Opened>(bool writes)> open;
    std::FILE *out = stdout, *err = stderr, *in = stdin;
    bool live = false;                                ///< people's text goes to a terminal
    bool mayAsk = false;                              ///< somebody sits there
    QString language;                                 ///< of the user, like "zh_CN"
    std::function<void(const QString &url)> openPage; ///< in the user's browser; unset where there is none
    QString home;                                     ///< the profile's folder, for what needs no profile opened
    std::stop_token stop;                             ///< Ctrl-C
};

/// The exit code.
int run(const QStringList &arguments, const Environment &environment);

} // namespace fl::cli
