// SPDX-License-Identifier: GPL-3.0-or-later
// What resources/here/look.sh tells of a computer, as an offer. Pure.
#pragma once

#include "backends/providers/provider.h"

namespace fl {

/// `answers`: lines "name<TAB>value". What is not told, or makes no sense, stays unknown. Of several GPUs the one with the most memory.
Offer offerOfComputer(const QByteArray &answers);

} // namespace fl
