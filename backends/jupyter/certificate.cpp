// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/jupyter/jupyter.h"

#include <QCryptographicHash>

#include <openssl/asn1.h>
#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>

#include <algorithm>
#include <memory>

namespace fl {
namespace {

template <auto Free>
struct Deleter {
    template <class T>
    void operator()(T *p) const
    {
        Free(p);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Deleter<EVP_PKEY_free>>;
using X509Ptr = std::unique_ptr<X509, Deleter<X509_free>>;
using Bio = std::unique_ptr<BIO, Deleter<BIO_free_all>>;
using BigNumber = std::unique_ptr<BIGNUM, Deleter<BN_free>>;
using Octets = std::unique_ptr<ASN1_OCTET_STRING, Deleter<ASN1_OCTET_STRING_free>>;
using Extension = std::unique_ptr<X509_EXTENSION, Deleter<X509_EXTENSION_free>>;

tl::unexpected<Error> opensslFailed(const char *what)
{
    char reason[256] = "";
    ERR_error_string_n(ERR_get_error(), reason, sizeof reason);
    ERR_clear_error();
    return fail(
        {Cause::Internal, {}, NextAction::ReportBug, QString::fromLatin1(what) + QLatin1String(": ") + QString::fromLatin1(reason)});
}

Result<QString> sha256OfDer(X509 *certificate)
{
    unsigned char *der = nullptr;
    const int size = i2d_X509(certificate, &der);
    if (size <= 0)
        return opensslFailed("i2d_X509");
    const auto digest = QCryptographicHash::hash(QByteArrayView(der, size), QCryptographicHash::Sha256);
    OPENSSL_free(der);
    return QString::fromLatin1(digest.toHex());
}

/// A host name as a certificate may hold it (RFC 1123); anything else is left out rather than pasted into the extension's syntax.
bool isHostName(const QString &name)
{
    if (name.isEmpty() || name.size() > 253)
        return false;
    const auto labels = name.split(QLatin1Char('.'));
    return std::all_of(labels.begin(), labels.end(), [](const QString &label) {
        return !label.isEmpty() && label.size() <= 63 && !label.startsWith(QLatin1Char('-')) && !label.endsWith(QLatin1Char('-'))
            && std::all_of(label.begin(), label.end(), [](QChar c) {
                   return (c >= QLatin1Char('a') && c <= QLatin1Char('z')) || (c >= QLatin1Char('A') && c <= QLatin1Char('Z'))
                       || (c >= QLatin1Char('0') && c <= QLatin1Char('9')) || c == QLatin1Char('-');
               });
    });
}

QByteArray alternativeNames(const QString &hostName)
{
    QByteArray names = "IP:127.0.0.1,DNS:localhost";
    const QByteArray name = hostName.toLatin1();
    if (hostName == QLatin1String("127.0.0.1") || hostName.compare(QLatin1String("localhost"), Qt::CaseInsensitive) == 0)
        return names;
    if (const Octets address(a2i_IPADDRESS(name.constData())); address)
        names += ",IP:" + name;
    else if (isHostName(hostName))
        names += ",DNS:" + name;
    return names;
}

bool addExtension(X509 *certificate, int nid, const char *value)
{
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

Result<QByteArray> pemOf(X509 *certificate)
{
    const Bio bio(BIO_new(BIO_s_mem()));
    if (!bio || PEM_write_bio_X509(bio.get(), certificate) != 1)
        return opensslFailed("PEM_write_bio_X509");
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return QByteArray(data, size);
}

Result<Secret> pemOf(EVP_PKEY *key)
{
    const Bio bio(BIO_new(BIO_s_secmem()));
    if (!bio || PEM_write_bio_PrivateKey(bio.get(), key, nullptr, nullptr, 0, nullptr, nullptr) != 1)
        return opensslFailed("PEM_write_bio_PrivateKey");
    char *data = nullptr;
    const long size = BIO_get_mem_data(bio.get(), &data);
    return Secret(QByteArray(data, size));
}

} // namespace

Result<Certificate> makeCertificate(const QString &hostName, qint64 now, int days)
{
    if (days < 1 || days > 397)
        return fail({Cause::Internal, {}, NextAction::ReportBug, QStringLiteral("a certificate for %1 days").arg(days)});
    const Key key(EVP_EC_gen("P-256"));
    const X509Ptr certificate(X509_new());
    if (!key || !certificate)
        return opensslFailed("EVP_EC_gen");

    unsigned char serial[16];
    if (RAND_bytes(serial, sizeof serial) != 1)
        return opensslFailed("RAND_bytes");
    serial[0] &= 0x7f; // positive, and at most 20 bytes (RFC 5280, 4.1.2.2)
    serial[0] |= 0x40; // never zero
    const BigNumber number(BN_bin2bn(serial, sizeof serial, nullptr));
    // An hour back: the server's clock may be behind ours.
    const qint64 notBefore = now / 1000 - 3600;
    const qint64 notAfter = notBefore + qint64(days) * 24 * 3600;
    auto *name = X509_get_subject_name(certificate.get());
    if (!number || BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate.get())) == nullptr
        || X509_set_version(certificate.get(), X509_VERSION_3) != 1
        || ASN1_TIME_set(X509_getm_notBefore(certificate.get()), static_cast<time_t>(notBefore)) == nullptr
        || ASN1_TIME_set(X509_getm_notAfter(certificate.get()), static_cast<time_t>(notAfter)) == nullptr
        || X509_set_pubkey(certificate.get(), key.get()) != 1
        || X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char *>("Firstlight Jupyter"), -1, -1, 0)
            != 1
        || X509_set_issuer_name(certificate.get(), name) != 1)
        return opensslFailed("certificate");
    if (!addExtension(certificate.get(), NID_basic_constraints, "critical,CA:FALSE")
        || !addExtension(certificate.get(), NID_key_usage, "critical,digitalSignature")
        || !addExtension(certificate.get(), NID_ext_key_usage, "serverAuth")
        || !addExtension(certificate.get(), NID_subject_key_identifier, "hash")
        || !addExtension(certificate.get(), NID_subject_alt_name, alternativeNames(hostName).constData()))
        return opensslFailed("certificate extension");
    if (X509_sign(certificate.get(), key.get(), EVP_sha256()) == 0)
        return opensslFailed("X509_sign");

    auto pem = pemOf(certificate.get());
    auto keyPem = pemOf(key.get());
    auto fingerprint = sha256OfDer(certificate.get());
    if (!pem)
        return fail(pem.error());
    if (!keyPem)
        return fail(keyPem.error());
    if (!fingerprint)
        return fail(fingerprint.error());
    return Certificate{*pem, *keyPem, *fingerprint, notAfter * 1000};
}

Result<QString> certificateSha256(const QByteArray &pem)
{
    const Bio bio(BIO_new_mem_buf(pem.constData(), static_cast<int>(qMin<qsizetype>(pem.size(), 1 << 20))));
    const X509Ptr certificate(bio ? PEM_read_bio_X509(bio.get(), nullptr, nullptr, nullptr) : nullptr);
    if (!certificate) {
        ERR_clear_error();
        return fail({Cause::LocalFile, {}, NextAction::ChangeInput, QStringLiteral("no certificate in PEM form")});
    }
    return sha256OfDer(certificate.get());
}

} // namespace fl
