// SPDX-License-Identifier: GPL-3.0-or-later
// What a machine's hardware is good for, said plainly; GUI-free.
#pragma once

#include "backends/providers/provider.h"

#include <QStringList>

namespace fl {

/// "NVIDIA T4, 15 GB" or "No GPU".
QString offerTitle(const Offer &offer);
/// Rows of name and figure with unit; what is unknown (0) is left out.
QList<std::pair<QString, QString>> offerFacts(const Offer &offer);
/// One or two sentences: what one can do on it.
QString hardwareAdvice(const Offer &offer);

} // namespace fl
