// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/cost.h"

#include "backends/text/text.h"

#include <QCoreApplication>

namespace fl {
namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(fl::Cost)
};

} // namespace

CostText costText(const CostState &state)
{
    if (state.running) {
        if (state.knownFree || (state.perHour && state.perHour->isFree()))
            return {Tr::tr("Costs nothing."), {}};
        if (!state.perHour)
            return {Tr::tr("Price unknown."), Tr::tr("Ask whoever runs this machine.")};
        const Money soFar{static_cast<qint64>(static_cast<double>(state.perHour->micros) * state.hours), state.perHour->currency};
        return {Tr::tr("%1 so far").arg(text::money(soFar)), Tr::tr("%1 while it runs").arg(text::perHour(state.perHour))};
    }
    const QString nothing = Tr::tr("Nothing costs money yet.");
    if (state.known && state.perHour && !state.perHour->isFree())
        return {nothing, Tr::tr("Will cost %1.").arg(text::perHour(state.perHour))};
    if (state.knownFree || (state.known && state.perHour && state.perHour->isFree()))
        return {nothing, Tr::tr("This way stays free.")};
    return {nothing, {}};
}

} // namespace fl
