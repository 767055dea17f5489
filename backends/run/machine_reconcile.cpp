// SPDX-License-Identifier: GPL-3.0-or-later
// The part of MachineOperations that holds the ledger against what the providers say.
#include "backends/run/machine_operations.h"
#include "backends/run/teardown.h"

namespace fl {
namespace {

/// What became of the machine's requests, and the end of a deletion that was asked for.
Status settle(Session &session)
{
    ProviderCall call = session.providerCall();
    FL_TRY(session.provider.reconcile(session.machine, call));
    const auto records = session.ports.ledger.resources(session.machine.id);
    if (!records)
        return fail(records.error());
    for (const ResourceRecord &record : *records)
        if (record.kind == QLatin1String("instance") && record.state == ResourceRecord::State::Created)
            session.machine.handle = record.handle;
    FL_TRY(session.save());
    if (session.machine.state != MachineState::Deleting)
        return {};
    const auto receipt = tearDown(session);
    return receipt ? Status() : fail(receipt.error());
}

} // namespace

Result<std::vector<Machine>> MachineOperations::reconcile(OperationCall &call)
{
    if (m_ports.ledger.isReadOnly())
        return unfinished();
    if (m_ports.ledger.wasDamaged())
        if (const auto found = rebuild(call); !found)
            return fail(found.error());
    const auto all = list();
    if (!all)
        return all;
    for (const Machine &machine : *all) {
        const auto where = provider(machine.where);
        if (!where || !(*where)->abilities().createsMachine)
            continue; // a computer of the user's costs nothing more while it waits
        Session session(m_ports, **where, call, machine);
        session.markSaved();
        if (const Status settled = settle(session); !settled) {
            if (settled.error().cause == Cause::Cancelled)
                return fail(settled.error());
            session.events.error(session.explained(settled.error())); // one that cannot be asked does not keep the others waiting
        }
    }
    return unfinished();
}

Result<std::vector<Leftover>> MachineOperations::leftovers(OperationCall &call)
{
    std::vector<Leftover> left;
    for (const auto &where : m_registry.all()) {
        if (!where->abilities().createsMachine)
            continue;
        ProviderCall ask = providerCall(m_ports, *where, call);
        if (!where->availability(ask).possible)
            continue;
        auto found = where->find(ask);
        if (!found)
            return fail(found.error());
        for (Leftover &leftover : *found) {
            const auto known = m_ports.ledger.find(leftover.machine.id);
            if (!known)
                return fail(known.error());
            if (!*known || (*known)->state == MachineState::Gone)
                left.push_back(std::move(leftover));
        }
    }
    return left;
}

Status MachineOperations::removeLeftover(const Leftover &leftover, OperationCall &call)
{
    auto where = provider(leftover.machine.where);
    if (!where)
        return fail(where.error());
    // In the list from here on: a removal that is cut short is found again.
    Session session(m_ports, **where, call, leftover.machine);
    FL_TRY(session.saveAs(MachineState::Deleting));
    FL_TRY(m_ports.ledger.saveAll(leftover.things));
    const auto receipt = tearDown(session);
    if (!receipt)
        return fail(session.explained(receipt.error()));
    return receipt->allGone() ? Status() : fail({Cause::ProviderRefused, {}, NextAction::Retry, {}, session.exists()});
}

Result<int> MachineOperations::rebuild(OperationCall &call)
{
    const auto found = leftovers(call);
    if (!found)
        return fail(found.error());
    int count = 0;
    for (const Leftover &leftover : *found) {
        if (!leftover.ours)
            continue;
        Machine machine = leftover.machine;
        if (machine.plan.isEmpty()) {
            // What it was made by is lost with the ledger: set-up can go on by today's defaults, and it can be deleted.
            Plan plan;
            plan.machineName = plan.choices.machineName = machine.name;
            plan.choices.where = machine.where;
            machine.plan = toJson(plan);
        }
        FL_TRY(m_ports.ledger.saveAll(leftover.things));
        FL_TRY(m_ports.ledger.save(machine));
        ++count;
    }
    return count;
}

} // namespace fl
