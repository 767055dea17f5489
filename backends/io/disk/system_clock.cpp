// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/io/disk/system_clock.h"

#include <QDateTime>

#include <condition_variable>
#include <mutex>

namespace fl {

qint64 SystemClock::now() const
{
    return QDateTime::currentMSecsSinceEpoch();
}

bool SystemClock::wait(std::chrono::milliseconds duration, std::stop_token stop)
{
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    wake.wait_for(lock, stop, duration, [] { return false; });
    return !stop.stop_requested();
}

} // namespace fl
