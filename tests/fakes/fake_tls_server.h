// SPDX-License-Identifier: GPL-3.0-or-later
// A small HTTPS server on 127.0.0.1 with a certificate of its own making, in place of a Jupyter. A thread per connection.
//   GET /bytes/<n>      n bytes of pattern()
//   POST /count         answers with the SHA-256, in hex, of the body
//   GET /echo           from then on sends back what it gets, until the other side ends
//   GET /early/<n>      n bytes, ends its side at once, then reads on
#pragma once

#include <QByteArray>

#include <atomic>
#include <list>
#include <memory>
#include <mutex>
#include <thread>

namespace fl {

class FakeTlsServer {
public:
    explicit FakeTlsServer(bool tls = true, int port = 0);
    ~FakeTlsServer();

    int port() const { return m_port; }
    QByteArray fingerprint() const; ///< hex SHA-256 of the certificate
    void makeNewCertificate();
    int requests() const { return m_requests; }        ///< heads that arrived whole
    qint64 plainBytes() const { return m_plainBytes; } ///< whatever was said to it, decrypted
    QByteArray lastHead() const;

    static QByteArray pattern(qint64 size);

private:
    struct Identity;
    struct Peer;
    void listen(const std::stop_token &stop);
    void serve(int fd, const std::stop_token &stop);
    void answer(Peer &peer);

    bool m_tls;
    int m_listener = -1, m_port = 0;
    mutable std::mutex m_mutex;
    std::shared_ptr<Identity> m_identity; // under m_mutex, like the next
    QByteArray m_lastHead;
    std::atomic_int m_requests = 0;
    std::atomic<qint64> m_plainBytes = 0;
    std::list<std::jthread> m_served;
    std::jthread m_thread;
};

} // namespace fl
