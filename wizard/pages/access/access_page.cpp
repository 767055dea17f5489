// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/pages/access/access_page.h"

#include "backends/plan/idle_stop.h"
#include "backends/text/text.h"
#include "wizard/widgets/build.h"
#include "wizard/widgets/help.h"
#include "wizard/widgets/secret_field.h"
#include "wizard/widgets/strength_meter.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFrame>
#include <QLabel>
#include <QRadioButton>
#include <QSpinBox>
#include <QStyle>
#include <QVBoxLayout>

#include <cmath>

namespace fl {
namespace {
const QString passwordName = QStringLiteral("jupyter.password");
} // namespace

AccessPage::AccessPage(PageContext &context) :
    Page(context, tr("Access to your notebook"),
         tr("Only you get in: by a password, through an encrypted tunnel. No port is opened to the internet."))
{
    column()->addWidget(buildPassword());
    column()->addWidget(buildGuard());
    column()->addWidget(buildComfort());
    column()->addStretch(1);
}

QWidget *AccessPage::buildPassword()
{
    QFrame *panel = makePanel();
    columnOf(panel)->addWidget(makeLabel(tr("Password of the notebook"), nullptr, TextSize::Heading, true));
    m_make = new QRadioButton(tr("Make a strong one for me"));
    addOption(columnOf(panel), m_make, QStringLiteral("access-make"),
              tr("It is shown once at the end, and kept in this computer's key ring or in your locked file, where there is one."));
    m_own = new QRadioButton(tr("I choose one"));
    m_own->setObjectName(QStringLiteral("access-own"));
    m_own->setAccessibleName(m_own->text());
    columnOf(panel)->addWidget(m_own);

    m_ownBox = new QWidget;
    auto *box = new QVBoxLayout(m_ownBox);
    box->setContentsMargins(optionIndent, 0, 0, 0);
    box->setSpacing(6);
    m_password = new SecretField(QStringLiteral("access-password"), tr("Password of the notebook"));
    box->addWidget(m_password);
    box->addWidget(new StrengthMeter(QStringLiteral("access-meter"), m_password));
    columnOf(panel)->addWidget(m_ownBox);

    connect(m_own, &QRadioButton::toggled, this, [this](bool own) {
        m_ownBox->setVisible(own);
        if (own)
            m_password->setFocus();
        emit changed();
    });
    connect(m_password, &QLineEdit::textChanged, this, [this] {
        markProblem({});
        emit changed();
    });
    m_ownBox->hide();
    return panel;
}

QWidget *AccessPage::buildComfort()
{
    QFrame *panel = makePanel();
    columnOf(panel)->addWidget(makeLabel(tr("On this computer"), nullptr, TextSize::Heading, true));
    m_browser = new QCheckBox(tr("Open the browser when the notebook is ready"));
    m_browser->setObjectName(QStringLiteral("access-browser"));
    m_browser->setAccessibleName(m_browser->text());
    columnOf(panel)->addWidget(m_browser);
    auto *row = new QHBoxLayout;
    row->setSpacing(12);
    m_anyPort = new QCheckBox(tr("Use any free port"));
    m_anyPort->setObjectName(QStringLiteral("access-any-port"));
    m_anyPort->setAccessibleName(m_anyPort->text());
    row->addWidget(m_anyPort);
    row->addStretch(1);
    m_port = new QSpinBox;
    m_port->setObjectName(QStringLiteral("access-port"));
    m_port->setAccessibleName(tr("Port on this computer"));
    m_port->setRange(1024, 65535);
    m_port->setGroupSeparatorShown(false);
    m_port->setFixedWidth(110);
    row->addWidget(m_port);
    row->addWidget(new HelpButton(QStringLiteral("access-port-help"), tr("Port and tunnel"),
                                  tr("Your browser opens an address on this computer, such as 127.0.0.1:8888. The number is the port. "
                                     "What arrives there goes through an encrypted connection (the tunnel) to the machine.")));
    columnOf(panel)->addLayout(row);
    connect(m_anyPort, &QCheckBox::toggled, this, [this](bool any) { m_port->setEnabled(!any); });
    return panel;
}

QWidget *AccessPage::buildGuard()
{
    QFrame *panel = makePanel();
    columnOf(panel)->addWidget(makeLabel(tr("If you forget to stop it"), nullptr, TextSize::Heading, true));
    const auto row = [](QLabel *name, QWidget *input) {
        auto *widget = new QWidget;
        auto *line = new QHBoxLayout(widget);
        line->setContentsMargins(0, 0, 0, 0);
        line->setSpacing(12);
        line->addWidget(name, 1);
        input->setAccessibleName(name->text());
        input->setFixedWidth(140);
        line->addWidget(input);
        return widget;
    };
    m_idle = new QComboBox;
    m_idle->setObjectName(QStringLiteral("access-idle"));
    m_idleName = makeLabel({});
    columnOf(panel)->addWidget(row(m_idleName, m_idle));
    m_idleWords = makeLabel({}, "muted");
    m_idleWords->setObjectName(QStringLiteral("access-idle-words"));
    columnOf(panel)->addWidget(m_idleWords);
    m_budget = new QDoubleSpinBox;
    m_budget->setObjectName(QStringLiteral("access-budget"));
    m_budget->setRange(0, 1'000'000);
    m_budget->setSpecialValueText(tr("none"));
    m_budgetRow = row(makeLabel(tr("Budget, to be warned before it is used up")), m_budget);
    columnOf(panel)->addWidget(m_budgetRow);
    return m_guard = panel;
}

void AccessPage::loadGuard(const Choices &choices)
{
    const ProviderInfo *info = context().catalog.find(choices.where);
    m_abilities = info ? std::optional(info->abilities) : std::nullopt;
    const Abilities abilities = m_abilities.value_or(Abilities{});
    m_guard->setVisible(canStopItself(abilities));
    m_budgetRow->setVisible(abilities.costsMoney);
    m_idleName->setText(abilities.poweroffStops ? tr("The machine stops itself when nothing has run for")
                                                : tr("Firstlight tells you when nothing has run for"));
    m_idle->setAccessibleName(m_idleName->text());
    m_idleWords->setText(abilities.poweroffStops
                             ? tr("A cell that runs, a GPU in use and a set-up count as work; a notebook that is merely open does not. "
                                  "Its disk is kept.")
                             : tr("A cell that runs, a GPU in use and a set-up count as work; a notebook that is merely open does not. "
                                  "There a machine that is switched off is paid for all the same: only deleting it ends the bill."));
    const qint64 now = idleStopSeconds(choices, abilities);
    m_idle->clear();
    for (const qint64 seconds : idleStopChoices)
        m_idle->addItem(seconds == 0 ? tr("never") : text::span(seconds), seconds);
    if (m_idle->findData(now) < 0) // from a plan file
        m_idle->addItem(text::span(now), now);
    m_idle->setCurrentIndex(m_idle->findData(now));
    m_budget->setValue(static_cast<double>(choices.guard.budgetMicros.value_or(0)) / 1e6);
}

void AccessPage::load(const Choices &choices, const GivenSecrets &secrets)
{
    const bool own = secrets.contains(passwordName);
    if (own)
        m_password->setSecret(secrets.value(passwordName));
    m_own->setChecked(own);
    m_make->setChecked(!own);
    m_ownBox->setVisible(own);
    m_browser->setChecked(choices.access.openBrowser);
    m_anyPort->setChecked(choices.access.localPort == 0);
    m_port->setValue(choices.access.localPort ? choices.access.localPort : 8888);
    m_port->setEnabled(choices.access.localPort != 0);
    loadGuard(choices);
}

void AccessPage::store(Choices &choices, GivenSecrets &secrets) const
{
    if (m_own->isChecked() && !m_password->text().isEmpty())
        secrets.insert(passwordName, m_password->secret());
    else
        secrets.remove(passwordName);
    choices.access.openBrowser = m_browser->isChecked();
    choices.access.localPort = m_anyPort->isChecked() ? 0 : m_port->value();
    if (!m_abilities)
        return;
    // What is usual there stays unsaid: another place may have another usual.
    choices.access.autoStopSeconds.reset();
    if (const qint64 idle = m_idle->currentData().toLongLong();
        canStopItself(*m_abilities) && idle != idleStopSeconds(choices, *m_abilities))
        choices.access.autoStopSeconds = idle;
    choices.guard.budgetMicros.reset();
    if (m_abilities->costsMoney && m_budget->value() > 0)
        choices.guard.budgetMicros = std::llround(m_budget->value() * 1e6);
}

QString AccessPage::problem(QString *field) const
{
    if (!m_own->isChecked() || m_password->text().size() >= 8)
        return {};
    if (field)
        *field = passwordName;
    return m_password->text().isEmpty() ? tr("Type a password, or let one be made for you.")
                                        : tr("The password is too short: it needs at least 8 characters.");
}

void AccessPage::markProblem(const QString &field)
{
    const bool wrong = field == passwordName;
    if (m_password->property("invalid").toBool() != wrong) {
        m_password->setProperty("invalid", wrong);
        m_password->style()->unpolish(m_password);
        m_password->style()->polish(m_password);
    }
    if (wrong)
        m_password->setFocus();
}

QString AccessPage::primaryText() const
{
    return tr("Review the plan");
}

} // namespace fl
