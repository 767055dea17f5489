// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/io/disk/sql.h"

#include "backends/io/disk/private_files.h"

#include <QSqlError>
#include <QUuid>
#include <QVariant>

#include <cerrno>

namespace fl {
namespace {

Error sqlError(const QString &file, const QSqlError &error)
{
    bool ok = false;
    const int code = error.nativeErrorCode().toInt(&ok) & 0xff; // the rest of an extended code tells only where
    Error result = fileError(file, code == 13 /* SQLITE_FULL */ ? ENOSPC : EIO);
    if (code == 11 /* SQLITE_CORRUPT */ || code == 26 /* SQLITE_NOTADB */) {
        result = {Cause::LedgerDamaged, {{QStringLiteral("path"), file}}, NextAction::ReadHelp, {}};
    } else if (code == 5 /* SQLITE_BUSY */) {
        result.cause = Cause::LedgerLocked;
        result.next = NextAction::CloseOtherProgram;
    } else if (code != 13) {
        result.params.insert(QStringLiteral("reason"), error.databaseText().isEmpty() ? error.driverText() : error.databaseText());
    }
    result.detail = error.text();
    return result;
}

} // namespace

Result<std::unique_ptr<Sql>> Sql::open(const QString &file, Mode mode)
{
    const QString name = QUuid::createUuid().toString();
    std::unique_ptr<Sql> sql(new Sql(file, name));
    {
        QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), name);
        if (!database.isValid())
            return fail({Cause::ToolMissing, {{QStringLiteral("tool"), QStringLiteral("libqt6sql6-sqlite")}}, NextAction::InstallTool, {}});
        database.setDatabaseName(file);
        database.setConnectOptions(QStringLiteral("QSQLITE_BUSY_TIMEOUT=5000"));
        if (!database.open())
            return fail(sqlError(file, database.lastError()));
    }
    if (mode == Mode::Salvage) // else a file that was cut short is not read at all
        FL_TRY(sql->run(QStringLiteral("PRAGMA writable_schema=1")));
    FL_TRY(sql->run(QStringLiteral("PRAGMA synchronous=FULL")));
    if (mode != Mode::Write)
        FL_TRY(sql->run(QStringLiteral("PRAGMA query_only=1")));
    return sql;
}

Sql::~Sql()
{
    QSqlDatabase::database(m_name, false).close();
    QSqlDatabase::removeDatabase(m_name);
}

Result<QSqlQuery> Sql::run(const QString &statement, const QVariantList &values) const
{
    QSqlQuery query(QSqlDatabase::database(m_name, false));
    query.setForwardOnly(true);
    bool ok = query.prepare(statement);
    for (const QVariant &value : values)
        query.addBindValue(value);
    ok = ok && query.exec();
    if (!ok)
        return fail(sqlError(m_file, query.lastError()));
    return query;
}

Result<int> Sql::number(const QString &statement) const
{
    auto query = run(statement);
    if (!query)
        return fail(query.error());
    return query->next() ? query->value(0).toInt() : 0;
}

} // namespace fl
