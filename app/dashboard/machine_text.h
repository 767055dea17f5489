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
FactRows notebookRows(const MachineStatus &status, const std::optional<TunnelState> &tunnel, qint64 now);
/// What was proven of each framework, on what and when it holds: a row each.
FactRows proofRows(const Machine &machine);
QString jupyterWord(const QString &state);
QString proofTitle(const Machine &machine, qint64 now);

/// What it costs and would cost, a line each; nothing where it costs nothing.
FactRows costRows(const Machine &machine, const Abilities &abilities);

/// When it stops itself, by what its server said at `asked`: "stops in 42 min", or after how long; empty: it does not.
QString stopText(const Machine &machine, const Abilities &abilities, qint64 asked, qint64 now);

/// How the line to an open notebook is.
QString tunnelText(const TunnelState &tunnel);
/// What runs in the notebooks, a line each; empty: it is not known, or nothing does.
QString kernelLines(const Machine &machine, qint64 now);

/// "badge-good" for what runs, "badge-warn" for what waits, "badge-bad" for what is wrong.
const char *stateBadge(MachineState state);
QString stateIcon(MachineState state);

} // namespace fl
