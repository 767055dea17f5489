// SPDX-License-Identifier: GPL-3.0-or-later
// Reads the log of a job, or the output of a check, as it comes: lines of ours become calls, all else text in sensible pieces. Pure.
#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

#include <chrono>
#include <functional>

namespace fl {

class JobLog {
public:
    struct Readers {
        /// A line of ours: its fields ("fact", "ram.mb", "2048").
        std::function<void(const QList<QByteArray> &fields)> said;
        /// Text that stands at byte `offset` of the log. Ends at a line's end where it can; at most a little over 64 KiB.
        std::function<void(const QString &text, qint64 offset)> text;
    };

    explicit JobLog(Readers readers);
    /// The mark that begins the job's lines; before the first feed().
    void setMark(QByteArray mark) { m_mark = std::move(mark); }
    void feed(QByteArrayView bytes);
    void flush(bool atEnd);                   ///< also what is no whole line; a character that is not all there only at the end
    qint64 offset() const { return m_taken; } ///< bytes fed so far: where to go on after a lost connection
    QString tail() const;                     ///< the last lines of text, for an error's detail

private:
    void take(QByteArrayView bytes);
    void emitBatch();

    Readers m_readers;
    QByteArray m_mark, m_line, m_batch, m_tail; ///< m_line: what came of a line that is not all there
    qint64 m_taken = 0, m_batchOffset = 0, m_lineOffset = 0;
    std::chrono::steady_clock::time_point m_lastEmit{};
};

} // namespace fl
