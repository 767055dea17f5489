// SPDX-License-Identifier: GPL-3.0-or-later
// The Operations behind window and command line. Any thread; calls on different machines may run side by side.
#pragma once

#include "backends/providers/registry.h"
#include "backends/run/operations.h"
#include "backends/run/session.h"
#include "backends/run/setup_run.h"

#include <mutex>

namespace fl {

class MachineOperations : public Operations {
public:
    /// `steps`: the server steps there are; those that ship with the program when unset.
    MachineOperations(Ports ports, ProviderRegistry registry, std::optional<std::vector<ServerStep>> steps = std::nullopt);

    const std::vector<std::unique_ptr<Provider>> &providers() const override { return m_registry.all(); }
    Result<Knowledge> knowledge() const override { return knowledgeOf(m_ports.home); }
    std::vector<SshConfigHost> configuredHosts() const override { return m_ports.ssh.configuredHosts(); }
    Availability availability(const QString &providerId, OperationCall &call) override;
    Result<std::vector<Offer>> offers(const Choices &choices, OperationCall &call) override;
    Result<Identity> identity(const Choices &choices, OperationCall &call) override;
    Result<std::vector<Place>> places(const Choices &choices, OperationCall &call) override;
    Status forgetLogin(const QString &providerId, OperationCall &call) override;
    Result<Plan> plan(const Choices &choices, OperationCall &call) override;
    Result<SetupResult> setup(const Plan &plan, OperationCall &call) override;
    Result<SetupResult> resume(const QString &machine, OperationCall &call) override;
    Result<std::vector<Machine>> unfinished() const override;
    Result<std::vector<Machine>> list() const override;
    Result<MachineStatus> status(const QString &machine, OperationCall &call) override;
    Result<SetupResult> verify(const QString &machine, OperationCall &call) override;
    Status stop(const QString &machine, OperationCall &call) override;
    Status start(const QString &machine, OperationCall &call) override;
    Status reboot(const QString &machine, OperationCall &call) override;
    Status letIn(const QString &machine, OperationCall &call) override;
    Result<QString> console(const QString &machine, OperationCall &call) override;
    Result<Receipt> destroy(const QString &machine, OperationCall &call) override;
    Status stopWhenIdle(const QString &machine, qint64 seconds, OperationCall &call) override;
    Result<Receipt> undo(const QString &machine, OperationCall &call) override;
    Result<OpenNotebook> open(const QString &machine, OperationCall &call) override;
    Result<OpenColab> openColab(const QString &machine, qint64 seconds, OperationCall &call) override;
    Status closeColab(const QString &machine, OperationCall &call) override;
    Result<Reach> reach(const QString &machine, OperationCall &call) override;
    Result<std::optional<Secret>> password(const QString &machine, OperationCall &call) override;
    Result<SetupResult> newPassword(const QString &machine, OperationCall &call) override;
    Result<std::vector<Event>> history(const QString &machine) const override;
    Result<UserFiles> userFiles(const QString &machine, OperationCall &call) override;
    Result<CopiedFiles> copyHome(const QString &machine, const QString &folder, OperationCall &call) override;
    Result<CopiedFiles> copyThere(const QString &machine, const QStringList &paths, const QString &folder, OperationCall &call) override;
    Result<SetupResult> update(const QString &machine, UpdateTo to, OperationCall &call) override;
    Result<Diagnosis> diagnose(const QString &machine, OperationCall &call) override;
    Result<SetupResult> repair(const QString &machine, OperationCall &call) override;
    Result<ProbeReport> probe(const QString &machine, OperationCall &call) override;
    Status watch(const QString &machine, int interval, const ProbeTicks &ticks, OperationCall &call) override;
    Result<std::vector<Leftover>> leftovers(OperationCall &call) override;
    Status removeLeftover(const Leftover &leftover, OperationCall &call) override;
    Result<std::vector<Machine>> reconcile(OperationCall &call) override;
    Result<int> rebuild(OperationCall &call) override;
    HostedAccess hostedAccess(const Choices &choices, OperationCall &call) override;
    Result<HostedOpened> openHosted(const Choices &choices, OperationCall &call) override;
    Status signOutHosted(const QString &service, OperationCall &call) override;
    Status keyRing() override { return m_ports.keyRing.probe(); }
    Keeping keeping() override { return m_ports.keyRing.keeping(); }
    Status createVault(const Secret &passphrase) override { return m_ports.keyRing.createVault(passphrase); }
    Status forgetVault() override { return m_ports.keyRing.forgetVault(); }
    Result<QString> report(OperationCall &call) override;

private:
    Result<Provider *> provider(const QString &id) const;
    Result<Machine> machine(const QString &idOrName) const;
    Result<const std::vector<ServerStep> *> steps();
    Result<std::unique_ptr<Session>> session(const QString &idOrName, OperationCall &call) const;
    Result<SetupResult> runSetup(Session &session, const Plan &plan, SetupOptions options);
    /// What is stored of the machine, by today's steps: the same as setup with the plan it was made by.
    Result<SetupResult> rerun(const QString &machine, OperationCall &call, SetupOptions options);
    Result<SetupResult> rerun(Session &session, SetupOptions options);
    Result<Plan> storedPlan(const Machine &machine, OperationCall &call, std::optional<qint64> autoStopSeconds = std::nullopt);
    template <class Work>
    Status act(const QString &machine, OperationCall &call, Work work); ///< an error is explained and told
    QMap<QString, double> learntSeconds(const Plan &plan) const;

    Ports m_ports;
    ProviderRegistry m_registry;
    HostedRegistry m_hosted;
    std::mutex m_stepsMutex;
    std::optional<std::vector<ServerStep>> m_steps;
};

template <class Work>
Status MachineOperations::act(const QString &id, OperationCall &call, Work work)
{
    auto there = session(id, call);
    if (!there)
        return fail(there.error());
    const Status done = work(**there);
    if (done)
        return done;
    const Error error = (*there)->explained(done.error());
    (*there)->events.error(error);
    return fail(error);
}

} // namespace fl
