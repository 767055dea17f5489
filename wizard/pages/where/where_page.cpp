// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/pages/where/where_page.h"

#include "backends/core/keys.h"
#include "backends/text/text.h"
#include "wizard/pages/where/choose_dialog.h"
#include "wizard/pages/where/floyd_dialog.h"
#include "wizard/pages/where/hosted_dialog.h"
#include "wizard/pages/where/shopping_dialog.h"
#include "wizard/pages/where/way_cards.h"
#include "wizard/pages/where/where_cards.h"
#include "wizard/style/icons.h"
#include "wizard/widgets/build.h"

#include <QDate>
#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace fl {
namespace {
constexpr int usualHours = 10; // a week, until somebody says otherwise
} // namespace

WherePage::WherePage(PageContext &context) :
    Page(context, tr("Where should your notebook run?"), tr("You can change your mind later: nothing is created before the Review page."))
{
    m_waiting = makeLabel(tr("Looking at what this computer can do…"), "muted");
    column()->addWidget(m_waiting);
    QFrame *project = makePanel("panel-info");
    m_projectText = makeLabel({});
    m_projectText->setObjectName(QStringLiteral("where-project"));
    columnOf(project)->addWidget(m_projectText);
    project->hide();
    m_project = project;
    column()->addWidget(project);
    m_cards = new CardGrid;
    column()->addWidget(m_cards);
    m_ways = new QVBoxLayout;
    m_ways->setSpacing(12);
    column()->addLayout(m_ways);
    column()->addStretch(1);
    QPushButton *help = makeButton(QStringLiteral("where-choose"), tr("Help me choose"));
    headerRow()->addWidget(help);
    connect(help, &QPushButton::clicked, this, &WherePage::helpChoosing);
    connect(&context.catalog, &Catalog::loaded, this, &WherePage::show);
}

void WherePage::load(const Choices &choices, const GivenSecrets &)
{
    m_where = choices.where;
    m_network = choices.network;
    m_sets.clear(); // both went into the choices when the page was left
    m_projectKeys.clear();
    m_project->hide();
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
            if (way.kind == kind && !(way.kind == Way::Kind::Own && way.ownGpu)) // those stand above
                grid->add(makeWay(wayCard(ways, way, m_hosted.find(way.id) != nullptr, QDate::currentDate())));
        m_ways->addSpacing(8);
        m_ways->addWidget(makeLabel(title, nullptr, TextSize::Heading, true));
        m_ways->addWidget(makeLabel(sentence, "muted"));
        m_ways->addWidget(grid);
    };
    section(Way::Kind::Hosted, tr("Without setting anything up"),
            tr("A notebook in the browser, on a computer that somebody else looks after."));
    section(Way::Kind::Cloud, tr("A rented machine"), tr("A computer with a GPU in a data centre, paid by the hour."));
    section(Way::Kind::Own, tr("A computer of your own"), tr("It is yours, and computes as long as you like."));
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
    if (!card.priceLink.isEmpty()) {
        QPushButton *price = makeButton(QStringLiteral("way-price-") + card.id, tr("Where the price is from"), "link");
        price->setAccessibleName(price->text() + QStringLiteral(": ") + card.title);
        columnOf(panel)->addWidget(price, 0, Qt::AlignLeading);
        connect(price, &QPushButton::clicked, this, [this, link = card.priceLink] { context().openLink(link); });
    }
    if (!card.opens.isEmpty()) {
        QPushButton *open = makeButton(QStringLiteral("way-open-") + card.id, card.opensButton, "link");
        open->setAccessibleName(card.opensButton + QStringLiteral(": ") + card.title);
        columnOf(panel)->addWidget(open, 0, Qt::AlignLeading);
        connect(open, &QPushButton::clicked, this, &WherePage::openProject);
    }
    connect(go, &QPushButton::clicked, this, [this, id = card.id, link = card.link, instead = card.instead, buys = card.buys] {
        if (const HostedService *service = m_hosted.find(id)) {
            auto *dialog = new HostedDialog(context().backend, *service, link, m_network, window());
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            connect(dialog, &HostedDialog::linkWanted, this, [this](const QString &url) { context().openLink(url); });
            dialog->open();
        } else if (buys) {
            makeList(usualHours, window());
        } else if (takePlace(id)) {
            emit goOn();
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
    connect(dialog, &ChooseDialog::wayChosen, this, &WherePage::takePlace);
    connect(dialog, &ChooseDialog::listWanted, this, [this, dialog](int hoursPerWeek) { makeList(hoursPerWeek, dialog); });
    if (m_neededGb > 0)
        dialog->setNeeded(m_neededGb);
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

bool WherePage::takePlace(const QString &id)
{
    const Way *way = context().catalog.ways().find(id);
    Card *card = way ? m_byId.value(way->place) : nullptr;
    if (!card)
        return false;
    card->setFocus(Qt::OtherFocusReason); // where it cannot be chosen, it says why
    if (!card->isAvailable())
        return false;
    card->setChecked(true);
    m_sets = way->sets;
    return true;
}

void WherePage::makeList(int hoursPerWeek, QWidget *over)
{
    auto *dialog = new ShoppingDialog(context().backend, hoursPerWeek, over);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void WherePage::openProject()
{
    auto *dialog = new FloydDialog(context().backend, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &FloydDialog::taken, this, &WherePage::takeProject);
    dialog->open();
}

void WherePage::takeProject(const FloydTranslation &translation)
{
    m_projectKeys = translation.keys;
    m_neededGb = translation.gpuGb;
    QStringList names;
    for (const FloydChange &change : translation.changes)
        if (change.what == QLatin1String("framework"))
            names << change.now;
    names.removeAll(QString());
    names.removeDuplicates();
    const QString chosen = tr("Chosen for your project: %1.").arg(names.join(QStringLiteral(", ")));
    m_projectText->setText(
        chosen + QLatin1Char(' ')
        + (m_neededGb > 0
               ? tr("It had a GPU with %1 GB. Say where it shall run now; “Help me choose” knows what it needs.").arg(m_neededGb, 0, 'f', 0)
               : tr("Say where it shall run now.")));
    m_project->show();
    findChild<QScrollArea *>(QStringLiteral("page-scroll"))->ensureWidgetVisible(m_project);
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
    if (!id.isEmpty() && id != choices.where) {
        // What was said for another way does not hold for this one.
        choices.where = id;
        choices.machineName.clear();
        choices.provider.clear();
        secrets.clear();
    }
    // A key of a place that was left again is none here.
    for (const auto &[key, value] : m_projectKeys + m_sets)
        (void)setKey(choices, key, value);
}

QString WherePage::problem(QString *) const
{
    return chosen().isEmpty() ? tr("Choose one of the ways first.") : QString();
}

QString WherePage::primaryText() const
{
    const ProviderInfo *provider = context().catalog.find(chosen());
    if (provider && provider->abilities.hasAccount)
        return tr("Say which account");
    const bool asks =
        !provider || std::any_of(provider->fields.begin(), provider->fields.end(), [](const Field &field) { return field.required; });
    return asks ? tr("Say how to reach it") : tr("Name the machine");
}

bool WherePage::startsHere(const QWidget *widget) const
{
    return m_cards->isAncestorOf(widget);
}

bool WherePage::ready() const
{
    return context().catalog.isLoaded();
}

} // namespace fl
