// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/pages/where/way_cards.h"

#include "backends/text/advice_text.h"
#include "backends/text/text.h"
#include "backends/text/way_text.h"

#include <QCoreApplication>

#include <cmath>

namespace fl {
namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(fl::WherePage)
};

QString gpuText(const WayOption &option)
{
    return Tr::tr("%1, %2 GB").arg(option.gpu).arg(option.gpuGb, 0, 'f', 0);
}

QString priceText(const WayOption &option)
{
    if (!option.perHour)
        return Tr::tr("price unknown");
    if (*option.perHour <= 0 && option.perMonth > 0)
        return Tr::tr("%1, over three years").arg(text::perMonth(option.perMonth));
    if (*option.perHour <= 0 && option.perMonth <= 0)
        return Tr::tr("free");
    const QString hour = text::perHour(Money{std::llround(*option.perHour * 1e6), QStringLiteral("USD")});
    return option.perMonth > 0 ? Tr::tr("%1 and %2").arg(hour, text::perMonth(option.perMonth)) : hour;
}

/// A computer of one's own that is not there yet.
bool isBought(const Way &way)
{
    return way.kind == Way::Kind::Own && !way.ownGpu;
}

QString age(const QDate &month, const QDate &today)
{
    const int months = (today.year() - month.year()) * 12 + today.month() - month.month();
    if (months < 1)
        return Tr::tr("of this month");
    if (months == 1)
        return Tr::tr("one month old");
    return months < 24 ? Tr::tr("%1 months old").arg(months) : Tr::tr("%1 years old").arg(months / 12);
}

/// Of what is paid for; nullptr: nothing is, or nobody knows.
const DatedSource *oldestSource(const Ways &ways, const Way &way)
{
    const DatedSource *oldest = nullptr;
    for (const WayOption &option : way.options) {
        const DatedSource *source = sourceOf(ways.sources, option.source);
        if (monthlyCost(option, 1).value_or(0) > 0 && source && (!oldest || source->month < oldest->month))
            oldest = source;
    }
    return oldest;
}

/// The price of each size, and how old they are.
QString prices(const Way &way, const DatedSource *oldest, const QDate &today)
{
    QStringList lines;
    for (const WayOption &option : way.options)
        lines << QStringLiteral("%1: %2").arg(gpuText(option), priceText(option));
    if (oldest)
        lines << Tr::tr("as of %1 (%2), without tax").arg(text::monthYear(oldest->month), age(oldest->month, today));
    return lines.join(QLatin1Char('\n'));
}

} // namespace

WayCard wayCard(const Ways &ways, const Way &way, bool hosted, const QDate &today)
{
    const DatedSource *source = oldestSource(ways, way);
    WayCard card{.id = way.id,
                 .title = text::wayName(way.id),
                 .sentence = text::waySentence(way.id, way.instead),
                 .badge = {},
                 .facts = {},
                 .priceLink = source ? source->url : QString(),
                 .note = {},
                 .button = {},
                 .place = way.place,
                 .link = way.link,
                 .instead = way.instead,
                 .opens = way.opens,
                 .opensButton = way.opens.isEmpty() ? QString() : Tr::tr("Open a folder with %1…").arg(way.opens),
                 .hosted = hosted,
                 .buys = isBought(way)};
    if (way.closed != 0) {
        card.badge = Tr::tr("Closed in %1").arg(way.closed);
        card.button = Tr::tr("Show %1").arg(text::wayName(way.instead));
        return card;
    }
    card.facts << FactRow{Tr::tr("Price"), prices(way, source, today)};
    card.facts << FactRow{Tr::tr("Ready in"), text::shortTime(way.minutes)};
    card.facts << FactRow{Tr::tr("You need"), text::wayNeeds(way.id)};
    if (const QString limits = text::wayLimits(way.id); !limits.isEmpty())
        card.facts << FactRow{Tr::tr("Limits"), limits};
    if (card.buys) {
        card.note = Tr::tr("Firstlight makes the list for your money, with dated prices and what renting would cost. It sells nothing.");
        card.button = Tr::tr("Make a shopping list");
    } else if (hosted) {
        card.note = Tr::tr("Firstlight writes a notebook that proves itself there. It does not sign in for you.");
        card.button = Tr::tr("Make the notebook");
    } else if (!way.place.isEmpty()) {
        card.note =
            Tr::tr("Firstlight sets it up for you: the way of “%1” above, with this image chosen.").arg(text::providerName(way.place));
        card.button = Tr::tr("Set it up");
    } else {
        card.note = Tr::tr("The button opens its own page. What Firstlight sets up by itself stands above.");
        card.button = Tr::tr("Open its page");
    }
    return card;
}

std::vector<ChooseRow> chooseRows(const Ways &ways, const Wishes &wishes)
{
    std::vector<ChooseRow> rows;
    for (const Ranked &ranked : rankWays(ways, wishes)) {
        const Way &way = *ways.find(ranked.way);
        ChooseRow row{.way = way.id,
                      .title = text::wayName(way.id),
                      .price = text::perMonth(ranked.perMonth),
                      .fits = ranked.fits,
                      .reasons = {},
                      .source = {},
                      .place = way.place,
                      .link = way.link,
                      .buys = isBought(way)};
        for (const Reason &reason : ranked.reasons)
            row.reasons << text::reason(reason);
        const DatedSource *source = sourceOf(ways.sources, way.options[static_cast<size_t>(ranked.option)].source);
        if (source && ranked.perMonth.value_or(0) > 0)
            row.source = Tr::tr("Price as of %1, without tax: %2").arg(text::monthYear(source->month), source->title);
        rows.push_back(std::move(row));
    }
    return rows;
}

} // namespace fl
