// SPDX-License-Identifier: GPL-3.0-or-later
// What is known of the GPUs of each machine: the last report, asked for or kept, and live figures: of the machine whose page is looked at
// every second, of the others that are watched less often. Each has a stream of its own, so that one that does not answer holds up no
// other. A stream that was cut (sleep, another address, a reboot) is opened again by itself, at first after a second, later every five.
// UI thread.
#pragma once

#include "app/gpu/gpu_history.h"
#include "wizard/backend.h"

#include <QStringList>
#include <QTimer>

namespace fl {

/// Set up, and running as far as anybody knows: its figures can be had, or soon again.
bool isWatched(const Machine &machine);

struct GpuView {
    enum class Stream {
        Off,        ///< nobody watches
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
    static constexpr int interval = 1000;              ///< ms between the ticks of the machine that is looked at
    static constexpr int calmInterval = 5000;          ///< ms between those of the others
    static constexpr qsizetype mostAtOnce = 32;        ///< streams: each is a connection and a thread

    explicit GpuWatch(Backend &backend, QObject *parent = nullptr);
    ~GpuWatch() override;

    /// What is known, with the machine's kept report where none was asked for in this run of the program.
    const GpuView &view(const Machine &machine);
    /// Measures. Questions (password, host key) are asked only here.
    void ask(const QString &name);
    /// The page of a machine is looked at: its live figures, and its report where none is fresh. None: an empty machine.
    void look(const Machine &machine);
    void lookAway() { look({}); }
    /// Those that are watched though nobody looks, the most important first; what goes beyond mostAtOnce is left out.
    void keep(const QStringList &names);
    void retry(); ///< the stream of the machine that is looked at, for who does not want to wait

signals:
    void changed(const QString &name); ///< report or state
    void ticked(const QString &name);

private:
    struct Pending;
    struct Stream {
        std::shared_ptr<Pending> pending;
        std::stop_source stop{std::nostopstate};
        QTimer again;
        int interval = 0; ///< ms
        int pause = 0;    ///< ms before the next try
    };
    void probe(const QString &name, bool alone);
    void arrange(); ///< opens and closes what is to be
    void open(const QString &name);
    void close(const QString &name);
    Stream *streamOf(const QString &name, const std::shared_ptr<Pending> &pending); ///< null: of a page that is left
    void take(const QString &name, const std::shared_ptr<Pending> &pending);
    void ended(const QString &name, const std::shared_ptr<Pending> &pending, const Error &why);

    Backend &m_backend;
    std::map<QString, GpuView> m_views;
    std::map<QString, std::unique_ptr<Stream>> m_streams;
    QString m_looked; ///< name; empty: none
    QStringList m_kept;
};

} // namespace fl
