// SPDX-License-Identifier: GPL-3.0-or-later
// Splits what a follower prints (resources/scripts/follow.sh) into a job's log bytes and what is said beside them. Pure.
#pragma once

#include <QByteArray>
#include <QList>

#include <functional>

namespace fl {

class FollowStream {
public:
    /// `said` gets the fields of one line of ours, `log` the job's bytes after "open". Marks may stand anywhere, inside a line too.
    FollowStream(QByteArray mark, std::function<void(const QList<QByteArray> &)> said, std::function<void(QByteArrayView)> log);
    void feed(QByteArrayView bytes);

private:
    void hand(QByteArrayView bytes);

    QByteArray m_mark, m_held; ///< held: what may be the beginning of a mark, or a line of ours that is not all there
    std::function<void(const QList<QByteArray> &)> m_said;
    std::function<void(QByteArrayView)> m_log;
    bool m_open = false;
};

/// How many bytes at the end of `text` may be the beginning of `mark`.
qsizetype heldBack(QByteArrayView text, QByteArrayView mark);

} // namespace fl
