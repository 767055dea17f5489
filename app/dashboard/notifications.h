// SPDX-License-Identifier: GPL-3.0-or-later
// Tells the desktop what a machine's owner should know while they look elsewhere. UI thread.
#pragma once

#include "app/dashboard/machine_alarms.h"
#include "app/dashboard/machines.h"

namespace fl {

class Notifications : public QObject {
    Q_OBJECT
public:
    Notifications(Machines &machines, Desktop &desktop, QObject *parent = nullptr);
    void setWanted(bool wanted) { m_wanted = wanted; }
    /// A set-up is over. `seen`: its page was in front of somebody.
    void setupEnded(const QString &machine, bool ok, bool seen);

private:
    void look();
    void tell(const std::vector<Alarm> &alarms);

    Machines &m_machines;
    Desktop &m_desktop;
    MachineAlarms m_alarms;
    QTimer m_minute; ///< a budget is passed while nobody clicks
    bool m_wanted = true;
};

} // namespace fl
