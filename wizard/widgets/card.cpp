// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/widgets/card.h"

#include "wizard/style/focus_ring.h"
#include "wizard/style/icons.h"
#include "wizard/widgets/build.h"

#include <QGridLayout>
#include <QLabel>
#include <QPainter>
#include <QResizeEvent>

namespace fl {

Card::Card(const QString &objectName, const CardText &text, QWidget *parent) :
    QRadioButton(parent),
    m_available(text.unavailable.isEmpty() && !text.nothingThere)
{
    setObjectName(objectName);
    setAutoExclusive(true);
    setCursor(m_available ? Qt::PointingHandCursor : Qt::ArrowCursor);
    QStringList description{text.sentence};
    for (const FactRow &fact : text.facts)
        description << fact.name + QStringLiteral(": ") + fact.value;
    if (!text.unavailable.isEmpty())
        description.prepend(text.unavailable);
    setAccessibleName(text.badge.isEmpty() ? text.title : text.title + QStringLiteral(", ") + text.badge);
    setAccessibleDescription(description.join(QStringLiteral(". ")));

    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 16, 16, 16);
    column->setSpacing(4);
    auto *head = new QHBoxLayout;
    head->setSpacing(10);
    if (!text.icon.isEmpty())
        head->addWidget(new IconView(text.icon, m_available ? Token::Accent : Token::Muted), 0, Qt::AlignTop);
    head->addWidget(makeLabel(text.title, nullptr, TextSize::Heading, true), 1);
    if (!text.badge.isEmpty())
        head->addWidget(makeTag(text.badge, text.badgeKind), 0, Qt::AlignTop);
    column->addLayout(head);
    if (!text.sentence.isEmpty())
        column->addWidget(makeLabel(text.sentence, "muted"));
    if (!text.facts.isEmpty()) {
        column->addSpacing(6);
        column->addWidget(makeFacts(text.facts, 80));
    }
    if (!text.unavailable.isEmpty()) {
        column->addSpacing(6);
        auto *row = new QHBoxLayout;
        row->setSpacing(8);
        row->addWidget(new IconView(QStringLiteral("warning"), Token::Warn, 18), 0, Qt::AlignTop);
        row->addWidget(makeLabel(text.unavailable, "warn"), 1);
        column->addLayout(row);
    }
    column->addStretch(1);
    for (QWidget *child : findChildren<QWidget *>())
        child->setAttribute(Qt::WA_TransparentForMouseEvents);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Preferred);
}

QSize Card::sizeHint() const
{
    return layout()->sizeHint();
}

QSize Card::minimumSizeHint() const
{
    return layout()->minimumSize();
}

int Card::heightForWidth(int width) const
{
    return layout()->hasHeightForWidth() ? layout()->heightForWidth(width) : layout()->sizeHint().height();
}

bool Card::hitButton(const QPoint &position) const
{
    return rect().contains(position);
}

void Card::nextCheckState()
{
    if (m_available)
        QRadioButton::nextCheckState();
}

void Card::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const bool chosen = isChecked(), focused = hasRing(this);
    const double width = chosen || focused ? 2 : 1;
    const Token edge = chosen || focused ? Token::Accent : m_hovered && m_available ? Token::Control : Token::Line;
    painter.setPen(QPen(theme().color(edge), width));
    painter.setBrush(theme().color(m_available ? Token::Raised : Token::Surface));
    const double half = width / 2;
    painter.drawRoundedRect(QRectF(rect()).adjusted(half, half, -half, -half), 12, 12);
    if (focused) {
        painter.setPen(QPen(theme().color(Token::Text), 1.5, Qt::DotLine));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(4.5, 4.5, -4.5, -4.5), 9, 9);
    }
}

void Card::mouseDoubleClickEvent(QMouseEvent *event)
{
    QRadioButton::mouseDoubleClickEvent(event);
    if (m_available)
        emit activated();
}

void Card::enterEvent(QEnterEvent *event)
{
    m_hovered = true;
    update();
    QRadioButton::enterEvent(event);
}

void Card::leaveEvent(QEvent *event)
{
    m_hovered = false;
    update();
    QRadioButton::leaveEvent(event);
}

CardGrid::CardGrid(QWidget *parent) : QWidget(parent)
{
    auto *grid = new QGridLayout(this);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setSpacing(16);
}

void CardGrid::add(QWidget *widget)
{
    m_widgets << widget;
    arrange(m_widgets.size() > 1 ? 2 : 1);
}

void CardGrid::clear()
{
    for (QWidget *widget : std::as_const(m_widgets)) {
        layout()->removeWidget(widget);
        widget->hide();
        widget->deleteLater();
    }
    m_widgets.clear();
}

void CardGrid::resizeEvent(QResizeEvent *event)
{
    const int columns = event->size().width() >= 520 && m_widgets.size() > 1 ? 2 : 1;
    if (columns != m_columns)
        arrange(columns);
    QWidget::resizeEvent(event);
}

void CardGrid::arrange(int columns)
{
    m_columns = columns;
    auto *grid = static_cast<QGridLayout *>(layout());
    for (QWidget *widget : std::as_const(m_widgets))
        grid->removeWidget(widget);
    for (int i = 0; i < m_widgets.size(); ++i)
        grid->addWidget(m_widgets[i], i / columns, i % columns);
    grid->setColumnStretch(0, 1);
    grid->setColumnStretch(1, columns == 2 ? 1 : 0);
}

} // namespace fl
