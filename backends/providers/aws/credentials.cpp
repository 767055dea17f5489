// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/providers/aws/credentials.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace fl::aws {
namespace {

using Section = QMap<QString, QString>;

constexpr qint64 mostBytes = 1 << 20; // of a file that people edit

QByteArray contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.read(mostBytes) : QByteArray();
}

Credentials keysOf(const Section &section, const QString &from)
{
    return {section.value(QStringLiteral("aws_access_key_id")), Secret::fromString(section.value(QStringLiteral("aws_secret_access_key"))),
            Secret::fromString(section.value(QStringLiteral("aws_session_token"))), 0, from};
}

std::optional<SsoProfile> ssoOf(const Section &section, const QMap<QString, Section> &config, const QString &cacheFolder)
{
    const QString session = section.value(QStringLiteral("sso_session"));
    const Section shared = session.isEmpty() ? section : config.value(QStringLiteral("sso-session ") + session);
    SsoProfile sso{shared.value(QStringLiteral("sso_start_url")),
                   shared.value(QStringLiteral("sso_region")),
                   section.value(QStringLiteral("sso_account_id")),
                   section.value(QStringLiteral("sso_role_name")),
                   {},
                   0};
    if (sso.startUrl.isEmpty() || sso.accountId.isEmpty())
        return std::nullopt;
    // The cache's file is named by the session, or by the start page where there is none.
    const QString key = session.isEmpty() ? sso.startUrl : session;
    const QString name = QString::fromLatin1(QCryptographicHash::hash(key.toUtf8(), QCryptographicHash::Sha1).toHex());
    const QJsonObject cached = QJsonDocument::fromJson(contents(cacheFolder + QLatin1Char('/') + name + QStringLiteral(".json"))).object();
    sso.token = Secret::fromString(cached.value(QLatin1String("accessToken")).toString());
    sso.expires = QDateTime::fromString(cached.value(QLatin1String("expiresAt")).toString(), Qt::ISODate).toMSecsSinceEpoch();
    return sso;
}

QString otherWay(const Section &section)
{
    for (const char *way : {"role_arn", "credential_process", "web_identity_token_file", "credential_source"})
        if (section.contains(QLatin1String(way)))
            return QLatin1String(way);
    return {};
}

} // namespace

CredentialPlaces CredentialPlaces::fromSystem()
{
    const QString folder = QDir::homePath() + QStringLiteral("/.aws");
    const auto named = [&](const char *variable, const char *usual) {
        const QString path = qEnvironmentVariable(variable);
        return path.isEmpty() ? folder + QLatin1String(usual) : path;
    };
    CredentialPlaces places{named("AWS_SHARED_CREDENTIALS_FILE", "/credentials"),
                            named("AWS_CONFIG_FILE", "/config"),
                            folder + QStringLiteral("/sso/cache"),
                            {}};
    for (const char *variable : {"AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE", "AWS_REGION",
                                 "AWS_DEFAULT_REGION", "AWS_ENDPOINT_URL"})
        if (const QByteArray value = qgetenv(variable); !value.isEmpty())
            places.environment.insert(QLatin1String(variable), value);
    return places;
}

QMap<QString, QMap<QString, QString>> iniSections(const QByteArray &text)
{
    QMap<QString, Section> sections;
    QString current;
    for (const QByteArray &raw : text.split('\n')) {
        const QString line = QString::fromUtf8(raw).trimmed();
        if (line.isEmpty() || line.startsWith(QLatin1Char('#')) || line.startsWith(QLatin1Char(';')))
            continue;
        if (line.startsWith(QLatin1Char('[')) && line.contains(QLatin1Char(']'))) {
            current = line.mid(1, line.indexOf(QLatin1Char(']')) - 1).simplified();
            if (current.startsWith(QLatin1String("profile ")))
                current = current.mid(8);
            sections[current];
        } else if (const qsizetype equals = line.indexOf(QLatin1Char('='));
                   equals > 0 && !current.isNull() && !raw.startsWith(' ') && !raw.startsWith('\t')) {
            sections[current].insert(line.left(equals).trimmed().toLower(), line.mid(equals + 1).trimmed());
        }
    }
    return sections;
}

std::vector<Profile> profilesOf(const CredentialPlaces &places)
{
    const auto config = iniSections(contents(places.configFile)), keys = iniSections(contents(places.credentialsFile));
    QStringList names;
    for (const QString &name : config.keys() + keys.keys())
        if (!name.startsWith(QLatin1String("sso-session ")) && !name.startsWith(QLatin1String("services ")) && !names.contains(name))
            names << name;
    std::sort(names.begin(), names.end());
    if (names.removeOne(QStringLiteral("default")))
        names.prepend(QStringLiteral("default"));

    std::vector<Profile> profiles;
    for (const QString &name : std::as_const(names)) {
        const Section settings = config.value(name), secrets = keys.value(name);
        Profile profile{name, settings.value(QStringLiteral("region"), secrets.value(QStringLiteral("region"))), {}, {}, {}};
        // Keys of the credentials file win over those of the configuration.
        const QString from = QStringLiteral("profile ") + name;
        profile.credentials = keysOf(secrets.contains(QStringLiteral("aws_access_key_id")) ? secrets : settings, from);
        if (profile.credentials.accessKeyId.isEmpty()) {
            profile.sso = ssoOf(settings, config, places.ssoCacheFolder);
            if (!profile.sso)
                profile.other = otherWay(settings);
        }
        profiles.push_back(std::move(profile));
    }
    return profiles;
}

std::optional<Credentials> environmentCredentials(const CredentialPlaces &places)
{
    const auto value = [&](const char *name) { return places.environment.value(QLatin1String(name)); };
    if (value("AWS_ACCESS_KEY_ID").isEmpty() || value("AWS_SECRET_ACCESS_KEY").isEmpty())
        return std::nullopt;
    return Credentials{QString::fromUtf8(value("AWS_ACCESS_KEY_ID")), Secret(value("AWS_SECRET_ACCESS_KEY")),
                       Secret(value("AWS_SESSION_TOKEN")), 0, QStringLiteral("environment")};
}

} // namespace fl::aws
