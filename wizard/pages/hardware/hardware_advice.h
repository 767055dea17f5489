// SPDX-License-Identifier: GPL-3.0-or-later
// What a machine's hardware is good for, said plainly; GUI-free.
#pragma once

#include "backends/providers/provider.h"

#include "wizard/facts.h"

namespace fl {

/// "NVIDIA T4, 15 GB" or "No GPU".
QString offerTitle(const Offer &offer);
/// Rows of name and figure with unit; what is unknown (0) is left out.
FactRows offerFacts(const Offer &offer);
/// How old a provider's answer is; both in ms since the epoch.
QString askedText(qint64 asked, qint64 now);
/// One or two sentences: what one can do on it.
QString hardwareAdvice(const Offer &offer);

} // namespace fl
