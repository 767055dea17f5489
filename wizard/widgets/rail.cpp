// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/widgets/rail.h"

#include "wizard/style/focus_ring.h"
#include "wizard/style/icons.h"

#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <QScrollArea>
#include <QStyle>
#include <QVBoxLayout>

#include <utility>

namespace fl {
namespace {
constexpr int markSize = 22;
constexpr int padding = 8;
constexpr QSize curveSize(56, 22);
} // namespace

RailItem::RailItem(QWidget *parent) : QPushButton(parent)
{
    setFont(fl::font(TextSize::Body));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    setAutoDefault(false);
}

void RailItem::set(const RailEntry &entry)
{
    const bool grows = m_entry.details.size() != entry.details.size();
    m_entry = entry;
    setObjectName(entry.objectName);
    setText(entry.text);
    setEnabled(entry.enabled || entry.current);
    setFocusPolicy(entry.enabled ? Qt::StrongFocus : Qt::NoFocus);
    setCursor(entry.enabled ? Qt::PointingHandCursor : Qt::ArrowCursor);
    QString spoken = entry.text;
    for (const QString &detail : entry.details)
        spoken += QStringLiteral(", ") + detail;
    if (entry.mark == RailEntry::Mark::Done)
        spoken = tr("%1, done").arg(spoken);
    else if (entry.current)
        spoken = tr("%1, current").arg(spoken);
    setAccessibleName(spoken);
    if (grows)
        updateGeometry(); // not for each figure that changes: hundreds of entries are laid out together
    update();
}

QSize RailItem::sizeHint() const
{
    // The rail's width is given: what is too long for it is cut short. Only the height is asked for, by each of hundreds.
    const int first = QFontMetrics(fl::font(TextSize::Body, true)).height(), other = QFontMetrics(fl::font(TextSize::Small)).height();
    return {48, std::max(38, first + static_cast<int>(m_entry.details.size()) * other + 2 * padding)};
}

void RailItem::paintMark(QPainter &painter, const QRect &mark) const
{
    const Theme &look = theme();
    const bool done = m_entry.mark == RailEntry::Mark::Done;
    if (m_entry.mark == RailEntry::Mark::Icon) {
        paintIcon(&painter, mark, m_entry.iconName, look.color(m_entry.current ? Token::Accent : Token::Muted));
        return;
    }
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

void RailItem::paintCurve(QPainter &painter, const QRectF &place) const
{
    const Theme &look = theme();
    painter.setPen(QPen(look.color(Token::Line), 1));
    painter.drawLine(place.bottomLeft(), place.bottomRight());
    const double step = place.width() / static_cast<double>(std::max<qsizetype>(1, m_entry.curve.size() - 1));
    QPainterPath line;
    bool joined = false;
    for (qsizetype i = 0; i < m_entry.curve.size(); ++i) {
        const double value = static_cast<double>(m_entry.curve[i]);
        const QPointF point(place.left() + static_cast<double>(i) * step, place.bottom() - std::min(value, 1.0) * place.height());
        if (value >= 0 && joined)
            line.lineTo(point);
        else if (value >= 0)
            line.moveTo(point);
        joined = value >= 0;
    }
    painter.setPen(QPen(look.color(Token::Accent), 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.setBrush(Qt::NoBrush);
    painter.drawPath(line);
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
    const QFont main = fl::font(TextSize::Body, m_entry.current), small = fl::font(TextSize::Small);
    const int first = QFontMetrics(main).height(), other = QFontMetrics(small).height();
    const int lines = first + static_cast<int>(m_entry.details.size()) * other, top = (height() - lines) / 2;
    // Beside many lines the mark stands at the first.
    const int markTop = m_entry.details.size() > 1 ? top : (height() - markSize) / 2;
    const auto mirrored = [this](const QRect &place) { return QStyle::visualRect(layoutDirection(), rect(), place); };
    paintMark(painter, mirrored(QRect(padding, markTop, markSize, markSize)));
    const int left = padding + markSize + 12, right = width() - padding;
    const int curveLeft = m_entry.curve.isEmpty() ? right : right - curveSize.width();
    if (!m_entry.curve.isEmpty())
        paintCurve(painter, mirrored(QRect(QPoint(curveLeft, top + 4), curveSize)));

    const int alignment = QStyle::visualAlignment(layoutDirection(), Qt::AlignLeading) | Qt::AlignVCenter;
    int y = m_entry.details.isEmpty() ? 0 : top;
    const auto say = [&](const QString &text, const QFont &font, Token color, int lineHeight) {
        const int end = y < top + 4 + curveSize.height() ? curveLeft - (m_entry.curve.isEmpty() ? 0 : 8) : right;
        painter.setFont(font);
        painter.setPen(theme().color(color));
        painter.drawText(mirrored(QRect(left, y, end - left, lineHeight)), alignment,
                         QFontMetrics(font).elidedText(text, Qt::ElideRight, end - left));
        y += lineHeight;
    };
    say(m_entry.text, main, m_entry.current ? Token::Text : Token::Muted, m_entry.details.isEmpty() ? height() : first);
    for (const QString &detail : m_entry.details)
        say(detail, small, Token::Muted, other);
}

Rail::Rail(int width, QWidget *parent) : QWidget(parent)
{
    setObjectName(QStringLiteral("rail"));
    setFixedWidth(width);
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
    // A widget that appears has all its neighbours laid out at once: hundreds are laid out together instead.
    QLayout *const whole = m_items->parentWidget()->layout();
    whole->setEnabled(false);
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
    whole->setEnabled(true);
    whole->activate();
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
