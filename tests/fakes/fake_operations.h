// SPDX-License-Identifier: GPL-3.0-or-later
// The facade without backends: answers what a test tells it to, at once or when it is let go. Thread-safe where workers call.
#pragma once

#include "backends/run/operations.h"

#include <QStringList>

#include <atomic>
#include <condition_variable>
#include <mutex>

namespace fl {

class FakeProvider : public Provider {
public:
    FakeProvider(QString id, Abilities abilities, std::vector<Field> fields) :
        m_id(std::move(id)),
        m_abilities(abilities),
        m_fields(std::move(fields))
    {
    }
    Availability answer; ///< of availability()
    QString name;        ///< proposed; empty: the server's address, else the id

    QString id() const override { return m_id; }
    Abilities abilities() const override { return m_abilities; }
    std::vector<Field> fields() const override { return m_fields; }
    Availability availability(ProviderCall &) const override { return answer; }
    Result<std::vector<Offer>> offers(const Choices &, ProviderCall &) const override { return std::vector<Offer>{}; }
    QString proposedName(const Choices &choices) const override
    {
        return !name.isEmpty() ? name : choices.ssh.host.isEmpty() ? m_id : choices.ssh.host;
    }
    Result<std::vector<PlannedResource>> plannedResources(const Choices &, ProviderCall &) const override
    {
        return std::vector<PlannedResource>{};
    }
    int expectedCreateSeconds(const Choices &) const override { return 1; }
    Status create(Machine &, const Choices &, ProviderCall &) override { return {}; }
    Result<Endpoint> endpoint(const Machine &, ProviderCall &) override { return Endpoint{}; }
    Result<InstanceState> state(const Machine &, ProviderCall &) override { return InstanceState::Running; }
    Status start(const Machine &, ProviderCall &) override { return {}; }
    Status stop(const Machine &, ProviderCall &) override { return {}; }
    Status reboot(const Machine &, ProviderCall &) override { return {}; }
    Status destroy(const Machine &, ProviderCall &) override { return {}; }
    Result<std::vector<Leftover>> find(ProviderCall &) override { return std::vector<Leftover>{}; }

private:
    QString m_id;
    Abilities m_abilities;
    std::vector<Field> m_fields;
};

class FakeTunnel : public Tunnel {
public:
    int localPort() const override { return 41234; }
    TunnelState state() const override { return {TunnelState::Link::Up, std::chrono::milliseconds(23)}; }
    std::optional<Error> failure() const override { return std::nullopt; }
};

class FakeOperations : public Operations {
public:
    FakeOperations(); ///< three providers that cost nothing and one that costs, one offer, a plan of six steps, no machine

    // What it answers. Set before it is asked.
    std::optional<Error> offersError, planError, setupError, openError, colabError;
    std::vector<Offer> offersToGive;
    std::optional<Identity> identityToGive; ///< unset: no login at all
    std::vector<Place> placesToGive;
    QString consoleToGive;
    Plan planToGive;
    std::vector<Machine> machines, unfinishedMachines;
    std::map<QString, MachineStatus> statuses; ///< by name
    std::vector<Event> setupEvents;            ///< sent before setup answers
    std::optional<Question> question;          ///< asked in setup before it goes on
    bool hold = false;                         ///< setup waits for release() or a stop
    SetupResult result;
    Receipt receipt;
    Reach reachToGive;
    std::atomic<Keeping> keepingToGive = Keeping::System;
    QString reportToGive = QStringLiteral("report: firstlight/1\n");
    UserFiles files; ///< of every machine
    Diagnosis diagnosis;
    std::optional<Error> diagnoseError;
    std::optional<Error> filesError, copyError;
    std::vector<Event> copyEvents; ///< sent before a copy either way answers; it waits as setup does where `hold` is set
    CopiedFiles copied;
    ProbeReport probed;                          ///< of every machine; it waits as setup does where `hold` is set
    std::optional<Error> probeError, watchError; ///< watch ends by itself with that; else it waits for its stop
    QList<ProbeTick> ticks;                      ///< of every watch

    void addRented(); ///< a fourth provider, with an account: whose login it is, two regions, two machines on offer, one beyond the quota
    HostedAccess access;
    std::optional<Error> hostedError, signOutError;
    HostedOpened hosted;
    std::vector<Event> hostedEvents; ///< sent before openHosted answers; it waits as setup does where `hold` is set

