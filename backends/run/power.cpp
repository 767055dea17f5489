// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/run/power.h"

#include "backends/run/binding.h"
#include "backends/steps/server_scripts.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>

namespace fl {
namespace {

using namespace std::chrono_literals;

constexpr int portTakenStatus = 3; // of jupyter.sh

Error portTaken(const Session &session, const QString &said)
{
    return {Cause::JupyterPortTaken,
            {{QStringLiteral("port"), QString::number(knownJupyterPort(session.machine))}},
            NextAction::ChooseOtherPort,
            session.redactor.mask(said),
            {}};
}

Status runJupyter(Session &session, const ShellScript &script)
{
    auto shell = session.link.shell(session.call.stop);
    if (!shell)
        return fail(shell.error());
    auto exit = (*shell)->run(script, {}, session.call.stop);
    if (!exit)
        return fail(exit.error());
    if (exit->code == portTakenStatus)
        return fail(portTaken(session, QString::fromUtf8(exit->err)));
    if (exit->code != 0)
        return fail({Cause::JupyterNotRunning,
                     {{QStringLiteral("machine"), session.machine.name}},
                     NextAction::ShowLog,
                     session.redactor.mask(QString::fromUtf8(exit->err)),
                     {}});
    return {};
}

/// What the state script says of `name`; empty: nothing.
QString answerOf(const QByteArray &out, const QByteArray &name)
{
    for (const QByteArray &line : out.split('\n'))
        if (line.startsWith(name + '='))
            return QString::fromUtf8(line.mid(name.size() + 1));
    return {};
}

QString jupyterState(const QByteArray &out)
{
    const QString said = answerOf(out, "jupyter");
    return said.isEmpty() ? QStringLiteral("unknown") : said;
}

/// What the server's timer says, which changes while nobody is connected; the newest line counts.
void takeIdleStop(Machine &machine, const QByteArray &out)
{
    for (const QByteArray &line : out.split('\n'))
        if (line.startsWith("fact idle-stop.")) {
            const QString fact = QString::fromUtf8(line.mid(5));
            machine.facts.insert(fact.section(QLatin1Char(' '), 0, 0), fact.section(QLatin1Char(' '), 1));
        }
}

/// What is true at this moment alone, and is not kept: how long nothing has run, and what runs in the notebooks.
void takeMoment(Machine &machine, const QByteArray &out)
{
    machine.facts.insert(QStringLiteral("idle-stop.idle"), answerOf(out, "idle").toLongLong());
    constexpr qsizetype mostKernels = 64;
    QJsonArray kernels;
    const QJsonArray said = QJsonDocument::fromJson(answerOf(out, "kernels").toUtf8()).array();
    for (qsizetype i = 0; i < std::min(said.size(), mostKernels); ++i)
        kernels << QJsonObject{{QStringLiteral("path"), said[i][QLatin1String("path")].toString().left(200)},
                               {QStringLiteral("state"), said[i][QLatin1String("state")].toString().left(20)},
                               {QStringLiteral("active"), said[i][QLatin1String("active")].toInteger()}};
    machine.facts.insert(QStringLiteral("kernels"), kernels);
}

/// The state to show, from what was answered. Unfinished and leaving machines keep theirs: that is what is true of them.
MachineState stateFrom(const Session &session, const QString &jupyter)
{
    const MachineState before = session.machine.state;
    if (before == MachineState::Creating || before == MachineState::SettingUp || before == MachineState::Deleting)
        return before;
    const bool jupyterAlone = !session.provider.abilities().stopsMachine;
    return jupyterAlone && jupyter == QLatin1String("stopped") ? MachineState::Stopped : MachineState::Ready;
}

/// Jupyter ended by itself, with what it said last; nothing: it did not.
std::optional<Error> howItEnded(const Session &session, const QByteArray &out)
{
    if (jupyterState(out) != QLatin1String("failed"))
        return {};
    QStringList said;
    for (const QByteArray &line : out.split('\n'))
        if (line.startsWith("jupyter.said="))
            said << QString::fromUtf8(line.mid(13));
    const QString detail = said.join(QLatin1Char('\n'));
    if (!answerOf(out, "jupyter.port-taken").isEmpty())
        return portTaken(session, detail);
    return Error{Cause::JupyterNotRunning,
                 {{QStringLiteral("machine"), session.machine.name}, {QStringLiteral("ended"), QStringLiteral("yes")}},
                 NextAction::Resume,
                 session.redactor.mask(detail),
                 {}};
}

Error isStopped(const Session &session)
{
    return {Cause::JupyterNotRunning,
            {{QStringLiteral("machine"), session.machine.name}, {QStringLiteral("stopped"), QStringLiteral("yes")}},
            NextAction::Retry,
            {},
            {}};
}

/// What was learnt by looking is kept where we may write, and shown in any case.
Status remember(Session &session, MachineState state)
{
    if (session.ports.ledger.isReadOnly()) {
        session.machine.state = state;
        return {};
    }
    return session.saveAs(state);
}

} // namespace

Result<MachineStatus> readStatus(Session &session)
{
    MachineStatus status{session.machine, QStringLiteral("unknown"), session.ports.clock.now(), std::nullopt};
    const bool leaving = session.machine.state == MachineState::Deleting;
    ProviderCall call = session.providerCall();
    const auto state = session.provider.state(session.machine, call);
    if (!state) {
        status.problem = session.explained(state.error());
        return status;
    }
    if (*state != InstanceState::Running) {
        if (*state == InstanceState::NotThere && session.machine.state != MachineState::Creating && !leaving)
            FL_TRY(remember(session, MachineState::Missing));
        else if (*state == InstanceState::Stopped && !leaving)
            FL_TRY(remember(session, MachineState::Stopped));
        status.machine = session.machine;
        status.jupyter = QStringLiteral("stopped");
        return status;
    }
    session.link.setPatience({.connect = 10s});
    auto shell = session.link.shell(session.call.stop);
    auto exit = shell ? (*shell)->run(readStateScript(), {}, session.call.stop) : Result<ShellExit>(fail(shell.error()));
    if (!exit) {
        if (exit.error().cause == Cause::Cancelled)
            return fail(exit.error());
        status.problem = session.explained(exit.error());
        status.machine.state = MachineState::Unreachable; // of the moment: what set-up proved is still so
        return status;
    }
    status.jupyter = jupyterState(exit->out);
    if (const QString free = answerOf(exit->out, "disk.free.mb"); !free.isEmpty())
        session.machine.facts.insert(QStringLiteral("disk.free.mb"), free);
    takeIdleStop(session.machine, exit->out);
    FL_TRY(remember(session, stateFrom(session, status.jupyter)));
    status.machine = session.machine;
    takeMoment(status.machine, exit->out);
    if (const auto ended = howItEnded(session, exit->out))
        status.problem = session.explained(*ended);
    return status;
}

Status requireJupyter(Session &session)
{
    const auto stopped = [&session] { return fail(isStopped(session)); };
    // Asked only where it was stopped from here: in all other cases the connection itself tells.
    if (session.machine.state == MachineState::Stopped && session.provider.abilities().stopsMachine) {
        ProviderCall call = session.providerCall();
        if (const auto state = session.provider.state(session.machine, call); state && *state == InstanceState::Stopped)
            return stopped();
    }
    auto shell = session.link.shell(session.call.stop); // questions (host key, password) are asked here
    auto exit = shell ? (*shell)->run(readStateScript(), {}, session.call.stop) : Result<ShellExit>(fail(shell.error()));
    if (!exit)
        return fail(exit.error());
    if (const auto ended = howItEnded(session, exit->out))
        return fail(*ended);
    return jupyterState(exit->out) == QLatin1String("stopped") ? stopped() : Status();
}

Status requireMachine(Session &session)
{
    if (!session.provider.abilities().createsMachine)
        return {};
    ProviderCall call = session.providerCall();
    const auto state = session.provider.state(session.machine, call);
    if (!state)
        return fail(state.error());
    if (*state == InstanceState::Stopped)
        return fail(isStopped(session));
    if (*state == InstanceState::NotThere || *state == InstanceState::Deleting)
        return fail({Cause::MachineMissing, {{QStringLiteral("machine"), session.machine.name}}, NextAction::Retry, {}, {}});
    return {};
}

Status stopMachine(Session &session)
{
    if (session.provider.abilities().stopsMachine) {
        ProviderCall call = session.providerCall();
        FL_TRY(session.provider.stop(session.machine, call));
    } else {
        FL_TRY(runJupyter(session, jupyterStopScript()));
        FL_TRY(runJupyter(session, colabScript(ColabDo::Stop))); // the other one, which would stand open until its time is over
    }
    return session.saveAs(MachineState::Stopped);
}

Status startMachine(Session &session)
{
    if (session.provider.abilities().stopsMachine) {
        ProviderCall call = session.providerCall();
        const auto state = session.provider.state(session.machine, call);
        if (!state)
            return fail(state.error());
        if (*state != InstanceState::Running)
            FL_TRY(session.provider.start(session.machine, call));
        session.link.setPatience({.boot = 5min});
    }
    FL_TRY(runJupyter(session, jupyterStartScript()));
    return session.saveAs(MachineState::Ready);
}

Status rebootMachine(Session &session)
{
    const Abilities abilities = session.provider.abilities();
    if (abilities.rebootAsksFirst || !abilities.createsMachine) {
        auto answer = session.call.asker.ask({Question::Kind::Confirm,
                                              {QStringLiteral("reboot-computer"), {{QStringLiteral("machine"), session.machine.name}}}},
                                             session.call.stop);
        if (!answer)
            return fail(answer.error());
        if (!answer->yes)
            return fail({Cause::Cancelled, {}, NextAction::Retry, {}, {}});
    }
    auto engine = session.engine();
    if (!engine)
        return fail(engine.error());
    FL_TRY((*engine)->reboot(session.call.stop));
    FL_TRY(runJupyter(session, jupyterStartScript()));
    return session.saveAs(MachineState::Ready);
}

} // namespace fl
