// SPDX-License-Identifier: GPL-3.0-or-later
// Files that are being copied to machines and from them, whatever page is looked at: one copy at a time for each machine. UI thread.
#pragma once

#include "wizard/backend.h"

namespace fl {

struct CopyView {
    bool there = false; ///< to the machine; else from it
    bool running = false;
    double done = 0; ///< 0 to 1
    QJsonObject now; ///< the last Progress event's data
    std::optional<CopiedFiles> copied;
    std::optional<Error> problem;
};

/// A sink that hands on events from the worker's thread as long as `receiver` lives, before the answer that ends it all.
EventSink queuedEvents(Backend &backend, QObject *receiver, std::function<void(const Event &)> told);

class Copies : public QObject {
    Q_OBJECT
public:
    explicit Copies(Backend &backend, QObject *parent = nullptr);

    CopyView of(const QString &machine) const;
    /// Nothing happens while another copy of that machine runs.
    void send(const QString &machine, const QStringList &paths);
    void fetch(const QString &machine, const QString &folder);
    void stop(const QString &machine); ///< the next one goes on where it was

signals:
    void changed(const QString &machine);

private:
    using Work = std::function<Result<CopiedFiles>(Operations &, OperationCall &)>;
    void begin(const QString &machine, bool there, Work work);

    Backend &m_backend;
    std::map<QString, CopyView> m_views;
    std::map<QString, std::stop_source> m_stops;
};

} // namespace fl
