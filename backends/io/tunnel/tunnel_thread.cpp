// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/io/tunnel/tunnel_thread.h"

#include <vector>

#include <poll.h>
#include <sys/socket.h>

namespace fl {
namespace {

using namespace std::chrono_literals;
constexpr auto tryLimit = 5s; ///< of one attempt to connect: with the pause, a line that is back is used within 10 s
constexpr auto longestPause = 2s;
constexpr auto browserPatience = 15s; ///< a browser waits so long for the link before it gets our page
constexpr int linkRounds = 256;       ///< reads of 4 KB before the browsers have their turn

bool isForGood(const Error &error)
{
    switch (error.cause) {
    case Cause::HostNotFound:
    case Cause::ConnectionRefused:
    case Cause::ConnectionTimeout:
    case Cause::ConnectionLost:
    case Cause::SshNoBanner:
    case Cause::SshProtocol: // a server in the middle of its boot says strange things
    case Cause::SshJumpFailed: return false;
    default: return true;
    }
}

} // namespace

TunnelThread::TunnelThread(Parts parts) : m_parts(std::move(parts)), m_thread([this](const std::stop_token &stop) { run(stop); })
{
}

TunnelThread::~TunnelThread()
{
    m_thread.request_stop();
    m_thread.join();
}

TunnelState TunnelThread::state() const
{
    return {m_state, std::chrono::microseconds(m_latencyUs), m_down, m_up};
}

std::optional<Error> TunnelThread::failure() const
{
    const std::lock_guard lock(m_mutex);
    return m_failure;
}

void TunnelThread::giveUp(Error error)
{
    const std::lock_guard lock(m_mutex);
    if (!m_failure)
        m_failure = std::move(error);
}

void TunnelThread::run(const std::stop_token &stop)
{
    const NoSigPipe guard;
    while (!stop.stop_requested()) {
        wait();
        if (m_parts.link)
            serviceLink();
        else if (!m_parts.spec.local)
            tryToReconnect(stop);
        serviceConnections();
    }
    if (m_reconnect.valid())
        m_reconnect.wait(); // it sees the same stop
    m_connections.clear();
    m_parts.link.reset();
}

void TunnelThread::wait()
{
    std::vector<pollfd> fds{{m_parts.listener.get(), POLLIN, 0}};
    if (m_parts.link)
        fds.push_back({m_parts.link->descriptor(), m_parts.link->pollEvents(), 0});
    const size_t first = fds.size();
    for (TunnelConnection &c : m_connections) {
        fds.push_back({c.descriptor(), c.pollEvents(), 0});
        const FarEnd *far = c.farEnd();
        fds.push_back(
            {far != nullptr ? far->descriptor() : -1, static_cast<short>(far != nullptr && far->wantsToWrite() ? POLLOUT : POLLIN), 0});
    }
    ::poll(fds.data(), fds.size(), 50);

    size_t i = first;
    for (TunnelConnection &c : m_connections) {
        if (fds[i].revents != 0)
            c.browserSays(fds[i].revents);
        i += 2;
    }
    if ((fds[0].revents & POLLIN) != 0)
        for (;;) {
            UniqueFd browser(::accept4(m_parts.listener.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
            if (!browser)
                break;
            m_connections.emplace_back(std::move(browser), m_parts.spec.pinnedSha256.toLatin1());
        }
}

void TunnelThread::serviceLink()
{
    SshLink &link = *m_parts.link;
    link.quickAck();
    if (!link.service(linkRounds) || !link.beat())
        loseLink();
    else
        m_latencyUs = link.latency().count();
}

void TunnelThread::serviceConnections()
{
    const auto now = Deadline::Clock::now();
    const bool reachable = m_parts.spec.local || m_parts.link;
    const std::optional<Error> gaveUp = failure();
    for (auto c = m_connections.begin(); c != m_connections.end();) {
        if (!c->isAttached() && !c->problem()) {
            if (gaveUp)
                c->refuse(gaveUp->cause);
            else if (reachable)
                c->attach([&](FarEnd::Sink sink) -> std::unique_ptr<FarEnd> {
                    if (m_parts.spec.local)
                        return std::make_unique<SocketEnd>(m_parts.spec.remotePort, std::move(sink));
                    return std::make_unique<ChannelEnd>(*m_parts.link, m_parts.spec.remotePort, std::move(sink));
                });
            else if (now - c->born() > browserPatience)
                c->refuse(Cause::ConnectionLost);
        }
        c->progress();
        if (c->problem() == Cause::TunnelPinMismatch)
            giveUp({Cause::TunnelPinMismatch,
                    {{QStringLiteral("port"), QString::number(m_parts.spec.remotePort)}},
                    NextAction::VerifyAgain,
                    {}});
        m_down += c->takeDown();
        m_up += c->takeUp();
        c = c->isOver() ? m_connections.erase(c) : std::next(c);
    }
}

void TunnelThread::loseLink()
{
    m_state = TunnelState::Link::Down;
    for (TunnelConnection &c : m_connections)
        if (c.isAttached())
            c.linkLost();
    m_connections.remove_if([](const TunnelConnection &c) { return c.isOver(); });
    m_parts.link.reset();
    m_tries = 0;
    m_nextTry = Deadline::Clock::now();
}

void TunnelThread::tryToReconnect(const std::stop_token &stop)
{
    if (failure())
        return;
    const auto now = Deadline::Clock::now();
    if (!m_reconnect.valid()) {
        if (now < m_nextTry)
            return;
        m_state = TunnelState::Link::Connecting;
        m_reconnect =
            std::async(std::launch::async, [connector = m_parts.connector, target = m_parts.spec.target, secrets = m_parts.secrets, stop] {
                return connector->open(target, secrets, Deadline::in(tryLimit, stop));
            });
        return;
    }
    if (m_reconnect.wait_for(0s) != std::future_status::ready)
        return;
    auto result = m_reconnect.get();
    if (result) {
        m_parts.link = std::move(result->link);
        m_state = TunnelState::Link::Up;
        return;
    }
    m_state = TunnelState::Link::Down;
    if (isForGood(result.error()) && result.error().cause != Cause::Cancelled)
        giveUp(result.error());
    m_nextTry = now + std::min<std::chrono::milliseconds>(longestPause, 250ms * (1 << std::min(m_tries++, 4)));
}

} // namespace fl
