// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/run/event_stream.h"

#include "backends/core/error_json.h"

namespace fl {
namespace {

/// Kept elsewhere (logs on the server, facts in the machine) or of the moment only. A run that finds all in place thus
/// writes next to nothing.
bool isTransient(const Event &event)
{
    switch (event.kind) {
    case EventKind::Log:
    case EventKind::Progress:
    case EventKind::Fact:
    case EventKind::Plan: return true;
    case EventKind::Step: {
        const auto state = stepStateFromSlug(event.data.value(QLatin1String("state")).toString());
        return !state || *state == StepState::Waiting || *state == StepState::Checking || *state == StepState::AlreadyThere;
    }
    default: return false;
    }
}

} // namespace

EventStream::EventStream(Clock &clock, Ledger &ledger, Redactor &redactor, EventSink sink) :
    m_clock(clock),
    m_ledger(ledger),
    m_redactor(redactor),
    m_sink(std::move(sink))
{
}

void EventStream::emitEvent(Event event)
{
    if (event.t == 0)
        event.t = m_clock.now();
    if (event.machine.isEmpty())
        event.machine = m_machine;
    if (event.step.isEmpty())
        event.step = m_step;
    event.data = m_redactor.mask(event.data);
    const bool transient = isTransient(event);
    // A history that cannot be written (disk full, somebody else's turn) must not end a run; what must be durable is
    // saved as a machine or a resource, and that does.
    if (!transient && !event.machine.isEmpty() && !m_ledger.isReadOnly())
        (void)m_ledger.append(event);
    if (m_sink)
        m_sink(event);
}

void EventStream::emitEvent(EventKind kind, QJsonObject data, const QString &step)
{
    emitEvent({0, {}, step, kind, std::move(data)});
}

void EventStream::step(const QString &id, StepState state, QJsonObject more)
{
    more.insert(QStringLiteral("state"), slug(state));
    emitEvent(EventKind::Step, std::move(more), id);
}

void EventStream::notice(const QString &say, const QJsonObject &args)
{
    emitEvent(EventKind::Notice, {{QStringLiteral("say"), say}, {QStringLiteral("args"), args}});
}

void EventStream::machine(const Machine &machine)
{
    emitEvent(EventKind::Machine,
              {{QStringLiteral("id"), machine.id},
               {QStringLiteral("name"), machine.name},
               {QStringLiteral("where"), machine.where},
               {QStringLiteral("state"), slug(machine.state)}});
}

void EventStream::error(const Error &error)
{
    emitEvent(EventKind::Error, toJson(error));
}

EventSink EventStream::sink()
{
    return [this](const Event &event) { emitEvent(event); };
}

} // namespace fl
