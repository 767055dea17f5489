// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fakes/fake_tls_server.h"

#include "backends/io/local/fd.h"

#include <QCryptographicHash>
#include <QList>

#include <algorithm>
#include <cerrno>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <poll.h>
#include <sys/socket.h>

namespace fl {

struct FakeTlsServer::Identity {
    SSL_CTX *context = SSL_CTX_new(TLS_server_method());
    QByteArray fingerprint;

    Identity()
    {
        EVP_PKEY *key = EVP_EC_gen("P-256");
        X509 *certificate = X509_new();
        ASN1_INTEGER_set(X509_get_serialNumber(certificate), 1);
        X509_gmtime_adj(X509_getm_notBefore(certificate), -60);
        X509_gmtime_adj(X509_getm_notAfter(certificate), 86400);
        X509_set_pubkey(certificate, key);
        X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate), "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char *>("fake"),
                                   -1, -1, 0);
        X509_set_issuer_name(certificate, X509_get_subject_name(certificate));
        X509_sign(certificate, key, EVP_sha256());
        unsigned char digest[EVP_MAX_MD_SIZE];
        unsigned int size = 0;
        X509_digest(certificate, EVP_sha256(), digest, &size);
        fingerprint = QByteArray(reinterpret_cast<char *>(digest), size).toHex();
        SSL_CTX_use_certificate(context, certificate);
        SSL_CTX_use_PrivateKey(context, key);
        X509_free(certificate);
        EVP_PKEY_free(key);
    }
    Identity(const Identity &) = delete;
    Identity &operator=(const Identity &) = delete;
    ~Identity() { SSL_CTX_free(context); }
};

struct FakeTlsServer::Peer {
    UniqueFd fd;
    SSL *ssl = nullptr;
    std::stop_token stop;
    std::atomic<qint64> &counter;

    bool ready(short events) const
    {
        pollfd p = {fd.get(), events, 0};
        while (!stop.stop_requested())
            if (::poll(&p, 1, 50) > 0)
                return true;
        return false;
    }
    qint64 read(char *data, qint64 size)
    {
        if ((ssl == nullptr || SSL_pending(ssl) == 0) && !ready(POLLIN))
            return 0;
        const qint64 n = ssl != nullptr ? SSL_read(ssl, data, int(size)) : ::recv(fd.get(), data, size_t(size), 0);
        counter += std::max<qint64>(n, 0);
        return n;
    }
    bool write(QByteArrayView bytes)
    {
        while (!bytes.isEmpty()) {
            const qsizetype piece = std::min<qsizetype>(bytes.size(), 65536);
            if (!ready(POLLOUT))
                return false;
            const qint64 n =
                ssl != nullptr ? SSL_write(ssl, bytes.data(), int(piece)) : ::send(fd.get(), bytes.data(), size_t(piece), MSG_NOSIGNAL);
            if (n <= 0)
                return false;
            bytes = bytes.sliced(n);
        }
        return true;
    }
    void end()
    {
        if (ssl != nullptr)
            SSL_shutdown(ssl);
        ::shutdown(fd.get(), SHUT_WR);
    }
};

