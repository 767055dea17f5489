// SPDX-License-Identifier: GPL-3.0-or-later
// A calm picture of a run for people: a tick for each step that is done, one line that tells what goes on and how long
// it may take. Fed with the run's events, on its thread; draws on a ticker's as well.
#pragma once

#include "app/cli/output.h"

#include <QMap>

#include <chrono>
#include <deque>
#include <thread>

namespace fl::cli {

class Progress {
public:
    Progress(Output &output, bool verbose);
    ~Progress();

    void take(const Event &event);
    /// The end of the log of the step that failed, or nothing.
    QStringList lastLines() const;

private:
    using Clock = std::chrono::steady_clock;

    void takeStep(const Event &event);
    void takeLog(const Event &event);
    void draw();
    double left() const;

    Output &m_output;
    bool m_verbose;
    mutable std::mutex m_mutex;
    QMap<QString, double> m_expected; ///< seconds, by step
    QMap<QString, StepState> m_states;
    QString m_running, m_saying;
    Clock::time_point m_since;
    std::deque<QString> m_log; ///< the newest lines of the running step
    QString m_partLine;
    std::jthread m_ticker;
};

} // namespace fl::cli
