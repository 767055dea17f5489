// SPDX-License-Identifier: GPL-3.0-or-later
// What costs is fixed in the plan. It is looked at once more before anything is made: whoever would pay more says Yes to that first.
#pragma once

#include "backends/providers/provider.h"

namespace fl {

/// `planned`: what the provider asks for it now. Nobody is asked where that is no more than the plan says, nor where the plan knew no
/// price. Else the user is, in person, and what is agreed to stands in the machine's plan from then on. Errors: AnswerNeeded (nobody is
/// there), Cancelled (the user's No).
Status agreesToPrice(Machine &machine, const std::vector<PlannedResource> &planned, ProviderCall &call);

} // namespace fl
