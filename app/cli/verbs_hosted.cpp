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

Result<Choices> choicesFor(const Call &call, const HostedService &service)
{
    Choices choices = hostedChoices(service.id(), call.environment.language);
    for (const auto &[key, value] : call.line.set)
        FL_TRY(setKey(choices, key, value));
    return choices;
}

Status write(Call &call, const HostedService &service)
{
    const auto choices = choicesFor(call, service);
    if (!choices)
        return fail(choices.error());
    const auto notebook = service.notebook(choices->software.frameworks, choices->software.notebookLanguage);
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

/// Opens pages only where people read: a program that reads --json opens them itself.
void openPage(const Call &call, const QString &url)
{
    if (call.environment.openPage && !call.output.isJson())
        call.environment.openPage(url);
}

Status upload(Call &call, const HostedService &service)
{
    const auto choices = choicesFor(call, service);
    if (!choices)
        return fail(choices.error());
    OperationCall operation{[&call](const Event &event) {
                                call.operation.events(event);
                                const QJsonObject arguments = event.data.value(QLatin1String("args")).toObject();
                                if (event.data.value(QLatin1String("say")) == QLatin1String("hosted-sign-in"))
                                    openPage(call, arguments.value(QLatin1String("url")).toString());
                            },
                            call.operation.asker, call.operation.secrets, call.operation.stop, call.line.set};
    const auto opened = call.opened.operations->openHosted(*choices, operation);
    if (!opened) {
        call.output.say(tr("The other way: firstlight-cli hosted %1 --out FILE.ipynb").arg(service.id()));
        return fail(opened.error());
    }
    call.output.show(tr("The notebook is at %1").arg(opened->url));
    openPage(call, opened->url);
    call.output.show(
        tr("Choose \"Run all\" in its menu. The last cell shows a code; bring it back with: firstlight-cli hosted %1 --code CODE")
            .arg(service.id()));
    call.output.say(opened->kept ? tr("You stay signed in. To end that: firstlight-cli hosted %1 --sign-out").arg(service.id())
                                 : tr("The sign-in is not kept on this computer."));
    call.output.result({{QStringLiteral("url"), opened->url}, {QStringLiteral("kept"), opened->kept}});
    return {};
}

Status signOut(Call &call, const HostedService &service)
{
    FL_TRY(call.opened.operations->signOutHosted(service.id(), call.operation));
    call.output.show(tr("Nothing of the sign-in is kept on this computer any more."));
    call.output.result({});
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
    const HostedRegistry registry;
    const HostedService *service = registry.find(call.line.id);
    if (!service) {
        QStringList names;
        for (const auto &each : registry.all())
            names << each->id();
        return fail(
            usageError(tr("no notebook can be written for \"%1\" (but for: %2)").arg(call.line.id, names.join(QLatin1String(", ")))));
    }
    if (!call.line.resultCode.isEmpty()) {
        const auto kept = keepHosted(call.opened.home, service->id(), call.line.resultCode, QDateTime::currentMSecsSinceEpoch());
        if (!kept)
            return fail(kept.error());
        tell(call.output, *kept);
        call.output.result({});
        return {};
    }
    if (call.line.upload)
        return upload(call, *service);
    return call.line.signOut ? signOut(call, *service) : write(call, *service);
}

} // namespace fl::cli
