// SPDX-License-Identifier: GPL-3.0-or-later
// The ways from Google Colab's page to machines, as long as they stand open. UI thread.
#pragma once

#include "wizard/backend.h"

#include <QTimer>

namespace fl {

struct ColabView {
    bool busy = false;
    std::optional<Secret> url; ///< set: it is open
    qint64 until = 0;          ///< ms since the epoch
    std::optional<Error> problem;
};

class ColabDoors : public QObject {
    Q_OBJECT
public:
    explicit ColabDoors(Backend &backend, QObject *parent = nullptr);

    ColabView of(const QString &machine) const;
    void open(const QString &machine, qint64 seconds);
    void close(const QString &machine);
    void forget(const QString &machine); ///< the machine itself stops: nothing is asked of it

signals:
    void changed(const QString &machine);

private:
    void look();
    void dropTunnel(const QString &machine);

    Backend &m_backend;
    std::map<QString, ColabView> m_views;
    std::map<QString, std::shared_ptr<OpenColab>> m_open;
    QTimer m_watch;
};

} // namespace fl
