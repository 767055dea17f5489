// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/widgets/secret_field.h"

#include "wizard/style/icons.h"

#include <QAction>
#include <QSignalBlocker>
#include <QToolButton>

namespace fl {

SecretField::SecretField(const QString &objectName, const QString &name, QWidget *parent) : QLineEdit(parent)
{
    setObjectName(objectName);
    setAccessibleName(name);
    setEchoMode(QLineEdit::Password);
    setInputMethodHints(Qt::ImhHiddenText | Qt::ImhSensitiveData | Qt::ImhNoPredictiveText | Qt::ImhNoAutoUppercase);
    setContextMenuPolicy(Qt::NoContextMenu);
    m_reveal = addAction(icon(QStringLiteral("eye"), Token::Muted), QLineEdit::TrailingPosition);
    m_reveal->setText(tr("Show the password"));
    m_reveal->setToolTip(tr("Show the password"));
    m_reveal->setCheckable(true);
    connect(m_reveal, &QAction::toggled, this, [this](bool shown) {
        setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password);
        m_reveal->setIcon(icon(shown ? QStringLiteral("eye-off") : QStringLiteral("eye"), Token::Muted));
        m_reveal->setText(shown ? tr("Hide the password") : tr("Show the password"));
        m_reveal->setToolTip(m_reveal->text());
    });
    // QLineEdit makes the action a button without a name or a place in the tab order.
    for (auto *button : findChildren<QToolButton *>()) {
        button->setObjectName(objectName + QStringLiteral("-reveal"));
        button->setAccessibleName(tr("Show the password"));
        button->setFocusPolicy(Qt::TabFocus);
    }
}

SecretField::~SecretField()
{
    const QSignalBlocker quiet(this); // who listens may be half gone already
    clear();
}

Secret SecretField::secret() const
{
    return Secret::fromString(QString(text().constData(), text().size()));
}

void SecretField::setSecret(const Secret &secret)
{
    secret.reveal([this](QByteArrayView bytes) { setText(QString::fromUtf8(bytes)); });
}

} // namespace fl
