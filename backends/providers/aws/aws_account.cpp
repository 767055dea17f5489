// SPDX-License-Identifier: GPL-3.0-or-later
// Who the login is at AWS, where it may have machines, and how many.
#include "backends/providers/aws/aws_choices.h"
#include "backends/providers/aws/aws_provider.h"
#include "backends/providers/aws/policy.h"
#include "backends/providers/aws/quotas.h"
#include "backends/providers/aws/regions.h"

#include <algorithm>
#include <future>

namespace fl {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::milliseconds betweenLooks = 30s;

Error refused(const aws::QuotaName &quota, const QString &region, int allowed, int needed, const char *why)
{
    return {Cause::QuotaExceeded,
            {{QStringLiteral("provider"), QStringLiteral("aws")},
             {QStringLiteral("why"), QLatin1String(why)},
             {QStringLiteral("quota"), quota.name},
             {QStringLiteral("allowed"), QString::number(allowed)},
             {QStringLiteral("needed"), QString::number(needed)},
             {QStringLiteral("page"), aws::quotaPage(quota.code, region)}},
            NextAction::RequestQuota,
            {},
            {}};
}

void tell(const Machine &machine, EventKind kind, const char *code, const QJsonObject &args, ProviderCall &call)
{
    call.events(
        {call.ports.clock.now(), machine.id, {}, kind, {{QStringLiteral("say"), QLatin1String(code)}, {QStringLiteral("args"), args}}});
}

} // namespace

Result<Identity> AwsProvider::identity(const Choices &choices, ProviderCall &call) const
{
    const auto client = this->client(choices, call);
    if (!client)
        return fail(client.error());
    const auto answer = (*client)->query(QStringLiteral("sts"), QStringLiteral("GetCallerIdentity"), {}, call.stop);
    if (!answer)
        return fail(answer.error());
    const QString arn = answer->at("GetCallerIdentityResult/Arn");
    return Identity{answer->at("GetCallerIdentityResult/Account"), arn.section(QLatin1Char(':'), 5), (*client)->access().credentials.from};
}

QByteArray AwsProvider::policy() const
{
    return aws::policy();
}

Result<std::vector<Place>> AwsProvider::places(const Choices &choices, ProviderCall &call) const
{
    const auto client = this->client(choices, call);
    if (!client)
        return fail(client.error());
    const QString type = chosen(choices, "type").isEmpty() ? QStringLiteral("g4dn.xlarge") : chosen(choices, "type");
    aws::Catalog catalog(**client);
    auto asking = std::async(std::launch::async, [&] { return catalog.pricesByRegion(type, call.stop); });
    const auto regions = catalog.regions(call.stop);
    const auto prices = asking.get();
    if (!regions)
        return fail(regions.error());
    const auto here = positionHere();
    std::vector<Place> places;
    for (const auto &region : *regions) {
        const auto name = aws::regionName(region.id);
        Place place{region.id, name ? name->city : region.id, {}, {}, type, region.usable};
        if (name && here)
            place.km = kmBetween(*here, name->position);
        if (prices && prices->contains(region.id)) // one that could not be had is unknown
            place.perHour = prices->value(region.id);
        places.push_back(std::move(place));
    }
    sortByNearness(places);
    return places;
}

Status AwsProvider::ensureQuota(const Machine &machine, const Choices &choices, ProviderCall &call) const
{
    if (recordOf(machine, QStringLiteral("instance"), call))
        return {}; // it has its machine already
    const auto client = this->client(choices, call);
    if (!client)
        return fail(client.error());
    const auto asked = this->asked(**client, call);
    const aws::GpuType *const type = asked ? asked->find(chosen(choices, "type")) : nullptr;
    if (!type)
        return asked ? Status() : fail(asked.error()); // that there is no such type the plan says
    aws::Quotas quotas(**client);
    const aws::QuotaName quota = aws::quotaOf(type->name, aws::wantsSpot(choices));
    const QString &region = (*client)->access().region;
    const auto allowed = quotas.allowed(quota.code, call.stop);
    if (!allowed || !*allowed || **allowed >= type->vcpus)
        return {}; // where AWS does not say, the try itself will
    const auto pending = quotas.asked(quota.code, call.stop);
    const QString told = chosen(choices, "quota");
    if (!pending || *pending != aws::Quotas::Asked::Open) {
        if (told != QLatin1String("wait")) {
            if (told == QLatin1String("no") || !call.asker)
                return fail(refused(quota, region, **allowed, type->vcpus, "too-small"));
            const auto answer = call.asker->ask({Question::Kind::ConfirmInPerson,
                                                 {QStringLiteral("quota-ask"),
                                                  {{QStringLiteral("quota"), quota.name},
                                                   {QStringLiteral("allowed"), QString::number(**allowed)},
                                                   {QStringLiteral("needed"), QString::number(type->vcpus)},
                                                   {QStringLiteral("type"), type->name}}}},
                                                call.stop);
            if (!answer && answer.error().cause != Cause::AnswerNeeded)
                return fail(answer.error());
            if (!answer || !answer->yes)
                return fail(refused(quota, region, **allowed, type->vcpus, "too-small"));
        }
        FL_TRY(quotas.askFor(quota.code, type->vcpus, call.stop));
    }
    // The wish is the machine in our list: who closes the program goes on waiting when the set-up is continued.
    const QJsonObject args{{QStringLiteral("quota"), quota.name}, {QStringLiteral("needed"), QString::number(type->vcpus)}};
    tell(machine, EventKind::Progress, "waiting-for-quota", args, call);
    for (bool open = false;;) {
        if (!call.ports.clock.wait(betweenLooks, call.stop))
            return fail({Cause::Cancelled, {}, NextAction::Resume, {}, {}});
        const auto now = quotas.allowed(quota.code, call.stop);
        if (now && *now && **now >= type->vcpus)
            break;
        const auto course = quotas.asked(quota.code, call.stop);
        for (const Error *error : {now ? nullptr : &now.error(), course ? nullptr : &course.error()})
            if (error && exitCode(error->cause) != Exit::NotReachable) // a network that sleeps does not end the waiting
                return fail(*error);
        open = open || (course && *course == aws::Quotas::Asked::Open);
        if (open && course && *course == aws::Quotas::Asked::Refused)
            return fail(refused(quota, region, now && *now ? **now : **allowed, type->vcpus, "refused"));
    }
    tell(machine, EventKind::Notice, "quota-granted", args, call);
    return {};
}

} // namespace fl
