// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/steps/local/connect.h"
#include "backends/steps/local/create_machine.h"
#include "backends/steps/local/jupyter_secrets.h"
#include "backends/steps/step.h"

namespace fl {

const std::vector<std::unique_ptr<LocalStep>> &localSteps()
{
    static const auto steps = [] {
        std::vector<std::unique_ptr<LocalStep>> all;
        all.push_back(std::make_unique<CreateMachine>());
        all.push_back(std::make_unique<Connect>());
        all.push_back(std::make_unique<JupyterSecrets>());
        return all;
    }();
    return steps;
}

} // namespace fl
