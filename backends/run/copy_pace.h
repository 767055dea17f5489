// SPDX-License-Identifier: GPL-3.0-or-later
// How fast a copy goes, and when it may be told again. Pure: the time is handed in, ms.
#pragma once

#include <QJsonObject>

#include <deque>
#include <optional>
#include <utility>

namespace fl {

class CopyPace {
public:
    /// `moved` bytes have gone over the line since the beginning.
    void note(qint64 now, qint64 moved);
    /// Bytes a second over the last ten seconds; unset while a second has not passed, or nothing moves.
    std::optional<double> perSecond() const;

private:
    std::deque<std::pair<qint64, qint64>> m_seen; ///< time, moved
};

/// What a Progress event says of a copy: at each percent, and each second as long as bytes move.
class CopyTold {
public:
    explicit CopyTold(qint64 total = 0) : m_total(total) { }

    /// The event's data, when it is time. `have`: of the total that is done with; `moved`: over the line.
    std::optional<QJsonObject> tell(qint64 now, const QByteArray &file, qint64 have, qint64 moved);

private:
    qint64 m_total;
    CopyPace m_pace;
    int m_percent = -1;
    qint64 m_at = 0, m_moved = 0; ///< when it was told last
};

} // namespace fl
