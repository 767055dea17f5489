// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gpu/gpu_text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace fl {
namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(fl::Gpu)
};

constexpr double gib = 1024.0 * 1024 * 1024;

/// 1, 2 or 5 times a power of ten.
double roundAbove(double value)
{
    const double unit = std::pow(10.0, std::floor(std::log10(std::max(value, 1e-9))));
    for (const double times : {1.0, 2.0, 5.0})
        if (value <= unit * times)
            return unit * times;
    return unit * 10;
}

} // namespace

QString metricName(Metric metric, bool host)
{
    switch (metric) {
    case Metric::Busy: return host ? Tr::tr("Processor") : Tr::tr("Load");
    case Metric::Memory: return host ? Tr::tr("Memory in use") : Tr::tr("GPU memory in use");
    case Metric::Power: return Tr::tr("Power");
    case Metric::Temperature: return Tr::tr("Temperature");
    }
    Q_UNREACHABLE();
}

QString metricValue(Metric metric, double value)
{
    const auto number = [](double amount, int places) { return QLocale().toString(amount, 'f', places); };
    switch (metric) {
    case Metric::Busy: return Tr::tr("%1 %").arg(number(value, 0));
    case Metric::Memory: return Tr::tr("%1 GB").arg(number(value / gib, 1));
    case Metric::Power: return Tr::tr("%1 W").arg(number(value, 0));
    case Metric::Temperature: return Tr::tr("%1 °C").arg(number(value, 0));
    }
    Q_UNREACHABLE();
}

double metricTop(Metric metric, const ProbeGpu *gpu, const ProbeTick &tick, double seen)
{
    std::optional<double> made;
    if (metric == Metric::Busy || (metric == Metric::Temperature && seen <= 100))
        made = 100;
    else if (metric == Metric::Memory && gpu && gpu->live.memoryTotal)
        made = static_cast<double>(*gpu->live.memoryTotal);
    else if (metric == Metric::Memory && !gpu && tick.memoryTotal)
        made = static_cast<double>(*tick.memoryTotal);
    else if (metric == Metric::Power && gpu)
        made = gpu->powerLimit;
    if (made && *made > 0 && *made >= seen)
        return *made;
    return metric == Metric::Memory ? roundAbove(std::max(seen, gib) / gib) * gib : roundAbove(std::max(seen, 1.0));
}

} // namespace fl
