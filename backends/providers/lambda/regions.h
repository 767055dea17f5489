// SPDX-License-Identifier: GPL-3.0-or-later
// Where Lambda's regions are, as far as their ids tell. Pure.
#pragma once

#include "backends/providers/cloud/nearness.h"

namespace fl::lambda {

/// Of the part of the world in the id ("us-west-1"), not of the building; unset: it is not known.
std::optional<Position> positionOf(const QString &region);

/// Whether a machine there can have a firewall of its own.
bool hasFirewall(const QString &region);

} // namespace fl::lambda
