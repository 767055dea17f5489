// SPDX-License-Identifier: GPL-3.0-or-later
// One child process in a session of its own, with three pipes. Gone, group and all, when this object goes.
#pragma once

#include "backends/core/result.h"
#include "backends/io/local/fd.h"

#include <QStringList>

#include <optional>

#include <sys/types.h>

namespace fl {

class Child {
public:
    /// Starts `program` (a path) in `folder`. Signals are back at their defaults and no other descriptor is open in it.
    static Result<Child> start(const QStringList &command, const QString &folder);

    Child(Child &&other) noexcept;
    Child &operator=(Child &&) = delete;
    ~Child();

    UniqueFd in, out, err; ///< our ends, non-blocking
    /// Readable once the process has ended; -1 where the system has no such thing: then ask hasEnded().
    int endFd() const { return m_endFd.get(); }
    bool hasEnded() const; ///< without reaping it
    int reap();            ///< waits; exit status, or 128 + signal
    /// Asks the whole group to end, then makes it, within `patience` milliseconds.
    void kill(int patience = 40);

private:
    explicit Child(pid_t pid);
    pid_t m_pid = -1;
    std::optional<int> m_status;
    UniqueFd m_endFd;
};

} // namespace fl
