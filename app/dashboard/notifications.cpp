// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dashboard/notifications.h"

#include "app/dashboard/machine_text.h"
#include "backends/text/text.h"

#include <QDateTime>

#include <chrono>

namespace fl {

Notifications::Notifications(Machines &machines, Desktop &desktop, QObject *parent) :
    QObject(parent),
    m_machines(machines),
    m_desktop(desktop)
{
    connect(&m_machines, &Machines::changed, this, &Notifications::look);
    connect(&m_machines.gpus(), &GpuWatch::ticked, this, [this](const QString &name) {
        const MachineEntry *entry = m_machines.find(name);
        if (!entry)
            return;
        const GpuView &view = m_machines.gpus().view(entry->status.machine);
        if (view.tick)
            tell(m_alarms.ticked(name, view.report, *view.tick));
    });
    m_minute.setInterval(std::chrono::minutes(1));
    connect(&m_minute, &QTimer::timeout, this, &Notifications::look);
    m_minute.start();
}

void Notifications::look()
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    for (const MachineEntry &entry : m_machines.all()) {
        const Machine &machine = entry.status.machine;
        const Abilities abilities = m_machines.abilities(machine);
        if (abilities.costsMoney && !entry.receipt)
            tell(m_alarms.looked(machine, costState(machine, abilities, now), now));
    }
}

void Notifications::tell(const std::vector<Alarm> &alarms)
{
    for (const Alarm &alarm : alarms)
        if (m_wanted) {
            const auto [title, text] = alarmText(alarm);
            m_desktop.notify(title, text);
        }
}

void Notifications::setupEnded(const QString &machine, bool ok, bool seen)
{
    if (!m_wanted || seen)
        return;
    const QString name = text::visible(machine);
    if (ok)
        m_desktop.notify(tr("%1 is ready").arg(name), tr("The notebook can be opened."));
    else
        m_desktop.notify(tr("%1 needs you").arg(name), tr("The set-up did not come to its end. The window says why, and how it goes on."));
}

} // namespace fl
