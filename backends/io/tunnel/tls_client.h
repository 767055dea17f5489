// SPDX-License-Identifier: GPL-3.0-or-later
// Our end of TLS to a server whose one right certificate is known. Works on bytes alone; one thread.
#pragma once

#include <QByteArray>

#include <memory>

#include <openssl/ssl.h>

namespace fl {

class TlsClient {
public:
    /// `pinnedSha256`: hex, of the certificate in DER.
    explicit TlsClient(const QByteArray &pinnedSha256);

    enum class State { Handshake, Open, Ended, WrongCertificate, Failed };
    State state() const { return m_state; }

    /// Takes bytes from the server; appends to `plain` what they mean.
    void receive(QByteArrayView cipher, QByteArray &plain);
    /// Only once it is Open.
    void send(QByteArrayView plain);
    void sayGoodbye(); ///< nothing more will be sent
    /// What is to go to the server now.
    QByteArray takeCipher();

private:
    struct Free {
        void operator()(SSL_CTX *p) const { SSL_CTX_free(p); }
        void operator()(SSL *p) const { SSL_free(p); }
    };
    static int verify(X509_STORE_CTX *store, void *self);
    void handshake();
    void problem(int rc);

    QByteArray m_pin;
    std::unique_ptr<SSL_CTX, Free> m_context;
    std::unique_ptr<SSL, Free> m_ssl;
    BIO *m_in = nullptr; // both belong to m_ssl
    BIO *m_out = nullptr;
    State m_state = State::Handshake;
};

} // namespace fl
