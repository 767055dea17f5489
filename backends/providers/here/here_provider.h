// SPDX-License-Identifier: GPL-3.0-or-later
// This computer, over the local shell. Creating adopts it; destroying leaves it alone (run/ takes back what set-up added).
#pragma once

#include "backends/providers/provider.h"

namespace fl {

class HereProvider : public Provider {
public:
    QString id() const override { return QStringLiteral("here"); }
    Abilities abilities() const override { return {.rebootAsksFirst = true, .thisComputer = true}; }
    std::vector<Field> fields() const override;
    Availability availability(ProviderCall &) const override;
    /// One: what this computer has, looked at. None where it cannot be looked at (no Linux).
    Result<std::vector<Offer>> offers(const Choices &, ProviderCall &call) const override;
    QString proposedName(const Choices &choices) const override;
    Result<std::vector<PlannedResource>> plannedResources(const Choices &, ProviderCall &) const override
    {
        return std::vector<PlannedResource>{};
    }
    int expectedCreateSeconds(const Choices &) const override { return 0; }
    Status create(Machine &machine, const Choices &choices, ProviderCall &call) override;
    Result<Endpoint> endpoint(const Machine &machine, ProviderCall &call) override;
    Result<InstanceState> state(const Machine &, ProviderCall &) override { return InstanceState::Running; }
    Status start(const Machine &machine, ProviderCall &call) override;
    Status stop(const Machine &machine, ProviderCall &call) override;
    Status reboot(const Machine &machine, ProviderCall &call) override;
    Status destroy(const Machine &machine, ProviderCall &call) override;
    Result<std::vector<Leftover>> find(ProviderCall &) override { return std::vector<Leftover>{}; }
};

} // namespace fl
