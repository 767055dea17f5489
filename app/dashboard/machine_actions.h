// SPDX-License-Identifier: GPL-3.0-or-later
// What one can do with a machine, in a row of buttons: look inside, stop, restart, tear down. What ends something asks first.
#pragma once

#include "app/dashboard/machines.h"

namespace fl {

/// It answers over SSH by what was last heard of it.
bool runs(const Machine &machine);

QWidget *makeActionsRow(Machines &machines, const MachineEntry &entry, QWidget *window);

} // namespace fl
