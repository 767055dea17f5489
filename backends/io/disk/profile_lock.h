// SPDX-License-Identifier: GPL-3.0-or-later
// One writer a profile. Held by a file lock, so that a killed program lets go of it.
#pragma once

#include "backends/core/result.h"
#include "backends/io/local/fd.h"

namespace fl {

class ProfileLock {
public:
    /// Errors: LedgerLocked (params pid, host, since as ISO 8601); LocalFile.
    static Result<ProfileLock> acquire(const QString &folder, qint64 now);

private:
    explicit ProfileLock(UniqueFd fd) : m_fd(std::move(fd)) { }
    UniqueFd m_fd;
};

} // namespace fl
