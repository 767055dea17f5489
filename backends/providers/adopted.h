// SPDX-License-Identifier: GPL-3.0-or-later
// What the providers have in common whose computer was there before us.
#pragma once

#include "backends/providers/provider.h"

namespace fl {

/// Records that the computer `name` is in our care (a record of kind "adopted").
Status adopt(const Machine &machine, const QString &name, Ledger &ledger);
/// Closes the records of that kind: the computer itself is not ours to remove.
Status release(const Machine &machine, Ledger &ledger);
/// The answer to an action that acts on the machine: NotSupportedHere, params "where" and "action".
Error notOurs(const QString &where, const QString &action);

} // namespace fl
