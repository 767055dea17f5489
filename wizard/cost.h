// SPDX-License-Identifier: GPL-3.0-or-later
// The cost line's words, as a pure function of what is known.
#pragma once

#include "backends/core/plan.h"
#include "wizard/widgets/footer.h"

#include <optional>

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

CostText costText(const CostState &state);

/// Unset where a price is unknown: nothing is invented.
std::optional<Money> costSoFar(const CostState &state);
/// What goes on costing while the machine is stopped: all but the machine itself. Unset when a price is unknown.
std::optional<Money> stoppedPrice(const std::vector<PlannedResource> &resources);
/// Percent of the budget, rounded down; unset: there is no budget.
std::optional<qint64> budgetUsed(const Money &soFar, qint64 budgetMicros);

} // namespace fl
