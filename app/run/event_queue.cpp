// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/run/event_queue.h"

#include "app/run/log_buffer.h"

namespace fl {

EventSink EventQueue::sink()
{
    return [this](const Event &event) { put(event); };
}

void EventQueue::put(const Event &event)
{
    bool tell = false;
    {
        const std::lock_guard lock(m_mutex);
        if (event.kind == EventKind::Log) {
            QByteArray text = event.data.value(QLatin1String("text")).toString().toUtf8();
            m_bytes += text.size();
            m_pending.log.push_back({event.step, std::move(text)});
            while (m_bytes > LogBuffer::maxBytes && m_pending.log.size() > 1) {
                const LogChunk &oldest = m_pending.log.front();
                m_bytes -= oldest.text.size();
                m_pending.droppedLines += oldest.text.count('\n');
                m_pending.log.pop_front();
            }
        } else {
            m_pending.events.push_back(event);
        }
        tell = !m_told;
        m_told = true;
    }
    if (tell)
        emit arrived();
}

EventQueue::Batch EventQueue::take(qsizetype logBytes)
{
    const std::lock_guard lock(m_mutex);
    Batch batch;
    batch.events = std::exchange(m_pending.events, {});
    batch.droppedLines = std::exchange(m_pending.droppedLines, 0);
    for (qsizetype taken = 0; taken < logBytes && !m_pending.log.empty(); m_pending.log.pop_front()) {
        const qsizetype size = m_pending.log.front().text.size();
        taken += size;
        m_bytes -= size;
        batch.log.push_back(std::move(m_pending.log.front()));
    }
    batch.more = !m_pending.log.empty();
    m_told = batch.more; // who takes comes back for it by himself
    return batch;
}

} // namespace fl
