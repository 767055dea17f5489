// SPDX-License-Identifier: GPL-3.0-or-later
// After how long without work a machine stops itself (the server step "idle-stop"), and where it can. Pure.
#pragma once

#include "backends/core/plan.h"
#include "backends/providers/provider.h"

#include <array>

namespace fl {

inline const QLatin1String idleStopStep("idle-stop");
inline const QLatin1String idleStopKey("access.auto_stop_hours");

/// Only a machine that was made for this: nobody wants the computer at work switched off.
inline bool canStopItself(const Abilities &abilities)
{
    return abilities.createsMachine;
}

/// What is offered, in seconds; 0: never.
inline constexpr std::array<qint64, 6> idleStopChoices{1800, 3600, 7200, 14400, 28800, 0};

/// Seconds; 0: never. What the user chose, else an hour where it costs money.
qint64 idleStopSeconds(const Choices &choices, const Abilities &abilities);
/// What the plan arms; 0: nothing.
qint64 idleStopSeconds(const Plan &plan);
/// What the server said it has armed; 0: nothing, or never heard of.
qint64 idleStopSeconds(const Machine &machine);
/// Powering off ends no bill there: it only tells.
bool idleStopOnlyWarns(const Plan &plan);
bool idleStopOnlyWarns(const Machine &machine);
/// Since when nothing has run, told by one that only tells: seconds since the epoch; 0: something runs.
qint64 idleSince(const Machine &machine);

} // namespace fl
