// SPDX-License-Identifier: GPL-3.0-or-later
// The ledger's tables, as a list of migrations: entry i leads from version i to i + 1. Never edit one that was released; add one.
#pragma once

#include <QStringList>

#include <vector>

namespace fl {

using Migrations = std::vector<QStringList>;

const Migrations &ledgerMigrations();

/// "FLLG": marks the file as ours.
constexpr int ledgerApplicationId = 0x464c4c47;

} // namespace fl
