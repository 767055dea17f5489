// SPDX-License-Identifier: GPL-3.0-or-later
// A server the user already has, reached by SSH. Creating adopts it and changes nothing there; what set-up adds is
// taken back by run/, so destroying has only our own record to close.
#pragma once

#include "backends/providers/provider.h"

namespace fl {

/// The key whose value cannot be used ("ssh.host" …), or empty. Pure.
QString unusableKey(const SshChoice &choice);

class SshProvider : public Provider {
public:
    QString id() const override { return QStringLiteral("ssh"); }
    Abilities abilities() const override { return {.rebootAsksFirst = true}; }
    std::vector<Field> fields() const override;
    Availability availability(ProviderCall &) const override { return {}; }
    Result<std::vector<Offer>> offers(const Choices &, ProviderCall &) const override { return std::vector<Offer>{}; }
    QString proposedName(const Choices &choices) const override { return choices.ssh.host; }
    Result<std::vector<PlannedResource>> plannedResources(const Choices &choices, ProviderCall &call) const override;
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
