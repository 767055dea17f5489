// SPDX-License-Identifier: GPL-3.0-or-later
// The plan in words; GUI-free.
#pragma once

#include "backends/core/plan.h"

namespace fl {

struct ReviewRow {
    QString name, value;
    QString page; ///< where it can be changed
    bool operator==(const ReviewRow &) const = default;
};

/// `byAddress`: the machine is one that is reached at an address the user gave.
std::vector<ReviewRow> reviewRows(const Plan &plan, bool ownPassword, bool byAddress);
QString resourceKind(const QString &kind); ///< "disk" -> "Disk"

} // namespace fl
