// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cloudsim/google_contract.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

namespace fl {

GoogleContract::GoogleContract()
{
    QFile file(QStringLiteral(FL_SOURCE_DIR "/tests/contracts/colab-drive.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("tests/contracts/colab-drive.json cannot be read");
    m_contract = QJsonDocument::fromJson(file.readAll()).object();
    m_auth = m_contract.value(QLatin1String("auth")).toObject();
}

QString GoogleContract::scope() const
{
    return m_auth.value(QLatin1String("scope")).toString();
}

int GoogleContract::statusOfToken(const QString &error) const
{
    return m_auth.value(QLatin1String("tokenErrors")).toObject().value(error).toInt(400);
}

int GoogleContract::statusOfDrive(const QString &reason) const
{
    const QJsonObject errors = m_contract.value(QLatin1String("errors")).toObject();
    for (auto it = errors.begin(); it != errors.end(); ++it)
        if (it.key().mid(4).split(QRegularExpression(QStringLiteral("[ /]+"))).contains(reason))
            return it.key().left(3).toInt();
    return 400;
}

/// A text in the contract that is one word is the value itself; "required" and sentences only ask for some value.
QStringList GoogleContract::compare(const QString &what, const QJsonObject &wanted, const QMap<QString, QString> &given)
{
    QStringList found;
    for (auto it = given.begin(); it != given.end(); ++it)
        if (!wanted.contains(it.key()))
            found << QStringLiteral("%1: there is no parameter %2").arg(what, it.key());
    for (auto it = wanted.begin(); it != wanted.end(); ++it) {
        const QString rule = it->toString(), value = given.value(it.key());
        if (value.isEmpty())
            found << QStringLiteral("%1: %2 is missing").arg(what, it.key());
        else if (!rule.contains(QLatin1Char(' ')) && rule != QLatin1String("required") && rule != value)
            found << QStringLiteral("%1: %2 is %3, not %4").arg(what, it.key(), value, rule);
    }
    return found;
}

QStringList GoogleContract::authorizeViolations(const QMap<QString, QString> &query) const
{
    QStringList found = compare(QStringLiteral("authorize"), m_auth.value(QLatin1String("authorizeQuery")).toObject(), query);
    static const QRegularExpression door(QStringLiteral("^http://127\\.0\\.0\\.1:[0-9]{2,5}/?$"));
    static const QRegularExpression challenge(QStringLiteral("^[A-Za-z0-9_-]{43}$"));
    if (!door.match(query.value(QStringLiteral("redirect_uri"))).hasMatch())
        found << QStringLiteral("authorize: redirect_uri is no loopback address");
    if (!challenge.match(query.value(QStringLiteral("code_challenge"))).hasMatch())
        found << QStringLiteral("authorize: code_challenge is no SHA-256");
    if (query.value(QStringLiteral("state")).size() < 22)
        found << QStringLiteral("authorize: state can be guessed");
    if (query.value(QStringLiteral("scope")) != scope())
        found << QStringLiteral("authorize: scope is %1").arg(query.value(QStringLiteral("scope")));
    return found;
}

QStringList GoogleContract::tokenViolations(const QMap<QString, QString> &form) const
{
    if (form.value(QStringLiteral("grant_type")) == QLatin1String("refresh_token")) {
        const QString required = QStringLiteral("required");
        return compare(QStringLiteral("token"),
                       {{QStringLiteral("grant_type"), QStringLiteral("refresh_token")},
                        {QStringLiteral("refresh_token"), required},
                        {QStringLiteral("client_id"), required},
                        {QStringLiteral("client_secret"), required}},
                       form);
    }
    static const QRegularExpression verifier(QStringLiteral("^[A-Za-z0-9._~-]{43,128}$"));
    QStringList found = compare(QStringLiteral("token"), m_auth.value(QLatin1String("tokenForm")).toObject(), form);
    if (!verifier.match(form.value(QStringLiteral("code_verifier"))).hasMatch())
        found << QStringLiteral("token: code_verifier is none");
    return found;
}

void GoogleContract::typeViolations(const QString &where, const QJsonObject &given, const QJsonValue &value, QStringList &found) const
{
    const QString name = given.value(QLatin1String("$ref")).toString();
    const QJsonObject schema = name.isEmpty() ? given : m_contract.value(QLatin1String("schemas")).toObject().value(name).toObject();
    const QString type = schema.value(QLatin1String("type")).toString();
    if (type == QLatin1String("object")) {
        const QJsonObject members = schema.value(QLatin1String("properties")).toObject(), object = value.toObject();
        if (!value.isObject())
            found << where + QStringLiteral(" is no object");
        for (auto it = object.begin(); it != object.end(); ++it)
            if (members.contains(it.key()))
                typeViolations(where + QLatin1Char('.') + it.key(), members.value(it.key()).toObject(), *it, found);
            else if (!schema.contains(QLatin1String("additionalProperties")))
                found << QStringLiteral("%1: there is no member %2").arg(where, it.key());
    } else if (type == QLatin1String("array")) {
        if (!value.isArray())
            found << where + QStringLiteral(" is no list");
        for (const QJsonValue &each : value.toArray())
            typeViolations(where + QStringLiteral("[]"), schema.value(QLatin1String("items")).toObject(), each, found);
    } else if (type == QLatin1String("boolean")      ? !value.isBool()
                   : type == QLatin1String("string") ? !value.isString()
                                                     : !value.isDouble()) {
        found << QStringLiteral("%1 is no %2").arg(where, type);
    }
}

QStringList GoogleContract::idsViolations(const QMap<QString, QString> &query) const
{
    const QJsonObject allowed = m_contract.value(QLatin1String("operations"))
                                    .toObject()
                                    .value(QLatin1String("drive.files.generateIds"))
                                    .toObject()
                                    .value(QLatin1String("parameters"))
                                    .toObject();
    QStringList found;
    for (auto it = query.begin(); it != query.end(); ++it) {
        const QJsonObject rule = allowed.value(it.key()).toObject();
        const auto limit = [&](const char *name) { return rule.value(QLatin1String(name)).toString().toInt(); };
        if (rule.isEmpty())
            found << QStringLiteral("ids: there is no parameter %1").arg(it.key());
        else if (rule.value(QLatin1String("type")).toString() == QLatin1String("integer")
                 && (it->toInt() < limit("minimum") || it->toInt() > limit("maximum")))
            found << QStringLiteral("ids: %1 is %2").arg(it.key(), *it);
    }
    return found;
}

QStringList GoogleContract::uploadViolations(const QMap<QString, QString> &query, const QJsonObject &file,
                                             const QByteArray &mediaType) const
{
    const QJsonObject create =
        m_contract.value(QLatin1String("operations")).toObject().value(QLatin1String("drive.files.create")).toObject();
    const QJsonObject wanted = create.value(QLatin1String("multipart")).toObject().value(QLatin1String("query")).toObject();
    QJsonObject allowed = create.value(QLatin1String("parameters")).toObject();
    QStringList found;
    for (auto it = wanted.begin(); it != wanted.end(); ++it) {
        allowed.insert(it.key(), *it);
        if (query.value(it.key()) != it->toString())
            found << QStringLiteral("upload: %1 is not %2").arg(it.key(), it->toString());
    }
    for (auto it = query.begin(); it != query.end(); ++it)
        if (!allowed.contains(it.key()))
            found << QStringLiteral("upload: there is no parameter %1").arg(it.key());
    typeViolations(QStringLiteral("upload"), {{QStringLiteral("$ref"), create.value(QLatin1String("request"))}}, file, found);
    const QJsonObject colab = m_contract.value(QLatin1String("colab")).toObject();
    const QString mimeType = colab.value(QLatin1String("mimeTypeOfNotebook")).toString().section(QLatin1Char(' '), 0, 0);
    if (file.value(QLatin1String("mimeType")).toString() != mimeType)
        found << QStringLiteral("upload: mimeType is not %1").arg(mimeType);
    if (!file.value(QLatin1String("name")).toString().endsWith(QLatin1String(".ipynb")))
        found << QStringLiteral("upload: name does not end in .ipynb");
    if (mediaType != "application/json" && mediaType != "application/x-ipynb+json")
        found << QStringLiteral("upload: the notebook comes as %1").arg(QString::fromLatin1(mediaType));
    return found;
}

} // namespace fl
