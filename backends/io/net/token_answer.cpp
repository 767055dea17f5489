// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/io/net/token_answer.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace fl {
namespace {

constexpr qsizetype mostWords = 300; // of a stranger, in an error

Error unusable(const SignInPlace &place, const char *why)
{
    return {Cause::ProviderUnavailable,
            {{QStringLiteral("provider"), place.provider}, {QStringLiteral("why"), QLatin1String(why)}},
            NextAction::Retry,
            {},
            {}};
}

Error refusal(const SignInPlace &place, const QString &word, const QString &said, bool renewed)
{
    if (word == QLatin1String("invalid_grant") && renewed)
        return {Cause::CredentialsExpired, {{QStringLiteral("provider"), place.provider}}, NextAction::SignInAgain, said, {}};
    if (word == QLatin1String("invalid_grant"))
        return signInRefused(place, "code", word, said);
    Error error = signInRefused(place, "other", word, said);
    if (word == QLatin1String("invalid_client") || word == QLatin1String("unauthorized_client")) {
        error.params.insert(QStringLiteral("why"), QStringLiteral("client"));
        error.next = NextAction::ChangeInput;
    }
    return error;
}

bool grantsAll(const QString &granted, const QString &wanted)
{
    const QStringList words = granted.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    const QStringList needed = wanted.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return std::all_of(needed.begin(), needed.end(), [&](const QString &each) { return words.contains(each); });
}

} // namespace

Error signInRefused(const SignInPlace &place, const char *why, const QString &error, const QString &detail)
{
    return {Cause::CredentialsRefused,
            {{QStringLiteral("provider"), place.provider},
             {QStringLiteral("why"), QLatin1String(why)},
             {QStringLiteral("error"), error.left(mostWords)}},
            NextAction::SignInAgain,
            detail.left(mostWords),
            {}};
}

Result<SignedIn> tokensOf(const HttpAnswer &answer, const SignInPlace &place, bool renewed)
{
    if (answer.status >= 500)
        return fail(unusable(place, "busy"));
    const QJsonObject said = QJsonDocument::fromJson(answer.body).object();
    if (said.isEmpty())
        return fail(unusable(place, answer.body.trimmed().startsWith('<') ? "sign-in-page" : "unreadable"));
    const auto text = [&](const char *name) { return said.value(QLatin1String(name)).toString(); };
    if (answer.status >= 400 && !text("error").isEmpty())
        return fail(refusal(place, text("error"), text("error_description"), renewed));
    if (answer.status != 200 || text("access_token").isEmpty()
        || text("token_type").compare(QLatin1String("bearer"), Qt::CaseInsensitive) != 0)
        return fail(unusable(place, "unreadable"));
    // Left out, it is what was asked for.
    if (said.contains(QLatin1String("scope")) && !grantsAll(text("scope"), place.scope))
        return fail({Cause::PermissionMissing,
                     {{QStringLiteral("provider"), place.provider}, {QStringLiteral("permission"), place.scope}},
                     NextAction::SignInAgain,
                     {},
                     {}});
    return SignedIn{Secret::fromString(text("access_token")), Secret::fromString(text("refresh_token"))};
}

} // namespace fl
