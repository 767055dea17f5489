// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/io/disk/ledger_rows.h"

#include <QJsonDocument>
#include <QVariant>

namespace fl {
namespace {

QVariant micros(const std::optional<Money> &price)
{
    return price ? QVariant(price->micros) : QVariant();
}

QVariant currency(const std::optional<Money> &price)
{
    return price ? QVariant(price->currency) : QVariant();
}

std::optional<Money> price(const QVariant &micros, const QVariant &currency)
{
    return micros.isNull() ? std::nullopt : std::optional(Money{micros.toLongLong(), currency.toString()});
}

QString text(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact));
}

Error unreadable(const char *table)
{
    return {Cause::LedgerDamaged, {}, NextAction::ReadHelp, QStringLiteral("unreadable row in %1").arg(QLatin1String(table))};
}

// SQLite's empty text would come back as a null one; our columns are NOT NULL.
QString notNull(const QString &value)
{
    return value.isNull() ? QStringLiteral("") : value;
}

} // namespace

Status writeMachine(const Sql &sql, const Machine &machine)
{
    // REPLACE would also remove another machine that has the name; this fails instead.
    auto query =
        sql.run(QStringLiteral("INSERT INTO machines VALUES (?,?,?,?,?,?,?,?,?,?) ON CONFLICT (id) DO UPDATE SET name=excluded.name,"
                               " place=excluded.place, handle=excluded.handle, state=excluded.state, micros=excluded.micros,"
                               " currency=excluded.currency, created=excluded.created, plan=excluded.plan, facts=excluded.facts"),
                {machine.id, notNull(machine.name), notNull(machine.where), notNull(machine.handle), slug(machine.state),
                 micros(machine.perHour), currency(machine.perHour), machine.created, text(machine.plan), text(machine.facts)});
    if (!query)
        return fail(query.error());
    return {};
}

Result<std::vector<Machine>> readMachines(const Sql &sql)
{
    auto query = sql.run(
        QStringLiteral("SELECT id, name, place, handle, state, micros, currency, created, plan, facts FROM machines ORDER BY created, id"));
    if (!query)
        return fail(query.error());
    std::vector<Machine> machines;
    while (query->next()) {
        const auto state = machineStateFromSlug(query->value(4).toString());
        QJsonParseError plan, facts;
        Machine machine{query->value(0).toString(),
                        query->value(1).toString(),
                        query->value(2).toString(),
                        query->value(3).toString(),
                        state.value_or(MachineState::Failed),
                        price(query->value(5), query->value(6)),
                        query->value(7).toLongLong(),
                        QJsonDocument::fromJson(query->value(8).toString().toUtf8(), &plan).object(),
                        QJsonDocument::fromJson(query->value(9).toString().toUtf8(), &facts).object()};
        if (!state || plan.error != QJsonParseError::NoError || facts.error != QJsonParseError::NoError)
            return fail(unreadable("machines"));
        machines.push_back(std::move(machine));
    }
    return machines;
}

Status writeResource(const Sql &sql, const ResourceRecord &record)
{
    auto query = sql.run(QStringLiteral("INSERT OR REPLACE INTO resources (machine, kind, name, operation, handle, state, region, micros,"
                                        " currency, confirmations) VALUES (?,?,?,?,?,?,?,?,?,?)"),
                         {record.machine, record.kind, record.name, notNull(record.operation), notNull(record.handle),
                          static_cast<int>(record.state), notNull(record.region), micros(record.perHour), currency(record.perHour),
                          record.goneConfirmations});
    if (!query)
        return fail(query.error());
    return {};
}

Status writeRegion(const Sql &sql, const RegionRow &row)
{
    FL_TRY(sql.run(QStringLiteral("INSERT OR IGNORE INTO regions (provider, region) VALUES (?, ?)"),
                   {notNull(row.first), notNull(row.second)}));
    return {};
}

Result<std::vector<RegionRow>> readRegions(const Sql &sql)
{
    auto query = sql.run(QStringLiteral("SELECT provider, region FROM regions ORDER BY rowid"));
    if (!query)
        return fail(query.error());
    std::vector<RegionRow> rows;
    while (query->next())
        rows.emplace_back(query->value(0).toString(), query->value(1).toString());
    return rows;
}

Result<std::vector<ResourceRecord>> readResources(const Sql &sql, const QString &machineId)
{
    auto query = sql.run(QStringLiteral("SELECT operation, machine, kind, name, handle, state, region, micros, currency, confirmations"
                                        " FROM resources WHERE machine = ? OR ? = '' ORDER BY rowid"),
                         {machineId, machineId});
    if (!query)
        return fail(query.error());
    std::vector<ResourceRecord> records;
    while (query->next()) {
        const int state = query->value(5).toInt();
        if (state < 0 || state > static_cast<int>(ResourceRecord::State::Gone))
            return fail(unreadable("resources"));
        records.push_back({query->value(0).toString(), query->value(1).toString(), query->value(2).toString(), query->value(3).toString(),
                           query->value(4).toString(), static_cast<ResourceRecord::State>(state), query->value(6).toString(),
                           price(query->value(7), query->value(8)), query->value(9).toInt()});
    }
    return records;
}

} // namespace fl
