// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/pages/access/access_page.h"

#include "wizard/widgets/build.h"
#include "wizard/widgets/help.h"
#include "wizard/widgets/secret_field.h"
#include "wizard/widgets/strength_meter.h"

#include <QCheckBox>
#include <QFrame>
#include <QLabel>
#include <QRadioButton>
#include <QSpinBox>
#include <QStyle>
#include <QVBoxLayout>

namespace fl {
namespace {
const QString passwordName = QStringLiteral("jupyter.password");
} // namespace

AccessPage::AccessPage(PageContext &context) :
    Page(context, tr("Access to your notebook"),
         tr("Only you get in: by a password, through an encrypted tunnel. No port is opened to the internet."))
{
    column()->addWidget(buildPassword());
    column()->addWidget(buildComfort());
    column()->addStretch(1);
}

QWidget *AccessPage::buildPassword()
{
    QFrame *panel = makePanel();
    columnOf(panel)->addWidget(makeLabel(tr("Password of the notebook"), nullptr, TextSize::Heading, true));
    m_make = new QRadioButton(tr("Make a strong one for me"));
    m_make->setObjectName(QStringLiteral("access-make"));
    m_make->setAccessibleName(m_make->text());
    columnOf(panel)->addWidget(m_make);
    auto *hint = makeLabel(tr("It is shown once at the end, and kept in this computer's key ring or in your locked file, where there is one."), "muted");
    hint->setContentsMargins(30, 0, 0, 4);
    columnOf(panel)->addWidget(hint);
    m_own = new QRadioButton(tr("I choose one"));
    m_own->setObjectName(QStringLiteral("access-own"));
    m_own->setAccessibleName(m_own->text());
    columnOf(panel)->addWidget(m_own);

    m_ownBox = new QWidget;
    auto *box = new QVBoxLayout(m_ownBox);
    box->setContentsMargins(30, 0, 0, 0);
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
}

void AccessPage::store(Choices &choices, GivenSecrets &secrets) const
{
    if (m_own->isChecked() && !m_password->text().isEmpty())
        secrets.insert(passwordName, m_password->secret());
    else
        secrets.remove(passwordName);
    choices.access.openBrowser = m_browser->isChecked();
    choices.access.localPort = m_anyPort->isChecked() ? 0 : m_port->value();
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
