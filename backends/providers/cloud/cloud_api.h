// SPDX-License-Identifier: GPL-3.0-or-later
// One cloud's API, as few verbs as can be: what a machine is made of is made, looked for, described and removed. It knows no
// ledger and retries nothing; backends/providers/cloud/resource.h does that once for all clouds. Every call is a request and blocks.
#pragma once

#include "backends/providers/provider.h"

#include <chrono>

namespace fl {

/// What the cloud says of one thing of ours.
struct CloudThing {
    QString kind; ///< as in ResourceRecord
    QString id;   ///< the provider's own
    QString name;
    QString operation; ///< tag: which intent made it
    QString machine;   ///< tag: our machine id
    QString profile;   ///< tag: which list of machines it belongs to (a list is a profile folder of one user on one computer)
    QString region;
    InstanceState state = InstanceState::Running; ///< of an instance; else Running, Deleting or NotThere
    std::optional<Money> perHour;
    qint64 created = 0;
};

class CloudApi {
public:
    virtual ~CloudApi() = default;

    /// Makes what the record says, with its operation as idempotency token and all tags, in record.region; the new thing's id.
    /// ConnectionLost, ConnectionTimeout, ProviderUnavailable and Cancelled leave open whether it was made; every other error says it
    /// was not.
    virtual Result<QString> create(const ResourceRecord &record, const QString &profile, const Choices &choices, std::stop_token stop) = 0;
    /// All of a kind in a region (empty: in all) that carry our tags; `machine` empty: of every machine. May lag behind what was made or
    /// removed.
    virtual Result<std::vector<CloudThing>> list(const QString &kind, const QString &region, const QString &machine,
                                                 std::stop_token stop) = 0;
    /// By record.handle; unset: the cloud does not know it (any more, or yet).
    virtual Result<std::optional<CloudThing>> describe(const ResourceRecord &record, std::stop_token stop) = 0;
    /// By record.handle; true: it will go. False: the cloud does not know it.
    virtual Result<bool> remove(const ResourceRecord &record, std::stop_token stop) = 0;

    /// The same token gives the same thing, however often it is sent.
    virtual bool knowsTokens(const QString &kind) const = 0;
    /// For so long what was made may not be seen yet.
    virtual std::chrono::milliseconds settles() const = 0;
};

} // namespace fl
