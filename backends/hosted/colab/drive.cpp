// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/hosted/colab/drive.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QRegularExpression>
#include <QUrlQuery>

namespace fl::google {
namespace {

constexpr int mostTries = 4;
constexpr std::chrono::milliseconds firstPause{500};
constexpr qsizetype mostWords = 300; // of Google's, in an error

Error about(Cause cause, NextAction next, const QString &code, const QString &detail)
{
    return {cause,
            {{QStringLiteral("provider"), QStringLiteral("google")}, {QStringLiteral("code"), code.left(mostWords)}},
            next,
            detail.left(mostWords),
            {}};
}

Error unusable(const char *why)
{
    Error error = about(Cause::ProviderUnavailable, NextAction::Retry, {}, {});
    error.params.insert(QStringLiteral("why"), QLatin1String(why));
    return error;
}

/// Two parts: what the file is called, and the file. The boundary is random, so that nothing in them looks like it.
QByteArray related(const QJsonObject &file, const QByteArray &content, const QByteArray &boundary)
{
    return "--" + boundary + "\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n"
        + QJsonDocument(file).toJson(QJsonDocument::Compact) + "\r\n--" + boundary + "\r\nContent-Type: application/json\r\n\r\n" + content
        + "\r\n--" + boundary + "--\r\n";
}

struct Refused {
    QString reason, message;
};

std::optional<Refused> refusedBy(const HttpAnswer &answer)
{
    const QJsonObject error = QJsonDocument::fromJson(answer.body).object().value(QLatin1String("error")).toObject();
    if (error.isEmpty())
        return std::nullopt;
    const QJsonObject first = error.value(QLatin1String("errors")).toArray().at(0).toObject();
    return Refused{first.value(QLatin1String("reason")).toString(), error.value(QLatin1String("message")).toString()};
}

bool isLater(int status, const QString &reason)
{
    return status == 429 || status >= 500 || reason == QLatin1String("userRateLimitExceeded")
        || reason == QLatin1String("rateLimitExceeded");
}

Error refusalError(int status, const Refused &refused)
{
    if (status == 401)
        return about(Cause::CredentialsExpired, NextAction::SignInAgain, refused.reason, refused.message);
    if (refused.reason == QLatin1String("insufficientPermissions"))
        return about(Cause::PermissionMissing, NextAction::SignInAgain, refused.reason, refused.message);
    if (refused.reason == QLatin1String("accessNotConfigured"))
        return about(Cause::AccountNotReady, NextAction::FinishAccount, refused.reason, refused.message);
    if (refused.reason == QLatin1String("storageQuotaExceeded"))
        return about(Cause::QuotaExceeded, NextAction::FreeDiskSpace, refused.reason, refused.message);
    return about(Cause::ProviderRefused, NextAction::Retry, refused.reason, refused.message);
}

/// It may have been done all the same.
bool isOpen(Cause cause)
{
    return cause == Cause::ConnectionLost || cause == Cause::ConnectionTimeout;
}

/// What Google says to a request, be it the one refusal that is no error.
Result<HttpAnswer> ask(HttpRequest request, const std::optional<QString> &expected, const Secret &token, const Login &login,
                       const HostedCall &call)
{
    request.headers.emplaceBack("Authorization", token.reveal([](QByteArrayView bytes) { return "Bearer " + bytes.toByteArray(); }));
    for (int tries = 1;; ++tries) {
        const auto answer = call.http.send(request, login.network(), call.stop);
        if (!answer && (!isOpen(answer.error().cause) || tries == mostTries))
            return fail(answer.error());
        const auto refused = answer ? refusedBy(*answer) : std::nullopt;
        if (!answer || isLater(answer->status, refused ? refused->reason : QString())) {
            if (tries == mostTries)
                return fail(unusable("busy"));
            if (!call.clock.wait(firstPause * (1 << tries), call.stop))
                return fail({Cause::Cancelled, {}, NextAction::Resume, {}, {}});
            continue;
        }
        if (refused && answer->status >= 400 && refused->reason != expected)
            return fail(refusalError(answer->status, *refused));
        return *answer;
    }
}

Error notUnderstood(const HttpAnswer &answer)
{
    return unusable(answer.body.trimmed().startsWith('<') ? "sign-in-page" : "unreadable");
}

} // namespace

Result<QString> reserveId(const Secret &token, const Login &login, const HostedCall &call)
{
    // It becomes part of an address that is opened.
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9_-]{1,200}$"));
    HttpRequest request{.url = login.places().ids};
    request.url.setQuery(QStringLiteral("count=1"));
    const auto answer = ask(std::move(request), std::nullopt, token, login, call);
    if (!answer)
        return fail(answer.error());
    const QString id = QJsonDocument::fromJson(answer->body).object().value(QLatin1String("ids")).toArray().at(0).toString();
    return answer->status == 200 && plain.match(id).hasMatch() ? Result<QString>(id) : fail(notUnderstood(*answer));
}

Status createNotebook(const QString &id, const QString &name, const QByteArray &notebook, const Secret &token, const Login &login,
                      const HostedCall &call)
{
    const QByteArray boundary = "firstlight-" + QByteArray::number(QRandomGenerator::system()->generate64(), 16);
    HttpRequest request{.method = "POST", .url = login.places().upload};
    request.url.setQuery(QStringLiteral("uploadType=multipart"));
    request.headers.emplaceBack("Content-Type", "multipart/related; boundary=" + boundary);
    request.body = related({{QStringLiteral("id"), id},
                            {QStringLiteral("name"), name},
                            {QStringLiteral("mimeType"), QStringLiteral("application/vnd.google.colaboratory")}},
                           notebook, boundary);
    const QString there = QStringLiteral("fileIdInUse");
    const auto answer = ask(std::move(request), there, token, login, call);
    if (!answer)
        return fail(answer.error());
    if (const auto refused = refusedBy(*answer); refused && refused->reason == there)
        return {};
    const bool made = QJsonDocument::fromJson(answer->body).object().value(QLatin1String("id")).toString() == id;
    return answer->status == 200 && made ? Status() : fail(notUnderstood(*answer));
}

} // namespace fl::google
