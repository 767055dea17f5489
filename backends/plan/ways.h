// SPDX-License-Identifier: GPL-3.0-or-later
// All ways to a notebook with a GPU: hosted ones, clouds, a computer of one's own, the practice machine; what they are and cost
// (resources/ways.yaml), and which of them suits somebody. Pure. Names and sentences are in backends/text/way_text.cpp.
#pragma once

#include "backends/core/plan.h"
#include "backends/plan/table_file.h"

#include <QStringList>

#include <optional>

namespace fl {

/// One size or plan of a way.
struct WayOption {
    QString gpu;                   ///< "T4"; empty: none
    double gpuGb = 0;              ///< 0: no GPU
    std::optional<double> perHour; ///< USD; unset: unknown
    double perMonth = 0;           ///< USD on top, whatever the hours
    int hoursPerWeek = 0;          ///< what it may be used at most; 0: no limit
    QString source;                ///< of the price
};

struct Way {
    enum class Kind { Hosted, Cloud, Own, Practice };
    QString id;
    Kind kind = Kind::Hosted;
    QString link;                            ///< its page; empty: there is none
    QString place;                           ///< the provider of ours that leads there; empty: none yet
    QList<std::pair<QString, QString>> sets; ///< keys of Choices that belong to it at that place, for setKey()
    QString opens;                           ///< a file of its projects that we can read; empty: none
    bool dataLeaves = true;
    int minutes = 0;     ///< until the first notebook, for a newcomer
    int closed = 0;      ///< year; 0: it lives
    QString instead;     ///< the id of the nearest living one
    bool ownGpu = false; ///< computes on a card that is there
    std::vector<WayOption> options;
};

struct Ways {
    QDate date;
    QString file;
    std::vector<DatedSource> sources;
    std::vector<Way> ways;

    const Way *find(const QString &id) const;
};

/// Errors: MatrixInvalid, as parseMatrix().
Result<Ways> parseWays(const QByteArray &yaml, const QString &file);
Result<Ways> currentWays(const QString &folder);

/// The five questions.
struct Wishes {
    double budgetPerMonth = 0; ///< USD
    int hoursPerWeek = 5;
    bool dataMayLeave = true;
    double gpuGb = 0;    ///< memory that is needed; 0: none needs to be there
    double ownGpuGb = 0; ///< of a card that is there, new enough to be used; 0: none
};

/// USD for so many hours a week; unset: unknown.
std::optional<double> monthlyCost(const WayOption &option, int hoursPerWeek);
/// Whether a GPU has what was asked for, both in GB, as they are sold: "16 GB" of a T4 are 15.
bool hasMemory(double gpuGb, double wantedGb);

/// What GPU memory a model of so many billion parameters wants, in GB: run in 4 bit, or trained on top of it.
double gpuGbForModel(double billions, bool train);

struct Ranked {
    QString way;
    int option = -1; ///< of way.options; -1: none fits
    bool fits = false;
    std::optional<double> perMonth; ///< USD; unset: unknown
    std::vector<Reason> reasons;    ///< codes "choose-…": why so high, why not higher
};

/// Every living way once, what fits first and the best of it first.
std::vector<Ranked> rankWays(const Ways &ways, const Wishes &wishes);

} // namespace fl