    void release();
    QStringList calls() const;        ///< "setup practice", "stop lab" … in order
    Choices lastChoices() const;      ///< of plan() or openHosted()
    GivenSecrets lastSecrets() const; ///< of setup() or openHosted()
    std::optional<Answer> lastAnswer() const;
    std::optional<Secret> lastPassphrase() const; ///< of createVault()
    FakeProvider *provider(const QString &id);
    void addProvider(const QString &id, Abilities abilities, std::vector<Field> fields);

    const std::vector<std::unique_ptr<Provider>> &providers() const override { return m_providers; }
    Availability availability(const QString &providerId, OperationCall &call) override;
    Result<std::vector<Offer>> offers(const Choices &choices, OperationCall &call) override;
    Result<Identity> identity(const Choices &choices, OperationCall &call) override;
    Result<std::vector<Place>> places(const Choices &, OperationCall &) override { return placesToGive; }
    Status forgetLogin(const QString &provider, OperationCall &call) override;
    Result<Plan> plan(const Choices &choices, OperationCall &call) override;
    Result<SetupResult> setup(const Plan &plan, OperationCall &call) override;
    Result<SetupResult> resume(const QString &machine, OperationCall &call) override;
    Result<std::vector<Machine>> unfinished() const override { return unfinishedMachines; }
    Result<std::vector<Machine>> list() const override { return machines; }
    Result<MachineStatus> status(const QString &machine, OperationCall &call) override;
    Result<SetupResult> verify(const QString &machine, OperationCall &call) override;
    Result<SetupResult> update(const QString &machine, UpdateTo to, OperationCall &call) override;
    Status stop(const QString &machine, OperationCall &call) override;
    Status start(const QString &machine, OperationCall &call) override;
    Status reboot(const QString &machine, OperationCall &call) override;
    Status letIn(const QString &machine, OperationCall &call) override;
    Result<QString> console(const QString &, OperationCall &) override { return consoleToGive; }
    Status stopWhenIdle(const QString &machine, qint64 seconds, OperationCall &call) override;
    Result<Receipt> destroy(const QString &machine, OperationCall &call) override;
    Result<Receipt> undo(const QString &machine, OperationCall &call) override;
    Result<OpenNotebook> open(const QString &machine, OperationCall &call) override;
    Result<OpenColab> openColab(const QString &machine, qint64 seconds, OperationCall &call) override;
    Status closeColab(const QString &machine, OperationCall &call) override;
    Result<Reach> reach(const QString &machine, OperationCall &call) override;
    Result<std::optional<Secret>> password(const QString &, OperationCall &) override { return std::optional<Secret>(); }
    Result<SetupResult> newPassword(const QString &machine, OperationCall &call) override;
    HostedAccess hostedAccess(const Choices &choices, OperationCall &call) override;
    Result<HostedOpened> openHosted(const Choices &choices, OperationCall &call) override;
    Status signOutHosted(const QString &service, OperationCall &call) override;
    Keeping keeping() override { return keepingToGive; }
    Status createVault(const Secret &passphrase) override;
    Status forgetVault() override;
    Result<QString> report(OperationCall &) override { return reportToGive; }
    Result<ProbeReport> probe(const QString &machine, OperationCall &call) override;
    Status watch(const QString &machine, int interval, const ProbeTicks &sink, OperationCall &call) override;
    Result<std::vector<Event>> history(const QString &) const override { return std::vector<Event>{}; }
    Result<Diagnosis> diagnose(const QString &machine, OperationCall &call) override;
    Result<SetupResult> repair(const QString &machine, OperationCall &call) override;
    Result<UserFiles> userFiles(const QString &machine, OperationCall &call) override;
    Result<CopiedFiles> copyHome(const QString &machine, const QString &folder, OperationCall &call) override;
    Result<CopiedFiles> copyThere(const QString &machine, const QStringList &paths, const QString &folder, OperationCall &call) override;

private:
    Result<CopiedFiles> copy(const QString &folder, OperationCall &call);
    bool waits(std::stop_token stop); ///< where it holds; false: stopped
    void note(const QString &call);
    Result<SetupResult> run(OperationCall &call);
    std::vector<std::unique_ptr<Provider>> m_providers;
    mutable std::mutex m_mutex;
    std::condition_variable_any m_released;
    bool m_free = false;
    QStringList m_calls;
    Choices m_choices;
    GivenSecrets m_secrets;
    std::optional<Answer> m_answer;
    std::optional<Secret> m_passphrase;
};

/// A step event as a run sends it.
Event fakeStep(const QString &step, StepState state, qint64 t, double seconds = -1);

} // namespace fl
