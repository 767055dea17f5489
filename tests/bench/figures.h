// SPDX-License-Identifier: GPL-3.0-or-later
// What every measurement shares: variants run alternately, medians, and one line per comparison, so that a busy moment of the
// computer hits all variants alike and the ratio stays true where seconds do not.
#pragma once

#include <QString>

#include <algorithm>
#include <cstdio>
#include <functional>
#include <vector>

namespace fl::bench {

struct Variant {
    QString name;
    std::function<double()> run; ///< one run; gives its figure (seconds, MB/s …), or a negative one when it failed
};

inline double median(std::vector<double> figures)
{
    if (figures.empty())
        return -1;
    std::sort(figures.begin(), figures.end());
    const auto half = figures.size() / 2;
    return figures.size() % 2 ? figures[half] : (figures[half - 1] + figures[half]) / 2;
}

/// Medians, in the order of the variants. The order of running turns round each time; a failed run makes its variant's figure -1.
inline std::vector<double> alternated(const std::vector<Variant> &variants, int rounds)
{
    std::vector<std::vector<double>> figures(variants.size());
    for (int round = 0; round < rounds; ++round) {
        for (std::size_t i = 0; i < variants.size(); ++i) {
            const auto turn = (i + static_cast<std::size_t>(round)) % variants.size();
            figures[turn].push_back(variants[turn].run());
        }
    }
    std::vector<double> medians;
    for (auto &all : figures)
        medians.push_back(std::any_of(all.begin(), all.end(), [](double f) { return f < 0; }) ? -1 : median(all));
    return medians;
}

enum class Better { Lower, Higher };

/// One line on stdout: what, our figure, the peer's, their ratio (ours / peer's) and whether the goal was met. True: met.
inline bool figure(const QString &what, const QString &unit, double ours, const QString &peerName, double peer, double goal,
                   Better better = Better::Lower)
{
    const double ratio = ours >= 0 && peer > 0 ? ours / peer : -1;
    const bool met = ratio >= 0 && (better == Better::Lower ? ratio <= goal : ratio >= goal);
    std::printf("%-34s ours %9.3f %-5s %-28s %9.3f %-5s ratio %8.4f  goal %s %-7.4g %s\n", qPrintable(what), ours, qPrintable(unit),
                qPrintable(peerName), peer, qPrintable(unit), ratio, better == Better::Lower ? "<=" : ">=", goal,
                ratio < 0 ? "FAILED" : (met ? "met" : "missed"));
    std::fflush(stdout);
    return met;
}

/// A figure that has a limit of its own and no peer.
inline bool limit(const QString &what, const QString &unit, double ours, double goal)
{
    const bool met = ours >= 0 && ours <= goal;
    std::printf("%-34s ours %9.3f %-5s %71s goal <= %-7.4g %s\n", qPrintable(what), ours, qPrintable(unit), "", goal,
                ours < 0 ? "FAILED" : (met ? "met" : "missed"));
    std::fflush(stdout);
    return met;
}

} // namespace fl::bench
