// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backends/io/local/fd.h"

#include <QTcpServer>

#include <functional>
#include <thread>

#include <poll.h>
#include <sys/socket.h>

namespace fl {

/// A TCP server that does with each connection whatever the test says.
class FakeHostileServer {
public:
    using Behaviour = std::function<void(int fd, const std::stop_token &stop)>;

    explicit FakeHostileServer(Behaviour behaviour) : m_behaviour(std::move(behaviour))
    {
        m_server.listen(QHostAddress::LocalHost);
        m_thread = std::jthread([this, listener = int(m_server.socketDescriptor())](const std::stop_token &stop) {
            const NoSigPipe guard;
            while (!stop.stop_requested()) {
                pollfd p = {listener, POLLIN, 0};
                if (::poll(&p, 1, 20) <= 0)
                    continue;
                const UniqueFd fd(::accept(listener, nullptr, nullptr));
                if (fd)
                    m_behaviour(fd.get(), stop);
            }
        });
    }
    int port() const { return m_server.serverPort(); }

private:
    QTcpServer m_server;
    Behaviour m_behaviour;
    std::jthread m_thread;
};

} // namespace fl
