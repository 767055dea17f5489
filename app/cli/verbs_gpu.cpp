// SPDX-License-Identifier: GPL-3.0-or-later
// probe: the GPU as it really is.
#include "app/cli/verbs.h"
#include "app/cli/words.h"
#include "app/gpu/gpu_text.h"
#include "backends/probe/probe_json.h"
#include "backends/text/text.h"

#include <QTime>

namespace fl::cli {
namespace {

void show(Output &output, const GpuFacts &facts)
{
    qsizetype widest = 0;
    for (const GpuFact &fact : facts)
        widest = std::max(widest, fact.name.size());
    for (const GpuFact &fact : facts) {
        output.show((fact.bad ? QStringLiteral("  ! ") : QStringLiteral("    ")) + fact.name.leftJustified(widest + 2) + fact.value);
        if (!fact.meaning.isEmpty())
            output.show(QString(widest + 6, QLatin1Char(' ')) + fact.meaning);
    }
}

void show(Output &output, const ProbeReport &report)
{
    output.show(gpuTitle(report));
    output.show(QStringLiteral("  ") + gpuSentence(report));
    int index = 0;
    for (const ProbeGpu &gpu : report.gpus) {
        output.show(QString());
        if (report.gpus.size() > 1)
            output.show(tr("GPU %1: %2").arg(QString::number(index++), text::visible(gpu.name)));
        show(output, gpuFacts(report, gpu) + measuredFacts(gpu));
        for (const ProbeProcess &process : gpu.live.processes.value_or(QList<ProbeProcess>{}))
            output.show(QStringLiteral("    ") + tr("computing on it: %1").arg(processLine(process)));
    }
    output.show(QString());
    show(output, hostFacts(report));
}

void show(Output &output, const ProbeTick &tick)
{
    const QString time = QTime::currentTime().toString(QStringLiteral("HH:mm:ss"));
    int index = 0;
    for (const ProbeLive &live : tick.gpus)
        output.show(QStringLiteral("%1  GPU %2  %3").arg(time, QString::number(index++), liveLine(live)));
    if (tick.gpus.isEmpty() && tick.cpu)
        output.show(tr("%1  processor %2 % busy").arg(time).arg(*tick.cpu * 100, 0, 'f', 0));
}

/// Until Ctrl-C, which is how it is meant to end.
Status watch(Call &call)
{
    const Status ended = call.opened.operations->watch(
        call.line.id, *call.line.watch,
        [&](const ProbeTick &tick) {
            QJsonObject object = toJson(tick);
            object.insert(QStringLiteral("kind"), QStringLiteral("tick"));
            call.output.json(object);
            show(call.output, tick);
        },
        call.operation);
    if (!ended && ended.error().cause != Cause::Cancelled)
        return ended;
    call.output.result({{QStringLiteral("id"), call.line.id}});
    return {};
}

} // namespace

Status probe(Call &call)
{
    if (call.line.watch)
        return watch(call);
    const auto report = call.opened.operations->probe(call.line.id, call.operation);
    if (!report)
        return fail(report.error());
    call.output.json({{QStringLiteral("kind"), QStringLiteral("probe")}, {QStringLiteral("report"), toJson(*report)}});
    show(call.output, *report);
    call.output.result({{QStringLiteral("id"), call.line.id},
                        {QStringLiteral("gpus"), static_cast<qint64>(report->gpus.size())},
                        {QStringLiteral("usable"), !report->error}});
    return {};
}

} // namespace fl::cli
