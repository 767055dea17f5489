// SPDX-License-Identifier: GPL-3.0-or-later
// The practice machine: a real Debian server in a container on this computer. It costs nothing, shares the computer's
// network (its sshd listens on 127.0.0.1, at a port of its own) and lives below <home>/practice/<machine id>. A
// supervisor outlives the program and boots it again when it asks for a reboot. Its host key is made by us before the
// first boot, so endpoint() vouches for it.
// Every call is one shell script (resources/practice) and takes a lock on the machine, so two programs do not collide.
#pragma once

#include "backends/providers/practice/practice_script.h"
#include "backends/providers/provider.h"

namespace fl {

class PracticeProvider : public Provider {
public:
    QString id() const override { return QStringLiteral("practice"); }
    Abilities abilities() const override { return {.createsMachine = true, .stopsMachine = true, .poweroffStops = true}; }
    std::vector<Field> fields() const override { return {}; }
    Availability availability(ProviderCall &call) const override;
    Result<std::vector<Offer>> offers(const Choices &choices, ProviderCall &call) const override;
    QString proposedName(const Choices &) const override { return QStringLiteral("practice"); }
    Result<std::vector<PlannedResource>> plannedResources(const Choices &choices, ProviderCall &call) const override;
    int expectedCreateSeconds(const Choices &) const override { return 60; }
    Status create(Machine &machine, const Choices &choices, ProviderCall &call) override;
    Result<Endpoint> endpoint(const Machine &machine, ProviderCall &call) override;
    Result<InstanceState> state(const Machine &machine, ProviderCall &call) override;
    Status start(const Machine &machine, ProviderCall &call) override;
    Status stop(const Machine &machine, ProviderCall &call) override;
    Status reboot(const Machine &machine, ProviderCall &call) override;
    Status destroy(const Machine &machine, ProviderCall &call) override;
    Result<std::vector<Leftover>> find(ProviderCall &call) override;
};

} // namespace fl
