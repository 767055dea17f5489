// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/core/event.h"

#include <array>

namespace fl {
namespace {

constexpr std::array kinds{"plan", "step", "log", "progress", "resource", "fact", "machine", "notice", "error", "result", "open"};
constexpr std::array states{"waiting", "checking", "running", "done", "already-there", "needs-user", "failed", "skipped", "interrupted"};

template <class Enum, class Names>
std::optional<Enum> find(const Names &names, const QString &slug)
{
    for (size_t i = 0; i < names.size(); ++i)
        if (slug == QLatin1String(names[i]))
            return static_cast<Enum>(i);
    return std::nullopt;
}

} // namespace

QString slug(EventKind kind)
{
    return QString::fromLatin1(kinds.at(static_cast<size_t>(kind)));
}

QString slug(StepState state)
{
    return QString::fromLatin1(states.at(static_cast<size_t>(state)));
}

std::optional<EventKind> eventKindFromSlug(const QString &slug)
{
    return find<EventKind>(kinds, slug);
}

std::optional<StepState> stepStateFromSlug(const QString &slug)
{
    return find<StepState>(states, slug);
}

QJsonObject toJson(const Event &event)
{
    QJsonObject object = event.data;
    object.insert(QStringLiteral("t"), event.t);
    object.insert(QStringLiteral("machine"), event.machine);
    object.insert(QStringLiteral("step"), event.step);
    object.insert(QStringLiteral("kind"), slug(event.kind));
    return object;
}

std::optional<Event> eventFromJson(const QJsonObject &object)
{
    const auto kind = eventKindFromSlug(object.value(QLatin1String("kind")).toString());
    if (!kind)
        return std::nullopt;
    Event event{object.value(QLatin1String("t")).toInteger(), object.value(QLatin1String("machine")).toString(),
                object.value(QLatin1String("step")).toString(), *kind, object};
    for (const auto *key : {"t", "machine", "step", "kind"})
        event.data.remove(QLatin1String(key));
    return event;
}

} // namespace fl
