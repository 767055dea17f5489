// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/run/update.h"

#include "backends/plan/planner.h"
#include "backends/run/binding.h"
#include "backends/run/machine_operations.h"
#include "backends/steps/job_scripts.h"

#include <algorithm>
#include <iterator>

namespace fl {
namespace {

const QLatin1String frameworkPrefix("framework-");

QByteArray variable(const BoundStep &step, const char *name)
{
    const auto found =
        std::find_if(step.variables.begin(), step.variables.end(), [&](const auto &variable) { return variable.first == name; });
    return found == step.variables.end() ? QByteArray() : found->second;
}

Error notPossible(const char *why, NextAction next = NextAction::ReadHelp)
{
    return {Cause::NotSupportedHere,
            {{QStringLiteral("what"), QStringLiteral("update")}, {QStringLiteral("why"), QLatin1String(why)}},
            next,
            {},
            {}};
}

/// The versions are to blame, or may be; not who stopped it, nor the way there.
bool mayBeTheVersions(Cause cause)
{
    switch (cause) {
    case Cause::Cancelled:
    case Cause::ConnectionLost:
    case Cause::ConnectionTimeout:
    case Cause::ConnectionRefused:
    case Cause::HostNotFound:
    case Cause::ServerBusy:
    case Cause::StepInterrupted: return false;
    default: return true;
    }
}

class Update {
public:
    Update(Session &session, const Plan &plan, const std::vector<ServerStep> &scripts, UpdateTo to) :
        m_session(session),
        m_plan(plan),
        m_scripts(scripts),
        m_to(to)
    {
    }
    Result<SetupResult> run();

private:
    Status prepare();
    Status step(UpdateTo to, bool look);
    Status ask(const QString &changes);
    Result<SetupResult> changeAndProve(bool changes);
    Result<SetupResult> back(const Error &why);
    Result<SetupResult> setUp(bool endUntold)
    {
        return SetupRun(m_session, m_plan, m_scripts, {.planTold = true, .endUntold = endUntold}).run();
    }
    QString fact(const char *name) const { return m_session.machine.facts.value(QLatin1String(name)).toString(); }

