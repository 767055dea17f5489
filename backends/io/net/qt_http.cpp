// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/io/net/qt_http.h"

#include <QFile>
#include <QHostAddress>
#include <QNetworkAccessManager>
#include <QNetworkProxyFactory>
#include <QNetworkReply>
#include <QPointer>
#include <QSslConfiguration>
#include <QSslError>
#include <QTimer>

#include <condition_variable>
#include <mutex>

namespace fl {
namespace {

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
    return {cause, {{QStringLiteral("host"), url.host()}}, next, detail, {}};
}

Error proxyRefused(const HttpSettings &settings, const char *why, const QString &detail)
{
    return {Cause::ProxyRefused,
            {{QStringLiteral("proxy"), settings.proxy}, {QStringLiteral("why"), QLatin1String(why)}},
            NextAction::CheckThisNetwork,
            detail,
            {}};
}

/// What became known of a request while it ran.
struct Course {
    QString tlsWhy; ///< what is wrong with the certificate
    bool encrypted = false, tooLarge = false, late = false;
};

Error errorOf(const QNetworkReply &reply, const HttpSettings &settings, const Course &course)
{
    const QString detail = reply.errorString();
    switch (reply.error()) {
    case QNetworkReply::HostNotFoundError: return aboutHost(Cause::HostNotFound, reply.url(), NextAction::Retry, detail);
    case QNetworkReply::ConnectionRefusedError: return aboutHost(Cause::ConnectionRefused, reply.url(), NextAction::Retry, detail);
    case QNetworkReply::TimeoutError: return aboutHost(Cause::ConnectionTimeout, reply.url(), NextAction::Retry, detail);
    case QNetworkReply::SslHandshakeFailedError: {
        Error error = aboutHost(Cause::TlsRefused, reply.url(), NextAction::CheckThisNetwork, detail);
        error.params.insert(QStringLiteral("why"), course.tlsWhy);
        return error;
    }
    case QNetworkReply::ProxyAuthenticationRequiredError: return proxyRefused(settings, "login", detail);
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::UnknownProxyError: return proxyRefused(settings, "blocked", detail);
    default:
        // Qt has no name for a proxy that answers CONNECT with a refusal of its own.
        if (!settings.proxy.isEmpty() && reply.url().scheme() == QLatin1String("https") && !course.encrypted)
            return proxyRefused(settings, "blocked", detail);
        return aboutHost(Cause::ConnectionLost, reply.url(), NextAction::Retry, detail);
    }
}

/// One request on its way: the asking thread waits, the worker's thread answers once.
struct Asked {
    HttpRequest request;
    HttpSettings settings;
    std::mutex mutex;
    std::condition_variable_any answered;
    std::optional<Result<HttpAnswer>> answer; // under mutex

    void say(Result<HttpAnswer> result)
    {
        {
            const std::lock_guard lock(mutex);
            if (!answer)
                answer = std::move(result);
        }
        answered.notify_all();
    }
};

} // namespace

/// Lives on the network thread. Managers by settings, so that one provider's proxy is not another's; as many as keep each within the
/// connections that Qt opens to one host, so that no request waits for another.
class HttpWorker : public QObject {
public:
    QNetworkReply *ask(const std::shared_ptr<Asked> &asked)
    {
        const HttpRequest &request = asked->request;
        auto configuration = tls(asked->settings.caFile);
        if (!configuration) {
            asked->say(fail(configuration.error()));
            return nullptr;
        }
        QNetworkRequest wire(request.url);
        wire.setSslConfiguration(*configuration);
        wire.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
        wire.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
        wire.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
        wire.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
        // Signed headers must arrive as they were signed; HTTP/2 would be as good, but test servers speak 1.1.
        wire.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
        for (const auto &[name, value] : request.headers)
            wire.setRawHeader(name, value);
        QNetworkReply *reply = freeManager(asked->settings).sendCustomRequest(wire, request.method, request.body);
        const auto course = std::make_shared<Course>();
        connect(reply, &QNetworkReply::encrypted, this, [course] { course->encrypted = true; });
        connect(reply, &QNetworkReply::sslErrors, this, [course](const QList<QSslError> &errors) {
            if (!errors.isEmpty())
                course->tlsWhy = errors.first().errorString();
        });
        connect(reply, &QNetworkReply::downloadProgress, this, [reply, course, most = request.mostBytes](qint64 got, qint64 whole) {
            if (got > most || whole > most) {
                course->tooLarge = true;
                reply->abort();
            }
        });
        QTimer::singleShot(request.limit, reply, [reply, course] {
            course->late = true;
            reply->abort();
        });
        connect(reply, &QNetworkReply::finished, this, [asked, reply, course] {
            asked->say(answerOf(*reply, asked->settings, *course));
            reply->deleteLater();
        });
        return reply;
    }

private:
    static Result<HttpAnswer> answerOf(QNetworkReply &reply, const HttpSettings &settings, const Course &course)
    {
        if (course.tooLarge)
            return fail({Cause::ProviderUnavailable,
                         {{QStringLiteral("host"), reply.url().host()}, {QStringLiteral("why"), QStringLiteral("too-large")}},
                         NextAction::Retry,
                         {},
                         {}});
        if (course.late)
            return fail(aboutHost(Cause::ConnectionTimeout, reply.url(), NextAction::Retry, {}));
        const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        // 4xx and 5xx are answers here; what broke off in the middle of one is not.
        const bool broke = reply.error() == QNetworkReply::RemoteHostClosedError || reply.error() == QNetworkReply::UnknownNetworkError;
        if (status == 0 || status == 407 || broke)
            return fail(status == 407 ? proxyRefused(settings, "login", reply.errorString()) : errorOf(reply, settings, course));
        HttpAnswer answer{status, {}, reply.readAll()};
        for (const auto &[name, value] : reply.rawHeaderPairs())
            answer.headers.emplaceBack(name, value);
        return answer;
    }

