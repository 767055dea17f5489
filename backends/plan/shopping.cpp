// SPDX-License-Identifier: GPL-3.0-or-later
// What to buy for a sum of money.
#include "backends/plan/advice.h"

#include <algorithm>

namespace fl {
namespace {

ShoppingList listOf(const Advice &advice, const Build &build)
{
    ShoppingList list;
    list.build = build.id;
    for (const QString &id : build.parts) {
        const Part &part = *advice.part(id);
        const DatedSource *source = part.price ? sourceOf(advice.sources, part.price->source) : nullptr;
        list.rows.push_back({part, source ? source->month : QDate()});
        list.low += part.price ? part.price->low : 0;
        list.high += part.price ? part.price->high : 0;
        list.unknown += part.price ? 0 : 1;
    }
    return list;
}

Reason said(const char *code, QMap<QString, QString> args = {})
{
    return {QStringLiteral("advice-buy-") + QLatin1String(code), std::move(args)};
}

QString dollars(double amount)
{
    return QString::number(amount, 'f', 0);
}

bool has(const ShoppingList &list, const QString &kind)
{
    return std::any_of(list.rows.begin(), list.rows.end(), [&](const ShoppingList::Row &row) { return row.part.kind == kind; });
}

void explain(ShoppingList &list, double budget)
{
    const Part &gpu = list.rows.front().part;
    list.reasons.push_back(said("gpu", {{QStringLiteral("gb"), dollars(gpu.gpuGb)}}));
    if (!has(list, QStringLiteral("cpu")))
        list.reasons.push_back(said("card-only"));
    if (list.fit == ShoppingList::Fit::Maybe)
        list.reasons.push_back(said("maybe", {{QStringLiteral("low"), dollars(list.low)}, {QStringLiteral("high"), dollars(list.high)}}));
    if (list.fit == ShoppingList::Fit::No)
        list.reasons.push_back(said("too-little", {{QStringLiteral("missing"), dollars(std::max(1.0, list.low - budget))}}));
    if (list.unknown > 0)
        list.reasons.push_back(said("unknown", {{QStringLiteral("n"), QString::number(list.unknown)}}));
    if (gpu.used)
        list.reasons.push_back(said("used"));
    list.reasons.push_back(said("prices-age"));
}

} // namespace

ShoppingList shoppingList(const Advice &advice, double budget)
{
    std::vector<ShoppingList> lists;
    for (const Build &build : advice.builds)
        lists.push_back(listOf(advice, build));
    const auto affordable = [&](const ShoppingList &list) {
        // The middle of what was seen. A part whose price nobody knows costs something too, so that nothing may be left at the top.
        return list.unknown > 0 ? list.high < budget : (list.low + list.high) / 2 <= budget;
    };
    auto best = std::find_if(lists.begin(), lists.end(), affordable);
    if (best == lists.end())
        best = std::min_element(lists.begin(), lists.end(), [](const ShoppingList &a, const ShoppingList &b) { return a.low < b.low; });
    if (best->low <= budget)
        best->fit = best->high <= budget && best->unknown == 0 ? ShoppingList::Fit::Yes : ShoppingList::Fit::Maybe;
    explain(*best, budget);
    return *best;
}

} // namespace fl
