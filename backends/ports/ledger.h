// SPDX-License-Identifier: GPL-3.0-or-later
// What exists and what is in flight. Truth is on the provider and the server; the ledger is how we find it again.
#pragma once

#include "backends/core/event.h"
#include "backends/core/machine.h"
#include "backends/core/result.h"

#include <vector>

namespace fl {

/// Something we made, or are about to make, at a provider or on a server. Written before the side effect.
struct ResourceRecord {
    QString operation; ///< operation id, also the tag and (hashed) the idempotency token at the provider
    QString machine;   ///< machine id
    QString kind;      ///< instance, disk, address, key-pair, security-group, network; on a server: apt, file, dir, unit, linger
    QString name;
    QString handle; ///< the provider's id, once known
    enum class State { Intended, Created, Deleting, Gone } state = State::Intended;
    QString region;
    std::optional<Money> perHour;
    int goneConfirmations = 0; ///< a record is dropped only after two
    bool operator==(const ResourceRecord &) const = default;
};

class Ledger {
public:
    virtual ~Ledger() = default;

    virtual int schema() const { return 0; }          ///< version of its tables; 0: it has none
    virtual bool wasDamaged() const { return false; } ///< it was set aside just now: what is in it is what could be saved
    virtual bool isReadOnly() const = 0;              ///< another program writes, or the schema is newer
    /// Durable when it returns: committed with synchronous=FULL.
    virtual Status save(const Machine &machine) = 0;
    virtual Result<std::vector<Machine>> machines() const = 0;
    virtual Result<std::optional<Machine>> find(const QString &idOrName) const = 0;
    virtual Status drop(const QString &machineId) = 0; ///< refuses while a resource of it is not Gone

    virtual Status save(const ResourceRecord &record) = 0; ///< by (machine, kind, name)
    /// All of them or none, made durable once: what a step added can be hundreds of packages.
    virtual Status saveAll(const std::vector<ResourceRecord> &records) = 0;
    virtual Result<std::vector<ResourceRecord>> resources(const QString &machineId) const = 0;

    /// Where machines were ever made, kept after they are gone: there one looks for what was left over.
    virtual Status rememberRegion(const QString &provider, const QString &region) = 0;
    virtual Result<QStringList> regions(const QString &provider) const = 0;

    /// The event log of a machine's runs, for the dashboard and for resume (steps' states, log offsets). Log text is not kept here.
    virtual Status append(const Event &event) = 0;
    virtual Result<std::vector<Event>> events(const QString &machineId, int newest = 1000) const = 0;

    /// Seconds that a step took on past runs on this kind of machine (provider id + source), newest first.
    virtual Result<std::vector<double>> durations(const QString &machineKind, const QString &step) const = 0;
    virtual Status recordDuration(const QString &machineKind, const QString &step, double seconds) = 0;
};

} // namespace fl
