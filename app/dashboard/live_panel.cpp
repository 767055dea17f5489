// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dashboard/live_panel.h"

#include "app/dashboard/live_plot.h"
#include "app/dashboard/machine_text.h"
#include "app/gpu/gpu_text.h"
#include "backends/text/text.h"
#include "wizard/widgets/build.h"
#include "wizard/widgets/card.h"
#include "wizard/widgets/kept.h"

#include <QDateTime>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include <cmath>

namespace fl {
namespace {

constexpr std::pair<Metric, const char *> metrics[] = {{Metric::Busy, "live-busy"},
                                                       {Metric::Memory, "live-memory"},
                                                       {Metric::Power, "live-power"},
                                                       {Metric::Temperature, "live-temperature"}};
constexpr qint64 shortest = 5 * 60'000; ///< ms that the axis holds at least
constexpr qsizetype mostProcesses = 8;
constexpr qint64 silence = 5000; ///< ms after which the age of the last figure is worth a word

const ProbeLive *liveOf(const ProbeTick &tick, const QString &uuid)
{
    for (const ProbeLive &live : tick.gpus)
        if (live.uuid == uuid)
            return &live;
    return nullptr;
}

} // namespace

LivePanel::LivePanel(QWidget *parent) : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(8);
    auto *row = new QHBoxLayout;
    row->setSpacing(16);
    row->addWidget(m_state = makeLabel({}, "muted"), 1);
    m_state->setObjectName(QStringLiteral("live-state"));
    row->addWidget(m_retry = makeButton(QStringLiteral("live-retry"), tr("Connect now"), "link"));
    row->addWidget(m_pause = makeButton(QStringLiteral("live-pause"), tr("Pause"), "link"));
    column->addLayout(row);
    auto *grid = new CardGrid;
    for (const auto &[metric, name] : metrics) {
        auto *plot = new LivePlot(QLatin1String(name), metric);
        m_plots.push_back(plot);
        grid->add(plot);
        connect(plot, &LivePlot::cursorMoved, this, [this](qint64 t) {
            for (LivePlot *each : m_plots)
                each->setCursorTime(t);
        });
    }
    column->addWidget(grid);
    column->addWidget(m_processes = new Kept);
    connect(m_retry, &QPushButton::clicked, this, &LivePanel::retryWanted);
    connect(m_pause, &QPushButton::clicked, this, [this] {
        m_paused = !m_paused;
        m_until = 0;
        m_pause->setText(m_paused ? tr("Go on") : tr("Pause"));
        m_pause->setAccessibleName(m_pause->text());
        emit pauseChanged();
    });
}

void LivePanel::show(const GpuView &view, int number)
{
    const ProbeGpu *gpu = view.report && number < view.report->gpus.size() ? &view.report->gpus[number] : nullptr;
    QString uuid = gpu ? gpu->live.uuid : QString();
    if (!gpu && view.tick && number < view.tick->gpus.size())
        uuid = view.tick->gpus[number].uuid;
    showState(view);
    showCurves(view, gpu, uuid);
    showProcesses(view, uuid);
}

void LivePanel::showState(const GpuView &view)
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    const QString last =
        view.heard > 0 && now - view.heard > silence ? tr(" The last figures are from %1.").arg(ago(view.heard, now)) : QString();
    QString said;
    switch (view.stream) {
    case GpuView::Stream::Off: said = tr("No live figures while the machine does not run.") + last; break;
    case GpuView::Stream::Connecting: said = tr("Connecting for live figures…"); break;
    case GpuView::Stream::Live: said = m_paused ? tr("Paused; the figures are still being kept.") : tr("Live, every second."); break;
    case GpuView::Stream::Waiting: said = tr("The connection was cut; it is tried again by itself.") + last; break;
    case GpuView::Stream::Refused: said = text::error(*view.cut).happened + last; break;
    }
    m_state->setText(said);
    setKind(m_state, view.stream == GpuView::Stream::Refused ? "bad" : "muted");
    m_retry->setVisible(view.stream == GpuView::Stream::Waiting || view.stream == GpuView::Stream::Refused);
    m_pause->setVisible(view.tick.has_value());
}

void LivePanel::showCurves(const GpuView &view, const ProbeGpu *gpu, const QString &uuid)
{
    const GpuHistory::Series *series = nullptr;
    for (const GpuHistory::Series &each : view.history.series())
        if (each.uuid == uuid)
            series = &each;
    if (m_paused && m_until == 0)
        m_until = view.history.newest();
    const qint64 to = m_paused ? m_until : view.history.newest();
    const qint64 from = to - std::clamp(to - view.history.oldest(), shortest, GpuHistory::span);
    for (size_t i = 0; i < m_plots.size(); ++i) {
        const Metric metric = metrics[i].first;
        double seen = NAN;
        if (series)
            for (const GpuHistory::Sample &sample : series->samples)
                if (const auto value = static_cast<double>(sample.of(metric)); !std::isnan(value))
                    seen = std::isnan(seen) ? value : std::max(seen, value);
        m_plots[i]->setVisible(!std::isnan(seen));
        if (std::isnan(seen))
            continue;
        m_plots[i]->show({series, metricName(metric, uuid.isEmpty()), metricTop(metric, gpu, view.tick.value_or(ProbeTick{}), seen), from,
                          to, !m_paused && view.stream == GpuView::Stream::Live});
    }
}

void LivePanel::showProcesses(const GpuView &view, const QString &uuid)
{
    const ProbeLive *live = view.tick ? liveOf(*view.tick, uuid) : nullptr;
    if (!live || view.stream != GpuView::Stream::Live)
        return m_processes->clear();
    QStringList lines;
    if (live->error)
        lines << text::error(*live->error).happened;
    if (const QString held = throttleMeaning(live->throttle); !held.isEmpty())
        lines << held;
    const auto &all = live->processes.value_or(QList<ProbeProcess>{});
    for (const ProbeProcess &process : all.first(std::min(all.size(), mostProcesses)))
        lines << tr("Computes on it: %1").arg(processLine(process));
    if (all.size() > mostProcesses)
        lines << tr("and %1 more").arg(all.size() - mostProcesses);
    if (lines.isEmpty())
        return m_processes->clear();
    m_processes->show(lines, [&] {
        QLabel *label = makeLabel(lines.join(QLatin1Char('\n')));
        label->setObjectName(QStringLiteral("live-processes"));
        label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        return label;
    });
}

} // namespace fl
