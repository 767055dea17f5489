// SPDX-License-Identifier: GPL-3.0-or-later
// How far away something stands, as far as this computer's time zone tells: nobody on the network is asked where we are.
#pragma once

#include "backends/providers/provider.h"

namespace fl {

struct Position {
    double latitude = 0, longitude = 0; ///< degrees, north and east
};

/// Where the city stands that names a time zone ("Europe/Berlin"), by the text of tzdata's zone.tab; unset: it is not in there. Pure.
std::optional<Position> positionOf(const QByteArray &zoneTab, const QByteArray &zone);

/// Where this computer's time zone is. Reads files.
std::optional<Position> positionHere();

double kmBetween(const Position &a, const Position &b); ///< on the surface

/// The nearest first, the cheaper before the dearer where the way is as long (in steps of 1000 km: less is not felt in a notebook). Those
/// that must be switched on first come last. Pure.
void sortByNearness(std::vector<Place> &places);

} // namespace fl
