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

Result<QString> idOf(const HttpAnswer &answer)
{
    // It becomes part of an address that is opened.
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9_-]{1,200}$"));
    const QString id = QJsonDocument::fromJson(answer.body).object().value(QLatin1String("id")).toString();
    if (answer.status == 200 && plain.match(id).hasMatch())
        return id;
    return fail(unusable(answer.body.trimmed().startsWith('<') ? "sign-in-page" : "unreadable"));
}

} // namespace

Result<QString> createNotebook(const QString &name, const QByteArray &notebook, const Secret &token, const Login &login,
                               const HostedCall &call)
{
    const QByteArray boundary = "firstlight-" + QByteArray::number(QRandomGenerator::system()->generate64(), 16);
    HttpRequest request{.method = "POST", .url = login.places().upload};
    request.url.setQuery(QStringLiteral("uploadType=multipart"));
    request.headers.emplaceBack("Authorization", token.reveal([](QByteArrayView bytes) { return "Bearer " + bytes.toByteArray(); }));
    request.headers.emplaceBack("Content-Type", "multipart/related; boundary=" + boundary);
    request.body =
        related({{QStringLiteral("name"), name}, {QStringLiteral("mimeType"), QStringLiteral("application/vnd.google.colaboratory")}},
                notebook, boundary);
    for (int tries = 1;; ++tries) {
        const auto answer = call.http.send(request, login.network(), call.stop);
        if (!answer)
            return fail(answer.error());
        const auto refused = refusedBy(*answer);
        if (isLater(answer->status, refused ? refused->reason : QString())) {
            if (tries == mostTries)
                return fail(unusable("busy"));
            if (!call.clock.wait(firstPause * (1 << tries), call.stop))
                return fail({Cause::Cancelled, {}, NextAction::Resume, {}, {}});
            continue;
        }
        if (refused && answer->status >= 400)
            return fail(refusalError(answer->status, *refused));
        return idOf(*answer);
    }
}

} // namespace fl::google
