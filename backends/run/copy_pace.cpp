// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/run/copy_pace.h"

#include <algorithm>
#include <cmath>

namespace fl {
namespace {

constexpr qint64 memory = 10'000, shortest = 1000; // ms

} // namespace

void CopyPace::note(qint64 now, qint64 moved)
{
    if (!m_seen.empty() && (now < m_seen.back().first || moved < m_seen.back().second))
        m_seen.clear(); // a clock was set
    m_seen.emplace_back(now, moved);
    while (m_seen.size() > 2 && m_seen[1].first <= now - memory)
        m_seen.pop_front();
}

std::optional<double> CopyPace::perSecond() const
{
    if (m_seen.empty())
        return std::nullopt;
    const auto [began, had] = m_seen.front();
    const auto [now, has] = m_seen.back();
    if (now - began < shortest || has == had)
        return std::nullopt;
    return static_cast<double>(has - had) * 1000 / static_cast<double>(now - began);
}

std::optional<QJsonObject> CopyTold::tell(qint64 now, const QByteArray &file, qint64 have, qint64 moved)
{
    m_pace.note(now, moved);
    have = std::min(have, m_total);
    const int percent = m_total > 0 ? static_cast<int>(100 * (static_cast<double>(have) / static_cast<double>(m_total))) : 100;
    const bool moves = moved > m_moved && now - m_at >= 1000;
    if (percent <= m_percent && !moves)
        return std::nullopt;
    m_percent = std::max(percent, m_percent);
    m_at = now;
    m_moved = moved;
    QJsonObject args{{QStringLiteral("file"), QString::fromUtf8(file)},
                     {QStringLiteral("done"), QString::number(have)},
                     {QStringLiteral("of"), QString::number(m_total)}};
    if (const auto pace = m_pace.perSecond()) {
        args.insert(QStringLiteral("speed"), QString::number(static_cast<qint64>(*pace)));
        args.insert(QStringLiteral("left"), QString::number(static_cast<qint64>(std::ceil(static_cast<double>(m_total - have) / *pace))));
    }
    return QJsonObject{{QStringLiteral("say"), QStringLiteral("copying-file")},
                       {QStringLiteral("args"), args},
                       {QStringLiteral("done"), m_percent / 100.0}};
}

} // namespace fl
