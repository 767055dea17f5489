// SPDX-License-Identifier: GPL-3.0-or-later
// The ledger's records of what set-up put on a server (apt, file, dir, tree, unit, linger, user-key), beside those of the provider.
#pragma once

#include "backends/ports/ledger.h"

#include <set>

namespace fl {

bool isServerThing(const QString &kind);
ResourceRecord serverThing(const QString &machine, const QString &kind, const QString &name);
/// By kind and name.
Status markServerThingsGone(Ledger &ledger, const QString &machine, const std::set<std::pair<QString, QString>> &things);
/// With the machine they were on.
Status markAllServerThingsGone(Ledger &ledger, const QString &machine);

} // namespace fl
