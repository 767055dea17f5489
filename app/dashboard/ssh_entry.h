// SPDX-License-Identifier: GPL-3.0-or-later
// How the system's own ssh reaches a machine: words for a terminal, and an entry that VS Code and other programs read. The entry
// stands in a file of ours that ~/.ssh/config includes with one line; taking it away leaves that file as it was.
#pragma once

#include "backends/run/operations.h"

#include <QStringList>

namespace fl {

/// ssh and its options; empty: the machine is this computer.
QStringList sshWords(const Reach &reach);

/// "Host NAME" and its lines. The name is the machine's.
QByteArray sshEntry(const QString &name, const Reach &reach);

class SshEntries {
public:
    /// `sshFolder`: ~/.ssh
    explicit SshEntries(QString sshFolder) : m_folder(std::move(sshFolder)) { }
    QStringList names() const; ///< of the machines that have an entry
    /// Both say why they failed; unset: done.
    std::optional<QString> add(const QString &name, const Reach &reach) const;
    std::optional<QString> remove(const QString &name) const;

private:
    QString configPath() const;
    QString ourPath() const;
    QString m_folder;
};

/// The lines of a config file without the entry of that name (between our two marks); GUI-free, pure.
QByteArray withoutEntry(const QByteArray &file, const QString &name);

} // namespace fl
