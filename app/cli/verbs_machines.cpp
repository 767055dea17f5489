// SPDX-License-Identifier: GPL-3.0-or-later
// list, status, stop, start, reboot, guard, destroy, undo.
#include "app/cli/proof.h"
#include "app/cli/verbs.h"
#include "app/cli/words.h"
#include "backends/core/keys.h"
#include "backends/plan/idle_stop.h"
#include "backends/plan/running_cost.h"
#include "backends/text/account_text.h"
#include "backends/text/text.h"

#include <QDateTime>

namespace fl::cli {
namespace {

void addPrice(QJsonObject &object, const std::optional<Money> &price)
{
    if (!price)
        return;
    object.insert(QStringLiteral("micros_per_hour"), QString::number(price->micros));
    object.insert(QStringLiteral("currency"), price->currency);
}

Result<Machine> find(Call &call)
{
    const auto machines = call.opened.operations->list();
    if (!machines)
        return fail(machines.error());
    for (const Machine &machine : *machines)
        if (machine.id == call.line.id || machine.name == call.line.id)
            return machine;
    return fail({Cause::UnknownMachine, {{QStringLiteral("machine"), call.line.id}}, NextAction::ChangeInput, {}, {}});
}

Abilities abilitiesOf(Call &call, const QString &where)
{
    for (const auto &provider : call.opened.operations->providers())
        if (provider->id() == where)
            return provider->abilities();
    return {};
}

Status done(Call &call, const QString &said)
{
    call.output.say(said);
    call.output.result({{QStringLiteral("id"), call.line.id}});
    return {};
}

Status takeDown(Call &call, Result<Receipt> (Operations::*how)(const QString &, OperationCall &))
{
    const auto machine = find(call);
    if (!machine)
        return fail(machine.error());
    const bool deletes = abilitiesOf(call, machine->where).createsMachine;
    if (deletes)
        FL_TRY(tellFiles(call, *machine));
    const Exists unchanged{Exists::What::Unchanged, machine->name, machine->perHour};
    auto answer = call.asker.ask({Question::Kind::Confirm,
                                  {deletes ? QStringLiteral("delete-machine") : QStringLiteral("remove-from-computer"),
                                   {{QStringLiteral("machine"), machine->name}}}},
                                 call.operation.stop);
    if (!answer) {
        Error error = answer.error();
        error.exists = unchanged;
        return fail(error);
    }
    if (!answer->yes)
        return fail({Cause::Cancelled, {}, NextAction::Retry, {}, unchanged});
    const auto receipt = (call.opened.operations->*how)(machine->id, call.operation);
    if (!receipt)
        return fail(receipt.error());
    int left = 0;
    for (const Receipt::Row &row : receipt->rows) {
        QJsonObject object{{QStringLiteral("kind"), QStringLiteral("receipt")},
                           {QStringLiteral("what"), row.kind},
                           {QStringLiteral("name"), row.name},
                           {QStringLiteral("gone"), row.gone}};
        addPrice(object, row.perHour);
        if (!row.console.isEmpty())
            object.insert(QStringLiteral("console"), row.console);
        call.output.json(object);
        if (!row.gone)
            call.output.say(
                QStringLiteral("  ✗ ")
                + tr("still there: %1 %2 (%3)").arg(text::visible(row.kind), text::visible(row.name), text::perHour(row.perHour))
                + (row.console.isEmpty() ? QString() : QStringLiteral("  ") + row.console));
        left += row.gone ? 0 : 1;
    }
    if (receipt->problem)
        return fail(*receipt->problem);
    if (!receipt->allGone())
        return fail({deletes ? Cause::ProviderRefused : Cause::StepFailed,
                     {},
                     NextAction::Retry,
                     tr("%1 things are still there").arg(left),
                     {deletes ? Exists::What::Machine : Exists::What::PartlySetUp, machine->name, machine->perHour}});
    return done(call,
                deletes ? tr("%1 is gone, with everything that belonged to it.").arg(machine->name)
                        : tr("What was added to %1 is gone; it is as it was before.").arg(machine->name));
}

} // namespace

QJsonObject machineJson(const Machine &machine)
{
    QJsonObject object{{QStringLiteral("kind"), QStringLiteral("machine")},
                       {QStringLiteral("id"), machine.id},
                       {QStringLiteral("name"), machine.name},
                       {QStringLiteral("where"), machine.where},
                       {QStringLiteral("state"), slug(machine.state)},
                       {QStringLiteral("created"), machine.created}};
    if (const QString gpu = machine.facts.value(QLatin1String("gpu.name")).toString(); !gpu.isEmpty())
        object.insert(QStringLiteral("gpu"), gpu);
    addPrice(object, machine.perHour);
    return object;
}

Status list(Call &call)
{
    const auto machines = call.opened.operations->list();
    if (!machines)
        return fail(machines.error());
    if (machines->empty())
        call.output.say(tr("No machines yet. The first one: firstlight-cli setup --where practice"));
    for (const Machine &machine : *machines) {
        call.output.json(machineJson(machine));
        call.output.show(QStringLiteral("%1  %2  %3  %4  %5")
                             .arg(machine.id, text::visible(machine.name).leftJustified(20),
                                  text::providerName(machine.where).leftJustified(18), text::machineState(machine.state).leftJustified(18),
                                  text::perHour(machine.perHour)));
    }
    call.output.result({{QStringLiteral("machines"), static_cast<qint64>(machines->size())}});
    return {};
}

Status status(Call &call)
{
    const auto status = call.opened.operations->status(call.line.id, call.operation);
    if (!status)
        return fail(status.error());
    QJsonObject object = machineJson(status->machine);
    object.insert(QStringLiteral("jupyter"), status->jupyter);
    object.insert(QStringLiteral("asked"), status->asked);
    if (const QJsonObject proof = proofJson(status->machine); !proof.isEmpty())
        object.insert(QStringLiteral("proof"), proof);
    call.output.json(object);
    call.output.show(QStringLiteral("%1  %2  %3")
                         .arg(status->machine.id, text::visible(status->machine.name), text::machineState(status->machine.state)));
    call.output.show(tr("notebook: %1").arg(status->jupyter));
    if (const QString gpu = status->machine.facts.value(QLatin1String("gpu.name")).toString(); !gpu.isEmpty())
        call.output.show(tr("GPU: %1").arg(text::visible(gpu)));
    showProof(call.output, status->machine);
    if (const Abilities abilities = abilitiesOf(call, status->machine.where); abilities.costsMoney) {
        const auto soFar = costSoFar(costState(status->machine, abilities, QDateTime::currentMSecsSinceEpoch()));
        call.output.show(soFar ? tr("cost so far: at most %1").arg(text::money(*soFar)) : tr("cost so far: not known"));
    }
    if (status->problem)
        return fail(*status->problem);
    call.output.result({{QStringLiteral("id"), status->machine.id}, {QStringLiteral("state"), slug(status->machine.state)}});
    return {};
}

Status stop(Call &call)
{
    FL_TRY(call.opened.operations->stop(call.line.id, call.operation));
    QString said = tr("%1 is stopped. What is on its disk stays.").arg(text::visible(call.line.id));
    if (const auto machine = find(call); machine && abilitiesOf(call, machine->where).costsMoney)
        said += QLatin1Char(' ')
            + text::stillCosts(costState(*machine, abilitiesOf(call, machine->where), QDateTime::currentMSecsSinceEpoch()).stoppedPerHour);
    return done(call, said);
}

Status start(Call &call)
{
    FL_TRY(call.opened.operations->start(call.line.id, call.operation));
    return done(call, tr("%1 runs again.").arg(text::visible(call.line.id)));
}

Status reboot(Call &call)
{
    FL_TRY(call.opened.operations->reboot(call.line.id, call.operation));
    return done(call, tr("%1 was restarted, and its notebook runs.").arg(text::visible(call.line.id)));
}

Status guard(Call &call)
{
    if (!call.line.value.isEmpty()) {
        Choices wanted;
        FL_TRY(setKey(wanted, idleStopKey, call.line.value == QLatin1String("off") ? QStringLiteral("0") : call.line.value));
        FL_TRY(call.opened.operations->stopWhenIdle(call.line.id, *wanted.access.autoStopSeconds, call.operation));
    }
    const auto machine = find(call);
    if (!machine)
        return fail(machine.error());
    const qint64 seconds = idleStopSeconds(*machine);
    call.output.json({{QStringLiteral("kind"), QStringLiteral("guard")},
                      {QStringLiteral("id"), machine->id},
                      {QStringLiteral("hours"), static_cast<double>(seconds) / 3600},
                      {QStringLiteral("stops"), seconds > 0 && !idleStopOnlyWarns(*machine)}});
    call.output.show(tr("%1: %2").arg(text::visible(machine->name), text::idleStop(seconds, idleStopOnlyWarns(*machine))));
    call.output.result({{QStringLiteral("id"), machine->id}});
    return {};
}

Status destroy(Call &call)
{
    return takeDown(call, &Operations::destroy);
}

Status undo(Call &call)
{
    return takeDown(call, &Operations::undo);
}

} // namespace fl::cli
