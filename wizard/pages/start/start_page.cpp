// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/pages/start/start_page.h"

#include "wizard/style/icons.h"
#include "wizard/widgets/build.h"
#include "wizard/widgets/card.h"

#include <QFrame>
#include <QLabel>
#include <QVBoxLayout>

namespace fl {

StartPage::StartPage(PageContext &context) :
    Page(context, tr("From nothing to a notebook that works"),
         tr("Firstlight sets up a machine for deep learning, opens a Jupyter notebook on it, and proves that it computes."))
{
    m_cards = new CardGrid;
    column()->addWidget(m_cards);
    show({}, {});

    QFrame *panel = makePanel();
    columnOf(panel)->setSpacing(10);
    columnOf(panel)->addWidget(makeLabel(tr("How it goes"), nullptr, TextSize::Heading, true));
    const auto row = [&](const QString &iconName, const QString &text) {
        auto *line = new QHBoxLayout;
        line->setSpacing(12);
        line->addWidget(new IconView(iconName), 0, Qt::AlignTop);
        line->addWidget(makeLabel(text), 1);
        columnOf(panel)->addLayout(line);
    };
    row(QStringLiteral("search"), tr("You answer a few short pages. Each term has a “What is this?” beside it."));
    row(QStringLiteral("shield"), tr("You see the whole plan, with its price, before anything is created or changed."));
    row(QStringLiteral("notebook"), tr("You watch it being set up. At the end one button opens your notebook in the browser."));
    column()->addWidget(panel);
    column()->addStretch(1);
}

void StartPage::load(const Choices &, const GivenSecrets &)
{
    using Names = std::pair<QStringList, QStringList>;
    context().backend.call(
        Backend::quick(), this,
        [](Operations &operations, OperationCall &) {
            Names names;
            if (const auto machines = operations.list())
                for (const Machine &machine : *machines)
                    names.first << machine.name;
            if (const auto machines = operations.unfinished())
                for (const Machine &machine : *machines)
                    names.second << machine.name;
            return names;
        },
        [this](Names &&names) { show(names.first, names.second); });
}

void StartPage::show(const QStringList &machines, const QStringList &unfinished)
{
    const QString before = m_machines && m_machines->isChecked() ? QStringLiteral("machines")
        : m_continue && m_continue->isChecked()                  ? QStringLiteral("continue")
                                                                 : QStringLiteral("new");
    // The window's, which has the focus only once it is active: the answer may come before.
    const QWidget *at = window()->focusWidget();
    const bool focused = at && (at == m_new || at == m_continue || at == m_machines);
    m_cards->clear();
    m_continue = nullptr;
    m_unfinished = unfinished.value(0);

    m_new = new Card(QStringLiteral("start-new"),
                     {.icon = QStringLiteral("new-machine"),
                      .title = tr("Set up a new machine"),
                      .sentence = tr("Your own computer, a server, a rented machine, or one to practise on for free."),
                      .badge = {},
                      .facts = {},
                      .unavailable = {}});
    m_cards->add(m_new);
    if (!m_unfinished.isEmpty()) {
        m_continue = new Card(QStringLiteral("start-continue"),
                              {.icon = QStringLiteral("continue"),
                               .title = tr("Go on with %1").arg(m_unfinished),
                               .sentence = tr("Its set-up was interrupted. What is done stays done."),
                               .badge = tr("Unfinished"),
                               .badgeKind = "badge-warn",
                               .facts = {},
                               .unavailable = {}});
        m_cards->add(m_continue);
    }
    CardText mine{.icon = QStringLiteral("machines"),
                  .title = tr("My machines"),
                  .sentence = {},
                  .badge = {},
                  .facts = {},
                  .unavailable = {}};
    if (machines.isEmpty()) {
        mine.sentence = tr("None yet. The machines you set up appear here.");
        mine.nothingThere = true;
    } else {
        mine.sentence = tr("Open a notebook, see how a machine does, stop it or take it down.");
        const QString rest = machines.size() > 3 ? QStringLiteral(" …") : QString();
        mine.facts = {{tr("Yours"), machines.mid(0, 3).join(QStringLiteral(", ")) + rest, true}};
    }
    m_machines = new Card(QStringLiteral("start-machines"), mine);
    m_cards->add(m_machines);
    for (Card *card : {m_new, m_continue, m_machines}) {
        if (!card)
            continue;
        connect(card, &Card::toggled, this, &Page::changed);
        connect(card, &Card::activated, this, &Page::goOn);
    }
    Card *chosen = before == QLatin1String("machines") && m_machines->isAvailable() ? m_machines
        : before == QLatin1String("continue") && m_continue                         ? m_continue
                                                                                    : m_new;
    chosen->setChecked(true);
    if (focused) {
        chosen->show(); // a layout does it in a turn of its own, and what is hidden takes no focus
        chosen->setFocus();
    }
    emit changed();
}

QString StartPage::primaryText() const
{
    if (m_machines && m_machines->isChecked())
        return tr("Show my machines");
    if (m_continue && m_continue->isChecked())
        return tr("Go on with %1").arg(m_unfinished);
    return tr("Choose where");
}

bool StartPage::takesOver()
{
    if (m_machines->isChecked())
        emit goTo(QStringLiteral("machines"));
    else if (m_continue && m_continue->isChecked())
        emit goTo(QStringLiteral("resume:") + m_unfinished);
    else
        return false;
    return true;
}

} // namespace fl
