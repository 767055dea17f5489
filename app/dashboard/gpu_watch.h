// SPDX-License-Identifier: GPL-3.0-or-later
// What is known of the GPUs of each machine: the last report, asked for or kept, and the live figures of the one machine whose page is looked
// at. A stream that was cut (sleep, another address, a reboot) is opened again by itself, at first after a second, later every eight.
// UI thread.
#pragma once

#include "app/gpu/gpu_history.h"
#include "wizard/backend.h"

#include <QTimer>

namespace fl {

struct GpuView {
    enum class Stream {
        Off,        ///< nobody looks
        Connecting, ///< nothing has come yet
        Live,
        Waiting, ///< it was cut, and will be tried again
        Refused, ///< it cannot be had without somebody: a password is wanted, a host key has changed
    };

    std::optional<ProbeReport> report;
    qint64 asked = 0; ///< when the report was made, ms since the epoch
    bool asking = false;
    std::optional<Error> problem; ///< of the last asking

    Stream stream = Stream::Off;
    std::optional<Error> cut; ///< why it waits, or was refused
    std::optional<ProbeTick> tick;
    qint64 heard = 0; ///< when the last tick came
    GpuHistory history;
};

class GpuWatch : public QObject {
    Q_OBJECT
public:
    static constexpr qint64 freshFor = 24 * 3'600'000; ///< ms; an older report is made anew when the page opens
    static constexpr int interval = 1000;              ///< ms between ticks

    explicit GpuWatch(Backend &backend, QObject *parent = nullptr);
    ~GpuWatch() override;

    /// What is known, with the machine's kept report where none was asked for in this run of the program.
    const GpuView &view(const Machine &machine);
    /// Measures. Questions (password, host key) are asked only here.
    void ask(const QString &name);
    /// The page of a machine is looked at: its live figures, and its report where none is fresh. None: an empty machine.
    void look(const Machine &machine);
    void lookAway() { look({}); }
    void retry(); ///< the stream at once, for who does not want to wait

signals:
    void changed(const QString &name); ///< report or state
    void ticked(const QString &name);

private:
    struct Pending;
    void probe(const QString &name, bool quietly);
    void open();
    void close();
    void take(const std::shared_ptr<Pending> &pending);
    void ended(const std::shared_ptr<Pending> &pending, const Error &why);

    Backend &m_backend;
    std::map<QString, GpuView> m_views;
    QString m_looked; ///< name; empty: none
    std::shared_ptr<Pending> m_pending;
    std::stop_source m_stop{std::nostopstate};
    QTimer m_again;
    int m_pause = 0; ///< ms before the next try
};

} // namespace fl
