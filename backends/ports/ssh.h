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
    QString keyFile; ///< private key, or empty
    bool useAgent = true;
    QString jump; ///< [user@]host[:port]; its host key is checked likewise, under the alias "jump-<host>"
    /// The name under which the host key is kept in our own known_hosts: the machine id, so that a reused address
    /// never matches the wrong record.
    QString hostKeyAlias;
    /// "SHA256:…" of keys to accept on a first connection (from the provider, the image, or the user's comparison).
    QStringList trustedHostKeys;
    /// The same for the jump host. Apart, so that a jump host cannot pass itself off as the server behind it.
    QStringList trustedJumpHostKeys = {};
    bool operator==(const SshTarget &) const = default;
};

struct SshSecrets {
    Secret password;
    Secret passphrase;
};

/// A `Host` of ~/.ssh/config, to be offered when the user types an address.
struct SshConfigHost {
    QString alias;
    QString hostName; ///< the alias itself when none is given
    int port = 22;
    QString user;
    QString identityFile; ///< absolute, or empty
    QString proxyJump;    ///< as SshTarget::jump; empty when it takes more than one hop
    bool operator==(const SshConfigHost &) const = default;
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
    /// pin the key must be among trustedHostKeys and is then pinned, else SshHostKeyUnknown with params "host", "fingerprint",
    /// "type", and "jump" = "yes" when it is the jump host's (it goes to trustedJumpHostKeys). Never trusts by itself.
    virtual Result<std::unique_ptr<SshSession>> connect(const SshTarget &target, const SshSecrets &secrets, std::chrono::milliseconds limit,
                                                        std::stop_token stop) = 0;

    /// Forgets the pin of an alias (its machine is gone).
    virtual Status forgetHostKey(const QString &alias) = 0;

    /// The known_hosts file, in OpenSSH's format: `ssh -o UserKnownHostsFile=… -o HostKeyAlias=<alias>` trusts as we do.
    virtual QString knownHostsFile() const { return {}; }

    /// What ~/.ssh/config names, in its order; patterns and Match blocks are left out. Never an error: a hint is all it is.
    virtual std::vector<SshConfigHost> configuredHosts() const { return {}; }

    /// Makes an ed25519 key pair, OpenSSH format, no passphrase: `path` (0600) and `path`.pub. Never overwrites: LocalFile
    /// when either is there. The folder is made (0700) if need be. Gives the public key's line.
    virtual Result<QString> makeKeyPair(const QString &path, const QString &comment)
    {
        Q_UNUSED(comment)
        return fail({Cause::NotSupportedHere, {{QStringLiteral("path"), path}}, NextAction::ReadHelp, {}});
    }
};

/// Lets the holder of a key log in: adds the line to ~/.ssh/authorized_keys once, with the modes sshd insists on, whatever the
/// state of the file's last line. Exit 0: it stands there now.
ShellScript authorizedKeyScript(const QString &publicKeyLine);

/// The reverse, for undo: takes exactly that line out again.
ShellScript forgetAuthorizedKeyScript(const QString &publicKeyLine);

} // namespace fl