    static Result<QSslConfiguration> tls(const QString &caFile)
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

    QNetworkAccessManager &freeManager(const HttpSettings &settings)
    {
        constexpr qsizetype connectionsToAHost = 6; // Qt's own limit
        for (const auto &[known, manager] : m_managers)
            if (known == settings && manager->findChildren<QNetworkReply *>(Qt::FindDirectChildrenOnly).size() < connectionsToAHost)
                return *manager;
        auto *fresh = new QNetworkAccessManager(this);
        fresh->setAutoDeleteReplies(false);
        if (settings.proxy.isEmpty()) {
            fresh->setProxyFactory(new SystemProxies); // it takes it over
        } else {
            const QUrl proxy(settings.proxy);
            fresh->setProxy(QNetworkProxy(QNetworkProxy::HttpProxy, proxy.host(), static_cast<quint16>(proxy.port(3128))));
        }
        m_managers.emplace_back(settings, fresh);
        return *fresh;
    }

    std::vector<std::pair<HttpSettings, QNetworkAccessManager *>> m_managers;
};

QtHttp::QtHttp() : m_worker(new HttpWorker)
{
    m_worker->moveToThread(&m_thread);
    QObject::connect(&m_thread, &QThread::finished, m_worker, &QObject::deleteLater);
    m_thread.setObjectName(QStringLiteral("http"));
    m_thread.start();
}

QtHttp::~QtHttp()
{
    m_thread.quit();
    m_thread.wait();
}

Result<HttpAnswer> QtHttp::send(const HttpRequest &request, const HttpSettings &settings, std::stop_token stop)
{
    const bool secure = request.url.scheme() == QLatin1String("https");
    if (!request.url.isValid() || (!secure && !(request.url.scheme() == QLatin1String("http") && isLoopback(request.url.host()))))
        return fail({Cause::BadValue,
                     {{QStringLiteral("key"), QStringLiteral("endpoint")},
                      {QStringLiteral("value"), request.url.toDisplayString()},
                      {QStringLiteral("allowed"), QStringLiteral("https://HOST/")}},
                     NextAction::ChangeInput,
                     {},
                     {}});
    const auto asked = std::make_shared<Asked>();
    asked->request = request;
    asked->settings = settings;
    const auto reply = std::make_shared<QPointer<QNetworkReply>>();
    QMetaObject::invokeMethod(
        m_worker, [worker = m_worker, asked, reply] { *reply = worker->ask(asked); }, Qt::QueuedConnection);
    std::unique_lock lock(asked->mutex);
    if (asked->answered.wait(lock, stop, [&] { return asked->answer.has_value(); }))
        return std::move(*asked->answer);
    lock.unlock();
    QMetaObject::invokeMethod(
        m_worker,
        [reply] {
            if (QNetworkReply *running = reply->data())
                running->abort();
        },
        Qt::QueuedConnection);
    return fail({Cause::Cancelled, {}, NextAction::Resume, {}, {}});
}

} // namespace fl
