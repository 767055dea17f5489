// SPDX-License-Identifier: GPL-3.0-or-later
// How long the window's thread worked at a stretch before it came back to its events. In time of that thread alone: others may have the
// processor meanwhile.
#pragma once

#include <QTimer>

#include <algorithm>
#include <ctime>

namespace fl {

class Heartbeat {
public:
    Heartbeat() : m_last(now())
    {
        QObject::connect(&m_beat, &QTimer::timeout, &m_beat, [this] {
            const double at = now();
            m_longest = std::max(m_longest, at - m_last);
            m_last = at;
        });
        m_beat.start(0);
    }
    double longest() const { return m_longest; } ///< ms

private:
    static double now()
    {
        timespec time{};
        ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
        return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
    }
    QTimer m_beat;
    double m_last, m_longest = 0;
};

} // namespace fl
