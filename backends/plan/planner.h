// SPDX-License-Identifier: GPL-3.0-or-later
// Choices + what is known -> Plan. Pure: no clock, no network, no disk.
#pragma once

#include "backends/core/plan.h"
#include "backends/core/result.h"
#include "backends/providers/provider.h"
#include "backends/steps/server_step.h"

namespace fl {

struct PlanInputs {
    Choices choices;
    Abilities abilities;
    std::vector<PlannedResource> resources; ///< from the provider
    int createSeconds = 0;
    bool idleStopArmed = false;  ///< by an earlier run: it may have to be taken away
    bool networkWritten = false; ///< likewise: proxy, certificates and mirrors in the configuration of the machine's tools
    const std::vector<ServerStep> *steps = nullptr;
    /// Learnt seconds a step, by id; missing: the step file's own figure.
    QMap<QString, double> learntSeconds;
};

/// The one step that no set-up has: run/update.cpp runs it on a machine that is set up.
inline constexpr QLatin1String updateStep("update");

/// What a step may name in `params` that only the run can fill, once the machine is there.
QStringList runtimeVariables();

/// Of all of them together; unset when one is unknown.
std::optional<Money> pricePerHour(const std::vector<PlannedResource> &resources);

Result<Plan> makePlan(const PlanInputs &inputs);

} // namespace fl
