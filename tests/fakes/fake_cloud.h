// SPDX-License-Identifier: GPL-3.0-or-later
// A cloud that is none, with an account book: what it was asked, what it made, what each thing has cost. It forgets, lags, loses
// answers, refuses and lies as real ones do (Faults). The book is a folder, so that it outlives a program that is killed; each
// change is one atomic rename. It is billed until it is removed.
#pragma once

#include "backends/providers/cloud/cloud_provider.h"

#include <QRandomGenerator>

namespace fl {

class FakeCloudBook {
public:
    explicit FakeCloudBook(QString folder);

    struct Thing {
        CloudThing said;
        qint64 visibleFrom = 0, goneFrom = 0; ///< when lists and describes follow; goneFrom 0: it lives
        int creations = 0;                    ///< requests that gave this id
    };
    std::vector<Thing> things() const;
    std::vector<Thing> alive() const; ///< what is billed
    void put(const Thing &thing);
    QStringList requests() const; ///< "create disk fl-…", in their order
    void note(const QString &request);

private:
    QString m_folder;
};

/// What goes wrong, each as a share of the requests (0 … 1) drawn from the seed.
struct FakeCloudFaults {
    quint32 seed = 1;
    double loseRequest = 0, loseAnswer = 0, serverError = 0, refuse = 0;
    std::chrono::milliseconds lag{0};      ///< before lists and describes show what was made or removed
    std::chrono::milliseconds deleting{0}; ///< that a thing stays after it was asked to go
    bool tokens = true;
    bool noCapacity = false; ///< an instance ends right after it was accepted
};

class FakeCloudApi : public CloudApi {
public:
    /// Told of every request before it counts; may throw.
    using Watcher = std::function<void(const QString &verb, const ResourceRecord &record)>;

    FakeCloudApi(FakeCloudBook &book, Clock &clock, const FakeCloudFaults &faults, QRandomGenerator &random, const Watcher &watcher) :
        m_book(book),
        m_clock(clock),
        m_faults(faults),
        m_random(random),
        m_watcher(watcher)
    {
    }
    Result<QString> create(const ResourceRecord &record, const QString &profile, const Choices &choices, std::stop_token stop) override;
    Result<std::vector<CloudThing>> list(const QString &kind, const QString &region, const QString &machine, std::stop_token stop) override;
    Result<std::optional<CloudThing>> describe(const ResourceRecord &record, std::stop_token stop) override;
    Result<bool> remove(const ResourceRecord &record, std::stop_token stop) override;
    bool knowsTokens(const QString &) const override { return m_faults.tokens; }
    std::chrono::milliseconds settles() const override { return std::chrono::seconds(120); }
    Status power(const ResourceRecord &record, InstanceState then);

private:
    /// The fault of this request, if any; `work` is done when the request was heard.
    template <class Work>
    auto request(const QString &verb, const ResourceRecord &record, Work work) -> decltype(work());
    std::optional<FakeCloudBook::Thing> find(const QString &id) const;

    FakeCloudBook &m_book;
    Clock &m_clock;
    const FakeCloudFaults &m_faults;
    QRandomGenerator &m_random;
    const Watcher &m_watcher;
};

/// Machines of that cloud are this computer's shell.
class FakeCloudProvider : public CloudProvider {
public:
    explicit FakeCloudProvider(const QString &bookFolder, const FakeCloudFaults &whatGoesWrong = {}) :
        book(bookFolder),
        faults(whatGoesWrong),
        m_random(whatGoesWrong.seed)
    {
    }
    FakeCloudBook book;
    FakeCloudFaults faults;
    FakeCloudApi::Watcher watcher;

    QString id() const override { return QStringLiteral("cloud"); }
    std::vector<Field> fields() const override { return {}; }
    Availability availability(ProviderCall &) const override { return {}; }
    Result<std::vector<Offer>> offers(const Choices &, ProviderCall &) const override { return std::vector<Offer>{}; }
    QString proposedName(const Choices &) const override { return QStringLiteral("lab"); }
    Result<std::vector<PlannedResource>> plannedResources(const Choices &choices, ProviderCall &) const override;
    int expectedCreateSeconds(const Choices &) const override { return 60; }
    Result<Endpoint> endpoint(const Machine &, ProviderCall &) override { return Endpoint{.local = true, .ssh = {}, .disposable = true}; }
    QString consoleLink(const ResourceRecord &record) const override
    {
        return QStringLiteral("https://console.fake-cloud.invalid/") + record.region + QLatin1Char('/') + record.handle;
    }

protected:
    Result<std::unique_ptr<CloudApi>> api(const Choices &, ProviderCall &call) override
    {
        return std::make_unique<FakeCloudApi>(book, call.ports.clock, faults, m_random, watcher);
    }
    QStringList kinds() const override
    {
        return {QStringLiteral("network"), QStringLiteral("security-group"), QStringLiteral("key-pair"),
                QStringLiteral("address"), QStringLiteral("disk"),           QStringLiteral("instance")};
    }
    QString region(const Choices &choices) const override
    {
        return choices.provider.value(QStringLiteral("region"), QStringLiteral("here-1"));
    }
    Status power(CloudApi &api, const ResourceRecord &instance, Power what, std::stop_token stop) override;

private:
    QRandomGenerator m_random;
};

} // namespace fl
