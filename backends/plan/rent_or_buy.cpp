// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/plan/rent_or_buy.h"

#include <algorithm>

namespace fl {

std::vector<RentedInstead> rentedInstead(const Ways &ways, const ShoppingList &list, int hoursPerWeek)
{
    const double gpuGb = list.rows.empty() ? 0 : list.rows.front().part.gpuGb;
    std::vector<RentedInstead> all;
    for (const Way &way : ways.ways) {
        if (way.closed != 0 || way.kind == Way::Kind::Own || way.kind == Way::Kind::Practice)
            continue;
        std::optional<RentedInstead> best;
        for (const WayOption &option : way.options) {
            const auto cost = monthlyCost(option, hoursPerWeek);
            // What is free, or may not be used for so long, is no rent to set off against a price.
            if (!cost || *cost <= 0 || !hasMemory(option.gpuGb, gpuGb) || (option.hoursPerWeek > 0 && option.hoursPerWeek < hoursPerWeek)
                || (best && best->perMonth <= *cost))
                continue;
            best = RentedInstead{way.id, option, *cost, list.low / *cost, list.high / *cost};
        }
        if (best)
            all.push_back(std::move(*best));
    }
    std::stable_sort(all.begin(), all.end(), [](const RentedInstead &a, const RentedInstead &b) { return a.perMonth < b.perMonth; });
    return all;
}

} // namespace fl
