// SPDX-License-Identifier: GPL-3.0-or-later
// A ledger in memory. `failSaves` makes each save fail, as a full disk would.
#pragma once

#include "backends/ports/ledger.h"

#include <algorithm>
#include <map>
#include <set>

namespace fl {

class FakeLedger : public Ledger {
public:
    bool failSaves = false;
    std::vector<ResourceRecord> history; ///< every record ever saved, in order

    bool isReadOnly() const override { return false; }
    Status save(const Machine &machine) override
    {
        if (failSaves)
            return fail(refusal());
        m_machines[machine.id] = machine;
        return {};
    }
    Result<std::vector<Machine>> machines() const override
    {
        std::vector<Machine> all;
        for (const auto &[id, machine] : m_machines)
            all.push_back(machine);
        return all;
    }
    Result<std::optional<Machine>> find(const QString &idOrName) const override
    {
        for (const auto &[id, machine] : m_machines)
            if (id == idOrName || machine.name == idOrName)
                return std::optional(machine);
        return std::optional<Machine>();
    }
    Status drop(const QString &machineId) override
    {
        for (const auto &record : m_resources)
            if (record.machine == machineId && record.state != ResourceRecord::State::Gone)
                return fail(refusal());
        m_machines.erase(machineId);
        std::erase_if(m_resources, [&](const ResourceRecord &record) { return record.machine == machineId; });
        return {};
    }
    Status save(const ResourceRecord &record) override
    {
        if (failSaves)
            return fail(refusal());
        history.push_back(record);
        for (ResourceRecord &old : m_resources)
            if (old.machine == record.machine && old.kind == record.kind && old.name == record.name) {
                old = record;
                return {};
            }
        m_resources.push_back(record);
        return {};
    }
    Status saveAll(const std::vector<ResourceRecord> &records) override
    {
        for (const ResourceRecord &record : records)
            FL_TRY(save(record)); // failSaves refuses the first: none is kept
        return {};
    }
    Result<std::vector<ResourceRecord>> resources(const QString &machineId) const override
    {
        std::vector<ResourceRecord> found;
        std::copy_if(m_resources.begin(), m_resources.end(), std::back_inserter(found),
                     [&](const ResourceRecord &record) { return record.machine == machineId; });
        return found;
    }
    Status rememberRegion(const QString &provider, const QString &region) override
    {
        m_regions[provider].insert(region);
        return {};
    }
    Result<QStringList> regions(const QString &provider) const override
    {
        const auto found = m_regions.find(provider);
        return found == m_regions.end() ? QStringList() : QStringList(found->second.begin(), found->second.end());
    }
    Status append(const Event &event) override
    {
        m_events.push_back(event);
        return {};
    }
    Result<std::vector<Event>> events(const QString &machineId, int newest) const override
    {
        std::vector<Event> found;
        for (const Event &event : m_events)
            if (event.machine == machineId)
                found.push_back(event);
        if (found.size() > static_cast<size_t>(newest))
            found.erase(found.begin(), found.end() - newest);
        return found;
    }
    Result<std::vector<double>> durations(const QString &machineKind, const QString &step) const override
    {
        const auto row = m_durations.find({machineKind, step});
        return row == m_durations.end() ? std::vector<double>{} : row->second;
    }
    Status recordDuration(const QString &machineKind, const QString &step, double seconds) override
    {
        std::vector<double> row{seconds};
        const auto &old = m_durations[{machineKind, step}];
        row.insert(row.end(), old.begin(), old.end());
        m_durations[{machineKind, step}] = std::move(row);
        return {};
    }

private:
    static Error refusal() { return Error{.cause = Cause::LedgerLocked, .params = {}, .detail = QStringLiteral("fake")}; }

    std::map<QString, Machine> m_machines;
    std::vector<ResourceRecord> m_resources;
    std::vector<Event> m_events;
    std::map<QString, std::set<QString>> m_regions;
    std::map<std::pair<QString, QString>, std::vector<double>> m_durations;
};

} // namespace fl
