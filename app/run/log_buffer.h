// SPDX-License-Identifier: GPL-3.0-or-later
// The live log, bounded: the newest lines, at most 30,000 and 12 MB of them. GUI-free; one thread.
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <deque>

namespace fl {

class LogBuffer {
public:
    static constexpr qsizetype maxLines = 30'000;
    static constexpr qsizetype maxBytes = 12 * 1024 * 1024;

    struct Line {
        QByteArray text; ///< UTF-8, without its end
        quint16 step = 0;
    };
    /// Takes over at most `limit` lines of `text`; `taken` gets how many bytes that was. An unfinished last line waits for
    /// its rest (each step has its own). Answers how many lines were added.
    qsizetype append(const QString &step, QByteArrayView text, qsizetype limit, qsizetype *taken);
    /// A step has ended: its unfinished line is one. Answers 0 or 1.
    qsizetype finish(const QString &step);
    /// How many of the oldest lines are too many: 0, or a block of thousands. The caller tells its views, then drops them.
    qsizetype surplus() const;
    void drop(qsizetype lines);
    void noteDropped(qsizetype lines) { m_dropped += lines; }

    qsizetype size() const { return static_cast<qsizetype>(m_lines.size()); }
    const Line &at(qsizetype index) const { return m_lines[static_cast<size_t>(index)]; }
    const QStringList &steps() const { return m_steps; }
    qsizetype dropped() const { return m_dropped; } ///< lines that are here no more
    qsizetype longest() const { return m_longest; } ///< bytes of the longest line ever
    void clear();

private:
    quint16 stepIndex(const QString &step);
    void push(QByteArrayView text, quint16 step);

    std::deque<Line> m_lines;
    QStringList m_steps;
    QList<QByteArray> m_partial; ///< by step
    qsizetype m_bytes = 0, m_dropped = 0, m_longest = 0;
};

} // namespace fl
