// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/run/setup_run.h"

#include "backends/run/binding.h"
#include "backends/steps/round.h"

#include <QJsonArray>

#include <algorithm>

namespace fl {
namespace {

const QLatin1String pendingFact("jupyter.pending");
const QLatin1String whyFact("resolved.why"); ///< [{"code","args"}…]: why these versions, for whoever asks later

/// Facts that this computer decides; the server's memory of them must not win.
bool isOurs(const QString &fact)
{
    return fact.startsWith(QLatin1String("jupyter.cert_")) || fact == QLatin1String("jupyter.base_url") || fact == pendingFact;
}

QString gpuOf(const QJsonObject &facts)
{
    return facts.value(QLatin1String("gpu.name")).toString();
}

} // namespace

QJsonObject planData(const Plan &plan)
{
    QJsonArray steps;
    for (const PlanStep &step : plan.steps)
        steps.append(QJsonObject{{QStringLiteral("id"), step.id}, {QStringLiteral("expected"), step.expectedSeconds}});
    QJsonObject data{{QStringLiteral("steps"), steps}, {QStringLiteral("expected"), plan.expectedSeconds}};
    if (plan.perHour) {
        data.insert(QStringLiteral("micros_per_hour"), QString::number(plan.perHour->micros));
        data.insert(QStringLiteral("currency"), plan.perHour->currency);
    }
    return data;
}

void takeServerFacts(Machine &machine, const ServerFacts &facts)
{
    for (auto it = facts.values.begin(); it != facts.values.end(); ++it)
        if (it.key() == QLatin1String("jupyter.port")) // a number, as this side wrote it first; the server may have moved it
            machine.facts.insert(it.key(), it.value().toInt());
        else if (!isOurs(it.key()))
            machine.facts.insert(it.key(), it.value());
}

QString machineKind(const Plan &plan)
{
    static const char *const sources[] = {"auto", "pypi", "conda", "distro"};
    return plan.choices.where + QLatin1Char('/') + QLatin1String(sources[static_cast<size_t>(plan.choices.software.source)]);
}

SetupRun::SetupRun(Session &session, const Plan &plan, const std::vector<ServerStep> &scripts, SetupOptions options) :
    m_session(session),
    m_plan(plan),
    m_scripts(scripts),
    m_options(options),
    m_operation(session.machine.id)
{
}

Result<SetupResult> SetupRun::run()
{
    m_started = now();
    if (!m_options.planTold)
        m_session.events.emitEvent(EventKind::Plan, planData(m_plan));
    FL_TRY(localSteps());
    FL_TRY(serverSteps());
    return finish();
}

Status SetupRun::localSteps()
{
    for (const PlanStep &planned : m_plan.steps) {
        if (planned.kind != StepKind::Local)
            continue;
        const auto &all = fl::localSteps();
        const auto step = std::find_if(all.begin(), all.end(), [&](const auto &each) { return each->id() == planned.id; });
        if (step == all.end())
            return fail({Cause::Internal, {{QStringLiteral("step"), planned.id}}, NextAction::UpdateProgram, {}, {}});
        m_session.events.setStep(planned.id);
        const Status done = runLocal(**step, planned);
        m_session.events.setStep({});
        FL_TRY(done);
    }
    for (const Secret &secret : std::as_const(m_made))
        m_session.redactor.add(secret);
    return {};
}

Status SetupRun::runLocal(const LocalStep &step, const PlanStep &planned)
{
    const qint64 begun = now();
    m_session.events.step(planned.id, StepState::Running);
    StepContext context{m_plan,
                        planned,
                        m_session.machine,
                        m_session.provider,
                        m_session.ports,
                        m_session.call.asker,
                        m_session.events.sink(),
                        m_session.call.stop,
                        m_session.link,
                        [this](const QString &name) { return m_session.secrets.given(name); },
                        [this](const QString &name) { return m_session.secrets.kept(name); },
                        [this](const QString &name) { return m_session.secrets.keptFor(m_session.provider, name); },
                        m_options.replacePassword,
                        m_made};
    const auto outcome = const_cast<LocalStep &>(step).run(context);
    if (!outcome) {
        (void)m_session.save(); // what it learnt before it failed (a handle) must not be lost
        m_session.events.step(planned.id, outcome.error().cause == Cause::Cancelled ? StepState::Interrupted : StepState::Failed);
        return fail(outcome.error());
    }
    const double seconds = static_cast<double>(now() - begun) / 1000;
    const bool changed = *outcome != StepOutcome::AlreadyThere;
    if (changed) {
        ++m_changed;
        if (planned.id == QLatin1String("create-machine")) {
            m_session.machine.state = MachineState::SettingUp;
            // Whatever becomes of the set-up: with what made it, it can be removed again.
            if (m_session.provider.abilities().costsMoney)
                keepLogins();
            // One that was there before does not boot: an address that does not answer is said at once.
            if (m_session.provider.abilities().createsMachine)
                m_session.link.setPatience({.boot = std::chrono::minutes(5)});
        }
        (void)m_session.ports.ledger.recordDuration(machineKind(m_plan), planned.id, seconds);
    }
    FL_TRY(m_session.save());
    // "Already there" would be an odd thing to say of a connection.
    const bool done = changed || planned.id == QLatin1String("connect");
    m_session.events.step(planned.id, done ? StepState::Done : StepState::AlreadyThere, {{QStringLiteral("seconds"), seconds}});
    return {};
}

void SetupRun::keepLogins()
{
    SecretSource &secrets = m_session.secrets;
    for (const QString &name : loginSecrets(m_session.provider))
        (void)secrets.keep(name);
    // Made by the login that is kept for all: the machine keeps it as its own, whatever account comes after.
    if (m_session.machine.facts.value(QLatin1String("cloud.login")).toString() == QLatin1String("kept"))
        for (const QString &name : accountSecrets(m_session.provider))
            if (const auto kept = secrets.keptFor(m_session.provider, name))
                (void)secrets.keep(name, *kept);
    secrets.keepFor(m_session.provider);
}

Result<std::vector<BoundStep>> SetupRun::bound()
{
    const auto endpoint = m_session.link.endpoint(m_session.call.stop);
    if (!endpoint)
        return fail(endpoint.error());
    auto ca = readCaFile(m_plan.choices.network.caFile);
    if (!ca)
        return fail(ca.error());
    if (knownJupyterPort(m_session.machine) == 0)
        m_session.machine.facts.insert(QStringLiteral("jupyter.port"),
                                       jupyterPort(m_session.machine, m_plan.choices, endpoint->sharesNetwork));
    return bindSteps(m_plan, m_session.machine, m_scripts, {*ca, endpoint->disposable, m_made, m_resolution});
}

/// True: what goes with the machine has become another. Asks nobody while the facts that count are the same.
Result<bool> SetupRun::resolve()
{
    const QJsonObject facts = resolverFacts(m_session.machine.facts);
    if (facts == m_resolvedFrom)
        return false;
    if (asksTable(facts) && !m_matrix) {
        auto matrix = currentMatrix(m_session.ports.home);
        if (!matrix)
            return fail(matrix.error());
        m_matrix = std::move(*matrix);
    }
    auto resolved = resolveMachine(m_matrix.value_or(Matrix()), m_plan.choices, m_session.provider.abilities().createsMachine, facts);
    if (!resolved && resolved.error().cause == Cause::DriverSecureBoot) {
        const auto somebody = somebodySitsThere();
        if (!somebody)
            return fail(somebody.error());
        if (*somebody) {
            m_session.machine.facts.insert(QLatin1String(atItsScreenFact), QStringLiteral("yes"));
            return resolve();
        }
    }
    if (!resolved)
        return fail(resolved.error());
    m_resolvedFrom = facts;
    const bool news = *resolved != m_resolution;
    m_resolution = std::move(*resolved);
    return news;
}

/// Only of a computer of the user's own: the screen of a rented one is out of reach while it starts. Nobody there to ask is a no.
Result<bool> SetupRun::somebodySitsThere()
{
    if (m_session.provider.abilities().createsMachine || m_session.machine.facts.contains(QLatin1String(atItsScreenFact)))
        return false;
    const Reason screen{QStringLiteral("secure-boot-screen"), {{QStringLiteral("machine"), m_session.machine.name}}};
    const auto answer = m_session.call.asker.ask({Question::Kind::ConfirmInPerson, screen}, m_session.call.stop);
    if (!answer && answer.error().cause != Cause::AnswerNeeded)
        return fail(answer.error());
    return answer && answer->yes;
}

/// The server told what it is, now or long ago to another computer: what goes with it is known from now on. True: that was news.
Result<bool> SetupRun::bindToNews(std::vector<BoundStep> &steps)
{
    const auto news = resolve();
    if (!news || !*news)
        return news;
    QJsonArray why;
    for (const Reason &reason : m_resolution.reasons) {
        QJsonObject args;
        for (auto it = reason.args.begin(); it != reason.args.end(); ++it)
            args.insert(it.key(), it.value());
        m_session.events.notice(reason.code, args);
        why.append(QJsonObject{{QStringLiteral("code"), reason.code}, {QStringLiteral("args"), args}});
    }
    if (why.isEmpty())
        m_session.machine.facts.remove(whyFact);
    else
        m_session.machine.facts.insert(whyFact, why);
    auto again = bound();
    if (!again)
        return fail(again.error());
    steps = std::move(*again);
    return true;
}

Status SetupRun::serverSteps()
{
    if (const auto known = resolve(); !known)
        return fail(known.error());
    auto steps = bound();
    if (!steps)
        return fail(steps.error());
    auto engine = m_session.engine();
    if (!engine)
        return fail(engine.error());
    for (int round = 0;; ++round) {
        m_session.quietChecks = round > 0 || m_options.proveAgain; // each is proven anew below
        auto checks = (*engine)->check(*steps, m_session.call.stop);
        if (!checks)
            return fail(checks.error());
        takeFacts((*engine)->facts());
        const auto news = bindToNews(*steps);
        if (!news)
            return fail(news.error());
        if (*news && round < mostRounds)
            continue;
        for (size_t i = 0; i < steps->size(); ++i)
            if (m_options.again.contains((*steps)[i].script->id) && (*checks)[i].state == CheckState::AlreadyThere)
                (*checks)[i].state = CheckState::ToDo;
        for (const CheckResult &check : *checks)
            if (check.state == CheckState::Impossible)
                return fail(check.error.value_or(Error{Cause::StepFailed, {}, NextAction::ShowLog, {}, {}}));
        const auto todo =
            std::find_if(checks->begin(), checks->end(), [](const CheckResult &check) { return check.state == CheckState::ToDo; });
        if (todo == checks->end())
            break;
        if (round == mostRounds) {
            const QString id = (*steps)[static_cast<size_t>(todo - checks->begin())].script->id;
            return fail({Cause::StepFailed,
                         {{QStringLiteral("step"), id}, {QStringLiteral("why"), QStringLiteral("not-settled")}},
                         NextAction::ShowLog,
                         {},
                         {}});
        }
        FL_TRY(m_session.saveAs(MachineState::SettingUp));
        FL_TRY(applyAll(**engine, *steps, *checks));
    }
    if (m_options.proveAgain)
        FL_TRY(prove(**engine, *steps));
    if (m_changed > 0)
        (*engine)->release(m_session.call.stop);
    takeFacts((*engine)->facts());
    return {};
}

Status SetupRun::applyAll(Engine &engine, std::vector<BoundStep> &steps, const std::vector<CheckResult> &checks)
{
    Round round;
    for (size_t i = 0; i < steps.size(); ++i) {
        if (!round.applies(steps[i], checks[i].state))
            continue;
        FL_TRY(apply(engine, steps[i], Round::ahead(steps, checks, i)));
        const auto news = bindToNews(steps);
        if (!news)
            return fail(news.error());
        if (*news)
            break; // the checks asked with other values
    }
    return {};
}

Status SetupRun::apply(Engine &engine, const BoundStep &step, const std::vector<BoundStep> &ahead)
{
    const qint64 begun = now();
    const auto outcome = engine.apply(step, m_operation, m_session.call.stop, ahead);
    takeFacts(engine.facts());
    if (!outcome) {
        (void)m_session.save();
        return fail(outcome.error());
    }
    m_options.again.removeAll(step.script->id);
    if (*outcome == StepOutcome::NeedsReboot) {
        FL_TRY(restart(engine));
        FL_TRY(engine.verify(step, m_session.call.stop));
    }
    if (*outcome != StepOutcome::AlreadyThere) {
        ++m_changed;
        (void)m_session.ports.ledger.recordDuration(machineKind(m_plan), step.script->id, static_cast<double>(now() - begun) / 1000);
    }
    return m_session.save();
}

/// Not before the user knows by heart, or by a photo, what the machine's own screen will ask.
Status SetupRun::restart(Engine &engine)
{
    if (!m_session.enrolPassword.isEmpty()) {
        const Reason enrol{QStringLiteral("enrol-key"),
                           {{QStringLiteral("machine"), m_session.machine.name}, {QStringLiteral("password"), m_session.enrolPassword}}};
        const auto answer = m_session.call.asker.ask({Question::Kind::ConfirmInPerson, enrol}, m_session.call.stop);
        if (!answer)
            return fail(answer.error());
        if (!answer->yes)
            return fail({Cause::Cancelled, {}, NextAction::Resume, {}, {}});
        m_session.enrolPassword.clear();
    }
    return engine.reboot(m_session.call.stop);
}

Status SetupRun::prove(Engine &engine, const std::vector<BoundStep> &steps)
{
    for (const BoundStep &step : steps)
        FL_TRY(engine.verify(step, m_session.call.stop));
    return {};
}

Result<SetupResult> SetupRun::finish()
{
    SetupResult result;
    if (const auto password = m_made.constFind(QStringLiteral("jupyter.password")); password != m_made.constEnd())
        result.passwordKept = m_session.secrets.keep(QStringLiteral("jupyter.password"), *password);
    if (const auto fresh = m_made.constFind(QStringLiteral("jupyter.password.new")); fresh != m_made.constEnd())
        result.newPassword = *fresh;
    if (m_changed > 0)
        keepLogins();
    QJsonObject &facts = m_session.machine.facts;
    facts.remove(pendingFact);
    if (m_changed > 0 || m_options.proveAgain || !facts.contains(QLatin1String("verified_at")))
        facts.insert(QStringLiteral("verified_at"), now());
    FL_TRY(m_session.saveAs(MachineState::Ready));
    result.machine = m_session.machine;
    result.verified = true; // every step's verify went well; a failed one does not come this far
    result.gpu = gpuOf(facts);
    result.changed = m_changed;
    result.seconds = static_cast<double>(now() - m_started) / 1000;
    if (m_options.endUntold)
        return result;
    const QString unused = facts.value(QLatin1String("gpu.unused")).toString();
    m_session.events.emitEvent(EventKind::Result,
                               {{QStringLiteral("ok"), true},
                                {QStringLiteral("id"), result.machine.id},
                                {QStringLiteral("name"), result.machine.name},
                                {QStringLiteral("gpu"), result.gpu.isEmpty() ? QJsonValue() : QJsonValue(result.gpu)},
                                {QStringLiteral("gpu_unused"), unused.isEmpty() ? QJsonValue(QJsonValue::Undefined) : QJsonValue(unused)},
                                {QStringLiteral("verified"), result.verified},
                                {QStringLiteral("changed"), result.changed},
                                {QStringLiteral("seconds"), result.seconds},
                                {QStringLiteral("next"), QStringLiteral("firstlight-cli open ") + result.machine.id}});
    return result;
}

} // namespace fl
