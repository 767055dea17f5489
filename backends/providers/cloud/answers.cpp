// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/providers/cloud/answers.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>

#include <algorithm>

namespace fl {
namespace {

constexpr qint64 firstPause = 1'000, longestPause = 30'000; // ms

/// A page for people in place of an answer for programs.
bool isPage(const HttpAnswer &answer)
{
    const QByteArray start = answer.body.left(512).trimmed().toLower();
    return headerOf(answer.headers, "content-type").toLower().startsWith("text/html") || start.startsWith("<!doctype html")
        || start.startsWith("<html");
}

/// The names in all objects below, and at `value`.
qsizetype namesIn(const QJsonValue &value)
{
    qsizetype names = 0;
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        names = object.size();
        for (const QJsonValue &each : object)
            names += namesIn(each);
    } else if (value.isArray()) {
        for (const QJsonValue &each : value.toArray())
            names += namesIn(each);
    }
    return names;
}

/// A name that stands twice in one object: Qt takes one of the two, and which was meant nobody knows. Each name has its colon.
bool hasNamesTwice(const QByteArray &json, const QJsonObject &read)
{
    qsizetype colons = 0;
    bool quoted = false;
    for (qsizetype i = 0; i < json.size(); ++i) {
        if (quoted && json[i] == '\\')
            ++i;
        else if (json[i] == '"')
            quoted = !quoted;
        else if (json[i] == ':' && !quoted)
            ++colons;
    }
    return colons != namesIn(read);
}

} // namespace

Error unusable(const char *why)
{
    return {Cause::ProviderUnavailable, {{QStringLiteral("why"), QLatin1String(why)}}, NextAction::Retry, {}, {}};
}

std::optional<Error> notAnAnswer(const HttpAnswer &answer)
{
    if (answer.status >= 300 && answer.status < 400)
        return unusable("redirect");
    if (isPage(answer))
        return unusable("sign-in-page");
    return std::nullopt;
}

Result<QJsonObject> readJson(const HttpAnswer &answer)
{
    if (const auto problem = notAnAnswer(answer))
        return fail(*problem);
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(answer.body, &error);
    if (error.error == QJsonParseError::DeepNesting)
        return fail(unusable("too-deep"));
    if (!document.isObject() || hasNamesTwice(answer.body, document.object()))
        return fail(unusable("unreadable"));
    return document.object();
}

std::chrono::milliseconds pauseAfter(const HttpAnswer &answer, int tries)
{
    bool said = false;
    const qint64 seconds = headerOf(answer.headers, "retry-after").toLongLong(&said);
    const qint64 pause = said ? std::clamp<qint64>(seconds, 0, longestPause / 1000) * 1000 : std::min(firstPause << tries, longestPause);
    return std::chrono::milliseconds(pause + QRandomGenerator::global()->bounded(pause / 4 + 1));
}

} // namespace fl
