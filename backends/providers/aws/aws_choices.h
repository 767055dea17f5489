// SPDX-License-Identifier: GPL-3.0-or-later
// What the user chose of AWS's own keys.
#pragma once

#include "backends/core/machine.h"
#include "backends/core/plan.h"

#include <algorithm>

namespace fl::aws {

inline QString chosen(const Choices &choices, const char *key)
{
    return choices.provider.value(QLatin1String(key));
}

inline bool wantsSpot(const Choices &choices)
{
    return chosen(choices, "spot") == QLatin1String("yes");
}

/// GB of the disk: frameworks with CUDA take 15 to 30.
inline int diskOf(const Choices &choices)
{
    return std::max(100, chosen(choices, "disk").toInt());
}

/// Of the key that logs in to the machine.
inline QString keyFile(const QString &home, const QString &machine)
{
    return home + QStringLiteral("/keys/") + machine;
}

} // namespace fl::aws
