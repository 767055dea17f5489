// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/run/server_things.h"

#include <QStringList>

namespace fl {

bool isServerThing(const QString &kind)
{
    static const QStringList kinds{QStringLiteral("apt"),         QStringLiteral("file"),        QStringLiteral("dir"),
                                   QStringLiteral("unit"),        QStringLiteral("linger"),      QStringLiteral("tree"),
                                   QStringLiteral("system-unit"), QStringLiteral("system-tree"), QStringLiteral("user-key"),
                                   QStringLiteral("rpm"),         QStringLiteral("hold"),        QStringLiteral("system-file"),
                                   QStringLiteral("dnf-repo"),    QStringLiteral("dnf-module"),  QStringLiteral("system-line")};
    return kinds.contains(kind);
}

ResourceRecord serverThing(const QString &machine, const QString &kind, const QString &name)
{
    ResourceRecord record;
    record.operation = machine;
    record.machine = machine;
    record.kind = kind;
    record.name = name;
    record.state = ResourceRecord::State::Created;
    record.perHour = Money{};
    return record;
}

namespace {

template <class Which>
Status markGone(Ledger &ledger, const QString &machine, Which which)
{
    auto records = ledger.resources(machine);
    if (!records)
        return fail(records.error());
    std::vector<ResourceRecord> gone;
    for (ResourceRecord &record : *records) {
        if (record.state == ResourceRecord::State::Gone || !which(record))
            continue;
        record.state = ResourceRecord::State::Gone;
        record.goneConfirmations = 2; // seen by the script that removed it, or gone with its machine
        gone.push_back(std::move(record));
    }
    return gone.empty() ? Status() : ledger.saveAll(gone);
}

} // namespace

Status markServerThingsGone(Ledger &ledger, const QString &machine, const std::set<std::pair<QString, QString>> &things)
{
    return markGone(ledger, machine, [&](const ResourceRecord &record) { return things.count({record.kind, record.name}) > 0; });
}

Status markAllServerThingsGone(Ledger &ledger, const QString &machine)
{
    return markGone(ledger, machine, [](const ResourceRecord &record) { return isServerThing(record.kind); });
}

} // namespace fl
