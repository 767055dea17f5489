// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/steps/follow_stream.h"

#include <algorithm>

namespace fl {

qsizetype heldBack(QByteArrayView text, QByteArrayView mark)
{
    for (qsizetype size = std::min(text.size(), mark.size() - 1); size > 0; --size)
        if (text.last(size) == mark.first(size))
            return size;
    return 0;
}

FollowStream::FollowStream(QByteArray mark, std::function<void(const QList<QByteArray> &)> said, std::function<void(QByteArrayView)> log) :
    m_mark(std::move(mark)),
    m_said(std::move(said)),
    m_log(std::move(log))
{
}

void FollowStream::feed(QByteArrayView bytes)
{
    QByteArray joined; // only when something was held back
    if (!m_held.isEmpty()) {
        joined = m_held + bytes.toByteArray();
        m_held.clear();
        bytes = joined;
    }
    for (;;) {
        const qsizetype at = bytes.indexOf(m_mark);
        if (at < 0)
            break;
        hand(bytes.first(at));
        const qsizetype end = bytes.indexOf('\n', at);
        if (end < 0) {
            m_held = bytes.sliced(at).toByteArray();
            return;
        }
        const auto fields = bytes.sliced(at + m_mark.size(), end - at - m_mark.size()).toByteArray().split('\t');
        m_open = m_open || fields.first() == "open";
        m_said(fields);
        bytes = bytes.sliced(end + 1);
    }
    const qsizetype held = heldBack(bytes, m_mark);
    hand(bytes.chopped(held));
    m_held = bytes.last(held).toByteArray();
}

void FollowStream::hand(QByteArrayView bytes)
{
    // Before "open" it is the noise of a login shell.
    if (m_open && !bytes.isEmpty())
        m_log(bytes);
}

} // namespace fl
