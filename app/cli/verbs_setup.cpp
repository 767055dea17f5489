// SPDX-License-Identifier: GPL-3.0-or-later
// setup, plan, resume, verify, update: the verbs that run a plan.
#include "app/cli/proof.h"
#include "app/cli/verbs.h"
#include "app/cli/words.h"
#include "backends/core/keys.h"
#include "backends/plan/idle_stop.h"
#include "backends/plan/plan_file.h"
#include "backends/text/text.h"

#include <QFile>
#include <QJsonArray>

namespace fl::cli {
namespace {

Result<QByteArray> readPlanFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail({Cause::LocalFile,
                     {{QStringLiteral("path"), path}, {QStringLiteral("reason"), file.errorString()}},
                     NextAction::ChangeInput,
                     {},
                     {}});
    return file.read(1024 * 1024 + 1); // one more than allowed: the reader refuses it
}

QJsonObject planJson(const Plan &plan)
{
    QJsonObject object = toJson(plan);
    object.insert(QStringLiteral("kind"), QStringLiteral("plan"));
    return object;
}

Status confirm(Call &call, const Plan &plan)
{
    auto answer =
        call.asker.ask({Question::Kind::Confirm,
                        {QStringLiteral("create-machine"),
                         {{QStringLiteral("machine"), plan.machineName}, {QStringLiteral("price"), text::perHour(plan.perHour)}}}},
                       call.operation.stop);
    if (!answer) {
        Error error = answer.error();
        if (error.cause == Cause::AnswerNeeded)
            error.params.insert(QStringLiteral("what"), tr("add --yes to set up without being asked"));
        return fail(error);
    }
    if (!answer->yes)
        return fail({Cause::Cancelled, {}, NextAction::Retry, {}, {}});
    return {};
}

} // namespace

Result<Choices> choicesOf(const CommandLine &line, const QString &language)
{
    Choices choices;
    if (!line.planFile.isEmpty()) {
        auto yaml = readPlanFile(line.planFile);
        if (!yaml)
            return fail(yaml.error());
        auto read = parsePlanFile(*yaml, line.planFile);
        if (!read)
            return fail(read.error());
        choices = *read;
    } else {
        if (language.startsWith(QLatin1String("zh")))
            choices.software.notebookLanguage = QStringLiteral("zh_CN");
        FL_TRY(setKey(choices, QStringLiteral("where"), line.where));
    }
    for (const auto &[key, value] : line.set)
        FL_TRY(setKey(choices, key, value));
    return choices;
}

void sayPlan(Output &output, const Plan &plan)
{
    output.say(tr("%1: %2, %3").arg(plan.machineName, text::providerName(plan.choices.where), text::perHour(plan.perHour)));
    for (const PlannedResource &resource : plan.resources)
        output.say(QStringLiteral("  + %1 %2 (%3)")
                       .arg(text::visible(resource.kind), text::visible(resource.name), text::perHour(resource.perHour)));
    for (const PlanStep &step : plan.steps)
        output.say(QStringLiteral("  %1  %2").arg(text::stepTitle(step.id), -34).arg(text::duration(step.expectedSeconds)));
    for (const Reason &reason : plan.reasons)
        output.say(QStringLiteral("  ") + text::reason(reason));
    if (plan.perHour && !plan.perHour->isFree())
        output.say(tr("  Forgotten, it costs %1.").arg(text::forgotten(*plan.perHour)));
    if (const qint64 seconds = idleStopSeconds(plan); seconds > 0)
        output.say(QStringLiteral("  %1.").arg(text::idleStop(seconds, idleStopOnlyWarns(plan))));
    output.say(tr("In all %1.").arg(text::duration(plan.expectedSeconds)));
}

