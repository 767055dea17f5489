// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/run/session.h"

#include "backends/run/server_things.h"

#include <QSysInfo>

#include <algorithm>

namespace fl {
namespace {

const QLatin1String sudoName("sudo.password");

/// Adds up for how long it stood still, which costs less than running (wizard/cost.h).
void noteStop(Machine &machine, MachineState before, qint64 now)
{
    const QLatin1String since("stopped.since"), total("stopped.ms");
    if (before != MachineState::Stopped && machine.state == MachineState::Stopped) {
        machine.facts.insert(since, now);
    } else if (machine.facts.contains(since)) {
        const qint64 stood = std::max<qint64>(0, now - machine.facts.take(since).toInteger());
        machine.facts.insert(total, machine.facts.value(total).toInteger() + stood);
    }
}

} // namespace

Session::Session(Ports &p, Provider &prov, OperationCall &c, Machine m) :
    ports(p),
    provider(prov),
    call(c),
    machine(std::move(m)),
    events(p.clock, p.ledger, redactor, c.events),
    secrets(
        c.secrets, p.keyRing, c.asker, redactor, machine.id,
        [this](const QString &code, const QJsonObject &args) { events.notice(code, args); }, c.stop),
    link(machine, provider, ports, c.asker, secrets, events, {})
{
    events.setMachine(machine.id);
}

ProviderCall Session::providerCall()
{
    return {ports,
            events.sink(),
            call.stop,
            [this](const QString &name) { return secrets.find(name); },
            [this](const QString &name) { return secrets.keptFor(provider, name); },
            &call.asker};
}

Status Session::save()
{
    if (!m_added.empty()) {
        FL_TRY(ports.ledger.saveAll(m_added));
        m_added.clear();
    }
    if (m_saved && m_saved->state != machine.state && provider.abilities().stopsMachine)
        noteStop(machine, m_saved->state, ports.clock.now());
    if (m_saved && *m_saved == machine)
        return {};
    FL_TRY(ports.ledger.save(machine));
    const bool news = !m_saved || m_saved->state != machine.state || m_saved->name != machine.name;
    m_saved = machine;
    if (news)
        events.machine(machine);
    return {};
}

Status Session::saveAs(MachineState state)
{
    machine.state = state;
    return save();
}

Result<Secret> Session::sudoPassword(int attempt)
{
    if (attempt == 1)
        if (auto known = secrets.find(sudoName))
            return *known;
    return secrets.ask(sudoName, attempt, call.stop);
}

Result<Engine *> Session::engine()
{
    auto shell = link.shell(call.stop);
    if (!shell)
        return fail(shell.error());
    if (m_engine)
        return m_engine.get();
    Engine::Options options;
    options.machine = machine.id;
    options.who = whoWorks();
    options.askSudoPassword = [this](int attempt) { return sudoPassword(attempt); };
    options.events = [this](const Event &event) {
        if (event.data.value(QLatin1String("say")) == QLatin1String("enrol-key-at-screen"))
            enrolPassword = event.data.value(QLatin1String("args"))[QLatin1String("password")].toString();
        const QString state = event.data.value(QLatin1String("state")).toString();
        const bool finding = state == slug(StepState::AlreadyThere) || state == slug(StepState::Waiting);
        if (!quietChecks || event.kind != EventKind::Step || !finding)
            events.emitEvent(event);
    };
    options.reconnect = [this](std::stop_token stop) { return link.reconnect(stop); };
    options.added = [this](const QString &kind, const QString &name) { m_added.push_back(serverThing(machine.id, kind, name)); };
    options.redact = [this](const QString &text) { return redactor.mask(text); };
    m_engine = std::make_unique<Engine>(**shell, ports.clock, std::move(options));
    return m_engine.get();
}

Exists Session::exists()
{
    const auto records = ports.ledger.resources(machine.id);
    if (!records)
        return {Exists::What::Unknown, machine.name, std::nullopt};
    bool intended = false, made = false, onServer = false;
    for (const ResourceRecord &record : *records) {
        if (record.state == ResourceRecord::State::Gone)
            continue;
        if (isServerThing(record.kind))
            onServer = true;
        else if (record.state == ResourceRecord::State::Intended)
            intended = true;
        else
            made = true;
    }
    if (!provider.abilities().createsMachine) {
        const auto what = onServer ? Exists::What::PartlySetUp : made ? Exists::What::Unchanged : Exists::What::Nothing;
        return {what, machine.name, Money{}};
    }
    if (made)
        return {Exists::What::Machine, machine.name, machine.perHour};
    return {intended ? Exists::What::Unknown : Exists::What::Nothing, intended ? machine.name : QString(),
            intended ? machine.perHour : std::optional<Money>(Money{})};
}

Error Session::explained(Error error)
{
    error.exists = exists();
    if (error.cause == Cause::RebootNotBack && provider.abilities().hasConsole)
        error.params.insert(QStringLiteral("console"), machine.name);
    error.detail = redactor.mask(error.detail);
    return error;
}

QString whoWorks()
{
    QString user = qEnvironmentVariable("USER");
    if (user.isEmpty())
        user = qEnvironmentVariable("LOGNAME", QStringLiteral("root"));
    return user + QLatin1Char('@') + QSysInfo::machineHostName();
}

} // namespace fl
