// SPDX-License-Identifier: GPL-3.0-or-later
// What AWS has to offer, and what a machine there costs.
#include "backends/providers/aws/aws_choices.h"
#include "backends/providers/aws/aws_provider.h"
#include "backends/providers/aws/quotas.h"
#include "backends/providers/cloud/side_by_side.h"

#include <algorithm>
#include <future>
#include <limits>

namespace fl {
namespace {

using aws::GpuType, aws::diskOf, aws::wantsSpot;

constexpr qint64 hoursAMonth = 730;            // as AWS counts them
constexpr qint64 pricesStand = 10 * 60 * 1000; // ms, from choosing to buying
constexpr size_t mostOffers = 60, mostAtOnce = 8, mostOtherTypes = 3;

std::optional<Money> priceOf(const GpuType &type, bool spot)
{
    return spot ? type.spot() : type.onDemand;
}

std::optional<Money> diskPrice(const std::optional<Money> &gbMonth, int gb)
{
    return gbMonth ? std::optional(Money{gbMonth->micros * gb / hoursAMonth, gbMonth->currency}) : std::nullopt;
}

/// vCPUs by the code of the quota; one that AWS does not say, or does not let the login ask for, is unset.
QMap<QString, std::optional<int>> allowedBy(aws::Client &client, bool spot, std::stop_token stop)
{
    QStringList codes;
    for (const char *family : {"g4dn.", "p4d.", "p5."})
        if (const QString code = aws::quotaOf(QLatin1String(family), spot).code; !codes.contains(code))
            codes << code;
    aws::Quotas quotas(client);
    const auto said = sideBySide(std::vector<QString>(codes.begin(), codes.end()), mostAtOnce,
                                 [&](const QString &code) { return quotas.allowed(code, stop); });
    QMap<QString, std::optional<int>> allowed;
    for (qsizetype i = 0; i < codes.size(); ++i)
        if (const auto &each = said[static_cast<size_t>(i)])
            allowed.insert(codes[i], *each);
    return allowed;
}

/// Of those zones; unset where one says nothing.
std::optional<Money> dearest(const GpuType &type, const QStringList &zones)
{
    std::optional<Money> most;
    for (const QString &zone : zones) {
        const auto price = type.spotByZone.constFind(zone);
        if (price == type.spotByZone.constEnd())
            return std::nullopt;
        if (!most || price->micros > most->micros)
            most = *price;
    }
    return most;
}

std::vector<std::pair<QString, Choices>> triesIn(const Choices &choices, const QString &type, const QStringList &zones)
{
    std::vector<std::pair<QString, Choices>> tries;
    for (const QString &zone : zones) {
        Choices other = choices;
        other.provider.insert(QStringLiteral("type"), type);
        other.provider.insert(QStringLiteral("zone"), zone);
        tries.emplace_back(zone.isEmpty() ? type : QStringLiteral("%1 (%2)").arg(type, zone), std::move(other));
    }
    return tries;
}

/// Modern enough for today's frameworks, and the cheapest of those: what a beginner should take.
bool isRecommendable(const GpuType &type)
{
    return type.gpus == 1 && type.gpuMemoryGb >= 15
        && (type.name.startsWith(QLatin1String("g4dn.")) || type.name.startsWith(QLatin1String("g5."))
            || type.name.startsWith(QLatin1String("g6")));
}

} // namespace

const GpuType *AwsProvider::Asked::find(const QString &type) const
{
    const auto found = std::find_if(types.begin(), types.end(), [&](const GpuType &each) { return each.name == type; });
    return found == types.end() ? nullptr : &*found;
}

std::optional<Money> AwsProvider::Asked::inAll(const std::optional<Money> &machine, int diskGb) const
{
    const auto ofDisk = diskPrice(disk, diskGb);
    if (!machine || !ofDisk || !address)
        return std::nullopt; // a price of which a part is missing is unknown
    return Money{machine->micros + ofDisk->micros + address->micros, machine->currency};
}

Result<AwsProvider::Asked> AwsProvider::asked(aws::Client &client, ProviderCall &call) const
{
    // Types and prices are the same for every login: one that was renewed meanwhile finds them, too.
    const QString key = client.access().region + QLatin1Char('|') + client.access().endpoint;
    {
        const std::lock_guard lock(m_mutex);
        if (const auto known = m_asked.constFind(key); known != m_asked.constEnd())
            return *known;
    }
    aws::Catalog catalog(client);
    // Side by side: each of them takes a second or more.
    auto onDemand = std::async(std::launch::async, [&] { return catalog.onDemandPrices(call.stop); });
    auto disk = std::async(std::launch::async, [&] { return catalog.diskPrice(call.stop); });
    auto address = std::async(std::launch::async, [&] { return catalog.addressPrice(call.stop); });
    auto types = catalog.gpuTypes(call.stop);
    QStringList names;
    if (types)
        for (const GpuType &type : *types)
            names << type.name;
    const auto spot = names.isEmpty() ? Result<QMap<QString, QMap<QString, Money>>>() : catalog.spotPrices(names, call.stop);
    const auto prices = onDemand.get();
    const auto diskPrice = disk.get(), addressPrice = address.get();
    if (!types)
        return fail(types.error());
    // Prices that could not be had are unknown; what there is can be shown all the same.
    for (GpuType &type : *types) {
        if (prices && prices->contains(type.name))
            type.onDemand = prices->value(type.name);
        if (spot)
            type.spotByZone = spot->value(type.name);
    }
    Asked asked{std::move(*types), diskPrice ? *diskPrice : std::nullopt, addressPrice ? *addressPrice : std::nullopt,
                call.ports.clock.now()};
    if (!prices || !diskPrice || !addressPrice || !spot)
        return asked; // asked again next time
    const std::lock_guard lock(m_mutex);
    return *m_asked.insert(key, std::move(asked));
}

void AwsProvider::forgetOldPrices(ProviderCall &call) const
{
    const qint64 oldest = call.ports.clock.now() - pricesStand;
    const std::lock_guard lock(m_mutex);
    m_asked.removeIf([oldest](const std::pair<const QString &, Asked &> &each) { return each.second.at < oldest; });
}

Result<std::vector<Offer>> AwsProvider::offers(const Choices &choices, ProviderCall &call) const
{
    const auto client = this->client(choices, call); // logs in once for all that follows
    if (!client)
        return fail(client.error());
    const bool spot = wantsSpot(choices);
    // All that could count, beside the types: whoever waits for the page waits for one answer, not for two.
    auto allowed = std::async(std::launch::async, [&] { return allowedBy(**client, spot, call.stop); });
    const auto asked = this->asked(**client, call);
    const auto quotas = allowed.get();
    if (!asked)
        return fail(asked.error());
    const QString &region = (*client)->access().region;
    std::vector<Offer> offers;
    for (const GpuType &type : asked->types) {
        const aws::QuotaName name = aws::quotaOf(type.name, spot);
        const Quota quota{name.name, quotas.value(name.code), type.vcpus, aws::quotaPage(name.code, region)};
        Offer offer{.id = type.name,
                    .gpu = type.gpus > 1 ? QStringLiteral("%1 × %2").arg(type.gpus).arg(type.gpu) : type.gpu,
                    .gpuMemoryGb = type.gpuMemoryGb,
                    .cpus = type.vcpus,
                    .ramGb = type.ramGb,
                    .diskGb = double(diskOf(choices)),
                    .perHour = asked->inAll(priceOf(type, spot), diskOf(choices)),
                    .note = quota.suffices()  ? QString()
                        : *quota.allowed == 0 ? QStringLiteral("quota-none")
                                              : QStringLiteral("quota-too-small"),
                    .onDemand = type.onDemand,
                    .spot = type.spot(),
                    .disk = diskPrice(asked->disk, diskOf(choices)),
                    .address = asked->address,
                    .quota = quota,
                    .asked = asked->at};
        offers.push_back(std::move(offer));
    }
    std::stable_sort(offers.begin(), offers.end(), [](const Offer &a, const Offer &b) {
        return (a.perHour ? a.perHour->micros : std::numeric_limits<qint64>::max())
            < (b.perHour ? b.perHour->micros : std::numeric_limits<qint64>::max());
    });
    for (Offer &offer : offers)
        if (offer.perHour && offer.note.isEmpty() && isRecommendable(*asked->find(offer.id))) {
            offer.recommended = true;
            break;
        }
    if (offers.size() > mostOffers)
        offers.resize(mostOffers);
    return offers;
}

/// Other zones of the region first, which have the same machine; then other types that are as large and that the quota allows.
std::vector<Fallback> AwsProvider::fallbacks(const Choices &choices, ProviderCall &call) const
{
    const auto client = this->client(choices, call);
    const auto asked = client ? this->asked(**client, call) : Result<Asked>(fail(client.error()));
    const GpuType *const type = asked ? asked->find(chosen(choices, "type")) : nullptr;
    if (!type)
        return {};
    const bool spot = wantsSpot(choices);
    const auto price = [&](const GpuType &of) { return asked->inAll(priceOf(of, spot), diskOf(choices)); };
    aws::Catalog catalog(**client);
    std::vector<Fallback> all;
    if (const auto zones = catalog.zonesWith(type->name, call.stop); zones && zones->size() > 1) {
        Fallback other{{QStringLiteral("capacity-other-zones"),
                        {{QStringLiteral("type"), type->name}, {QStringLiteral("zones"), zones->join(QStringLiteral(", "))}}},
                       price(*type),
                       !spot,
                       {},
                       triesIn(choices, type->name, *zones)};
        if (spot) // each zone has its own: what is agreed to is the dearest
            other.perHour = asked->inAll(dearest(*type, *zones), diskOf(choices));
        all.push_back(std::move(other));
    }
    const auto quotas = allowedBy(**client, spot, call.stop);
    std::vector<const GpuType *> others;
    for (const GpuType &each : asked->types) {
        const auto allowed = quotas.value(aws::quotaOf(each.name, spot).code);
        const bool large = each.gpuMemoryGb * each.gpus >= type->gpuMemoryGb * type->gpus;
        if (each.name != type->name && large && price(each) && (!allowed || *allowed >= each.vcpus))
            others.push_back(&each);
    }
    std::sort(others.begin(), others.end(), [&](const GpuType *a, const GpuType *b) { return price(*a)->micros < price(*b)->micros; });
    others.resize(std::min(others.size(), mostOtherTypes));
    for (const GpuType *each : others)
        all.push_back({{QStringLiteral("capacity-other-type"),
                        {{QStringLiteral("type"), each->name},
                         {QStringLiteral("gpu"), each->gpu},
                         {QStringLiteral("memory"), QString::number(each->gpuMemoryGb)},
                         {QStringLiteral("instead"), type->name}}},
                       price(*each),
                       false,
                       each->name,
                       triesIn(choices, each->name, {QString()})});
    return all;
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
    const GpuType *const found = asked->find(type);
    if (!found)
        return fail(aws::refusalError({QStringLiteral("InvalidInstanceType"), type}, QStringLiteral("ec2"),
                                      QStringLiteral("DescribeInstanceTypes")));
    const QString name = choices.machineName.isEmpty() ? proposedName(choices) : choices.machineName;
    return std::vector<PlannedResource>{
        {QStringLiteral("key-pair"), name, Money{}},
        {QStringLiteral("security-group"), name, Money{}},
        {QStringLiteral("disk"), QStringLiteral("%1 (%2 GB)").arg(name).arg(diskOf(choices)), diskPrice(asked->disk, diskOf(choices))},
        {QStringLiteral("public-address"), name, asked->address},
        {QStringLiteral("instance"), QStringLiteral("%1 (%2)").arg(name, type), priceOf(*found, wantsSpot(choices))},
    };
}

} // namespace fl
