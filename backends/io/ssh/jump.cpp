// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/io/ssh/jump.h"

#include <array>
#include <cerrno>

#include <poll.h>
#include <sys/socket.h>

namespace fl {

Result<std::shared_ptr<JumpPump>> JumpPump::open(std::unique_ptr<SshLink> link, const QString &host, int port, const Deadline &deadline)
{
    SshChannelPtr channel(ssh_channel_new(link->session()));
    const QByteArray name = host.toUtf8();
    const auto rc = link->await([&] { return ssh_channel_open_forward(channel.get(), name.constData(), port, "127.0.0.1", 0); }, deadline);
    if (!rc)
        return fail(rc.error());
    if (*rc != SSH_OK) {
        Error error = link->error(Cause::SshJumpFailed, NextAction::AskAdministrator);
        // RFC 4254: 1 is "administratively prohibited", 2 "connect failed".
        const bool forbidden = error.detail.contains(QLatin1String("error (1)"));
        error.params = {{QStringLiteral("host"), host},
                        {QStringLiteral("port"), QString::number(port)},
                        {QStringLiteral("jump"), link->peer().host},
                        {QStringLiteral("reason"),
                         forbidden ? QStringLiteral("forwarding-refused") : QStringLiteral("target-unreachable")}};
        if (!forbidden)
            error.next = NextAction::CheckAddress;
        return fail(error);
    }
    int ends[2];
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) != 0)
        return fail({Cause::Internal, {}, NextAction::Retry, QStringLiteral("socketpair")});
    return std::shared_ptr<JumpPump>(new JumpPump(std::move(link), std::move(channel), UniqueFd(ends[0]), UniqueFd(ends[1])));
}

JumpPump::JumpPump(std::unique_ptr<SshLink> link, SshChannelPtr channel, UniqueFd ours, UniqueFd theirs) :
    m_link(std::move(link)),
    m_channel(std::move(channel)),
    m_ours(std::move(ours)),
    m_theirs(std::move(theirs)),
    m_thread([this](const std::stop_token &stop) { run(stop); })
{
}

void JumpPump::run(const std::stop_token &stop)
{
    const NoSigPipe guard;
    QByteArray pending; // from the channel, not yet taken by the socket
    while (!stop.stop_requested()) {
        const bool mayRead = (ssh_get_status(m_link->session()) & SSH_WRITE_PENDING) == 0 && ssh_channel_window_size(m_channel.get()) > 0;
        std::array<pollfd, 2> fds = {pollfd{m_link->descriptor(), m_link->pollEvents(), 0},
                                     pollfd{m_theirs.get(), static_cast<short>((mayRead ? POLLIN : 0) | (pending.isEmpty() ? 0 : POLLOUT)),
                                            0}};
        ::poll(fds.data(), fds.size(), 50);
        m_link->quickAck();
        if (!m_link->service() || !m_link->beat() || !toSocket(pending) || (mayRead && !toChannel()))
            break;
    }
    ::shutdown(m_theirs.get(), SHUT_RDWR); // the session at the other end sees its connection go
}

bool JumpPump::toSocket(QByteArray &pending)
{
    std::array<char, 65536> buffer;
    for (;;) {
        while (!pending.isEmpty()) {
            const ssize_t n = ::send(m_theirs.get(), pending.constData(), static_cast<size_t>(pending.size()), MSG_NOSIGNAL);
            if (n < 0)
                return errno == EAGAIN || errno == EINTR;
            pending.remove(0, n);
        }
        const int n = ssh_channel_read_timeout(m_channel.get(), buffer.data(), buffer.size(), 0, 0);
        if (n < 0)
            return false;
        if (n == 0)
            return ssh_channel_is_eof(m_channel.get()) == 0;
        pending.append(buffer.data(), n);
    }
}

bool JumpPump::toChannel()
{
    std::array<char, 65536> buffer;
    const size_t room = std::min<size_t>(buffer.size(), ssh_channel_window_size(m_channel.get()));
    if (room == 0)
        return true;
    const ssize_t n = ::recv(m_theirs.get(), buffer.data(), room, 0);
    if (n == 0)
        return false;
    if (n < 0)
        return errno == EAGAIN || errno == EINTR;
    // Within the window, so libssh takes it whole - unless it is exchanging keys just now.
    ssize_t done = 0;
    while (done < n) {
        const int written = ssh_channel_write(m_channel.get(), buffer.data() + done, static_cast<uint32_t>(n - done));
        if (written < 0)
            return false;
        done += written;
        if (done < n && !m_link->proceed(Deadline::in(m_link->times().dead, m_thread.get_stop_token())))
            return false;
    }
    return true;
}

} // namespace fl
