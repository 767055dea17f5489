// SPDX-License-Identifier: GPL-3.0-or-later
// State, stop, start and reboot. Where stopping means the machine the provider does it; on a computer of the user's it
// means Jupyter alone.
#pragma once

#include "backends/run/session.h"

namespace fl {

Result<MachineStatus> readStatus(Session &session);
/// Errors: JupyterNotRunning, with stopped=yes where it was stopped and can be started.
Status requireJupyter(Session &session);
/// Errors: as requireJupyter, and MachineMissing, as the provider says; a computer of the user's is taken to be on.
Status requireMachine(Session &session);
Status stopMachine(Session &session);
Status startMachine(Session &session);
Status rebootMachine(Session &session);

} // namespace fl
