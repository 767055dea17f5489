// SPDX-License-Identifier: GPL-3.0-or-later
// The one way out for events of a run: stamped, masked, written to the ledger (all but what is of the moment), handed on.
#pragma once

#include "backends/core/error.h"
#include "backends/core/event.h"
#include "backends/core/machine.h"
#include "backends/ports/clock.h"
#include "backends/ports/ledger.h"
#include "backends/run/redaction.h"

namespace fl {

class EventStream {
public:
    EventStream(Clock &clock, Ledger &ledger, Redactor &redactor, EventSink sink);

    void setMachine(const QString &id) { m_machine = id; }
    void setStep(const QString &id) { m_step = id; } ///< for events that name none

    void emitEvent(Event event);
    void emitEvent(EventKind kind, QJsonObject data, const QString &step = {});
    void step(const QString &id, StepState state, QJsonObject more = {});
    void notice(const QString &say, const QJsonObject &args = {});
    void machine(const Machine &machine);
    void error(const Error &error);

    EventSink sink(); ///< the stream must outlive it

private:
    Clock &m_clock;
    Ledger &m_ledger;
    Redactor &m_redactor;
    EventSink m_sink;
    QString m_machine, m_step;
};

} // namespace fl
