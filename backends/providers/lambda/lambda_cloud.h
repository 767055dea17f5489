// SPDX-License-Identifier: GPL-3.0-or-later
// Lambda as the few verbs of CloudApi: an SSH key, a firewall ruleset that lets one address in by SSH, an instance. Lambda knows no tokens,
// and tags on none of the three alike: all that we must know of a thing stands in its name. Every call blocks; one thread.
#pragma once

#include "backends/providers/cloud/cloud_api.h"
#include "backends/providers/lambda/client.h"

namespace fl::lambda {

inline const QLatin1String keyKind("key-pair"), firewallKind("firewall-ruleset"), instanceKind("instance");

/// What a thing is made of, looked up when it is made.
struct Launch {
    QString publicKey;                        ///< one line, OpenSSH
    QString source;                           ///< who may reach port 22: "203.0.113.7/32"
    QJsonObject image;                        ///< {"id": …} or {"family": …}; empty: Lambda's newest Lambda Stack
    QString type;                             ///< gpu_1x_a10
    QByteArray orders;                        ///< for cloud-init; empty: none
    std::function<void()> withoutOrders = {}; ///< called before the machine is asked for once more without them, because it was refused
};

/// "fl-0123456789ab-89abcdef-0123456789abcdef": machine, operation and list of machines.
QString nameOf(const QString &operation, const QString &profile);
struct Marks {
    QString machine, operation, profile;
};
std::optional<Marks> marksIn(const QString &name); ///< unset: the thing is not ours

class LambdaCloud : public CloudApi {
public:
    using Prepare = std::function<Result<Launch>(const ResourceRecord &record, const Choices &choices, std::stop_token stop)>;

    LambdaCloud(std::shared_ptr<Client> client, Clock &clock, Prepare prepare) :
        m_client(std::move(client)),
        m_clock(clock),
        m_prepare(std::move(prepare))
    {
    }

    Result<QString> create(const ResourceRecord &record, const QString &profile, const Choices &choices, std::stop_token stop) override;
    Result<std::vector<CloudThing>> list(const QString &kind, const QString &region, const QString &machine, std::stop_token stop) override;
    Result<std::optional<CloudThing>> describe(const ResourceRecord &record, std::stop_token stop) override;
    Result<bool> remove(const ResourceRecord &record, std::stop_token stop) override;
    bool knowsTokens(const QString &) const override { return false; }
    std::chrono::milliseconds settles() const override { return std::chrono::minutes(2); }

    Status restart(const ResourceRecord &instance, std::stop_token stop);
    /// Where the instance is reached now; empty: it has no address yet.
    Result<QString> address(const ResourceRecord &instance, std::stop_token stop);
    /// Lets `source` in by SSH and nobody else, as far as this ruleset says.
    Status allowOnly(const ResourceRecord &ruleset, const QString &source, std::stop_token stop);
    /// Whether the account's own rules, which count beside ours, let everybody come to port 22.
    Result<bool> letsEverybodyIn(std::stop_token stop);

private:
    Result<QString> createInstance(const ResourceRecord &record, const QString &profile, const Launch &launch, std::stop_token stop);
    Result<QString> made(const char *path, const QJsonObject &body, std::stop_token stop);

    std::shared_ptr<Client> m_client;
    Clock &m_clock;
    Prepare m_prepare;
};

} // namespace fl::lambda
