// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/cloudsim/aws_answers.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QLocale>

namespace fl {
namespace {

struct Type {
    const char *name, *gpu, *manufacturer, *architecture;
    int gpus, gpuMiB, vcpus, ramMiB;
    const char *onDemand, *spot; ///< empty: AWS does not say
};

// Figures of us-east-1 in 2026, as the price list words them; what matters here is their shape.
const Type types[] = {
    {"g4dn.xlarge", "T4", "NVIDIA", "x86_64", 1, 16384, 4, 16384, "0.5260000000", "0.200000"},
    {"g5.xlarge", "A10G", "NVIDIA", "x86_64", 1, 24576, 4, 16384, "1.0060000000", "0.430000"},
    {"p4d.24xlarge", "A100", "NVIDIA", "x86_64", 8, 40960, 96, 1179648, "32.7726000000", "12.100000"},
    {"g9.future", "X1", "NVIDIA", "x86_64", 1, 32768, 8, 32768, "", ""},
    {"g4ad.xlarge", "Radeon Pro V520", "AMD", "x86_64", 1, 8192, 4, 16384, "0.3785000000", "0.150000"},
    {"g5g.xlarge", "T4g", "NVIDIA", "arm64", 1, 16384, 4, 8192, "0.4200000000", "0.170000"},
};

QByteArray http(int status, const QByteArray &type, const QByteArray &body, const QByteArray &headers = {})
{
    return "HTTP/1.1 " + QByteArray::number(status) + " Said\r\nContent-Type: " + type
        + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" + headers + "\r\n" + body;
}

QString tagSet(const QMap<QString, QString> &tags)
{
    QString items;
    for (auto it = tags.begin(); it != tags.end(); ++it)
        items += QStringLiteral("<item><key>%1</key><value>%2</value></item>").arg(it.key().toHtmlEscaped(), it.value().toHtmlEscaped());
    return QStringLiteral("<tagSet>%1</tagSet>").arg(items);
}

QString product(const char *type, const QByteArray &price, const char *region = "eu-central-1", const char *usage = "EUC1-BoxUsage")
{
    const QJsonObject dimension{{QStringLiteral("unit"), QStringLiteral("Hrs")},
                                {QStringLiteral("pricePerUnit"), QJsonObject{{QStringLiteral("USD"), QString::fromLatin1(price)}}}};
    const QJsonObject terms{
        {QStringLiteral("A.B"), QJsonObject{{QStringLiteral("priceDimensions"), QJsonObject{{QStringLiteral("A.B.C"), dimension}}}}}};
    const QJsonObject whole{{QStringLiteral("product"),
                             QJsonObject{{QStringLiteral("attributes"),
                                          QJsonObject{{QStringLiteral("instanceType"), QLatin1String(type)},
                                                      {QStringLiteral("usagetype"), QLatin1String(usage)},
                                                      {QStringLiteral("regionCode"), QLatin1String(region)}}}}},
                            {QStringLiteral("terms"), QJsonObject{{QStringLiteral("OnDemand"), terms}}}};
    return QString::fromUtf8(QJsonDocument(whole).toJson(QJsonDocument::Compact));
}

} // namespace

QByteArray awsXml(const QString &operation, const QString &fields)
{
    return http(200, "text/xml;charset=UTF-8",
                QStringLiteral("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<%1Response xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\">"
                               "<requestId>0</requestId>%2</%1Response>")
                    .arg(operation, fields)
                    .toUtf8());
}

QByteArray awsJson(const QJsonObject &object)
{
    return http(200, "application/x-amz-json-1.1", QJsonDocument(object).toJson(QJsonDocument::Compact));
}

QByteArray awsRefusal(int status, const QString &code, bool sts, bool json, const QDateTime &now, const QByteArray &headers)
{
    const QString message = QStringLiteral("(words of the cloud about %1)").arg(code);
    const QByteArray date =
        "Date: " + QLocale::c().toString(now.toUTC(), QStringLiteral("ddd, dd MMM yyyy HH:mm:ss 'GMT'")).toLatin1() + "\r\n" + headers;
    if (json)
        return http(status, "application/x-amz-json-1.1",
                    QJsonDocument(QJsonObject{{QStringLiteral("__type"), code}, {QStringLiteral("message"), message}}).toJson(), date);
    const QString error = QStringLiteral("<Error><Code>%1</Code><Message>%2</Message></Error>").arg(code, message);
    const QString body = sts ? QStringLiteral("<ErrorResponse>%1<RequestId>0</RequestId></ErrorResponse>").arg(error)
                             : QStringLiteral("<Response><Errors>%1</Errors><RequestID>0</RequestID></Response>").arg(error);
    return http(status, "text/xml;charset=UTF-8", body.toUtf8(), date);
}

QString awsInstances(const std::vector<AwsSim::Instance> &instances)
{
    QString items;
    for (const AwsSim::Instance &each : instances)
        items +=
            QStringLiteral("<item><instanceId>%1</instanceId><instanceType>%2</instanceType><instanceState><code>0</code><name>%3</name>"
                           "</instanceState><launchTime>%4</launchTime>%5%6</item>")
                .arg(each.id, each.type, each.state, QDateTime::fromMSecsSinceEpoch(each.launched, Qt::UTC).toString(Qt::ISODate),
                     each.address.isEmpty() ? QString() : QStringLiteral("<ipAddress>%1</ipAddress>").arg(each.address), tagSet(each.tags));
    return QStringLiteral("<instancesSet>%1</instancesSet>").arg(items);
}

QString awsThing(const QString &kind, const QString &id, const QString &name, const QMap<QString, QString> &tags,
                 const QStringList &sources)
{
    if (kind == QLatin1String("key-pair"))
        return QStringLiteral("<item><keyPairId>%1</keyPairId><keyName>%2</keyName>%3</item>").arg(id, name, tagSet(tags));
    QString four, six;
    for (const QString &source : sources)
        if (source.contains(QLatin1Char(':')))
            six += QStringLiteral("<item><cidrIpv6>%1</cidrIpv6></item>").arg(source);
        else
            four += QStringLiteral("<item><cidrIp>%1</cidrIp></item>").arg(source);
    const QString permission = sources.isEmpty()
        ? QString()
        : QStringLiteral("<item><ipProtocol>tcp</ipProtocol><fromPort>22</fromPort><toPort>22</toPort>"
                         "<ipRanges>%1</ipRanges><ipv6Ranges>%2</ipv6Ranges></item>")
              .arg(four, six);
    return QStringLiteral("<item><groupId>%1</groupId><groupName>%2</groupName><ipPermissions>%3</ipPermissions>%4</item>")
        .arg(id, name, permission, tagSet(tags));
}

QString awsImage(const QString &id)
{
    return QStringLiteral(
               "<imagesSet><item><imageId>%1</imageId><rootDeviceName>/dev/sda1</rootDeviceName><blockDeviceMapping><item>"
               "<deviceName>/dev/sda1</deviceName><ebs><volumeSize>8</volumeSize></ebs></item></blockDeviceMapping></item></imagesSet>")
        .arg(id);
}

QString awsTypes()
{
    QString items;
    for (const Type &type : types)
        items +=
            QStringLiteral(
                "<item><instanceType>%1</instanceType><processorInfo><supportedArchitectures><item>%2</item></supportedArchitectures>"
                "</processorInfo><vCpuInfo><defaultVCpus>%3</defaultVCpus></vCpuInfo><memoryInfo><sizeInMiB>%4</sizeInMiB></memoryInfo>"
                "<gpuInfo><gpus><item><name>%5</name><manufacturer>%6</manufacturer><count>%7</count><memoryInfo><sizeInMiB>%8"
                "</sizeInMiB></memoryInfo></item></gpus></gpuInfo></item>")
                .arg(QLatin1String(type.name), QLatin1String(type.architecture))
                .arg(type.vcpus)
                .arg(type.ramMiB)
                .arg(QLatin1String(type.gpu), QLatin1String(type.manufacturer))
                .arg(type.gpus)
                .arg(type.gpuMiB);
    return QStringLiteral("<instanceTypeSet>%1</instanceTypeSet>").arg(items);
}

QString awsSpotPrices()
{
    QString items;
    for (const Type &type : types)
        if (*type.spot)
            for (const char *zone : {"a", "b"})
                items +=
                    QStringLiteral(
                        "<item><instanceType>%1</instanceType><spotPrice>%2</spotPrice><availabilityZone>x-%3</availabilityZone></item>")
                        .arg(QLatin1String(type.name), *zone == 'a' ? QStringLiteral("99.0") : QLatin1String(type.spot),
                             QLatin1String(zone));
    return QStringLiteral("<spotPriceHistorySet>%1</spotPriceHistorySet>").arg(items);
}

QJsonObject awsProducts(const QJsonObject &request, int pricePercent)
{
    const bool priced = pricePercent > 0;
    QJsonArray list;
    bool disks = false;
    for (const QJsonValue &filter : request.value(QLatin1String("Filters")).toArray())
        disks = disks || filter.toObject().value(QLatin1String("Field")).toString() == QLatin1String("volumeApiName");
    if (priced && request.value(QLatin1String("ServiceCode")).toString() == QLatin1String("AmazonVPC")) {
        list.append(product("", "0.0080000000", "eu-central-1", "EUC1-PublicIPv4:ContiguousBlock"));
        list.append(product("", "0.0060000000", "eu-central-1", "EUC1-PublicIPv4:InUseAddress")); // not the one that the program knows
    } else if (priced
               && request.value(QLatin1String("Filters")).toArray().first().toObject().value(QLatin1String("Field")).toString()
                   == QLatin1String("instanceType")) {
        list.append(product(types[0].name, types[0].onDemand, "us-east-1"));
        list.append(product(types[0].name, "0.6580000000", "eu-central-1"));
    } else if (priced && disks) {
        list.append(product("", "0.0800000000"));
    } else if (priced) {
        for (const Type &type : types)
            if (*type.onDemand)
                list.append(product(type.name, QByteArray::number(QByteArray(type.onDemand).toDouble() * pricePercent / 100, 'f', 10)));
        list.append(product("g9.future", "0.0000000000")); // a reservation's line
    }
    return {{QStringLiteral("FormatVersion"), QStringLiteral("aws_v1")}, {QStringLiteral("PriceList"), list}};
}

} // namespace fl
