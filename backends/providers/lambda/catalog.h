// SPDX-License-Identifier: GPL-3.0-or-later
// What can be had at Lambda, live: instance types with their prices and where they are free, images. What Lambda does not say is unset,
// never 0. Every call blocks.
#pragma once

#include "backends/core/money.h"
#include "backends/providers/lambda/client.h"

namespace fl::lambda {

struct Region {
    QString id;   ///< "us-west-1"
    QString name; ///< "California, USA"
};

struct Type {
    QString name; ///< "gpu_1x_a10"
    QString gpu;  ///< "NVIDIA A10"
    int gpus = 0, vcpus = 0;
    double gpuMemoryGb = 0; ///< of one; 0: Lambda does not say
    double ramGb = 0, diskGb = 0;
    std::optional<Money> perHour;
    std::vector<Region> free;                   ///< where there is room for one just now
    bool isFreeIn(const QString &region) const; ///< empty: anywhere
};

struct Types {
    std::vector<Type> all; ///< with GPUs, the cheapest first
    qint64 asked = 0;      ///< ms since the epoch
    const Type *find(const QString &name) const;
};

Result<Types> typesOf(Client &client, Clock &clock, std::stop_token stop);
Result<std::vector<Region>> regionsOf(Client &client, std::stop_token stop);

/// What a launch is told of the image that is meant by lambda.image; empty: nothing, which is the newest Lambda Stack.
Result<QJsonObject> imageOf(Client &client, const QString &image, const QString &region, std::stop_token stop);

} // namespace fl::lambda
