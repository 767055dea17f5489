// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/widgets/rail.h"

#include "wizard/style/focus_ring.h"
#include "wizard/style/icons.h"

#include <QLocale>
#include <QPainter>
#include <QScrollArea>
#include <QStyle>
#include <QVBoxLayout>

#include <utility>

namespace fl {
namespace {
constexpr int markSize = 22;
constexpr int padding = 8;
} // namespace

RailItem::RailItem(QWidget *parent) : QPushButton(parent)
{
    setFont(fl::font(TextSize::Body));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAutoDefault(false);
}

void RailItem::set(const RailEntry &entry)
{
    m_entry = entry;
    setObjectName(entry.objectName);
    setText(entry.text);
    setEnabled(entry.enabled || entry.current);
    setFocusPolicy(entry.enabled ? Qt::StrongFocus : Qt::NoFocus);
    setCursor(entry.enabled ? Qt::PointingHandCursor : Qt::ArrowCursor);
    QString spoken = entry.text;
    if (!entry.detail.isEmpty())
        spoken += QStringLiteral(", ") + entry.detail;
    if (entry.mark == RailEntry::Mark::Done)
        spoken = tr("%1, done").arg(spoken);
    else if (entry.current)
        spoken = tr("%1, current").arg(spoken);
    setAccessibleName(spoken);
    updateGeometry();
    update();
}

QSize RailItem::sizeHint() const
{
    const QFontMetrics metrics(fl::font(TextSize::Body, true));
    const QFontMetrics small(fl::font(TextSize::Small));
    const int text = std::max(metrics.horizontalAdvance(m_entry.text), small.horizontalAdvance(m_entry.detail));
    const int lines = metrics.height() + (m_entry.detail.isEmpty() ? 0 : small.height());
    return {padding * 2 + markSize + 12 + text, std::max(38, lines + 2 * padding)};
}

void RailItem::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const Theme &look = theme();
    if (m_entry.current || (underMouse() && isEnabled())) {
        painter.setPen(Qt::NoPen);
        QColor ground = look.color(Token::AccentSoft);
        if (!m_entry.current)
            ground.setAlphaF(0.5F);
        painter.setBrush(ground);
        painter.drawRoundedRect(rect(), 8, 8);
    }
    if (hasRing(this)) {
        painter.setPen(QPen(look.color(Token::Accent), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRoundedRect(QRectF(rect()).adjusted(1, 1, -1, -1), 7, 7);
    }
    const QRect mark = QStyle::visualRect(layoutDirection(), rect(), QRect(padding, (height() - markSize) / 2, markSize, markSize));
    const bool done = m_entry.mark == RailEntry::Mark::Done;
    if (m_entry.mark == RailEntry::Mark::Icon) {
        paintIcon(&painter, mark, m_entry.iconName, look.color(m_entry.current ? Token::Accent : Token::Muted));
    } else {
        painter.setPen(QPen(look.color(done ? Token::Good : m_entry.current ? Token::Accent : Token::Control), 1.5));
        painter.setBrush(done ? QBrush(look.color(Token::Good)) : Qt::NoBrush);
        painter.drawEllipse(QRectF(mark).adjusted(1, 1, -1, -1));
        if (done) {
            paintIcon(&painter, QRectF(mark).adjusted(4, 4, -4, -4), QStringLiteral("check"), look.color(Token::Raised));
        } else {
            painter.setFont(fl::font(TextSize::Small, true));
            painter.setPen(look.color(m_entry.current ? Token::Accent : Token::Muted));
            painter.drawText(mark, Qt::AlignCenter, locale().toString(m_entry.number));
        }
    }
    const QRect text = QStyle::visualRect(layoutDirection(), rect(), rect().adjusted(padding + markSize + 12, 0, -padding, 0));
    const int alignment = QStyle::visualAlignment(layoutDirection(), Qt::AlignLeading) | Qt::AlignVCenter;
    const QFont main = fl::font(TextSize::Body, m_entry.current), small = fl::font(TextSize::Small);
    painter.setFont(main);
    painter.setPen(look.color(m_entry.current ? Token::Text : Token::Muted));
    const QString shown = QFontMetrics(main).elidedText(m_entry.text, Qt::ElideRight, text.width());
    if (m_entry.detail.isEmpty()) {
        painter.drawText(text, alignment, shown);
        return;
    }
    const int first = QFontMetrics(main).height(), second = QFontMetrics(small).height();
    QRect line(text.left(), (height() - first - second) / 2, text.width(), first);
    painter.drawText(line, alignment, shown);
    painter.setFont(small);
    painter.setPen(look.color(Token::Muted));
    line = QRect(text.left(), line.bottom() + 1, text.width(), second);
    painter.drawText(line, alignment, QFontMetrics(small).elidedText(m_entry.detail, Qt::ElideRight, text.width()));
}

Rail::Rail(QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("rail"));
    setFixedWidth(208);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 24, 16, 16);
    column->setSpacing(0);
    // Six steps fit, and hundreds of machines scroll.
    auto *scroll = new QScrollArea;
    scroll->setObjectName(QStringLiteral("rail-scroll"));
    scroll->setWidgetResizable(true);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    scroll->viewport()->setAutoFillBackground(false);
    auto *inside = new QWidget;
    inside->setAutoFillBackground(false);
    m_items = new QVBoxLayout;
    m_items->setContentsMargins(0, 0, 0, 0);
    m_items->setSpacing(0);
    auto *top = new QVBoxLayout(inside);
    top->setContentsMargins(0, 0, 0, 0);
    top->addLayout(m_items);
    top->addStretch(1);
    scroll->setWidget(inside);
    inside->setAutoFillBackground(false); // which setWidget() has switched on
    column->addWidget(scroll, 1);
    m_foot = new QVBoxLayout;
    m_foot->setSpacing(4);
    column->addLayout(m_foot);
}

void Rail::set(const std::vector<RailEntry> &entries)
{
    if (entries == m_entries)
        return;
    const std::vector<RailEntry> old = std::exchange(m_entries, entries);
    while (m_buttons.size() < entries.size()) {
        auto *item = new RailItem;
        const int index = static_cast<int>(m_buttons.size());
        connect(item, &QPushButton::clicked, this, [this, index] { emit clicked(index); });
        m_items->addWidget(item);
        m_buttons.push_back(item);
    }
    for (size_t i = 0; i < m_buttons.size(); ++i) {
        m_buttons[i]->setVisible(i < entries.size());
        if (i < entries.size() && (i >= old.size() || old[i] != entries[i]))
            m_buttons[i]->set(entries[i]);
    }
}

void Rail::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.fillRect(rect(), theme().color(Token::Raised));
    painter.setPen(theme().color(Token::Line));
    const int edge = isRightToLeft() ? 0 : width() - 1;
    painter.drawLine(edge, 0, edge, height());
}

} // namespace fl
