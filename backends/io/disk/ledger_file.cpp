// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/io/disk/ledger_file.h"

#include "backends/io/disk/ledger_rows.h"
#include "backends/io/disk/private_files.h"

#include <QDateTime>
#include <QFile>
#include <QFileInfo>
#include <QVariant>

#include <cerrno>
#include <cstdio>

namespace fl {
namespace {

using SqlResult = Result<std::unique_ptr<Sql>>;

Status setVersion(const Sql &sql, qsizetype version)
{
    FL_TRY(sql.run(QStringLiteral("PRAGMA user_version=%1").arg(version)));
    return {};
}

Status runAll(const Sql &sql, const QStringList &statements, qsizetype version)
{
    return sql.transaction([&]() -> Status {
        for (const QString &statement : statements)
            FL_TRY(sql.run(statement));
        return setVersion(sql, version);
    });
}

Status migrate(const Sql &sql, const Migrations &migrations, qsizetype from)
{
    for (auto version = from; version < static_cast<qsizetype>(migrations.size()); ++version)
        FL_TRY(runAll(sql, migrations[static_cast<size_t>(version)], version + 1));
    return {};
}

Status renameFile(const QString &from, const QString &to)
{
    if (::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) != 0)
        return fail(fileError(from, errno));
    return {};
}

/// Makes a ledger under another name, fills it, and gives it its own name last.
Status make(const QString &folder, const QString &path, const Migrations &migrations, const std::function<Status(const Sql &)> &fill = {})
{
    const QString fresh = path + QStringLiteral(".new");
    for (const char *suffix : {"", "-journal", "-wal", "-shm"})
        QFile::remove(fresh + QLatin1String(suffix));
    FL_TRY(makePrivateFile(fresh));
    {
        SqlResult sql = Sql::open(fresh, Sql::Mode::Write);
        if (!sql)
            return fail(sql.error());
        FL_TRY((*sql)->run(QStringLiteral("PRAGMA application_id=%1").arg(ledgerApplicationId)));
        FL_TRY(migrate(**sql, migrations, 0));
        if (fill)
            FL_TRY(fill(**sql));
    }
    FL_TRY(renameFile(fresh, path));
    return syncFolder(folder);
}

/// Whole, ours, and of a version there is; its version.
Result<int> inspect(const Sql &sql)
{
    auto check = sql.run(QStringLiteral("PRAGMA quick_check(1)"));
    if (!check)
        return fail(check.error());
    const bool whole = check->next() && check->value(0).toString() == QLatin1String("ok");
    check->finish();
    const Result<int> id = sql.number(QStringLiteral("PRAGMA application_id"));
    const Result<int> version = sql.number(QStringLiteral("PRAGMA user_version"));
    if (!whole || !id || *id != ledgerApplicationId || !version || *version < 1)
        return fail({Cause::LedgerDamaged, {}, NextAction::ReadHelp, {}});
    auto rows = readMachines(sql);
    if (!rows && *version == static_cast<int>(ledgerMigrations().size()))
        return fail(rows.error());
    return version;
}

/// What can still be read, row by row; a table in pieces yields what came before its wound.
int salvage(const QString &from, const Sql &to)
{
    const SqlResult damaged = Sql::open(from, Sql::Mode::Salvage);
    if (!damaged)
        return 0;
    int saved = 0;
    if (const auto machines = readMachines(**damaged))
        for (const Machine &machine : *machines)
            saved += writeMachine(to, machine) ? 1 : 0;
    if (const auto records = readResources(**damaged, QString()))
        for (const ResourceRecord &record : *records)
            (void)writeResource(to, record);
    if (const auto regions = readRegions(**damaged))
        for (const RegionRow &row : *regions)
            (void)writeRegion(to, row);
    return saved;
}

Result<LedgerFile> setAside(const QString &folder, const QString &path, qint64 now, const Migrations &migrations)
{
    const QString stamp = QDateTime::fromMSecsSinceEpoch(now, Qt::UTC).toString(QStringLiteral("yyyyMMdd'T'HHmmss"));
    QString copy = path + QStringLiteral(".damaged-") + stamp;
    for (int i = 2; QFileInfo::exists(copy); ++i)
        copy = path + QStringLiteral(".damaged-%1-%2").arg(stamp).arg(i);
    // The write-ahead log goes first: if we are killed in between, the damaged file still stands under its own name.
    for (const char *suffix : {"-wal", "-shm"})
        if (QFileInfo::exists(path + QLatin1String(suffix)))
            FL_TRY(renameFile(path + QLatin1String(suffix), copy + QLatin1String(suffix)));
    // A second name rather than a move: make() then replaces the old name in one go.
    if (!QFile::copy(path, copy))
        return fail(fileError(copy, EIO));
    FL_TRY(makePrivateFile(copy));
    int saved = 0;
    FL_TRY(make(folder, path, migrations, [&](const Sql &sql) -> Status {
        saved = salvage(copy, sql);
        return {};
    }));
    SqlResult sql = Sql::open(path, Sql::Mode::Write);
    if (!sql)
        return fail(sql.error());
    return LedgerFile{std::move(*sql),
                      Error{Cause::LedgerDamaged,
                            {{QStringLiteral("copy"), copy}, {QStringLiteral("machines"), QString::number(saved)}},
                            NextAction::ReadHelp,
                            {}},
                      false};
}

Result<LedgerFile> emptyInMemory(const Migrations &migrations)
{
    SqlResult sql = Sql::open(QStringLiteral(":memory:"), Sql::Mode::Write);
    if (!sql)
        return fail(sql.error());
    FL_TRY(migrate(**sql, migrations, 0));
    return LedgerFile{std::move(*sql), {}, false};
}

} // namespace

