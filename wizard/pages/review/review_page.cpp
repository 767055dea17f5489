// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/pages/review/review_page.h"

#include "backends/steps/server_step.h"
#include "backends/text/text.h"
#include "wizard/cost.h"
#include "wizard/pages/review/commands_dialog.h"
#include "wizard/pages/review/review_rows.h"
#include "wizard/style/icons.h"
#include "wizard/widgets/build.h"
#include "wizard/widgets/error_panel.h"
#include "wizard/widgets/error_way.h"

#include <QFrame>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace fl {

ReviewPage::ReviewPage(PageContext &context) :
    Page(context, tr("Review the plan"), tr("Nothing has happened yet. This is everything that will."))
{
    m_body = new QVBoxLayout;
    m_body->setSpacing(16);
    column()->addLayout(m_body);
    column()->addStretch(1);
}

void ReviewPage::load(const Choices &choices, const GivenSecrets &secrets)
{
    m_choices = choices;
    m_secrets = secrets;
    ask();
}

void ReviewPage::ask()
{
    m_plan.reset();
    clearLayout(m_body);
    QFrame *panel = makePanel();
    columnOf(panel)->addWidget(makeLabel(tr("Making the plan…"), "muted"));
    m_body->addWidget(panel);
    m_asking.request_stop();
    m_asking = context().backend.call(
        Backend::quick(), this,
        [choices = m_choices](Operations &operations, OperationCall &call) { return operations.plan(choices, call); },
        [this](Result<Plan> &&plan) {
            if (!plan && plan.error().cause == Cause::Cancelled)
                return;
            clearLayout(m_body);
            if (plan) {
                m_plan = std::move(*plan);
                showPlan();
            } else {
                auto *error = new ErrorPanel(plan.error());
                connect(error, &ErrorPanel::acted, this, [this](NextAction action) {
                    switch (wayOf(action)) {
                    case ErrorWay::Account:
                    case ErrorWay::Leave: emit goTo(QStringLiteral("account")); break;
                    case ErrorWay::Access: emit goTo(QStringLiteral("access")); break;
                    case ErrorWay::Hardware: emit goTo(QStringLiteral("hardware")); break;
                    case ErrorWay::Network: emit goTo(QStringLiteral("software")); break;
                    default: ask();
                    }
                });
                m_body->addWidget(error);
            }
            emit changed();
        },
        {.secrets = m_secrets});
    emit changed();
}

void ReviewPage::showPlan()
{
    QFrame *summary = makePanel();
    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(4);
    grid->setColumnMinimumWidth(0, 80);
    grid->setColumnStretch(1, 1);
    int line = 0;
    const ProviderInfo *provider = context().catalog.find(m_plan->choices.where);
    const bool byAddress = provider && std::any_of(provider->fields.begin(), provider->fields.end(), [](const Field &field) {
                               return field.key == QLatin1String("ssh.host");
                           });
    for (const ReviewRow &row : reviewRows(*m_plan, m_secrets.contains(QStringLiteral("jupyter.password")), byAddress)) {
        grid->addWidget(makeTag(row.name, "muted"), line, 0);
        QLabel *value = makeLabel(row.value);
        value->setAccessibleName(row.name + QStringLiteral(": ") + row.value);
        grid->addWidget(value, line, 1);
        if (!row.page.isEmpty()) {
            QPushButton *change = makeButton(QStringLiteral("review-change-") + row.page, tr("Change"), "link");
            change->setAccessibleName(tr("Change: %1").arg(row.name));
            connect(change, &QPushButton::clicked, this, [this, page = row.page] { emit goTo(page); });
            grid->addWidget(change, line, 2);
        }
        grid->setRowMinimumHeight(line++, 28);
    }
    columnOf(summary)->addLayout(grid);
    m_body->addWidget(summary);

    // Why it is so: one box, however many reasons there are.
    if (!m_plan->reasons.empty()) {
        QFrame *panel = makePanel("panel-info");
        auto *row = new QHBoxLayout;
        row->setSpacing(10);
        row->addWidget(new IconView(QStringLiteral("info")), 0, Qt::AlignTop);
        auto *lines = new QVBoxLayout;
        lines->setSpacing(4);
        for (const Reason &reason : m_plan->reasons)
            lines->addWidget(makeLabel(text::reason(reason)));
        row->addLayout(lines, 1);
        columnOf(panel)->addLayout(row);
        m_body->addWidget(panel);
    }
    m_body->addWidget(stepList());

    QFrame *made = makePanel();
    columnOf(made)->addWidget(makeLabel(tr("What it makes"), nullptr, TextSize::Heading, true));
    FactRows rows;
    for (const PlannedResource &resource : m_plan->resources)
        rows << FactRow{resourceKind(resource.kind), tr("%1, %2").arg(text::visible(resource.name), text::perHour(resource.perHour))};
    if (rows.isEmpty())
        columnOf(made)->addWidget(
            makeLabel(tr("No machine is created. What is added to the computer is listed and can be taken back."), "muted"));
    else
        columnOf(made)->addWidget(makeFacts(rows, 80));
    m_body->addWidget(made);
}

QWidget *ReviewPage::stepList()
{
    QFrame *panel = makePanel();
    auto *head = new QHBoxLayout;
    head->addWidget(makeLabel(tr("The steps"), nullptr, TextSize::Heading, true), 1);
    QPushButton *commands = makeButton(QStringLiteral("review-commands"), tr("Show the commands"), "link");
    connect(commands, &QPushButton::clicked, this, [this] { showCommands(); });
    head->addWidget(commands);
    columnOf(panel)->addLayout(head);
    for (const PlanStep &step : m_plan->steps) {
        auto *row = new QHBoxLayout;
        row->setSpacing(12);
        row->addWidget(new IconView(QStringLiteral("waiting"), Token::Muted, 16), 0, Qt::AlignTop);
        auto *words = new QVBoxLayout;
        words->setSpacing(0);
        words->addWidget(makeLabel(text::stepTitle(step.id)));
        if (const QString explained = text::stepExplained(step.id); !explained.isEmpty())
            words->addWidget(makeLabel(explained, "muted", TextSize::Small));
        row->addLayout(words, 1);
        row->addWidget(makeTag(text::duration(step.expectedSeconds), "muted"), 0, Qt::AlignTop);
        columnOf(panel)->addLayout(row);
    }
    return panel;
}

void ReviewPage::showCommands()
{
    context().backend.call(
        Backend::quick(), this, [](Operations &, OperationCall &) { return builtinServerSteps(); },
        [this](Result<std::vector<ServerStep>> &&steps) {
            if (!steps || !m_plan)
                return;
            auto *dialog = new CommandsDialog(*m_plan, *steps, this);
            dialog->setAttribute(Qt::WA_DeleteOnClose);
            dialog->open();
        });
}

std::optional<CostText> ReviewPage::cost() const
{
    return m_plan ? std::optional(costText({.known = true, .perHour = m_plan->perHour})) : std::nullopt;
}

QString ReviewPage::primaryText() const
{
    if (m_plan && m_plan->perHour && !m_plan->perHour->isFree())
        return tr("Create machine for %1").arg(text::perHour(m_plan->perHour));
    return m_plan ? tr("Set up %1").arg(m_plan->machineName) : tr("Set up");
}

bool ReviewPage::takesOver()
{
    if (m_plan)
        emit setupRequested(*m_plan);
    return true;
}

} // namespace fl
