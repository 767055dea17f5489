// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fakes/fake_cutting_proxy.h"

#include "backends/io/local/fd.h"

#include <QByteArray>

#include <algorithm>
#include <cerrno>
#include <deque>
#include <list>
#include <vector>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

namespace fl {
namespace {

using SteadyClock = std::chrono::steady_clock;
constexpr qsizetype bufferLimit = 16 * 1024 * 1024; // what is on the way on a long line

sockaddr_in loopback(int port)
{
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    return address;
}

void reset(UniqueFd &fd)
{
    const linger now = {1, 0};
    ::setsockopt(fd.get(), SOL_SOCKET, SO_LINGER, &now, sizeof now);
    fd.reset();
}

} // namespace

struct FakeCuttingProxy::Direction {
    struct Chunk {
        SteadyClock::time_point due;
        QByteArray bytes;
        qsizetype sent = 0;
    };
    int from = -1, to = -1;
    std::deque<Chunk> chunks;
    qsizetype held = 0;
    bool ended = false, passedOn = false;
};

struct FakeCuttingProxy::Connection {
    UniqueFd client, server;
    Direction up, down;
};

FakeCuttingProxy::FakeCuttingProxy(int targetPort, int listenPort) : m_target(targetPort)
{
    m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    const int on = 1;
    ::setsockopt(m_listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in address = loopback(listenPort);
    socklen_t size = sizeof address;
    if (::bind(m_listener, reinterpret_cast<sockaddr *>(&address), size) != 0 || ::listen(m_listener, 256) != 0)
        qFatal("FakeCuttingProxy cannot listen");
    ::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size);
    m_port = ntohs(address.sin_port);
    m_thread = std::jthread([this](const std::stop_token &stop) { run(stop); });
}

FakeCuttingProxy::~FakeCuttingProxy()
{
    m_thread.request_stop();
    m_thread.join();
    ::close(m_listener);
}

void FakeCuttingProxy::run(const std::stop_token &stop)
{
    const NoSigPipe guard;
    std::list<Connection> connections;
    int cuts = m_cuts;
    while (!stop.stop_requested()) {
        std::vector<pollfd> fds{{m_listener, POLLIN, 0}};
        auto wake = SteadyClock::now() + std::chrono::milliseconds(20);
        const bool frozen = m_frozen;
        for (Connection &c : connections)
            for (Direction *d : {&c.up, &c.down}) {
                if (frozen)
                    continue;
                short out = 0;
                if (!d->chunks.empty()) {
                    if (d->chunks.front().due <= SteadyClock::now())
                        out = POLLOUT;
                    else
                        wake = std::min(wake, d->chunks.front().due);
                }
                fds.push_back({d->from, static_cast<short>(!d->ended && d->held < bufferLimit ? POLLIN : 0), 0});
                fds.push_back({d->to, out, 0});
            }
        const auto wait = std::max(std::chrono::nanoseconds(0), std::chrono::nanoseconds(wake - SteadyClock::now()));
        const timespec pause = {0, static_cast<long>(wait.count())};
        ::ppoll(fds.data(), fds.size(), &pause, nullptr);

        if ((fds[0].revents & POLLIN) != 0) {
            UniqueFd client(::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
            UniqueFd server(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
            const sockaddr_in address = loopback(m_target);
            ++m_accepted;
            if (m_down || ::connect(server.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0) {
                reset(client);
            } else {
                const int on = 1;
                setNonBlocking(server.get());
                ::setsockopt(server.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
                ::setsockopt(client.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
                Connection &c = connections.emplace_back();
                c.up.from = c.down.to = client.get();
                c.up.to = c.down.from = server.get();
                c.client = std::move(client);
                c.server = std::move(server);
            }
        }
        const bool cutAll = cuts != m_cuts || m_down;
        cuts = m_cuts;
        for (auto c = connections.begin(); c != connections.end();) {
            const bool lives = !cutAll && (frozen || (pump(c->up, m_cutUp, m_bytesUp) && pump(c->down, m_cutDown, m_bytesDown)));
            const bool over = c->up.passedOn && c->down.passedOn;
            if (!lives) {
                reset(c->client);
                reset(c->server);
            }
            c = lives && !over ? std::next(c) : connections.erase(c);
        }
    }
}

/// False: the connection is to be cut.
bool FakeCuttingProxy::pump(Direction &d, std::atomic<qint64> &cutAfter, std::atomic<quint64> &counter)
{
    const int delay = m_delayMs;
    for (int i = 0; i < 16 && !d.ended && d.held < bufferLimit; ++i) {
        QByteArray bytes(256 * 1024, Qt::Uninitialized);
        const ssize_t n = ::recv(d.from, bytes.data(), static_cast<size_t>(bytes.size()), 0);
        if (n < 0 && (errno == EAGAIN || errno == EINTR))
            break;
        if (n < 0)
            return false;
        if (n == 0) {
            d.ended = true;
            break;
        }
        bytes.truncate(n);
        if (&counter == &m_bytesDown)
            m_serverSpoke = true;
        else if (m_serverSpoke.exchange(false))
            ++m_turns;
        d.held += n;
        d.chunks.push_back({SteadyClock::now() + std::chrono::milliseconds(delay), bytes});
        if (n < 64 * 1024)
            break;
    }
    while (!d.chunks.empty() && d.chunks.front().due <= SteadyClock::now()) {
        Direction::Chunk &chunk = d.chunks.front();
        qsizetype size = chunk.bytes.size() - chunk.sent;
        const qint64 allowed = cutAfter;
        if (allowed == 0) {
            cutAfter = -1;
            return false;
        }
        if (allowed > 0)
            size = std::min<qsizetype>(size, allowed);
        const ssize_t n = ::send(d.to, chunk.bytes.constData() + chunk.sent, static_cast<size_t>(size), MSG_NOSIGNAL);
        if (n < 0)
            return errno == EAGAIN || errno == EINTR;
        counter += static_cast<quint64>(n);
        if (allowed > 0)
            cutAfter = allowed - n;
        chunk.sent += n;
        d.held -= n;
        if (chunk.sent < chunk.bytes.size())
            break;
        d.chunks.pop_front();
    }
    if (d.ended && d.chunks.empty() && !d.passedOn) {
        ::shutdown(d.to, SHUT_WR);
        d.passedOn = true;
    }
    return true;
}

} // namespace fl
