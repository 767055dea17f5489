// SPDX-License-Identifier: GPL-3.0-or-later
// One figure of a machine over the last minutes: axes with units, the value now, and that under the pointer. UI thread.
//
// Drawn here and not by Qt Charts: that brings a graphics scene with items of its own for each curve, is heard by no screen reader, and lays
// everything out anew at each point that is added. Here a picture costs as many points as it is wide, whatever an hour holds.
#pragma once

#include "app/gpu/gpu_history.h"

#include <QWidget>

namespace fl {

class LivePlot : public QWidget {
    Q_OBJECT
public:
    LivePlot(const QString &objectName, Metric metric, QWidget *parent = nullptr);

    struct Shown {
        const GpuHistory::Series *series = nullptr; ///< read in show() alone
        QString name;
        double top = 1; ///< of the axis; it begins at 0
        qint64 from = 0, to = 0;
        bool running = true; ///< `to` is now
    };
    void show(const Shown &shown);
    /// A line at that time, with what was then in the place of what is now; 0: none.
    void setCursorTime(qint64 t);
    qint64 cursorTime() const { return m_cursor; }
    QString valueText() const; ///< of the cursor's time, or the newest

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

signals:
    void cursorMoved(qint64 t); ///< 0: gone

protected:
    void paintEvent(QPaintEvent *event) override;
    void mouseMoveEvent(QMouseEvent *event) override;
    void leaveEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;

private:
    QRectF area() const; ///< of the curve
    qint64 timeAt(double x) const;
    void paintCurve(QPainter &painter, const QRectF &area) const;
    void describe();

    Metric m_metric;
    Shown m_shown;
    GpuHistory::Series m_samples; ///< those between from and to
    qint64 m_cursor = 0;
};

} // namespace fl
