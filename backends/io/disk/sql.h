// SPDX-License-Identifier: GPL-3.0-or-later
// One SQLite connection through Qt SQL, used on one thread only, and its errors as ours.
#pragma once

#include "backends/core/result.h"

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariantList>

namespace fl {

class Sql {
public:
    enum class Mode { Write, Read, Salvage };

    /// Errors: LedgerDamaged when it is no database or one in pieces, LocalFile, LocalDiskFull.
    static Result<std::unique_ptr<Sql>> open(const QString &file, Mode mode);
    ~Sql();

    /// Prepares, binds and runs; the query stands before its first row.
    Result<QSqlQuery> run(const QString &statement, const QVariantList &values = {}) const;
    /// All of it or nothing.
    template <class Work>
    Status transaction(Work work) const
    {
        // IMMEDIATE: takes the write lock at once, so that nothing fails half-way for another's sake.
        FL_TRY(run(QStringLiteral("BEGIN IMMEDIATE")));
        if (Status done = work(); !done) {
            (void)run(QStringLiteral("ROLLBACK"));
            return done;
        }
        FL_TRY(run(QStringLiteral("COMMIT")));
        return {};
    }
    Result<int> number(const QString &statement) const;

private:
    explicit Sql(QString file, QString name) : m_file(std::move(file)), m_name(std::move(name)) { }
    QString m_file, m_name;
};

} // namespace fl
