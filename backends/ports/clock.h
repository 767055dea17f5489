// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <chrono>
#include <stop_token>

namespace fl {

class Clock {
public:
    virtual ~Clock() = default;
    virtual qint64 now() const = 0; ///< ms since the epoch, UTC
    /// Waits on the calling thread; false when stopped before the time was over.
    virtual bool wait(std::chrono::milliseconds duration, std::stop_token stop) = 0;
};

} // namespace fl
