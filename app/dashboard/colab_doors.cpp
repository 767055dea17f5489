// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dashboard/colab_doors.h"

#include <QDateTime>

#include <chrono>

namespace fl {

ColabDoors::ColabDoors(Backend &backend, QObject *parent) : QObject(parent), m_backend(backend)
{
    m_watch.setInterval(std::chrono::seconds(1));
    connect(&m_watch, &QTimer::timeout, this, &ColabDoors::look);
}

ColabView ColabDoors::of(const QString &machine) const
{
    const auto found = m_views.find(machine);
    return found == m_views.end() ? ColabView{} : found->second;
}

void ColabDoors::open(const QString &machine, qint64 seconds)
{
    ColabView &view = m_views[machine];
    if (view.busy || view.url)
        return;
    view = {};
    view.busy = true;
    emit changed(machine);
    m_backend.call(
        QStringLiteral("colab:") + machine, this,
        [machine, seconds](Operations &operations, OperationCall &call) { return operations.openColab(machine, seconds, call); },
        [this, machine](Result<OpenColab> &&answer) {
            ColabView &answered = m_views[machine];
            answered.busy = false;
            if (answer) {
                answered.url = answer->url;
                answered.until = answer->until;
                m_open[machine] = std::make_shared<OpenColab>(std::move(*answer));
                m_watch.start();
            } else {
                answered.problem = std::move(answer).error();
            }
            emit changed(machine);
        });
}

void ColabDoors::close(const QString &machine)
{
    ColabView &view = m_views[machine];
    if (view.busy)
        return;
    dropTunnel(machine);
    view = {};
    view.busy = true;
    emit changed(machine);
    m_backend.call(
        QStringLiteral("colab:") + machine, this,
        [machine](Operations &operations, OperationCall &call) { return operations.closeColab(machine, call); },
        [this, machine](Status &&answer) {
            ColabView &answered = m_views[machine];
            answered.busy = false;
            if (!answer)
                answered.problem = std::move(answer).error();
            emit changed(machine);
        });
}

void ColabDoors::forget(const QString &machine)
{
    dropTunnel(machine);
    if (m_views.erase(machine) > 0)
        emit changed(machine);
}

void ColabDoors::dropTunnel(const QString &machine)
{
    const auto found = m_open.find(machine);
    if (found == m_open.end())
        return;
    // Closing waits for the tunnel's thread: not here.
    m_backend.call(
        QStringLiteral("close:") + machine, this,
        [open = std::move(found->second)](Operations &, OperationCall &) mutable {
            open.reset();
            return true;
        },
        [](bool &&) {});
    m_open.erase(found);
}

void ColabDoors::look()
{
    std::vector<QString> over;
    for (const auto &[machine, open] : m_open) {
        const auto failure = open->tunnel->failure();
        if (failure)
            m_views[machine].problem = failure;
        if (failure || QDateTime::currentMSecsSinceEpoch() >= open->until)
            over.push_back(machine);
        else
            emit changed(machine); // the time that is left
    }
    for (const QString &machine : over) {
        dropTunnel(machine);
        m_views[machine].url.reset();
        emit changed(machine);
    }
    if (m_open.empty())
        m_watch.stop();
}

} // namespace fl
