// SPDX-License-Identifier: GPL-3.0-or-later
// What the dashboard says of a machine, from what is known of it. GUI-free, pure.
#pragma once

#include "backends/run/operations.h"
#include "wizard/cost.h"
#include "wizard/facts.h"

namespace fl {

/// Words for a time that has passed: "just now", "4 min ago", "yesterday at 14:02".
QString ago(qint64 then, qint64 now);

FactRows hardwareRows(const Machine &machine);
QString hardwareTitle(const Machine &machine);
QString hardwareSentence(const Machine &machine);
QString whyTheseVersions(const Machine &machine); ///< the resolver's sentences; empty: it was not asked
FactRows notebookRows(const MachineStatus &status);
QString jupyterWord(const QString &state);
QString proofTitle(const Machine &machine, qint64 now);
QString proofSentence(const Machine &machine);

/// What it costs and would cost, a line each; nothing where it costs nothing.
FactRows costRows(const Machine &machine, const Abilities &abilities);

/// "badge-good" for what runs, "badge-warn" for what waits, "badge-bad" for what is wrong.
const char *stateBadge(MachineState state);
QString stateIcon(MachineState state);

} // namespace fl
