// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/io/tunnel/tls_client.h"

#include <array>

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/x509.h>

namespace fl {

TlsClient::TlsClient(const QByteArray &pinnedSha256) : m_pin(QByteArray::fromHex(pinnedSha256)), m_context(SSL_CTX_new(TLS_client_method()))
{
    SSL_CTX_set_min_proto_version(m_context.get(), TLS1_2_VERSION);
    // A peer that just closes is an end like any other: what it sent is authentic, and HTTP knows its own lengths.
    SSL_CTX_set_options(m_context.get(), SSL_OP_IGNORE_UNEXPECTED_EOF);
    SSL_CTX_set_verify(m_context.get(), SSL_VERIFY_PEER, nullptr);
    SSL_CTX_set_cert_verify_callback(m_context.get(), verify, this);
    m_ssl.reset(SSL_new(m_context.get()));
    m_in = BIO_new(BIO_s_mem());
    m_out = BIO_new(BIO_s_mem());
    BIO_set_mem_eof_return(m_in, -1);
    SSL_set_bio(m_ssl.get(), m_in, m_out);
    SSL_set_tlsext_host_name(m_ssl.get(), "localhost");
    SSL_set_connect_state(m_ssl.get());
    handshake();
}

/// In the middle of the handshake, so that a wrong server never gets as far as to be spoken to.
int TlsClient::verify(X509_STORE_CTX *store, void *data)
{
    auto *self = static_cast<TlsClient *>(data);
    std::array<unsigned char, EVP_MAX_MD_SIZE> digest;
    unsigned int size = 0;
    const X509 *certificate = X509_STORE_CTX_get0_cert(store);
    const bool right = certificate != nullptr && X509_digest(certificate, EVP_sha256(), digest.data(), &size) == 1
        && self->m_pin == QByteArrayView(reinterpret_cast<const char *>(digest.data()), size);
    if (!right) {
        self->m_state = State::WrongCertificate;
        X509_STORE_CTX_set_error(store, X509_V_ERR_CERT_REJECTED);
    }
    return right ? 1 : 0;
}

void TlsClient::handshake()
{
    ERR_clear_error();
    const int rc = SSL_do_handshake(m_ssl.get());
    if (rc == 1)
        m_state = State::Open;
    else
        problem(rc);
}

void TlsClient::problem(int rc)
{
    switch (SSL_get_error(m_ssl.get(), rc)) {
    case SSL_ERROR_WANT_READ:
    case SSL_ERROR_WANT_WRITE: return;
    case SSL_ERROR_ZERO_RETURN: m_state = State::Ended; return;
    default:
        if (m_state != State::WrongCertificate)
            m_state = State::Failed;
    }
}

void TlsClient::receive(QByteArrayView cipher, QByteArray &plain)
{
    BIO_write(m_in, cipher.data(), static_cast<int>(cipher.size()));
    if (m_state == State::Handshake)
        handshake();
    std::array<char, 16384> record;
    while (m_state == State::Open) {
        ERR_clear_error();
        const int n = SSL_read(m_ssl.get(), record.data(), static_cast<int>(record.size()));
        if (n <= 0) {
            problem(n);
            return;
        }
        plain.append(record.data(), n);
    }
}

void TlsClient::send(QByteArrayView plain)
{
    ERR_clear_error();
    if (!plain.isEmpty())
        if (const int rc = SSL_write(m_ssl.get(), plain.data(), static_cast<int>(plain.size())); rc <= 0)
            problem(rc);
}

void TlsClient::sayGoodbye()
{
    if (m_state == State::Open)
        SSL_shutdown(m_ssl.get());
}

QByteArray TlsClient::takeCipher()
{
    QByteArray bytes(static_cast<qsizetype>(BIO_ctrl_pending(m_out)), Qt::Uninitialized);
    if (!bytes.isEmpty())
        BIO_read(m_out, bytes.data(), static_cast<int>(bytes.size()));
    return bytes;
}

} // namespace fl
