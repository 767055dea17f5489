// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/run/diagnose.h"

#include "backends/run/power.h"
#include "backends/steps/follow_stream.h"
#include "backends/steps/job_scripts.h"
#include "backends/steps/server_scripts.h"

namespace fl {
namespace {

constexpr qsizetype mostBytes = 1024 * 1024, mostFacts = 400, longestName = 80, longestValue = 4000;

QStringList frameworksOf(const Machine &machine)
{
    const auto plan = planFromJson(machine.plan);
    return plan ? plan->choices.software.frameworks : QStringList();
}

/// What a stranger told, within bounds.
Result<ChainFacts> ask(Session &session, const QStringList &frameworks)
{
    auto shell = session.link.shell(session.call.stop);
    if (!shell)
        return fail(shell.error());
    ChainFacts facts;
    qsizetype bytes = 0;
    const QByteArray mark = randomMark();
    FollowStream stream(
        mark,
        [&](const QList<QByteArray> &fields) {
            if (fields.size() == 3 && fields[0] == "fact" && fields[1].size() <= longestName && facts.size() < mostFacts)
                facts.insert(QString::fromUtf8(fields[1]),
                             session.redactor.mask(QString::fromUtf8(fields[2].first(std::min(fields[2].size(), longestValue)))));
        },
        [](QByteArrayView) {});
    const auto exit = (*shell)->run(
        gpuChainScript(mark, frameworks),
        [&](QByteArrayView arrived) {
            bytes += arrived.size();
            if (bytes <= mostBytes)
                stream.feed(arrived);
        },
        session.call.stop);
    if (!exit)
        return fail(exit.error());
    if (exit->code != 0 || facts.isEmpty())
        return fail({Cause::SshShellUnusable, {}, NextAction::AskAdministrator, QString::fromUtf8(exit->err)});
    return facts;
}

Status confirmAnew(Session &session, const QString &framework)
{
    auto answer = session.call.asker.ask({Question::Kind::Confirm,
                                          {QStringLiteral("repair-environment"), {{QStringLiteral("framework"), framework}}}},
                                         session.call.stop);
    if (!answer)
        return fail(answer.error());
    if (!answer->yes)
        return fail({Cause::Cancelled, {}, NextAction::Retry, {}, {}});
    return {};
}

/// The machine as it is now, in place of what pre-flight once saw: the resolver goes by it.
Mending mendingFor(const ChainFacts &facts, const QString &framework)
{
    Mending mending;
    for (const auto &[name, fact] :
         {std::pair("gpu.count", "gpus"), std::pair("gpu.pci", "pci"), std::pair("gpu.driver", "module"), std::pair("kernel", "kernel")})
        mending.learnt.emplace_back(name, facts.value(QLatin1String(fact)).toUtf8());
    if (const QString secure = facts.value(QStringLiteral("secure_boot")); !secure.isEmpty())
        mending.learnt.emplace_back("secure_boot", secure.toUtf8());
    // What one restart did not mend may be asked for once more.
    mending.learnt.emplace_back("nvidia-driver.reboot", QByteArray());
    mending.anew = framework.toUtf8();
    return mending;
}

Status mend(Session &session, const Mending &mending)
{
    auto shell = session.link.shell(session.call.stop);
    if (!shell)
        return fail(shell.error());
    const auto exit = (*shell)->run(mendScript(session.machine.id, mending), {}, session.call.stop);
    if (!exit)
        return fail(exit.error());
    const QString said = session.redactor.mask(QString::fromUtf8(exit->err).trimmed());
    if (exit->code == 75)
        return fail({Cause::ServerBusy, {{QStringLiteral("who"), said}}, NextAction::WaitAndResume, {}, {}});
    if (exit->code != 0)
        return fail({Cause::StepFailed, {}, NextAction::Retry, said, {}});
    return {};
}

} // namespace

Result<LookedAt> lookAtGpu(Session &session)
{
    FL_TRY(requireMachine(session));
    const QStringList frameworks = frameworksOf(session.machine);
    auto facts = ask(session, frameworks);
    if (!facts)
        return fail(facts.error());
    LookedAt looked{std::move(*facts), {}};
    looked.diagnosis = judgeChain(looked.facts, frameworks);
    looked.diagnosis.machine = session.machine;
    if (auto &broken = looked.diagnosis.broken)
        broken = session.explained(std::move(*broken));
    return looked;
}

Result<SetupOptions> prepareRepair(Session &session)
{
    session.events.notice(QStringLiteral("looking-for-the-break"), {});
    const auto looked = lookAtGpu(session);
    if (!looked)
        return fail(looked.error());
    const Diagnosis &diagnosis = looked->diagnosis;
    if (!diagnosis.broken)
        return SetupOptions{.proveAgain = true};
    const Error &broken = *diagnosis.broken;
    if (!diagnosis.repairable)
        return fail({Cause::NotSupportedHere,
                     {{QStringLiteral("what"), QStringLiteral("repair")}, {QStringLiteral("why"), QStringLiteral("repair-not-ours")}},
                     broken.next,
                     broken.detail,
                     {}});
    if (broken.next == NextAction::Reboot) {
        FL_TRY(rebootMachine(session));
        return SetupOptions{}; // the proof held for the boot before
    }
    const QString framework = diagnosis.brokenLink()->id.section(QLatin1Char(':'), 1);
    if (looked->facts.value(framework + QLatin1String(".own")) == QLatin1String("yes"))
        FL_TRY(confirmAnew(session, framework));
    FL_TRY(mend(session, mendingFor(looked->facts, framework)));
    return SetupOptions{.again = framework.isEmpty() ? QStringList{QStringLiteral("nvidia-driver")} : QStringList()};
}

} // namespace fl
