// SPDX-License-Identifier: GPL-3.0-or-later
// What a computer for deep learning should have: the guide's rule of 2018 and today's, as resources/advice.yaml says them, and
// what to buy for a sum of money. Pure; codes begin with "advice-", their sentences are in backends/text/advice_text.cpp.
#pragma once

#include "backends/core/plan.h"
#include "backends/plan/matrix.h"
#include "backends/plan/table_file.h"
#include "backends/providers/provider.h"

namespace fl {

/// One of the two rules. 0 or empty: it says nothing of that.
struct AdviceRule {
    QStringList cpuNames; ///< words of processors that fit whatever their cores
    int cores = 0;
    bool avx2 = false;
    double ramGb = 0, ramGoodGb = 0;
    double ramPerGpuGb = 0; ///< memory for each GB of the GPU's
    double ssdGb = 0, diskGb = 0, freeGb = 0;
    int gpuSm = 0;
    double gpuGb = 0, gpuGoodGb = 0, gpuLargeGb = 0;
    QStringList gpuNotBetter; ///< models that are the measure itself and do not pass it
    QString source;
};

struct Part {
    QString id;
    QString kind; ///< gpu, cpu, board, cooler, memory, ssd, power, case
    QString name;
    double gpuGb = 0;
    bool used = false;
    std::optional<PriceRange> price; ///< unset: unknown
};

struct Build {
    QString id;
    QStringList parts; ///< ids
};

struct Advice {
    QDate date;
    QString file; ///< where it was read; empty: built in
    std::vector<DatedSource> sources;
    AdviceRule rule2018, today;
    std::vector<Part> parts;
    std::vector<Build> builds; ///< the best first

    const Part *part(const QString &id) const;
};

/// Errors: MatrixInvalid, as parseMatrix().
Result<Advice> parseAdvice(const QByteArray &yaml, const QString &file);
/// The newer of the one that ships and advice.yaml in `folder` (empty: none).
Result<Advice> currentAdvice(const QString &folder);

enum class Verdict { Yes, No, Unknown, NoRule };
QString slug(Verdict verdict); ///< "yes", "no", "unknown", "no-rule"

struct AdviceRow {
    QString what; ///< cpu, memory, disk, free, gpu
    Reason has;
    Reason wants2018, wantsToday;
    Verdict rule2018 = Verdict::NoRule, today = Verdict::NoRule;
    Reason says; ///< what follows
};

/// The machine line by line. The matrix tells the GPU's compute capability by its name.
std::vector<AdviceRow> adviseOn(const Advice &advice, const Matrix &matrix, const Offer &machine);

struct ShoppingList {
    enum class Fit {
        Yes,   ///< also where each part costs the most that was seen
        Maybe, ///< where parts are bought cheaply
        No,
    };
    struct Row {
        Part part;
        QDate month; ///< when the price was seen; invalid: no price
    };
    QString build;
    Fit fit = Fit::No;
    std::vector<Row> rows;
    double low = 0, high = 0; ///< of the parts with a known price
    int unknown = 0;          ///< parts without one
    std::vector<Reason> reasons;
};

/// The best build for the money (USD); where none fits, the cheapest, with Fit::No.
ShoppingList shoppingList(const Advice &advice, double budget);

} // namespace fl
