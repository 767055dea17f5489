// SPDX-License-Identifier: GPL-3.0-or-later
// What the user chose of a cloud's own keys, and what of it every cloud has.
#pragma once

#include "backends/core/machine.h"
#include "backends/core/plan.h"

namespace fl {

inline QString chosen(const Choices &choices, const char *key)
{
    return choices.provider.value(QLatin1String(key));
}

/// What the machine was made by.
inline Choices choicesOf(const Machine &machine)
{
    const auto plan = planFromJson(machine.plan);
    return plan ? plan->choices : Choices{};
}

/// Of the key that logs in to the machine.
inline QString keyFile(const QString &home, const QString &machine)
{
    return home + QStringLiteral("/keys/") + machine;
}

} // namespace fl
