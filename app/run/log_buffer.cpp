// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/run/log_buffer.h"

namespace fl {
namespace {
constexpr qsizetype longestLine = 64 * 1024; // a longer one is cut into lines: one without an end must not fill the memory
constexpr qsizetype dropBlock = 10'000;      // removed at once, so that views are not told line by line
} // namespace

quint16 LogBuffer::stepIndex(const QString &step)
{
    qsizetype index = m_steps.indexOf(step);
    if (index < 0) {
        index = m_steps.size();
        m_steps << step;
        m_partial << QByteArray();
    }
    return static_cast<quint16>(index);
}

void LogBuffer::push(QByteArrayView text, quint16 step)
{
    if (text.endsWith('\r'))
        text.chop(1);
    // A progress bar draws over itself: what stood last is what a person would see.
    if (const qsizetype carriage = text.lastIndexOf('\r'); carriage >= 0)
        text = text.sliced(carriage + 1);
    m_lines.push_back({text.toByteArray(), step});
    m_bytes += text.size();
    m_longest = std::max(m_longest, text.size());
}

qsizetype LogBuffer::surplus() const
{
    qsizetype lines = 0, bytes = m_bytes;
    while (lines < size() && (size() - lines > maxLines || bytes > maxBytes)) {
        const qsizetype block = std::min(dropBlock, size() - lines);
        for (qsizetype i = 0; i < block; ++i)
            bytes -= at(lines + i).text.size();
        lines += block;
    }
    return lines;
}

void LogBuffer::drop(qsizetype lines)
{
    for (qsizetype i = 0; i < lines; ++i)
        m_bytes -= at(i).text.size();
    m_lines.erase(m_lines.begin(), m_lines.begin() + lines);
    m_dropped += lines;
}

qsizetype LogBuffer::append(const QString &step, QByteArrayView text, qsizetype limit, qsizetype *taken)
{
    const quint16 index = stepIndex(step);
    QByteArray &partial = m_partial[index];
    qsizetype added = 0;
    qsizetype from = 0;
    while (added < limit) {
        qsizetype end = text.indexOf('\n', from);
        if (end < 0) {
            partial += text.sliced(from);
            from = text.size();
            if (partial.size() > longestLine) {
                push(partial, index);
                partial.clear();
                ++added;
            }
            break;
        }
        if (partial.isEmpty()) {
            push(text.sliced(from, end - from), index);
        } else {
            partial += text.sliced(from, end - from);
            push(partial, index);
            partial.clear();
        }
        ++added;
        from = end + 1;
    }
    if (taken)
        *taken = from;
    return added;
}

qsizetype LogBuffer::finish(const QString &step)
{
    const qsizetype index = m_steps.indexOf(step);
    if (index < 0 || m_partial[index].isEmpty())
        return 0;
    push(m_partial[index], static_cast<quint16>(index));
    m_partial[index].clear();
    return 1;
}

void LogBuffer::clear()
{
    *this = LogBuffer();
}

} // namespace fl
