// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dashboard/live_plot.h"

#include "app/gpu/gpu_text.h"
#include "wizard/style/theme.h"

#include <QDateTime>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>
#include <cmath>

namespace fl {
namespace {

constexpr qint64 longestGap = 12'000; ///< ms between two samples that one line still joins: a late tick of the slow kind is none
constexpr int keySteps = 60;          ///< of the cursor, from end to end
constexpr double titleSpace = 8;

QString spanText(qint64 ms)
{
    return LivePlot::tr("%1 min ago").arg(std::max<qint64>(1, qRound64(static_cast<double>(ms) / 60'000)));
}

} // namespace

LivePlot::LivePlot(const QString &objectName, Metric metric, QWidget *parent) : QWidget(parent), m_metric(metric)
{
    setObjectName(objectName);
    setMouseTracking(true);
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
}

QSize LivePlot::sizeHint() const
{
    return {300, QFontMetrics(fl::font(TextSize::Small)).height() * 8};
}

QSize LivePlot::minimumSizeHint() const
{
    return {160, sizeHint().height()};
}

void LivePlot::show(const Shown &shown)
{
    m_shown = shown;
    m_samples.samples.clear();
    if (shown.series)
        std::copy_if(shown.series->samples.begin(), shown.series->samples.end(), std::back_inserter(m_samples.samples),
                     [&](const GpuHistory::Sample &sample) { return sample.t >= shown.from && sample.t <= shown.to; });
    m_shown.series = nullptr;
    describe();
    update();
}

void LivePlot::describe()
{
    float least = NAN, most = NAN;
    for (const GpuHistory::Sample &sample : m_samples.samples)
        if (const float value = sample.of(m_metric); !std::isnan(value)) {
            least = std::isnan(least) ? value : std::min(least, value);
            most = std::isnan(most) ? value : std::max(most, value);
        }
    setAccessibleName(m_shown.name);
    setAccessibleDescription(std::isnan(most)
                                 ? tr("no figures yet")
                                 : tr("%1; between %2 and %3 since %4")
                                       .arg(valueText(), metricValue(m_metric, static_cast<double>(least)),
                                            metricValue(m_metric, static_cast<double>(most)), spanText(m_shown.to - m_shown.from)));
}

QString LivePlot::valueText() const
{
    const GpuHistory::Sample *sample = nullptr;
    if (m_cursor > 0)
        sample = GpuHistory::nearest(m_samples, m_cursor, longestGap);
    else if (!m_samples.samples.empty())
        sample = &m_samples.samples.back();
    if (!sample || std::isnan(sample->of(m_metric)))
        return QStringLiteral("–");
    const QString value = metricValue(m_metric, static_cast<double>(sample->of(m_metric)));
    if (m_cursor == 0)
        return value;
    return tr("%1 at %2").arg(value, QLocale().toString(QDateTime::fromMSecsSinceEpoch(sample->t).time(), QStringLiteral("HH:mm:ss")));
}

void LivePlot::setCursorTime(qint64 t)
{
    if (t == m_cursor)
        return;
    m_cursor = t;
    describe();
    update();
}

QRectF LivePlot::area() const
{
    const QFontMetricsF small(fl::font(TextSize::Small));
    const double left =
        std::max(small.horizontalAdvance(metricValue(m_metric, m_shown.top)), small.horizontalAdvance(metricValue(m_metric, 0))) + 6;
    const double top = QFontMetricsF(fl::font(TextSize::Body, true)).height() + titleSpace, bottom = small.height() + 4;
    return QRectF(left, top, std::max(1.0, width() - left - 1), std::max(1.0, height() - top - bottom));
}

qint64 LivePlot::timeAt(double x) const
{
    const QRectF curve = area();
    const double share = std::clamp((x - curve.left()) / curve.width(), 0.0, 1.0);
    return m_shown.from + static_cast<qint64>(share * static_cast<double>(m_shown.to - m_shown.from));
}

void LivePlot::paintCurve(QPainter &painter, const QRectF &curve) const
{
    const int count = static_cast<int>(curve.width());
    const auto columns = GpuHistory::columns(m_samples, m_metric, m_shown.from, m_shown.to, count);
    const double perColumn = static_cast<double>(m_shown.to - m_shown.from) / std::max(1, count);
    const auto y = [&](float value) {
        return curve.bottom() - std::clamp(static_cast<double>(value) / m_shown.top, 0.0, 1.0) * curve.height();
    };
    QPainterPath line, ground;
    double last = -1;
    const auto endGround = [&] {
        if (last < 0)
            return;
        ground.lineTo(last, curve.bottom());
        ground.closeSubpath();
    };
    for (int i = 0; i < count; ++i) {
        const GpuHistory::Column &column = columns[static_cast<size_t>(i)];
        if (std::isnan(column.most))
            continue;
        const double x = curve.left() + i + 0.5;
        if (last < 0 || (x - last) * perColumn > static_cast<double>(longestGap) + perColumn) {
            endGround();
            line.moveTo(x, y(column.most));
            ground.moveTo(x, curve.bottom());
        }
        for (const float value : {column.most, column.least}) {
            line.lineTo(x, y(value));
            ground.lineTo(x, y(value));
        }
        last = x;
    }
    endGround();
    painter.fillPath(ground, theme().color(Token::AccentSoft));
    painter.setPen(QPen(theme().color(Token::Accent), 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.drawPath(line);
}

void LivePlot::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF curve = area();
    const QFont strong = fl::font(TextSize::Body, true), small = fl::font(TextSize::Small);
    const double head = QFontMetricsF(strong).height();
    painter.setFont(strong);
    painter.setPen(theme().color(Token::Text));
    const QString value = valueText();
    painter.drawText(QRectF(0, 0, width(), head), Qt::AlignTrailing | Qt::AlignVCenter, value);
    painter.setFont(fl::font(TextSize::Body));
    painter.setPen(theme().color(Token::Muted));
    const double room = width() - QFontMetricsF(strong).horizontalAdvance(value) - titleSpace;
    painter.drawText(QRectF(0, 0, width(), head), Qt::AlignLeading | Qt::AlignVCenter,
                     QFontMetricsF(fl::font(TextSize::Body)).elidedText(m_shown.name, Qt::ElideRight, room));

    painter.setFont(small);
    const double line = QFontMetricsF(small).height();
    painter.drawText(QRectF(0, curve.top(), curve.left() - 6, line), Qt::AlignRight | Qt::AlignTop, metricValue(m_metric, m_shown.top));
    painter.drawText(QRectF(0, curve.bottom() - line, curve.left() - 6, line), Qt::AlignRight | Qt::AlignBottom, metricValue(m_metric, 0));
    const QRectF foot(curve.left(), curve.bottom() + 4, curve.width(), line);
    painter.drawText(foot, Qt::AlignLeft, spanText(m_shown.to - m_shown.from));
    painter.drawText(foot, Qt::AlignRight, m_shown.running ? tr("now") : tr("paused"));

    painter.setPen(QPen(theme().color(Token::Line), 1));
    for (const double share : {0.0, 0.5, 1.0})
        painter.drawLine(QPointF(curve.left(), curve.top() + share * curve.height()),
                         QPointF(curve.right(), curve.top() + share * curve.height()));
    painter.save();
    painter.setClipRect(curve.adjusted(0, -1, 0, 1));
    paintCurve(painter, curve);
    painter.restore();
    if (m_cursor >= m_shown.from && m_cursor <= m_shown.to && m_cursor > 0) {
        const double x = curve.left()
            + curve.width() * static_cast<double>(m_cursor - m_shown.from)
                / static_cast<double>(std::max<qint64>(1, m_shown.to - m_shown.from));
        painter.setPen(QPen(theme().color(Token::Muted), 1, Qt::DashLine));
        painter.drawLine(QPointF(x, curve.top()), QPointF(x, curve.bottom()));
    }
    if (hasFocus()) {
        painter.setPen(QPen(theme().color(Token::Accent), 2));
        painter.setBrush(Qt::NoBrush);
        painter.drawRect(QRectF(rect()).adjusted(1, 1, -1, -1));
    }
}

void LivePlot::mouseMoveEvent(QMouseEvent *event)
{
    emit cursorMoved(m_samples.samples.empty() ? 0 : timeAt(event->position().x()));
}

void LivePlot::leaveEvent(QEvent *)
{
    emit cursorMoved(0);
}

void LivePlot::keyPressEvent(QKeyEvent *event)
{
    const bool left = event->key() == Qt::Key_Left, right = event->key() == Qt::Key_Right;
    if (event->key() == Qt::Key_Escape && m_cursor > 0) {
        emit cursorMoved(0);
    } else if ((left || right) && !m_samples.samples.empty()) {
        const qint64 step = std::max<qint64>(1, (m_shown.to - m_shown.from) / keySteps), at = m_cursor > 0 ? m_cursor : m_shown.to;
        emit cursorMoved(std::clamp(at + (left ? -step : step), m_shown.from, m_shown.to));
    } else {
        QWidget::keyPressEvent(event);
    }
}

} // namespace fl
