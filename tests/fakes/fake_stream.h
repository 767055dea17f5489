// SPDX-License-Identifier: GPL-3.0-or-later
// A server on the loopback that hears one request, says a head and then the same piece over and over until the other side hangs up or it
// was all: nothing of it is held, neither here nor, let us hope, there. Or one that never lets anybody in. On a thread of its own.
#pragma once

#include <QByteArray>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <thread>
#include <vector>

namespace fl {

/// A socket that listens on ::1 or 127.0.0.1; -1: it could not.
inline int fakeListener(bool six, int port, int backlog)
{
    const int fd = ::socket(six ? AF_INET6 : AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in6 v6{};
    v6.sin6_family = AF_INET6;
    v6.sin6_addr = in6addr_loopback;
    v6.sin6_port = htons(static_cast<std::uint16_t>(port));
    sockaddr_in v4{};
    v4.sin_family = AF_INET;
    v4.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    v4.sin_port = htons(static_cast<std::uint16_t>(port));
    const auto *const address = six ? reinterpret_cast<const sockaddr *>(&v6) : reinterpret_cast<const sockaddr *>(&v4);
    if (fd >= 0 && ::bind(fd, address, six ? sizeof v6 : sizeof v4) == 0 && ::listen(fd, backlog) == 0)
        return fd;
    if (fd >= 0)
        ::close(fd);
    return -1;
}

class FakeStream {
public:
    FakeStream(QByteArray head, QByteArray piece, qint64 most, bool six = false) :
        m_head(std::move(head)),
        m_piece(std::move(piece)),
        m_most(most),
        m_listener(fakeListener(six, 0, 8)),
        m_thread([this](const std::stop_token &stop) { serve(stop); })
    {
    }
    ~FakeStream()
    {
        m_thread.request_stop();
        m_thread.join();
        if (m_listener >= 0)
            ::close(m_listener);
    }
    FakeStream(const FakeStream &) = delete;
    FakeStream &operator=(const FakeStream &) = delete;

    int port() const
    {
        sockaddr_in6 address{}; // the port stands at the same place in both
        socklen_t size = sizeof address;
        ::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size);
        return ntohs(address.sin6_port);
    }
    qint64 sent() const { return m_sent; } ///< of the body, of all requests

private:
    void serve(const std::stop_token &stop)
    {
        while (!stop.stop_requested()) {
            pollfd ready{m_listener, POLLIN, 0};
            if (::poll(&ready, 1, 20) <= 0)
                continue;
            const int peer = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
            QByteArray heard(4096, '\0');
            if (peer >= 0 && ::recv(peer, heard.data(), size_t(heard.size()), 0) > 0)
                answer(peer, stop);
            if (peer >= 0)
                ::close(peer);
        }
    }
    void answer(int peer, const std::stop_token &stop)
    {
        if (!say(peer, m_head, stop))
            return;
        for (qint64 sent = 0; sent < m_most && say(peer, m_piece, stop); sent += m_piece.size())
            m_sent += m_piece.size();
        ::shutdown(peer, SHUT_WR);
        for (char rest = 0; !stop.stop_requested();) { // what it still says must not become a reset
            pollfd ready{peer, POLLIN, 0};
            if (::poll(&ready, 1, 20) > 0 && ::recv(peer, &rest, 1, 0) <= 0)
                return;
        }
    }
    static bool say(int peer, const QByteArray &bytes, const std::stop_token &stop)
    {
        for (qsizetype said = 0; said < bytes.size() && !stop.stop_requested();) {
            pollfd ready{peer, POLLOUT, 0};
            if (::poll(&ready, 1, 20) <= 0)
                continue;
            const auto count = ::send(peer, bytes.constData() + said, size_t(bytes.size() - said), MSG_NOSIGNAL | MSG_DONTWAIT);
            if (count <= 0)
                return false;
            said += count;
        }
        return !stop.stop_requested();
    }

    const QByteArray m_head, m_piece;
    const qint64 m_most;
    const int m_listener;
    std::atomic<qint64> m_sent = 0;
    std::jthread m_thread; // last: it uses the others
};

/// Whoever connects to ::1 at that port hears nothing, not even a refusal: its queue is full for ever.
class FakeBlackHole {
public:
    explicit FakeBlackHole(int port) : m_listener(fakeListener(true, port, 0))
    {
        sockaddr_in6 address{};
        address.sin6_family = AF_INET6;
        address.sin6_addr = in6addr_loopback;
        address.sin6_port = htons(static_cast<std::uint16_t>(port));
        for (int i = 0; m_listener >= 0 && !m_isHole && i < 16; ++i) {
            const int fd = ::socket(AF_INET6, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
            m_waiting.push_back(fd);
            (void)::connect(fd, reinterpret_cast<const sockaddr *>(&address), sizeof address);
            pollfd ready{fd, POLLOUT, 0};
            m_isHole = ::poll(&ready, 1, 200) == 0;
        }
    }
    ~FakeBlackHole()
    {
        for (const int fd : m_waiting)
            ::close(fd);
        if (m_listener >= 0)
            ::close(m_listener);
    }
    FakeBlackHole(const FakeBlackHole &) = delete;
    FakeBlackHole &operator=(const FakeBlackHole &) = delete;

    bool isHole() const { return m_isHole; } ///< false: this system has no IPv6, or lets in whoever comes

private:
    const int m_listener;
    std::vector<int> m_waiting;
    bool m_isHole = false;
};

} // namespace fl
