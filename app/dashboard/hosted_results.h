// SPDX-License-Identifier: GPL-3.0-or-later
// The results of hosted notebooks that the user brought back, as the window knows them. Read and written on the worker thread.
// UI thread.
#pragma once

#include "backends/hosted/records.h"
#include "wizard/backend.h"

#include <QObject>

namespace fl {

class HostedResults : public QObject {
    Q_OBJECT
public:
    /// `home`: the profile's folder.
    HostedResults(Backend &backend, QString home, QObject *parent = nullptr);

    void refresh();
    void keep(const QString &service, const QString &code); ///< refused when mistyped: problem() says so
    void forget(const HostedRecord &record);
    const std::vector<HostedRecord> &all() const { return m_all; }        ///< the newest first
    const std::optional<Error> &problem() const { return m_problem; }     ///< of what was asked last
    const std::optional<HostedRecord> &keptNow() const { return m_kept; } ///< by the last keep()

signals:
    void changed();

private:
    struct Answer {
        std::vector<HostedRecord> all;
        std::optional<HostedRecord> kept;
        std::optional<Error> problem;
    };
    void ask(std::function<Status(Answer &)> first);

    Backend &m_backend;
    QString m_home;
    std::vector<HostedRecord> m_all;
    std::optional<HostedRecord> m_kept;
    std::optional<Error> m_problem;
};

} // namespace fl
