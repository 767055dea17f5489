// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/run/log_model.h"

#include "backends/text/text.h"

#include <algorithm>

namespace fl {

int LogModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : m_shown;
}

QVariant LogModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::AccessibleTextRole))
        return {};
    return lineAt(index.row());
}

QString LogModel::lineAt(int row) const
{
    const qsizetype line = m_filter.isEmpty() ? row : static_cast<qsizetype>(m_rows[static_cast<size_t>(row)] - m_removed);
    return text::visible(QString::fromUtf8(m_buffer.at(line).text));
}

bool LogModel::matches(qsizetype line) const
{
    return m_buffer.steps().value(m_buffer.at(line).step) == m_filter;
}

qsizetype LogModel::append(const QString &step, QByteArrayView text, qsizetype limit, qsizetype *taken)
{
    const qsizetype steps = m_buffer.steps().size();
    const qsizetype added = m_buffer.append(step, text, limit, taken);
    m_added += added;
    if (m_buffer.steps().size() != steps)
        emit stepsChanged();
    return added;
}

void LogModel::finish(const QString &step)
{
    m_added += m_buffer.finish(step);
}

void LogModel::commit()
{
    announce();
    makeRoom();
}

// New lines stand in the buffer already, beyond what rowCount() admits to.
void LogModel::announce()
{
    qsizetype added = std::exchange(m_added, 0);
    std::vector<qint64> rows;
    if (!m_filter.isEmpty()) {
        for (qsizetype line = m_buffer.size() - added; line < m_buffer.size(); ++line)
            if (matches(line))
                rows.push_back(line + m_removed);
        added = static_cast<qsizetype>(rows.size());
    }
    if (added == 0)
        return;
    beginInsertRows({}, m_shown, m_shown + static_cast<int>(added) - 1);
    m_rows.insert(m_rows.end(), rows.begin(), rows.end());
    m_shown += static_cast<int>(added);
    endInsertRows();
}

void LogModel::makeRoom()
{
    const qsizetype lines = m_buffer.surplus();
    if (lines == 0)
        return;
    qsizetype rows = lines;
    if (!m_filter.isEmpty())
        rows = std::lower_bound(m_rows.begin(), m_rows.end(), m_removed + lines) - m_rows.begin();
    if (rows > 0)
        beginRemoveRows({}, 0, static_cast<int>(rows) - 1);
    m_buffer.drop(lines);
    m_removed += lines;
    if (!m_filter.isEmpty())
        m_rows.erase(m_rows.begin(), m_rows.begin() + rows);
    m_shown -= static_cast<int>(rows);
    if (rows > 0)
        endRemoveRows();
}

void LogModel::setFilter(const QString &step)
{
    if (step == m_filter)
        return;
    commit();
    beginResetModel();
    m_filter = step;
    m_rows.clear();
    if (!m_filter.isEmpty())
        for (qsizetype line = 0; line < m_buffer.size(); ++line)
            if (matches(line))
                m_rows.push_back(line + m_removed);
    m_shown = m_filter.isEmpty() ? static_cast<int>(m_buffer.size()) : static_cast<int>(m_rows.size());
    endResetModel();
}

void LogModel::clear()
{
    beginResetModel();
    m_buffer.clear();
    m_rows.clear();
    m_removed = 0;
    m_shown = 0;
    m_added = 0;
    endResetModel();
    emit stepsChanged();
}

int LogModel::find(const QString &text, int row, bool backwards) const
{
    if (text.isEmpty() || m_shown == 0)
        return -1;
    for (int i = 0; i < m_shown; ++i) {
        const int candidate = ((backwards ? row - i : row + i) % m_shown + m_shown) % m_shown;
        if (lineAt(candidate).contains(text, Qt::CaseInsensitive))
            return candidate;
    }
    return -1;
}

QByteArray LogModel::text() const
{
    QByteArray all;
    for (int row = 0; row < m_shown; ++row)
        all += lineAt(row).toUtf8() + '\n';
    return all;
}

} // namespace fl
