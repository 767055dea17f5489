// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/io/disk/sqlite_ledger.h"

#include "backends/io/disk/ledger_file.h"
#include "backends/io/disk/ledger_rows.h"
#include "backends/io/disk/sql_thread.h"

#include <QJsonDocument>
#include <QVariant>

#include <algorithm>

namespace fl {
namespace {
constexpr int keptDurations = 20;
constexpr int keptEvents = 5000; ///< a machine
} // namespace

struct SqliteLedger::Private {
    std::unique_ptr<Sql> sql; ///< only ever touched on `thread`
    std::optional<Error> refusal;
    std::optional<Error> notice;
    SqlThread thread;

    /// On the ledger's thread.
    template <class Work>
    auto there(Work work) const
    {
        return thread.run(std::move(work));
    }
    template <class Work>
    Status write(Work work) const
    {
        if (refusal)
            return fail(*refusal);
        return thread.run([&] { return sql->transaction(work); });
    }
};

SqliteLedger::SqliteLedger(std::unique_ptr<Private> p) : d(std::move(p))
{
}

SqliteLedger::~SqliteLedger()
{
    d->there([this] { d->sql.reset(); });
}

Result<std::unique_ptr<SqliteLedger>> SqliteLedger::open(const QString &folder, const std::optional<Error> &refusal, qint64 now,
                                                         const Migrations &migrations)
{
    auto p = std::make_unique<Private>();
    p->refusal = refusal;
    const Status opened = p->there([&]() -> Status {
        auto file = openLedgerFile(folder, !refusal, now, migrations);
        if (!file)
            return fail(file.error());
        p->sql = std::move(file->sql);
        p->notice = file->notice;
        if (file->newer)
            p->refusal = file->notice;
        return {};
    });
    if (!opened)
        return fail(opened.error());
    return std::unique_ptr<SqliteLedger>(new SqliteLedger(std::move(p)));
}

std::optional<Error> SqliteLedger::notice() const
{
    return d->notice;
}

int SqliteLedger::schema() const
{
    return d->there([&] { return d->sql->number(QStringLiteral("PRAGMA user_version")); }).value_or(0);
}

bool SqliteLedger::wasDamaged() const
{
    return d->notice && d->notice->cause == Cause::LedgerDamaged;
}

bool SqliteLedger::isReadOnly() const
{
    return d->refusal.has_value();
}

Status SqliteLedger::save(const Machine &machine)
{
    return d->write([&] { return writeMachine(*d->sql, machine); });
}

Result<std::vector<Machine>> SqliteLedger::machines() const
{
    return d->there([&] { return readMachines(*d->sql); });
}

Result<std::optional<Machine>> SqliteLedger::find(const QString &idOrName) const
{
    auto all = machines();
    if (!all)
        return fail(all.error());
    // A machine that is gone gives its name free, but can still be asked for by its id.
    for (Machine &machine : *all)
        if (machine.id == idOrName || (machine.name == idOrName && machine.state != MachineState::Gone))
            return std::optional(std::move(machine));
    return std::optional<Machine>();
}

Status SqliteLedger::drop(const QString &machineId)
{
    return d->write([&]() -> Status {
        auto records = readResources(*d->sql, machineId);
        if (!records)
            return fail(records.error());
        for (const ResourceRecord &record : *records)
            if (record.state != ResourceRecord::State::Gone)
                return fail({Cause::Internal,
                             {{QStringLiteral("kind"), record.kind}, {QStringLiteral("name"), record.name}},
                             NextAction::ReportBug,
                             QStringLiteral("drop of a machine with a resource that is not gone")});
        for (const char *statement :
             {"DELETE FROM resources WHERE machine = ?", "DELETE FROM events WHERE machine = ?", "DELETE FROM machines WHERE id = ?"})
            FL_TRY(d->sql->run(QLatin1String(statement), {machineId}));
        return {};
    });
}

Status SqliteLedger::save(const ResourceRecord &record)
{
    return d->write([&] { return writeResource(*d->sql, record); });
}

Status SqliteLedger::saveAll(const std::vector<ResourceRecord> &records)
{
    return d->write([&]() -> Status {
        for (const ResourceRecord &record : records)
            FL_TRY(writeResource(*d->sql, record));
        return {};
    });
}

Status SqliteLedger::rememberRegion(const QString &provider, const QString &region)
{
    return d->write([&] { return writeRegion(*d->sql, {provider, region}); });
}

Result<QStringList> SqliteLedger::regions(const QString &provider) const
{
    return d->there([&]() -> Result<QStringList> {
        const auto rows = readRegions(*d->sql);
        if (!rows)
            return fail(rows.error());
        QStringList regions;
        for (const auto &[owner, region] : *rows)
            if (owner == provider)
                regions << region;
        return regions;
    });
}

Result<std::vector<ResourceRecord>> SqliteLedger::resources(const QString &machineId) const
{
    return d->there([&] { return readResources(*d->sql, machineId); });
}

Status SqliteLedger::append(const Event &event)
{
    return d->write([&]() -> Status {
        const QString text = QString::fromUtf8(QJsonDocument(toJson(event)).toJson(QJsonDocument::Compact));
        const QString owner = event.machine.isNull() ? QStringLiteral("") : event.machine; // a null text would be SQL's NULL
        FL_TRY(d->sql->run(QStringLiteral("INSERT INTO events (machine, event) VALUES (?, ?)"), {owner, text}));
        FL_TRY(d->sql->run(QStringLiteral("DELETE FROM events WHERE machine = ? AND seq <="
                                          " (SELECT seq FROM events WHERE machine = ? ORDER BY seq DESC LIMIT 1 OFFSET %1)")
                               .arg(keptEvents),
                           {owner, owner}));
        return {};
    });
}

Result<std::vector<Event>> SqliteLedger::events(const QString &machineId, int newest) const
{
    return d->there([&]() -> Result<std::vector<Event>> {
        auto query =
            d->sql->run(QStringLiteral("SELECT event FROM events WHERE machine = ? ORDER BY seq DESC LIMIT ?"), {machineId, newest});
        if (!query)
            return fail(query.error());
        std::vector<Event> events;
        while (query->next())
            if (auto event = eventFromJson(QJsonDocument::fromJson(query->value(0).toString().toUtf8()).object()))
                events.push_back(std::move(*event)); // a kind of a newer program is not ours to judge
        std::reverse(events.begin(), events.end());
        return events;
    });
}

Result<std::vector<double>> SqliteLedger::durations(const QString &machineKind, const QString &step) const
{
    return d->there([&]() -> Result<std::vector<double>> {
        auto query = d->sql->run(QStringLiteral("SELECT seconds FROM durations WHERE machine_kind = ? AND step = ? ORDER BY seq DESC"),
                                 {machineKind, step});
        if (!query)
            return fail(query.error());
        std::vector<double> seconds;
        while (query->next())
            seconds.push_back(query->value(0).toDouble());
        return seconds;
    });
}

Status SqliteLedger::recordDuration(const QString &machineKind, const QString &step, double seconds)
{
    return d->write([&]() -> Status {
        FL_TRY(d->sql->run(QStringLiteral("INSERT INTO durations (machine_kind, step, seconds) VALUES (?, ?, ?)"),
                           {machineKind, step, seconds}));
        FL_TRY(d->sql->run(QStringLiteral("DELETE FROM durations WHERE machine_kind = ? AND step = ? AND seq <= (SELECT seq FROM durations"
                                          " WHERE machine_kind = ? AND step = ? ORDER BY seq DESC LIMIT 1 OFFSET %1)")
                               .arg(keptDurations),
                           {machineKind, step, machineKind, step}));
        return {};
    });
}

} // namespace fl
