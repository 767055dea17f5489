// SPDX-License-Identifier: GPL-3.0-or-later
// The scripts of a plan's server steps, to read before they run. Secrets are not in them: they travel as variables.
#pragma once

#include "backends/core/plan.h"
#include "backends/steps/server_step.h"

#include <QDialog>

namespace fl {

class CommandsDialog : public QDialog {
    Q_OBJECT
public:
    CommandsDialog(const Plan &plan, const std::vector<ServerStep> &steps, QWidget *parent = nullptr);
};

} // namespace fl
