// SPDX-License-Identifier: GPL-3.0-or-later
// The ledger's records of what set-up put on a server (apt, file, dir, tree, unit, linger, user-key), beside those of the provider.
#pragma once

#include "backends/ports/ledger.h"

namespace fl {

bool isServerThing(const QString &kind);
/// After the fact: the step said so. The server keeps the same list, which is what undo goes by; a failed write loses nothing.
void recordServerThing(Ledger &ledger, const QString &machine, const QString &kind, const QString &name);
Status markServerThingGone(Ledger &ledger, const QString &machine, const QString &kind, const QString &name);
/// With the machine they were on.
Status markAllServerThingsGone(Ledger &ledger, const QString &machine);

} // namespace fl
