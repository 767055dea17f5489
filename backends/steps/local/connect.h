// SPDX-License-Identifier: GPL-3.0-or-later
// Reaches the machine: host key decided, logged in, a shell that answers. Errors: ServerLink's.
#pragma once

#include "backends/steps/step.h"

namespace fl {

class Connect : public LocalStep {
public:
    QString id() const override { return QStringLiteral("connect"); }
    Result<StepOutcome> run(StepContext &context) override;
};

} // namespace fl
