// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <csignal>

namespace fl {

/// kill(2) for one process. A number that names more than one (0: our own group, -1: everything) is refused: a QProcess that
/// has ended gives 0, and the whole test run would go with it.
inline bool sendSignal(qint64 pid, int signal)
{
    return pid > 1 && ::kill(static_cast<pid_t>(pid), signal) == 0;
}

} // namespace fl
