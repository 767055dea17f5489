// SPDX-License-Identifier: GPL-3.0-or-later
// The cost line's words, as a pure function of what is known.
#pragma once

#include "backends/plan/running_cost.h"
#include "wizard/widgets/footer.h"

#include <optional>

namespace fl {

CostText costText(const CostState &state);

/// Percent of the budget, rounded down; unset: there is no budget.
std::optional<qint64> budgetUsed(const Money &soFar, qint64 budgetMicros);

} // namespace fl
