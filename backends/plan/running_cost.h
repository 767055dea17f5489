// SPDX-License-Identifier: GPL-3.0-or-later
// What a machine costs, has cost and goes on costing, from its launch time and its prices; nothing is invented where one is unknown. Pure.
#pragma once

#include "backends/core/machine.h"
#include "backends/core/plan.h"
#include "backends/providers/provider.h"

namespace fl {

struct CostState {
    bool running = false;                ///< something exists and may cost
    bool knownFree = false;              ///< the way chosen costs nothing
    bool known = false;                  ///< perHour says something (unset: price unknown)
    std::optional<Money> perHour;        ///< of all that was made: machine, disk, address
    double hours = 0;                    ///< since it was made
    bool stopped = false;                ///< it stands still now
    double stoppedHours = 0;             ///< of the hours, at the least: a stop is noticed when somebody looks
    std::optional<Money> stoppedPerHour; ///< of what a stop leaves; unset: unknown
    qint64 budgetMicros = 0;             ///< in the price's currency; 0: none
};

CostState costState(const Machine &machine, const Abilities &abilities, qint64 now);

/// Unset where a price is unknown.
std::optional<Money> costSoFar(const CostState &state);
/// What goes on costing while the machine is stopped: all but the machine itself and the address that it has while it runs. Unset when a price is unknown.
std::optional<Money> stoppedPrice(const std::vector<PlannedResource> &resources);

} // namespace fl
