// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/run/teardown.h"

#include "backends/run/intent.h"
#include "backends/run/server_things.h"
#include "backends/steps/server_scripts.h"

#include <QFile>

namespace fl {
namespace {

constexpr int undoBusy = 75;
constexpr int undoSudoRefused = 77;
constexpr std::chrono::seconds betweenLooks{2};

Result<Receipt> receiptOf(Session &session)
{
    auto records = session.ports.ledger.resources(session.machine.id);
    if (!records)
        return fail(records.error());
    Receipt receipt;
    // What was on a machine of ours goes with it: nobody wants to read three hundred packages.
    const bool machineGoes = session.provider.abilities().createsMachine;
    for (const ResourceRecord &record : *records)
        if (!machineGoes || !isServerThing(record.kind))
            receipt.rows.push_back({record.kind, record.name, record.state == ResourceRecord::State::Gone, record.perHour,
                                    session.provider.consoleLink(record)});
    return receipt;
}

void tell(Session &session, const QString &kind, const QString &name, bool gone)
{
    session.events.emitEvent(EventKind::Resource,
                             {{QStringLiteral("what"), kind},
                              {QStringLiteral("name"), name},
                              {QStringLiteral("state"), gone ? QStringLiteral("gone") : QStringLiteral("deleting")}});
}

/// The lines of the undo script: `gone KIND NAME` or `left KIND NAME WHY`.
std::set<std::pair<QString, QString>> takeLines(Session &session, const QByteArray &out)
{
    std::set<std::pair<QString, QString>> things;
    for (const QByteArray &line : out.split('\n')) {
        const QString text = QString::fromUtf8(line);
        const QString verb = text.section(QLatin1Char(' '), 0, 0);
        const QString kind = text.section(QLatin1Char(' '), 1, 1);
        const bool gone = verb == QLatin1String("gone");
        if ((!gone && verb != QLatin1String("left")) || kind.isEmpty())
            continue;
        const QString name = gone ? text.section(QLatin1Char(' '), 2) : text.section(QLatin1Char(' '), 2, 2);
        tell(session, kind, name, gone);
        if (gone)
            things.insert({kind, name});
    }
    return things;
}

Result<ShellExit> runUndo(Session &session, Shell &shell, const Secret &sudo)
{
    return shell.run(undoScript(session.machine.id, sudo), {}, session.call.stop);
}

/// Takes out what lets us in by a key of our own; last, because it may be what we came in by. False: it could not be.
Result<bool> forgetOwnKey(Session &session, Shell &shell)
{
    const auto records = session.ports.ledger.resources(session.machine.id);
    if (!records)
        return fail(records.error());
    for (const ResourceRecord &record : *records) {
        if (record.kind != QLatin1String("user-key") || record.state == ResourceRecord::State::Gone)
            continue;
        const auto exit = shell.run(forgetAuthorizedKeyScript(record.name), {}, session.call.stop);
        if (!exit)
            return fail(exit.error());
        if (exit->code != 0)
            return false; // it stays on the receipt as what is left
        const QString key = session.machine.facts.take(QLatin1String("ssh.key_file")).toString();
        if (!key.isEmpty()) {
            QFile::remove(key);
            QFile::remove(key + QStringLiteral(".pub"));
        }
        FL_TRY(markServerThingsGone(session.ports.ledger, session.machine.id, {{record.kind, record.name}}));
        tell(session, record.kind, record.name, true);
    }
    FL_TRY(session.save());
    return true;
}

Status undoOnServer(Session &session)
{
    auto shell = session.link.shell(session.call.stop);
    if (!shell)
        return fail(shell.error());
    Secret sudo = session.secrets.known(QStringLiteral("sudo.password")).value_or(Secret());
    auto exit = runUndo(session, **shell, sudo);
    for (int attempt = 1; exit && exit->code == undoSudoRefused && attempt <= 3; ++attempt) {
        const auto kept = attempt == 1 && sudo.isEmpty() ? session.secrets.find(QStringLiteral("sudo.password")) : std::nullopt;
        if (kept) {
            sudo = *kept;
        } else {
            auto asked = session.secrets.ask(QStringLiteral("sudo.password"), attempt, session.call.stop);
            if (!asked)
                return fail(asked.error());
            sudo = *asked;
        }
        exit = runUndo(session, **shell, sudo);
    }
    if (!exit)
        return fail(exit.error());
    if (exit->code == undoBusy)
        return fail({Cause::ServerBusy, {}, NextAction::WaitAndResume, QString::fromUtf8(exit->err), {}});
    if (exit->code == undoSudoRefused)
        return fail({Cause::SudoPassword, {}, NextAction::GiveSudoPassword, {}, {}});
    FL_TRY(markServerThingsGone(session.ports.ledger, session.machine.id, takeLines(session, exit->out)));
    if (exit->code != 0)
        return {};
    const auto key = forgetOwnKey(session, **shell);
    if (!key)
        return fail(key.error());
    if (!*key)
        return {};
    // The server's own list is the longer one: all of it is gone.
    FL_TRY(markAllServerThingsGone(session.ports.ledger, session.machine.id));
    return {};
}

/// Looks once more, a while after the provider said so.
Status confirmGone(Session &session)
{
    ProviderCall call = session.providerCall();
    for (int look = 0; look < 2; ++look) {
        if (look > 0 && session.provider.abilities().costsMoney && !session.ports.clock.wait(betweenLooks, session.call.stop))
            return fail({Cause::Cancelled, {}, NextAction::Resume, {}, {}});
        const auto state = session.provider.state(session.machine, call);
        if (!state)
            return fail(state.error());
        if (*state != InstanceState::NotThere && *state != InstanceState::Deleting)
            return fail({Cause::ProviderRefused, {{QStringLiteral("machine"), session.machine.name}}, NextAction::Retry, {}, {}});
    }
    return {};
}

Status removeMachine(Session &session)
{
    ProviderCall call = session.providerCall();
    FL_TRY(session.provider.destroy(session.machine, call));
    if (session.provider.abilities().createsMachine) {
        FL_TRY(confirmGone(session));
        FL_TRY(markAllServerThingsGone(session.ports.ledger, session.machine.id));
    }
    return {};
}

/// Nothing of it is left: not here either.
Status closeBooks(Session &session)
{
    session.secrets.forgetAll(session.provider);
    FL_TRY(session.ports.ssh.forgetHostKey(session.machine.id));
    FL_TRY(session.saveAs(MachineState::Gone));
    return session.ports.ledger.drop(session.machine.id);
}

/// A computer of the user's that is gone for good, or was set up anew, is let go of, with what we put there. Only a person says so.
Result<bool> mayLetGo(Session &session, const Error &error)
{
    const bool reinstalled = error.cause == Cause::SshHostKeyChanged;
    if (exitCode(error.cause) != Exit::NotReachable && !reinstalled)
        return false;
    const Reason question{reinstalled ? QStringLiteral("let-go-reinstalled") : QStringLiteral("let-go-unreachable"),
                          {{QStringLiteral("machine"), session.machine.name}}};
    const auto answer = session.call.asker.ask({Question::Kind::ConfirmInPerson, question}, session.call.stop);
    if (!answer && answer.error().cause != Cause::AnswerNeeded)
        return fail(answer.error());
    return answer && answer->yes;
}

/// The receipt still says what may be there; no list does.
Result<Receipt> letGo(Session &session, const Error &why)
{
    auto receipt = receiptOf(session);
    if (!receipt)
        return receipt;
    std::erase_if(receipt->rows, [](const Receipt::Row &row) { return !isServerThing(row.kind); });
    receipt->problem = session.explained(why);
    FL_TRY(removeMachine(session));
    FL_TRY(markAllServerThingsGone(session.ports.ledger, session.machine.id));
    FL_TRY(closeBooks(session));
    return receipt;
}

} // namespace

Result<Receipt> tearDown(Session &session)
{
    const auto before = session.machine.state;
    FL_TRY(session.saveAs(MachineState::Deleting));
    // Where set-up never got in, nothing of ours is; such an address may not even answer.
    if (!session.provider.abilities().createsMachine && before != MachineState::Creating && wasReached(session.machine))
        if (const Status undone = undoOnServer(session); !undone) {
            const auto goes = mayLetGo(session, undone.error());
            if (!goes)
                return fail(goes.error());
            return *goes ? letGo(session, undone.error()) : fail(undone.error());
        }
    auto left = receiptOf(session);
    if (!left)
        return fail(left.error());
    bool somethingLeftOnServer = false;
    if (!session.provider.abilities().createsMachine)
        for (const Receipt::Row &row : left->rows)
            somethingLeftOnServer = somethingLeftOnServer || (isServerThing(row.kind) && !row.gone);
    // The computer stays in our care while something of ours is on it.
    const Status removed = somethingLeftOnServer ? Status() : removeMachine(session);
    auto receipt = receiptOf(session);
    if (!receipt)
        return fail(receipt.error());
    if (!removed) {
        // What went and what is left is worth more than the error alone, which goes with it.
        if (receipt->allGone() || removed.error().cause == Cause::Cancelled)
            return fail(removed.error());
        receipt->problem = session.explained(removed.error());
    }
    for (const Receipt::Row &row : receipt->rows)
        if (!isServerThing(row.kind))
            tell(session, row.kind, row.name, row.gone);
    if (!receipt->allGone())
        return receipt;
    FL_TRY(closeBooks(session));
    return receipt;
}

} // namespace fl
