// SPDX-License-Identifier: GPL-3.0-or-later
// The machines as the window knows them: the ledger's list at once, then each one's true state as it answers. Also holds the
// open tunnels, and does what a button asks on the machine's own lane. UI thread.
#pragma once

#include "app/dashboard/colab_doors.h"
#include "app/dashboard/copies.h"
#include "app/dashboard/desktop.h"
#include "app/dashboard/gpu_watch.h"
#include "app/dashboard/ssh_entry.h"
#include "wizard/catalog.h"

#include <QTimer>

namespace fl {

struct MachineEntry {
    MachineStatus status;
    bool asking = false;               ///< its state is being asked
    QString doing;                     ///< what a button started ("stop" …); empty: nothing
    std::optional<Error> problem;      ///< of what a button started
    std::optional<Receipt> receipt;    ///< of a tear-down
    QString url;                       ///< of the open tunnel; empty: closed
    std::optional<TunnelState> tunnel; ///< how the line is, while it is open
    QString said;                      ///< a line to show ("Written into …")
};

class Machines : public QObject {
    Q_OBJECT
public:
    Machines(Backend &backend, Catalog &catalog, Desktop &desktop, QString sshFolder, QObject *parent = nullptr);

    void settle();  ///< once at start: what an interrupted program left open is asked and ended; then refresh
    void refresh(); ///< list, then status of each
    void ask(const QString &name, bool alone = false); ///< status of one; alone: nobody is there to be asked anything
    bool isLoaded() const { return m_loaded; }
    const std::vector<MachineEntry> &all() const { return m_all; }
    MachineEntry *find(const QString &name);
    const Abilities abilities(const Machine &machine) const;
    const std::optional<Error> &problem() const { return m_problem; } ///< of the list itself
    GpuWatch &gpus() { return m_gpus; }
    Copies &copies() { return m_copies; }
    ColabDoors &colab() { return m_colab; }

    /// The buttons. All are queued; changed() follows.
    void openNotebook(const QString &name, bool browser = true);
    void closeNotebook(const QString &name);
    void openTerminal(const QString &name);
    void openPage(const QString &url) { (void)m_desktop.openUrl(url); }
    void openEditor(const QString &name);     ///< VS Code on that machine, which finds it by an entry in ~/.ssh/config
    void removeSshEntry(const QString &name); ///< that entry
    /// What its runs were, as the ledger has it; comes while `receiver` lives.
    void readHistory(const QString &name, QObject *receiver, std::function<void(Result<std::vector<Event>> &&)> done);
    bool hasSshEntry(const QString &name) const { return m_entryNames.contains(name); }
    void stop(const QString &name);
    void start(const QString &name);
    void reboot(const QString &name);
    void letIn(const QString &name);                        ///< this computer's address of today
    void stopWhenIdle(const QString &name, qint64 seconds); ///< 0: never
    void destroy(const QString &name);
    void newPassword(const QString &name);
    void forget(const QString &name); ///< takes a receipt off the list

    /// What the user made there, and copying it to a folder here. Answers come while `receiver` lives; the source stops it.
    std::stop_source findFiles(const QString &name, QObject *receiver, std::function<void(Result<UserFiles> &&)> done);
    std::stop_source copyFiles(const QString &name, const QString &folder, QObject *receiver, std::function<void(const Event &)> told,
                               std::function<void(Result<CopiedFiles> &&)> done);
    void readConsole(const QString &name, QObject *receiver, std::function<void(Result<QString> &&)> done);
    /// What keeps its GPU from computing; answers and stops likewise.
    std::stop_source diagnose(const QString &name, QObject *receiver, std::function<void(Result<Diagnosis> &&)> done);

signals:
    void changed();
    void begun(); ///< something the user asked for: shown at once, so that nothing else is pressed meanwhile
    void passwordMade(const QString &machine, const fl::Secret &password, bool kept);

private:
    using Act = Status (Operations::*)(const QString &, OperationCall &);
    void act(const QString &name, const QString &doing, Act what);
    MachineEntry *begin(const QString &name, const QString &doing);
    void ended(const QString &name, std::optional<Error> problem);
    void lookAfterTunnels();
    void askAgain();                         ///< all that run: what they cost and do changes while nobody clicks
    void watch();                            ///< live figures of all that run, those that cost money first
    void streamChanged(const QString &name); ///< who falls silent, or is back, is asked how it is
    using EntryChange = std::function<Result<std::optional<QString>>(Operations &, OperationCall &)>; ///< why it failed; unset: done
    void changeSshEntry(const QString &name, EntryChange change, std::function<void()> then);

    Backend &m_backend;
    Catalog &m_catalog;
    Desktop &m_desktop;
    GpuWatch m_gpus;
    Copies m_copies;
    ColabDoors m_colab;
    SshEntries m_entries;
    QStringList m_entryNames; ///< as last read
    std::vector<MachineEntry> m_all;
    std::map<QString, OpenNotebook> m_open; ///< by machine name; the tunnel lives as long as its entry
    std::optional<Error> m_problem;
    QString m_wanted; ///< a notebook to open as soon as its machine is listed
    QTimer m_watch;   ///< looks after open tunnels
    QTimer m_again;   ///< askAgain()
    int m_asked = 0;  ///< how often a state was asked
    bool m_loaded = false;
};

} // namespace fl
