// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gpu/gpu_history.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace fl {
namespace {

constexpr float unknown = std::numeric_limits<float>::quiet_NaN();
constexpr size_t mostSeries = 64;

template <class T>
float known(const std::optional<T> &value)
{
    return value ? static_cast<float>(*value) : unknown;
}

GpuHistory::Sample sampleOf(qint64 t, const ProbeLive &live)
{
    return {t, {known(live.busy), known(live.memoryUsed), known(live.power), known(live.temperature)}};
}

GpuHistory::Sample hostSample(const ProbeTick &tick)
{
    GpuHistory::Sample sample{tick.t, {unknown, unknown, unknown, unknown}};
    if (tick.cpu)
        sample.values[0] = static_cast<float>(*tick.cpu * 100);
    if (tick.memoryTotal && tick.memoryAvailable)
        sample.values[1] = static_cast<float>(*tick.memoryTotal - *tick.memoryAvailable);
    return sample;
}

void put(std::deque<GpuHistory::Sample> &samples, const GpuHistory::Sample &sample)
{
    while (!samples.empty() && samples.back().t >= sample.t)
        samples.pop_back();
    if (!samples.empty() && samples.back().t / GpuHistory::step == sample.t / GpuHistory::step)
        samples.pop_back();
    samples.push_back(sample);
    while (samples.front().t <= sample.t - GpuHistory::span)
        samples.pop_front();
}

bool before(const GpuHistory::Sample &sample, qint64 t)
{
    return sample.t < t;
}

} // namespace

void GpuHistory::add(const ProbeTick &tick)
{
    const auto seriesOf = [this](const QString &uuid) -> Series * {
        const auto it = std::find_if(m_series.begin(), m_series.end(), [&](const Series &each) { return each.uuid == uuid; });
        if (it != m_series.end())
            return &*it;
        if (m_series.size() == mostSeries)
            return nullptr;
        return &m_series.emplace_back(Series{uuid, {}});
    };
    for (const ProbeLive &live : tick.gpus)
        if (Series *series = live.uuid.isEmpty() ? nullptr : seriesOf(live.uuid))
            put(series->samples, sampleOf(tick.t, live));
    if (tick.gpus.isEmpty())
        if (Series *series = seriesOf({}))
            put(series->samples, hostSample(tick));
}

qint64 GpuHistory::newest() const
{
    qint64 t = 0;
    for (const Series &each : m_series)
        t = std::max(t, each.samples.back().t);
    return t;
}

qint64 GpuHistory::oldest() const
{
    qint64 t = newest();
    for (const Series &each : m_series)
        t = std::min(t, each.samples.front().t);
    return t;
}

std::vector<GpuHistory::Column> GpuHistory::columns(const Series &series, Metric metric, qint64 from, qint64 to, int count)
{
    std::vector<Column> all(static_cast<size_t>(std::max(0, count)), Column{unknown, unknown});
    auto it = std::lower_bound(series.samples.begin(), series.samples.end(), from, before);
    for (; count > 0 && it != series.samples.end() && it->t <= to; ++it) {
        const float value = it->of(metric);
        if (std::isnan(value))
            continue;
        const auto index = static_cast<size_t>(std::min<qint64>(count - 1, (it->t - from) * count / std::max<qint64>(1, to - from)));
        Column &column = all[index];
        column.least = std::isnan(column.least) ? value : std::min(column.least, value);
        column.most = std::isnan(column.most) ? value : std::max(column.most, value);
    }
    return all;
}

const GpuHistory::Sample *GpuHistory::nearest(const Series &series, qint64 t, qint64 within)
{
    const auto after = std::lower_bound(series.samples.begin(), series.samples.end(), t, before);
    const Sample *best = nullptr;
    for (auto it = after == series.samples.begin() ? after : std::prev(after); it != series.samples.end() && it <= after; ++it)
        if (std::abs(it->t - t) <= within && (!best || std::abs(it->t - t) < std::abs(best->t - t)))
            best = &*it;
    return best;
}

} // namespace fl
