// SPDX-License-Identifier: GPL-3.0-or-later
// The live figures of one GPU (of the processor, where there is none): four curves over the same time, what runs there, and how the stream
// is. UI thread.
#pragma once

#include "app/dashboard/gpu_watch.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace fl {

class Kept;
class LivePlot;

class LivePanel : public QWidget {
    Q_OBJECT
public:
    explicit LivePanel(QWidget *parent = nullptr);
    /// `gpu`: number in the report. `view` is read here alone.
    void show(const GpuView &view, int gpu);

signals:
    void retryWanted();
    void pauseChanged();

private:
    void showState(const GpuView &view);
    void showCurves(const GpuView &view, const ProbeGpu *gpu, const QString &uuid);
    void showProcesses(const GpuView &view, const QString &uuid);

    QLabel *m_state;
    QPushButton *m_pause, *m_retry;
    std::vector<LivePlot *> m_plots;
    Kept *m_processes;
    bool m_paused = false;
    qint64 m_until = 0; ///< newest sample when it was paused
};

} // namespace fl
