// SPDX-License-Identifier: GPL-3.0-or-later
// SSH as we need it: connect with a decided trust, run scripts, upload, open a byte stream to a port over there.
#pragma once

#include "backends/ports/shell.h"

#include <memory>

namespace fl {

struct SshTarget {
    QString host;
    int port = 22;
    QString user;
    QString keyFile;     ///< private key, or empty
    bool useAgent = true;
    QString jump;        ///< [user@]host[:port]; its host key is checked likewise, under the alias "jump-<host>"
    /// The name under which the host key is kept in our own known_hosts: the machine id, so that a reused address
    /// never matches the wrong record.
    QString hostKeyAlias;
    /// "SHA256:…" of keys to accept on a first connection (from the provider, the image, or the user's comparison).
    QStringList trustedHostKeys;
    bool operator==(const SshTarget &) const = default;
};

struct SshSecrets {
    Secret password;
    Secret passphrase;
};

class SshSession : public Shell {
public:
    virtual QString hostKeyFingerprint() const = 0; ///< "SHA256:…"
};

class SshConnector {
public:
    virtual ~SshConnector() = default;

    /// Connects and logs in: blocking, at most `limit` altogether.
    /// Host keys: one pinned under the alias must match (SshHostKeyChanged otherwise, and nothing goes on); without a
    /// pin the key must be among trustedHostKeys and is then pinned, else SshHostKeyUnknown with params "fingerprint"
    /// and "type". Never trusts by itself.
    virtual Result<std::unique_ptr<SshSession>> connect(const SshTarget &target, const SshSecrets &secrets,
                                                        std::chrono::milliseconds limit, std::stop_token stop) = 0;

    /// Forgets the pin of an alias (its machine is gone).
    virtual Status forgetHostKey(const QString &alias) = 0;
};

} // namespace fl
