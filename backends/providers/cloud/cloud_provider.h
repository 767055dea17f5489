// SPDX-License-Identifier: GPL-3.0-or-later
// What all cloud providers share: the order in which a machine's things are made and removed, waiting for it, finding what
// carries our tags. A cloud adds its API, its fields, its offers and how its machines are reached.
#pragma once

#include "backends/providers/cloud/fallback.h"
#include "backends/providers/cloud/resource.h"

namespace fl {

class CloudProvider : public Provider {
public:
    Abilities abilities() const override { return {.createsMachine = true, .stopsMachine = true, .costsMoney = true}; }
    Status create(Machine &machine, const Choices &choices, ProviderCall &call) override;
    Result<InstanceState> state(const Machine &machine, ProviderCall &call) override;
    Status start(const Machine &machine, ProviderCall &call) override;
    Status stop(const Machine &machine, ProviderCall &call) override;
    Status reboot(const Machine &machine, ProviderCall &call) override;
    Status destroy(const Machine &machine, ProviderCall &call) override;
    Status reconcile(const Machine &machine, ProviderCall &call) override;
    Result<std::vector<Leftover>> find(ProviderCall &call) override;

protected:
    enum class Power { Start, Stop, Reboot };
    Status awaitState(CloudApi &api, const ResourceRecord &instance, InstanceState wanted, ProviderCall &call) const;

    /// The API with the credentials of the moment. Errors: SecretMissing, KeyRingUnavailable.
    virtual Result<std::unique_ptr<CloudApi>> api(const Choices &choices, ProviderCall &call) = 0;
    /// Kinds in the order they are made; the instance is the last. They are removed in the reverse order.
    virtual QStringList kinds() const = 0;
    /// False: a machine of these choices needs none of that kind.
    virtual bool makes(const QString &, const Choices &) const { return true; }
    virtual QString region(const Choices &choices) const = 0;
    /// Where machines of ours may be: every region that was ever used, and the usual one. A cloud whose lists are of all regions says an
    /// empty one.
    virtual Result<QStringList> regions(ProviderCall &call) const;
    /// Where there was no room: what may be tried instead, the likeliest first.
    virtual std::vector<Fallback> fallbacks(const Choices &, ProviderCall &) const { return {}; }
    /// Lists that may be on their way at once; more than one only where the API bears it.
    virtual size_t listsAtOnce() const { return 1; }
    /// For so long a machine may take to be what it was asked to be.
    virtual std::chrono::milliseconds stateLimit() const { return std::chrono::minutes(10); }
    /// Of that kind, and Created. Errors: MachineMissing.
    Result<ResourceRecord> recordOf(const Machine &machine, const QString &kind, ProviderCall &call) const;
    virtual Status power(CloudApi &api, const ResourceRecord &instance, Power what, std::stop_token stop) = 0;

private:
    /// What every request of a call needs: the API, and the tag of our own list.
    struct Access {
        std::unique_ptr<CloudApi> api;
        QString profile;
    };
    Result<Access> access(const Choices &choices, ProviderCall &call);
    Result<ResourceRecord> makeMachine(ResourceRecord wanted, const Choices &choices, Machine &machine, CloudCall &cloud);
    Result<ResourceRecord> tryMachine(const ResourceRecord &wanted, const Choices &choices, Machine &machine, CloudCall &cloud);
    Result<ResourceRecord> instanceOf(const Machine &machine, ProviderCall &call) const;
    Status switchTo(Power what, InstanceState then, const Machine &machine, ProviderCall &call);
};

/// The tag of this list of machines: made once for a profile's folder, kept beside the ledger, so that it outlives a damaged one.
Result<QString> profileTag(const QString &home);

} // namespace fl
