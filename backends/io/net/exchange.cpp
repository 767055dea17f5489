// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/io/net/exchange.h"

#include <QFile>
#include <QHostAddress>
#include <QNetworkAccessManager>
#include <QNetworkProxyFactory>
#include <QNetworkReply>
#include <QSslError>
#include <QTimer>

namespace fl {
namespace {

constexpr qint64 readAhead = 256 << 10; // bytes

/// The system's proxy for a place, HTTPS_PROXY and NO_PROXY included.
class SystemProxies : public QNetworkProxyFactory {
public:
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery &query) override { return systemProxyForQuery(query); }
};

bool isLoopback(const QString &host)
{
    return host == QLatin1String("localhost") || QHostAddress(host).isLoopback();
}

Error aboutHost(Cause cause, const QUrl &url, NextAction next, const QString &detail)
{
    const QString port = QString::number(url.port(url.scheme() == QLatin1String("https") ? 443 : 80));
    return {cause, {{QStringLiteral("host"), url.host()}, {QStringLiteral("port"), port}}, next, detail, {}};
}

Error proxyRefused(const HttpSettings &settings, const char *why, const QString &detail)
{
    return {Cause::ProxyRefused,
            {{QStringLiteral("proxy"), settings.proxy}, {QStringLiteral("why"), QLatin1String(why)}},
            NextAction::CheckThisNetwork,
            detail,
            {}};
}

} // namespace

Status mayAsk(const QUrl &url)
{
    const bool secure = url.scheme() == QLatin1String("https");
    if (url.isValid() && (secure || (url.scheme() == QLatin1String("http") && isLoopback(url.host()))))
        return {};
    return fail({Cause::BadValue,
                 {{QStringLiteral("key"), QStringLiteral("endpoint")},
                  {QStringLiteral("value"), url.toDisplayString()},
                  {QStringLiteral("allowed"), QStringLiteral("https://HOST/")}},
                 NextAction::ChangeInput,
                 {},
                 {}});
}

Result<QSslConfiguration> tlsOf(const QString &caFile)
{
    auto configuration = QSslConfiguration::defaultConfiguration();
    configuration.setProtocol(QSsl::TlsV1_2OrLater);
    if (caFile.isEmpty())
        return configuration;
    QFile file(caFile);
    const auto ours = file.open(QIODevice::ReadOnly) ? QSslCertificate::fromData(file.readAll()) : QList<QSslCertificate>();
    if (ours.isEmpty())
        return fail({Cause::LocalFile, {{QStringLiteral("path"), caFile}}, NextAction::ChangeInput, file.errorString(), {}});
    configuration.addCaCertificates(ours);
    return configuration;
}

void setProxy(QNetworkAccessManager &manager, const HttpSettings &settings)
{
    if (settings.proxy.isEmpty()) {
        manager.setProxyFactory(new SystemProxies); // it takes it over
    } else {
        const QUrl proxy(settings.proxy);
        manager.setProxy(QNetworkProxy(QNetworkProxy::HttpProxy, proxy.host(), static_cast<quint16>(proxy.port(3128))));
    }
}

void prepare(QNetworkRequest &request, const QSslConfiguration &tls)
{
    request.setSslConfiguration(tls);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    // A bomb is told by what it takes here, as everything is: see Exchange.
    request.setDecompressedSafetyCheckThreshold(-1);
    // Signed headers must arrive as they were signed; HTTP/2 would be as good, but test servers speak 1.1.
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
}

/// What became known of a request while it ran.
struct Exchange::Course {
    QString tlsWhy;  ///< what is wrong with the certificate
    QByteArray body; ///< unpacked, where it came packed
    bool encrypted = false, tooLarge = false, late = false;
};

