// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cloudsim/aws_contract.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>

namespace fl {
namespace {

QString typeProblem(const QJsonObject &about, const QString &value)
{
    const QString type = about.value(QLatin1String("type")).toString();
    bool number = true;
    if (type == QLatin1String("boolean") && value != QLatin1String("true") && value != QLatin1String("false"))
        return QStringLiteral("is no boolean");
    if (type == QLatin1String("integer")) {
        const qlonglong given = value.toLongLong(&number);
        if (!number)
            return QStringLiteral("is no integer");
        if (about.contains(QLatin1String("min")) && given < about.value(QLatin1String("min")).toDouble())
            return QStringLiteral("is too small");
        if (about.contains(QLatin1String("max")) && given > about.value(QLatin1String("max")).toDouble())
            return QStringLiteral("is too large");
    }
    if (type == QLatin1String("blob")
        && !QByteArray::fromBase64Encoding(value.toLatin1(), QByteArray::Base64Encoding | QByteArray::AbortOnBase64DecodingErrors))
        return QStringLiteral("is no base64");
    if (const QJsonArray allowed = about.value(QLatin1String("enum")).toArray(); !allowed.isEmpty() && !allowed.contains(QJsonValue(value)))
        return QStringLiteral("is none of the allowed values");
    return {};
}

/// "Tag.3.Key" -> "Tag.#.Key".
QString pattern(const QString &name)
{
    static const QRegularExpression number(QStringLiteral("\\.\\d+(?=\\.|$)"));
    return QString(name).replace(number, QStringLiteral(".#"));
}

} // namespace

AwsContract::AwsContract()
{
    QFile file(QStringLiteral(FL_SOURCE_DIR "/tests/contracts/aws.json"));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("tests/contracts/aws.json cannot be read");
    m_contract = QJsonDocument::fromJson(file.readAll()).object();
    m_operations = m_contract.value(QLatin1String("operations")).toObject();
    m_shapes = m_contract.value(QLatin1String("shapes")).toObject();
    m_errors = m_contract.value(QLatin1String("errors")).toObject().value(QLatin1String("common")).toObject();
}

bool AwsContract::knows(const QString &service, const QString &operation) const
{
    return m_operations.contains(service + QLatin1Char('.') + operation);
}

QString AwsContract::serviceOfTarget(const QString &target) const
{
    for (const QJsonValue &each : m_operations)
        if (each.toObject().value(QLatin1String("headers")).toObject().value(QLatin1String("X-Amz-Target")).toString() == target)
            return each.toObject().value(QLatin1String("service")).toString();
    return {};
}

QString AwsContract::versionOf(const QString &service) const
{
    return m_contract.value(QLatin1String("header")).toObject().value(QLatin1String("apiVersions")).toObject().value(service).toString();
}

int AwsContract::statusOf(const QString &code) const
{
    return m_errors.value(code).toObject().value(QLatin1String("httpStatus")).toInt(400);
}

QStringList AwsContract::errorCodes() const
{
    return m_errors.keys();
}

QStringList AwsContract::violations(const AwsRequest &request) const
{
    const QString name = request.service + QLatin1Char('.') + request.operation;
    const QJsonObject operation = m_operations.value(name).toObject();
    if (operation.isEmpty())
        return {name + QStringLiteral(": no such operation")};
    if (operation.value(QLatin1String("protocol")).toString() != QLatin1String("json"))
        return formViolations(name, operation, request.form);
    QStringList found;
    jsonViolations(name, operation.value(QLatin1String("input")).toString(), request.body, found);
    return found;
}

QStringList AwsContract::formViolations(const QString &name, const QJsonObject &operation, const QMap<QString, QString> &form) const
{
    const QJsonObject parameters = operation.value(QLatin1String("flatParameters")).toObject();
    QStringList found;
    QMap<QString, QSet<int>> numbered; // list -> numbers that were used
    static const QRegularExpression number(QStringLiteral("\\.(\\d+)(?=\\.|$)"));
    for (auto it = form.begin(); it != form.end(); ++it) {
        const QJsonValue about = parameters.value(pattern(it.key()));
        if (about.isUndefined()) {
            found << QStringLiteral("%1: there is no parameter %2").arg(name, it.key());
            continue;
        }
        if (const QString problem = typeProblem(about.toObject(), it.value()); !problem.isEmpty())
            found << QStringLiteral("%1: %2=%3 %4").arg(name, it.key(), it.value().left(60), problem);
        for (auto numbers = number.globalMatch(it.key()); numbers.hasNext();) {
            const auto match = numbers.next();
            numbered[it.key().left(match.capturedStart())] << match.captured(1).toInt();
        }
    }
    for (auto it = numbered.begin(); it != numbered.end(); ++it)
        for (int i = 1; i <= it->size(); ++i)
            if (!it->contains(i))
                found << QStringLiteral("%1: the list %2 lacks number %3").arg(name, it.key()).arg(i);
    const QJsonObject members =
        m_shapes.value(operation.value(QLatin1String("input")).toString()).toObject().value(QLatin1String("members")).toObject();
    for (const QJsonValue &member : operation.value(QLatin1String("required")).toArray()) {
        const QString wire = members.value(member.toString()).toObject().value(QLatin1String("in")).toString(member.toString());
        if (std::none_of(form.keyBegin(), form.keyEnd(),
                         [&](const QString &key) { return key == wire || key.startsWith(wire + QLatin1Char('.')); }))
            found << QStringLiteral("%1: %2 is missing").arg(name, wire);
    }
    return found;
}

void AwsContract::jsonViolations(const QString &where, const QString &shapeName, const QJsonValue &value, QStringList &found) const
{
    const QJsonObject shape = m_shapes.value(shapeName).toObject();
    const QString type = shape.value(QLatin1String("type")).toString(), service = shapeName.section(QLatin1Char(':'), 0, 0);
    const auto named = [&](const QJsonValue &member) {
        const QString name = member.isObject() ? member.toObject().value(QLatin1String("shape")).toString() : member.toString();
        return name.contains(QLatin1Char(':')) ? name : service + QLatin1Char(':') + name;
    };
    if (type == QLatin1String("structure")) {
        if (!value.isObject())
            found << where + QStringLiteral(" is no structure");
        const QJsonObject members = shape.value(QLatin1String("members")).toObject(), given = value.toObject();
        for (auto it = given.begin(); it != given.end(); ++it)
            if (!members.contains(it.key()))
                found << QStringLiteral("%1: there is no member %2").arg(where, it.key());
            else
                jsonViolations(where + QLatin1Char('.') + it.key(), named(members.value(it.key())), it.value(), found);
        for (const QJsonValue &required : shape.value(QLatin1String("required")).toArray())
            if (!given.contains(required.toString()))
                found << QStringLiteral("%1: %2 is missing").arg(where, required.toString());
    } else if (type == QLatin1String("list")) {
        if (!value.isArray())
            found << where + QStringLiteral(" is no list");
        for (const QJsonValue &each : value.toArray())
            jsonViolations(where + QStringLiteral("[]"), named(shape.value(QLatin1String("member"))), each, found);
    } else {
        const bool right = type == QLatin1String("boolean") ? value.isBool()
            : type == QLatin1String("string")               ? value.isString()
                                                            : value.isDouble();
        if (!right)
            found << QStringLiteral("%1 is no %2").arg(where, type);
        else if (const QString problem = typeProblem(shape, value.toVariant().toString()); !problem.isEmpty())
            found << where + QLatin1Char(' ') + problem;
    }
}

} // namespace fl
