// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/plan/running_cost.h"

#include "backends/plan/planner.h"

#include <algorithm>

namespace fl {

CostState costState(const Machine &machine, const Abilities &abilities, qint64 now)
{
    const auto hours = [](qint64 ms) { return static_cast<double>(std::max<qint64>(0, ms)) / 3'600'000; };
    CostState state{.running = true, .knownFree = !abilities.costsMoney, .known = machine.perHour.has_value(), .perHour = machine.perHour};
    state.hours = machine.created > 0 ? hours(now - machine.created) : 0;
    if (const auto plan = planFromJson(machine.plan)) {
        state.stoppedPerHour = stoppedPrice(plan->resources);
        state.budgetMicros = plan->choices.guard.budgetMicros.value_or(0);
    }
    // Where a stop means Jupyter alone, the machine runs on.
    if (abilities.stopsMachine) {
        state.stopped = machine.state == MachineState::Stopped;
        const qint64 since = machine.facts.value(QLatin1String("stopped.since")).toInteger(now);
        state.stoppedHours = hours(machine.facts.value(QLatin1String("stopped.ms")).toInteger() + (now - since));
    }
    return state;
}

std::optional<Money> costSoFar(const CostState &state)
{
    if (!state.perHour)
        return std::nullopt;
    // What is left after a stop costs no more than all of it.
    const Money left = state.stoppedPerHour.value_or(*state.perHour);
    const double stood = std::clamp(state.stoppedHours, 0.0, state.hours);
    return Money{forHours(*state.perHour, state.hours - stood).micros + forHours(left, stood).micros, state.perHour->currency};
}

std::optional<Money> stoppedPrice(const std::vector<PlannedResource> &resources)
{
    std::vector<PlannedResource> stay;
    std::copy_if(resources.begin(), resources.end(), std::back_inserter(stay), [](const PlannedResource &resource) {
        return resource.kind != QLatin1String("instance") && resource.kind != QLatin1String("public-address");
    });
    return pricePerHour(stay);
}

} // namespace fl
