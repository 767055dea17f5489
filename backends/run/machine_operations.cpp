// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/run/machine_operations.h"

#include "backends/core/keys.h"
#include "backends/plan/idle_stop.h"
#include "backends/plan/planner.h"
#include "backends/run/binding.h"
#include "backends/run/copy_home.h"
#include "backends/run/copy_there.h"
#include "backends/run/intent.h"
#include "backends/run/power.h"
#include "backends/run/report.h"
#include "backends/run/teardown.h"

#include <algorithm>

namespace fl {
namespace {

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

/// The keys of the provider's own section that it knows; `endpoint` and the like are understood by all.
Status checkProviderKeys(const Provider &provider, const Choices &choices)
{
    const std::vector<Field> fields = provider.fields();
    static const QStringList common{QStringLiteral("endpoint"), QStringLiteral("region"), QStringLiteral("type"),
                                    QStringLiteral("image"),    QStringLiteral("spot"),   QStringLiteral("disk"),
                                    QStringLiteral("address"),  QStringLiteral("user"),   QStringLiteral("fallback"),
                                    QStringLiteral("quota"),    QStringLiteral("zone")};
    for (auto it = choices.provider.begin(); it != choices.provider.end(); ++it) {
        const QString key = choices.where + QLatin1Char('.') + it.key();
        const bool known = common.contains(it.key()) || std::any_of(fields.begin(), fields.end(), [&](const Field &field) {
                               return field.key == key && field.kind != Field::Kind::Secret;
                           });
        if (!known)
            return fail({Cause::UnknownKey, {{QStringLiteral("key"), key}}, NextAction::ChangeInput, {}, {}});
    }
    return {};
}

Error notPossible(const Provider &provider, const Reason &why)
{
    Error error{Cause::NotSupportedHere, why.args, NextAction::ReadHelp, {}, {}};
    error.params.insert(QStringLiteral("where"), provider.id());
    error.params.insert(QStringLiteral("why"), why.code);
    return error;
}

} // namespace

bool Receipt::allGone() const
{
    return std::all_of(rows.begin(), rows.end(), [](const Row &row) { return row.gone; });
}

MachineOperations::MachineOperations(Ports ports, ProviderRegistry registry, std::optional<std::vector<ServerStep>> steps) :
    m_ports(ports),
    m_registry(std::move(registry)),
    m_steps(std::move(steps))
{
}

Result<Provider *> MachineOperations::provider(const QString &id) const
{
    if (Provider *found = m_registry.find(id))
        return found;
    QStringList known;
    for (const auto &each : m_registry.all())
        known += each->id();
    return fail({Cause::BadValue,
                 {{QStringLiteral("key"), QStringLiteral("where")},
                  {QStringLiteral("value"), id},
                  {QStringLiteral("allowed"), known.join(QStringLiteral(", "))}},
                 NextAction::ChangeInput,
                 {},
                 {}});
}

Result<Machine> MachineOperations::machine(const QString &idOrName) const
{
    auto found = m_ports.ledger.find(idOrName);
    if (!found)
        return fail(found.error());
    if (!*found)
        return fail({Cause::UnknownMachine, {{QStringLiteral("machine"), idOrName}}, NextAction::ChangeInput, {}, {}});
    return **found;
}

Result<const std::vector<ServerStep> *> MachineOperations::steps()
{
    const std::lock_guard lock(m_stepsMutex);
    if (!m_steps) {
        auto read = builtinServerSteps();
        if (!read)
            return fail(read.error());
        m_steps = std::move(*read);
    }
    return &*m_steps;
}

Result<std::unique_ptr<Session>> MachineOperations::session(const QString &idOrName, OperationCall &call) const
{
    auto found = machine(idOrName);
    if (!found)
        return fail(found.error());
    auto where = provider(found->where);
    if (!where)
        return fail(where.error());
    auto session = std::make_unique<Session>(const_cast<Ports &>(m_ports), **where, call, *found);
    session->markSaved();
    return session;
}

QMap<QString, double> MachineOperations::learntSeconds(const Plan &plan) const
{
    QMap<QString, double> learnt;
    for (const PlanStep &step : plan.steps)
        if (auto past = m_ports.ledger.durations(machineKind(plan), step.id); past && !past->empty())
            learnt.insert(step.id, median({past->begin(), past->begin() + std::min<qsizetype>(5, static_cast<qsizetype>(past->size()))}));
    return learnt;
}

Result<Plan> MachineOperations::plan(const Choices &choices, OperationCall &call)
{
    auto where = provider(choices.where);
    if (!where)
        return fail(where.error());
    FL_TRY(checkProviderKeys(**where, choices));
    if (const auto ca = readCaFile(choices.network.caFile); !ca) // before anything is made, not when it is wanted
        return fail(ca.error());
    ProviderCall ask = providerCall(m_ports, **where, call);
    PlanInputs inputs;
    inputs.choices = choices;
    if (choices.machineName.isEmpty())
        inputs.choices.machineName = (*where)->proposedName(choices);
    const auto known = m_ports.ledger.find(inputs.choices.machineName);
    if (!known)
        return fail(known.error());
    if (!*known) // a machine that is there already needs no look at what could be made
        if (const Availability available = (*where)->availability(ask); !available.possible)
            return fail(notPossible(**where, available.why));
    auto resources = (*where)->plannedResources(inputs.choices, ask);
    if (!resources)
        return fail(resources.error());
    const auto scripts = steps();
    if (!scripts)
        return fail(scripts.error());
    inputs.abilities = (*where)->abilities();
    inputs.resources = *resources;
    inputs.idleStopArmed = *known && idleStopSeconds(**known) > 0;
    inputs.networkWritten = *known && hasNetworkSettings(**known);
    inputs.createSeconds = (*where)->expectedCreateSeconds(inputs.choices);
    inputs.steps = *scripts;
    auto first = makePlan(inputs);
    if (!first)
        return first;
    inputs.learntSeconds = learntSeconds(*first);
    return makePlan(inputs);
}

Result<SetupResult> MachineOperations::runSetup(Session &session, const Plan &plan, SetupOptions options)
{
    const auto scripts = steps();
    Result<SetupResult> result = scripts ? SetupRun(session, plan, **scripts, options).run() : fail(scripts.error());
    if (result)
        return result;
    const Error error = session.explained(result.error());
    session.events.error(error);
    return fail(error);
}

Result<SetupResult> MachineOperations::setup(const Plan &plan, OperationCall &call)
{
    const auto where = provider(plan.choices.where);
    auto machine = where ? intend(m_ports, plan, **where, call) : Result<Machine>(fail(where.error()));
    if (!machine) {
        Redactor redactor;
        EventStream(m_ports.clock, m_ports.ledger, redactor, call.events).error(machine.error());
        return fail(machine.error());
    }
    Session session(m_ports, **where, call, *machine);
    session.markSaved();
    session.events.machine(*machine);
    return runSetup(session, plan, {});
}

Result<Plan> MachineOperations::storedPlan(const Machine &machine, OperationCall &call, std::optional<qint64> autoStopSeconds)
{
    auto plan = planFromJson(machine.plan);
    if (!plan)
        return fail({Cause::LedgerDamaged, {{QStringLiteral("machine"), machine.name}}, NextAction::ReadHelp, {}, {}});
    // The steps of today's program: those of the program that made the plan may have changed since.
    plan->choices.machineName = machine.name;
    for (const auto &[key, value] : call.set)
        FL_TRY(setKey(plan->choices, key, value));
    if (autoStopSeconds)
        plan->choices.access.autoStopSeconds = autoStopSeconds;
    return this->plan(plan->choices, call);
}

Result<SetupResult> MachineOperations::rerun(const QString &id, OperationCall &call, SetupOptions options)
{
    auto there = session(id, call);
    return there ? rerun(**there, std::move(options)) : fail(there.error());
}

Result<SetupResult> MachineOperations::rerun(Session &session, SetupOptions options)
{
    const auto plan = storedPlan(session.machine, session.call);
    auto machine = plan ? intend(m_ports, *plan, session.provider, session.call) : Result<Machine>(fail(plan.error()));
    if (!machine)
        return fail(session.explained(machine.error()));
    session.machine = std::move(*machine);
    session.markSaved();
    return runSetup(session, *plan, std::move(options));
}

Result<SetupResult> MachineOperations::resume(const QString &id, OperationCall &call)
{
    return rerun(id, call, {});
}

Result<std::vector<Machine>> MachineOperations::unfinished() const
{
    auto all = list();
    if (all)
        std::erase_if(*all, [](const Machine &machine) {
            return machine.state != MachineState::Creating && machine.state != MachineState::SettingUp;
        });
    return all;
}

Result<std::vector<Machine>> MachineOperations::list() const
{
    auto all = m_ports.ledger.machines();
    if (all)
        std::erase_if(*all, [](const Machine &machine) { return machine.state == MachineState::Gone; });
    return all;
}

Result<MachineStatus> MachineOperations::status(const QString &id, OperationCall &call)
{
    auto there = session(id, call);
    if (!there)
        return fail(there.error());
    return readStatus(**there);
}

Result<SetupResult> MachineOperations::verify(const QString &id, OperationCall &call)
{
    return rerun(id, call, {.proveAgain = true});
}

Status MachineOperations::stop(const QString &id, OperationCall &call)
{
    return act(id, call, stopMachine);
}

Status MachineOperations::start(const QString &id, OperationCall &call)
{
    return act(id, call, startMachine);
}

Status MachineOperations::reboot(const QString &id, OperationCall &call)
{
    return act(id, call, rebootMachine);
}

Result<Receipt> MachineOperations::destroy(const QString &id, OperationCall &call)
{
    Receipt receipt;
    FL_TRY(act(id, call, [&](Session &session) -> Status {
        auto done = tearDown(session);
        if (!done)
            return fail(done.error());
        receipt = std::move(*done);
        return {};
    }));
    return receipt;
}

Result<Receipt> MachineOperations::undo(const QString &id, OperationCall &call)
{
    return destroy(id, call);
}

Result<OpenNotebook> MachineOperations::open(const QString &id, OperationCall &call)
{
    auto there = session(id, call);
    if (!there)
        return fail(there.error());
    Session &session = **there;
    const QJsonObject &facts = session.machine.facts;
    TunnelSpec spec;
    spec.remotePort = knownJupyterPort(session.machine);
    spec.pinnedSha256 = facts.value(QLatin1String("jupyter.cert_sha256")).toString();
    const QString root = facts.value(QLatin1String("jupyter.base_url")).toString();
    if (spec.remotePort == 0 || spec.pinnedSha256.isEmpty() || root.isEmpty())
        return fail(
            session.explained({Cause::JupyterNotRunning, {{QStringLiteral("machine"), session.machine.name}}, NextAction::Resume, {}, {}}));
    if (const Status running = requireJupyter(session); !running)
        return fail(session.explained(running.error()));
    auto endpoint = session.link.endpoint(call.stop); // with the answers given there, which the tunnel reuses
    if (!endpoint)
        return fail(session.explained(endpoint.error()));
    spec.local = endpoint->local;
    spec.target = endpoint->ssh;
    auto plan = planFromJson(session.machine.plan);
    Choices choices = plan ? plan->choices : Choices{};
    for (const auto &[key, value] : call.set)
        if (const Status set = setKey(choices, key, value); !set)
            return fail(session.explained(set.error()));
    spec.localPort = choices.access.localPort;
    auto tunnel = m_ports.tunnels.open(spec, session.link.sshSecrets(), call.stop);
    if (!tunnel)
        return fail(session.explained(tunnel.error()));
    const QString url = QStringLiteral("http://127.0.0.1:%1%2").arg((*tunnel)->localPort()).arg(root);
    session.events.emitEvent(EventKind::Open, {{QStringLiteral("url"), url}, {QStringLiteral("fingerprint"), spec.pinnedSha256}});
    return OpenNotebook{std::move(*tunnel), url, spec.pinnedSha256};
}

Result<Reach> MachineOperations::reach(const QString &id, OperationCall &call)
{
    auto there = session(id, call);
    if (!there)
        return fail(there.error());
    auto endpoint = (*there)->link.endpoint(call.stop);
    if (!endpoint)
        return fail(endpoint.error());
    return Reach{*endpoint, m_ports.ssh.knownHostsFile()};
}

Result<std::optional<Secret>> MachineOperations::password(const QString &id, OperationCall &call)
{
    auto there = session(id, call);
    if (!there)
        return fail(there.error());
    const auto ring = (*there)->secrets.ring();
    if (!ring)
        return fail(ring.error());
    auto kept = (*ring)->read({(*there)->machine.id, QStringLiteral("jupyter.password")});
    if (!kept && kept.error().cause == Cause::KeyRingUnavailable)
        return std::optional<Secret>();
    return kept;
}

Result<SetupResult> MachineOperations::newPassword(const QString &id, OperationCall &call)
{
    return rerun(id, call, {.replacePassword = true});
}

Result<std::vector<Event>> MachineOperations::history(const QString &id) const
{
    auto found = machine(id);
    if (!found)
        return fail(found.error());
    return m_ports.ledger.events(found->id);
}

Result<UserFiles> MachineOperations::userFiles(const QString &id, OperationCall &call)
{
    auto there = session(id, call);
    if (!there)
        return fail(there.error());
    auto found = listUserFiles(**there);
    return found ? found : fail((*there)->explained(found.error()));
}

Result<CopiedFiles> MachineOperations::copyHome(const QString &id, const QString &folder, OperationCall &call)
{
    CopiedFiles copied;
    FL_TRY(act(id, call, [&](Session &session) -> Status {
        auto done = copyUserFiles(session, folder);
        if (!done)
            return fail(done.error());
        copied = std::move(*done);
        return {};
    }));
    return copied;
}

Result<CopiedFiles> MachineOperations::copyThere(const QString &id, const QStringList &paths, const QString &folder, OperationCall &call)
{
    CopiedFiles copied;
    FL_TRY(act(id, call, [&](Session &session) -> Status {
        auto done = copyLocalFiles(session, paths, folder);
        if (!done)
            return fail(done.error());
        copied = std::move(*done);
        return {};
    }));
    return copied;
}

Result<QString> MachineOperations::report(OperationCall &call)
{
    ReportParts parts;
    parts.keeping = keeping();
    if (const Status ring = keyRing(); !ring)
        parts.keyRing = ring.error();
    parts.ledger = &m_ports.ledger;
    for (const auto &each : m_registry.all())
        parts.places += each->id();
    for (const auto &each : localSteps())
        parts.steps += each->id();
    if (const auto scripts = steps())
        for (const ServerStep &each : **scripts)
            parts.steps += each.id;
    Redactor redactor;
    for (const Secret &secret : std::as_const(call.secrets))
        redactor.add(secret);
    return makeReport(parts, redactor);
}

} // namespace fl
