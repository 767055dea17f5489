// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/plan/idle_stop.h"

#include <algorithm>

namespace fl {
namespace {

constexpr qint64 usual = 3600;

const PlanStep *stepOf(const Plan &plan)
{
    const auto step = std::find_if(plan.steps.begin(), plan.steps.end(), [](const PlanStep &each) { return each.id == idleStopStep; });
    return step == plan.steps.end() ? nullptr : &*step;
}

QString factOf(const Machine &machine, const char *name)
{
    return machine.facts.value(QLatin1String(name)).toString();
}

} // namespace

qint64 idleStopSeconds(const Choices &choices, const Abilities &abilities)
{
    if (!canStopItself(abilities))
        return 0;
    return choices.access.autoStopSeconds.value_or(abilities.costsMoney ? usual : 0);
}

qint64 idleStopSeconds(const Plan &plan)
{
    const PlanStep *step = stepOf(plan);
    return !step ? 0 : step->inputs.value(QStringLiteral("IDLE_SECONDS")).toLongLong();
}

qint64 idleStopSeconds(const Machine &machine)
{
    return factOf(machine, "idle-stop.seconds").toLongLong();
}

bool idleStopOnlyWarns(const Plan &plan)
{
    const PlanStep *step = stepOf(plan);
    return step && step->inputs.value(QStringLiteral("IDLE_ACTION")) == QLatin1String("warn");
}

bool idleStopOnlyWarns(const Machine &machine)
{
    return factOf(machine, "idle-stop.action") == QLatin1String("warn");
}

qint64 idleSince(const Machine &machine)
{
    return factOf(machine, "idle-stop.idle_since").toLongLong();
}

} // namespace fl
