// SPDX-License-Identifier: GPL-3.0-or-later
// The cost line's words, as a pure function of what is known.
#pragma once

#include "backends/core/money.h"
#include "wizard/widgets/footer.h"

#include <optional>

namespace fl {

struct CostState {
    bool running = false;   ///< something exists and may cost
    bool knownFree = false; ///< the way chosen costs nothing
    bool known = false;     ///< perHour says something (unset: price unknown)
    std::optional<Money> perHour;
    double hours = 0; ///< that it has been running
};

CostText costText(const CostState &state);

} // namespace fl
