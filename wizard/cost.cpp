// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/cost.h"

#include "backends/text/text.h"

#include <QCoreApplication>

namespace fl {
namespace {

constexpr qint64 budgetWarning = 80; ///< percent

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(fl::Cost)
};

QString rateText(const CostState &state)
{
    if (!state.stopped)
        return Tr::tr("%1 while it runs").arg(text::perHour(state.perHour));
    if (!state.stoppedPerHour)
        return Tr::tr("Stopped; what its disk costs is unknown");
    return state.stoppedPerHour->isFree() ? Tr::tr("Stopped; costs nothing now")
                                          : Tr::tr("Stopped; what stays costs %1").arg(text::perHour(state.stoppedPerHour));
}

CostText runningText(const CostState &state)
{
    const std::optional<Money> soFar = costSoFar(state);
    if (!soFar)
        return {Tr::tr("Price unknown."), Tr::tr("Ask whoever runs this machine.")};
    const bool exact = !state.stopped && state.stoppedHours == 0;
    CostText text{exact ? Tr::tr("%1 so far").arg(text::money(*soFar)) : Tr::tr("At most %1 so far").arg(text::money(*soFar)),
                  rateText(state)};
    if (const auto used = budgetUsed(*soFar, state.budgetMicros)) {
        const QString budget =
            Tr::tr("Budget %1: %2 % used").arg(text::money({state.budgetMicros, soFar->currency}), QString::number(*used));
        text.rest += QStringLiteral(" · ") + budget;
        text.warns = *used >= budgetWarning;
    }
    return text;
}

} // namespace

CostText costText(const CostState &state)
{
    if (state.running) {
        if (state.knownFree || (state.perHour && state.perHour->isFree()))
            return {Tr::tr("Costs nothing."), {}};
        return runningText(state);
    }
    const QString nothing = Tr::tr("Nothing costs money yet.");
    if (state.known && state.perHour && !state.perHour->isFree())
        return {nothing, Tr::tr("Will cost %1.").arg(text::perHour(state.perHour))};
    if (state.knownFree || (state.known && state.perHour && state.perHour->isFree()))
        return {nothing, Tr::tr("This way stays free.")};
    return {nothing, {}};
}

std::optional<qint64> budgetUsed(const Money &soFar, qint64 budgetMicros)
{
    if (budgetMicros <= 0)
        return std::nullopt;
    return static_cast<qint64>(static_cast<double>(soFar.micros) / static_cast<double>(budgetMicros) * 100);
}

} // namespace fl
