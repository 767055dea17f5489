// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/providers/lambda/client.h"

#include <QJsonDocument>

#include <algorithm>

namespace fl::lambda {
namespace {

constexpr qint64 betweenRequests = 1'000, betweenLaunches = 12'000, longestQueue = 5 * 60'000; // ms
constexpr qint64 mostBytes = 4 << 20;
constexpr int mostTries = 6; // of what was asked too fast

const QLatin1String launchPath("instance-operations/launch");

Error cancelled()
{
    return {Cause::Cancelled, {}, NextAction::Resume, {}, {}};
}

/// A key is one word; what else was pasted must not get into a header.
bool isOneWord(QByteArrayView key)
{
    return !key.isEmpty() && std::all_of(key.begin(), key.end(), [](char c) { return c > ' ' && c <= '~'; });
}

} // namespace

bool Pace::wait(Clock &clock, bool launch, std::stop_token stop)
{
    std::chrono::milliseconds pause{0};
    {
        const std::lock_guard lock(m_mutex);
        const qint64 now = clock.now();
        if (std::max(m_next, m_nextLaunch) > now + longestQueue) // the clock was put back
            m_next = m_nextLaunch = now;
        const qint64 turn = std::max({now, m_next, launch ? m_nextLaunch : 0});
        m_next = turn + betweenRequests;
        if (launch)
            m_nextLaunch = turn + betweenLaunches;
        pause = std::chrono::milliseconds(turn - now);
    }
    return pause.count() == 0 || clock.wait(pause, stop);
}

Result<QJsonValue> Client::ask(const char *method, const QString &path, const QJsonObject &body, std::stop_token stop)
{
    HttpRequest request{.method = method, .mostBytes = mostBytes};
    request.url = QUrl(m_access.endpoint.isEmpty() ? QStringLiteral("https://cloud.lambda.ai/") : m_access.endpoint);
    request.url.setPath(QStringLiteral("/api/v1/") + path);
    request.headers.emplaceBack("Accept", "application/json");
    if (!body.isEmpty()) {
        request.headers.emplaceBack("Content-Type", "application/json");
        request.body = QJsonDocument(body).toJson(QJsonDocument::Compact);
    }
    const bool word = m_access.key.reveal([&](QByteArrayView key) {
        if (isOneWord(key))
            request.headers.emplaceBack("Authorization", "Bearer " + key.toByteArray());
        return isOneWord(key);
    });
    if (!word)
        return fail(refusalError({401, QStringLiteral("global/invalid-api-key"), {}}));
    for (int tries = 0;; ++tries) {
        if (!m_pace.wait(m_clock, path == launchPath, stop))
            return fail(cancelled());
        const auto answer = m_http.send(request, m_access.network, stop);
        if (!answer)
            return fail(answer.error());
        if (answer->status == 429 && tries + 1 < mostTries) {
            if (!m_clock.wait(pauseAfter(*answer, tries), stop))
                return fail(cancelled());
            continue;
        }
        if (const auto refusal = refusalOf(*answer))
            return fail(refusalError(*refusal));
        if (const auto problem = notAnAnswer(*answer))
            return fail(*problem);
        if (answer->status >= 300) // neither an answer nor a refusal that says what it is
            return fail(
                {Cause::ProviderUnavailable, {{QStringLiteral("status"), QString::number(answer->status)}}, NextAction::Retry, {}, {}});
        const auto object = readJson(*answer);
        if (!object)
            return fail(object.error());
        if (!object->contains(QLatin1String("data")))
            return fail(unusable("unreadable"));
        return object->value(QLatin1String("data"));
    }
}

} // namespace fl::lambda
