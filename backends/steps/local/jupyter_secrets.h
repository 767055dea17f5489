// SPDX-License-Identifier: GPL-3.0-or-later
// What Jupyter needs that is made on this computer: password and its hash, certificate, and the random root of its address.
// Nothing is made when the server has it already; a certificate that ends within 30 days is made anew, the password is not.
#pragma once

#include "backends/steps/step.h"

namespace fl {

class JupyterSecrets : public LocalStep {
public:
    QString id() const override { return QStringLiteral("jupyter-secrets"); }
    Result<StepOutcome> run(StepContext &context) override;
};

} // namespace fl
