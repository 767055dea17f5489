// SPDX-License-Identifier: GPL-3.0-or-later
// A TCP relay on 127.0.0.1 that is a bad line: it can delay, freeze, cut at a byte, refuse. Works on a thread of its own from
// construction; every setting may change at any time, from any thread.
#pragma once

#include <QtGlobal>

#include <atomic>
#include <chrono>
#include <memory>
#include <thread>

namespace fl {

class FakeCuttingProxy {
public:
    explicit FakeCuttingProxy(int targetPort, int listenPort = 0);
    ~FakeCuttingProxy();

    int port() const { return m_port; }
    void setTarget(int port) { m_target = port; }

    void setDelay(std::chrono::milliseconds oneWay) { m_delayMs = int(oneWay.count()); } ///< of each direction
    void freeze() { m_frozen = true; }                                                   ///< nothing passes, nothing closes: a dead line
    void thaw() { m_frozen = false; }
    void cut() { ++m_cuts; }                               ///< resets every connection that is open
    void setDown(bool down) { m_down = down; }             ///< cuts at once what connects
    void cutAfterDown(qint64 bytes) { m_cutDown = bytes; } ///< from the server, counted from now over all connections; once
    void cutAfterUp(qint64 bytes) { m_cutUp = bytes; }

    quint64 bytesDown() const { return m_bytesDown; }
    quint64 bytesUp() const { return m_bytesUp; }
    int accepted() const { return m_accepted; }
    /// How often the client began to speak after hearing from the server, over all connections. With a delay on the line it
    /// does not depend on what else the computer is doing.
    int turns() const { return m_turns; }

private:
    struct Connection;
    struct Direction;
    void run(const std::stop_token &stop);
    bool pump(Direction &direction, std::atomic<qint64> &cutAfter, std::atomic<quint64> &counter);

    int m_listener = -1, m_port = 0;
    std::atomic_int m_target, m_delayMs = 0, m_cuts = 0, m_accepted = 0, m_turns = 0;
    std::atomic_bool m_frozen = false, m_down = false, m_serverSpoke = false;
    std::atomic<qint64> m_cutDown = -1, m_cutUp = -1;
    std::atomic<quint64> m_bytesDown = 0, m_bytesUp = 0;
    std::jthread m_thread; // last: it uses the others
};

} // namespace fl
