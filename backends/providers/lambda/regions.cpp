// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/providers/lambda/regions.h"

#include <QMap>

namespace fl::lambda {

std::optional<Position> positionOf(const QString &region)
{
    static const QMap<QString, Position> table{
        {QStringLiteral("us-west"), {37, -119}},        {QStringLiteral("us-east"), {39, -77}},
        {QStringLiteral("us-south"), {31, -98}},        {QStringLiteral("us-midwest"), {42, -88}},
        {QStringLiteral("europe-central"), {50, 9}},    {QStringLiteral("me-west"), {32, 35}},
        {QStringLiteral("asia-south"), {19, 73}},       {QStringLiteral("asia-northeast"), {35, 137}},
        {QStringLiteral("australia-east"), {-34, 151}},
    };
    const auto found = table.constFind(region.section(QLatin1Char('-'), 0, 1));
    return found == table.constEnd() ? std::nullopt : std::optional(*found);
}

bool hasFirewall(const QString &region)
{
    return region != QLatin1String("us-south-1"); // "Firewall rules do not apply to the us-south-1 region", says Lambda's API
}

} // namespace fl::lambda
