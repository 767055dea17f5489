// SPDX-License-Identifier: GPL-3.0-or-later
// The last hour of a machine's ticks: a sample a second and GPU at most, so its size is bounded whatever comes. Pure, one thread at a time.
#pragma once

#include "backends/probe/probe_report.h"

#include <array>
#include <deque>
#include <vector>

namespace fl {

enum class Metric { Busy, Memory, Power, Temperature }; ///< percent, bytes, watts, degrees Celsius
inline constexpr size_t metricCount = 4;

class GpuHistory {
public:
    static constexpr qint64 span = 3'600'000; ///< ms
    static constexpr qint64 step = 1000;      ///< ms; of two ticks within it the later one counts

    struct Sample {
        qint64 t = 0;
        std::array<float, metricCount> values{}; ///< NaN: not known
        float of(Metric metric) const { return values[static_cast<size_t>(metric)]; }
    };
    struct Series {
        QString uuid; ///< empty: the processor, where there is no GPU
        std::deque<Sample> samples;
    };
    /// What falls into one column of a picture.
    struct Column {
        float least = 0, most = 0; ///< NaN: nothing
    };

    /// By the server's clock. A clock that was set back takes the samples that would lie ahead with it.
    void add(const ProbeTick &tick);
    const std::vector<Series> &series() const { return m_series; }
    qint64 newest() const; ///< 0: nothing yet
    qint64 oldest() const;

    /// `from` < `to` in ms, cut into `count` columns.
    static std::vector<Column> columns(const Series &series, Metric metric, qint64 from, qint64 to, int count);
    /// The sample nearest to a time, none further away than `within` ms.
    static const Sample *nearest(const Series &series, qint64 t, qint64 within);

private:
    std::vector<Series> m_series;
};

} // namespace fl
