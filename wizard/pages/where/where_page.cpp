// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/pages/where/where_page.h"

#include "wizard/pages/where/where_cards.h"
#include "wizard/widgets/build.h"

#include <QLabel>
#include <QVBoxLayout>

namespace fl {

WherePage::WherePage(PageContext &context) :
    Page(context, tr("Where should your notebook run?"), tr("You can change your mind later: nothing is created before the Review page."))
{
    m_waiting = makeLabel(tr("Looking at what this computer can do…"), "muted");
    column()->addWidget(m_waiting);
    m_cards = new CardGrid;
    column()->addWidget(m_cards);
    column()->addStretch(1);
    connect(&context.catalog, &Catalog::loaded, this, &WherePage::show);
}

void WherePage::load(const Choices &choices, const GivenSecrets &)
{
    m_where = choices.where;
    context().catalog.load();
    show();
}

void WherePage::show()
{
    m_waiting->setVisible(!ready());
    if (!ready())
        return;
    if (m_byId.isEmpty()) {
        for (const ProviderInfo &provider : context().catalog.providers()) {
            auto *card = new Card(QStringLiteral("where-") + provider.id, whereCard(provider));
            connect(card, &Card::toggled, this, &Page::changed);
            connect(card, &Card::activated, this, &Page::goOn);
            m_cards->add(card);
            m_byId.insert(provider.id, card);
        }
    }
    if (Card *card = m_byId.value(m_where); card && card->isAvailable())
        card->setChecked(true);
    emit changed();
}

QString WherePage::chosen() const
{
    for (auto it = m_byId.begin(); it != m_byId.end(); ++it)
        if (it.value()->isChecked())
            return it.key();
    return {};
}

void WherePage::store(Choices &choices, GivenSecrets &secrets) const
{
    const QString id = chosen();
    if (id.isEmpty() || id == choices.where)
        return;
    // What was said for another way does not hold for this one.
    choices.where = id;
    choices.machineName.clear();
    choices.provider.clear();
    secrets.clear();
}

QString WherePage::problem(QString *) const
{
    return chosen().isEmpty() ? tr("Choose one of the ways first.") : QString();
}

QString WherePage::primaryText() const
{
    return tr("Say how to reach it");
}

bool WherePage::ready() const
{
    return context().catalog.isLoaded();
}

} // namespace fl
