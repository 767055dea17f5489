// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/run/intent.h"

#include "backends/run/secret_source.h"

#include <QRandomGenerator>

#include <algorithm>

namespace fl {
namespace {

QString newId()
{
    return QStringLiteral("m-%1").arg(QRandomGenerator::system()->generate64() >> 16, 12, 16, QLatin1Char('0'));
}

Error nameRefused(const QString &name, const QString &allowed)
{
    return {Cause::BadValue,
            {{QStringLiteral("key"), QStringLiteral("machine.name")},
             {QStringLiteral("value"), name},
             {QStringLiteral("allowed"), allowed}},
            NextAction::ChangeInput,
            {},
            {}};
}

/// It was a mistake: the new address takes its place.
Status leaveAddress(Ports &ports, Machine &machine, Provider &where, OperationCall &call)
{
    ProviderCall ask = providerCall(ports, where, call);
    FL_TRY(where.destroy(machine, ask)); // of a computer of the user's: lets go of it
    FL_TRY(ports.ssh.forgetHostKey(machine.id));
    machine.handle.clear();
    machine.state = MachineState::Creating;
    return {};
}

Status continueAs(Ports &ports, Machine &machine, const Plan &plan, Provider &where, OperationCall &call)
{
    if (machine.state == MachineState::Deleting)
        return fail(nameRefused(plan.machineName, QStringLiteral("a name whose machine is not being deleted")));
    const auto before = planFromJson(machine.plan);
    const bool moved = before && (before->choices.ssh.host != plan.choices.ssh.host || before->choices.ssh.port != plan.choices.ssh.port);
    if (machine.where != where.id() || (moved && wasReached(machine)))
        return fail(nameRefused(plan.machineName, QStringLiteral("a name that no other machine has")));
    if (moved)
        FL_TRY(leaveAddress(ports, machine, where, call));
    // Another port than the server was given so far is the user's wish; else what the server has counts.
    if (before && before->choices.access.serverPort != plan.choices.access.serverPort)
        machine.facts.remove(QStringLiteral("jupyter.port"));
    return {};
}

} // namespace

bool wasReached(const Machine &machine)
{
    // The first are learnt right behind the connection; what a provider says of it begins with "cloud.".
    const QStringList facts = machine.facts.keys();
    return std::any_of(facts.begin(), facts.end(), [](const QString &fact) { return !fact.startsWith(QLatin1String("cloud.")); });
}

Result<Machine> intend(Ports &ports, const Plan &plan, Provider &where, OperationCall &call)
{
    auto found = ports.ledger.find(plan.machineName);
    if (!found)
        return fail(found.error());
    Machine machine;
    if (*found) {
        machine = **found;
        FL_TRY(continueAs(ports, machine, plan, where, call));
        // The same again: nothing to write.
        if (const auto before = planFromJson(machine.plan); before && before->choices == plan.choices)
            return machine;
    } else {
        machine.id = newId();
        machine.name = plan.machineName;
        machine.where = where.id();
        machine.created = ports.clock.now();
        machine.perHour = plan.perHour;
    }
    machine.plan = toJson(plan);
    FL_TRY(ports.ledger.save(machine));
    return machine;
}

} // namespace fl
