// SPDX-License-Identifier: GPL-3.0-or-later
// Another way to a machine, where the provider has no room for the one that was chosen; and the user's consent to it.
#pragma once

#include "backends/providers/provider.h"

namespace fl {

struct Fallback {
    Reason what;                                    ///< "capacity-other-zones" (type, zones) or "capacity-other-type" (type, gpu, instead)
    std::optional<Money> perHour;                   ///< of the machine with all that goes with it; unset: unknown
    bool samePrice = false;                         ///< the price that was agreed to: --yes speaks for it
    QString type;                                   ///< empty: the one that was chosen
    std::vector<std::pair<QString, Choices>> tries; ///< what each is called in "tried", and the choices it is made by
};

/// Whether the user lets it be tried: told before (<provider>.fallback = zones, types or none), or asked now. Nobody there is a No.
Result<bool> agreesTo(const Fallback &fallback, const Choices &choices, ProviderCall &call);

/// It is not the machine of the plan: what it is and costs, from now on.
void remember(Machine &machine, const Fallback &fallback);

} // namespace fl
