// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/io/tunnel/connection.h"

#include "backends/io/tunnel/error_page.h"

#include <array>
#include <cerrno>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>

namespace fl {
namespace {

constexpr qsizetype heldLimit = 1024 * 1024;
constexpr size_t browserRead = 128 * 1024;

} // namespace

TunnelConnection::TunnelConnection(UniqueFd browser, const QByteArray &pin) : m_browser(std::move(browser)), m_pin(pin)
{
    const int on = 1;
    ::setsockopt(m_browser.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

void TunnelConnection::attach(const MakeFarEnd &make)
{
    m_far = make([this](QByteArrayView bytes) { return fromServer(bytes); });
    if (!m_pin.isEmpty())
        m_tls = std::make_unique<TlsClient>(m_pin);
}

/// An empty offer asks for room: negative when there is none.
qsizetype TunnelConnection::fromServer(QByteArrayView bytes)
{
    if (m_over || m_showsPage)
        return bytes.size();
    if (m_toBrowser.size() > heldLimit)
        return bytes.isEmpty() ? -1 : 0;
    if (bytes.isEmpty())
        return 0;
    m_down += static_cast<quint64>(bytes.size());
    if (m_tls) {
        m_tls->receive(bytes, m_toBrowser);
    } else {
        QByteArrayView rest = bytes;
        if (m_toBrowser.isEmpty()) { // the straight way, without a copy
            const ssize_t n = ::send(m_browser.get(), rest.data(), static_cast<size_t>(rest.size()), MSG_NOSIGNAL);
            if (n < 0 && errno != EAGAIN && errno != EINTR)
                m_over = true;
            rest = rest.sliced(std::max<ssize_t>(n, 0));
            m_answered = true;
        }
        m_toBrowser.append(rest);
    }
    return bytes.size();
}

bool TunnelConnection::wantsBrowser()
{
    return !m_browserEnded && m_toServer.isEmpty() && m_far && m_far->canWrite() && (!m_tls || m_tls->state() == TlsClient::State::Open);
}

short TunnelConnection::pollEvents()
{
    int events = m_toBrowser.isEmpty() ? 0 : POLLOUT;
    if (m_showsPage ? !m_browserEnded : wantsBrowser())
        events |= POLLIN;
    return static_cast<short>(events);
}

void TunnelConnection::browserSays(short events)
{
    if ((events & POLLOUT) != 0)
        flushToBrowser();
    if ((events & (POLLIN | POLLHUP | POLLERR)) != 0)
        readBrowser();
}

void TunnelConnection::readBrowser()
{
    std::array<char, browserRead> buffer;
    if (!m_showsPage && !wantsBrowser()) {
        // Hung up on both ways, and nothing of ours can reach it any more.
        char byte = 0;
        if (::recv(m_browser.get(), &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0 && errno != EAGAIN && errno != EINTR)
            m_over = true;
        return;
    }
    const ssize_t n = ::recv(m_browser.get(), buffer.data(), buffer.size(), 0);
    if (n < 0) {
        m_over = m_over || (errno != EAGAIN && errno != EINTR);
        return;
    }
    if (n == 0) {
        m_browserEnded = true;
        return;
    }
    if (m_showsPage)
        return; // drained, so that the page is not cut off by a reset
    const QByteArrayView bytes(buffer.data(), n);
    m_up += static_cast<quint64>(n);
    if (m_tls) {
        m_tls->send(bytes);
        return;
    }
    const qsizetype written = m_far->write(bytes);
    if (written < 0)
        m_over = true;
    else
        m_toServer.append(bytes.sliced(written));
}

void TunnelConnection::flushToBrowser()
{
    while (!m_toBrowser.isEmpty()) {
        const ssize_t n = ::send(m_browser.get(), m_toBrowser.constData(), static_cast<size_t>(m_toBrowser.size()), MSG_NOSIGNAL);
        if (n < 0) {
            m_over = m_over || (errno != EAGAIN && errno != EINTR);
            return;
        }
        m_toBrowser.remove(0, n);
        m_answered = true;
    }
}

/// False: the server is gone.
bool TunnelConnection::flushToServer()
{
    if (m_tls)
        m_toServer += m_tls->takeCipher();
    while (!m_toServer.isEmpty() && m_far->canWrite()) {
        const qsizetype n = m_far->write(m_toServer);
        if (n < 0)
            return false;
        if (n == 0)
            break;
        m_toServer.remove(0, n);
    }
    return true;
}

void TunnelConnection::progress()
{
    if (m_over)
        return;
    if (m_showsPage || !m_far) {
        flushToBrowser();
        if (m_showsPage && m_toBrowser.isEmpty() && !m_farewell) {
            ::shutdown(m_browser.get(), SHUT_WR);
            m_farewell = true;
        }
        m_over = m_over || (m_farewell && m_browserEnded);
        return;
    }
    switch (m_far->state()) {
    case FarEnd::State::Opening: return;
    case FarEnd::State::Refused: refuse(Cause::JupyterNotRunning); return;
    case FarEnd::State::Forbidden: refuse(Cause::SshForwardRefused); return;
    case FarEnd::State::Lost: linkLost(); return;
    case FarEnd::State::Open: break;
    }
    m_far->read();
    if (m_tls && m_tls->state() == TlsClient::State::WrongCertificate) {
        flushToServer(); // the alert
        refuse(Cause::TunnelPinMismatch);
        return;
    }
    if (m_tls && m_tls->state() == TlsClient::State::Failed) {
        refuse(Cause::JupyterNotRunning); // somebody listens there who speaks no TLS
        return;
    }
    flushToBrowser();
    if (!flushToServer()) {
        m_over = true;
        return;
    }
    if (m_browserEnded && !m_goodbye && m_toServer.isEmpty()) {
        if (m_tls) {
            m_tls->sayGoodbye();
            flushToServer();
        }
        if (m_toServer.isEmpty()) {
            m_far->endWriting();
            m_goodbye = true;
        }
    }
    m_serverEnded = m_serverEnded || m_far->atEnd() || (m_tls && m_tls->state() == TlsClient::State::Ended);
    if (m_serverEnded && m_toBrowser.isEmpty() && !m_farewell) {
        ::shutdown(m_browser.get(), SHUT_WR);
        m_farewell = true;
    }
    m_over = m_over || (m_farewell && m_goodbye);
}

void TunnelConnection::refuse(Cause cause)
{
    m_problem = cause;
    m_far.reset();
    if (m_pin.isEmpty() || m_answered) {
        m_over = true;
        return;
    }
    m_tls.reset();
    m_toBrowser = errorPage(cause);
    m_showsPage = true;
    progress();
}

void TunnelConnection::linkLost()
{
    m_far.reset();
    m_tls.reset();
    m_over = true;
}

} // namespace fl
