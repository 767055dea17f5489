// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/providers/cloud/cloud_provider.h"

#include "backends/providers/cloud/cloud_choices.h"
#include "backends/providers/cloud/price_rise.h"
#include "backends/providers/cloud/side_by_side.h"

#include <QDir>
#include <QFile>
#include <QRandomGenerator>
#include <QSaveFile>

#include <algorithm>
#include <map>

namespace fl {
namespace {

using namespace std::chrono_literals;
using State = ResourceRecord::State;
// What takes longer than most is asked about less often.
constexpr std::chrono::milliseconds betweenAsks = 2s, laterAsks = 10s, soon = 2min;

const QLatin1String instanceKind("instance");

Error missing(const Machine &machine)
{
    return {Cause::MachineMissing, {{QStringLiteral("machine"), machine.name}}, NextAction::Retry, {}, {}};
}

MachineState stateOf(const CloudThing &thing)
{
    switch (thing.state) {
    case InstanceState::Pending: return MachineState::Creating;
    case InstanceState::Running: return MachineState::SettingUp;
    case InstanceState::Stopped: return MachineState::Stopped;
    case InstanceState::Deleting: return MachineState::Deleting;
    case InstanceState::NotThere: return MachineState::Gone;
    }
    Q_UNREACHABLE();
}

void add(Leftover &leftover, const CloudThing &thing, const QString &profile)
{
    Machine &machine = leftover.machine;
    const bool first = leftover.things.empty(), instance = thing.kind == instanceKind;
    machine.id = thing.machine;
    leftover.ours = thing.profile == profile && (first || leftover.ours);
    if (first || instance)
        machine.name = thing.name;
    if (first) // until an instance says better: things without one wait to be deleted
        machine.state = MachineState::Deleting;
    if (instance) {
        machine.handle = thing.id;
        machine.state = stateOf(thing);
    }
    if (thing.created > 0 && (machine.created == 0 || thing.created < machine.created))
        machine.created = thing.created;
    if (thing.perHour)
        machine.perHour = Money{thing.perHour->micros + (machine.perHour ? machine.perHour->micros : 0), thing.perHour->currency};
    leftover.things.push_back(
        {thing.operation, thing.machine, thing.kind, thing.name, thing.id, State::Created, thing.region, thing.perHour, 0});
}

/// What a kind costs; with the machine goes all that is made by the same request and has no record of its own, like its disk.
std::optional<Money> priceOf(const QString &kind, const std::vector<PlannedResource> &planned, const QStringList &kinds)
{
    std::optional<Money> sum;
    for (const PlannedResource &each : planned) {
        if (each.kind != kind && (kind != instanceKind || kinds.contains(each.kind)))
            continue;
        if (!each.perHour)
            return std::nullopt;
        sum = Money{each.perHour->micros + (sum ? sum->micros : 0), each.perHour->currency};
    }
    return sum;
}

} // namespace

Result<QString> profileTag(const QString &home)
{
    const QString path = home + QStringLiteral("/profile-tag");
    QFile file(path);
    if (file.open(QIODevice::ReadOnly))
        if (const QString tag = QString::fromLatin1(file.readAll()).trimmed(); tag.size() == 16)
            return tag;
    const QString tag = QStringLiteral("%1").arg(QRandomGenerator::system()->generate64(), 16, 16, QLatin1Char('0'));
    QSaveFile fresh(path);
    QDir().mkpath(home);
    if (!fresh.open(QIODevice::WriteOnly) || !fresh.setPermissions(QFile::ReadOwner | QFile::WriteOwner)
        || fresh.write(tag.toLatin1() + '\n') != tag.size() + 1 || !fresh.commit())
        return fail({Cause::LocalFile, {{QStringLiteral("path"), path}}, NextAction::Retry, fresh.errorString(), {}});
    return tag;
}

Result<CloudProvider::Access> CloudProvider::access(const Choices &choices, ProviderCall &call)
{
    auto opened = api(choices, call);
    if (!opened)
        return fail(opened.error());
    auto tag = profileTag(call.ports.home);
    if (!tag)
        return fail(tag.error());
    return Access{std::move(*opened), std::move(*tag)};
}

Status CloudProvider::create(Machine &machine, const Choices &choices, ProviderCall &call)
{
    const auto access = this->access(choices, call);
    if (!access)
        return fail(access.error());
    const auto planned = plannedResources(choices, call);
    if (!planned)
        return fail(planned.error());
    if (!instanceOf(machine, call)) // what was made before costs what it does
        FL_TRY(agreesToPrice(machine, *planned, call));
    FL_TRY(call.ports.ledger.rememberRegion(id(), region(choices)));
    CloudCall cloud{*access->api, access->profile, call};
    for (const QString &kind : kinds()) {
        if (!makes(kind, choices))
            continue;
        ResourceRecord wanted;
        wanted.machine = machine.id;
        wanted.kind = kind;
        wanted.name = QStringLiteral("fl-%1-%2").arg(machine.id.mid(2), kind);
        wanted.region = region(choices);
        wanted.perHour = priceOf(kind, *planned, kinds());
        const auto made = kind == instanceKind ? makeMachine(wanted, choices, machine, cloud) : ensureResource(wanted, choices, cloud);
        if (!made)
            return fail(made.error());
    }
    return {};
}

Result<ResourceRecord> CloudProvider::tryMachine(const ResourceRecord &wanted, const Choices &choices, Machine &machine, CloudCall &cloud)
{
    auto made = ensureResource(wanted, choices, cloud);
    if (!made)
        return made;
    machine.handle = made->handle;
    const Status runs = awaitState(cloud.api, *made, InstanceState::Running, cloud.call);
    if (runs)
        return made;
    // What was let in and then ended by itself is confirmed gone before anything else is tried: never two machines.
    if (runs.error().cause == Cause::NoCapacity) {
        FL_TRY(removeResource(*made, cloud));
        machine.handle.clear();
    }
    return fail(runs.error());
}

/// The machine, or with the user's consent another way to one. Each try is an intent of its own, closed before the next begins.
Result<ResourceRecord> CloudProvider::makeMachine(ResourceRecord wanted, const Choices &choices, Machine &machine, CloudCall &cloud)
{
    auto made = tryMachine(wanted, choices, machine, cloud);
    QStringList tried{choices.provider.value(QStringLiteral("type"))};
    if (made || made.error().cause != Cause::NoCapacity)
        return made;
    for (const Fallback &fallback : fallbacks(choices, cloud.call)) {
        const auto agreed = agreesTo(fallback, choices, cloud.call);
        if (!agreed)
            return fail(agreed.error());
        if (!*agreed)
            continue;
        for (const auto &[name, other] : fallback.tries) {
            wanted.perHour = fallback.perHour;
            tried << name;
            made = tryMachine(wanted, other, machine, cloud);
            if (made) {
                if (!fallback.type.isEmpty())
                    remember(machine, fallback);
                return made;
            }
            if (made.error().cause != Cause::NoCapacity)
                return made;
        }
    }
    Error error = made.error();
    if (tried.size() > 1) // what the last of them was told is not what counts
        error = {Cause::NoCapacity, {}, NextAction::ChooseOtherPlace, made.error().detail, {}};
    error.next = NextAction::ChooseOtherPlace;
    error.params.insert(QStringLiteral("region"), wanted.region);
    error.params.insert(QStringLiteral("tried"), tried.join(QStringLiteral(", ")));
    return fail(error);
}

Status CloudProvider::awaitState(CloudApi &api, const ResourceRecord &instance, InstanceState wanted, ProviderCall &call) const
{
    Clock &clock = call.ports.clock;
    const qint64 begun = clock.now(), end = begun + stateLimit().count(), settled = begun + api.settles().count();
    for (;;) {
        const auto thing = api.describe(instance, call.stop);
        if (!thing && thing.error().cause != Cause::ProviderUnavailable && thing.error().cause != Cause::ConnectionLost
            && thing.error().cause != Cause::ConnectionTimeout)
            return fail(thing.error());
        const qint64 now = clock.now();
        if (thing && *thing && (*thing)->state == wanted)
            return {};
        // A machine that was let in and then ended by itself: there was no room for it after all.
        if (thing && *thing && ((*thing)->state == InstanceState::NotThere || (*thing)->state == InstanceState::Deleting))
            return fail({Cause::NoCapacity, {{QStringLiteral("region"), instance.region}}, NextAction::ChangeInput, {}, {}});
        if (thing && !*thing && now >= settled) // not seen yet is no reason to make another
            return fail({Cause::MachineMissing, {{QStringLiteral("machine"), instance.name}}, NextAction::Retry, {}, {}});
        if (now >= end)
            return fail(thing ? Error{Cause::ConnectionTimeout, {{QStringLiteral("host"), id()}}, NextAction::Resume, {}, {}}
                              : thing.error());
        if (!clock.wait(now - begun < soon.count() ? betweenAsks : laterAsks, call.stop))
            return fail({Cause::Cancelled, {}, NextAction::Resume, {}, {}});
    }
}

Result<ResourceRecord> CloudProvider::instanceOf(const Machine &machine, ProviderCall &call) const
{
    const auto records = call.ports.ledger.resources(machine.id);
    if (!records)
        return fail(records.error());
    for (const ResourceRecord &record : *records)
        if (record.kind == instanceKind && record.state != State::Gone)
            return record;
    return fail(missing(machine));
}

Result<ResourceRecord> CloudProvider::recordOf(const Machine &machine, const QString &kind, ProviderCall &call) const
{
    const auto records = call.ports.ledger.resources(machine.id);
    if (!records)
        return fail(records.error());
    for (const ResourceRecord &record : *records)
        if (record.kind == kind && record.state == ResourceRecord::State::Created)
            return record;
    return fail(missing(machine));
}

Result<InstanceState> CloudProvider::state(const Machine &machine, ProviderCall &call)
{
    const auto record = instanceOf(machine, call);
    if (!record)
        return record.error().cause == Cause::MachineMissing ? Result<InstanceState>(InstanceState::NotThere) : fail(record.error());
    if (record->handle.isEmpty())
        return InstanceState::Pending;
    auto api = this->api(choicesOf(machine), call);
    if (!api)
        return fail(api.error());
    const auto thing = (*api)->describe(*record, call.stop);
    if (!thing)
        return fail(thing.error());
    if (*thing)
        return (*thing)->state;
    // For the first minutes a machine may not be seen yet.
    const bool young = call.ports.clock.now() < machine.created + (*api)->settles().count();
    return young ? InstanceState::Pending : InstanceState::NotThere;
}

Status CloudProvider::switchTo(Power what, InstanceState then, const Machine &machine, ProviderCall &call)
{
    const auto record = instanceOf(machine, call);
    if (!record)
        return fail(record.error());
    auto api = this->api(choicesOf(machine), call);
    if (!api)
        return fail(api.error());
    FL_TRY(power(**api, *record, what, call.stop));
    return awaitState(**api, *record, then, call);
}

Status CloudProvider::start(const Machine &machine, ProviderCall &call)
{
    return switchTo(Power::Start, InstanceState::Running, machine, call);
}

Status CloudProvider::stop(const Machine &machine, ProviderCall &call)
{
    return switchTo(Power::Stop, InstanceState::Stopped, machine, call);
}

Status CloudProvider::reboot(const Machine &machine, ProviderCall &call)
{
    return switchTo(Power::Reboot, InstanceState::Running, machine, call);
}

Status CloudProvider::destroy(const Machine &machine, ProviderCall &call)
{
    auto records = call.ports.ledger.resources(machine.id);
    if (!records)
        return fail(records.error());
    const QStringList order = kinds();
    std::erase_if(*records, [&](const ResourceRecord &record) { return record.state == State::Gone || !order.contains(record.kind); });
    if (records->empty())
        return {};
    const auto access = this->access(choicesOf(machine), call);
    if (!access)
        return fail(access.error());
    CloudCall cloud{*access->api, access->profile, call};
    // The reverse of making: what stands on another goes first.
    std::stable_sort(records->begin(), records->end(),
                     [&](const ResourceRecord &a, const ResourceRecord &b) { return order.indexOf(a.kind) > order.indexOf(b.kind); });
    // One that cannot be removed does not keep the others, and their price, alive.
    std::optional<Error> first;
    for (const ResourceRecord &record : *records)
        if (const Status gone = removeResource(record, cloud); !gone && !first)
            first = gone.error();
    return first ? Status(fail(*first)) : Status();
}

Status CloudProvider::reconcile(const Machine &machine, ProviderCall &call)
{
    const auto records = call.ports.ledger.resources(machine.id);
    if (!records)
        return fail(records.error());
    if (std::none_of(records->begin(), records->end(), [](const ResourceRecord &record) { return record.state == State::Intended; }))
        return {};
    const auto access = this->access(choicesOf(machine), call);
    if (!access)
        return fail(access.error());
    CloudCall cloud{*access->api, access->profile, call};
    for (const ResourceRecord &record : *records)
        if (record.state == State::Intended)
            if (const auto found = findIntended(record, cloud); !found)
                return fail(found.error());
    return {};
}

Result<QStringList> CloudProvider::regions(ProviderCall &call) const
{
    auto used = call.ports.ledger.regions(id());
    if (!used)
        return used;
    if (const QString usual = region(Choices{}); !usual.isEmpty() && !used->contains(usual))
        *used << usual;
    return used;
}

Result<std::vector<Leftover>> CloudProvider::find(ProviderCall &call)
{
    const auto used = call.ports.ledger.regions(id());
    if (!used)
        return fail(used.error());
    const auto access = this->access({}, call);
    // Who never made a machine there and has no login has nothing left over there.
    if (!access && access.error().cause == Cause::SecretMissing && used->isEmpty())
        return std::vector<Leftover>{};
    if (!access)
        return fail(access.error());
    const auto where = regions(call);
    if (!where)
        return fail(where.error());
    std::vector<std::pair<QString, QString>> lists;
    for (const QString &region : *where)
        for (const QString &kind : kinds())
            lists.emplace_back(region, kind);
    const auto answers =
        sideBySide(lists, listsAtOnce(), [&](const auto &list) { return access->api->list(list.second, list.first, {}, call.stop); });
    std::map<QString, Leftover> found;
    for (const auto &things : answers) {
        if (!things)
            return fail(things.error());
        for (const CloudThing &thing : *things)
            if (thing.state != InstanceState::NotThere)
                add(found[thing.machine], thing, access->profile);
    }
    std::vector<Leftover> all;
    for (auto &[machine, leftover] : found) {
        leftover.machine.where = id();
        all.push_back(std::move(leftover));
    }
    return all;
}

} // namespace fl
