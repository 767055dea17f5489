// SPDX-License-Identifier: GPL-3.0-or-later
// What becomes of a FloydHub project.
#pragma once

#include "backends/core/plan.h"

#include <optional>

namespace fl::text {

/// The sentence for a "floyd-…" code; unset for any other.
std::optional<QString> floydReason(const Reason &reason);

QString floydWhat(const QString &what);                       ///< "gpu" is GPU: the title of a change
QString floydBecomes(const QString &was, const QString &now); ///< "TensorFlow 1.9 → TensorFlow 2.21"; either may be empty

} // namespace fl::text
