// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/providers/aws/catalog.h"

#include "backends/providers/aws/ec2.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <cmath>

namespace fl::aws {
namespace {

Money dollars(double amount)
{
    return {std::llround(amount * 1'000'000), QStringLiteral("USD")};
}

QJsonObject match(const char *field, const QString &value)
{
    return {{QStringLiteral("Type"), QStringLiteral("TERM_MATCH")},
            {QStringLiteral("Field"), QLatin1String(field)},
            {QStringLiteral("Value"), value}};
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

QString quotaCode(const QString &type, bool spot)
{
    if (type.startsWith(QLatin1String("p5")) && spot)
        return QStringLiteral("L-C4BD4855");
    if (type.startsWith(QLatin1Char('p')))
        return spot ? QStringLiteral("L-7212CCBC") : QStringLiteral("L-417A185B");
    return spot ? QStringLiteral("L-3819A6DF") : QStringLiteral("L-DB2E81BA");
}

QString pricingRegion(const QString &region)
{
    if (region.startsWith(QLatin1String("eu-")) || region.startsWith(QLatin1String("me-")) || region.startsWith(QLatin1String("af-")))
        return QStringLiteral("eu-central-1");
    return region.startsWith(QLatin1String("ap-")) ? QStringLiteral("ap-south-1") : QStringLiteral("us-east-1");
}

std::optional<double> unitPrice(const QJsonObject &product)
{
    const QJsonObject terms = product.value(QLatin1String("terms")).toObject().value(QLatin1String("OnDemand")).toObject();
    for (const QJsonValue &term : terms)
        for (const QJsonValue &dimension : term.toObject().value(QLatin1String("priceDimensions")).toObject()) {
            bool said = false;
            const double price =
                dimension.toObject().value(QLatin1String("pricePerUnit")).toObject().value(QLatin1String("USD")).toString().toDouble(&said);
            if (said && price > 0) // a 0 is a reservation's or a mistake, not a gift
                return price;
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

Result<std::vector<QJsonObject>> Catalog::products(const QJsonArray &filters, std::stop_token stop)
{
    std::vector<QJsonObject> products;
    QJsonArray all = filters;
    all.append(match("regionCode", m_client.access().region));
    FL_TRY(eachPage([&](const QString &token) -> Result<QString> {
        QJsonObject body{{QStringLiteral("ServiceCode"), QStringLiteral("AmazonEC2")}, {QStringLiteral("Filters"), all}};
        if (!token.isEmpty())
            body.insert(QStringLiteral("NextToken"), token);
        const auto answer = m_client.json(QStringLiteral("pricing"), QStringLiteral("AWSPriceListService.GetProducts"), body, stop,
                                          pricingRegion(m_client.access().region));
        if (!answer)
            return fail(answer.error());
        for (const QJsonValue &each : answer->value(QLatin1String("PriceList")).toArray())
            products.push_back(QJsonDocument::fromJson(each.toString().toUtf8()).object()); // JSON within JSON
        return answer->value(QLatin1String("NextToken")).toString();
    }));
    return products;
}

Result<QMap<QString, Money>> Catalog::onDemandPrices(std::stop_token stop)
{
    const auto found = products({match("instanceFamily", QStringLiteral("GPU instance")), match("operatingSystem", QStringLiteral("Linux")),
                                 match("preInstalledSw", QStringLiteral("NA")), match("tenancy", QStringLiteral("Shared")),
                                 match("capacitystatus", QStringLiteral("Used"))},
                                stop);
    if (!found)
        return fail(found.error());
    QMap<QString, Money> prices;
    for (const QJsonObject &product : *found) {
        const QString type = product.value(QLatin1String("product"))
                                 .toObject()
                                 .value(QLatin1String("attributes"))
                                 .toObject()
                                 .value(QLatin1String("instanceType"))
                                 .toString();
        if (const auto price = unitPrice(product); price && !type.isEmpty())
            prices.insert(type, dollars(*price));
    }
    return prices;
}

Result<QMap<QString, Money>> Catalog::spotPrices(const QStringList &types, std::stop_token stop)
{
    QMap<QString, Money> prices;
    const QString now = QDateTime::fromMSecsSinceEpoch(m_client.now(), Qt::UTC).toString(Qt::ISODate);
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
        for (const Xml *item : answer->items("spotPriceHistorySet")) {
            const QString type = item->at("instanceType");
            const double price = item->at("spotPrice").toDouble();
            if (price > 0 && (!prices.contains(type) || dollars(price).micros < prices.value(type).micros))
                prices.insert(type, dollars(price));
        }
        return answer->at("nextToken");
    }));
    return prices;
}

Result<std::optional<Money>> Catalog::diskPrice(std::stop_token stop)
{
    const auto found = products({match("productFamily", QStringLiteral("Storage")), match("volumeApiName", QStringLiteral("gp3"))}, stop);
    if (!found)
        return fail(found.error());
    for (const QJsonObject &product : *found)
        if (const auto price = unitPrice(product))
            return std::optional(dollars(*price));
    return std::optional<Money>();
}

Result<std::optional<int>> Catalog::quota(const QString &code, std::stop_token stop)
{
    const auto answer = m_client.json(QStringLiteral("service-quotas"), QStringLiteral("ServiceQuotasV20190624.GetServiceQuota"),
                                      {{QStringLiteral("ServiceCode"), QStringLiteral("ec2")}, {QStringLiteral("QuotaCode"), code}}, stop);
    if (!answer)
        return fail(answer.error());
    const QJsonValue value = answer->value(QLatin1String("Quota")).toObject().value(QLatin1String("Value"));
    return value.isDouble() ? std::optional(static_cast<int>(value.toDouble())) : std::optional<int>();
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
