// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/widgets/kept.h"

#include <QAbstractButton>
#include <QVBoxLayout>

#include <algorithm>

namespace fl {

Kept::Kept(QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    hide();
}

void Kept::show(const QStringList &look, const std::function<QWidget *()> &make)
{
    if (m_shown && look == m_look)
        return;
    if (m_shown) {
        const auto buttons = m_shown->findChildren<QAbstractButton *>() << qobject_cast<QAbstractButton *>(m_shown);
        const auto down = std::ranges::find_if(buttons, [](const QAbstractButton *button) { return button && button->isDown(); });
        if (down != buttons.end()) {
            const auto once = static_cast<Qt::ConnectionType>(Qt::QueuedConnection | Qt::UniqueConnection);
            connect(*down, &QAbstractButton::released, this, &Kept::letGo, once);
            return;
        }
    }
    const QWidget *focus = m_shown ? focusWidget() : nullptr;
    const bool had = focus && focus->hasFocus();
    const QString focused = had ? focus->objectName() : QString();
    drop();
    m_look = look;
    m_shown = make();
    layout()->addWidget(m_shown);
    m_shown->show(); // now, not when the layout comes to it: what cannot be seen takes no focus
    setVisible(true);
    if (focused.isEmpty())
        return;
    // Not looked for from here: the old one, on its way out, has the same name.
    if (auto *again = m_shown->objectName() == focused ? m_shown : m_shown->findChild<QWidget *>(focused))
        again->setFocus();
}

void Kept::clear()
{
    drop();
    hide();
}

void Kept::drop()
{
    if (!m_shown)
        return;
    m_shown->hide();
    m_shown->deleteLater();
    layout()->removeWidget(m_shown);
    m_shown = nullptr;
}

} // namespace fl
