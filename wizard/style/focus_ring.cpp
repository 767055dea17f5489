// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/style/focus_ring.h"

#include <QAbstractButton>
#include <QEvent>
#include <QStyle>

namespace fl {

FocusRing::FocusRing(QObject *application) : QObject(application)
{
    application->installEventFilter(this);
}

bool FocusRing::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::KeyPress: m_keyboard = true; break;
    case QEvent::MouseButtonPress:
    case QEvent::TouchBegin: m_keyboard = false; break;
    case QEvent::FocusIn:
    case QEvent::FocusOut:
        if (auto *button = qobject_cast<QAbstractButton *>(watched)) {
            const bool ring = m_keyboard && event->type() == QEvent::FocusIn;
            if (hasRing(button) != ring) {
                button->setProperty("ring", ring);
                button->style()->unpolish(button);
                button->style()->polish(button);
            }
        }
        break;
    default: break;
    }
    return false;
}

bool hasRing(const QWidget *widget)
{
    return widget->property("ring").toBool();
}

} // namespace fl
