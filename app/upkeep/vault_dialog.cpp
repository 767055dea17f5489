// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/upkeep/vault_dialog.h"

#include "wizard/widgets/build.h"
#include "wizard/widgets/secret_field.h"
#include "wizard/widgets/strength_meter.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace fl {
namespace {
constexpr qsizetype shortest = 8;
} // namespace

VaultDialog::VaultDialog(QWidget *parent) :
    QuestionDialog(QStringLiteral("vault-dialog"), QStringLiteral("lock"), tr("Keep passwords in a locked file"),
                   tr("This computer has no key ring. A passphrase locks the file: it is asked for once each time you start Firstlight, "
                      "and "
                      "stored nowhere. If you forget it, the passwords in the file are lost."),
                   parent)
{
    m_first = new SecretField(QStringLiteral("vault-passphrase"), tr("Passphrase"));
    m_again = new SecretField(QStringLiteral("vault-again"), tr("The same passphrase once more"));
    m_hint = makeLabel({}, "muted");
    body()->addWidget(makeLabel(tr("Passphrase")));
    body()->addWidget(m_first);
    body()->addWidget(new StrengthMeter(QStringLiteral("vault-meter"), m_first));
    body()->addWidget(makeLabel(tr("The same passphrase once more")));
    body()->addWidget(m_again);
    body()->addWidget(m_hint);
    setButtons(tr("Cancel"), tr("Keep them"), "primary", false);
    yesButton()->setDefault(true);
    for (SecretField *field : {m_first, m_again})
        connect(field, &QLineEdit::textChanged, this, &VaultDialog::check);
    check();
    m_first->setFocus();
}

void VaultDialog::check()
{
    const bool same = m_first->text() == m_again->text();
    yesButton()->setEnabled(same && m_first->text().size() >= shortest);
    m_hint->setText(same || m_again->text().isEmpty() ? QString() : tr("They are not the same yet."));
}

Secret VaultDialog::passphrase() const
{
    return m_first->secret();
}

} // namespace fl
