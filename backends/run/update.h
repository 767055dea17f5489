// SPDX-License-Identifier: GPL-3.0-or-later
// Bringing Jupyter and the frameworks of a machine up to date, or back: the one server step `update`, then the set-up, which starts anew
// what changed and proves it.
//
//   look (changes nothing) -> ask -> change -> set-up -> proven; where that fails: back -> set-up, and the error
#pragma once

#include "backends/run/operations.h"
#include "backends/run/setup_run.h"

namespace fl {

/// Jupyter's and the frameworks' steps as the step `update` reads them, a line each; see resources/steps/update.yaml.
QByteArray environmentLines(const std::vector<BoundStep> &steps);

/// `plan`: the machine's. Where nothing would change, this is the set-up alone. Errors: Operations::update's, and those of a set-up;
/// params "back" = "yes" when what was there before is there again, proven.
Result<SetupResult> updateMachine(Session &session, const Plan &plan, const std::vector<ServerStep> &scripts, UpdateTo to);

} // namespace fl
