// SPDX-License-Identifier: GPL-3.0-or-later
// What became of each thing after a tear-down: gone, or still there and what it costs.
#pragma once

#include "backends/run/operations.h"

class QWidget;

namespace fl {

QWidget *makeReceipt(const Receipt &receipt);

} // namespace fl
