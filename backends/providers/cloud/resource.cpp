// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/providers/cloud/resource.h"

#include <QRandomGenerator>

#include <algorithm>

namespace fl {
namespace {

using namespace std::chrono_literals;
using State = ResourceRecord::State;

constexpr int tries = 6; ///< of a request whose answer was lost or that the cloud could not take
constexpr std::chrono::milliseconds firstPause = 1s, longestPause = 30s;
constexpr std::chrono::milliseconds betweenLooks = 3s; ///< of the two that make a thing gone
constexpr std::chrono::milliseconds removalLimit = 15min;

bool leavesItOpen(const Error &error)
{
    return error.cause == Cause::ConnectionLost || error.cause == Cause::ConnectionTimeout || error.cause == Cause::ProviderUnavailable;
}

Error cancelled()
{
    return {Cause::Cancelled, {}, NextAction::Resume, {}, {}};
}

QString newOperation(const ResourceRecord &record)
{
    return QStringLiteral("%1-%2").arg(record.machine).arg(QRandomGenerator::system()->generate(), 8, 16, QLatin1Char('0'));
}

/// Waits longer each time, with some chance in it, so that many programs do not ask at the same moment.
class Backoff {
public:
    explicit Backoff(CloudCall &cloud) : m_cloud(cloud) { }
    bool wait()
    {
        const auto jitter = m_pause / 4;
        const auto pause = m_pause - jitter / 2 + jitter * QRandomGenerator::global()->bounded(1000) / 1000;
        m_pause = std::min(m_pause * 2, longestPause);
        return m_cloud.call.ports.clock.wait(pause, m_cloud.call.stop);
    }

private:
    CloudCall &m_cloud;
    std::chrono::milliseconds m_pause = firstPause;
};

Status save(const ResourceRecord &record, CloudCall &cloud)
{
    return cloud.call.ports.ledger.save(record);
}

Result<std::optional<ResourceRecord>> known(const ResourceRecord &wanted, CloudCall &cloud)
{
    const auto records = cloud.call.ports.ledger.resources(wanted.machine);
    if (!records)
        return fail(records.error());
    for (const ResourceRecord &record : *records)
        if (record.kind == wanted.kind && record.name == wanted.name)
            return std::optional(record);
    return std::optional<ResourceRecord>();
}

/// Asks until there is an answer, or the tries are over.
template <class Ask>
auto patiently(CloudCall &cloud, Ask ask) -> decltype(ask())
{
    Backoff backoff(cloud);
    for (int attempt = 1;; ++attempt) {
        auto answer = ask();
        if (answer || !leavesItOpen(answer.error()) || attempt == tries)
            return answer;
        if (!backoff.wait())
            return fail(cancelled());
    }
}

/// What carries the record's operation. A second one is written down under a name of its own, so that it goes with the machine.
Result<std::optional<CloudThing>> lookFor(const ResourceRecord &record, CloudCall &cloud)
{
    const auto things = patiently(cloud, [&] { return cloud.api.list(record.kind, record.region, record.machine, cloud.call.stop); });
    if (!things)
        return fail(things.error());
    std::optional<CloudThing> found;
    for (const CloudThing &thing : *things) {
        if (thing.operation != record.operation || thing.state == InstanceState::NotThere || thing.state == InstanceState::Deleting)
            continue;
        if (!found) {
            found = thing;
            continue;
        }
        ResourceRecord twin = record;
        twin.name = record.name + QLatin1Char('-') + thing.id;
        twin.handle = thing.id;
        twin.state = State::Created;
        FL_TRY(save(twin, cloud));
    }
    return found;
}

/// As lookFor, for as long as the cloud may not show yet what it made.
Result<std::optional<CloudThing>> lookUntilSettled(const ResourceRecord &record, CloudCall &cloud)
{
    const qint64 end = cloud.call.ports.clock.now() + cloud.api.settles().count();
    Backoff backoff(cloud);
    for (;;) {
        auto found = lookFor(record, cloud);
        if (!found || *found || cloud.call.ports.clock.now() >= end)
            return found;
        if (!backoff.wait())
            return fail(cancelled());
    }
}

Result<ResourceRecord> adopt(ResourceRecord record, const QString &handle, CloudCall &cloud)
{
    record.handle = handle;
    record.state = State::Created;
    FL_TRY(save(record, cloud));
    return record;
}

/// Nothing of it exists: said by the cloud, twice.
Status close(ResourceRecord record, CloudCall &cloud)
{
    record.state = State::Gone;
    record.goneConfirmations = 2;
    return save(record, cloud);
}

/// Until the cloud has not known it for two looks in a row, the second a while later.
Status waitUntilGone(ResourceRecord &record, bool wasKnown, CloudCall &cloud)
{
    Clock &clock = cloud.call.ports.clock;
    const qint64 end = clock.now() + removalLimit.count();
    // A thing the cloud did not know when it was asked to remove it may only not be seen yet.
    const qint64 settled = wasKnown ? 0 : clock.now() + cloud.api.settles().count();
    Backoff backoff(cloud);
    for (;;) {
        const auto thing = patiently(cloud, [&] { return cloud.api.describe(record, cloud.call.stop); });
        if (!thing)
            return fail(thing.error());
        const bool there = *thing && (*thing)->state != InstanceState::NotThere;
        if (!there && clock.now() >= settled) {
            ++record.goneConfirmations;
            if (record.goneConfirmations >= 2)
                return close(record, cloud);
            FL_TRY(save(record, cloud));
            if (!clock.wait(betweenLooks, cloud.call.stop))
                return fail(cancelled());
            continue;
        }
        if (there && record.goneConfirmations > 0) {
            record.goneConfirmations = 0;
            FL_TRY(save(record, cloud));
        }
        if (there && (*thing)->state != InstanceState::Deleting) // it was not seen when it was asked to go, or did not listen
            if (const auto again = patiently(cloud, [&] { return cloud.api.remove(record, cloud.call.stop); }); !again)
                return fail(again.error());
        if (clock.now() >= end)
            return fail({Cause::StillThere,
                         {{QStringLiteral("kind"), record.kind}, {QStringLiteral("name"), record.handle}},
                         NextAction::Retry,
                         {},
                         {}});
        if (!backoff.wait())
            return fail(cancelled());
    }
}

} // namespace

Result<ResourceRecord> findIntended(ResourceRecord record, CloudCall &cloud)
{
    const auto found = lookFor(record, cloud);
    if (!found)
        return fail(found.error());
    return *found ? adopt(record, (*found)->id, cloud) : Result<ResourceRecord>(record);
}

Result<ResourceRecord> ensureResource(ResourceRecord wanted, const Choices &choices, CloudCall &cloud)
{
    auto before = known(wanted, cloud);
    if (!before)
        return fail(before.error());
    const bool interrupted = *before && (*before)->state == State::Intended;
    if (*before && ((*before)->state == State::Created || (*before)->state == State::Deleting))
        return **before;
    if (interrupted) {
        wanted = **before;
        auto found = cloud.api.knowsTokens(wanted.kind) ? lookFor(wanted, cloud) : lookUntilSettled(wanted, cloud);
        if (!found)
            return fail(found.error());
        if (*found)
            return adopt(wanted, (*found)->id, cloud);
    } else {
        wanted.operation = newOperation(wanted);
        wanted.handle.clear();
        wanted.state = State::Intended;
        wanted.goneConfirmations = 0;
        FL_TRY(save(wanted, cloud));
    }
    Backoff backoff(cloud);
    for (int attempt = 1;; ++attempt) {
        auto made = cloud.api.create(wanted, cloud.profile, choices, cloud.call.stop);
        if (made)
            return adopt(wanted, *made, cloud);
        const Error error = made.error();
        if (error.cause == Cause::Cancelled) // it may have been heard all the same: the intent stays, to be asked about
            return fail(error);
        if (!leavesItOpen(error)) {
            // It says that nothing was made: true of this request. An earlier one of the same intent may have been heard.
            auto found = attempt > 1 || interrupted ? lookUntilSettled(wanted, cloud) : Result<std::optional<CloudThing>>(std::nullopt);
            if (!found)
                return fail(found.error());
            if (*found)
                return adopt(wanted, (*found)->id, cloud);
            FL_TRY(close(wanted, cloud));
            return fail(error);
        }
        if (attempt == tries)
            return fail(error);
        if (!backoff.wait())
            return fail(cancelled());
        auto found = cloud.api.knowsTokens(wanted.kind) ? lookFor(wanted, cloud) : lookUntilSettled(wanted, cloud);
        if (!found)
            return fail(found.error());
        if (*found)
            return adopt(wanted, (*found)->id, cloud);
    }
}

Status removeResource(ResourceRecord record, CloudCall &cloud)
{
    if (record.state == State::Gone)
        return {};
    if (record.handle.isEmpty()) {
        const auto found = lookUntilSettled(record, cloud);
        if (!found)
            return fail(found.error());
        if (!*found)
            return close(record, cloud);
        record.handle = (*found)->id;
    }
    record.state = State::Deleting;
    record.goneConfirmations = 0;
    FL_TRY(save(record, cloud));
    const auto asked = patiently(cloud, [&] { return cloud.api.remove(record, cloud.call.stop); });
    if (!asked)
        return fail(asked.error());
    return waitUntilGone(record, *asked, cloud);
}

} // namespace fl
