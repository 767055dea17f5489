// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/providers/lambda/catalog.h"

#include <QJsonArray>
#include <QRegularExpression>

#include <algorithm>
#include <limits>

namespace fl::lambda {
namespace {

constexpr size_t mostTypes = 200;

QString text(const QJsonObject &object, const char *name)
{
    return object.value(QLatin1String(name)).toString();
}

Region regionFrom(const QJsonObject &object)
{
    return {text(object, "name"), text(object, "description")};
}

/// "H100 (80 GB SXM5)"
double memoryIn(const QString &description)
{
    static const QRegularExpression memory(QStringLiteral("\\b(\\d{1,4}(?:\\.\\d)?)\\s*GB\\b"));
    return memory.match(description).captured(1).toDouble();
}

Type typeFrom(const QJsonObject &item)
{
    const QJsonObject about = item.value(QLatin1String("instance_type")).toObject();
    const QJsonObject specs = about.value(QLatin1String("specs")).toObject();
    const QString description = text(about, "gpu_description");
    Type type;
    type.name = text(about, "name");
    type.gpu = QStringLiteral("NVIDIA ") + description.section(QLatin1Char('('), 0, 0).trimmed();
    type.gpuMemoryGb = memoryIn(description);
    type.gpus = specs.value(QLatin1String("gpus")).toInt();
    type.vcpus = specs.value(QLatin1String("vcpus")).toInt();
    type.ramGb = specs.value(QLatin1String("memory_gib")).toDouble();
    type.diskGb = specs.value(QLatin1String("storage_gib")).toDouble();
    if (const int cents = about.value(QLatin1String("price_cents_per_hour")).toInt(); cents > 0)
        type.perHour = Money{qint64(cents) * 10'000, QStringLiteral("USD")};
    for (const QJsonValue &region : item.value(QLatin1String("regions_with_capacity_available")).toArray())
        type.free.push_back(regionFrom(region.toObject()));
    return type;
}

qint64 priceOf(const Type &type)
{
    return type.perHour ? type.perHour->micros : std::numeric_limits<qint64>::max();
}

} // namespace

bool Type::isFreeIn(const QString &region) const
{
    return region.isEmpty() ? !free.empty() : std::any_of(free.begin(), free.end(), [&](const Region &each) { return each.id == region; });
}

const Type *Types::find(const QString &name) const
{
    const auto found = std::find_if(all.begin(), all.end(), [&](const Type &each) { return each.name == name; });
    return found == all.end() ? nullptr : &*found;
}

Result<Types> typesOf(Client &client, Clock &clock, std::stop_token stop)
{
    const auto answer = client.get(QStringLiteral("instance-types"), stop);
    if (!answer)
        return fail(answer.error());
    if (!answer->isObject())
        return fail(unusable("unreadable"));
    Types types{{}, clock.now()};
    for (const QJsonValue &item : answer->toObject())
        if (Type type = typeFrom(item.toObject()); type.gpus > 0 && !type.name.isEmpty() && types.all.size() < mostTypes)
            types.all.push_back(std::move(type));
    std::stable_sort(types.all.begin(), types.all.end(), [](const Type &a, const Type &b) { return priceOf(a) < priceOf(b); });
    return types;
}

Result<std::vector<Region>> regionsOf(Client &client, std::stop_token stop)
{
    const auto answer = client.get(QStringLiteral("regions"), stop);
    if (!answer)
        return fail(answer.error());
    std::vector<Region> regions;
    for (const QJsonValue &item : answer->toArray())
        regions.push_back(regionFrom(item.toObject()));
    return regions;
}

Result<QJsonObject> imageOf(Client &client, const QString &image, const QString &region, std::stop_token stop)
{
    if (image.isEmpty() || image == QLatin1String("lambda-stack"))
        return QJsonObject();
    if (image != QLatin1String("gpu-base"))
        return QJsonObject{{QStringLiteral("family"), image}};
    // What its family is called today: gpu-base-24-04 or the like.
    const auto answer = client.get(QStringLiteral("images"), stop);
    if (!answer)
        return fail(answer.error());
    QJsonObject newest;
    for (const QJsonValue &item : answer->toArray()) {
        const QJsonObject each = item.toObject();
        const bool fits = text(each, "family").startsWith(image) && text(each, "architecture") == QLatin1String("x86_64")
            && regionFrom(each.value(QLatin1String("region")).toObject()).id == region;
        if (fits && (newest.isEmpty() || text(each, "created_time") > text(newest, "created_time"))) // ISO 8601 sorts as it is
            newest = each;
    }
    if (newest.isEmpty())
        return fail({Cause::BadValue,
                     {{QStringLiteral("key"), QStringLiteral("lambda.image")},
                      {QStringLiteral("value"), image},
                      {QStringLiteral("allowed"), QStringLiteral("lambda-stack")}},
                     NextAction::ChangeInput,
                     {},
                     {}});
    return QJsonObject{{QStringLiteral("id"), text(newest, "id")}};
}

} // namespace fl::lambda
