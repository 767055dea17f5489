// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/providers/aws/login.h"

#include "backends/providers/aws/regions.h"

#include <QUrlQuery>

#include <algorithm>

namespace fl::aws {
namespace {

constexpr qint64 soonOver = 5 * 60'000; // ms: what is begun with it shall also end

QString text(const Secret &secret)
{
    return secret.reveal([](QByteArrayView bytes) { return QString::fromUtf8(bytes).trimmed(); });
}

Error expired(const QString &from)
{
    return {Cause::CredentialsExpired,
            {{QStringLiteral("provider"), QStringLiteral("aws")}, {QStringLiteral("from"), from}},
            NextAction::SignInAgain,
            {},
            {}};
}

/// The three parts of a key, as `secret` has them; unset where it has none.
std::optional<Credentials> keysFrom(const std::function<std::optional<Secret>(const QString &name)> &secret, const char *from)
{
    if (!secret)
        return std::nullopt;
    const auto id = secret(QStringLiteral("aws.access_key_id"));
    const auto key = id ? secret(QStringLiteral("aws.secret_access_key")) : std::nullopt;
    if (!id || !key || id->isEmpty() || key->isEmpty())
        return std::nullopt;
    const auto token = secret(QStringLiteral("aws.session_token"));
    return Credentials{text(*id), Secret::fromString(text(*key)), token ? Secret::fromString(text(*token)) : Secret(), 0,
                       QString::fromLatin1(from)};
}

/// Source: docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_GetRoleCredentials.html
Result<Credentials> buy(const SsoProfile &sso, const QString &from, const HttpSettings &network, ProviderCall &call)
{
    if (sso.token.isEmpty() || sso.expires <= call.ports.clock.now())
        return fail(expired(from));
    HttpRequest request;
    request.url = QUrl(QStringLiteral("https://portal.sso.%1.%2/federation/credentials").arg(sso.region, domainOf(sso.region)));
    QUrlQuery query;
    query.addQueryItem(QStringLiteral("role_name"), sso.roleName);
    query.addQueryItem(QStringLiteral("account_id"), sso.accountId);
    request.url.setQuery(query);
    request.headers.emplaceBack("x-amz-sso_bearer_token", sso.token.reveal([](QByteArrayView token) { return token.toByteArray(); }));
    const auto answer = call.ports.http.send(request, network, call.stop);
    if (!answer)
        return fail(answer.error());
    if (answer->status == 401)
        return fail(expired(from));
    if (const auto refusal = refusalOf(*answer))
        return fail(refusalError(*refusal, QStringLiteral("sso"), QStringLiteral("GetRoleCredentials")));
    const auto object = readJson(*answer);
    if (!object)
        return fail(object.error());
    const QJsonObject role = object->value(QLatin1String("roleCredentials")).toObject();
    return Credentials{role.value(QLatin1String("accessKeyId")).toString(),
                       Secret::fromString(role.value(QLatin1String("secretAccessKey")).toString()),
                       Secret::fromString(role.value(QLatin1String("sessionToken")).toString()),
                       role.value(QLatin1String("expiration")).toInteger(), from};
}

QString profileName(const Choices &choices, const CredentialPlaces &places)
{
    const QString chosen = choices.provider.value(QStringLiteral("profile"));
    return chosen.isEmpty() ? QString::fromUtf8(places.environment.value(QStringLiteral("AWS_PROFILE"))) : chosen;
}

} // namespace

std::optional<Credentials> BoughtLogins::find(const QString &profile, qint64 now) const
{
    const std::lock_guard lock(m_mutex);
    const auto known = m_bought.constFind(profile);
    return known == m_bought.constEnd() || known->expires - now < soonOver ? std::nullopt : std::optional(*known);
}

void BoughtLogins::keep(const QString &profile, const Credentials &credentials)
{
    const std::lock_guard lock(m_mutex);
    m_bought.insert(profile, credentials);
}

Result<Credentials> login(const Choices &choices, const CredentialPlaces &places, ProviderCall &call, BoughtLogins &bought)
{
    if (auto given = keysFrom(call.secret, "pasted"))
        return std::move(*given);
    const QString name = profileName(choices, places);
    if (name.isEmpty()) {
        if (auto found = environmentCredentials(places))
            return std::move(*found);
        if (auto kept = keysFrom(call.kept, "kept"))
            return std::move(*kept);
    }
    const auto profiles = profilesOf(places);
    const QString wanted = name.isEmpty() ? QStringLiteral("default") : name;
    const auto profile = std::find_if(profiles.begin(), profiles.end(), [&](const Profile &each) { return each.name == wanted; });
    if (profile == profiles.end()) {
        if (name.isEmpty())
            return fail({Cause::SecretMissing,
                         {{QStringLiteral("name"), QStringLiteral("aws.access_key_id")}},
                         NextAction::CheckCredentials,
                         {},
                         {}});
        QStringList names;
        for (const Profile &each : profiles)
            names << each.name;
        return fail({Cause::BadValue,
                     {{QStringLiteral("key"), QStringLiteral("aws.profile")},
                      {QStringLiteral("value"), name},
                      {QStringLiteral("allowed"), names.join(QStringLiteral(", "))}},
                     NextAction::ChangeInput,
                     {},
                     {}});
    }
    if (!profile->credentials.accessKeyId.isEmpty())
        return profile->credentials;
    if (profile->sso) {
        if (auto known = bought.find(wanted, call.ports.clock.now()))
            return std::move(*known);
        auto fresh = buy(*profile->sso, QStringLiteral("profile ") + wanted, {choices.network.proxy, choices.network.caFile}, call);
        if (fresh)
            bought.keep(wanted, *fresh);
        return fresh;
    }
    if (!profile->other.isEmpty())
        return fail({Cause::NotSupportedHere, {{QStringLiteral("what"), profile->other}}, NextAction::CheckCredentials, {}, {}});
    return fail(
        {Cause::SecretMissing, {{QStringLiteral("name"), QStringLiteral("aws.access_key_id")}}, NextAction::CheckCredentials, {}, {}});
}

QString usualRegion(const Choices &choices, const CredentialPlaces &places)
{
    for (const char *variable : {"AWS_REGION", "AWS_DEFAULT_REGION"})
        if (const QByteArray region = places.environment.value(QLatin1String(variable)); !region.isEmpty())
            return QString::fromUtf8(region);
    const QString name = profileName(choices, places);
    for (const Profile &profile : profilesOf(places))
        if (profile.name == (name.isEmpty() ? QStringLiteral("default") : name) && !profile.region.isEmpty())
            return profile.region;
    return QStringLiteral("us-east-1");
}

} // namespace fl::aws
