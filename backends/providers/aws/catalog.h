// SPDX-License-Identifier: GPL-3.0-or-later
// What can be had in a region, live: GPU instance types, their prices, the account's quota, images. What AWS does not say is unset,
// never 0. Every call blocks.
#pragma once

#include "backends/core/money.h"
#include "backends/providers/aws/client.h"

namespace fl::aws {

struct GpuType {
    QString name; ///< "g4dn.xlarge"
    QString gpu;  ///< "NVIDIA T4"
    int gpus = 0, vcpus = 0;
    double gpuMemoryGb = 0; ///< of one
    double ramGb = 0;
    std::optional<Money> onDemand;     ///< an hour
    QMap<QString, Money> spotByZone;   ///< "eu-central-1b"; AWS's price of the moment
    std::optional<Money> spot() const; ///< the lowest
};

class Catalog {
public:
    explicit Catalog(Client &client) : m_client(client) { }

    /// With NVIDIA GPUs, x86-64. Without prices.
    Result<std::vector<GpuType>> gpuTypes(std::stop_token stop);
    /// Dollars an hour by type, of Linux on shared hardware.
    Result<QMap<QString, Money>> onDemandPrices(std::stop_token stop);
    /// Of that type in every region of the partition, by region.
    Result<QMap<QString, Money>> pricesByRegion(const QString &type, std::stop_token stop);
    /// By type and zone, at the moment.
    Result<QMap<QString, QMap<QString, Money>>> spotPrices(const QStringList &types, std::stop_token stop);
    /// Of one GB of a gp3 disk, a month of 730 hours.
    Result<std::optional<Money>> diskPrice(std::stop_token stop);
    /// Of a public IPv4 address, an hour, while a machine that runs has it.
    Result<std::optional<Money>> addressPrice(std::stop_token stop);
    /// Zones of the region that offer the type at all; whether there is room in them only a try tells.
    Result<QStringList> zonesWith(const QString &type, std::stop_token stop);
    struct Region {
        QString id;
        bool usable = true; ///< false: it is not switched on in the account
    };
    Result<std::vector<Region>> regions(std::stop_token stop);

    struct Image {
        QString id, rootDevice;
        int diskGb = 0; ///< the least
    };
    /// By the name of an SSM parameter, or by its id.
    Result<Image> image(const QString &parameterOrId, std::stop_token stop);

private:
    Result<std::vector<QJsonObject>> products(const char *service, const QJsonArray &filters, std::stop_token stop);
    Result<QMap<QString, Money>> machinePrices(const QString &by, QJsonArray filters, std::stop_token stop);

    Client &m_client;
};

/// Of a product of the price list: the price of one unit, on demand. Unset: there is none.
std::optional<Money> unitPrice(const QJsonObject &product);

} // namespace fl::aws
