// SPDX-License-Identifier: GPL-3.0-or-later
// How a machine at AWS is reached, and by which host key it is known on the first visit.
#include "backends/providers/aws/aws_choices.h"
#include "backends/providers/aws/aws_provider.h"
#include "backends/providers/aws/host_keys.h"
#include "backends/providers/cloud/throw_away_key.h"

#include <QFile>

namespace fl {
namespace {

using namespace std::chrono_literals;

const QLatin1String instanceKind("instance");
constexpr std::chrono::milliseconds betweenAsks = 2s, consoleLimit = 6min;
constexpr qint64 youngFor = 60 * 60 * 1000; // ms

bool isKnown(const QString &machine, const QString &knownHosts)
{
    QFile known(knownHosts);
    return known.open(QIODevice::ReadOnly) && known.readAll().contains(machine.toUtf8());
}

} // namespace

Result<QByteArray> AwsProvider::console(const Machine &machine, ProviderCall &call)
{
    const auto record = recordOf(machine, instanceKind, call);
    if (!record)
        return fail(record.error());
    const auto api = ec2(choicesOf(machine), call);
    return api ? (*api)->console(*record, call.stop) : fail(api.error());
}

Result<Endpoint> AwsProvider::endpoint(const Machine &machine, ProviderCall &call)
{
    const Choices choices = choicesOf(machine);
    const auto record = recordOf(machine, instanceKind, call);
    if (!record)
        return fail(record.error());
    const auto api = ec2(choices, call);
    if (!api)
        return fail(api.error());
    Endpoint endpoint;
    endpoint.disposable = call.ports.clock.now() - machine.created < youngFor;
    endpoint.ssh = SshTarget{.host = {},
                             .port = 22,
                             .user = chosen(choices, "user").isEmpty() ? QStringLiteral("ubuntu") : chosen(choices, "user"),
                             .keyFile = keyFile(call.ports.home, machine.id),
                             .useAgent = false,
                             .jump = {},
                             .hostKeyAlias = machine.id,
                             .trustedHostKeys = {},
                             .trustedJumpHostKeys = {}};
    FL_TRY(trust(endpoint, machine, *record, **api, call));
    const auto address = (*api)->address(*record, call.stop);
    if (!address)
        return fail(address.error());
    if (address->isEmpty())
        return fail({Cause::HostNotFound, {{QStringLiteral("host"), machine.name}}, NextAction::Retry, {}, {}});
    endpoint.ssh.host = *address;
    return endpoint;
}

Status AwsProvider::trust(Endpoint &endpoint, const Machine &machine, const ResourceRecord &instance, aws::Ec2 &api, ProviderCall &call)
{
    // Handed over before, and not replaced yet: whatever was pinned is that one.
    if (const auto handed = throwAwayKey(machine.id, call.ports.home)) {
        endpoint.ssh.trustedHostKeys = {handed->fingerprint};
        endpoint.throwAwayKeyFile = handed->file;
        return {};
    }
    if (isKnown(machine.id, call.ports.ssh.knownHostsFile()))
        return {}; // compared already, on the first visit
    // What the machine wrote to its console at the first boot.
    const qint64 end = call.ports.clock.now() + consoleLimit.count();
    for (;;) {
        const auto said = api.console(instance, call.stop);
        if (!said)
            return fail(said.error());
        endpoint.ssh.trustedHostKeys = aws::hostKeysOf(*said);
        if (!endpoint.ssh.trustedHostKeys.isEmpty())
            return {};
        if (call.ports.clock.now() >= end)
            break;
        if (!call.ports.clock.wait(betweenAsks, call.stop))
            return fail({Cause::Cancelled, {}, NextAction::Resume, {}, {}});
    }
    // A spot machine cannot be stopped, and one that has been set up is not touched: the user is asked, who may look at the console.
    const bool young = machine.state == MachineState::Creating || machine.state == MachineState::SettingUp;
    return young && !aws::wantsSpot(choicesOf(machine)) ? handThrowAwayKey(endpoint, machine, instance, api, call) : Status();
}

Status AwsProvider::handThrowAwayKey(Endpoint &endpoint, const Machine &machine, const ResourceRecord &instance, aws::Ec2 &api,
                                     ProviderCall &call)
{
    call.events(
        {call.ports.clock.now(), machine.id, {}, EventKind::Progress, {{QStringLiteral("say"), QStringLiteral("handing-throw-away-key")}}});
    FL_TRY(api.power(instance, "StopInstances", call.stop));
    FL_TRY(awaitState(api, instance, InstanceState::Stopped, call));
    // Written down only now: from here on the machine may have it. A run that is cut before its start does all of this once more.
    const auto key = makeThrowAwayKey(machine.id, call.ports);
    if (!key)
        return fail(key.error());
    const auto orders = throwAwayOrders(*key);
    Status done = orders ? api.setUserData(instance, *orders, call.stop) : Status(fail(orders.error()));
    if (done)
        done = api.power(instance, "StartInstances", call.stop);
    if (!done) {
        for (const QString &path : {key->file, key->file + QStringLiteral(".pub")})
            QFile::remove(path);
        return done;
    }
    endpoint.ssh.trustedHostKeys = {key->fingerprint};
    endpoint.throwAwayKeyFile = key->file;
    return awaitState(api, instance, InstanceState::Running, call);
}

} // namespace fl
