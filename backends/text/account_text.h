// SPDX-License-Identifier: GPL-3.0-or-later
// What is said of a login with a provider, and of where it can have machines.
#pragma once

#include "backends/core/money.h"

#include <QString>

#include <optional>

namespace fl::text {

/// Where a login was found: "with the keys you gave", "with the profile work" … `from` as in Identity.
QString loginFrom(const QString &from);

/// "You are user/ana in the account 1234, with the keys you gave."; `who` and `account` empty: that it is accepted, and no more.
QString login(const QString &who, const QString &account, const QString &from);

/// "Frankfurt · 480 km away · g4dn.xlarge $0.66 an hour"; what is unknown is left out, a price is said to be;
/// `priced` empty: there is none to be had.
QString region(const QString &name, const std::optional<double> &km, const QString &priced, const std::optional<Money> &perHour,
               bool usable);

/// What a stopped machine goes on costing.
QString stillCosts(const std::optional<Money> &perHour);

/// "8 vCPUs allowed, 4 needed": what the account may run at once, beside what a machine needs.
QString quota(const std::optional<int> &allowed, int needed);

} // namespace fl::text
