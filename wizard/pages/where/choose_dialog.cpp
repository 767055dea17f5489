// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/pages/where/choose_dialog.h"

#include "wizard/pages/where/way_cards.h"
#include "wizard/widgets/build.h"
#include "wizard/widgets/scrolled.h"
#include "wizard/widgets/tab_order.h"

#include <QComboBox>
#include <QFrame>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <cmath>

namespace fl {
namespace {

QSpinBox *makeNumber(const QString &name, const QString &spoken, int most, int value, int step)
{
    auto *box = new QSpinBox;
    box->setObjectName(name);
    box->setAccessibleName(spoken);
    box->setRange(0, most);
    box->setSingleStep(step);
    box->setValue(value);
    return box;
}

} // namespace

ChooseDialog::ChooseDialog(const Ways &ways, QWidget *parent) : QDialog(parent), m_ways(ways)
{
    setObjectName(QStringLiteral("choose-dialog"));
    setWindowTitle(tr("Help me choose"));
    resize(760, 620);
    auto *outer = new QVBoxLayout(this);
    outer->setContentsMargins(24, 24, 24, 16);
    outer->setSpacing(12);
    outer->addWidget(makeLabel(tr("Help me choose"), nullptr, TextSize::Heading, true));

    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(16);
    grid->setVerticalSpacing(8);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, 1);
    int row = 0;
    const auto ask = [&](const QString &question, QWidget *input) {
        auto *label = makeLabel(question);
        label->setBuddy(input);
        grid->addWidget(label, row, 0);
        grid->addWidget(input, row++, 1);
    };
    m_budget = makeNumber(QStringLiteral("choose-budget"), tr("Dollars a month"), 100'000, 0, 10);
    m_budget->setPrefix(QStringLiteral("$ "));
    ask(tr("How much may it cost a month?"), m_budget);
    m_hours = makeNumber(QStringLiteral("choose-hours"), tr("Hours a week"), 168, 5, 1);
    m_hours->setMinimum(1);
    ask(tr("How many hours a week will you use it?"), m_hours);
    m_data = new QComboBox;
    m_data->setObjectName(QStringLiteral("choose-data"));
    m_data->setAccessibleName(tr("May your data leave the house?"));
    m_data->addItem(tr("Yes"), true);
    m_data->addItem(tr("No"), false);
    ask(tr("May your data leave the house?"), m_data);
    m_use = new QComboBox;
    m_use->setObjectName(QStringLiteral("choose-use"));
    m_use->setAccessibleName(tr("What is it for?"));
    m_use->addItem(tr("Learning, small models"), 0.0);
    m_use->addItem(tr("Pictures, courses: 8 GB of GPU memory"), 8.0);
    m_use->addItem(tr("Running language models of 7 billion"), gpuGbForModel(7, false));
    m_use->addItem(tr("Training on top of 7 billion"), gpuGbForModel(7, true));
    m_use->addItem(tr("Running 30 billion: 20 GB"), gpuGbForModel(30, false));
    m_use->addItem(tr("Training on top of 30 billion: 36 GB"), gpuGbForModel(30, true));
    m_use->addItem(tr("Running 70 billion: 44 GB"), gpuGbForModel(70, false));
    m_use->addItem(tr("Training large models: 80 GB"), 80.0);
    ask(tr("What is it for?"), m_use);
    m_card = makeNumber(QStringLiteral("choose-card"), tr("GB of memory of your own NVIDIA GPU"), 1000, 0, 1);
    m_card->setSuffix(QStringLiteral(" GB"));
    m_card->setSpecialValueText(tr("none"));
    ask(tr("Have you an NVIDIA GPU already? How much memory has it?"), m_card);
    outer->addLayout(grid);

    m_ranking = addScrolledColumn(outer, QStringLiteral("choose-scroll"));
    QPushButton *close = makeButton(QStringLiteral("choose-close"), tr("Close"));
    outer->addWidget(close, 0, Qt::AlignTrailing);
    connect(close, &QPushButton::clicked, this, &QDialog::reject);
    new ReadingOrder(this); // the ranking changes with each answer

    for (QSpinBox *box : {m_budget, m_hours})
        connect(box, &QSpinBox::valueChanged, this, &ChooseDialog::showRanking);
    connect(m_card, &QSpinBox::valueChanged, this, [this] {
        m_cardTouched = true;
        showRanking();
    });
    for (QComboBox *box : {m_data, m_use})
        connect(box, &QComboBox::currentIndexChanged, this, &ChooseDialog::showRanking);
    showRanking();
}

void ChooseDialog::setOwnCard(double gpuGb)
{
    if (m_cardTouched || gpuGb <= 0)
        return;
    m_card->setValue(static_cast<int>(std::lround(gpuGb)));
}

void ChooseDialog::setNeeded(double gpuGb)
{
    for (int i = 0; i < m_use->count(); ++i)
        if (m_use->itemData(i).toDouble() >= gpuGb) {
            m_use->setCurrentIndex(i);
            return;
        }
}

Wishes ChooseDialog::wishes() const
{
    return {static_cast<double>(m_budget->value()), m_hours->value(), m_data->currentData().toBool(), m_use->currentData().toDouble(),
            static_cast<double>(m_card->value())};
}

void ChooseDialog::showRanking()
{
    clearLayout(m_ranking);
    const auto rows = chooseRows(m_ways, wishes());
    const bool any = !rows.empty() && rows.front().fits;
    m_ranking->addWidget(makeLabel(any ? tr("What suits you, the best first") : tr("Nothing suits in every point. What comes nearest:"),
                                   nullptr, TextSize::Body, true));
    bool told = !any;
    for (const ChooseRow &row : rows) {
        if (!row.fits && !told) {
            m_ranking->addWidget(makeLabel(tr("What does not suit, and why"), nullptr, TextSize::Body, true));
            told = true;
        }
        QFrame *panel = makePanel();
        panel->setObjectName(QStringLiteral("choose-way-") + row.way);
        auto *head = new QHBoxLayout;
        head->setSpacing(10);
        head->addWidget(makeLabel(row.title, nullptr, TextSize::Body, true), 1);
        head->addWidget(makeTag(row.price, row.fits ? "badge-good" : "muted"), 0, Qt::AlignTop);
        columnOf(panel)->addLayout(head);
        for (const QString &reason : row.reasons)
            columnOf(panel)->addWidget(makeLabel(reason, "muted"));
        if (!row.source.isEmpty())
            columnOf(panel)->addWidget(makeLabel(row.source, "small", TextSize::Small));
        if (!row.place.isEmpty() || !row.link.isEmpty()) {
            const bool ours = !row.place.isEmpty();
            QPushButton *go = makeButton(QStringLiteral("choose-go-") + row.way, ours ? tr("Choose this") : tr("Open its page"), "link");
            go->setAccessibleName(go->text() + QStringLiteral(": ") + row.title);
            columnOf(panel)->addWidget(go, 0, Qt::AlignLeading);
            connect(go, &QPushButton::clicked, this, [this, ours, way = row.way, link = row.link] {
                if (!ours) {
                    emit linkWanted(link);
                    return;
                }
                accept();
                emit wayChosen(way);
            });
        }
        if (row.buys) {
            QPushButton *list = makeButton(QStringLiteral("choose-list-") + row.way, tr("Make a shopping list"), "link");
            list->setAccessibleName(list->text() + QStringLiteral(": ") + row.title);
            columnOf(panel)->addWidget(list, 0, Qt::AlignLeading);
            connect(list, &QPushButton::clicked, this, [this] { emit listWanted(m_hours->value()); });
        }
        m_ranking->addWidget(panel);
    }
    m_ranking->addStretch(1);
}

} // namespace fl
