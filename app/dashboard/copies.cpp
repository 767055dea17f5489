// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dashboard/copies.h"

namespace fl {

EventSink queuedEvents(Backend &backend, QObject *receiver, std::function<void(const Event &)> told)
{
    return [backend = &backend, guard = QPointer<QObject>(receiver), told = std::move(told)](const Event &event) {
        QMetaObject::invokeMethod(
            backend,
            [guard, told, event] {
                if (guard)
                    told(event);
            },
            Qt::QueuedConnection);
    };
}

Copies::Copies(Backend &backend, QObject *parent) : QObject(parent), m_backend(backend)
{
}

CopyView Copies::of(const QString &machine) const
{
    const auto found = m_views.find(machine);
    return found == m_views.end() ? CopyView{} : found->second;
}

void Copies::send(const QString &machine, const QStringList &paths)
{
    begin(machine, true,
          [machine, paths](Operations &operations, OperationCall &call) { return operations.copyThere(machine, paths, {}, call); });
}

void Copies::fetch(const QString &machine, const QString &folder)
{
    begin(machine, false,
          [machine, folder](Operations &operations, OperationCall &call) { return operations.copyHome(machine, folder, call); });
}

void Copies::stop(const QString &machine)
{
    if (const auto running = m_stops.find(machine); running != m_stops.end())
        running->second.request_stop();
}

void Copies::begin(const QString &machine, bool there, Work work)
{
    if (of(machine).running)
        return;
    m_views[machine] = CopyView{.there = there, .running = true, .now = {}, .copied = {}, .problem = {}};
    const auto told = [this, machine](const Event &event) {
        if (event.kind != EventKind::Progress)
            return;
        CopyView &view = m_views[machine];
        view.now = event.data;
        view.done = event.data.value(QLatin1String("done")).toDouble(view.done);
        emit changed(machine);
    };
    m_stops[machine] = m_backend.call(QStringLiteral("files:") + machine, this, std::move(work),
                                      [this, machine](Result<CopiedFiles> &&answer) {
                                          CopyView &view = m_views[machine];
                                          view.running = false;
                                          if (answer)
                                              view.copied = std::move(*answer);
                                          else
                                              view.problem = std::move(answer).error();
                                          m_stops.erase(machine);
                                          emit changed(machine);
                                      },
                                      {.events = queuedEvents(m_backend, this, told), .secrets = {}});
    emit changed(machine);
}

} // namespace fl
