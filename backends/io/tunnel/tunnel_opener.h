// SPDX-License-Identifier: GPL-3.0-or-later
// TunnelOpener over libssh: each tunnel has a thread and an SSH link of its own.
#pragma once

#include "backends/io/ssh/connector.h"
#include "backends/ports/tunnel.h"

namespace fl {

class LibsshTunnelOpener : public TunnelOpener {
public:
    /// A tunnel asks more often than a shell whether the line still stands: somebody is waiting in front of a browser.
    static SshTimes usualTimes();

    /// `knownHostsFile`: the one that the shells use.
    explicit LibsshTunnelOpener(const QString &knownHostsFile, const SshTimes &times = usualTimes());

    Result<std::unique_ptr<Tunnel>> open(const TunnelSpec &spec, const SshSecrets &secrets, std::stop_token stop) override;

private:
    std::shared_ptr<const LibsshConnector> m_connector;
};

} // namespace fl
