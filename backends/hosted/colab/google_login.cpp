// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/hosted/colab/google_login.h"

#include <QHostAddress>

namespace fl::google {
namespace {

const QString scope = QStringLiteral("https://www.googleapis.com/auth/drive.file");

QString text(const Secret &secret)
{
    return secret.reveal([](QByteArrayView bytes) { return QString::fromUtf8(bytes).trimmed(); });
}

/// A sign-in is kept with the address that gave it, so that it is never shown to another.
Secret withAddress(const QUrl &token, const Secret &refresh)
{
    QString both = token.toString() + QLatin1Char(' ');
    both += text(refresh);
    return Secret::fromString(std::move(both));
}

std::optional<Secret> ofAddress(const QUrl &token, const std::optional<Secret> &kept)
{
    const QStringList words = kept ? text(*kept).split(QLatin1Char(' ')) : QStringList();
    return words.size() == 2 && words.first() == token.toString() ? std::optional(Secret::fromString(QString(words.last()))) : std::nullopt;
}

Error noClient()
{
    return {Cause::NotSupportedHere,
            {{QStringLiteral("provider"), QStringLiteral("google")}, {QStringLiteral("code"), QStringLiteral("no-client")}},
            NextAction::ReadHelp,
            QStringLiteral(
                "https://console.cloud.google.com/apis/credentials: OAuth client ID, Desktop app; switch the Google Drive API on.\n"
                "firstlight-cli hosted colab --upload --set colab.client_id=ID --secret colab.client_secret=@FILE"),
            {}};
}

} // namespace

Client builtInClient()
{
    return {QStringLiteral(FL_GOOGLE_CLIENT_ID), Secret(QByteArray(FL_GOOGLE_CLIENT_SECRET))};
}

Result<Places> placesOf(const QString &endpoint)
{
    if (endpoint.isEmpty())
        return Places{QUrl(QStringLiteral("https://accounts.google.com/o/oauth2/v2/auth")),
                      QUrl(QStringLiteral("https://oauth2.googleapis.com/token")),
                      QUrl(QStringLiteral("https://www.googleapis.com/drive/v3/files/generateIds")),
                      QUrl(QStringLiteral("https://www.googleapis.com/upload/drive/v3/files")),
                      QStringLiteral("https://colab.research.google.com/drive/")};
    const QUrl url(endpoint, QUrl::StrictMode);
    const bool here = url.host() == QLatin1String("localhost") || QHostAddress(url.host()).isLoopback();
    const bool safe = url.scheme() == QLatin1String("https") || (url.scheme() == QLatin1String("http") && here);
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty() || !safe)
        return fail({Cause::BadValue,
                     {{QStringLiteral("key"), QStringLiteral("colab.endpoint")},
                      {QStringLiteral("value"), url.toDisplayString(QUrl::RemoveUserInfo)},
                      {QStringLiteral("allowed"), QStringLiteral("https://HOST/")}},
                     NextAction::ChangeInput,
                     {},
                     {}});
    const QString base = url.toString(QUrl::StripTrailingSlash);
    return Places{QUrl(base + QStringLiteral("/o/oauth2/v2/auth")), QUrl(base + QStringLiteral("/token")),
                  QUrl(base + QStringLiteral("/drive/v3/files/generateIds")), QUrl(base + QStringLiteral("/upload/drive/v3/files")),
                  base + QStringLiteral("/drive/")};
}

Result<Login> Login::prepare(const HostedCall &call, const Client &builtIn)
{
    const QMap<QString, QString> &set = call.choices.provider;
    for (auto it = set.begin(); it != set.end(); ++it)
        if (it.key() != QLatin1String("client_id") && it.key() != QLatin1String("endpoint"))
            return fail(
                {Cause::UnknownKey, {{QStringLiteral("key"), QStringLiteral("colab.") + it.key()}}, NextAction::ChangeInput, {}, {}});
    auto places = placesOf(set.value(QStringLiteral("endpoint")));
    if (!places)
        return fail(places.error());
    Login login(call, std::move(*places));
    login.m_place = {QStringLiteral("google"),
                     login.m_places.authorize,
                     login.m_places.token,
                     builtIn.id,
                     builtIn.secret,
                     scope,
                     {call.choices.network.proxy, call.choices.network.caFile}};
    // A client id and its secret belong together: given ones, kept ones, or those of the build.
    QString own = set.value(QStringLiteral("client_id"));
    if (own.isEmpty())
        if (const auto kept = call.secret(clientId))
            own = text(*kept);
    if (!own.isEmpty()) {
        login.m_own = true;
        login.m_place.clientId = own;
        login.m_place.clientSecret = call.secret(clientSecret).value_or(Secret());
    }
    if (login.m_place.clientId.isEmpty())
        return fail(noClient());
    login.m_refresh = ofAddress(login.m_places.token, call.secret(refreshToken));
    login.m_kept = login.m_refresh.has_value();
    return login;
}

Result<Secret> Login::signIn()
{
    const auto tell = [this](const QUrl &page) {
        m_call.tell(QStringLiteral("hosted-sign-in"), {{QStringLiteral("url"), page.toString(QUrl::FullyEncoded)}});
    };
    auto signedIn = m_call.signIn.signIn(m_place, m_call.browserLimit, tell, m_call.stop);
    if (!signedIn)
        return fail(signedIn.error());
    m_refresh.reset();
    m_kept = false;
    if (!signedIn->refresh.isEmpty()) {
        m_refresh = signedIn->refresh;
        m_kept = m_call.keep(refreshToken, withAddress(m_places.token, signedIn->refresh));
        if (m_own && m_kept) {
            (void)m_call.keep(clientId, Secret::fromString(QString(m_place.clientId)));
            if (!m_place.clientSecret.isEmpty())
                (void)m_call.keep(clientSecret, m_place.clientSecret);
        }
    }
    return signedIn->access;
}

Result<Secret> Login::token()
{
    if (!m_refresh)
        return signIn();
    auto renewed = m_call.signIn.renew(m_place, *m_refresh, m_call.stop);
    if (renewed)
        return renewed->access;
    // What is kept does not hold any more, or is of another client: the user decides anew.
    const Cause cause = renewed.error().cause;
    if (cause == Cause::CredentialsExpired || cause == Cause::CredentialsRefused || cause == Cause::PermissionMissing)
        return signIn();
    return fail(renewed.error());
}

} // namespace fl::google
