// SPDX-License-Identifier: GPL-3.0-or-later
// What is said of a computer's hardware and of what to buy.
#pragma once

#include "backends/core/plan.h"

#include <QDate>

#include <optional>

namespace fl::text {

/// The sentence for an "advice-…" code; unset for any other.
std::optional<QString> adviceReason(const Reason &reason);

QString adviceWhat(const QString &what);       ///< "memory" is Memory; also the kinds of parts
QString adviceVerdict(const QString &verdict); ///< "yes" is fits; "no", "unknown", "no-rule"
QString buildName(const QString &build);       ///< of a shopping list

/// "$450 to $630", "$100", "price unknown".
QString priceRange(const std::optional<std::pair<double, double>> &dollars);
QString monthYear(const QDate &month); ///< "January 2026"; empty when invalid

} // namespace fl::text
