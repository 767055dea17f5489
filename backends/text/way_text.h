// SPDX-License-Identifier: GPL-3.0-or-later
// The ways to a notebook, and why one suits somebody or not.
#pragma once

#include "backends/core/plan.h"

#include <QStringList>

#include <optional>

namespace fl::text {

QString wayName(const QString &id);
/// What it is, in two sentences at most. `instead`: the way that took the place of one that is closed.
QString waySentence(const QString &id, const QString &instead = {});
QString wayNeeds(const QString &id);  ///< what one must have for it
QString wayLimits(const QString &id); ///< what it does not give; empty: nothing to say

/// How one makes a client of one's own at a hosted service, step by step; empty: there is no such thing.
QStringList clientSteps(const QString &id);

/// The sentence for a "choose-…" code; unset for any other.
std::optional<QString> chooseReason(const Reason &reason);

/// "free", "about $17 a month", "price unknown".
QString perMonth(const std::optional<double> &dollars);
QString shortTime(int minutes); ///< "5 min", "1 hour", "some days": until the first notebook

} // namespace fl::text