Exchange::Exchange(QNetworkReply &reply, HttpSettings settings, std::chrono::milliseconds limit, qint64 mostBytes) :
    m_reply(reply),
    m_settings(std::move(settings)),
    m_course(std::make_shared<Course>())
{
    QObject::connect(&reply, &QNetworkReply::encrypted, &reply, [course = m_course] { course->encrypted = true; });
    QObject::connect(&reply, &QNetworkReply::sslErrors, &reply, [course = m_course](const QList<QSslError> &errors) {
        if (!errors.isEmpty())
            course->tlsWhy = errors.first().errorString();
    });
    // Counted as it comes, and read at once: whatever the server says or does not say about its length, no more than that is held.
    reply.setReadBufferSize(readAhead);
    QObject::connect(&reply, &QNetworkReply::metaDataChanged, &reply, [&reply, course = m_course, mostBytes] {
        if (reply.header(QNetworkRequest::ContentLengthHeader).toLongLong() <= mostBytes)
            return;
        course->tooLarge = true;
        // Later: Qt cannot bear that a reply ends while it says how long it is.
        QMetaObject::invokeMethod(&reply, &QNetworkReply::abort, Qt::QueuedConnection);
    });
    QObject::connect(&reply, &QNetworkReply::readyRead, &reply, [&reply, course = m_course, mostBytes] {
        course->body += reply.read(mostBytes + 1 - course->body.size());
        if (course->body.size() <= mostBytes)
            return;
        course->tooLarge = true;
        reply.abort();
    });
    QTimer::singleShot(limit, &reply, [&reply, course = m_course] {
        course->late = true;
        reply.abort();
    });
}

Error Exchange::error() const
{
    const QString detail = m_reply.errorString();
    switch (m_reply.error()) {
    case QNetworkReply::HostNotFoundError: return aboutHost(Cause::HostNotFound, m_reply.url(), NextAction::Retry, detail);
    case QNetworkReply::ConnectionRefusedError: return aboutHost(Cause::ConnectionRefused, m_reply.url(), NextAction::Retry, detail);
    case QNetworkReply::TimeoutError: return aboutHost(Cause::ConnectionTimeout, m_reply.url(), NextAction::Retry, detail);
    case QNetworkReply::SslHandshakeFailedError: {
        Error error = aboutHost(Cause::TlsRefused, m_reply.url(), NextAction::CheckThisNetwork, detail);
        error.params.insert(QStringLiteral("why"), m_course->tlsWhy);
        return error;
    }
    case QNetworkReply::ProxyAuthenticationRequiredError: return proxyRefused(m_settings, "login", detail);
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::UnknownProxyError: return proxyRefused(m_settings, "blocked", detail);
    default:
        // Qt has no name for a proxy that answers CONNECT with a refusal of its own.
        if (!m_settings.proxy.isEmpty() && m_reply.url().scheme() == QLatin1String("https") && !m_course->encrypted)
            return proxyRefused(m_settings, "blocked", detail);
        return aboutHost(Cause::ConnectionLost, m_reply.url(), NextAction::Retry, detail);
    }
}

Result<HttpAnswer> Exchange::answer()
{
    if (m_course->tooLarge)
        return fail({Cause::ProviderUnavailable,
                     {{QStringLiteral("host"), m_reply.url().host()}, {QStringLiteral("why"), QStringLiteral("too-large")}},
                     NextAction::Retry,
                     {},
                     {}});
    if (m_course->late)
        return fail(aboutHost(Cause::ConnectionTimeout, m_reply.url(), NextAction::Retry, {}));
    const int status = m_reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    // 4xx and 5xx are answers here; what broke off in the middle of one is not, nor what cannot be unpacked.
    const bool broke = m_reply.error() == QNetworkReply::RemoteHostClosedError || m_reply.error() == QNetworkReply::UnknownNetworkError
        || (status < 400 && m_reply.error() != QNetworkReply::NoError);
    if (status == 0 || status == 407 || broke)
        return fail(status == 407 ? proxyRefused(m_settings, "login", m_reply.errorString()) : error());
    HttpAnswer answer{status, {}, std::move(m_course->body)};
    for (const auto &[name, value] : m_reply.rawHeaderPairs())
        answer.headers.emplaceBack(name, value);
    return answer;
}

} // namespace fl
