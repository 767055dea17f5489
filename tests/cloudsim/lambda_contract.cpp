// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cloudsim/lambda_contract.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

#include <algorithm>

namespace fl {
namespace {

QRegularExpression formOf(const QString &path)
{
    QString form = QRegularExpression::escape(path);
    form.replace(QLatin1String("\\{id\\}"), QLatin1String("([^/]+)"));
    return QRegularExpression(QLatin1Char('^') + form + QLatin1Char('$'));
}

QJsonObject schemaIn(const QJsonObject &holder)
{
    return holder.value(QLatin1String("content"))
        .toObject()
        .value(QLatin1String("application/json"))
        .toObject()
        .value(QLatin1String("schema"))
        .toObject();
}

bool isOfType(const QString &type, const QJsonValue &value)
{
    if (type == QLatin1String("object"))
        return value.isObject();
    if (type == QLatin1String("array"))
        return value.isArray();
    if (type == QLatin1String("string"))
        return value.isString();
    if (type == QLatin1String("boolean"))
        return value.isBool();
    return value.isDouble() && (type != QLatin1String("integer") || value.toDouble() == double(value.toInteger()));
}

bool isIpv4Network(const QString &text)
{
    static const QRegularExpression form(
        QStringLiteral("^(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)\\.){3}(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:/(?:3[0-2]|[12]?\\d))?$"));
    return form.match(text).hasMatch();
}

} // namespace

LambdaContract::LambdaContract()
{
    QFile file(QStringLiteral(FL_SOURCE_DIR "/tests/contracts/lambda.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("tests/contracts/lambda.json cannot be read");
    const QJsonObject contract = QJsonDocument::fromJson(file.readAll()).object();
    m_operations = contract.value(QLatin1String("operations")).toObject();
    m_schemas = contract.value(QLatin1String("components")).toObject().value(QLatin1String("schemas")).toObject();
}

QString LambdaContract::operationOf(const Request &request) const
{
    QString found;
    for (auto it = m_operations.begin(); it != m_operations.end(); ++it) {
        const QJsonObject operation = it->toObject();
        const QString path = operation.value(QLatin1String("path")).toString();
        if (operation.value(QLatin1String("method")).toString().toLatin1() != request.method
            || !formOf(path).match(request.path).hasMatch())
            continue;
        if (found.isEmpty() || path == request.path) // "global" is no {id}
            found = it.key();
    }
    return found;
}

QString LambdaContract::idIn(const Request &request) const
{
    return formOf(operation(operationOf(request)).value(QLatin1String("path")).toString()).match(request.path).captured(1);
}

QJsonObject LambdaContract::resolved(const QJsonObject &schema) const
{
    const QString name = schema.value(QLatin1String("$ref")).toString().section(QLatin1Char('/'), -1);
    return name.isEmpty() ? schema : m_schemas.value(name).toObject();
}

/// `closed`: a member that the schema does not name is a mistake.
void LambdaContract::judge(const QString &where, const QJsonObject &given, const QJsonValue &value, bool closed, QStringList &found) const
{
    const QJsonObject schema = resolved(given);
    if (const QJsonArray any = schema.value(QLatin1String("anyOf")).toArray(); !any.isEmpty()) {
        QStringList least;
        for (const QJsonValue &each : any) {
            QStringList wrong;
            judge(where, each.toObject(), value, closed, wrong);
            if (wrong.isEmpty())
                return;
            if (least.isEmpty() || wrong.size() < least.size())
                least = wrong;
        }
        found += least;
        return;
    }
    if (const QString type = schema.value(QLatin1String("type")).toString(); !type.isEmpty() && !isOfType(type, value)) {
        found << QStringLiteral("%1 is no %2").arg(where, type);
        return;
    }
    const auto limit = [&](const char *name) { return schema.value(QLatin1String(name)); };
    if (schema.contains(QLatin1String("const")) && limit("const") != value)
        found << QStringLiteral("%1 is not %2").arg(where, limit("const").toString());
    if (const QJsonArray allowed = limit("enum").toArray(); !allowed.isEmpty() && !allowed.contains(value))
        found << QStringLiteral("%1 cannot be %2").arg(where, value.toString());
    if (value.isString()) {
        const QString text = value.toString();
        if (text.size() < limit("minLength").toInt(0) || text.size() > limit("maxLength").toInt(1 << 20))
            found << QStringLiteral("%1 is too short or too long").arg(where);
        if (const QString pattern = limit("pattern").toString(); !pattern.isEmpty() && !QRegularExpression(pattern).match(text).hasMatch())
            found << QStringLiteral("%1 does not look like %2").arg(where, pattern);
        if (limit("format").toString() == QLatin1String("ipv4network") && !isIpv4Network(text))
            found << QStringLiteral("%1 is no range of addresses: %2").arg(where, text);
    } else if (value.isDouble()) {
        if (value.toDouble() < limit("minimum").toDouble(-1e15) || value.toDouble() > limit("maximum").toDouble(1e15))
            found << QStringLiteral("%1 is too small or too large").arg(where);
    } else if (value.isArray()) {
        const QJsonArray list = value.toArray();
        if (list.size() < limit("minItems").toInt(0) || list.size() > limit("maxItems").toInt(1 << 20))
            found << QStringLiteral("%1 has too few or too many items").arg(where);
        for (const QJsonValue &each : list)
            judge(where + QStringLiteral("[]"), schema.value(QLatin1String("items")).toObject(), each, closed, found);
    } else if (value.isObject()) {
        const QJsonObject members = schema.value(QLatin1String("properties")).toObject(), object = value.toObject();
        const QJsonValue others = schema.value(QLatin1String("additionalProperties"));
        for (auto it = object.begin(); it != object.end(); ++it) {
            const QString path = where + QLatin1Char('.') + it.key();
            if (members.contains(it.key()))
                judge(path, members.value(it.key()).toObject(), *it, closed, found);
            else if (others.isObject())
                judge(path, others.toObject(), *it, closed, found);
            else if (closed || others == QJsonValue(false))
                found << QStringLiteral("%1: there is no member %2").arg(where, it.key());
        }
        for (const QJsonValue &name : schema.value(QLatin1String("required")).toArray())
            if (!object.contains(name.toString()))
                found << QStringLiteral("%1: %2 is missing").arg(where, name.toString());
    }
}

QStringList LambdaContract::violations(const Request &request) const
{
    const QString name = operationOf(request);
    if (name.isEmpty())
        return {QStringLiteral("there is no %1 %2").arg(QString::fromLatin1(request.method), request.path)};
    QStringList found;
    QStringList allowed;
    for (const QJsonValue &parameter : operation(name).value(QLatin1String("parameters")).toArray())
        if (parameter.toObject().value(QLatin1String("in")) == QLatin1String("query"))
            allowed << parameter.toObject().value(QLatin1String("name")).toString();
    for (auto it = request.query.begin(); it != request.query.end(); ++it)
        if (!allowed.contains(it.key()))
            found << QStringLiteral("%1: there is no parameter %2").arg(name, it.key());
    const QByteArray authorization = request.headers.value("authorization");
    if (!authorization.startsWith("Bearer ") && !authorization.startsWith("Basic "))
        found << QStringLiteral("%1: nobody says who asks").arg(name);
    const QJsonObject body = operation(name).value(QLatin1String("requestBody")).toObject();
    if (body.isEmpty()) {
        if (!request.body.isEmpty())
            found << QStringLiteral("%1: it takes no body").arg(name);
        return found;
    }
    if (!request.headers.value("content-type").startsWith("application/json"))
        found << QStringLiteral("%1: content type").arg(name);
    QJsonParseError error;
    const auto document = QJsonDocument::fromJson(request.body, &error);
    if (!document.isObject())
        found << QStringLiteral("%1: its body is no object").arg(name);
    else
        judge(name, schemaIn(body), document.object(), true, found);
    return found;
}

QStringList LambdaContract::answerViolations(const QString &name, int status, const QJsonObject &answer) const
{
    const QJsonObject responses = operation(name).value(QLatin1String("responses")).toObject();
    const QJsonObject said = responses.value(QString::number(status)).toObject();
    if (said.isEmpty())
        return {QStringLiteral("%1: it never answers %2").arg(name).arg(status)};
    QStringList found;
    judge(QStringLiteral("%1 %2").arg(name).arg(status), schemaIn(said), answer, false, found);
    return found;
}

QStringList LambdaContract::codesIn(const QJsonObject &given) const
{
    const QJsonObject schema = resolved(given);
    QStringList codes;
    for (const QJsonValue &each : schema.value(QLatin1String("anyOf")).toArray())
        codes += codesIn(each.toObject());
    const QJsonObject code = schema.value(QLatin1String("properties")).toObject().value(QLatin1String("code")).toObject();
    if (const QString name = code.value(QLatin1String("const")).toString(); !name.isEmpty())
        codes << name;
    return codes;
}

QStringList LambdaContract::errorCodes() const
{
    QStringList codes;
    for (const QJsonValue &schema : m_schemas)
        codes += codesIn(schema.toObject());
    codes.removeDuplicates();
    return codes;
}

int LambdaContract::statusOf(const QString &name, const QString &code) const
{
    const QJsonObject responses = operation(name).value(QLatin1String("responses")).toObject();
    for (auto it = responses.begin(); it != responses.end(); ++it) {
        const QJsonObject error =
            schemaIn(it->toObject()).value(QLatin1String("properties")).toObject().value(QLatin1String("error")).toObject();
        if (codesIn(error).contains(code))
            return it.key().toInt();
    }
    return 0;
}

} // namespace fl