    Session &m_session;
    const Plan &m_plan;
    const std::vector<ServerStep> &m_scripts;
    UpdateTo m_to;
    Engine *m_engine = nullptr;
    BoundStep m_step;
    QByteArray m_environments;
};

/// What the machine is now decides what goes with it: it is asked, and nothing is done.
Status Update::prepare()
{
    const auto script = std::find_if(m_scripts.begin(), m_scripts.end(), [](const ServerStep &each) { return each.id == updateStep; });
    if (script == m_scripts.end())
        return fail({Cause::Internal, {{QStringLiteral("step"), updateStep}}, NextAction::UpdateProgram, {}, {}});
    m_step.script = &*script;
    Plan told = m_plan;
    told.steps.assign(1, {updateStep, StepKind::Server, {}, {}, script->expectedSeconds});
    std::copy(m_plan.steps.begin(), m_plan.steps.end(), std::back_inserter(told.steps));
    m_session.events.emitEvent(EventKind::Plan, planData(told));

    auto engine = m_session.engine();
    if (!engine)
        return fail(engine.error());
    m_engine = *engine;
    const auto matrix = currentMatrix(m_session.ports.home);
    if (!matrix)
        return fail(matrix.error());
    const auto bound = [&]() -> Result<std::vector<BoundStep>> {
        auto resolution = resolveMachine(*matrix, m_plan.choices, m_session.provider.abilities().createsMachine, m_session.machine.facts);
        if (!resolution)
            return fail(resolution.error());
        return bindSteps(m_plan, m_session.machine, m_scripts, {{}, false, {}, *resolution});
    };
    auto steps = bound();
    if (!steps)
        return fail(steps.error());
    m_session.quietChecks = true;
    if (const auto checks = m_engine->check(*steps, m_session.call.stop); !checks)
        return fail(checks.error());
    takeServerFacts(m_session.machine, m_engine->facts());
    if (fact("jupyter").isEmpty())
        return fail(notPossible("update-unfinished", NextAction::Resume));
    if (fact("source") != QLatin1String("pypi"))
        return fail(notPossible("update-not-pypi"));
    steps = bound();
    if (!steps)
        return fail(steps.error());
    m_environments = environmentLines(*steps);
    return {};
}

Status Update::step(UpdateTo to, bool look)
{
    m_step.variables = {{"UPDATE", to == UpdateTo::Newest ? "newest" : "before"},
                        {"LOOK", look ? "yes" : "no"},
                        {"ENVIRONMENTS", m_environments}};
    const auto applied = m_engine->apply(m_step, m_session.machine.id, m_session.call.stop);
    takeServerFacts(m_session.machine, m_engine->facts());
    const Status saved = m_session.save();
    if (!applied)
        return fail(applied.error());
    return saved;
}

Status Update::ask(const QString &changes)
{
    const QString kernels = fact("update.kernels");
    QString code = m_to == UpdateTo::Newest ? QStringLiteral("update-machine") : QStringLiteral("update-back");
    if (kernels.toInt() > 0)
        code += QLatin1String("-running");
    const Question question{Question::Kind::Confirm,
                            {code,
                             {{QStringLiteral("machine"), m_session.machine.name},
                              {QStringLiteral("changes"), changes},
                              {QStringLiteral("count"), kernels}}}};
    const auto answer = m_session.call.asker.ask(question, m_session.call.stop);
    if (!answer)
        return fail(answer.error());
    return answer->yes ? Status() : fail({Cause::Cancelled, {}, NextAction::Retry, {}, {}});
}

Result<SetupResult> Update::changeAndProve(bool changes)
{
    if (changes)
        FL_TRY(step(m_to, false));
    return setUp(false);
}

Result<SetupResult> Update::back(const Error &why)
{
    FL_TRY(step(UpdateTo::Before, false));
    if (const auto proven = setUp(true); !proven)
        return proven;
    m_session.events.notice(QStringLiteral("update-went-back"));
    Error error = why;
    error.params.insert(QStringLiteral("back"), QStringLiteral("yes"));
    return fail(error);
}

Result<SetupResult> Update::run()
{
    FL_TRY(prepare());
    FL_TRY(step(m_to, true));
    const QString changes = fact("update.changes");
    if (changes.isEmpty() && m_to == UpdateTo::Before)
        return fail(notPossible("update-nothing-before"));
    if (!changes.isEmpty())
        FL_TRY(ask(changes));
    const bool unproven = !changes.isEmpty() || fact("update.state") == QLatin1String("open");
    auto result = changeAndProve(!changes.isEmpty());
    if (result || m_to == UpdateTo::Before || !unproven || !mayBeTheVersions(result.error().cause))
        return result;
    return back(result.error());
}

} // namespace

QByteArray environmentLines(const std::vector<BoundStep> &steps)
{
    QByteArray lines;
    for (const BoundStep &step : steps) {
        const QString &id = step.script->id;
        if (id != QLatin1String("jupyter") && !id.startsWith(frameworkPrefix))
            continue;
        const QByteArray name = (id.startsWith(frameworkPrefix) ? id.mid(frameworkPrefix.size()) : id).toLatin1();
        QByteArray backend = variable(step, "KERAS_BACKEND");
        if (name == "keras" && backend.isEmpty())
            backend = "pytorch"; // as framework-keras.yaml takes it
        const QByteArrayList words{name,
                                   backend.isEmpty() ? name : name + '-' + backend,
                                   stepHash(step),
                                   variable(step, "FRAMEWORK_INDEX"),
                                   backend,
                                   variable(step, "TORCH_MIRROR"),
                                   variable(step, "FRAMEWORK_REQUIREMENTS")};
        lines += (lines.isEmpty() ? "" : "\n") + words.join('|');
    }
    return lines;
}

Result<SetupResult> updateMachine(Session &session, const Plan &plan, const std::vector<ServerStep> &scripts, UpdateTo to)
{
    auto result = Update(session, plan, scripts, to).run();
    if (result)
        return result;
    const Error error = session.explained(result.error());
    session.events.error(error);
    return fail(error);
}

Result<SetupResult> MachineOperations::update(const QString &id, UpdateTo to, OperationCall &call)
{
    auto there = session(id, call);
    if (!there)
        return fail(there.error());
    const auto plan = storedPlan((*there)->machine, call);
    if (!plan)
        return fail((*there)->explained(plan.error()));
    const auto scripts = steps();
    return scripts ? updateMachine(**there, *plan, **scripts, to) : fail(scripts.error());
}

} // namespace fl
