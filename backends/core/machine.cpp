// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/core/machine.h"

#include <array>

namespace fl {
namespace {
constexpr std::array states{"creating", "setting-up", "ready", "stopped", "deleting", "gone", "missing", "unreachable", "failed"};
} // namespace

QString slug(MachineState state)
{
    return QString::fromLatin1(states.at(static_cast<size_t>(state)));
}

std::optional<MachineState> machineStateFromSlug(const QString &slug)
{
    for (size_t i = 0; i < states.size(); ++i)
        if (slug == QLatin1String(states[i]))
            return static_cast<MachineState>(i);
    return std::nullopt;
}

} // namespace fl
