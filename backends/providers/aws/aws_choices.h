// SPDX-License-Identifier: GPL-3.0-or-later
// What the user chose of AWS's own keys.
#pragma once

#include "backends/providers/cloud/cloud_choices.h"

#include <algorithm>

namespace fl::aws {

inline bool wantsSpot(const Choices &choices)
{
    return chosen(choices, "spot") == QLatin1String("yes");
}

/// GB of the disk: frameworks with CUDA take 15 to 30.
inline int diskOf(const Choices &choices)
{
    return std::max(100, chosen(choices, "disk").toInt());
}

} // namespace fl::aws
