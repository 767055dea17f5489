// SPDX-License-Identifier: GPL-3.0-or-later
// What is written down before anything happens: the machine of a plan in the ledger.
#pragma once

#include "backends/run/operations.h"

namespace fl {

/// Puts the plan into the ledger's record of the machine of that name, made if need be. An address that was never reached may
/// be corrected; otherwise a name stays with its computer. Errors: BadValue (machine.name), the ledger's.
Result<Machine> intend(Ports &ports, const Plan &plan, Provider &where, OperationCall &call);

/// Whether set-up was ever logged in there. If not, nothing of ours can be on it.
bool wasReached(const Machine &machine);

} // namespace fl
