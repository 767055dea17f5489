// SPDX-License-Identifier: GPL-3.0-or-later
// The CUDA toolkit and cuDNN for somebody who compiles CUDA code. Pure.
#pragma once

#include "backends/plan/framework_choice.h"

namespace fl {

struct ToolkitConditions {
    const System *system = nullptr;
    const FrameworkConditions &stack;
    QString gpu; ///< the oldest one's name, for the sentences
    bool wanted = false;
};

/// Fills cuda and cudnn of `result`, whose frameworks are chosen, and appends the reasons.
void chooseToolkit(const Matrix &matrix, const ToolkitConditions &conditions, Resolved &result);

} // namespace fl
