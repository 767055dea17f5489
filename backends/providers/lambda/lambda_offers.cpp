// SPDX-License-Identifier: GPL-3.0-or-later
// What Lambda has to offer, where, and what a machine there costs.
#include "backends/providers/cloud/cloud_choices.h"
#include "backends/providers/lambda/lambda_provider.h"
#include "backends/providers/lambda/regions.h"

#include <algorithm>

namespace fl {
namespace {

using lambda::Type;

constexpr qint64 typesStand = 60 * 1000; // ms; what is free changes from minute to minute
constexpr size_t mostOtherTypes = 3;

/// Modern frameworks run on it, and so do packages that nobody built for ARM, which the GPUs that share a chip with their processor have
/// (Grace: GH200, GB200).
bool isRecommendable(const Type &type)
{
    return type.gpus == 1 && type.gpuMemoryGb >= 15 && !type.gpu.startsWith(QLatin1String("NVIDIA GH"))
        && !type.gpu.startsWith(QLatin1String("NVIDIA GB"));
}

} // namespace

Result<lambda::Types> LambdaProvider::types(const Choices &choices, ProviderCall &call) const
{
    const auto client = this->client(choices, call); // who has no login is told so, whatever was said before
    if (!client)
        return fail(client.error());
    {
        const std::lock_guard lock(m_mutex);
        if (m_types && std::abs(call.ports.clock.now() - m_types->asked) < typesStand)
            return *m_types;
    }
    auto types = lambda::typesOf(**client, call.ports.clock, call.stop);
    if (types) {
        const std::lock_guard lock(m_mutex);
        m_types = *types;
    }
    return types;
}

Result<Identity> LambdaProvider::identity(const Choices &choices, ProviderCall &call) const
{
    auto login = lambda::login(m_environment, call);
    if (!login)
        return fail(login.error());
    const auto client = this->client(choices, call);
    if (!client)
        return fail(client.error());
    // Lambda has no request that says whose key it is: one that it answers is one that it accepts.
    const auto answer = (*client)->get(QStringLiteral("ssh-keys"), call.stop);
    return answer ? Result<Identity>(Identity{{}, {}, login->from}) : fail(answer.error());
}

Result<std::vector<Place>> LambdaProvider::places(const Choices &choices, ProviderCall &call) const
{
    const auto client = this->client(choices, call);
    if (!client)
        return fail(client.error());
    const auto regions = lambda::regionsOf(**client, call.stop);
    if (!regions)
        return fail(regions.error());
    const auto types = this->types(choices, call);
    if (!types)
        return fail(types.error());
    const auto here = positionHere();
    const QString wanted = chosen(choices, "type");
    std::vector<Place> places;
    for (const lambda::Region &region : *regions) {
        Place place{.id = region.id, .name = region.name.isEmpty() ? region.id : region.name, .km = {}, .perHour = {}, .priced = {}};
        if (const auto there = lambda::positionOf(region.id); there && here)
            place.km = kmBetween(*here, *there);
        // A price is the same everywhere; what is free is not. Of what is, the cheapest, or the one that was chosen.
        for (const Type &type : types->all)
            if (type.isFreeIn(region.id) && (wanted.isEmpty() || type.name == wanted)) {
                place.priced = type.name;
                place.perHour = type.perHour;
                break;
            }
        places.push_back(std::move(place));
    }
    sortByNearness(places);
    return places;
}

Result<std::vector<Offer>> LambdaProvider::offers(const Choices &choices, ProviderCall &call) const
{
    const auto types = this->types(choices, call);
    if (!types)
        return fail(types.error());
    const QString where = region(choices);
    bool recommended = false;
    std::vector<Offer> offers;
    for (const Type &type : types->all) { // the cheapest first
        Offer offer{.id = type.name,
                    .gpu = type.gpus > 1 ? QStringLiteral("%1 × %2").arg(type.gpus).arg(type.gpu) : type.gpu,
                    .gpuMemoryGb = type.gpuMemoryGb,
                    .cpus = type.vcpus,
                    .ramGb = type.ramGb,
                    .diskGb = type.diskGb,
                    .perHour = type.perHour,
                    .note = type.isFreeIn(where) ? QString()
                        : type.free.empty()      ? QStringLiteral("sold-out")
                                                 : QStringLiteral("sold-out-there"),
                    .onDemand = type.perHour,
                    .asked = types->asked};
        offer.recommended = !recommended && offer.note.isEmpty() && offer.perHour && isRecommendable(type);
        recommended = recommended || offer.recommended;
        offers.push_back(std::move(offer));
    }
    return offers;
}

/// Other types that are as large, and free in the same region: the firewall stands there already.
std::vector<Fallback> LambdaProvider::fallbacks(const Choices &choices, ProviderCall &call) const
{
    const auto types = this->types(choices, call);
    const Type *const type = types ? types->find(chosen(choices, "type")) : nullptr;
    if (!type)
        return {};
    std::vector<Fallback> all;
    for (const Type &each : types->all) {
        const bool large = each.gpuMemoryGb * each.gpus >= type->gpuMemoryGb * type->gpus;
        if (each.name == type->name || !large || !each.perHour || !each.isFreeIn(region(choices)) || all.size() == mostOtherTypes)
            continue;
        Choices other = choices;
        other.provider.insert(QStringLiteral("type"), each.name);
        all.push_back({{QStringLiteral("capacity-other-type"),
                        {{QStringLiteral("type"), each.name},
                         {QStringLiteral("gpu"), each.gpu},
                         {QStringLiteral("memory"), QString::number(each.gpuMemoryGb)},
                         {QStringLiteral("instead"), type->name}}},
                       each.perHour,
                       false,
                       each.name,
                       {{each.name, other}}});
    }
    return all;
}

Result<std::vector<PlannedResource>> LambdaProvider::plannedResources(const Choices &choices, ProviderCall &call) const
{
    const auto types = this->types(choices, call);
    if (!types)
        return fail(types.error());
    const QString wanted = chosen(choices, "type");
    const Type *const type = types->find(wanted);
    if (!type) {
        QStringList names;
        for (const Type &each : types->all)
            names << each.name;
        return fail({Cause::BadValue,
                     {{QStringLiteral("key"), QStringLiteral("lambda.type")},
                      {QStringLiteral("value"), wanted},
                      {QStringLiteral("allowed"), names.join(QStringLiteral(", "))}},
                     NextAction::ChangeInput,
                     {},
                     {}});
    }
    const QString name = choices.machineName.isEmpty() ? proposedName(choices) : choices.machineName;
    std::vector<PlannedResource> planned{{lambda::keyKind, name, Money{}}};
    if (makes(lambda::firewallKind, choices))
        planned.push_back({lambda::firewallKind, name, Money{}});
    planned.push_back({lambda::instanceKind, QStringLiteral("%1 (%2)").arg(name, type->name), type->perHour}); // its disk is in the price
    return planned;
}

} // namespace fl
