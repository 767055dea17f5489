// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dashboard/machines.h"

#include "app/dashboard/quiet_call.h"

#include <QDateTime>

#include <algorithm>
#include <chrono>

namespace fl {
namespace {

using namespace std::chrono_literals;

constexpr auto betweenLooks = 2s;      // at the open tunnels
constexpr auto betweenAskings = 5min;  // of all that run
constexpr qint64 askedEnough = 60'000; // ms: who was asked since then is not asked because its stream is cut

} // namespace

Machines::Machines(Backend &backend, Catalog &catalog, Desktop &desktop, QString sshFolder, QObject *parent) :
    QObject(parent),
    m_backend(backend),
    m_catalog(catalog),
    m_desktop(desktop),
    m_gpus(backend),
    m_entries(std::move(sshFolder))
{
    m_watch.setInterval(betweenLooks);
    connect(&m_watch, &QTimer::timeout, this, &Machines::lookAfterTunnels);
    m_again.setInterval(betweenAskings);
    connect(&m_again, &QTimer::timeout, this, &Machines::askAgain);
    m_again.start();
    connect(&m_gpus, &GpuWatch::changed, this, &Machines::streamChanged);
}

void Machines::lookAfterTunnels()
{
    bool news = false;
    for (auto it = m_open.begin(); it != m_open.end();) {
        MachineEntry *entry = find(it->first);
        const auto failure = it->second.tunnel->failure();
        if (!failure) {
            if (entry)
                entry->tunnel = it->second.tunnel->state();
            news = true;
            ++it;
            continue;
        }
        it = m_open.erase(it);
        news = true;
        if (entry) {
            entry->url.clear();
            entry->tunnel.reset();
            entry->problem = failure;
        }
    }
    if (m_open.empty())
        m_watch.stop();
    if (news)
        emit changed();
}

void Machines::askAgain()
{
    for (const MachineEntry &entry : std::vector(m_all))
        if (isWatched(entry.status.machine) && entry.doing.isEmpty())
            ask(entry.status.machine.name, true);
}

void Machines::watch()
{
    QStringList paid, others;
    for (const MachineEntry &entry : m_all)
        if (const Machine &machine = entry.status.machine; isWatched(machine) && !entry.receipt)
            (abilities(machine).costsMoney ? paid : others) << machine.name;
    m_gpus.keep(paid + others);
}

void Machines::streamChanged(const QString &name)
{
    const MachineEntry *entry = find(name);
    if (!entry)
        return;
    const GpuView::Stream stream = m_gpus.view(entry->status.machine).stream;
    const bool answers = entry->status.machine.state != MachineState::Unreachable;
    const bool news = answers ? stream == GpuView::Stream::Waiting : stream == GpuView::Stream::Live;
    if (news && entry->doing.isEmpty() && QDateTime::currentMSecsSinceEpoch() - entry->status.asked > askedEnough)
        ask(name, true);
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
            watch();
            emit changed();
            for (const MachineEntry &entry : std::vector(m_all))
                ask(entry.status.machine.name);
            const QString wanted = std::exchange(m_wanted, {});
            if (find(wanted))
                openNotebook(wanted);
        });
}

void Machines::ask(const QString &name, bool alone)
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
        [name, alone](Operations &operations, OperationCall &call) {
            const auto work = [&](Operations &all, OperationCall &given) { return all.status(name, given); };
            return alone ? quietly(operations, call, work) : work(operations, call);
        },
        [this, name, alone](Result<MachineStatus> &&status) {
            MachineEntry *answered = find(name);
            if (!answered)
                return;
            answered->asking = false;
            const auto why = status ? status->problem : std::optional(status.error());
            if (alone && why && why->cause == Cause::AnswerNeeded) {
                // It says nothing about the machine: what was known stays, with its age.
            } else if (status) {
                answered->status = std::move(*status);
            } else {
                answered->status.problem = std::move(status).error();
            }
            watch();
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
    act(name, QStringLiteral("stop"), &Operations::stop);
}

void Machines::start(const QString &name)
{
    act(name, QStringLiteral("start"), &Operations::start);
}

void Machines::reboot(const QString &name)
{
    closeNotebook(name);
    act(name, QStringLiteral("reboot"), &Operations::reboot);
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
            if (MachineEntry *entry = find(name)) {
                entry->url = url;
                entry->tunnel = m_open.at(name).tunnel->state();
            }
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
    if (MachineEntry *entry = find(name)) {
        entry->url.clear();
        entry->tunnel.reset();
    }
    emit changed();
}

void Machines::readHistory(const QString &name, QObject *receiver, std::function<void(Result<std::vector<Event>> &&)> done)
{
    m_backend.call(
        Backend::quick(), receiver, [name](Operations &operations, OperationCall &) { return operations.history(name); }, std::move(done));
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
                                     std::function<void(Result<CopiedHome> &&)> done)
{
    // On the worker's thread: the event goes the way of the answers, and comes before the one that ends it all.
    const auto sink = [backend = &m_backend, guard = QPointer<QObject>(receiver), told = std::move(told)](const Event &event) {
        QMetaObject::invokeMethod(
            backend,
            [guard, told, event] {
                if (guard)
                    told(event);
            },
            Qt::QueuedConnection);
    };
    return m_backend.call(QStringLiteral("files:") + name, receiver,
                          [name, folder](Operations &operations, OperationCall &call) { return operations.copyHome(name, folder, call); },
                          std::move(done), {.events = sink, .secrets = {}});
}

} // namespace fl
