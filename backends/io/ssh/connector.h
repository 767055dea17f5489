// SPDX-License-Identifier: GPL-3.0-or-later
// SshConnector over libssh, with sockets, host keys and waits of our own. Any thread.
#pragma once

#include "backends/io/ssh/known_hosts.h"
#include "backends/io/ssh/link.h"
#include "backends/ports/ssh.h"

namespace fl {

/// A link that is logged in, for whoever needs more than a shell (the tunnel).
struct OpenLink {
    std::unique_ptr<SshLink> link;
    HostKey hostKey;
};

class LibsshConnector : public SshConnector {
public:
    /// `knownHostsFile`: in the profile's folder; made when the first key is kept.
    explicit LibsshConnector(const QString &knownHostsFile, const SshTimes &times = {}) : m_knownHosts(knownHostsFile), m_times(times) { }

    Result<std::unique_ptr<SshSession>> connect(const SshTarget &target, const SshSecrets &secrets, std::chrono::milliseconds limit,
                                                std::stop_token stop) override;
    Result<OpenLink> open(const SshTarget &target, const SshSecrets &secrets, const Deadline &deadline) const;

    Status forgetHostKey(const QString &alias) override { return m_knownHosts.forget(alias); }
    QString knownHostsFile() const override { return m_knownHosts.file(); }
    std::vector<SshConfigHost> configuredHosts() const override;
    Result<QString> makeKeyPair(const QString &path, const QString &comment) override;

private:
    struct Attempt;
    Result<OpenLink> openOnce(const SshTarget &target, const Attempt &attempt, const Deadline &deadline) const;
    Status checkHostKey(const SshTarget &target, const HostKey &key) const;

    KnownHosts m_knownHosts;
    SshTimes m_times;
};

/// "[user@]host[:port]", with an IPv6 address in brackets.
std::optional<SshTarget> parseJump(const QString &text);

} // namespace fl
