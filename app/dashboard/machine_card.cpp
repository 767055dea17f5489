// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dashboard/machine_card.h"

#include "app/dashboard/machine_text.h"
#include "app/gpu/gpu_text.h"
#include "backends/text/text.h"

#include <QCoreApplication>

#include <cmath>

namespace fl {
namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(fl::MachineCard)
};

constexpr int curvePoints = 40;
constexpr qint64 curveSpan = 10 * 60'000; // ms
constexpr qint64 oldAfter = 10 * 60'000;  // ms after which a state says how old it is

/// " · 63 %", or how old the last figure is; empty: there is none.
QString busyText(const GpuView &gpu, qint64 now)
{
    if (!gpu.tick)
        return {};
    if (gpu.stream != GpuView::Stream::Live)
        return gpu.stream == GpuView::Stream::Off ? QString() : Tr::tr(" · figures from %1").arg(ago(gpu.heard, now));
    const QList<float> curve = busyCurve(gpu.history);
    return curve.isEmpty() || curve.last() < 0
        ? QString()
        : QStringLiteral(" · ") + metricValue(Metric::Busy, std::round(static_cast<double>(curve.last()) * 100));
}

QString stateText(const MachineEntry &entry, const GpuView &gpu, qint64 now)
{
    const Machine &machine = entry.status.machine;
    if (entry.asking && entry.status.asked == 0)
        return Tr::tr("asking…");
    QString said = text::machineState(machine.state);
    if (entry.status.asked > 0 && now - entry.status.asked > oldAfter)
        said += Tr::tr(", %1").arg(ago(entry.status.asked, now));
    return said + (isWatched(machine) ? busyText(gpu, now) : QString());
}

QString placeText(const Machine &machine)
{
    QString gpu = machine.facts.value(QLatin1String("gpu")).toString();
    if (gpu.isEmpty())
        gpu = machine.facts.value(QLatin1String("gpu.model")).toString();
    const QString where = text::providerName(machine.where);
    return gpu.isEmpty() ? where : QStringLiteral("%1 · %2").arg(text::visible(gpu), where);
}

QString priceText(const Machine &machine, const Abilities &abilities, qint64 now)
{
    if (costRows(machine, abilities).isEmpty() || machine.state == MachineState::Gone)
        return {};
    const auto soFar = costSoFar(costState(machine, abilities, now));
    return soFar ? Tr::tr("%1 · %2 so far").arg(text::perHour(machine.perHour), text::money(*soFar)) : text::perHour(machine.perHour);
}

} // namespace

QList<float> busyCurve(const GpuHistory &history)
{
    const qint64 to = history.newest();
    if (to == 0)
        return {};
    std::vector<std::pair<float, int>> sums(curvePoints, {0, 0});
    for (const GpuHistory::Series &series : history.series()) {
        const auto columns = GpuHistory::columns(series, Metric::Busy, to - curveSpan, to, curvePoints);
        for (size_t i = 0; i < columns.size(); ++i)
            if (!std::isnan(columns[i].most)) {
                sums[i].first += columns[i].most / 100;
                ++sums[i].second;
            }
    }
    QList<float> curve;
    for (const auto &[sum, count] : sums)
        curve << (count == 0 ? -1 : sum / static_cast<float>(count));
    return curve;
}

RailEntry machineCard(const MachineEntry &entry, const Abilities &abilities, const GpuView &gpu, qint64 now)
{
    const Machine &machine = entry.status.machine;
    RailEntry card{.mark = RailEntry::Mark::Icon,
                   .objectName = QStringLiteral("machine-") + machine.name,
                   .text = text::visible(machine.name),
                   .details = {stateText(entry, gpu, now), placeText(machine)},
                   .iconName = stateIcon(machine.state),
                   .enabled = true};
    for (const QString &line : {priceText(machine, abilities, now), stopText(machine, abilities, entry.status.asked, now)})
        if (!line.isEmpty())
            card.details << line;
    if (isWatched(machine))
        card.curve = busyCurve(gpu.history);
    return card;
}

} // namespace fl
