// SPDX-License-Identifier: GPL-3.0-or-later
// For how long a window did not react while something was measured.
#pragma once

#include <QElapsedTimer>
#include <QObject>

#include <algorithm>

namespace fl::bench {

/// The longest time between two turns of the event loop.
class StallWatch : public QObject {
public:
    StallWatch()
    {
        m_since.start();
        startTimer(0);
    }
    double worstMs = 0;

protected:
    void timerEvent(QTimerEvent *) override
    {
        worstMs = std::max(worstMs, static_cast<double>(m_since.nsecsElapsed()) / 1e6);
        m_since.restart();
    }

private:
    QElapsedTimer m_since;
};

} // namespace fl::bench
