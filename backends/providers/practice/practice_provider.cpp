// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/providers/practice/practice_provider.h"

#include <QRegularExpression>
#include <QThread>

#include <algorithm>

namespace fl {
namespace {

using Verb = PracticeScript::Verb;

constexpr qint64 youngFor = 60 * 60 * 1000; ///< ms

/// Runs a script to its end. `say` lines become Progress events as they come; the others are handed back. A `fail` or
/// a `no` of a script that did not end well is the error.
Result<std::vector<PracticeAnswer>> runScript(const PracticeScript &script, const QString &machine, ProviderCall &call)
{
    std::vector<PracticeAnswer> answers;
    QByteArray rest;
    const auto take = [&](const QByteArray &line) {
        PracticeAnswer answer = parsePracticeAnswer(QString::fromUtf8(line));
        if (answer.kind != QLatin1String("say")) {
            answers.push_back(std::move(answer));
            return;
        }
        QJsonObject args;
        for (auto value = answer.values.cbegin(); value != answer.values.cend(); ++value)
            args[value.key()] = value.value();
        call.events(Event{.t = call.ports.clock.now(),
                          .machine = machine,
                          .step = {},
                          .kind = EventKind::Progress,
                          .data = {{QStringLiteral("say"), answer.words.value(0)}, {QStringLiteral("args"), args}}});
    };
    const auto exit = call.ports.localShell.run(
        script.shellScript(),
        [&](QByteArrayView bytes) {
            rest.append(bytes.data(), bytes.size());
            for (qsizetype end; (end = rest.indexOf('\n')) >= 0; rest.remove(0, end + 1))
                take(rest.left(end));
        },
        call.stop);
    if (!exit)
        return fail(exit.error());
    if (exit->code == 0)
        return answers;
    const auto failure = std::find_if(answers.begin(), answers.end(), [](const PracticeAnswer &answer) {
        return answer.kind == QLatin1String("fail") || answer.kind == QLatin1String("no");
    });
    Error error = failure != answers.end() ? practiceFailure(*failure)
                                           : Error{.cause = Cause::LocalCommandFailed,
                                                   .params = {{QStringLiteral("command"), QStringLiteral("sh")}},
                                                   .next = NextAction::ReportBug,
                                                   .detail = QStringLiteral("exit status %1").arg(exit->code)};
    if (!exit->err.isEmpty())
        error.detail = (error.detail + QLatin1Char('\n') + QString::fromUtf8(exit->err)).trimmed();
    return fail(std::move(error));
}

PracticeScript scriptFor(Verb verb, const QString &machine, const ProviderCall &call)
{
    PracticeScript script;
    script.verb = verb;
    script.home = call.ports.home;
    script.machine = machine;
    return script;
}

/// A machine id names a folder: nothing else may pass as one.
bool isMachineId(const QString &id)
{
    static const QRegularExpression pattern(QStringLiteral("\\Am-[0-9a-f]{12}\\z"));
    return pattern.match(id).hasMatch();
}

Error unknown(const Machine &machine)
{
    return Error{.cause = Cause::MachineMissing,
                 .params = {{QStringLiteral("machine"), machine.name.isEmpty() ? machine.id : machine.name}},
                 .next = NextAction::Retry,
                 .detail = {}};
}

std::optional<PracticeAnswer> answerOf(const std::vector<PracticeAnswer> &answers, QLatin1String kind)
{
    for (const PracticeAnswer &answer : answers)
        if (answer.kind == kind)
            return answer;
    return std::nullopt;
}

Result<std::optional<PracticeAnswer>> describe(const Machine &machine, ProviderCall &call)
{
    if (!isMachineId(machine.id))
        return fail(unknown(machine));
    auto answers = runScript(scriptFor(Verb::State, machine.id, call), machine.id, call);
    if (!answers)
        return fail(std::move(answers).error());
    return answerOf(*answers, QLatin1String("machine"));
}

Status act(const char *what, const Machine &machine, ProviderCall &call)
{
    if (!isMachineId(machine.id))
        return fail(unknown(machine));
    PracticeScript script = scriptFor(Verb::Act, machine.id, call);
    script.act = QLatin1String(what);
    auto answers = runScript(script, machine.id, call);
    if (!answers)
        return fail(std::move(answers).error());
    return {};
}

ResourceRecord recordOf(const Machine &machine, ResourceRecord::State state)
{
    return ResourceRecord{.operation = machine.id,
                          .machine = machine.id,
                          .kind = QStringLiteral("instance"),
                          .name = machine.name,
                          .handle = machine.id,
                          .state = state,
                          .region = {},
                          .perHour = Money{},
                          .goneConfirmations = state == ResourceRecord::State::Gone ? 2 : 0};
}

} // namespace

Availability PracticeProvider::availability(ProviderCall &call) const
{
    const auto answers = runScript(scriptFor(Verb::Probe, {}, call), {}, call);
    Availability availability;
    if (!answers) {
        // Not a POSIX system, or none that has /proc.
        availability.possible = false;
        availability.why = {QStringLiteral("practice-needs-linux"), {}};
        return availability;
    }
    if (const auto lacking = answerOf(*answers, QLatin1String("no"))) {
        availability.possible = false;
        availability.why = lacking->reason();
    }
    if (const auto road = answerOf(*answers, QLatin1String("road")))
        availability.how = {QStringLiteral("practice-road-") + road->words.value(0), road->values};
    return availability;
}

Result<std::vector<Offer>> PracticeProvider::offers(const Choices &, ProviderCall &call) const
{
    auto answers = runScript(scriptFor(Verb::Probe, {}, call), {}, call);
    if (!answers)
        return fail(std::move(answers).error());
    Offer offer;
    offer.id = QStringLiteral("debian-12");
    offer.cpus = QThread::idealThreadCount();
    if (const auto room = answerOf(*answers, QLatin1String("room"))) {
        offer.ramGb = room->values.value(QStringLiteral("memory")).toDouble() / 1024;
        offer.diskGb = room->values.value(QStringLiteral("disk")).toDouble() / 1024;
    }
    offer.perHour = Money{};
    offer.recommended = true;
    return std::vector<Offer>{offer};
}

Result<std::vector<PlannedResource>> PracticeProvider::plannedResources(const Choices &choices, ProviderCall &) const
{
    return std::vector<PlannedResource>{
        {QStringLiteral("instance"), choices.machineName.isEmpty() ? proposedName(choices) : choices.machineName, Money{}}};
}

Status PracticeProvider::create(Machine &machine, const Choices &choices, ProviderCall &call)
{
    if (!isMachineId(machine.id))
        return fail(unknown(machine));
    // The id is the handle: whatever happens after this line, destroy finds what there is.
    machine.handle = machine.id;
    machine.perHour = Money{};
    FL_TRY(call.ports.ledger.save(recordOf(machine, ResourceRecord::State::Intended)));
    PracticeScript script = scriptFor(Verb::Create, machine.id, call);
    script.name = machine.name;
    script.aptMirror = choices.network.aptMirror.section(QLatin1Char(','), 0, 0);
    script.proxy = choices.network.proxy;
    auto answers = runScript(script, machine.id, call);
    if (!answers)
        return fail(std::move(answers).error());
    return call.ports.ledger.save(recordOf(machine, ResourceRecord::State::Created));
}

Result<Endpoint> PracticeProvider::endpoint(const Machine &machine, ProviderCall &call)
{
    auto found = describe(machine, call);
    if (!found)
        return fail(std::move(found).error());
    const QMap<QString, QString> values = *found ? (*found)->values : QMap<QString, QString>{};
    const int port = values.value(QStringLiteral("port")).toInt();
    if (port == 0)
        return fail(unknown(machine));
    Endpoint endpoint;
    endpoint.ssh = SshTarget{.host = QStringLiteral("127.0.0.1"),
                             .port = port,
                             .user = values.value(QStringLiteral("user")),
                             .keyFile = QStringLiteral("%1/machines/%2/id_ed25519").arg(call.ports.home, machine.id),
                             .useAgent = false,
                             .jump = {},
                             .hostKeyAlias = machine.id,
                             .trustedHostKeys = {values.value(QStringLiteral("fingerprint"))},
                             .trustedJumpHostKeys = {}};
    endpoint.sharesNetwork = true;
    endpoint.disposable = call.ports.clock.now() - values.value(QStringLiteral("created")).toLongLong() < youngFor;
    return endpoint;
}

Result<InstanceState> PracticeProvider::state(const Machine &machine, ProviderCall &call)
{
    auto found = describe(machine, call);
    if (!found)
        return fail(std::move(found).error());
    if (!*found)
        return InstanceState::NotThere;
    const QString state = (*found)->words.value(1);
    if (state == QLatin1String("running"))
        return InstanceState::Running;
    if (state == QLatin1String("creating"))
        return InstanceState::Pending;
    return state == QLatin1String("deleting") ? InstanceState::Deleting : InstanceState::Stopped;
}

Status PracticeProvider::start(const Machine &machine, ProviderCall &call)
{
    return act("start", machine, call);
}

Status PracticeProvider::stop(const Machine &machine, ProviderCall &call)
{
    return act("stop", machine, call);
}

Status PracticeProvider::reboot(const Machine &machine, ProviderCall &call)
{
    return act("reboot", machine, call);
}

Status PracticeProvider::destroy(const Machine &machine, ProviderCall &call)
{
    FL_TRY(call.ports.ledger.save(recordOf(machine, ResourceRecord::State::Deleting)));
    FL_TRY(act("destroy", machine, call));
    // The script looked; look again from outside before the record says so.
    const auto left = state(machine, call);
    if (!left)
        return fail(left.error());
    if (*left != InstanceState::NotThere)
        return fail(Error{.cause = Cause::LocalFile,
                          .params = {{QStringLiteral("path"), QStringLiteral("%1/practice/%2").arg(call.ports.home, machine.id)}},
                          .next = NextAction::Retry,
                          .detail = {}});
    return call.ports.ledger.save(recordOf(machine, ResourceRecord::State::Gone));
}

Result<std::vector<Leftover>> PracticeProvider::find(ProviderCall &call)
{
    auto answers = runScript(scriptFor(Verb::State, {}, call), {}, call);
    if (!answers)
        return fail(std::move(answers).error());
    std::vector<Leftover> machines;
    for (const PracticeAnswer &answer : *answers) {
        if (answer.kind != QLatin1String("machine") || !isMachineId(answer.words.value(0)))
            continue;
        Machine machine;
        machine.id = answer.words.value(0);
        machine.handle = machine.id;
        machine.where = id();
        machine.name = answer.values.value(QStringLiteral("name"), machine.id);
        machine.created = answer.values.value(QStringLiteral("created")).toLongLong();
        machine.perHour = Money{};
        const QString state = answer.words.value(1);
        machine.state = state == QLatin1String("running") ? MachineState::SettingUp
            : state == QLatin1String("stopped")           ? MachineState::Stopped
            : state == QLatin1String("deleting")          ? MachineState::Deleting
                                                          : MachineState::Creating;
        machines.push_back({machine, {recordOf(machine, ResourceRecord::State::Created)}, true});
    }
    return machines;
}

} // namespace fl
