// SPDX-License-Identifier: GPL-3.0-or-later
// Events from a worker thread to the window, in batches. Log text is bounded already here: when the window cannot keep up,
// the oldest text that would have scrolled out of the buffer anyway is counted and let go, and the worker never waits.
#pragma once

#include "backends/core/event.h"

#include <QObject>

#include <deque>
#include <mutex>

namespace fl {

struct LogChunk {
    QString step;
    QByteArray text; ///< UTF-8
};

class EventQueue : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

    /// For OperationCall::events; any thread. The queue must outlive the call.
    EventSink sink();

    struct Batch {
        std::vector<Event> events; ///< all but log text
        std::deque<LogChunk> log;
        qsizetype droppedLines = 0;
        bool more = false; ///< log text is left
        bool isEmpty() const { return events.empty() && log.empty(); }
    };
    /// UI thread. Of the log at most the oldest `logBytes` or one piece more; the rest waits, and may be let go there.
    Batch take(qsizetype logBytes);

signals:
    void arrived(); ///< once until take(); queued from the worker thread

private:
    void put(const Event &event);
    std::mutex m_mutex;
    Batch m_pending;
    qsizetype m_bytes = 0;
    bool m_told = false;
};

} // namespace fl
