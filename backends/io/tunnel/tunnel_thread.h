// SPDX-License-Identifier: GPL-3.0-or-later
// The loop of one tunnel. A lost link is made again on a second thread, so that a browser that comes meanwhile gets an answer.
#pragma once

#include "backends/io/ssh/connector.h"
#include "backends/io/tunnel/connection.h"
#include "backends/ports/tunnel.h"

#include <atomic>
#include <future>
#include <list>
#include <mutex>
#include <thread>

namespace fl {

class TunnelThread : public Tunnel {
public:
    struct Parts {
        TunnelSpec spec;
        SshSecrets secrets;
        std::shared_ptr<const LibsshConnector> connector;
        UniqueFd listener;
        int port = 0;
        std::unique_ptr<SshLink> link; ///< none when local
    };
    explicit TunnelThread(Parts parts);
    ~TunnelThread() override;

    int localPort() const override { return m_parts.port; }
    TunnelState state() const override;
    std::optional<Error> failure() const override;

private:
    void run(const std::stop_token &stop);
    void wait();
    void serviceLink();
    void serviceConnections();
    void loseLink();
    void tryToReconnect(const std::stop_token &stop);
    void giveUp(Error error);

    Parts m_parts;
    std::list<TunnelConnection> m_connections;
    std::future<Result<OpenLink>> m_reconnect;
    Deadline::Clock::time_point m_nextTry;
    int m_tries = 0;
    std::atomic<TunnelState::Link> m_state = TunnelState::Link::Up;
    std::atomic<qint64> m_latencyUs = 0;
    std::atomic<quint64> m_down = 0, m_up = 0;
    mutable std::mutex m_mutex;
    std::optional<Error> m_failure; // under m_mutex
    std::jthread m_thread;          // last: it uses the others
};

} // namespace fl
