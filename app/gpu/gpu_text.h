// SPDX-License-Identifier: GPL-3.0-or-later
// What is said of a probe's report: each figure, and in plain words what it means. For command line and dashboard alike. Pure, GUI-free.
#pragma once

#include "app/gpu/gpu_history.h"

namespace fl {

struct GpuFact {
    QString id; ///< "memory", "fp32" …: what tests find it by
    QString name, value;
    QString meaning;   ///< a sentence; empty: the value says it all
    bool data = false; ///< the value comes from the machine and is the same in every language
    bool bad = false;  ///< something is not as it should be
    bool operator==(const GpuFact &) const = default;
};
using GpuFacts = QList<GpuFact>;

QString gpuTitle(const ProbeReport &report);    ///< "NVIDIA H100 80GB", "8 × …", "No NVIDIA GPU"
QString gpuSentence(const ProbeReport &report); ///< what computes there, or why nothing does
/// Of one GPU; of the whole machine where it has none.
GpuFacts gpuFacts(const ProbeReport &report, const ProbeGpu &gpu);
GpuFacts measuredFacts(const ProbeGpu &gpu);
GpuFacts hostFacts(const ProbeReport &report);

/// "24 GB": 1024-based and rounded, as cards are named.
QString memoryWord(qint64 bytes);
/// What fits into a GPU of so many bytes.
QString memoryMeaning(qint64 bytes);
/// Why the clock is not higher, for the slugs of docs/probe-schema.md; empty where nothing is wrong.
QString throttleMeaning(const QStringList &reasons);
/// "python3 (pid 4711), 1.2 GB"
QString processLine(const ProbeProcess &process);
/// A line for a terminal: "63 % · 40.1 of 80 GB · 312 W · 64 °C".
QString liveLine(const ProbeLive &live);

/// What a curve shows; `host`: of the processor, where there is no GPU.
QString metricName(Metric metric, bool host);
/// "63 %", "40.1 GB", "312 W", "64 °C"
QString metricValue(Metric metric, double value);
/// Where the axis ends: what the card is made for, or a round figure above all that was seen.
double metricTop(Metric metric, const ProbeGpu *gpu, const ProbeTick &tick, double seen);

/// Figures as a table for a spreadsheet: gpu,uuid,name,figure,value,unit. English, with points.
QByteArray gpuCsv(const ProbeReport &report);

} // namespace fl
