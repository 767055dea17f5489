// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/providers/aws/catalog.h"

#include "backends/providers/aws/ec2.h"
#include "backends/providers/aws/regions.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <cmath>

namespace fl::aws {
namespace {

QJsonObject match(const char *field, const QString &value)
{
    return {{QStringLiteral("Type"), QStringLiteral("TERM_MATCH")},
            {QStringLiteral("Field"), QLatin1String(field)},
            {QStringLiteral("Value"), value}};
}

/// Of a product of the price list.
QString attribute(const QJsonObject &product, const QString &name)
{
    return product.value(QLatin1String("product")).toObject().value(QLatin1String("attributes")).toObject().value(name).toString();
}

std::optional<GpuType> gpuTypeOf(const Xml &item)
{
    const auto gpus = item.items("gpuInfo/gpus");
    if (gpus.empty() || gpus.front()->at("manufacturer") != QLatin1String("NVIDIA"))
        return std::nullopt;
    bool x86 = false;
    for (const Xml *each : item.items("processorInfo/supportedArchitectures"))
        x86 = x86 || each->text == QLatin1String("x86_64");
    const int count = gpus.front()->at("count").toInt();
    if (!x86 || count < 1)
        return std::nullopt;
    return GpuType{item.at("instanceType"),
                   QStringLiteral("NVIDIA ") + gpus.front()->at("name"),
                   count,
                   item.at("vCpuInfo/defaultVCpus").toInt(),
                   gpus.front()->at("memoryInfo/sizeInMiB").toDouble() / 1024,
                   item.at("memoryInfo/sizeInMiB").toDouble() / 1024,
                   {},
                   {}};
}

} // namespace

std::optional<Money> GpuType::spot() const
{
    const auto lowest =
        std::min_element(spotByZone.begin(), spotByZone.end(), [](const Money &a, const Money &b) { return a.micros < b.micros; });
    return lowest == spotByZone.end() ? std::nullopt : std::optional(*lowest);
}

std::optional<Money> unitPrice(const QJsonObject &product)
{
    const QJsonObject terms = product.value(QLatin1String("terms")).toObject().value(QLatin1String("OnDemand")).toObject();
    for (const QJsonValue &term : terms)
        for (const QJsonValue &dimension : term.toObject().value(QLatin1String("priceDimensions")).toObject()) {
            const QJsonObject prices = dimension.toObject().value(QLatin1String("pricePerUnit")).toObject(); // CNY in China
            for (auto it = prices.begin(); it != prices.end(); ++it)
                if (const double price = it.value().toString().toDouble(); price > 0) // a 0 is a reservation's or a mistake, not a gift
                    return Money{std::llround(price * 1'000'000), it.key()};
        }
    return std::nullopt;
}

Result<std::vector<GpuType>> Catalog::gpuTypes(std::stop_token stop)
{
    std::vector<GpuType> types;
    FL_TRY(eachPage([&](const QString &token) -> Result<QString> {
        Form form;
        form.filter(QStringLiteral("instance-type"), {QStringLiteral("g*"), QStringLiteral("p*")});
        if (!token.isEmpty())
            form.add(QStringLiteral("NextToken"), token);
        const auto answer = m_client.query(QStringLiteral("ec2"), QStringLiteral("DescribeInstanceTypes"), form, stop);
        if (!answer)
            return fail(answer.error());
        for (const Xml *item : answer->items("instanceTypeSet"))
            if (auto type = gpuTypeOf(*item))
                types.push_back(std::move(*type));
        return answer->at("nextToken");
    }));
    return types;
}

Result<std::vector<QJsonObject>> Catalog::products(const char *service, const QJsonArray &filters, std::stop_token stop)
{
    std::vector<QJsonObject> products;
    const QString where = pricingRegion(m_client.access().region);
    if (where.isEmpty())
        return products;
    FL_TRY(eachPage([&](const QString &token) -> Result<QString> {
        QJsonObject body{{QStringLiteral("ServiceCode"), QLatin1String(service)}, {QStringLiteral("Filters"), filters}};
        if (!token.isEmpty())
            body.insert(QStringLiteral("NextToken"), token);
        const auto answer = m_client.json(QStringLiteral("pricing"), QStringLiteral("AWSPriceListService.GetProducts"), body, stop, where);
        if (!answer)
            return fail(answer.error());
        for (const QJsonValue &each : answer->value(QLatin1String("PriceList")).toArray())
            products.push_back(QJsonDocument::fromJson(each.toString().toUtf8()).object()); // JSON within JSON
        return answer->value(QLatin1String("NextToken")).toString();
    }));
    return products;
}

/// By an attribute of the product.
Result<QMap<QString, Money>> Catalog::machinePrices(const QString &by, QJsonArray filters, std::stop_token stop)
{
    for (const auto &[field, value] : {std::pair("operatingSystem", "Linux"), std::pair("preInstalledSw", "NA"),
                                       std::pair("tenancy", "Shared"), std::pair("capacitystatus", "Used")})
        filters.append(match(field, QLatin1String(value)));
    const auto found = products("AmazonEC2", filters, stop);
    if (!found)
        return fail(found.error());
    QMap<QString, Money> prices;
    for (const QJsonObject &product : *found) {
        const QString name = attribute(product, by);
        if (const auto price = unitPrice(product); price && !name.isEmpty())
            prices.insert(name, *price);
    }
    return prices;
}

Result<QMap<QString, Money>> Catalog::onDemandPrices(std::stop_token stop)
{
    return machinePrices(QStringLiteral("instanceType"),
                         {match("instanceFamily", QStringLiteral("GPU instance")), match("regionCode", m_client.access().region)}, stop);
}

Result<QMap<QString, Money>> Catalog::pricesByRegion(const QString &type, std::stop_token stop)
{
    return machinePrices(QStringLiteral("regionCode"), {match("instanceType", type)}, stop);
}

Result<QMap<QString, QMap<QString, Money>>> Catalog::spotPrices(const QStringList &types, std::stop_token stop)
{
    QMap<QString, QMap<QString, Money>> prices;
    const QString now = QDateTime::fromMSecsSinceEpoch(m_client.now(), Qt::UTC).toString(Qt::ISODate);
    const QString currency = isChina(m_client.access().region) ? QStringLiteral("CNY") : QStringLiteral("USD");
    FL_TRY(eachPage([&](const QString &token) -> Result<QString> {
        Form form;
        form.list(QStringLiteral("InstanceType"), types)
            .list(QStringLiteral("ProductDescription"), {QStringLiteral("Linux/UNIX")})
            .add(QStringLiteral("StartTime"), now); // the price of the moment, by zone
        if (!token.isEmpty())
            form.add(QStringLiteral("NextToken"), token);
        const auto answer = m_client.query(QStringLiteral("ec2"), QStringLiteral("DescribeSpotPriceHistory"), form, stop);
        if (!answer)
            return fail(answer.error());
        for (const Xml *item : answer->items("spotPriceHistorySet"))
            if (const double price = item->at("spotPrice").toDouble(); price > 0)
                prices[item->at("instanceType")].insert(item->at("availabilityZone"), {std::llround(price * 1'000'000), currency});
        return answer->at("nextToken");
    }));
    return prices;
}

Result<std::optional<Money>> Catalog::diskPrice(std::stop_token stop)
{
    const auto found = products("AmazonEC2",
                                {match("productFamily", QStringLiteral("Storage")), match("volumeApiName", QStringLiteral("gp3")),
                                 match("regionCode", m_client.access().region)},
                                stop);
    if (!found)
        return fail(found.error());
    for (const QJsonObject &product : *found)
        if (const auto price = unitPrice(product))
            return price;
    return std::optional<Money>();
}

Result<std::optional<Money>> Catalog::addressPrice(std::stop_token stop)
{
    const QString &region = m_client.access().region;
    const auto found = products("AmazonVPC", {match("group", QStringLiteral("VPCPublicIPv4Address")), match("regionCode", region)}, stop);
    if (!found)
        return fail(found.error());
    for (const QJsonObject &product : *found) // idle addresses and whole blocks of them are in the same group
        if (attribute(product, QStringLiteral("usagetype")).endsWith(QLatin1String("PublicIPv4:InUseAddress")))
            if (const auto price = unitPrice(product))
                return price;
    // Where the list has no line: the same in every region that is paid in dollars, since February 2024. Source: aws.amazon.com/vpc/pricing,
    // "Public IPv4 Address", of November 2026.
    return isChina(region) ? std::nullopt : std::optional(Money{5'000});
}

Result<QStringList> Catalog::zonesWith(const QString &type, std::stop_token stop)
{
    QStringList zones;
    FL_TRY(eachPage([&](const QString &token) -> Result<QString> {
        Form form;
        form.add(QStringLiteral("LocationType"), QStringLiteral("availability-zone")).filter(QStringLiteral("instance-type"), {type});
        if (!token.isEmpty())
            form.add(QStringLiteral("NextToken"), token);
        const auto answer = m_client.query(QStringLiteral("ec2"), QStringLiteral("DescribeInstanceTypeOfferings"), form, stop);
        if (!answer)
            return fail(answer.error());
        for (const Xml *item : answer->items("instanceTypeOfferingSet"))
            zones << item->at("location");
        return answer->at("nextToken");
    }));
    zones.sort();
    return zones;
}

Result<std::vector<Catalog::Region>> Catalog::regions(std::stop_token stop)
{
    Form form;
    form.flag(QStringLiteral("AllRegions"), true);
    const auto answer = m_client.query(QStringLiteral("ec2"), QStringLiteral("DescribeRegions"), form, stop);
    if (!answer)
        return fail(answer.error());
    std::vector<Region> regions;
    for (const Xml *item : answer->items("regionInfo"))
        regions.push_back({item->at("regionName"), item->at("optInStatus") != QLatin1String("not-opted-in")});
    return regions;
}

Result<Catalog::Image> Catalog::image(const QString &parameterOrId, std::stop_token stop)
{
    QString id = parameterOrId;
    if (!id.startsWith(QLatin1String("ami-"))) {
        const auto answer =
            m_client.json(QStringLiteral("ssm"), QStringLiteral("AmazonSSM.GetParameter"), {{QStringLiteral("Name"), parameterOrId}}, stop);
        if (!answer)
            return fail(answer.error());
        id = answer->value(QLatin1String("Parameter")).toObject().value(QLatin1String("Value")).toString();
        if (!id.startsWith(QLatin1String("ami-")))
            return fail(unusable("unreadable"));
    }
    Form form;
    form.list(QStringLiteral("ImageId"), {id});
    const auto answer = m_client.query(QStringLiteral("ec2"), QStringLiteral("DescribeImages"), form, stop);
    if (!answer)
        return fail(answer.error());
    const auto images = answer->items("imagesSet");
    if (images.empty())
        return fail(refusalError({QStringLiteral("InvalidAMIID.NotFound"), id}, QStringLiteral("ec2"), QStringLiteral("DescribeImages")));
    Image image{id, images.front()->at("rootDeviceName"), 0};
    for (const Xml *mapping : images.front()->items("blockDeviceMapping"))
        if (mapping->at("deviceName") == image.rootDevice)
            image.diskGb = mapping->at("ebs/volumeSize").toInt();
    return image;
}

} // namespace fl::aws
