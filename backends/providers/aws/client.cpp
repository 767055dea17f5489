// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/providers/aws/client.h"

#include "backends/providers/aws/regions.h"

#include <QJsonDocument>

namespace fl::aws {
namespace {

// Read into elements, an answer takes some times its own size; the largest that AWS gives have a few MiB.
constexpr qint64 mostXml = 8 << 20, mostJson = 4 << 20;
constexpr int mostTries = 6;                // of what was asked too fast
constexpr qint64 clockMatters = 4 * 60'000; // ms; AWS refuses from 5 min on

QString versionOf(const QString &service)
{
    return service == QLatin1String("sts") ? QStringLiteral("2011-06-15") : QStringLiteral("2016-11-15");
}

} // namespace

QUrl endpointOf(const QString &service, const QString &region)
{
    const QString ending = domainOf(region);
    if (service == QLatin1String("pricing"))
        return QUrl(QStringLiteral("https://api.pricing.%1.%2/").arg(region, ending));
    const QString host = service == QLatin1String("service-quotas") ? QStringLiteral("servicequotas") : service;
    return QUrl(QStringLiteral("https://%1.%2.%3/").arg(host, region, ending));
}

Result<Xml> Client::query(const QString &service, const QString &action, Form form, std::stop_token stop, const QString &region)
{
    form.add(QStringLiteral("Action"), action).add(QStringLiteral("Version"), versionOf(service));
    HttpRequest request{.method = "POST", .body = form.body(), .mostBytes = mostXml};
    request.headers.emplaceBack("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
    const auto answer = send(service, action, std::move(request), region, stop);
    return answer ? readXml(*answer) : fail(answer.error());
}

Result<QJsonObject> Client::json(const QString &service, const QString &target, const QJsonObject &body, std::stop_token stop,
                                 const QString &region)
{
    HttpRequest request{.method = "POST", .body = QJsonDocument(body).toJson(QJsonDocument::Compact), .mostBytes = mostJson};
    request.headers.emplaceBack("Content-Type", "application/x-amz-json-1.1");
    request.headers.emplaceBack("X-Amz-Target", target.toLatin1());
    const auto answer = send(service, target.mid(target.indexOf(QLatin1Char('.')) + 1), std::move(request), region, stop);
    return answer ? readJson(*answer) : fail(answer.error());
}

/// Whether AWS's clock says something else than that request did (others go beside it, and may have learnt it before); from then on it
/// counts.
bool Client::learnClock(const HttpAnswer &answer, qint64 askedAt)
{
    // Qt reads the date of a letter, whose zone is a number.
    const QByteArray said = headerOf(answer.headers, "date").replace("GMT", "+0000");
    const auto theirs = QDateTime::fromString(QString::fromLatin1(said), Qt::RFC2822Date);
    if (!theirs.isValid())
        return false;
    if (std::abs(theirs.toMSecsSinceEpoch() - askedAt) < clockMatters)
        return false;
    m_offset = theirs.toMSecsSinceEpoch() - m_clock.now();
    return true;
}

Result<HttpAnswer> Client::send(const QString &service, const QString &operation, HttpRequest request, const QString &region,
                                std::stop_token stop)
{
    const QString where = region.isEmpty() ? m_access.region : region;
    request.url = m_access.endpoint.isEmpty() ? endpointOf(service, where) : QUrl(m_access.endpoint);
    if (request.url.path().isEmpty())
        request.url.setPath(QStringLiteral("/"));
    const Scope scope{where, service == QLatin1String("service-quotas") ? QStringLiteral("servicequotas") : service};
    bool learnt = false;
    for (int tries = 0;; ++tries) {
        const qint64 now = this->now();
        const auto answer =
            m_http.send(sign(request, m_access.credentials, scope, QDateTime::fromMSecsSinceEpoch(now, Qt::UTC)), m_access.network, stop);
        if (!answer)
            return answer;
        const auto refusal = refusalOf(*answer);
        if (!refusal) {
            if (answer->status < 300)
                return answer;
            // Neither an answer nor a refusal: what it is says readXml, else nobody knows.
            const auto read = readXml(*answer);
            return fail(read ? Error{Cause::ProviderUnavailable,
                                     {{QStringLiteral("status"), QString::number(answer->status)}},
                                     NextAction::Retry,
                                     {},
                                     {}}
                             : read.error());
        }
        const Again again = meaningOf(refusal->code).again;
        if (again == Again::Later && tries + 1 < mostTries) {
            if (!m_clock.wait(pauseAfter(*answer, tries), stop))
                return fail({Cause::Cancelled, {}, NextAction::Resume, {}, {}});
            continue;
        }
        if (again == Again::WithClock && !learnt && learnClock(*answer, now)) {
            learnt = true;
            continue;
        }
        Error error = refusalError(*refusal, service, operation);
        if (error.cause == Cause::ClockWrong)
            error.params.insert(QStringLiteral("minutes"), QString::number(std::abs(m_offset) / 60'000));
        return fail(error);
    }
}

} // namespace fl::aws
