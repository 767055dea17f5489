// SPDX-License-Identifier: GPL-3.0-or-later
// EC2 as the few verbs of CloudApi: a key pair, a security group that lets one address in by SSH, an instance. All three carry our tags
// from the request that makes them on. Source: docs.aws.amazon.com/AWSEC2/latest/APIReference. Every call blocks; one thread.
#pragma once

#include "backends/providers/aws/client.h"
#include "backends/providers/cloud/cloud_api.h"

namespace fl::aws {

/// What an instance is made of, looked up when it is made.
struct Launch {
    QString publicKey;  ///< one line, OpenSSH
    QString source;     ///< who may reach port 22: "203.0.113.7/32" or "2001:db8::7/128"
    QString image;      ///< ami-…
    QString rootDevice; ///< the image's: "/dev/sda1"
    QString type;       ///< g4dn.xlarge
    QString zone;       ///< "eu-central-1b"; empty: AWS chooses
    int diskGb = 100;
    bool spot = false;
    QByteArray userData; ///< cloud-init; no secret in it
};

class Ec2 : public CloudApi {
public:
    using Prepare = std::function<Result<Launch>(const ResourceRecord &record, const Choices &choices, std::stop_token stop)>;

    Ec2(std::shared_ptr<Client> client, Clock &clock, Prepare prepare) :
        m_client(std::move(client)),
        m_clock(clock),
        m_prepare(std::move(prepare))
    {
    }

    static QStringList kinds(); ///< in the order they are made

    Result<QString> create(const ResourceRecord &record, const QString &profile, const Choices &choices, std::stop_token stop) override;
    Result<std::vector<CloudThing>> list(const QString &kind, const QString &region, const QString &machine, std::stop_token stop) override;
    Result<std::optional<CloudThing>> describe(const ResourceRecord &record, std::stop_token stop) override;
    Result<bool> remove(const ResourceRecord &record, std::stop_token stop) override;
    bool knowsTokens(const QString &kind) const override;
    std::chrono::milliseconds settles() const override { return std::chrono::minutes(2); }

    /// StartInstances, StopInstances, RebootInstances.
    Status power(const ResourceRecord &instance, const char *action, std::stop_token stop);
    /// Where the instance is reached now; empty: it has no public address (it is stopped, or starts).
    Result<QString> address(const ResourceRecord &instance, std::stop_token stop);
    /// What it wrote to its console so far; empty: AWS has nothing yet.
    Result<QByteArray> console(const ResourceRecord &instance, std::stop_token stop);
    /// What cloud-init reads at the next start; only while the instance is stopped.
    Status setUserData(const ResourceRecord &instance, const QByteArray &orders, std::stop_token stop);
    /// Lets `source` in by SSH and nobody else.
    Status allowOnly(const ResourceRecord &group, const QString &source, std::stop_token stop);

private:
    Result<QString> createInstance(const ResourceRecord &record, const QString &profile, const Launch &launch, std::stop_token stop);
    Result<QString> createGroup(const ResourceRecord &record, const QString &profile, std::stop_token stop);
    Result<QString> defaultVpc(const QString &region, std::stop_token stop);
    Result<std::vector<CloudThing>> ask(const QString &kind, const QString &region, const Form &form, std::stop_token stop);
    Status authorize(const QString &group, const QString &source, const QString &region, std::stop_token stop);

    std::shared_ptr<Client> m_client;
    Clock &m_clock;
    Prepare m_prepare;
};

/// Goes through all pages of a listing: `page` is handed the token of the next one. Ends where a token comes twice.
Status eachPage(const std::function<Result<QString>(const QString &token)> &page);

} // namespace fl::aws
