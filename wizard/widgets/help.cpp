// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/widgets/help.h"

#include "wizard/style/icons.h"
#include "wizard/widgets/build.h"

#include <QFrame>
#include <QLabel>
#include <QScreen>
#include <QVBoxLayout>

namespace fl {

HelpButton::HelpButton(const QString &objectName, const QString &term, const QString &explanation, QWidget *parent) :
    QToolButton(parent),
    m_term(term),
    m_explanation(explanation)
{
    setObjectName(objectName);
    setIcon(fl::icon(QStringLiteral("help"), Token::Muted));
    setIconSize({18, 18});
    setAccessibleName(tr("What is this: %1").arg(term));
    setAccessibleDescription(explanation);
    setToolTip(tr("What is this?"));
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::PointingHandCursor);
    connect(this, &QToolButton::clicked, this, &HelpButton::open);
}

void HelpButton::open()
{
    auto *popover = new QFrame(this, Qt::Popup | Qt::FramelessWindowHint);
    popover->setAttribute(Qt::WA_DeleteOnClose);
    popover->setAttribute(Qt::WA_TranslucentBackground);
    popover->setObjectName(QStringLiteral("popover"));
    popover->setAccessibleName(m_term);
    popover->setProperty("kind", QStringLiteral("popover"));
    auto *column = new QVBoxLayout(popover);
    column->setContentsMargins(16, 12, 16, 14);
    column->setSpacing(4);
    column->addWidget(makeLabel(m_term, nullptr, TextSize::Body, true));
    column->addWidget(makeLabel(m_explanation));
    popover->setFixedWidth(340);
    popover->adjustSize();
    const QRect room = screen()->availableGeometry();
    QPoint at = mapToGlobal(QPoint(0, height() + 4));
    at.setX(qBound(room.left() + 8, at.x(), std::max(room.left() + 8, room.right() - popover->width() - 8)));
    if (at.y() + popover->height() > room.bottom())
        at.setY(mapToGlobal(QPoint()).y() - popover->height() - 4);
    popover->move(at);
    popover->show();
}

} // namespace fl
