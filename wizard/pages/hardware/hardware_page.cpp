// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/pages/hardware/hardware_page.h"

#include "backends/core/keys.h"
#include "backends/text/text.h"
#include "wizard/cost.h"
#include "wizard/pages/hardware/advice_table.h"
#include "wizard/pages/hardware/hardware_advice.h"
#include "wizard/style/icons.h"
#include "wizard/widgets/build.h"
#include "wizard/widgets/card.h"
#include "wizard/widgets/error_panel.h"
#include "wizard/widgets/error_way.h"
#include "wizard/widgets/help.h"
#include "wizard/widgets/kept.h"

#include <QDateTime>
#include <QFrame>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace fl {

HardwarePage::HardwarePage(PageContext &context) : Page(context, tr("The hardware"), tr("What the machine has, and what that is good for."))
{
    headerRow()->addWidget(
        new HelpButton(QStringLiteral("hardware-gpu-help"), tr("GPU"),
                       tr("A graphics processor (GPU) does thousands of small calculations at once. Deep learning is made of "
                          "those, so it runs many times faster there. Firstlight uses NVIDIA's, and works without one too.")));
    m_body = new QVBoxLayout;
    m_body->setSpacing(16);
    column()->addLayout(m_body);
    column()->addStretch(1);
}

void HardwarePage::load(const Choices &choices, const GivenSecrets &secrets)
{
    // Asked again only when the answer can be another one.
    const auto place = [](const Choices &of) {
        QMap<QString, QString> keys = of.provider;
        keys.remove(QStringLiteral("type")); // what is chosen here
        return keys;
    };
    const bool same = m_ready && !m_cards.empty() && choices.where == m_choices.where && choices.ssh == m_choices.ssh
        && place(choices) == place(m_choices);
    m_choices = choices;
    m_secrets = secrets;
    if (!same)
        ask();
}

void HardwarePage::ask()
{
    m_ready = false;
    m_cards.clear();
    m_quota = nullptr;
    clearLayout(m_body);
    QFrame *panel = makePanel();
    columnOf(panel)->addWidget(makeLabel(tr("Asking what is there…"), "muted"));
    m_body->addWidget(panel);
    m_asking.request_stop();
    const ProviderInfo *place = context().catalog.find(m_choices.where);
    const bool there = place && place->abilities.thisComputer;
    m_asking = context().backend.call(
        Backend::quick(), this,
        [choices = m_choices, there](Operations &operations, OperationCall &call) {
            Answer answer{operations.offers(choices, call), {}};
            if (const auto knowledge = operations.knowledge(); there && knowledge && answer.offers && answer.offers->size() == 1)
                answer.advice = adviseOn(knowledge->advice, knowledge->matrix, answer.offers->front());
            return answer;
        },
        [this](Answer &&answer) { show(std::move(answer)); }, {.secrets = m_secrets});
    emit changed();
}

