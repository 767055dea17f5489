// SPDX-License-Identifier: GPL-3.0-or-later
// One run of the probe against a driver whose every answer is noise.
#pragma once

#include "backends/probe/probe_report.h"
#include "tests/backends/probe/probe_runner.h"

namespace fl {

/// What the probe did that it must not do, or nothing. Counts the runs in which a GPU could be used all the same.
inline QByteArray faultUnderNoise(int seed, bool measured, int &usable)
{
    QStringList arguments{QStringLiteral("--libraries"), fakeDriver()};
    arguments += measured ? QStringList{QStringLiteral("--size"), QStringLiteral("128")} : QStringList{QStringLiteral("--quick")};
    const ProbeRun run = runProbe(arguments,
                                  {{QStringLiteral("FAKE_FUZZ"), QString::number(seed)},
                                   {QStringLiteral("FAKE_GPUS"), QString::number(measured ? 1 : seed % 4)}});
    const auto report = parseProbe(run.out);
    usable += run.code == 0;
    const char *fault = "";
    if (run.code != 0 && run.code != 3 && run.code != 5)
        fault = "its exit code is none of its own";
    else if (!report)
        fault = "its document cannot be read";
    else if (report->error.has_value() != (run.code != 0))
        fault = "document and exit code disagree";
    else if (run.out.contains("library crashed"))
        fault = "it crashed";
    else if (run.out.size() > (2 << 20) || report->gpus.size() > 64)
        fault = "it says too much";
    else
        return {};
    return "seed " + QByteArray::number(seed) + ", " + fault + ": " + QByteArray::number(run.code) + ' ' + run.out.left(500)
        + run.err.left(300);
}

} // namespace fl