Result<LedgerFile> openLedgerFile(const QString &folder, bool writable, qint64 now, const Migrations &migrations)
{
    const QString path = folder + QStringLiteral("/ledger.db");
    if (!QFileInfo::exists(path)) {
        if (!writable)
            return emptyInMemory(migrations);
        FL_TRY(make(folder, path, migrations));
    }
    if (writable)
        FL_TRY(makePrivateFile(path));
    const auto newest = static_cast<int>(migrations.size());
    // SQLite takes an empty file for a new database; under this name there never was one.
    if (QFileInfo(path).size() == 0 && writable)
        return setAside(folder, path, now, migrations);
    SqlResult sql = Sql::open(path, writable ? Sql::Mode::Write : Sql::Mode::Read);
    Result<int> version = sql ? inspect(**sql) : fail(sql.error());
    if (!version) {
        if (version.error().cause != Cause::LedgerDamaged)
            return fail(version.error());
        if (!writable)
            return fail({Cause::LedgerDamaged, {{QStringLiteral("path"), path}}, NextAction::ReadHelp, version.error().detail});
        if (sql)
            sql->reset();
        return setAside(folder, path, now, migrations);
    }
    if (*version > newest) {
        const Error newer{Cause::LedgerNewer,
                          {{QStringLiteral("path"), path}, {QStringLiteral("version"), QString::number(*version)}},
                          NextAction::UpdateProgram,
                          {}};
        FL_TRY((*sql)->run(QStringLiteral("PRAGMA query_only=1")));
        return LedgerFile{std::move(*sql), newer, true};
    }
    if (*version < newest) {
        if (!writable)
            return fail({Cause::LedgerLocked, {}, NextAction::Retry, QStringLiteral("older schema; the writer leads it up")});
        const QString backup = path + QStringLiteral(".v%1").arg(*version);
        QFile::remove(backup);
        FL_TRY(makePrivateFile(backup));
        FL_TRY((*sql)->run(QStringLiteral("VACUUM INTO ?"), {backup}));
        FL_TRY(migrate(**sql, migrations, *version));
    }
    if (writable) // not before: a damaged file is set aside as it was
        FL_TRY((*sql)->run(QStringLiteral("PRAGMA journal_mode=WAL")));
    return LedgerFile{std::move(*sql), {}, false};
}

} // namespace fl
