// SPDX-License-Identifier: GPL-3.0-or-later
// Machines: the ways to a machine by the system's own ssh, a terminal and VS Code.
#include "app/dashboard/machines.h"

namespace fl {

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

void Machines::openEditor(const QString &name)
{
    const auto open = [this, name] {
        const bool opened = m_desktop.openEditor(name);
        if (MachineEntry *entry = find(name))
            entry->said = opened ? tr("VS Code opens; it and ssh know this machine as “%1” (in ~/.ssh/config).").arg(name)
                                 : tr("VS Code was not found here. Any editor that works over ssh knows this machine now as “%1” "
                                      "(in ~/.ssh/config).")
                                       .arg(name);
        emit changed();
    };
    if (hasSshEntry(name))
        open();
    else
        changeSshEntry(
            name,
            [name, entries = m_entries](Operations &operations, OperationCall &call) -> Result<std::optional<QString>> {
                auto reach = operations.reach(name, call);
                if (!reach)
                    return fail(std::move(reach).error());
                return entries.add(name, *reach);
            },
            [this, name, open] {
                m_entryNames << name;
                open();
            });
}

void Machines::removeSshEntry(const QString &name)
{
    changeSshEntry(
        name, [name, entries = m_entries](Operations &, OperationCall &) -> Result<std::optional<QString>> { return entries.remove(name); },
        [this, name] {
            m_entryNames.removeAll(name);
            if (MachineEntry *entry = find(name))
                entry->said = tr("The entry was taken out of ~/.ssh/config.");
            emit changed();
        });
}

void Machines::changeSshEntry(const QString &name, EntryChange change, std::function<void()> then)
{
    if (!begin(name, QStringLiteral("entry")))
        return;
    m_backend.call(Backend::quick(), this, std::move(change), [this, name, then = std::move(then)](Result<std::optional<QString>> &&done) {
        const bool worked = done && !*done;
        ended(name, done ? std::nullopt : std::optional(std::move(done).error()));
        if (worked) {
            then();
        } else if (MachineEntry *entry = find(name); entry && !entry->problem) {
            entry->said = tr("The entry could not be written: %1").arg(**done);
            emit changed();
        }
    });
}

} // namespace fl
