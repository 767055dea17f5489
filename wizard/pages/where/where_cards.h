// SPDX-License-Identifier: GPL-3.0-or-later
// What a provider's card says, from what the provider says of itself.
#pragma once

#include "wizard/catalog.h"
#include "wizard/widgets/card.h"

namespace fl {

CardText whereCard(const ProviderInfo &provider);

} // namespace fl
