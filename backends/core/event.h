// SPDX-License-Identifier: GPL-3.0-or-later
// The only thing that crosses threads upwards. Ledger, log view, progress, dashboard and command line are its readers.
#pragma once

#include <QJsonObject>
#include <QString>

#include <functional>
#include <optional>

namespace fl {

enum class EventKind {
    Plan,     ///< the plan that is about to run: {"steps":[{"id","title"?,"expected"}…],"expected":s,"perHour"?}
    Step,     ///< a step changed state: {"state":StepState slug, "seconds"?, "reason"?, "changed"?}
    Log,      ///< bytes from a step, as text: {"text", "offset"} (offset in the step's log, in bytes)
    Progress, ///< inside a step: {"done":0..1 or absent, "say":text code, "args":{…}, "left":seconds?}
    Resource, ///< something with a life of its own: {"what","id","name","state":"intended|created|deleting|gone","perHour"?}
    Fact,     ///< learnt about the machine: {"name","value"} (os, ram, gpu …)
    Machine,  ///< the machine changed state: {"id","name","where","state"}
    Notice,   ///< something to say that is no error: {"say":text code,"args":{…}}
    Error,    ///< {"cause","message","exists","next","detail"}
    Result,   ///< last of a run: {"ok",…}
    Open,     ///< the tunnel serves: {"url","fingerprint"}
};

QString slug(EventKind kind);
std::optional<EventKind> eventKindFromSlug(const QString &slug);

enum class StepState { Waiting, Checking, Running, Done, AlreadyThere, NeedsUser, Failed, Skipped, Interrupted };

QString slug(StepState state);
std::optional<StepState> stepStateFromSlug(const QString &slug);

struct Event {
    qint64 t = 0;    ///< ms since the epoch, UTC
    QString machine; ///< machine id; empty before one is known
    QString step;    ///< step id; empty outside steps
    EventKind kind = EventKind::Notice;
    QJsonObject data;
    bool operator==(const Event &) const = default;
};

/// One flat object, as `--json` prints it: {"t","machine","step","kind", …data}.
QJsonObject toJson(const Event &event);
std::optional<Event> eventFromJson(const QJsonObject &object);

/// Called on the worker thread that made the event. Readers that live elsewhere queue it.
using EventSink = std::function<void(const Event &)>;

} // namespace fl
