// SPDX-License-Identifier: GPL-3.0-or-later
// What keeps a machine from being forgotten: when it stops itself, and what forgetting it would cost.
#pragma once

#include "app/dashboard/machines.h"

#include <functional>

class QWidget;

namespace fl {

/// `change` gets the seconds that were chosen; 0: never.
QWidget *makeGuardPanel(const MachineEntry &entry, const Abilities &abilities, std::function<void(qint64)> change);

} // namespace fl
