// SPDX-License-Identifier: GPL-3.0-or-later
// What the provider can do for a machine from outside, when the machine itself cannot be reached: let this computer in again, and show what
// it wrote while it started.
#pragma once

#include "app/dashboard/machines.h"

namespace fl {

/// Links for what the machine's place can do; null: it can do neither.
QWidget *makeOutsideRow(Machines &machines, const MachineEntry &entry, QWidget *window);

} // namespace fl
