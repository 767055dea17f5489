// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/steps/job_log.h"

#include "backends/steps/follow_stream.h"

#include <algorithm>
#include <utility>

namespace fl {
namespace {

constexpr qsizetype batchSize = 16 * 1024;    ///< handed on at once when so much is there,
constexpr std::chrono::milliseconds pace{50}; ///< else at most so often
constexpr qsizetype longLine = 16 * 1024;     ///< a line longer than this is cut
constexpr qsizetype tailSize = 4 * 1024;

/// Bytes of a character that is not all there, at the end.
qsizetype partialCharacter(QByteArrayView text)
{
    for (qsizetype back = 1; back <= std::min<qsizetype>(3, text.size()); ++back) {
        const auto c = static_cast<unsigned char>(text[text.size() - back]);
        if (c < 0x80)
            return 0;
        if (c >= 0xc0) {
            const qsizetype needs = c >= 0xf0 ? 4 : c >= 0xe0 ? 3 : 2;
            return back < needs ? back : 0;
        }
    }
    return 0;
}

/// Where a long line may be cut: behind a blank, so that no word (which a secret may be) falls apart; else before a half character.
qsizetype cut(QByteArrayView line)
{
    const qsizetype blank = line.lastIndexOf(' ');
    return blank > line.size() / 2 ? blank + 1 : line.size() - partialCharacter(line);
}

} // namespace

JobLog::JobLog(Readers readers) : m_readers(std::move(readers))
{
}

void JobLog::feed(QByteArrayView bytes)
{
    m_taken += bytes.size();
    QByteArray joined;
    if (!m_line.isEmpty()) {
        joined = m_line + bytes.toByteArray();
        m_line.clear();
        bytes = joined;
    } else {
        m_lineOffset = m_taken - bytes.size();
    }

    while (!bytes.isEmpty()) {
        const qsizetype at = m_mark.isEmpty() ? -1 : bytes.indexOf(m_mark);
        if (at < 0)
            break;
        take(bytes.first(at));
        const qsizetype end = bytes.indexOf('\n', at);
        if (end < 0) {
            m_lineOffset += at;
            m_line = bytes.sliced(at).toByteArray();
            return;
        }
        emitBatch(); // text and calls keep their order
        m_readers.said(bytes.sliced(at + m_mark.size(), end - at - m_mark.size()).toByteArray().split('\t'));
        m_lineOffset += end + 1;
        bytes = bytes.sliced(end + 1);
    }
    const qsizetype lines = std::max(bytes.lastIndexOf('\n'), bytes.lastIndexOf('\r')) + 1;
    take(bytes.first(lines));
    m_lineOffset += lines;
    bytes = bytes.sliced(lines);
    while (bytes.size() > longLine) {
        const qsizetype size = cut(bytes.first(longLine));
        take(bytes.first(size));
        m_lineOffset += size;
        bytes = bytes.sliced(size);
    }
    m_line = bytes.toByteArray();
    if (m_batch.size() >= batchSize || std::chrono::steady_clock::now() - m_lastEmit >= pace)
        emitBatch();
}

void JobLog::flush(bool atEnd)
{
    // A line of ours waits for its end, and what may become one too.
    const qsizetype held = m_mark.isEmpty() ? 0 : m_line.startsWith(m_mark) ? m_line.size() : heldBack(m_line, m_mark);
    qsizetype size = m_line.size() - held;
    if (!atEnd)
        size -= partialCharacter(QByteArrayView(m_line).first(size));
    const QByteArray text = m_line.first(size);
    m_line = m_line.sliced(size);
    take(text);
    m_lineOffset += size;
    emitBatch();
}

QString JobLog::tail() const
{
    const QByteArray tail = m_tail.last(std::min(m_tail.size(), tailSize));
    return QString::fromUtf8(tail.mid(m_tail.size() > tailSize ? tail.indexOf('\n') + 1 : 0).trimmed());
}

void JobLog::take(QByteArrayView bytes)
{
    if (bytes.isEmpty())
        return;
    if (m_batch.isEmpty())
        m_batchOffset = m_lineOffset;
    m_batch += bytes;
    m_tail += bytes.last(std::min(bytes.size(), tailSize));
    if (m_tail.size() > 2 * tailSize)
        m_tail = m_tail.last(tailSize);
}

void JobLog::emitBatch()
{
    m_lastEmit = std::chrono::steady_clock::now();
    if (m_batch.isEmpty())
        return;
    const QByteArray batch = std::exchange(m_batch, {});
    qint64 offset = m_batchOffset;
    // Pieces of 64 KiB: a reader's queue of events stays even.
    for (QByteArrayView rest = batch; !rest.isEmpty();) {
        qsizetype size = rest.size();
        if (size > 4 * batchSize) {
            const qsizetype line = rest.first(4 * batchSize).lastIndexOf('\n') + 1;
            size = line > 0 ? line : cut(rest.first(4 * batchSize));
        }
        m_readers.text(QString::fromUtf8(rest.first(size)), offset);
        offset += size;
        rest = rest.sliced(size);
    }
}

} // namespace fl
