// SPDX-License-Identifier: GPL-3.0-or-later
// Reports and ticks for tests: what the probe wrote against the test double of the driver (tests/backends/probe/goldens).
#pragma once

#include "backends/probe/probe_report.h"

#include <QFile>

namespace fl {

inline ProbeReport sampleReport(const char *golden)
{
    QFile file(QStringLiteral(FL_SOURCE_DIR "/tests/backends/probe/goldens/%1.json").arg(QLatin1String(golden)));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no golden %s", golden);
    auto report = parseProbe(file.readAll());
    if (!report)
        qFatal("the golden %s cannot be read", golden);
    report->host = ProbeHost{QStringLiteral("lab"),
                             QStringLiteral("Debian GNU/Linux 12"),
                             QStringLiteral("6.1.0"),
                             QStringLiteral("x86_64"),
                             QStringLiteral("AMD EPYC 9354"),
                             32,
                             256LL << 30,
                             240LL << 30,
                             900'000'000'000,
                             500'000'000'000};
    return *report;
}

/// Of a machine without a GPU.
inline ProbeReport sampleHostReport()
{
    ProbeReport report = sampleReport("none");
    report.error = Error{Cause::GpuNone, {}, NextAction::ReadHelp, {}};
    report.xids.reset();
    report.driver.clear();
    report.cuda.clear();
    report.hostFp32 = ProbeFigure{.value = 612.5, .unit = QStringLiteral("GFLOP/s")};
    report.hostMemoryCopy = ProbeFigure{.value = 21.4, .unit = QStringLiteral("GB/s")};
    report.hostDiskWrite = ProbeFigure{.value = 1.2, .unit = QStringLiteral("GB/s")};
    return report;
}

/// As the GPUs of `report` could be at a time.
inline ProbeTick sampleTick(const ProbeReport &report, qint64 t, double busy)
{
    ProbeTick tick;
    tick.t = t;
    for (const ProbeGpu &gpu : report.gpus) {
        ProbeLive live = gpu.live;
        live.busy = busy;
        live.memoryUsed = static_cast<qint64>(static_cast<double>(live.memoryTotal.value_or(0)) * (0.3 + busy / 250));
        live.power = 100 + 4 * busy;
        live.temperature = 35 + busy / 3;
        live.throttle = {};
        live.processes = QList{ProbeProcess{4711, QStringLiteral("/usr/bin/python3"), false, live.memoryUsed}};
        tick.gpus << live;
    }
    tick.cpu = busy / 100;
    tick.memoryTotal = report.host.memoryTotal;
    tick.memoryAvailable = report.host.memoryAvailable;
    return tick;
}

} // namespace fl
