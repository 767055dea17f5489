// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/io/tunnel/tunnel_opener.h"

#include "backends/io/tunnel/tunnel_thread.h"

#include <cerrno>
#include <cstring>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

namespace fl {
namespace {

constexpr std::chrono::seconds openLimit(30);

Result<UniqueFd> listenOn(int &port)
{
    UniqueFd listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
    const int on = 1;
    ::setsockopt(listener.get(), SOL_SOCKET, SO_REUSEADDR, &on, sizeof on); // else a port just closed counts as taken
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (port < 0 || port > 65535 || ::bind(listener.get(), reinterpret_cast<const sockaddr *>(&address), size) != 0
        || ::listen(listener.get(), 256) != 0)
        return fail({Cause::LocalPortTaken,
                     {{QStringLiteral("port"), QString::number(port)}},
                     NextAction::ChooseOtherPort,
                     QString::fromLocal8Bit(std::strerror(errno))});
    ::getsockname(listener.get(), reinterpret_cast<sockaddr *>(&address), &size);
    port = ntohs(address.sin_port);
    return listener;
}

/// A server may refuse to forward; better to know before a browser is sent there.
Status checkForwarding(SshLink &link, int port, const Deadline &deadline)
{
    ChannelEnd probe(link, port, [](QByteArrayView bytes) { return bytes.size(); });
    FarEnd::State state = FarEnd::State::Opening;
    FL_TRY(link.await(
        [&] {
            state = probe.state();
            return state == FarEnd::State::Opening ? SSH_AGAIN : SSH_OK;
        },
        deadline));
    if (state == FarEnd::State::Lost)
        return fail(link.lost());
    if (state == FarEnd::State::Forbidden)
        return fail(link.error(Cause::SshForwardRefused, NextAction::AskAdministrator));
    return {}; // nobody listening yet is not the tunnel's affair
}

} // namespace

SshTimes LibsshTunnelOpener::usualTimes()
{
    SshTimes times;
    times.keepAlive = std::chrono::seconds(5);
    times.dead = std::chrono::seconds(15);
    return times;
}

LibsshTunnelOpener::LibsshTunnelOpener(const QString &knownHostsFile, const SshTimes &times) :
    m_connector(std::make_shared<LibsshConnector>(knownHostsFile, times))
{
}

Result<std::unique_ptr<Tunnel>> LibsshTunnelOpener::open(const TunnelSpec &spec, const SshSecrets &secrets, std::stop_token stop)
{
    const NoSigPipe guard;
    int port = spec.localPort;
    auto listener = listenOn(port);
    if (!listener)
        return fail(listener.error());
    std::unique_ptr<SshLink> link;
    if (!spec.local) {
        const Deadline deadline = Deadline::in(openLimit, std::move(stop));
        auto opened = m_connector->open(spec.target, secrets, deadline);
        if (!opened)
            return fail(opened.error());
        link = std::move(opened->link);
        FL_TRY(checkForwarding(*link, spec.remotePort, deadline));
    }
    return std::make_unique<TunnelThread>(TunnelThread::Parts{spec, secrets, m_connector, std::move(*listener), port, std::move(link)});
}

} // namespace fl
