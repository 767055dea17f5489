// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/providers/aws/regions.h"

#include <algorithm>
#include <iterator>

namespace fl::aws {
namespace {

struct Row {
    const char *id, *city;
    Position position; ///< of the city; where the computers stand exactly AWS does not say
};

// Source: docs.aws.amazon.com/global-infrastructure/latest/regions/aws-regions.html
constexpr Row rows[] = {
    {"us-east-1", "Northern Virginia", {38.9, -77.4}},
    {"us-east-2", "Ohio", {40.0, -83.0}},
    {"us-west-1", "Northern California", {37.4, -121.9}},
    {"us-west-2", "Oregon", {45.8, -119.7}},
    {"ca-central-1", "Montreal", {45.5, -73.6}},
    {"ca-west-1", "Calgary", {51.0, -114.1}},
    {"mx-central-1", "Queretaro", {20.6, -100.4}},
    {"sa-east-1", "Sao Paulo", {-23.5, -46.6}},
    {"eu-central-1", "Frankfurt", {50.1, 8.7}},
    {"eu-central-2", "Zurich", {47.4, 8.5}},
    {"eu-west-1", "Dublin", {53.3, -6.3}},
    {"eu-west-2", "London", {51.5, -0.1}},
    {"eu-west-3", "Paris", {48.9, 2.4}},
    {"eu-south-1", "Milan", {45.5, 9.2}},
    {"eu-south-2", "Aragon", {41.6, -0.9}},
    {"eu-north-1", "Stockholm", {59.3, 18.1}},
    {"il-central-1", "Tel Aviv", {32.1, 34.8}},
    {"me-south-1", "Bahrain", {26.1, 50.6}},
    {"me-central-1", "Dubai", {25.2, 55.3}},
    {"af-south-1", "Cape Town", {-33.9, 18.4}},
    {"ap-south-1", "Mumbai", {19.1, 72.9}},
    {"ap-south-2", "Hyderabad", {17.4, 78.5}},
    {"ap-southeast-1", "Singapore", {1.4, 103.8}},
    {"ap-southeast-2", "Sydney", {-33.9, 151.2}},
    {"ap-southeast-3", "Jakarta", {-6.2, 106.8}},
    {"ap-southeast-4", "Melbourne", {-37.8, 145.0}},
    {"ap-southeast-5", "Kuala Lumpur", {3.1, 101.7}},
    {"ap-southeast-6", "Auckland", {-36.8, 174.8}},
    {"ap-southeast-7", "Bangkok", {13.8, 100.5}},
    {"ap-east-1", "Hong Kong", {22.3, 114.2}},
    {"ap-east-2", "Taipei", {25.0, 121.6}},
    {"ap-northeast-1", "Tokyo", {35.7, 139.7}},
    {"ap-northeast-2", "Seoul", {37.6, 127.0}},
    {"ap-northeast-3", "Osaka", {34.7, 135.5}},
    {"cn-north-1", "Beijing", {39.9, 116.4}},
    {"cn-northwest-1", "Ningxia", {38.5, 106.2}},
    {"us-gov-west-1", "GovCloud (US-West)", {45.8, -119.7}},
    {"us-gov-east-1", "GovCloud (US-East)", {40.0, -83.0}},
};

} // namespace

bool isChina(const QString &region)
{
    return region.startsWith(QLatin1String("cn-"));
}

bool isGovernment(const QString &region)
{
    return region.startsWith(QLatin1String("us-gov-"));
}

QString domainOf(const QString &region)
{
    return isChina(region) ? QStringLiteral("amazonaws.com.cn") : QStringLiteral("amazonaws.com");
}

QString consoleOf(const QString &region)
{
    const QString host = isChina(region) ? QStringLiteral("console.amazonaws.cn")
        : isGovernment(region)           ? QStringLiteral("console.amazonaws-us-gov.com")
                                         : QStringLiteral("console.aws.amazon.com");
    return region + QLatin1Char('.') + host;
}

QString pricingRegion(const QString &region)
{
    if (isChina(region))
        return QStringLiteral("cn-northwest-1");
    if (isGovernment(region)) // its prices stand in the usual partition's list, to which its logins have no way
        return {};
    for (const char *near : {"eu-", "me-", "af-", "il-"})
        if (region.startsWith(QLatin1String(near)))
            return QStringLiteral("eu-central-1");
    return region.startsWith(QLatin1String("ap-")) ? QStringLiteral("ap-south-1") : QStringLiteral("us-east-1");
}

std::optional<RegionName> regionName(const QString &region)
{
    const auto row = std::find_if(std::begin(rows), std::end(rows), [&](const Row &each) { return region == QLatin1String(each.id); });
    return row == std::end(rows) ? std::nullopt : std::optional(RegionName{QString::fromLatin1(row->city), row->position});
}

} // namespace fl::aws
