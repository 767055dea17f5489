// SPDX-License-Identifier: GPL-3.0-or-later
// The ledger in one SQLite file of the profile's folder (ledger.db). Any thread. A write is on the disk when it returns.
//
// Opening: a new file is made whole under another name first, so that a file under its own name is never half made. An
// older schema is copied aside (ledger.db.v<N>), then led up; a newer one is only read. A damaged file is set aside
// (ledger.db.damaged-<time>) and what can still be read of it goes into a fresh one; notice() then says so.
//
// Errors: LedgerLocked, LedgerNewer (writes when read-only), LedgerDamaged, LocalFile, LocalDiskFull.
#pragma once

#include "backends/io/disk/ledger_schema.h"
#include "backends/ports/ledger.h"

#include <memory>

namespace fl {

class SqliteLedger : public Ledger {
public:
    /// `refusal`: why this program must not write (LedgerLocked); unset when it holds the profile's lock.
    static Result<std::unique_ptr<SqliteLedger>> open(const QString &folder, const std::optional<Error> &refusal, qint64 now,
                                                      const Migrations &migrations = ledgerMigrations());
    ~SqliteLedger() override;

    /// Something the user must know about the opening: LedgerDamaged (params copy, machines: how many were saved) or LedgerNewer.
    std::optional<Error> notice() const;

    int schema() const override;
    bool wasDamaged() const override;
    bool isReadOnly() const override;
    Status save(const Machine &machine) override;
    Result<std::vector<Machine>> machines() const override;
    Result<std::optional<Machine>> find(const QString &idOrName) const override;
    Status drop(const QString &machineId) override;
    Status save(const ResourceRecord &record) override;
    Status saveAll(const std::vector<ResourceRecord> &records) override;
    Status rememberRegion(const QString &provider, const QString &region) override;
    Result<QStringList> regions(const QString &provider) const override;
    Result<std::vector<ResourceRecord>> resources(const QString &machineId) const override;
    Status append(const Event &event) override;
    Result<std::vector<Event>> events(const QString &machineId, int newest) const override;
    Result<std::vector<double>> durations(const QString &machineKind, const QString &step) const override;
    Status recordDuration(const QString &machineKind, const QString &step, double seconds) override;

private:
    struct Private;
    explicit SqliteLedger(std::unique_ptr<Private> p);
    std::unique_ptr<Private> d;
};

} // namespace fl