void HardwarePage::show(Answer &&answer)
{
    Result<std::vector<Offer>> &offers = answer.offers;
    if (!offers && offers.error().cause == Cause::Cancelled)
        return;
    clearLayout(m_body);
    m_cards.clear();
    m_quota = nullptr;
    m_offers = offers ? std::move(*offers) : std::vector<Offer>{};
    m_ready = offers.has_value();
    if (!offers) {
        auto *panel = new ErrorPanel(offers.error());
        connect(panel, &ErrorPanel::acted, this, [this](NextAction action) {
            switch (wayOf(action)) {
            case ErrorWay::Account:
            case ErrorWay::Access:
            case ErrorWay::Hardware: // none can be chosen here
            case ErrorWay::Network:
            case ErrorWay::Leave: emit goTo(QStringLiteral("account")); break;
            default: ask();
            }
        });
        m_body->addWidget(panel);
    } else if (m_offers.empty()) {
        QFrame *panel = makePanel("panel-info");
        auto *row = new QHBoxLayout;
        row->setSpacing(10);
        row->addWidget(new IconView(QStringLiteral("info")), 0, Qt::AlignTop);
        row->addWidget(makeLabel(
                           tr("The machine is looked at when the set-up begins: its system, its memory, its disk and its GPU. Nothing is "
                              "changed before that look, and what it finds appears in the list of steps.")),
                       1);
        columnOf(panel)->addLayout(row);
        m_body->addWidget(panel);
        QFrame *advice = makePanel();
        columnOf(advice)->addWidget(makeLabel(tr("What fits"), nullptr, TextSize::Heading, true));
        columnOf(advice)->addWidget(
            makeFacts({{tr("8 GB GPU"),
                        hardwareAdvice({.id = {}, .gpu = QStringLiteral("GPU"), .gpuMemoryGb = 8, .perHour = {}, .note = {}})},
                       {tr("16 GB GPU"),
                        hardwareAdvice({.id = {}, .gpu = QStringLiteral("GPU"), .gpuMemoryGb = 16, .perHour = {}, .note = {}})},
                       {tr("No GPU"), hardwareAdvice({.id = {}, .gpu = {}, .perHour = {}, .note = {}})}},
                      96));
        m_body->addWidget(advice);
    } else {
        auto *grid = new CardGrid;
        const QString type = m_choices.provider.value(QStringLiteral("type"));
        for (const Offer &offer : m_offers) {
            CardText text{.icon = QStringLiteral("chip"),
                          .title = offerTitle(offer),
                          .sentence = hardwareAdvice(offer),
                          .badge = {},
                          .facts = offerFacts(offer),
                          .unavailable = {}};
            if (offer.recommended && m_offers.size() > 1) {
                text.badge = tr("Recommended");
                text.badgeKind = "badge-info";
            }
            if (!offer.note.isEmpty())
                text.facts << FactRow{tr("Note"), text::reason({offer.note, {}})};
            auto *card = new Card(QStringLiteral("hardware-") + offer.id, text);
            connect(card, &Card::toggled, this, &HardwarePage::showQuota);
            connect(card, &Card::toggled, this, &Page::changed);
            connect(card, &Card::activated, this, &Page::goOn);
            grid->add(card);
            m_cards.push_back(card);
            if (m_offers.size() == 1 || (type.isEmpty() ? offer.recommended : offer.id == type))
                card->setChecked(true);
        }
        m_body->addWidget(grid);
        m_quota = new Kept;
        m_body->addWidget(m_quota);
        showQuota();
        if (const qint64 asked = m_offers.front().asked; asked > 0) {
            QLabel *age = makeLabel(askedText(asked, QDateTime::currentMSecsSinceEpoch()), "muted");
            age->setObjectName(QStringLiteral("hardware-asked"));
            m_body->addWidget(age);
        }
        if (!answer.advice.empty())
            m_body->addWidget(makeAdviceTable(answer.advice));
    }
    emit changed();
}

// What the account may not have yet can be wished for all the same: the set-up asks for it and waits.
void HardwarePage::showQuota()
{
    const Offer *offer = chosen();
    if (!m_quota)
        return; // the cards are being made
    if (!offer || !offer->quota || offer->quota->suffices())
        return m_quota->clear();
    m_quota->show({offer->id}, [this, quota = *offer->quota] {
        QFrame *panel = makePanel("panel-warn");
        QLabel *line = makeLabel(tr("Your account may run %1 vCPUs of this family (%2), and this machine needs %3. You can go on: before "
                                    "anything is made, Firstlight asks you whether it shall ask for more and wait until it is granted.")
                                     .arg(*quota.allowed)
                                     .arg(text::visible(quota.name))
                                     .arg(quota.needed));
        line->setObjectName(QStringLiteral("hardware-quota-text"));
        columnOf(panel)->addWidget(line);
        if (!quota.page.isEmpty()) {
            QPushButton *page = makeButton(QStringLiteral("hardware-quota"), tr("Or ask for it on the provider's page"), "link");
            connect(page, &QPushButton::clicked, this, [this, quota] { context().openLink(quota.page); });
            columnOf(panel)->addWidget(page, 0, Qt::AlignLeading);
        }
        return panel;
    });
}

const Offer *HardwarePage::chosen() const
{
    for (size_t i = 0; i < m_cards.size(); ++i)
        if (m_cards[i]->isChecked())
            return &m_offers[i];
    return nullptr;
}

void HardwarePage::store(Choices &choices, GivenSecrets &) const
{
    // One thing on offer is no choice: a machine that is there has the hardware it has.
    if (const Offer *offer = chosen(); offer && m_offers.size() > 1 && choices.where == m_choices.where)
        choices.provider.insert(QStringLiteral("type"), offer->id);
}

QString HardwarePage::problem(QString *) const
{
    return m_offers.size() > 1 && !chosen() ? tr("Choose one of the machines first.") : QString();
}

std::optional<CostText> HardwarePage::cost() const
{
    const Offer *offer = chosen();
    return offer ? std::optional(costText({.known = true, .perHour = offer->perHour})) : std::nullopt;
}

QString HardwarePage::primaryText() const
{
    return tr("Choose software");
}

} // namespace fl
