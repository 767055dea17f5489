// SPDX-License-Identifier: GPL-3.0-or-later
// What the resolver chose and refused, in words.
#pragma once

#include "backends/core/error.h"
#include "backends/core/plan.h"

#include <QStringList>

#include <optional>

namespace fl::text {

/// The pattern for a refusal of the resolver that carries its values; null for any other error.
const char *resolverPattern(const Error &error);

/// The values as people know them: "pytorch" is PyTorch; "bad-value" is what is wrong with a value.
QMap<QString, QString> resolverValues(QMap<QString, QString> values);

/// The sentence for a "resolve-…" code; unset for any other.
std::optional<QString> resolverReason(const Reason &reason);

QStringList resolverReasonCodes();

} // namespace fl::text
