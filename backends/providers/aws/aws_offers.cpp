// SPDX-License-Identifier: GPL-3.0-or-later
// What AWS has to offer, and what a machine there costs.
#include "backends/providers/aws/aws_choices.h"
#include "backends/providers/aws/aws_provider.h"

#include <algorithm>
#include <future>
#include <limits>

namespace fl {
namespace {

using aws::GpuType, aws::chosen, aws::diskOf, aws::wantsSpot;

constexpr qint64 hoursAMonth = 730; // as AWS counts them
constexpr size_t mostOffers = 60;

std::optional<Money> priceOf(const GpuType &type, bool spot)
{
    return spot ? type.spot : type.onDemand;
}

std::optional<Money> withDisk(const std::optional<Money> &machine, const std::optional<Money> &disk, int gb)
{
    if (!machine || !disk)
        return std::nullopt; // a price of which half is missing is unknown
    return Money{machine->micros + disk->micros * gb / hoursAMonth, machine->currency};
}

/// Modern enough for today's frameworks, and the cheapest of those: what a beginner should take.
bool isRecommendable(const GpuType &type)
{
    return type.gpus == 1 && type.gpuMemoryGb >= 15
        && (type.name.startsWith(QLatin1String("g4dn.")) || type.name.startsWith(QLatin1String("g5."))
            || type.name.startsWith(QLatin1String("g6")));
}

} // namespace

Result<AwsProvider::Asked> AwsProvider::asked(aws::Client &client, ProviderCall &call) const
{
    const aws::Access &access = client.access();
    const QString key = QStringList{access.region, access.credentials.accessKeyId, access.endpoint}.join(QLatin1Char('|'));
    {
        const std::lock_guard lock(m_mutex);
        if (const auto known = m_asked.constFind(key); known != m_asked.constEnd())
            return *known;
    }
    aws::Catalog catalog(client);
    // Side by side: each of them takes a second or more.
    auto onDemand = std::async(std::launch::async, [&] { return catalog.onDemandPrices(call.stop); });
    auto disk = std::async(std::launch::async, [&] { return catalog.diskPrice(call.stop); });
    auto types = catalog.gpuTypes(call.stop);
    QStringList names;
    if (types)
        for (const GpuType &type : *types)
            names << type.name;
    const auto spot = types ? catalog.spotPrices(names, call.stop) : Result<QMap<QString, Money>>(QMap<QString, Money>());
    const auto prices = onDemand.get();
    const auto diskPrice = disk.get();
    if (!types)
        return fail(types.error());
    // Prices that could not be had are unknown; what there is can be shown all the same.
    for (GpuType &type : *types) {
        if (prices && prices->contains(type.name))
            type.onDemand = prices->value(type.name);
        if (spot && spot->contains(type.name))
            type.spot = spot->value(type.name);
    }
    Asked asked{std::move(*types), diskPrice ? *diskPrice : std::nullopt};
    const std::lock_guard lock(m_mutex);
    return *m_asked.insert(key, std::move(asked));
}

Result<std::vector<Offer>> AwsProvider::offers(const Choices &choices, ProviderCall &call) const
{
    const auto client = this->client(choices, call); // logs in once for all that follows
    if (!client)
        return fail(client.error());
    const auto asked = this->asked(**client, call);
    if (!asked)
        return fail(asked.error());
    const bool spot = wantsSpot(choices);
    aws::Catalog catalog(**client);
    QMap<QString, std::optional<int>> quotas;
    for (const GpuType &type : asked->types)
        if (const QString code = aws::quotaCode(type.name, spot); !quotas.contains(code)) {
            const auto quota = catalog.quota(code, call.stop);
            quotas.insert(code, quota ? *quota : std::nullopt); // no permission to ask: not known
        }
    std::vector<Offer> offers;
    for (const GpuType &type : asked->types) {
        Offer offer{.id = type.name,
                    .gpu = type.gpus > 1 ? QStringLiteral("%1 × %2").arg(type.gpus).arg(type.gpu) : type.gpu,
                    .gpuMemoryGb = type.gpuMemoryGb,
                    .cpus = type.vcpus,
                    .ramGb = type.ramGb,
                    .diskGb = double(diskOf(choices)),
                    .perHour = withDisk(priceOf(type, spot), asked->disk, diskOf(choices)),
                    .note = {}};
        if (const auto quota = quotas.value(aws::quotaCode(type.name, spot)); quota && *quota < type.vcpus)
            offer.note = *quota == 0 ? QStringLiteral("quota-none") : QStringLiteral("quota-too-small");
        offers.push_back(std::move(offer));
    }
    std::stable_sort(offers.begin(), offers.end(), [](const Offer &a, const Offer &b) {
        return (a.perHour ? a.perHour->micros : std::numeric_limits<qint64>::max())
            < (b.perHour ? b.perHour->micros : std::numeric_limits<qint64>::max());
    });
    for (Offer &offer : offers) {
        const auto type =
            std::find_if(asked->types.begin(), asked->types.end(), [&](const GpuType &each) { return each.name == offer.id; });
        if (offer.perHour && offer.note.isEmpty() && isRecommendable(*type)) {
            offer.recommended = true;
            break;
        }
    }
    if (offers.size() > mostOffers)
        offers.resize(mostOffers);
    return offers;
}

Result<std::vector<PlannedResource>> AwsProvider::plannedResources(const Choices &choices, ProviderCall &call) const
{
    const QString type = chosen(choices, "type");
    if (type.isEmpty())
        return fail({Cause::BadValue,
                     {{QStringLiteral("key"), QStringLiteral("aws.type")},
                      {QStringLiteral("value"), QString()},
                      {QStringLiteral("allowed"), QStringLiteral("g4dn.xlarge, g5.xlarge, …")}},
                     NextAction::ChangeInput,
                     {},
                     {}});
    const auto client = this->client(choices, call);
    if (!client)
        return fail(client.error());
    const auto asked = this->asked(**client, call);
    if (!asked)
        return fail(asked.error());
    const auto found = std::find_if(asked->types.begin(), asked->types.end(), [&](const GpuType &each) { return each.name == type; });
    if (found == asked->types.end())
        return fail(aws::refusalError({QStringLiteral("InvalidInstanceType"), type}, QStringLiteral("ec2"),
                                      QStringLiteral("DescribeInstanceTypes")));
    const QString name = choices.machineName.isEmpty() ? proposedName(choices) : choices.machineName;
    return std::vector<PlannedResource>{
        {QStringLiteral("key-pair"), name, Money{}},
        {QStringLiteral("security-group"), name, Money{}},
        {QStringLiteral("instance"), QStringLiteral("%1 (%2)").arg(name, type),
         withDisk(priceOf(*found, wantsSpot(choices)), asked->disk, diskOf(choices))},
    };
}

} // namespace fl
