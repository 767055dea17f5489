// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/run/server_things.h"

#include <QStringList>

namespace fl {

bool isServerThing(const QString &kind)
{
    static const QStringList kinds{QStringLiteral("apt"),  QStringLiteral("file"),   QStringLiteral("dir"),
                                   QStringLiteral("unit"), QStringLiteral("linger"), QStringLiteral("tree"),
                                   QStringLiteral("user-key")};
    return kinds.contains(kind);
}

void recordServerThing(Ledger &ledger, const QString &machine, const QString &kind, const QString &name)
{
    ResourceRecord record;
    record.operation = machine;
    record.machine = machine;
    record.kind = kind;
    record.name = name;
    record.state = ResourceRecord::State::Created;
    record.perHour = Money{};
    (void)ledger.save(record);
}

namespace {

template <class Which>
Status markGone(Ledger &ledger, const QString &machine, Which which)
{
    auto records = ledger.resources(machine);
    if (!records)
        return fail(records.error());
    for (ResourceRecord &record : *records) {
        if (record.state == ResourceRecord::State::Gone || !which(record))
            continue;
        record.state = ResourceRecord::State::Gone;
        record.goneConfirmations = 2; // seen by the script that removed it, or gone with its machine
        FL_TRY(ledger.save(record));
    }
    return {};
}

} // namespace

Status markServerThingGone(Ledger &ledger, const QString &machine, const QString &kind, const QString &name)
{
    return markGone(ledger, machine, [&](const ResourceRecord &record) { return record.kind == kind && record.name == name; });
}

Status markAllServerThingsGone(Ledger &ledger, const QString &machine)
{
    return markGone(ledger, machine, [](const ResourceRecord &record) { return isServerThing(record.kind); });
}

} // namespace fl
