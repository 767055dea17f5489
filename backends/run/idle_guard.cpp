// SPDX-License-Identifier: GPL-3.0-or-later
// MachineOperations::stopWhenIdle: the one server step, and nothing else of the machine's set-up.
#include "backends/plan/idle_stop.h"
#include "backends/run/binding.h"
#include "backends/run/machine_operations.h"

#include <algorithm>

namespace fl {
namespace {

void takeFacts(Machine &machine, const ServerFacts &facts)
{
    for (auto it = facts.values.begin(); it != facts.values.end(); ++it)
        if (it.key().startsWith(QLatin1String("idle-stop.")))
            machine.facts.insert(it.key(), it.value());
}

/// `plan`: the machine's, with the new time. It is the machine's own once the server has taken it.
Status arm(Session &session, const Plan &plan, const std::vector<ServerStep> &scripts)
{
    Plan alone;
    std::copy_if(plan.steps.begin(), plan.steps.end(), std::back_inserter(alone.steps),
                 [](const PlanStep &step) { return step.id == idleStopStep; });
    if (!alone.steps.empty()) { // else it is off, and was
        const auto steps = bindSteps(alone, session.machine, scripts, {});
        if (!steps)
            return fail(steps.error());
        auto engine = session.engine();
        if (!engine)
            return fail(engine.error());
        const auto checks = (*engine)->check(*steps, session.call.stop);
        if (!checks)
            return fail(checks.error());
        if (checks->front().state != CheckState::AlreadyThere) {
            const auto applied = (*engine)->apply(steps->front(), session.machine.id, session.call.stop);
            takeFacts(session.machine, (*engine)->facts());
            if (!applied) {
                (void)session.save();
                return fail(applied.error());
            }
            (*engine)->release(session.call.stop);
        }
        takeFacts(session.machine, (*engine)->facts());
    }
    session.machine.plan = toJson(plan);
    return session.save();
}

} // namespace

Status MachineOperations::stopWhenIdle(const QString &id, qint64 seconds, OperationCall &call)
{
    auto there = session(id, call);
    if (!there)
        return fail(there.error());
    Session &session = **there;
    const auto attempt = [&]() -> Status {
        if (!canStopItself(session.provider.abilities()))
            return fail({Cause::NotSupportedHere,
                         {{QStringLiteral("where"), session.provider.id()}, {QStringLiteral("why"), QStringLiteral("never-switched-off")}},
                         NextAction::ReadHelp,
                         {},
                         {}});
        const auto plan = storedPlan(session.machine, call, seconds);
        if (!plan)
            return fail(plan.error());
        const auto scripts = steps();
        return scripts ? arm(session, *plan, **scripts) : Status(fail(scripts.error()));
    };
    const Status done = attempt();
    if (done)
        return done;
    const Error error = session.explained(done.error());
    session.events.error(error);
    return fail(error);
}

} // namespace fl