FakeTlsServer::FakeTlsServer(bool tls, int port) : m_tls(tls), m_identity(std::make_shared<Identity>())
{
    m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const int on = 1;
    ::setsockopt(m_listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    sockaddr_in address = {};
    address.sin_family = AF_INET;
    address.sin_port = htons(static_cast<uint16_t>(port));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    if (::bind(m_listener, reinterpret_cast<sockaddr *>(&address), size) != 0 || ::listen(m_listener, 256) != 0)
        qFatal("FakeTlsServer cannot listen");
    ::getsockname(m_listener, reinterpret_cast<sockaddr *>(&address), &size);
    m_port = ntohs(address.sin_port);
    m_thread = std::jthread([this](const std::stop_token &stop) { listen(stop); });
}

FakeTlsServer::~FakeTlsServer()
{
    m_thread.request_stop();
    m_thread.join();
    m_served.clear();
    ::close(m_listener);
}

QByteArray FakeTlsServer::fingerprint() const
{
    const std::lock_guard lock(m_mutex);
    return m_identity->fingerprint;
}

void FakeTlsServer::makeNewCertificate()
{
    const std::lock_guard lock(m_mutex);
    m_identity = std::make_shared<Identity>();
}

QByteArray FakeTlsServer::lastHead() const
{
    const std::lock_guard lock(m_mutex);
    return m_lastHead;
}

QByteArray FakeTlsServer::pattern(qint64 size)
{
    QByteArray bytes(size, Qt::Uninitialized);
    quint32 state = 12345;
    for (char &c : bytes) {
        state = state * 1664525 + 1013904223;
        c = static_cast<char>(state >> 24);
    }
    return bytes;
}

void FakeTlsServer::listen(const std::stop_token &stop)
{
    while (!stop.stop_requested()) {
        pollfd p = {m_listener, POLLIN, 0};
        if (::poll(&p, 1, 50) <= 0)
            continue;
        const int fd = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (fd >= 0)
            m_served.emplace_back([this, fd](const std::stop_token &own) { serve(fd, own); });
    }
    for (std::jthread &thread : m_served)
        thread.request_stop();
}

void FakeTlsServer::serve(int fd, const std::stop_token &stop)
{
    const NoSigPipe guard;
    Peer peer{UniqueFd(fd), nullptr, stop, m_plainBytes};
    const int on = 1;
    ::setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    std::shared_ptr<Identity> identity;
    {
        const std::lock_guard lock(m_mutex);
        identity = m_identity;
    }
    if (m_tls) {
        peer.ssl = SSL_new(identity->context);
        SSL_set_fd(peer.ssl, fd);
        const timeval patience = {10, 0};
        ::setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    }
    if (!m_tls || SSL_accept(peer.ssl) == 1)
        answer(peer);
    if (peer.ssl != nullptr)
        SSL_free(peer.ssl);
}

void FakeTlsServer::answer(Peer &peer)
{
    QByteArray head;
    char buffer[65536];
    while (!head.contains("\r\n\r\n")) {
        const qint64 n = peer.read(buffer, sizeof buffer);
        if (n <= 0)
            return;
        head.append(buffer, n);
    }
    const qsizetype bodyAt = head.indexOf("\r\n\r\n") + 4;
    QByteArray rest = head.sliced(bodyAt);
    head.truncate(bodyAt);
    {
        const std::lock_guard lock(m_mutex);
        m_lastHead = head;
    }
    ++m_requests;
    const QByteArray path = head.split(' ').value(1);
    if (path.startsWith("/bytes/") || path.startsWith("/early/")) {
        const QByteArray body = pattern(path.sliced(7).toLongLong());
        peer.write("HTTP/1.1 200 OK\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n");
        peer.write(body);
        peer.end();
        while (peer.read(buffer, sizeof buffer) > 0) { }
    } else if (path == "/count") {
        qint64 left = 0;
        for (const QByteArray &line : head.split('\n'))
            if (line.startsWith("Content-Length:"))
                left = line.sliced(15).trimmed().toLongLong();
        QCryptographicHash hash(QCryptographicHash::Sha256);
        hash.addData(rest);
        left -= rest.size();
        while (left > 0) {
            const qint64 n = peer.read(buffer, sizeof buffer);
            if (n <= 0)
                return;
            hash.addData(QByteArrayView(buffer, n));
            left -= n;
        }
        peer.write("HTTP/1.1 200 OK\r\nContent-Length: 64\r\n\r\n" + hash.result().toHex());
        peer.end();
    } else if (path == "/echo") {
        peer.write(rest);
        for (qint64 n; (n = peer.read(buffer, sizeof buffer)) > 0;)
            peer.write(QByteArrayView(buffer, n));
        peer.write("bye");
        peer.end();
    }
}

} // namespace fl
