// SPDX-License-Identifier: GPL-3.0-or-later
// The log as rows: all lines, or those of one step. A buffer of lines and, when filtered, a list of which. UI thread.
#pragma once

#include "app/run/log_buffer.h"

#include <QAbstractListModel>

namespace fl {

class LogModel : public QAbstractListModel {
    Q_OBJECT
public:
    using QAbstractListModel::QAbstractListModel;

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;

    /// Takes over at most `limit` lines (LogBuffer::append). Views hear of it by commit(), once for many pieces.
    qsizetype append(const QString &step, QByteArrayView text, qsizetype limit, qsizetype *taken);
    void commit();
    void finish(const QString &step);
    void noteDropped(qsizetype lines) { m_buffer.noteDropped(lines); }
    void clear();

    void setFilter(const QString &step); ///< empty: all
    const QString &filter() const { return m_filter; }
    QString lineAt(int row) const; ///< strangers' text, made safe to show
    /// The next row that has the text, from `row` on and round; -1: none.
    int find(const QString &text, int row, bool backwards) const;
    QByteArray text() const; ///< all rows shown, with line ends
    const LogBuffer &buffer() const { return m_buffer; }

signals:
    void stepsChanged();

private:
    void announce();
    void makeRoom();
    bool matches(qsizetype line) const;
    LogBuffer m_buffer;
    QString m_filter;
    std::deque<qint64> m_rows; ///< when filtered: serial numbers (index + all ever removed)
    qint64 m_removed = 0;
    int m_shown = 0;
    qsizetype m_added = 0; ///< lines that views have not heard of
};

} // namespace fl
