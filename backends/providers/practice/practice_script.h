// SPDX-License-Identifier: GPL-3.0-or-later
// The shell scripts of resources/practice, made ready to run, and their answers read. No state; any thread.
#pragma once

#include "backends/core/plan.h"
#include "backends/core/result.h"
#include "backends/ports/shell.h"

#include <QMap>

namespace fl {

/// One line of a script's output: fields parted by tabs, the last ones "key=value".
struct PracticeAnswer {
    QString kind;      ///< "say", "fail", "machine", "room", "up" …
    QStringList words; ///< the fields without "="
    QMap<QString, QString> values;

    Reason reason() const { return {words.value(0), values}; } ///< for `say` and `no`
};

PracticeAnswer parsePracticeAnswer(const QString &line);

/// An Error from a `fail` line (cause, params) or from a `no` line (what this computer lacks).
Error practiceFailure(const PracticeAnswer &answer);

struct PracticeScript {
    enum class Verb { Probe, Create, State, Act };
    Verb verb = Verb::State;
    QString home;
    QString machine; ///< id; empty: all (State), none (Probe)
    QString name;
    QString act;        ///< start, stop, reboot, destroy
    QStringList lowers; ///< folders above the image, newest first
    QString aptMirror, proxy;

    ShellScript shellScript() const;
};

} // namespace fl
