// SPDX-License-Identifier: GPL-3.0-or-later
// How the probe gets to a server and runs there, over any Shell (backends/ports/shell.h):
//
//   1. run probeScript(program, arguments): one round trip when this very program is on the server already;
//   2. it exits with `NotThere`: upload(probePath(program), program, 0755), then run the script again;
//   3. hand code, output and errors of the last run to readProbe().
//
// The name holds the program's SHA-256, and the script compares the whole sum before it runs the file; other versions are removed then.
// Where the program cannot run (another architecture, a home mounted noexec, no glibc) the script asks nvidia-smi in the same round trip.
// The watch is `probeScript(program, {"--watch", "1000", "--ignore-input"})` with a Sink that feeds a ProbeStream; it ends with its channel.
// The program's own exit codes: 0 a GPU can be used · 2 wrong usage · 3 none can · 5 one computed something wrong.
#pragma once

#include "backends/probe/probe_report.h"

namespace fl {

enum ProbeExit {
    ProbeNotThere = 90, ///< upload it
    ProbeAskedSmi = 91, ///< the program cannot run there and nvidia-smi answered instead
};

/// "~/.local/state/firstlight/firstlight-probe-<16 hex digits>"
QString probePath(QByteArrayView program);

/// POSIX sh; `arguments` are the program's, from this house and never from a stranger. The program is for x86_64 or aarch64 by its ELF header.
QByteArray probeScript(QByteArrayView program, const QList<QByteArray> &arguments = {});

/// Whichever of the two answered. An answer that is neither is ProbeUnreadable.
Result<ProbeReport> readProbe(int exitCode, QByteArrayView output, QByteArrayView errors);

} // namespace fl
