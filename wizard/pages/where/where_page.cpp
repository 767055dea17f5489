// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/pages/where/where_page.h"

#include "wizard/pages/where/choose_dialog.h"
#include "wizard/pages/where/hosted_dialog.h"
#include "wizard/pages/where/way_cards.h"
#include "wizard/pages/where/where_cards.h"
#include "wizard/style/icons.h"
#include "wizard/widgets/build.h"

#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

namespace fl {

WherePage::WherePage(PageContext &context) :
    Page(context, tr("Where should your notebook run?"), tr("You can change your mind later: nothing is created before the Review page."))
{
    m_waiting = makeLabel(tr("Looking at what this computer can do…"), "muted");
    column()->addWidget(m_waiting);
    m_cards = new CardGrid;
    column()->addWidget(m_cards);
    m_ways = new QVBoxLayout;
    m_ways->setSpacing(12);
    column()->addLayout(m_ways);
    column()->addStretch(1);
    QPushButton *help = makeButton(QStringLiteral("where-choose"), tr("Help me choose"));
    headerRow()->addWidget(help, 0, Qt::AlignTop);
    connect(help, &QPushButton::clicked, this, &WherePage::helpChoosing);
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
    showWays();
    if (Card *card = m_byId.value(m_where); card && card->isAvailable())
        card->setChecked(true);
    emit changed();
}

void WherePage::showWays()
{
    const Ways &ways = context().catalog.ways();
    if (m_waysShown || ways.ways.empty())
        return;
    m_waysShown = true;
    const auto section = [&](Way::Kind kind, const QString &title, const QString &sentence) {
        auto *grid = new CardGrid;
        for (const Way &way : ways.ways)
            if (way.kind == kind)
                grid->add(makeWay(wayCard(ways, way, m_hosted.find(way.id) != nullptr)));
        m_ways->addSpacing(8);
        m_ways->addWidget(makeLabel(title, nullptr, TextSize::Heading, true));
        m_ways->addWidget(makeLabel(sentence, "muted"));
        m_ways->addWidget(grid);
    };
    section(Way::Kind::Hosted, tr("Without setting anything up"),
            tr("A notebook in the browser, on a computer that somebody else looks after."));
    section(Way::Kind::Cloud, tr("A rented machine"), tr("A computer with a GPU in a data centre, paid by the hour."));
}

QWidget *WherePage::makeWay(const WayCard &card)
{
    QFrame *panel = makePanel();
    panel->setObjectName(QStringLiteral("way-") + card.id);
    auto *head = new QHBoxLayout;
    head->setSpacing(10);
    head->addWidget(new IconView(QStringLiteral("cloud"), card.link.isEmpty() ? Token::Muted : Token::Accent), 0, Qt::AlignTop);
    head->addWidget(makeLabel(card.title, nullptr, TextSize::Heading, true), 1);
    columnOf(panel)->addLayout(head);
    if (!card.badge.isEmpty())
        columnOf(panel)->addWidget(makeTag(card.badge, "badge-warn"), 0, Qt::AlignLeading);
    columnOf(panel)->addWidget(makeLabel(card.sentence, "muted"));
    if (!card.facts.isEmpty())
        columnOf(panel)->addWidget(makeFacts(card.facts, 80));
    columnOf(panel)->addStretch(1);
    if (!card.note.isEmpty())
        columnOf(panel)->addWidget(makeLabel(card.note, "small", TextSize::Small));
    QPushButton *go = makeButton(QStringLiteral("way-go-") + card.id, card.button, "link");
    go->setAccessibleName(card.button + QStringLiteral(": ") + card.title);
    columnOf(panel)->addWidget(go, 0, Qt::AlignLeading);
    m_wayButtons.insert(card.id, go);
    connect(go, &QPushButton::clicked, this, [this, id = card.id, link = card.link, instead = card.instead] {
        if (const HostedService *service = m_hosted.find(id)) {
            auto *dialog = new HostedDialog(context().backend, *service, link, window());
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            connect(dialog, &HostedDialog::linkWanted, this, [this](const QString &url) { context().openLink(url); });
            dialog->open();
        } else if (!link.isEmpty()) {
            context().openLink(link);
        } else if (QWidget *other = m_wayButtons.value(instead)) {
            findChild<QScrollArea *>(QStringLiteral("page-scroll"))->ensureWidgetVisible(other);
            other->setFocus(Qt::OtherFocusReason);
        }
    });
    return panel;
}

void WherePage::helpChoosing()
{
    auto *dialog = new ChooseDialog(context().catalog.ways(), window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &ChooseDialog::linkWanted, this, [this](const QString &url) { context().openLink(url); });
    connect(dialog, &ChooseDialog::placeChosen, this, [this](const QString &place) {
        if (Card *card = m_byId.value(place)) {
            if (card->isAvailable())
                card->setChecked(true);
            card->setFocus(Qt::OtherFocusReason);
        }
    });
    for (const ProviderInfo &provider : context().catalog.providers()) {
        if (!provider.abilities.thisComputer)
            continue;
        Choices choices;
        choices.where = provider.id;
        context().backend.call(
            Backend::quick(), dialog, [choices](Operations &operations, OperationCall &call) { return operations.offers(choices, call); },
            [dialog](Result<std::vector<Offer>> &&offers) {
                if (offers && !offers->empty())
                    dialog->setOwnCard(offers->front().gpuMemoryGb);
            });
    }
    dialog->open();
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
