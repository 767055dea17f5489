// SPDX-License-Identifier: GPL-3.0-or-later
// Newer versions of Jupyter and the frameworks, or those from before. What changes is said and asked once the machine has been looked at.
#pragma once

#include "app/dashboard/machines.h"

#include <functional>

class QWidget;

namespace fl {

/// What the button depends on beside the machine's state.
QString updateLook(const Machine &machine);

/// Cannot be used where the software comes from the system, which keeps it up to date itself.
QWidget *makeUpdateButton(const MachineEntry &entry, std::function<void(UpdateTo)> change);

} // namespace fl
