// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/io/tunnel/far_end.h"

#include <array>
#include <cerrno>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

namespace fl {
namespace {

// Asking to read so much makes libssh announce a window of that size, which is what a long line needs; its own is 1.28 MB.
// Only a connection that has carried some, and whose server is far, gets it: many idle ones are to bind no memory, and a near
// sshd with so much leave to send only moves it about in its own buffers (a third of the speed on loopback).
constexpr uint32_t largeWindow = 12 * 1024 * 1024;
constexpr qint64 firstAsk = 64 * 1024; // soon: until then a whole round trip brings little
constexpr qint64 askEvery = 1024 * 1024;
constexpr std::chrono::milliseconds farAway(10);

char *scratch()
{
    static thread_local std::unique_ptr<char[]> buffer(new char[largeWindow]); // pages that nobody touches cost nothing
    return buffer.get();
}

} // namespace

ChannelEnd::ChannelEnd(SshLink &link, int port, Sink sink) :
    m_link(link),
    m_port(port),
    m_sink(std::move(sink)),
    m_channel(ssh_channel_new(link.session())),
    m_sinceAsked(askEvery - firstAsk)
{
    m_callbacks.userdata = this;
    m_callbacks.channel_data_function = take;
    ssh_callbacks_init(&m_callbacks);
    ssh_set_channel_callbacks(m_channel.get(), &m_callbacks);
}

ChannelEnd::~ChannelEnd()
{
    ssh_remove_channel_callbacks(m_channel.get(), &m_callbacks);
}

FarEnd::State ChannelEnd::state()
{
    if (m_state == State::Opening) {
        const int rc = ssh_channel_open_forward(m_channel.get(), "127.0.0.1", m_port, "127.0.0.1", 0);
        if (rc == SSH_OK) {
            m_state = State::Open;
            m_isFar = Deadline::Clock::now() - m_born > farAway; // there and back, and a connect over there
        } else if (rc == SSH_ERROR)                              // RFC 4254: 1 is "administratively prohibited"
            m_state = !m_link.isOpen()                                                      ? State::Lost
                : QByteArrayView(ssh_get_error(m_link.session())).indexOf("error (1)") >= 0 ? State::Forbidden
                                                                                            : State::Refused;
    }
    return m_state;
}

int ChannelEnd::take(ssh_session, ssh_channel, void *data, uint32_t size, int isStderr, void *data2)
{
    auto *self = static_cast<ChannelEnd *>(data2);
    if (isStderr != 0)
        return static_cast<int>(size);
    const qsizetype taken = self->m_sink(QByteArrayView(static_cast<const char *>(data), static_cast<qsizetype>(size)));
    self->m_sinceAsked += taken;
    self->m_left = taken < static_cast<qsizetype>(size);
    return static_cast<int>(taken);
}

void ChannelEnd::read()
{
    std::array<char, 65536> buffer;
    while (m_left) {
        // Only as much as the sink takes for sure may leave libssh: an empty offer asks whether it takes any.
        if (m_sink({}) < 0)
            return;
        const int n = ssh_channel_read_timeout(m_channel.get(), buffer.data(), buffer.size(), 0, 0);
        if (n <= 0) {
            m_left = false;
            break;
        }
        m_sinceAsked += n;
        m_sink(QByteArrayView(buffer.data(), n));
        m_left = ssh_channel_poll(m_channel.get(), 0) > 0;
    }
    if (m_isFar && m_sinceAsked >= askEvery && !m_left) {
        m_sinceAsked = 0;
        const int n = ssh_channel_read_timeout(m_channel.get(), scratch(), largeWindow, 0, 0);
        if (n > 0)
            m_sink(QByteArrayView(scratch(), n));
    }
}

bool ChannelEnd::canWrite()
{
    return m_state == State::Open && ssh_channel_window_size(m_channel.get()) > 0
        && (ssh_get_status(m_link.session()) & SSH_WRITE_PENDING) == 0;
}

qsizetype ChannelEnd::write(QByteArrayView bytes)
{
    return ssh_channel_write(m_channel.get(), bytes.data(), static_cast<uint32_t>(bytes.size()));
}

SocketEnd::SocketEnd(int port, Sink sink) :
    m_sink(std::move(sink)),
    m_socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0))
{
    const int on = 1;
    ::setsockopt(m_socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(m_socket.get(), reinterpret_cast<const sockaddr *>(&address), sizeof address) == 0)
        m_state = State::Open;
    else if (errno != EINPROGRESS)
        m_state = State::Refused;
}

FarEnd::State SocketEnd::state()
{
    if (m_state == State::Opening) {
        pollfd fd = {m_socket.get(), POLLOUT, 0};
        if (::poll(&fd, 1, 0) == 1) {
            int error = 0;
            socklen_t size = sizeof error;
            ::getsockopt(m_socket.get(), SOL_SOCKET, SO_ERROR, &error, &size);
            m_state = error == 0 ? State::Open : State::Refused;
        }
    }
    return m_state;
}

void SocketEnd::read()
{
    std::array<char, 65536> buffer;
    while (m_state == State::Open && (!m_ended || !m_left.isEmpty())) {
        if (m_left.isEmpty()) {
            const ssize_t n = ::recv(m_socket.get(), buffer.data(), buffer.size(), 0);
            if (n < 0 && (errno == EAGAIN || errno == EINTR))
                return;
            if (n <= 0) {
                m_ended = true;
                return;
            }
            m_left = QByteArray(buffer.data(), n);
        }
        const qsizetype taken = m_sink(m_left);
        m_left.remove(0, std::max<qsizetype>(taken, 0));
        if (!m_left.isEmpty())
            return;
    }
}

qsizetype SocketEnd::write(QByteArrayView bytes)
{
    const ssize_t n = ::send(m_socket.get(), bytes.data(), static_cast<size_t>(bytes.size()), MSG_NOSIGNAL);
    if (n < 0)
        return errno == EAGAIN || errno == EINTR ? 0 : -1;
    return n;
}

void SocketEnd::endWriting()
{
    ::shutdown(m_socket.get(), SHUT_WR);
}

} // namespace fl
