// SPDX-License-Identifier: GPL-3.0-or-later
// AWS's regions: what people call them, where they stand, and what is called differently in its three worlds (partitions): the usual one,
// China, and that of the US government. Pure.
#pragma once

#include "backends/providers/cloud/nearness.h"

namespace fl::aws {

bool isChina(const QString &region);
bool isGovernment(const QString &region);

QString domainOf(const QString &region);      ///< "amazonaws.com", "amazonaws.com.cn"
QString consoleOf(const QString &region);     ///< host of the console: "eu-central-1.console.aws.amazon.com"
QString pricingRegion(const QString &region); ///< the price list is served in few; empty: not to that partition's logins

struct RegionName {
    QString city;
    Position position;
};
std::optional<RegionName> regionName(const QString &region); ///< unset: it is newer than this program

} // namespace fl::aws
