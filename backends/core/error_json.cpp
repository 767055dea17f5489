// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/core/error_json.h"

namespace fl {

QJsonObject toJson(const Error &error)
{
    QJsonObject params;
    for (auto it = error.params.begin(); it != error.params.end(); ++it)
        params.insert(it.key(), it.value());
    QJsonObject object{{QStringLiteral("cause"), slug(error.cause)},
                       {QStringLiteral("next"), slug(error.next)},
                       {QStringLiteral("exists"), slug(error.exists.what)},
                       {QStringLiteral("params"), params},
                       {QStringLiteral("detail"), error.detail}};
    if (!error.exists.machine.isEmpty())
        object.insert(QStringLiteral("exists_machine"), error.exists.machine);
    if (error.exists.perHour) {
        object.insert(QStringLiteral("micros_per_hour"), QString::number(error.exists.perHour->micros));
        object.insert(QStringLiteral("currency"), error.exists.perHour->currency);
    }
    return object;
}

std::optional<Error> errorFromJson(const QJsonObject &object)
{
    const auto cause = causeFromSlug(object.value(QLatin1String("cause")).toString());
    const auto next = actionFromSlug(object.value(QLatin1String("next")).toString());
    const auto exists = existsFromSlug(object.value(QLatin1String("exists")).toString());
    if (!cause || !next || !exists)
        return std::nullopt;
    Error error{*cause, {}, *next, object.value(QLatin1String("detail")).toString(), {}};
    const QJsonObject params = object.value(QLatin1String("params")).toObject();
    for (auto it = params.begin(); it != params.end(); ++it)
        error.params.insert(it.key(), it.value().toString());
    error.exists.what = *exists;
    error.exists.machine = object.value(QLatin1String("exists_machine")).toString();
    bool priced = false;
    const qint64 micros = object.value(QLatin1String("micros_per_hour")).toString().toLongLong(&priced);
    if (priced)
        error.exists.perHour = Money{micros, object.value(QLatin1String("currency")).toString()};
    return error;
}

} // namespace fl
