// SPDX-License-Identifier: GPL-3.0-or-later
// A computer that is bought beside what is rented for the same: what that costs a month, and after how many months the one has paid
// for the other. Pure.
#pragma once

#include "backends/plan/advice.h"
#include "backends/plan/ways.h"

namespace fl {

struct RentedInstead {
    QString way;
    WayOption option;
    double perMonth = 0;                  ///< USD, for the hours given
    double monthsLow = 0, monthsHigh = 0; ///< until the rent is what the computer costs, bought cheaply or dearly; power is not in it
};

/// The cheapest option of each living way that is paid for and has a GPU with as much memory as the list's; the cheapest way first.
std::vector<RentedInstead> rentedInstead(const Ways &ways, const ShoppingList &list, int hoursPerWeek);

} // namespace fl