void tellSetup(Call &call, const SetupResult &result)
{
    const QString id = result.machine.name;
    call.output.say(QString());
    const bool idle = result.gpu.isEmpty() && !result.machine.facts.value(QLatin1String("gpu.unused")).toString().isEmpty();
    call.output.say(idle                       ? tr("%1 is verified on the CPU; its NVIDIA GPU is not used.").arg(text::visible(id))
                        : result.gpu.isEmpty() ? tr("%1 is verified on the CPU; no NVIDIA GPU on this machine.").arg(text::visible(id))
                                               : tr("%1 is verified on its GPU: %2.").arg(text::visible(id), text::visible(result.gpu)));
    if (call.line.verb != QLatin1String("verify")) // which changes nothing: its steps prove
        call.output.say(result.changed == 0
                            ? tr("Nothing had to be changed.")
                            : tr("Steps that changed something: %1, in %2.").arg(result.changed).arg(text::duration(result.seconds)));
    if (result.newPassword) {
        // Where it is kept and nobody looks, it stays unseen; where it is not kept, this is the only time.
        if (result.passwordKept && !call.environment.live) {
            call.output.say(tr("The notebook's password is kept on this computer: firstlight-cli password %1").arg(id));
        } else {
            const QString password = result.newPassword->reveal([](QByteArrayView bytes) { return QString::fromUtf8(bytes); });
            call.output.say(QString());
            call.output.say(tr("Password of the notebook: %1").arg(password));
            call.output.say(result.passwordKept ? tr("It is also kept on this computer.")
                                                : tr("It is not kept on this computer: write it down. It is not shown again."));
        }
    }
    call.output.say(QString());
    if (call.line.verb != QLatin1String("setup") || !call.line.open)
        call.output.say(tr("Next: firstlight-cli open %1").arg(id));
}

Status plan(Call &call)
{
    const auto choices = choicesOf(call.line, call.environment.language);
    if (!choices)
        return fail(choices.error());
    const auto plan = call.opened.operations->plan(*choices, call.operation);
    if (!plan)
        return fail(plan.error());
    call.output.json(planJson(*plan));
    sayPlan(call.output, *plan);
    call.output.result({});
    return {};
}

Status setup(Call &call)
{
    const auto choices = choicesOf(call.line, call.environment.language);
    if (!choices)
        return fail(choices.error());
    const auto plan = call.opened.operations->plan(*choices, call.operation);
    if (!plan)
        return fail(plan.error());
    sayPlan(call.output, *plan);
    call.output.say(QString());
    const auto machines = call.opened.operations->list();
    if (!machines)
        return fail(machines.error());
    const bool known = std::any_of(machines->begin(), machines->end(), [&](const Machine &each) { return each.name == plan->machineName; });
    if (!known)
        FL_TRY(confirm(call, *plan));
    const auto result = call.opened.operations->setup(*plan, call.operation);
    if (!result)
        return fail(result.error());
    tellSetup(call, *result);
    return call.line.open ? serve(call, result->machine.id) : Status();
}

Status resume(Call &call)
{
    QStringList ids{call.line.id};
    if (call.line.id.isEmpty()) {
        const auto unfinished = call.opened.operations->reconcile(call.operation);
        if (!unfinished)
            return fail(unfinished.error());
        ids.clear();
        for (const Machine &machine : *unfinished)
            ids += machine.id;
        if (ids.isEmpty()) {
            call.output.say(tr("Nothing is unfinished."));
            call.output.result({{QStringLiteral("changed"), 0}});
        }
    }
    for (const QString &id : std::as_const(ids)) {
        const auto result = call.opened.operations->resume(id, call.operation);
        if (!result)
            return fail(result.error());
        tellSetup(call, *result);
    }
    return {};
}

Status verify(Call &call)
{
    const auto result = call.opened.operations->verify(call.line.id, call.operation);
    if (!result)
        return fail(result.error());
    tellSetup(call, *result);
    showProof(call.output, result->machine);
    return {};
}

Status update(Call &call)
{
    const auto result = call.opened.operations->update(call.line.id, call.line.back ? UpdateTo::Before : UpdateTo::Newest, call.operation);
    if (!result)
        return fail(result.error());
    tellSetup(call, *result);
    return {};
}

} // namespace fl::cli
