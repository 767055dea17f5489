// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/fakes/fake_operations.h"

#include <QDateTime>

namespace fl {
namespace {

Field field(const char *key, Field::Kind kind, const char *help, bool required = false, const char *fallback = "")
{
    return {.key = QLatin1String(key),
            .kind = kind,
            .required = required,
            .fallback = QLatin1String(fallback),
            .options = {},
            .helpTopic = QLatin1String(help)};
}

PlanStep step(const char *id, StepKind kind, int seconds)
{
    return {.id = QLatin1String(id), .kind = kind, .inputs = {}, .secrets = {}, .expectedSeconds = seconds};
}

} // namespace

FakeOperations::FakeOperations()
{
    const auto add = [this](const char *id, Abilities abilities, std::vector<Field> fields) {
        addProvider(QLatin1String(id), abilities, std::move(fields));
    };
    using Kind = Field::Kind;
    add("practice", {.createsMachine = true, .stopsMachine = true}, {});
    add("ssh", {.rebootAsksFirst = true},
        {field("ssh.host", Kind::Text, "ssh-host", true), field("ssh.port", Kind::Number, "ssh-port", false, "22"),
         field("ssh.user", Kind::Text, "ssh-user", true), field("ssh.key", Kind::File, "ssh-key"),
         field("ssh.password", Kind::Secret, "ssh-password"), field("ssh.passphrase", Kind::Secret, "ssh-passphrase"),
         field("ssh.new_key", Kind::Toggle, "ssh-new-key"), field("sudo.password", Kind::Secret, "sudo-password"),
         field("ssh.jump", Kind::Text, "ssh-jump"), field("ssh.host_key", Kind::Text, "ssh-host-key")});
    add("here", {.rebootAsksFirst = true, .thisComputer = true}, {field("sudo.password", Kind::Secret, "sudo-password")});

    offersToGive = {{.id = QStringLiteral("here"),
                     .gpu = {},
                     .cpus = 4,
                     .ramGb = 16,
                     .diskGb = 120,
                     .perHour = Money{},
                     .recommended = true,
                     .note = {}}};
    planToGive.machineName = QStringLiteral("practice");
    planToGive.steps = {step("create-machine", StepKind::Local, 20),      step("preflight", StepKind::Server, 3),
                        step("base-packages", StepKind::Server, 40),      step("jupyter", StepKind::Server, 60),
                        step("framework-pytorch", StepKind::Server, 150), step("verify", StepKind::Server, 15)};
    planToGive.resources = {{QStringLiteral("instance"), QStringLiteral("practice"), Money{}}};
    planToGive.perHour = Money{};
    planToGive.expectedSeconds = 288;
    result.verified = true;
    result.seconds = 271;
    result.changed = 6;
}

void FakeOperations::addProvider(const QString &id, Abilities abilities, std::vector<Field> fields)
{
    m_providers.push_back(std::make_unique<FakeProvider>(id, abilities, std::move(fields)));
}

void FakeOperations::addRented()
{
    using Kind = Field::Kind;
    addProvider(QStringLiteral("aws"),
                Abilities{.createsMachine = true,
                          .stopsMachine = true,
                          .costsMoney = true,
                          .hasAccount = true,
                          .guardsDoor = true,
                          .hasConsole = true},
                std::vector<Field>{field("aws.access_key_id", Kind::Secret, "aws-access-key-id"),
                                   field("aws.secret_access_key", Kind::Secret, "aws-secret-access-key"),
                                   field("aws.region", Kind::Text, "aws-region", false, "eu-central-1")});
    identityToGive = Identity{QStringLiteral("123456789012"), QStringLiteral("user/ana"), QStringLiteral("kept")};
    placesToGive = {{QStringLiteral("eu-central-1"), QStringLiteral("Frankfurt"), 430.0, Money{658'000}, QStringLiteral("g4dn.xlarge"),
                     true},
                    {QStringLiteral("eu-north-1"), QStringLiteral("Stockholm"), 810.0, std::nullopt, QStringLiteral("g4dn.xlarge"), true}};
    const auto rented = [this](const char *id, const char *gpu, double gb, qint64 micros, int allowed) {
        const Quota quota{QStringLiteral("Running On-Demand G and VT instances"), allowed, 8,
                          QStringLiteral("https://console.invalid/quotas")};
        Offer offer{.id = QLatin1String(id),
                    .gpu = QLatin1String(gpu),
                    .gpuMemoryGb = gb,
                    .cpus = 8,
                    .ramGb = 32,
                    .diskGb = 100,
                    .perHour = Money{micros + 16'000},
                    .recommended = quota.suffices(),
                    .note = quota.suffices() ? QString() : QStringLiteral("quota-too-small"),
                    .onDemand = Money{micros},
                    .spot = Money{micros / 3},
                    .disk = Money{11'000},
                    .address = Money{5'000},
                    .quota = quota,
                    .asked = QDateTime::currentMSecsSinceEpoch() - 4 * 60'000};
        return offer;
    };
    offersToGive = {rented("g4dn.2xlarge", "NVIDIA T4", 16, 752'000, 8), rented("g5.2xlarge", "NVIDIA A10G", 24, 1'212'000, 4)};
}

FakeProvider *FakeOperations::provider(const QString &id)
{
    for (const auto &one : m_providers)
        if (one->id() == id)
            return static_cast<FakeProvider *>(one.get());
    return nullptr;
}

void FakeOperations::note(const QString &call)
{
    const std::lock_guard lock(m_mutex);
    m_calls << call;
}

QStringList FakeOperations::calls() const
{
    const std::lock_guard lock(m_mutex);
    return m_calls;
}

Choices FakeOperations::lastChoices() const
{
    const std::lock_guard lock(m_mutex);
    return m_choices;
}

GivenSecrets FakeOperations::lastSecrets() const
{
    const std::lock_guard lock(m_mutex);
    return m_secrets;
}

std::optional<Answer> FakeOperations::lastAnswer() const
{
    const std::lock_guard lock(m_mutex);
    return m_answer;
}

void FakeOperations::release()
{
    {
        const std::lock_guard lock(m_mutex);
        m_free = true;
    }
    m_released.notify_all();
}

Availability FakeOperations::availability(const QString &providerId, OperationCall &)
{
    return provider(providerId)->answer;
}

Result<std::vector<Offer>> FakeOperations::offers(const Choices &, OperationCall &)
{
    note(QStringLiteral("offers"));
    if (offersError)
        return fail(*offersError);
    return offersToGive;
}

Result<Plan> FakeOperations::plan(const Choices &choices, OperationCall &)
{
    note(QStringLiteral("plan"));
    if (planError)
        return fail(*planError);
    const std::lock_guard lock(m_mutex);
    m_choices = choices;
    Plan plan = planToGive;
    plan.choices = choices;
    if (!choices.machineName.isEmpty())
        plan.machineName = choices.machineName;
    return plan;
}

Result<SetupResult> FakeOperations::run(OperationCall &call)
{
    {
        const std::lock_guard lock(m_mutex);
        m_secrets = call.secrets;
    }
    for (const Event &event : setupEvents)
        call.events(event);
    if (question) {
        auto answer = call.asker.ask(*question, call.stop);
        if (!answer)
            return fail(std::move(answer).error());
        const std::lock_guard lock(m_mutex);
        m_answer = *answer;
        if (!answer->yes)
            return fail({.cause = Cause::SshHostKeyUnknown, .params = {}, .next = NextAction::CompareHostKey, .detail = {}});
    }
    if (!waits(call.stop))
        return fail({.cause = Cause::Cancelled, .params = {}, .next = NextAction::Resume, .detail = {}});
    if (setupError)
        return fail(*setupError);
    return result;
}

bool FakeOperations::waits(std::stop_token stop)
{
    std::unique_lock lock(m_mutex);
    return !hold || m_released.wait(lock, std::move(stop), [this] { return m_free; });
}

Result<ProbeReport> FakeOperations::probe(const QString &machine, OperationCall &call)
{
    note(QStringLiteral("probe ") + machine);
    if (!waits(call.stop))
        return fail({.cause = Cause::Cancelled, .params = {}, .next = NextAction::Retry, .detail = {}});
    if (probeError)
        return fail(*probeError);
    return probed;
}

Status FakeOperations::watch(const QString &machine, int interval, const ProbeTicks &sink, OperationCall &call)
{
    note(QStringLiteral("watch %1 %2").arg(machine).arg(interval));
    for (const ProbeTick &tick : std::as_const(ticks))
        sink(tick);
    if (watchError)
        return fail(*watchError);
    std::unique_lock lock(m_mutex);
    m_released.wait(lock, call.stop, [] { return false; });
    return fail({.cause = Cause::Cancelled, .params = {}, .next = NextAction::Retry, .detail = {}});
}

Result<SetupResult> FakeOperations::setup(const Plan &plan, OperationCall &call)
{
    note(QStringLiteral("setup ") + plan.machineName);
    return run(call);
}

Result<SetupResult> FakeOperations::resume(const QString &machine, OperationCall &call)
{
    note(QStringLiteral("resume ") + machine);
    return run(call);
}

Result<SetupResult> FakeOperations::verify(const QString &machine, OperationCall &call)
{
    note(QStringLiteral("verify ") + machine);
    return run(call);
}

Result<SetupResult> FakeOperations::update(const QString &machine, UpdateTo to, OperationCall &call)
{
    note(QStringLiteral("update ") + machine + (to == UpdateTo::Newest ? QLatin1String(" newest") : QLatin1String(" before")));
    return run(call);
}

Result<Diagnosis> FakeOperations::diagnose(const QString &machine, OperationCall &call)
{
    note(QStringLiteral("diagnose ") + machine);
    if (!waits(call.stop))
        return fail({Cause::Cancelled, {}, NextAction::Retry, {}, {}});
    return diagnoseError ? Result<Diagnosis>(fail(*diagnoseError)) : diagnosis;
}

Result<SetupResult> FakeOperations::repair(const QString &machine, OperationCall &call)
{
    note(QStringLiteral("repair ") + machine);
    return run(call);
}

Result<MachineStatus> FakeOperations::status(const QString &machine, OperationCall &)
{
    note(QStringLiteral("status ") + machine);
    if (const auto known = statuses.find(machine); known != statuses.end())
        return known->second;
    for (const Machine &one : machines)
        if (one.name == machine)
            return MachineStatus{one, QStringLiteral("running"), 0, std::nullopt};
    return fail({.cause = Cause::UnknownMachine, .params = {}, .detail = {}});
}

Status FakeOperations::stop(const QString &machine, OperationCall &)
{
    note(QStringLiteral("stop ") + machine);
    return {};
}

Status FakeOperations::start(const QString &machine, OperationCall &)
{
    note(QStringLiteral("start ") + machine);
    return {};
}

Status FakeOperations::reboot(const QString &machine, OperationCall &)
{
    note(QStringLiteral("reboot ") + machine);
    return {};
}

Status FakeOperations::letIn(const QString &machine, OperationCall &)
{
    note(QStringLiteral("letin ") + machine);
    return {};
}

Result<Identity> FakeOperations::identity(const Choices &choices, OperationCall &)
{
    note(QStringLiteral("identity ") + choices.where);
    return identityToGive ? Result<Identity>(*identityToGive) : fail(Error{Cause::SecretMissing, {}, NextAction::CheckCredentials, {}, {}});
}

Status FakeOperations::forgetLogin(const QString &provider, OperationCall &)
{
    note(QStringLiteral("forget ") + provider);
    identityToGive.reset();
    return {};
}

Status FakeOperations::stopWhenIdle(const QString &machine, qint64 seconds, OperationCall &)
{
    note(QStringLiteral("stopWhenIdle %1 %2").arg(machine).arg(seconds));
    return {};
}

Result<Receipt> FakeOperations::destroy(const QString &machine, OperationCall &)
{
    note(QStringLiteral("destroy ") + machine);
    std::erase_if(machines, [&](const Machine &one) { return one.name == machine; });
    return receipt;
}

Result<Receipt> FakeOperations::undo(const QString &machine, OperationCall &)
{
    note(QStringLiteral("undo ") + machine);
    return receipt;
}

Result<OpenNotebook> FakeOperations::open(const QString &machine, OperationCall &)
{
    note(QStringLiteral("open ") + machine);
    if (openError)
        return fail(*openError);
    return OpenNotebook{std::make_unique<FakeTunnel>(), QStringLiteral("http://127.0.0.1:41234/k3v9x2/"), QString(64, QLatin1Char('a'))};
}

Result<OpenColab> FakeOperations::openColab(const QString &machine, qint64 seconds, OperationCall &)
{
    note(QStringLiteral("openColab %1 %2").arg(machine).arg(seconds));
    if (colabError)
        return fail(*colabError);
    return OpenColab{std::make_unique<FakeTunnel>(),
                     Secret::fromString(QStringLiteral("http://localhost:41234/?token=00112233445566778899aabbccddeeff0011223344556677")),
                     QDateTime::currentMSecsSinceEpoch() + seconds * 1000};
}

Status FakeOperations::closeColab(const QString &machine, OperationCall &)
{
    note(QStringLiteral("closeColab ") + machine);
    return {};
}

Result<Reach> FakeOperations::reach(const QString &machine, OperationCall &)
{
    note(QStringLiteral("reach ") + machine);
    return reachToGive;
}

Result<SetupResult> FakeOperations::newPassword(const QString &machine, OperationCall &)
{
    note(QStringLiteral("newPassword ") + machine);
    SetupResult made;
    made.newPassword = Secret::fromString(QStringLiteral("k7pq-wm3x-9hdt-c4nv-r8ys"));
    return made;
}

Status FakeOperations::createVault(const Secret &passphrase)
{
    note(QStringLiteral("createVault"));
    const std::lock_guard lock(m_mutex);
    m_passphrase = passphrase;
    keepingToGive = Keeping::Vault;
    return {};
}

Status FakeOperations::forgetVault()
{
    note(QStringLiteral("forgetVault"));
    keepingToGive = Keeping::Nowhere;
    return {};
}

std::optional<Secret> FakeOperations::lastPassphrase() const
{
    const std::lock_guard lock(m_mutex);
    return m_passphrase;
}

Event fakeStep(const QString &step, StepState state, qint64 t, double seconds)
{
    QJsonObject data{{QStringLiteral("state"), slug(state)}};
    if (seconds >= 0)
        data.insert(QStringLiteral("seconds"), seconds);
    return {t, QStringLiteral("m-000000000001"), step, EventKind::Step, data};
}

} // namespace fl
