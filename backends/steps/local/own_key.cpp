// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/steps/local/own_key.h"

#include "backends/ports/login_key.h"

#include <QFileInfo>

namespace fl {
namespace {

constexpr std::chrono::seconds patience{30};

Status runThere(StepContext &context, Shell &shell, const ShellScript &script)
{
    const auto exit = shell.run(script, {}, context.stop);
    if (!exit)
        return fail(exit.error());
    if (exit->code != 0)
        return fail(
            {Cause::StepFailed, {{QStringLiteral("step"), context.step.id}}, NextAction::ShowLog, QString::fromUtf8(exit->err), {}});
    return {};
}

} // namespace

bool wantsOwnKey(const Plan &plan, const Machine &machine)
{
    return plan.choices.provider.value(QStringLiteral("new_key")) == QLatin1String("yes")
        && machine.facts.value(QLatin1String("ssh.key_file")).toString().isEmpty();
}

Status giveOwnKey(StepContext &context, Shell &shell)
{
    const QFileInfo trust(context.ports.ssh.knownHostsFile());
    const QString path = trust.absolutePath() + QStringLiteral("/keys/") + context.machine.id;
    const auto line = loginKey(path, context.machine.id, context.ports.ssh);
    if (!line)
        return fail(line.error());
    ResourceRecord record;
    record.operation = record.machine = context.machine.id;
    record.kind = QStringLiteral("user-key");
    record.name = line->trimmed();
    record.perHour = Money{};
    FL_TRY(context.ports.ledger.save(record));
    FL_TRY(runThere(context, shell, authorizedKeyScript(*line)));

    ProviderCall call = context.providerCall();
    auto endpoint = context.provider.endpoint(context.machine, call);
    if (!endpoint)
        return fail(endpoint.error());
    endpoint->ssh.keyFile = path;
    endpoint->ssh.useAgent = false;
    const auto proof = context.ports.ssh.connect(endpoint->ssh, {}, patience, context.stop);
    if (!proof) {
        FL_TRY(runThere(context, shell, forgetAuthorizedKeyScript(*line)));
        record.state = ResourceRecord::State::Gone;
        record.goneConfirmations = 2;
        FL_TRY(context.ports.ledger.save(record));
        return fail(proof.error());
    }
    record.state = ResourceRecord::State::Created;
    FL_TRY(context.ports.ledger.save(record));
    context.machine.facts.insert(QStringLiteral("ssh.key_file"), path);
    return {};
}

} // namespace fl
