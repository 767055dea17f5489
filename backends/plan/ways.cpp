// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/plan/ways.h"

#include <algorithm>
#include <cmath>

namespace fl {
namespace {

constexpr double weeksPerMonth = 52.0 / 12;
constexpr double asSold = 0.92;          ///< "16 GB" of a T4 are 15
constexpr double dollarsPerMinute = 0.1; ///< what a minute of a newcomer's first hour weighs, once
constexpr double slowness = 25;          ///< what it weighs to have no GPU where none is needed

Reason said(const char *code, QMap<QString, QString> args = {})
{
    return {QStringLiteral("choose-") + QLatin1String(code), std::move(args)};
}

QString number(double value)
{
    return QString::number(value, 'f', 0);
}

/// The GPU memory one has there; the user's own card where it is one's own computer.
double memoryOf(const Way &way, const WayOption &option, const Wishes &wishes)
{
    return way.ownGpu ? wishes.ownGpuGb : option.gpuGb;
}

/// What keeps an option from fitting. The later, the less willingly it is taken within one way.
enum class Hurdle { None, Price, Budget, Hours, Memory };

/// How far a way is from fitting, beside others: what can be seen to cost too much is nearer than what nobody knows the price of.
int distance(Hurdle left)
{
    switch (left) {
    case Hurdle::None: return 0;
    case Hurdle::Budget: return 1;
    case Hurdle::Price: return 2;
    case Hurdle::Hours: return 3;
    case Hurdle::Memory: break;
    }
    return 4;
}

Hurdle hurdle(const Way &way, const WayOption &option, const Wishes &wishes)
{
    if (!hasMemory(memoryOf(way, option, wishes), wishes.gpuGb))
        return Hurdle::Memory;
    if (option.hoursPerWeek > 0 && wishes.hoursPerWeek > option.hoursPerWeek)
        return Hurdle::Hours;
    const auto cost = monthlyCost(option, wishes.hoursPerWeek);
    if (!cost)
        return Hurdle::Price;
    return *cost > wishes.budgetPerMonth ? Hurdle::Budget : Hurdle::None;
}

struct Weighed {
    Ranked ranked;
    double weight = 0;
    int distance = 0; ///< 0: fits
};

void tellHurdle(std::vector<Reason> &reasons, Hurdle left, const Way &way, const WayOption &option, const Ranked &ranked,
                const Wishes &wishes)
{
    const double memory = memoryOf(way, option, wishes);
    switch (left) {
    case Hurdle::None: break;
    case Hurdle::Price: reasons.push_back(said("price-unknown", {{QStringLiteral("gpu"), option.gpu}})); break;
    case Hurdle::Budget:
        reasons.push_back(said("over-budget",
                               {{QStringLiteral("month"), number(std::ceil(*ranked.perMonth))},
                                {QStringLiteral("budget"), number(wishes.budgetPerMonth)}}));
        break;
    case Hurdle::Hours: reasons.push_back(said("hours", {{QStringLiteral("hours"), QString::number(option.hoursPerWeek)}})); break;
    case Hurdle::Memory:
        reasons.push_back(
            memory <= 0 ? said(way.ownGpu ? "own-no-card" : "needs-gpu")
                        : said("memory-small", {{QStringLiteral("gb"), number(memory)}, {QStringLiteral("wants"), number(wishes.gpuGb)}}));
        break;
    }
}

void tellGood(std::vector<Reason> &reasons, const Way &way, const WayOption &option, const Ranked &ranked, const Wishes &wishes)
{
    const double memory = memoryOf(way, option, wishes);
    if (memory <= 0)
        reasons.push_back(said("no-gpu"));
    else if (way.ownGpu)
        reasons.push_back(said("own-card", {{QStringLiteral("gb"), number(memory)}}));
    else
        reasons.push_back(said("memory-fits", {{QStringLiteral("gpu"), option.gpu}, {QStringLiteral("gb"), number(memory)}}));
    if (ranked.perMonth == 0.0 && option.hoursPerWeek > 0)
        reasons.push_back(said("free-limited"));
    if (!wishes.dataMayLeave)
        reasons.push_back(said("data-stays"));
    if (way.kind == Way::Kind::Own && !way.ownGpu)
        reasons.push_back(said("buy"));
    if (way.kind == Way::Kind::Cloud)
        reasons.push_back(said("stop-it"));
    if (way.minutes <= 10)
        reasons.push_back(said("quick", {{QStringLiteral("minutes"), QString::number(way.minutes)}}));
}

Weighed weigh(const Way &way, const Wishes &wishes)
{
    Weighed result;
    result.ranked.way = way.id;
    // The option nearest to fitting, and of those the cheapest.
    const auto rank = [&](const WayOption &option) {
        return std::pair(static_cast<int>(hurdle(way, option, wishes)), monthlyCost(option, wishes.hoursPerWeek).value_or(1e9));
    };
    const auto best =
        std::min_element(way.options.begin(), way.options.end(), [&](const WayOption &a, const WayOption &b) { return rank(a) < rank(b); });
    const Hurdle left = hurdle(way, *best, wishes);
    Ranked &ranked = result.ranked;
    ranked.option = static_cast<int>(best - way.options.begin());
    ranked.perMonth = monthlyCost(*best, wishes.hoursPerWeek);
    const bool leaves = way.dataLeaves && !wishes.dataMayLeave;
    ranked.fits = left == Hurdle::None && !leaves;
    result.distance = distance(left) + (leaves ? 10 : 0);
    if (leaves)
        ranked.reasons.push_back(said("data-leaves"));
    tellHurdle(ranked.reasons, left, way, *best, ranked, wishes);
    if (ranked.fits)
        tellGood(ranked.reasons, way, *best, ranked, wishes);
    result.weight = ranked.perMonth.value_or(0) + way.minutes * dollarsPerMinute;
    if (memoryOf(way, *best, wishes) <= 0)
        result.weight += slowness;
    // Nothing is as near as a card that is there.
    if (way.ownGpu && wishes.ownGpuGb > 0 && ranked.fits)
        result.weight -= 1000;
    return result;
}

} // namespace

const Way *Ways::find(const QString &id) const
{
    const auto found = std::find_if(ways.begin(), ways.end(), [&](const Way &way) { return way.id == id; });
    return found == ways.end() ? nullptr : &*found;
}

std::optional<double> monthlyCost(const WayOption &option, int hoursPerWeek)
{
    if (!option.perHour)
        return std::nullopt;
    return *option.perHour * hoursPerWeek * weeksPerMonth + option.perMonth;
}

bool hasMemory(double gpuGb, double wantedGb)
{
    return gpuGb >= wantedGb * asSold;
}

double gpuGbForModel(double billions, bool train)
{
    // In 4 bit a parameter takes half a byte, and a little for what is computed; training an adapter on top takes about as much again.
    return billions <= 0 ? 0 : train ? std::ceil(billions + 6) : std::ceil(billions * 0.6 + 2);
}

std::vector<Ranked> rankWays(const Ways &ways, const Wishes &wishes)
{
    std::vector<Weighed> all;
    for (const Way &way : ways.ways)
        if (way.closed == 0)
            all.push_back(weigh(way, wishes));
    std::stable_sort(all.begin(), all.end(),
                     [](const Weighed &a, const Weighed &b) { return std::pair(a.distance, a.weight) < std::pair(b.distance, b.weight); });
    std::vector<Ranked> result;
    for (Weighed &each : all)
        result.push_back(std::move(each.ranked));
    return result;
}

} // namespace fl
