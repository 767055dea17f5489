// SPDX-License-Identifier: GPL-3.0-or-later
// Amazon Web Services: an EC2 instance with an NVIDIA GPU. Keys (aws.…): region, zone, profile, type, image (ubuntu-24.04, dlami-base,
// dlami-pytorch, ami-…), disk (GB), spot (yes), address (who may come in by SSH; else asked of AWS), endpoint, fallback (zones, types or
// none: what is tried unasked where there is no room), quota (wait: ask for more unasked and wait for it; no: never). Secrets:
// aws.access_key_id, aws.secret_access_key, aws.session_token.
#pragma once

#include "backends/providers/aws/catalog.h"
#include "backends/providers/aws/credentials.h"
#include "backends/providers/aws/ec2.h"
#include "backends/providers/aws/login.h"
#include "backends/providers/cloud/cloud_provider.h"

namespace fl {

class AwsProvider : public CloudProvider {
public:
    explicit AwsProvider(aws::CredentialPlaces places = aws::CredentialPlaces::fromSystem()) : m_places(std::move(places)) { }

    QString id() const override { return QStringLiteral("aws"); }
    Abilities abilities() const override;
    std::vector<Field> fields() const override;
    Availability availability(ProviderCall &call) const override;
    Result<std::vector<Offer>> offers(const Choices &choices, ProviderCall &call) const override;
    Result<Identity> identity(const Choices &choices, ProviderCall &call) const override;
    Result<std::vector<Place>> places(const Choices &choices, ProviderCall &call) const override;
    QByteArray policy() const override;
    QString proposedName(const Choices &choices) const override;
    Result<std::vector<PlannedResource>> plannedResources(const Choices &choices, ProviderCall &call) const override;
    int expectedCreateSeconds(const Choices &choices) const override;
    Status create(Machine &machine, const Choices &choices, ProviderCall &call) override;
    Status start(const Machine &machine, ProviderCall &call) override;
    Status letIn(const Machine &machine, ProviderCall &call) override;
    Status destroy(const Machine &machine, ProviderCall &call) override;
    Result<QByteArray> console(const Machine &machine, ProviderCall &call) override;
    Result<Endpoint> endpoint(const Machine &machine, ProviderCall &call) override;
    QString consoleLink(const ResourceRecord &record) const override;

protected:
    Result<std::unique_ptr<CloudApi>> api(const Choices &choices, ProviderCall &call) override;
    QStringList kinds() const override { return aws::Ec2::kinds(); }
    QString region(const Choices &choices) const override;
    Result<QStringList> regions(ProviderCall &call) const override;
    std::vector<Fallback> fallbacks(const Choices &choices, ProviderCall &call) const override;
    size_t listsAtOnce() const override { return 128; } ///< of all regions at once: the slowest alone counts
    Status power(CloudApi &api, const ResourceRecord &instance, Power what, std::stop_token stop) override;

private:
    Result<std::unique_ptr<aws::Client>> client(const Choices &choices, ProviderCall &call) const;
    Result<std::unique_ptr<aws::Ec2>> ec2(const Choices &choices, ProviderCall &call);
    Result<aws::Launch> prepare(aws::Client &client, const ResourceRecord &record, const Choices &choices, ProviderCall &call) const;
    /// Whether the account may have the machine; else, with the user's consent, asks AWS for more and waits until it may.
    Status ensureQuota(const Machine &machine, const Choices &choices, ProviderCall &call) const;
    /// The host keys that can be trusted on a first visit: of the console, else a throw-away one.
    Status trust(Endpoint &endpoint, const Machine &machine, const ResourceRecord &instance, aws::Ec2 &api, ProviderCall &call);
    Status handThrowAwayKey(Endpoint &endpoint, const Machine &machine, const ResourceRecord &instance, aws::Ec2 &api, ProviderCall &call);

    struct Asked {
        std::vector<aws::GpuType> types;
        std::optional<Money> disk;    ///< a GB and month
        std::optional<Money> address; ///< an hour
        qint64 at = 0;
        const aws::GpuType *find(const QString &type) const;
        /// Of all that one machine takes; unset where a part of it is unknown.
        std::optional<Money> inAll(const std::optional<Money> &machine, int diskGb) const;
    };
    Result<Asked> asked(aws::Client &client, ProviderCall &call) const;
    /// Before something is bought: what was asked more than some minutes ago is asked anew.
    void forgetOldPrices(ProviderCall &call) const;

    aws::CredentialPlaces m_places;
    mutable std::mutex m_mutex;
    mutable QMap<QString, Asked> m_asked; ///< by region and endpoint; for choosing, until the program closes
    mutable aws::BoughtLogins m_bought;
};

} // namespace fl
