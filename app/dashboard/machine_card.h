// SPDX-License-Identifier: GPL-3.0-or-later
// A machine in the list: name, state with its age, where and with which GPU, what it costs, when it stops itself, and how busy it was.
// GUI-free but for the type that the list draws, pure.
#pragma once

#include "app/dashboard/machines.h"
#include "wizard/widgets/rail.h"

namespace fl {

RailEntry machineCard(const MachineEntry &entry, const Abilities &abilities, const GpuView &gpu, qint64 now);

/// How busy its GPUs were on average (its processor, where it has none), 0 to 1 from left to right; negative where nothing is known.
/// Empty before the first figures.
QList<float> busyCurve(const GpuHistory &history);

} // namespace fl
