// SPDX-License-Identifier: GPL-3.0-or-later
// When somebody who looks elsewhere should be told about a machine: each thing once, and again only after it was over. Pure, GUI-free.
#pragma once

#include "backends/core/machine.h"
#include "backends/probe/probe_report.h"
#include "wizard/cost.h"

#include <map>
#include <vector>

namespace fl {

struct Alarm {
    enum class What { TooHot, GpuLost, BudgetPassed, Idle };
    What what = What::TooHot;
    QString machine;
    QString detail; ///< the GPU's name, or the amount
    bool operator==(const Alarm &) const = default;
};

class MachineAlarms {
public:
    static constexpr qint64 hotFor = 10'000;   ///< ms that it must be too hot
    static constexpr qint64 coolFor = 60'000;  ///< ms after which it may be told again
    static constexpr qint64 awayFor = 3000;    ///< ms that a GPU must be missing from the ticks …
    static constexpr int awayTicks = 2;        ///< … and from so many of them
    static constexpr qint64 idleFor = 15 * 60; ///< seconds without work on a machine that costs

    /// Live figures, in their order; some may be left out. `report` gives names and limits.
    std::vector<Alarm> ticked(const QString &machine, const std::optional<ProbeReport> &report, const ProbeTick &tick);
    /// What is known of a machine without its GPU. `now`: ms since the epoch.
    std::vector<Alarm> looked(const Machine &machine, const CostState &cost, qint64 now);

private:
    struct Gpu {
        QString name;
        qint64 seen = 0, hotSince = 0, coolSince = 0;
        int missed = 0; ///< ticks since it was seen
        bool toldHot = false, toldLost = false;
    };
    struct State {
        std::map<QString, Gpu> gpus; ///< by UUID
        bool toldBudget = false, toldIdle = false;
    };
    std::map<QString, State> m_states; ///< by the machine's name
};

/// Title and text for the desktop.
std::pair<QString, QString> alarmText(const Alarm &alarm);

} // namespace fl
