// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/run/sent_files.h"

#include <algorithm>

namespace fl {
namespace {

constexpr qsizetype longestLine = 256;

bool isHash(const QByteArray &word)
{
    return word.size() == 64
        && std::all_of(word.begin(), word.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

} // namespace

SentFiles::SentFiles(QByteArray mark, std::vector<FileWanted> wanted, Taker taker) :
    m_mark(std::move(mark)),
    m_wanted(std::move(wanted)),
    m_taker(std::move(taker))
{
}

bool SentFiles::feed(QByteArrayView bytes)
{
    while (!m_over && !bytes.isEmpty()) {
        if (m_missing > 0) {
            const QByteArrayView part = bytes.first(std::min<qint64>(m_missing, bytes.size()));
            bytes = bytes.sliced(part.size());
            m_missing -= part.size();
            m_over = !m_taker.bytes(part) || (m_missing == 0 && !finishFile());
            continue;
        }
        const qsizetype end = bytes.indexOf('\n');
        m_line += end < 0 ? bytes.first(std::min(bytes.size(), longestLine + 1)) : bytes.first(end);
        if (m_line.size() > longestLine)
            m_broken = m_over = true;
        if (end < 0 || m_over)
            break;
        bytes = bytes.sliced(end + 1);
        m_over = !readLine(std::exchange(m_line, {}));
    }
    return !m_over;
}

bool SentFiles::readLine(QByteArrayView line)
{
    if (line == QByteArray(m_mark + " end") && m_next == m_wanted.size()) {
        m_complete = true;
        return false;
    }
    const QList<QByteArray> words = line.toByteArray().split(' ');
    bool isSize = false;
    const bool ours = words.size() == 4 && words[0] == m_mark && m_next < m_wanted.size() && words[1] == QByteArray::number(m_next + 1);
    m_head = {m_next, true, ours ? words[2].toLongLong(&isSize) : 0, ours ? words[3] : QByteArray()};
    m_head.there = !(ours && words[2] == "-");
    if (!ours || (m_head.there && (!isSize || m_head.size < 0 || !isHash(m_head.sha256)))) {
        m_broken = true;
        return false;
    }
    const std::optional<qint64> from = m_wanted[m_next++].from;
    if (!m_taker.begins(m_head))
        return false;
    m_missing = m_head.there && from ? std::max<qint64>(0, m_head.size - *from) : 0;
    return m_missing > 0 || finishFile();
}

bool SentFiles::finishFile()
{
    return m_taker.ends(m_head);
}

} // namespace fl
