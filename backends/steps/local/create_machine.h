// SPDX-License-Identifier: GPL-3.0-or-later
// Makes the machine at its provider, or finds the one that is there; starts it when it is stopped.
// Errors: the provider's; MachineMissing when a machine that was made is not there any more.
#pragma once

#include "backends/steps/step.h"

namespace fl {

class CreateMachine : public LocalStep {
public:
    QString id() const override { return QStringLiteral("create-machine"); }
    Result<StepOutcome> run(StepContext &context) override;
};

} // namespace fl
