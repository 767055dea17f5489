// SPDX-License-Identifier: GPL-3.0-or-later
// hosted: a ready notebook for a computer that somebody else runs, and what came out of it.
#include "app/cli/verbs.h"
#include "app/cli/words.h"
#include "backends/core/keys.h"
#include "backends/hosted/records.h"
#include "backends/text/text.h"
#include "backends/text/way_text.h"

#include <QDateTime>
#include <QFileInfo>
#include <QJsonArray>
#include <QSaveFile>

namespace fl::cli {
namespace {

void tell(Output &output, const HostedRecord &record)
{
    QJsonArray frameworks;
    QStringList said;
    for (const HostedResult::Framework &framework : record.result.frameworks) {
        frameworks.append(QJsonObject{{QStringLiteral("name"), framework.name},
                                      {QStringLiteral("version"), framework.version},
                                      {QStringLiteral("gpu"), framework.onGpu}});
        said << QStringLiteral("%1 %2 (%3)")
                    .arg(text::frameworkName(framework.name), framework.version,
                         framework.onGpu ? QStringLiteral("GPU") : QStringLiteral("CPU"));
    }
    const HostedResult &result = record.result;
    output.json({{QStringLiteral("kind"), QStringLiteral("hosted")},
                 {QStringLiteral("name"), record.service},
                 {QStringLiteral("day"), result.day.toString(Qt::ISODate)},
                 {QStringLiteral("gpu"), result.gpu.isEmpty() ? QJsonValue() : QJsonValue(result.gpu)},
                 {QStringLiteral("frameworks"), frameworks},
                 {QStringLiteral("code"), record.code},
                 {QStringLiteral("your_word"), true}});
    output.show(QStringLiteral("%1  %2  %3")
                    .arg(result.day.toString(Qt::ISODate), text::wayName(record.service),
                         result.gpu.isEmpty() ? tr("no GPU") : text::visible(result.gpu)));
    output.show(QStringLiteral("  ") + (said.isEmpty() ? tr("no framework was proven") : said.join(QStringLiteral(", "))));
    output.show(QStringLiteral("  ") + tr("This is your word: Firstlight has not seen that computer."));
}

Result<QStringList> frameworksOf(const CommandLine &line)
{
    Choices choices;
    choices.software.frameworks = {QStringLiteral("pytorch"), QStringLiteral("tensorflow"), QStringLiteral("keras")};
    for (const auto &[key, value] : line.set)
        FL_TRY(setKey(choices, key, value));
    return choices.software.frameworks;
}

Status write(Call &call, const HostedService &service)
{
    const auto frameworks = frameworksOf(call.line);
    if (!frameworks)
        return fail(frameworks.error());
    const auto notebook = service.notebook(*frameworks, call.environment.language);
    if (!notebook)
        return fail(notebook.error());
    QSaveFile file(call.line.outFile);
    if (!file.open(QIODevice::WriteOnly) || file.write(*notebook) != notebook->size() || !file.commit())
        return fail({Cause::LocalFile,
                     {{QStringLiteral("path"), call.line.outFile}, {QStringLiteral("reason"), file.errorString()}},
                     NextAction::ChangeInput,
                     {},
                     {}});
    const QString path = QFileInfo(call.line.outFile).absoluteFilePath();
    const auto knowledge = call.opened.operations->knowledge();
    const Way *way = knowledge ? knowledge->ways.find(service.id()) : nullptr;
    call.output.show(tr("The notebook is in %1.").arg(path));
    call.output.show(tr("1. Open %1 in your browser and sign in.").arg(way ? way->link : text::wayName(service.id())));
    call.output.show(tr("2. Choose \"Upload\" there and drag the file into the window."));
    call.output.show(
        tr("Then choose \"Run all\" in its menu. The last cell shows a code; bring it back with: firstlight-cli hosted %1 --code CODE")
            .arg(service.id()));
    call.output.result({{QStringLiteral("file"), path}});
    return {};
}

} // namespace

Status hosted(Call &call)
{
    if (call.line.id.isEmpty()) {
        const auto records = hostedRecords(call.opened.home);
        if (!records)
            return fail(records.error());
        for (const HostedRecord &record : *records)
            tell(call.output, record);
        if (records->empty())
            call.output.say(tr("No result of a hosted notebook has been brought back yet."));
        call.output.result({{QStringLiteral("records"), static_cast<qint64>(records->size())}});
        return {};
    }
    if (!call.line.folder.isEmpty())
        return openProject(call);
    const HostedRegistry registry;
    const HostedService *service = registry.find(call.line.id);
    if (!service) {
        QStringList names;
        for (const auto &each : registry.all())
            names << each->id();
        return fail(
            usageError(tr("no notebook can be written for \"%1\" (but for: %2)").arg(call.line.id, names.join(QLatin1String(", ")))));
    }
    if (call.line.remove) {
        FL_TRY(forgetHosted(call.opened.home, service->id(), call.line.resultCode));
        call.output.show(tr("It is not kept any more."));
        call.output.result({});
        return {};
    }
    if (!call.line.resultCode.isEmpty()) {
        const auto kept = keepHosted(call.opened.home, service->id(), call.line.resultCode, QDateTime::currentMSecsSinceEpoch());
        if (!kept)
            return fail(kept.error());
        tell(call.output, *kept);
        call.output.result({});
        return {};
    }
    return write(call, *service);
}

} // namespace fl::cli
