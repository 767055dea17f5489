// SPDX-License-Identifier: GPL-3.0-or-later
// From a browser on this computer to a Jupyter over there: http on 127.0.0.1 → SSH → TLS with a pinned certificate.
#pragma once

#include "backends/ports/ssh.h"

namespace fl {

struct TunnelSpec {
    SshTarget target;      ///< unused when `local`
    bool local = false;    ///< "this computer": no SSH, TLS straight to the port
    int remotePort = 8888; ///< on the server's 127.0.0.1
    QString pinnedSha256;  ///< hex of the certificate's SHA-256; empty: no TLS (raw forwarding, for benches and other services)
    int localPort = 0;     ///< 0: any free one
};

struct TunnelState {
    enum class Link { Connecting, Up, Down } link = Link::Connecting;
    std::chrono::microseconds latency{0}; ///< of the last keep-alive
    quint64 bytesDown = 0, bytesUp = 0;
};

class Tunnel {
public:
    virtual ~Tunnel() = default; ///< closes it
    virtual int localPort() const = 0;
    virtual TunnelState state() const = 0; ///< any thread
    /// Set when the tunnel gave up for good (pin mismatch, refused key …); a lost link is not that: it reconnects.
    virtual std::optional<Error> failure() const = 0;
};

class TunnelOpener {
public:
    virtual ~TunnelOpener() = default;
    /// Serves on a thread of its own from the moment it returns. Errors: LocalPortTaken, SshForwardRefused, as connect().
    virtual Result<std::unique_ptr<Tunnel>> open(const TunnelSpec &spec, const SshSecrets &secrets, std::stop_token stop) = 0;
};

} // namespace fl
