// SPDX-License-Identifier: GPL-3.0-or-later
// Lambda (lambda.ai): an instance with NVIDIA GPUs, by the minute. Keys (lambda.…): region (else the nearest that has the type free), type,
// image (lambda-stack, gpu-base, or a family of Lambda's), address (who may come in by SSH; else asked), endpoint, fallback (types or none:
// what is tried unasked where there is no room). Secret: lambda.api_key.
// A machine there cannot be stopped, and powering off from within ends no bill: only deleting it does.
#pragma once

#include "backends/providers/cloud/cloud_provider.h"
#include "backends/providers/lambda/catalog.h"
#include "backends/providers/lambda/lambda_cloud.h"
#include "backends/providers/lambda/login.h"

namespace fl {

class LambdaProvider : public CloudProvider {
public:
    explicit LambdaProvider(lambda::Environment environment = lambda::Environment::fromSystem()) : m_environment(std::move(environment)) { }

    QString id() const override { return QStringLiteral("lambda"); }
    Abilities abilities() const override;
    std::vector<Field> fields() const override;
    Availability availability(ProviderCall &) const override { return {}; }
    Result<std::vector<Offer>> offers(const Choices &choices, ProviderCall &call) const override;
    QString proposedName(const Choices &) const override { return QStringLiteral("lambda"); }
    Result<Identity> identity(const Choices &choices, ProviderCall &call) const override;
    Result<std::vector<Place>> places(const Choices &choices, ProviderCall &call) const override;
    Result<std::vector<PlannedResource>> plannedResources(const Choices &choices, ProviderCall &call) const override;
    int expectedCreateSeconds(const Choices &) const override { return 300; }
    Status create(Machine &machine, const Choices &choices, ProviderCall &call) override;
    Result<Endpoint> endpoint(const Machine &machine, ProviderCall &call) override;
    Status letIn(const Machine &machine, ProviderCall &call) override;
    Status destroy(const Machine &machine, ProviderCall &call) override;
    QString consoleLink(const ResourceRecord &record) const override;

protected:
    Result<std::unique_ptr<CloudApi>> api(const Choices &choices, ProviderCall &call) override;
    QStringList kinds() const override { return {lambda::keyKind, lambda::firewallKind, lambda::instanceKind}; }
    bool makes(const QString &kind, const Choices &choices) const override;
    QString region(const Choices &choices) const override;
    Result<QStringList> regions(ProviderCall &) const override { return QStringList{QString()}; } ///< each list is of all regions
    std::vector<Fallback> fallbacks(const Choices &choices, ProviderCall &call) const override;
    std::chrono::milliseconds stateLimit() const override { return std::chrono::minutes(30); } ///< large machines take their time
    Status power(CloudApi &api, const ResourceRecord &instance, Power what, std::stop_token stop) override;

private:
    Result<std::unique_ptr<lambda::Client>> client(const Choices &choices, ProviderCall &call) const;
    Result<std::unique_ptr<lambda::LambdaCloud>> cloud(const Choices &choices, ProviderCall &call) const;
    Result<lambda::Launch> prepare(lambda::Client &client, const ResourceRecord &record, const Choices &choices, ProviderCall &call) const;
    /// The region it is made in: where its things are already, the one that was chosen, else the nearest that has its type free.
    Result<QString> placeFor(const Machine &machine, const Choices &choices, ProviderCall &call) const;
    Result<lambda::Types> types(const Choices &choices, ProviderCall &call) const;
    /// Whether this login knows anything that the machine is made of.
    Result<bool> knows(const Machine &machine, ProviderCall &call) const;

    lambda::Environment m_environment;
    mutable lambda::Pace m_pace;
    mutable std::mutex m_mutex;
    mutable std::optional<lambda::Types> m_types; ///< what was said last
};

} // namespace fl
