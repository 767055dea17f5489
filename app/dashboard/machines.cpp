// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dashboard/machines.h"

#include <algorithm>
#include <chrono>

namespace fl {

Machines::Machines(Backend &backend, Catalog &catalog, Desktop &desktop, QString sshFolder, QObject *parent) :
    QObject(parent),
    m_backend(backend),
    m_catalog(catalog),
    m_desktop(desktop),
    m_gpus(backend),
    m_copies(backend),
    m_colab(backend),
    m_entries(std::move(sshFolder))
{
    m_watch.setInterval(std::chrono::seconds(2));
    connect(&m_watch, &QTimer::timeout, this, [this] {
        for (auto it = m_open.begin(); it != m_open.end();) {
            const auto failure = it->second.tunnel->failure();
            if (!failure) {
                ++it;
                continue;
            }
            const QString name = it->first;
            it = m_open.erase(it);
            if (MachineEntry *entry = find(name)) {
                entry->url.clear();
                entry->problem = failure;
            }
            emit changed();
        }
        if (m_open.empty())
            m_watch.stop();
    });
}

MachineEntry *Machines::find(const QString &name)
{
    const auto it = std::find_if(m_all.begin(), m_all.end(), [&](const MachineEntry &entry) { return entry.status.machine.name == name; });
    return it == m_all.end() ? nullptr : &*it;
}

const Abilities Machines::abilities(const Machine &machine) const
{
    const ProviderInfo *info = m_catalog.find(machine.where);
    return info ? info->abilities : Abilities{};
}

void Machines::settle()
{
    m_backend.call(
        QStringLiteral("settle"), this, [](Operations &operations, OperationCall &call) { return operations.reconcile(call); },
        [this](Result<std::vector<Machine>> &&) { refresh(); }); // what could not be asked shows as the machine's own state
}

void Machines::refresh()
{
    m_catalog.load();
    m_backend.call(
        Backend::quick(), this,
        [entries = m_entries](Operations &operations, OperationCall &) { return std::pair(operations.list(), entries.names()); },
        [this](std::pair<Result<std::vector<Machine>>, QStringList> &&answer) {
            m_loaded = true;
            m_entryNames = answer.second;
            Result<std::vector<Machine>> &machines = answer.first;
            if (!machines) {
                m_problem = std::move(machines).error();
                emit changed();
                return;
            }
            m_problem.reset();
            std::vector<MachineEntry> fresh;
            for (Machine &machine : *machines) {
                MachineEntry entry;
                if (MachineEntry *known = find(machine.name))
                    entry = std::move(*known);
                entry.status.machine = std::move(machine);
                fresh.push_back(std::move(entry));
            }
            // A tear-down's receipt stays until it was read.
            for (MachineEntry &old : m_all)
                if (old.receipt && std::none_of(fresh.begin(), fresh.end(), [&](const MachineEntry &entry) {
                        return entry.status.machine.name == old.status.machine.name;
                    }))
                    fresh.push_back(std::move(old));
            m_all = std::move(fresh);
            emit changed();
            for (const MachineEntry &entry : std::vector(m_all))
                ask(entry.status.machine.name);
            const QString wanted = std::exchange(m_wanted, {});
            if (find(wanted))
                openNotebook(wanted);
        });
}

void Machines::ask(const QString &name)
{
    MachineEntry *entry = find(name);
    if (!entry || entry->asking || entry->receipt)
        return;
    entry->asking = true;
    emit changed();
    // So many at a time, whatever the length of the list; one that does not answer holds up one lane alone.
    constexpr int mostAtOnce = 24;
    m_backend.call(
        QStringLiteral("ask:%1").arg(m_asked++ % mostAtOnce), this,
        [name](Operations &operations, OperationCall &call) { return operations.status(name, call); },
        [this, name](Result<MachineStatus> &&status) {
            MachineEntry *answered = find(name);
            if (!answered)
                return;
            answered->asking = false;
            if (status)
                answered->status = std::move(*status);
            else
                answered->status.problem = std::move(status).error();
            emit changed();
        });
}

MachineEntry *Machines::begin(const QString &name, const QString &doing)
{
    MachineEntry *entry = find(name);
    if (!entry || !entry->doing.isEmpty())
        return nullptr;
    entry->doing = doing;
    entry->problem.reset();
    entry->said.clear();
    emit changed();
    emit begun();
    return entry;
}

void Machines::ended(const QString &name, std::optional<Error> problem)
{
    if (MachineEntry *entry = find(name)) {
        entry->doing.clear();
        entry->problem = std::move(problem);
    }
    emit changed();
}

void Machines::act(const QString &name, const QString &doing, Act what)
{
    if (!begin(name, doing))
        return;
    m_backend.call(
        name, this, [name, what](Operations &operations, OperationCall &call) { return (operations.*what)(name, call); },
        [this, name](Status &&status) {
            ended(name, status ? std::nullopt : std::optional(std::move(status).error()));
            ask(name);
        });
}

void Machines::stop(const QString &name)
{
    closeNotebook(name);
    m_colab.forget(name);
    act(name, QStringLiteral("stop"), &Operations::stop);
}

void Machines::start(const QString &name)
{
    act(name, QStringLiteral("start"), &Operations::start);
}

void Machines::reboot(const QString &name)
{
    closeNotebook(name);
    m_colab.forget(name);
    act(name, QStringLiteral("reboot"), &Operations::reboot);
}

void Machines::letIn(const QString &name)
{
    act(name, QStringLiteral("letin"), &Operations::letIn);
}

void Machines::readConsole(const QString &name, QObject *receiver, std::function<void(Result<QString> &&)> done)
{
    m_backend.call(
        QStringLiteral("console:") + name, receiver,
        [name](Operations &operations, OperationCall &call) { return operations.console(name, call); }, std::move(done));
}

void Machines::openNotebook(const QString &name, bool browser)
{
    if (const auto open = m_open.find(name); open != m_open.end()) {
        if (browser)
            m_desktop.openUrl(open->second.url);
        return;
    }
    if (!find(name)) {
        m_wanted = name;
        refresh();
        return;
    }
    if (!begin(name, QStringLiteral("open")))
        return;
    m_backend.call(
        name, this, [name](Operations &operations, OperationCall &call) { return operations.open(name, call); },
        [this, name, browser](Result<OpenNotebook> &&notebook) {
            if (!notebook) {
                ended(name, std::move(notebook).error());
                return;
            }
            const QString url = notebook->url;
            m_open.insert_or_assign(name, std::move(*notebook));
            m_watch.start();
            if (MachineEntry *entry = find(name))
                entry->url = url;
            ended(name, std::nullopt);
            if (browser && !m_desktop.openUrl(url))
                if (MachineEntry *entry = find(name)) {
                    entry->said = tr("No browser could be started. Open this address yourself: %1").arg(url);
                    emit changed();
                }
        });
}

void Machines::closeNotebook(const QString &name)
{
    const auto open = m_open.find(name);
    if (open == m_open.end())
        return;
    // Closing waits for the tunnel's thread: not here.
    m_backend.call(
        QStringLiteral("close:") + name, this,
        [tunnel = std::make_shared<OpenNotebook>(std::move(open->second))](Operations &, OperationCall &) mutable {
            tunnel->tunnel.reset();
            return true;
        },
        [](bool &&) {});
    m_open.erase(open);
    if (MachineEntry *entry = find(name))
        entry->url.clear();
    emit changed();
}

void Machines::openTerminal(const QString &name)
{
    if (!begin(name, QStringLiteral("terminal")))
        return;
    m_backend.call(
        Backend::quick(), this, [name](Operations &operations, OperationCall &call) { return operations.reach(name, call); },
        [this, name](Result<Reach> &&reach) {
            if (!reach) {
                ended(name, std::move(reach).error());
                return;
            }
            QStringList words = sshWords(*reach);
            if (words.isEmpty())
                words << qEnvironmentVariable("SHELL", QStringLiteral("/bin/sh"));
            const bool opened = m_desktop.openTerminal(words);
            ended(name, std::nullopt);
            if (MachineEntry *entry = find(name); entry && !opened)
                entry->said = tr("No terminal program was found. This is what it would run: %1").arg(words.join(QLatin1Char(' ')));
            emit changed();
        });
}

void Machines::toggleSshEntry(const QString &name)
{
    const bool has = hasSshEntry(name);
    if (!begin(name, QStringLiteral("entry")))
        return;
    m_backend.call(
        Backend::quick(), this,
        [name, has, entries = m_entries](Operations &operations, OperationCall &call) -> Result<std::optional<QString>> {
            if (has)
                return entries.remove(name);
            auto reach = operations.reach(name, call);
            if (!reach)
                return fail(std::move(reach).error());
            return entries.add(name, *reach);
        },
        [this, name, has](Result<std::optional<QString>> &&done) {
            const bool worked = done && !*done;
            if (worked && has)
                m_entryNames.removeAll(name);
            else if (worked)
                m_entryNames << name;
            ended(name, done ? std::nullopt : std::optional(std::move(done).error()));
            MachineEntry *entry = find(name);
            if (!entry)
                return;
            if (worked)
                entry->said = has ? tr("The entry was taken out of ~/.ssh/config.")
                                  : tr("VS Code and ssh know this machine now as “%1” (in ~/.ssh/config).").arg(name);
            else if (!entry->problem)
                entry->said = tr("The entry could not be written: %1").arg(**done);
            emit changed();
        });
}

void Machines::stopWhenIdle(const QString &name, qint64 seconds)
{
    if (!begin(name, QStringLiteral("guard")))
        return;
    m_backend.call(
        name, this, [name, seconds](Operations &operations, OperationCall &call) { return operations.stopWhenIdle(name, seconds, call); },
        [this, name](Status &&status) {
            ended(name, status ? std::nullopt : std::optional(std::move(status).error()));
            ask(name);
        });
}

void Machines::destroy(const QString &name)
{
    closeNotebook(name);
    m_colab.forget(name);
    if (!begin(name, QStringLiteral("destroy")))
        return;
    m_backend.call(
        name, this,
        [name, entries = m_entries](Operations &operations, OperationCall &call) {
            auto receipt = operations.destroy(name, call);
            if (receipt)
                entries.remove(name);
            return receipt;
        },
        [this, name](Result<Receipt> &&receipt) {
            if (!receipt) {
                ended(name, std::move(receipt).error());
                return;
            }
            if (MachineEntry *entry = find(name)) {
                entry->receipt = std::move(*receipt);
                if (entry->receipt->allGone())
                    entry->status.machine.state = MachineState::Gone;
            }
            ended(name, std::nullopt);
            refresh();
        });
}

void Machines::newPassword(const QString &name)
{
    if (!begin(name, QStringLiteral("password")))
        return;
    m_backend.call(
        name, this, [name](Operations &operations, OperationCall &call) { return operations.newPassword(name, call); },
        [this, name](Result<SetupResult> &&result) {
            ended(name, result ? std::nullopt : std::optional(result.error()));
            if (result && result->newPassword)
                emit passwordMade(name, *result->newPassword, result->passwordKept);
        });
}

void Machines::forget(const QString &name)
{
    std::erase_if(m_all, [&](const MachineEntry &entry) { return entry.status.machine.name == name && entry.receipt; });
    refresh();
}

std::stop_source Machines::findFiles(const QString &name, QObject *receiver, std::function<void(Result<UserFiles> &&)> done)
{
    return m_backend.call(
        QStringLiteral("files:") + name, receiver,
        [name](Operations &operations, OperationCall &call) { return operations.userFiles(name, call); }, std::move(done));
}

std::stop_source Machines::diagnose(const QString &name, QObject *receiver, std::function<void(Result<Diagnosis> &&)> done)
{
    return m_backend.call(
        QStringLiteral("diagnose:") + name, receiver,
        [name](Operations &operations, OperationCall &call) { return operations.diagnose(name, call); }, std::move(done));
}

std::stop_source Machines::copyFiles(const QString &name, const QString &folder, QObject *receiver, std::function<void(const Event &)> told,
                                     std::function<void(Result<CopiedFiles> &&)> done)
{
    return m_backend.call(QStringLiteral("files:") + name, receiver,
                          [name, folder](Operations &operations, OperationCall &call) { return operations.copyHome(name, folder, call); },
                          std::move(done), {.events = queuedEvents(m_backend, receiver, std::move(told)), .secrets = {}});
}

} // namespace fl
