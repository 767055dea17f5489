// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/core/plan.h"

#include "backends/core/keys.h"

#include <QJsonArray>

namespace fl {
namespace {

QJsonObject mapToJson(const QMap<QString, QString> &map)
{
    QJsonObject object;
    for (auto it = map.begin(); it != map.end(); ++it)
        object.insert(it.key(), it.value());
    return object;
}

QMap<QString, QString> mapFromJson(const QJsonValue &value)
{
    QMap<QString, QString> map;
    const QJsonObject object = value.toObject();
    for (auto it = object.begin(); it != object.end(); ++it)
        map.insert(it.key(), it.value().toString());
    return map;
}

// The price stands as a text of millionths: a JSON number would lose some above 2^53.
void insertPrice(QJsonObject &object, const std::optional<Money> &price)
{
    if (price) {
        object.insert(QStringLiteral("micros_per_hour"), QString::number(price->micros));
        object.insert(QStringLiteral("currency"), price->currency);
    }
}

std::optional<Money> priceOf(const QJsonObject &object)
{
    bool ok = false;
    const qint64 micros = object.value(QLatin1String("micros_per_hour")).toString().toLongLong(&ok);
    if (!ok)
        return std::nullopt;
    return Money{micros, object.value(QLatin1String("currency")).toString()};
}

QJsonArray choicesToJson(const Choices &choices)
{
    QJsonArray array;
    for (const auto &[key, value] : changedKeys(choices))
        array.append(QJsonArray{key, value});
    return array;
}

std::optional<Choices> choicesFromJson(const QJsonArray &array)
{
    Choices choices;
    for (const QJsonValue &pair : array)
        if (!setKey(choices, pair.toArray().at(0).toString(), pair.toArray().at(1).toString()))
            return std::nullopt;
    return choices;
}

} // namespace

QJsonObject toJson(const Plan &plan)
{
    QJsonArray steps, resources, reasons;
    for (const PlanStep &step : plan.steps)
        steps.append(
            QJsonObject{{QStringLiteral("id"), step.id},
                        {QStringLiteral("kind"), step.kind == StepKind::Local ? QStringLiteral("local") : QStringLiteral("server")},
                        {QStringLiteral("inputs"), mapToJson(step.inputs)},
                        {QStringLiteral("secrets"), QJsonArray::fromStringList(step.secrets)},
                        {QStringLiteral("expected"), step.expectedSeconds}});
    for (const PlannedResource &resource : plan.resources) {
        QJsonObject object{{QStringLiteral("kind"), resource.kind}, {QStringLiteral("name"), resource.name}};
        insertPrice(object, resource.perHour);
        resources.append(object);
    }
    for (const Reason &reason : plan.reasons)
        reasons.append(QJsonObject{{QStringLiteral("code"), reason.code}, {QStringLiteral("args"), mapToJson(reason.args)}});
    QJsonObject object{{QStringLiteral("schema"), plan.schema},
                       {QStringLiteral("machine"), plan.machineName},
                       {QStringLiteral("choices"), choicesToJson(plan.choices)},
                       {QStringLiteral("steps"), steps},
                       {QStringLiteral("resources"), resources},
                       {QStringLiteral("expected"), plan.expectedSeconds},
                       {QStringLiteral("reasons"), reasons}};
    insertPrice(object, plan.perHour);
    return object;
}

std::optional<Plan> planFromJson(const QJsonObject &object)
{
    Plan plan;
    plan.schema = object.value(QLatin1String("schema")).toInt();
    const auto choices = choicesFromJson(object.value(QLatin1String("choices")).toArray());
    if (plan.schema != 1 || !choices)
        return std::nullopt;
    plan.choices = *choices;
    plan.machineName = object.value(QLatin1String("machine")).toString();
    plan.expectedSeconds = object.value(QLatin1String("expected")).toInt();
    plan.perHour = priceOf(object);
    for (const QJsonValue &value : object.value(QLatin1String("steps")).toArray()) {
        const QJsonObject step = value.toObject();
        QStringList secrets;
        for (const QJsonValue &name : step.value(QLatin1String("secrets")).toArray())
            secrets += name.toString();
        plan.steps.push_back({step.value(QLatin1String("id")).toString(),
                              step.value(QLatin1String("kind")).toString() == QLatin1String("local") ? StepKind::Local : StepKind::Server,
                              mapFromJson(step.value(QLatin1String("inputs"))), secrets, step.value(QLatin1String("expected")).toInt()});
    }
    for (const QJsonValue &value : object.value(QLatin1String("resources")).toArray()) {
        const QJsonObject resource = value.toObject();
        plan.resources.push_back(
            {resource.value(QLatin1String("kind")).toString(), resource.value(QLatin1String("name")).toString(), priceOf(resource)});
    }
    for (const QJsonValue &value : object.value(QLatin1String("reasons")).toArray()) {
        const QJsonObject reason = value.toObject();
        plan.reasons.push_back({reason.value(QLatin1String("code")).toString(), mapFromJson(reason.value(QLatin1String("args")))});
    }
    return plan;
}

} // namespace fl
