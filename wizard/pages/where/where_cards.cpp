// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/pages/where/where_cards.h"

#include "backends/text/text.h"
#include "wizard/style/icons.h"

#include <QCoreApplication>

namespace fl {
namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(fl::WherePage)
};

} // namespace

CardText whereCard(const ProviderInfo &provider)
{
    CardText card;
    const QString own = QStringLiteral("provider-") + provider.id;
    card.icon = hasIcon(own) ? own : QStringLiteral("cloud");
    card.title = text::providerName(provider.id);
    card.sentence = text::providerSentence(provider.id);
    if (!provider.abilities.costsMoney)
        card.badge = Tr::tr("Free");
    card.facts << FactRow{Tr::tr("Price"), provider.abilities.costsMoney ? Tr::tr("by the hour, shown before you decide") : Tr::tr("none")};
    if (const QString ready = text::providerReady(provider.id); !ready.isEmpty())
        card.facts << FactRow{Tr::tr("Ready in"), ready};
    if (const QString needs = text::providerNeeds(provider.id); !needs.isEmpty())
        card.facts << FactRow{Tr::tr("You need"), needs};
    if (!provider.availability.possible)
        card.unavailable = text::reason(provider.availability.why);
    return card;
}

} // namespace fl
