// SPDX-License-Identifier: GPL-3.0-or-later
// doctor ID: "Why no GPU?" of one machine, link by link, and the repair of the one that is broken.
#include "app/cli/verbs.h"
#include "app/cli/words.h"
#include "backends/text/link_text.h"
#include "backends/text/text.h"

namespace fl::cli {
namespace {

void tellLink(Output &output, const DiagnosisLink &link)
{
    QJsonObject facts;
    for (auto it = link.facts.begin(); it != link.facts.end(); ++it)
        facts.insert(it.key(), it.value());
    output.json({{QStringLiteral("kind"), QStringLiteral("link")},
                 {QStringLiteral("id"), link.id},
                 {QStringLiteral("state"), slug(link.state)},
                 {QStringLiteral("facts"), facts}});
    using State = DiagnosisLink::State;
    QString words = text::linkState(slug(link.state));
    if (link.state == State::Whole && !text::linkFound(link.id, link.facts).isEmpty())
        words = text::linkFound(link.id, link.facts);
    else if (link.state == State::NotThere)
        words = text::linkNotThere(link.id);
    const QString mark = link.state == State::Whole ? QStringLiteral("✓")
        : link.state == State::Broken               ? QStringLiteral("✗")
                                                    : QStringLiteral("–");
    output.show(QStringLiteral("  %1 %2: %3").arg(mark, text::linkTitle(link.id), words));
}

} // namespace

Status diagnose(Call &call)
{
    const QString id = call.line.id;
    const auto diagnosis = call.opened.operations->diagnose(id, call.operation);
    if (!diagnosis)
        return fail(diagnosis.error());
    for (const DiagnosisLink &link : diagnosis->chain)
        tellLink(call.output, link);
    QJsonObject summary{{QStringLiteral("kind"), QStringLiteral("diagnosis")},
                        {QStringLiteral("broken"), QJsonValue()},
                        {QStringLiteral("gpu"), !diagnosis->isWithoutGpu()},
                        {QStringLiteral("repairable"), diagnosis->repairable}};
    if (const DiagnosisLink *broken = diagnosis->brokenLink())
        summary.insert(QStringLiteral("broken"), broken->id);
    call.output.json(summary);
    if (!diagnosis->broken) {
        call.output.show(diagnosis->isWithoutGpu() ? tr("This machine has no NVIDIA GPU; everything computes on its processor.")
                                                   : tr("The GPU computes."));
        call.output.result({{QStringLiteral("id"), id}, {QStringLiteral("gpu"), !diagnosis->isWithoutGpu()}});
        return {};
    }
    if (!diagnosis->repairable)
        return fail(*diagnosis->broken);
    if (!call.line.repair) {
        call.output.say(tr("To repair it: firstlight-cli doctor %1 --repair").arg(text::visible(id)));
        return fail(*diagnosis->broken);
    }
    call.output.say(QString());
    call.output.say(text::error(*diagnosis->broken).happened);
    const auto result = call.opened.operations->repair(id, call.operation);
    if (!result)
        return fail(result.error());
    tellSetup(call, *result);
    return {};
}

} // namespace fl::cli
