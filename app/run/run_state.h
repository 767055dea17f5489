// SPDX-License-Identifier: GPL-3.0-or-later
// A run as its events tell it: the fold that the run page shows. GUI-free, pure.
#pragma once

#include "backends/core/event.h"
#include "backends/core/money.h"

#include <optional>
#include <vector>

namespace fl {

struct StepView {
    QString id;
    StepState state = StepState::Waiting;
    double expected = 1;        ///< seconds
    double seconds = 0;         ///< once it is over
    qint64 began = 0;           ///< ms since the epoch; 0: not yet
    std::optional<double> done; ///< 0..1, while it runs
    QString say;                ///< text code of what it is doing
    QJsonObject args;
    std::optional<double> left; ///< seconds, when the step itself knows
    bool isOver() const
    {
        return state == StepState::Done || state == StepState::AlreadyThere || state == StepState::Skipped || state == StepState::Failed;
    }
};

struct RunState {
    QString machine; ///< id, once known
    std::vector<StepView> steps;
    std::optional<Money> perHour;
    qint64 began = 0, lastEvent = 0;
    QString notice; ///< text code of the last Notice
    QJsonObject noticeArgs;

    /// A run that ended before all was done: what was at work no longer is.
    void settle();
    void apply(const Event &event);
    const StepView *current() const; ///< the one at work; nullptr: none
    StepView *find(const QString &id);
    int alreadyThere() const; ///< steps
};

struct TimeLeft {
    double seconds = 0;
    double fraction = 0; ///< of the whole: 1 only when all steps are over
    bool slower = false; ///< the current step takes clearly longer than expected
};

/// Honest: a step that overruns has always something left, and the bar creeps instead of standing at 99 %.
TimeLeft timeLeft(const RunState &state, qint64 now);

} // namespace fl
