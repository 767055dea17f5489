// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/delay_proxy.h"

#include <arpa/inet.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <deque>
#include <list>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace fl::bench {

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::size_t mostUnderWay = 64U << 20U;

class Fd {
public:
    explicit Fd(int fd = -1) : m_fd(fd) { }
    Fd(Fd &&other) noexcept : m_fd(std::exchange(other.m_fd, -1)) { }
    Fd &operator=(Fd &&other) noexcept
    {
        std::swap(m_fd, other.m_fd);
        return *this;
    }
    ~Fd()
    {
        if (m_fd >= 0)
            ::close(m_fd);
    }
    int get() const { return m_fd; }

private:
    int m_fd;
};

sockaddr_in loopback(std::uint16_t port)
{
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    address.sin_port = htons(port);
    return address;
}

void noDelay(int fd)
{
    const int on = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

/// Bytes on their way from one socket to the other.
struct Direction {
    struct Piece {
        Clock::time_point due;
        std::string bytes;
        std::size_t sent = 0;
    };
    std::deque<Piece> pieces;
    std::size_t underWay = 0;
    bool ended = false;  ///< the source said it sends no more
    bool closed = false; ///< and the target was told
    bool stuck = false;  ///< the target takes no more just now

    bool wantsMore() const { return !ended && underWay < mostUnderWay; }

    bool take(int from, std::chrono::microseconds delay, std::vector<char> &buffer)
    {
        const auto count = ::recv(from, buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (count < 0)
            return errno == EAGAIN || errno == EINTR;
        const auto due = Clock::now() + delay;
        if (count == 0)
            ended = true; // the end travels as long as a byte does: an empty piece
        pieces.push_back({due, std::string(buffer.data(), static_cast<std::size_t>(count)), 0});
        underWay += static_cast<std::size_t>(count);
        return true;
    }

    bool give(int to)
    {
        stuck = false;
        while (!pieces.empty() && pieces.front().due <= Clock::now()) {
            Piece &piece = pieces.front();
            if (piece.bytes.empty()) {
                ::shutdown(to, SHUT_WR);
                closed = true;
            }
            while (piece.sent < piece.bytes.size()) {
                const auto count =
                    ::send(to, piece.bytes.data() + piece.sent, piece.bytes.size() - piece.sent, MSG_DONTWAIT | MSG_NOSIGNAL);
                if (count < 0) {
                    stuck = errno == EAGAIN || errno == EINTR;
                    return stuck;
                }
                piece.sent += static_cast<std::size_t>(count);
                underWay -= static_cast<std::size_t>(count);
            }
            pieces.pop_front();
        }
        return true;
    }
};

struct Line {
    Fd client;
    Fd server;
    Direction up;
    Direction down;
};

} // namespace

class DelayProxy::Loop {
public:
    Loop(std::uint16_t target, std::chrono::microseconds oneWay, std::uint16_t listenPort, const char *listenAddress) :
        m_target(target),
        m_oneWay(oneWay),
        m_wake(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)),
        m_listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0))
    {
        const int on = 1;
        ::setsockopt(m_listener.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
        auto address = loopback(listenPort);
        ::inet_pton(AF_INET, listenAddress, &address.sin_addr);
        socklen_t size = sizeof address;
        auto *generic = reinterpret_cast<sockaddr *>(&address);
        if (::bind(m_listener.get(), generic, size) == 0 && ::listen(m_listener.get(), 64) == 0
            && ::getsockname(m_listener.get(), generic, &size) == 0) {
            port = ntohs(address.sin_port);
            m_thread = std::jthread([this](const std::stop_token &stop) { run(stop); });
        }
    }
    ~Loop()
    {
        m_thread.request_stop();
        wake();
    }
    void drop()
    {
        m_drop = true;
        wake();
    }

    std::uint16_t port = 0;

private:
    void wake() const
    {
        const std::uint64_t one = 1;
        [[maybe_unused]] const auto written = ::write(m_wake.get(), &one, sizeof one);
    }

    void accept()
    {
        Fd client(::accept4(m_listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
        Fd server(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
        const auto address = loopback(m_target);
        if (client.get() < 0 || ::connect(server.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) != 0)
            return;
        noDelay(client.get());
        noDelay(server.get());
        m_lines.push_back({std::move(client), std::move(server), {}, {}});
    }

    void run(const std::stop_token &stop)
    {
        std::vector<char> buffer(256U << 10U);
        std::vector<pollfd> polled;
        while (!stop.stop_requested()) {
            polled = {{m_wake.get(), POLLIN, 0}, {m_listener.get(), POLLIN, 0}};
            auto next = Clock::time_point::max();
            const auto events = [&](const Direction &in, const Direction &out) {
                if (!out.pieces.empty() && !out.stuck)
                    next = std::min(next, out.pieces.front().due);
                return static_cast<short>((in.wantsMore() ? POLLIN : 0) | (out.stuck ? POLLOUT : 0));
            };
            for (const Line &line : m_lines) {
                polled.push_back({line.client.get(), events(line.up, line.down), 0});
                polled.push_back({line.server.get(), events(line.down, line.up), 0});
            }
            timespec wait{};
            if (next != Clock::time_point::max()) {
                const auto left = std::max(Clock::duration::zero(), next - Clock::now());
                const auto whole = std::chrono::floor<std::chrono::seconds>(left);
                wait = {static_cast<time_t>(whole.count()), static_cast<long>(std::chrono::nanoseconds(left - whole).count())};
            }
            ::ppoll(polled.data(), polled.size(), next == Clock::time_point::max() ? nullptr : &wait, nullptr);

            if (polled[0].revents & POLLIN) {
                std::uint64_t count = 0;
                [[maybe_unused]] const auto got = ::read(m_wake.get(), &count, sizeof count);
            }
            if (m_drop.exchange(false))
                m_lines.clear();
            std::size_t at = 2;
            for (auto line = m_lines.begin(); line != m_lines.end() && at + 1 < polled.size(); at += 2) {
                const bool fine = serve(*line, polled[at].revents, polled[at + 1].revents, buffer);
                line = fine && !(line->up.closed && line->down.closed) ? std::next(line) : m_lines.erase(line);
            }
            if (polled[1].revents & POLLIN)
                accept();
        }
    }

    bool serve(Line &line, short client, short server, std::vector<char> &buffer) const
    {
        const auto readable = [](short events) { return (events & (POLLIN | POLLHUP | POLLERR)) != 0; };
        if (readable(client) && line.up.wantsMore() && !line.up.take(line.client.get(), m_oneWay, buffer))
            return false;
        if (readable(server) && line.down.wantsMore() && !line.down.take(line.server.get(), m_oneWay, buffer))
            return false;
        return line.up.give(line.server.get()) && line.down.give(line.client.get());
    }

    std::uint16_t m_target;
    std::chrono::microseconds m_oneWay;
    Fd m_wake;
    Fd m_listener;
    std::list<Line> m_lines;
    std::atomic<bool> m_drop = false;
    std::jthread m_thread;
};

DelayProxy::DelayProxy(std::uint16_t targetPort, std::chrono::microseconds oneWay, std::uint16_t listenPort, const char *listenAddress) :
    m_loop(std::make_unique<Loop>(targetPort, oneWay, listenPort, listenAddress))
{
}

DelayProxy::~DelayProxy() = default;

std::uint16_t DelayProxy::port() const
{
    return m_loop->port;
}

void DelayProxy::dropAll()
{
    m_loop->drop();
}

} // namespace fl::bench
