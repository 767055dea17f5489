// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/run/probe_run.h"

#include "backends/probe/probe_json.h"
#include "backends/probe/push.h"
#include "backends/run/intent.h"
#include "backends/run/machine_operations.h"
#include "backends/run/power.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>

#include <algorithm>

namespace fl {
namespace {

using namespace std::chrono_literals;

const QLatin1String reportFact("probe.report"), timeFact("probe.at");

constexpr auto longestProbe = 90s; // it gives up by itself after 60
constexpr auto slowestAnswer = 5s; // beside the interval: a stream that is silent for longer was cut
constexpr auto betweenSmi = 2s;    // each asking starts nvidia-smi anew, which costs the server something

Status reach(Session &session)
{
    if (!wasReached(session.machine)) // the probe lies in a folder that set-up makes
        return fail({Cause::JupyterNotRunning, {{QStringLiteral("machine"), session.machine.name}}, NextAction::Resume, {}, {}});
    session.link.setPatience({.connect = 10s});
    return requireMachine(session);
}

Result<ShellExit> runPushed(Session &session, const QByteArray &program, const QList<QByteArray> &arguments,
                            std::chrono::milliseconds silence, const Shell::Sink &sink)
{
    auto shell = session.link.shell(session.call.stop);
    if (!shell)
        return fail(shell.error());
    const ShellScript script{probeScript(program, arguments), {}, {}, silence};
    auto exit = (*shell)->run(script, sink, session.call.stop);
    if (!exit || exit->code != ProbeNotThere || program.isEmpty())
        return exit;
    const QString path = probePath(program);
    FL_TRY((*shell)->upload(path, program, 0700, session.call.stop));
    exit = (*shell)->run(script, sink, session.call.stop);
    if (exit && exit->code == ProbeNotThere)
        return fail({Cause::ServerFile, {{QStringLiteral("path"), path}}, NextAction::Retry, QString::fromUtf8(exit->err)});
    return exit;
}

/// Where there is no nvidia-smi, set-up has seen what is on the bus.
void judgeBySetup(ProbeReport &report, const Machine &machine)
{
    const bool blind = report.source == ProbeReport::Source::NvidiaSmi && report.error && report.error->cause == Cause::GpuNoDriver;
    if (blind && machine.facts.value(QLatin1String("gpu.count")).toString() == QLatin1String("0"))
        report.error = Error{Cause::GpuNone, {}, NextAction::ReadHelp, report.error->detail};
}

Status keep(Session &session, ProbeReport report)
{
    if (session.ports.ledger.isReadOnly())
        return {};
    for (ProbeGpu &gpu : report.gpus)
        gpu.live.processes.reset();
    // As it is now: another call may have written meanwhile.
    const auto now = session.ports.ledger.find(session.machine.id);
    if (!now)
        return fail(now.error());
    if (!*now)
        return {};
    session.machine = **now;
    session.markSaved();
    session.machine.facts.insert(reportFact, toJson(report));
    session.machine.facts.insert(timeFact, session.ports.clock.now());
    return session.save();
}

ProbeTick tickOf(const ProbeReport &report, qint64 now)
{
    ProbeTick tick;
    tick.t = now;
    for (const ProbeGpu &gpu : report.gpus)
        tick.gpus << gpu.live;
    return tick;
}

Result<ProbeReport> askSmi(Session &session)
{
    const auto exit = runPushed(session, {}, {}, longestProbe, {});
    return exit ? readProbe(exit->code, exit->out, exit->err) : fail(exit.error());
}

} // namespace

QByteArray probeProgram(const QString &processor)
{
    const bool arm = processor == QLatin1String("aarch64") || processor == QLatin1String("arm64");
    const QString name = arm ? QStringLiteral("firstlight-probe-arm64") : QStringLiteral("firstlight-probe");
    const QString here = QCoreApplication::applicationDirPath();
    for (const char *folder : {"/", "/../libexec/firstlight/", "/../bin/"})
        if (QFile file(here + QLatin1String(folder) + name); file.open(QIODevice::ReadOnly))
            return file.readAll();
    return {};
}

Result<ProbeReport> probeMachine(Session &session, const QByteArray &program)
{
    FL_TRY(reach(session));
    const auto exit = runPushed(session, program, {}, longestProbe, {});
    if (!exit)
        return fail(exit.error());
    auto report = readProbe(exit->code, exit->out, exit->err);
    if (!report)
        return report;
    judgeBySetup(*report, session.machine);
    FL_TRY(keep(session, *report));
    return report;
}

Status watchMachine(Session &session, const QByteArray &program, int interval, const ProbeTicks &ticks)
{
    FL_TRY(reach(session));
    ProbeStream stream;
    const auto exit = runPushed(session, program, {"--watch", QByteArray::number(interval), "--ignore-input"},
                                std::chrono::milliseconds(interval) + slowestAnswer, [&](QByteArrayView bytes) {
                                    for (const ProbeTick &tick : stream.feed(bytes))
                                        ticks(tick);
                                });
    if (!exit)
        return fail(exit.error());
    if (exit->code != ProbeAskedSmi) // the program ended by itself, which only a killed one does
        return fail({Cause::ConnectionLost, {}, NextAction::Retry, QString::fromUtf8(exit->err)});
    for (;;) {
        const auto report = askSmi(session);
        if (!report)
            return fail(report.error());
        if (report->error)
            return fail(*report->error);
        ticks(tickOf(*report, session.ports.clock.now()));
        if (!session.ports.clock.wait(std::max<std::chrono::milliseconds>(std::chrono::milliseconds(interval), betweenSmi),
                                      session.call.stop))
            return fail({Cause::Cancelled, {}, NextAction::Retry, {}});
    }
}

std::optional<ProbeReport> keptProbe(const Machine &machine)
{
    const QJsonObject kept = machine.facts.value(reportFact).toObject();
    if (kept.isEmpty())
        return std::nullopt;
    auto report = parseProbe(QJsonDocument(kept).toJson(QJsonDocument::Compact));
    return report ? std::optional(std::move(*report)) : std::nullopt;
}

qint64 keptProbeTime(const Machine &machine)
{
    return machine.facts.value(timeFact).toInteger();
}

Result<ProbeReport> MachineOperations::probe(const QString &id, OperationCall &call)
{
    auto there = session(id, call);
    if (!there)
        return fail(there.error());
    auto report = probeMachine(**there, probeProgram((*there)->machine.facts.value(QLatin1String("arch")).toString()));
    return report ? report : fail((*there)->explained(report.error()));
}

Status MachineOperations::watch(const QString &id, int interval, const ProbeTicks &ticks, OperationCall &call)
{
    auto there = session(id, call);
    if (!there)
        return fail(there.error());
    const auto program = probeProgram((*there)->machine.facts.value(QLatin1String("arch")).toString());
    return fail((*there)->explained(watchMachine(**there, program, interval, ticks).error()));
}

} // namespace fl
