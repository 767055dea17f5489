// SPDX-License-Identifier: GPL-3.0-or-later
// Our own known_hosts file, in OpenSSH's format. Each alias names one machine; lines of others are kept as they are.
// Any thread, any process: changes happen under a lock file and by rename.
#pragma once

#include "backends/core/result.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace fl {

struct HostKey {
    QByteArray type;     ///< "ssh-ed25519"
    QByteArray base64;   ///< the public key's blob
    QString fingerprint; ///< "SHA256:…"; empty in what pins() gives
};

class KnownHosts {
public:
    explicit KnownHosts(QString file) : m_file(std::move(file)) { }

    const QString &file() const { return m_file; }

    /// The keys kept for an alias. A line that names it but cannot be read counts too: it matches nothing.
    /// Errors: LocalFile when the file is there but cannot be read - that is not the same as "unknown".
    Result<std::vector<HostKey>> pins(const QString &alias) const;
    Status pin(const QString &alias, const HostKey &key) const;
    Status forget(const QString &alias) const;

private:
    Status rewrite(const QByteArray &alias, const QByteArray &newLine) const;
    QString m_file;
};

/// What stands in the file for an alias: no character that the format gives a meaning to.
QByteArray hostKeyName(const QString &alias);

} // namespace fl
