// SPDX-License-Identifier: GPL-3.0-or-later
// firstlight-probe on a machine: pushed there once, run, and its last report kept with the machine. backends/probe/push.h says how.
#pragma once

#include "backends/run/session.h"

namespace fl {

/// The probe for that processor (`uname -m`; empty: x86_64), from beside the program, from its libexec folder or from the build tree. Empty
/// where this program came without one: nvidia-smi is asked then.
QByteArray probeProgram(const QString &processor);

/// One round trip when the program is there already, three when it is pushed. The report is kept in the ledger where that may be written.
Result<ProbeReport> probeMachine(Session &session, const QByteArray &program);
/// Until the call is stopped (Cancelled) or the connection ends (its Error); never succeeds. Where the program cannot run, nvidia-smi is
/// asked every two seconds at most.
Status watchMachine(Session &session, const QByteArray &program, int interval, const ProbeTicks &ticks);

/// The last report that was kept, without what changes from second to second, and when it was (ms since the epoch, this computer's clock).
std::optional<ProbeReport> keptProbe(const Machine &machine);
qint64 keptProbeTime(const Machine &machine);

} // namespace fl
