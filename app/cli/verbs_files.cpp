// SPDX-License-Identifier: GPL-3.0-or-later
// files, fetch, send, and what destroy says first: the user's own files on a machine.
#include "app/cli/verbs.h"
#include "app/cli/words.h"
#include "backends/core/error_json.h"
#include "backends/text/text.h"

#include <QDateTime>
#include <QDir>
#include <QJsonArray>
#include <QLocale>

namespace fl::cli {
namespace {

constexpr size_t shownBeforeDestroy = 10;

QString named(const QByteArray &path)
{
    return text::visible(QString::fromUtf8(path)).replace(QLatin1Char('\n'), QChar(0x240a)).replace(QLatin1Char('\t'), QChar(0x2409));
}

QString howToFetch(const QString &machine)
{
    return QStringLiteral("firstlight-cli fetch %1 FOLDER").arg(text::visible(machine));
}

/// "3 files you made, 1.2 MB"
QString summed(const UserFiles &found)
{
    const auto count = static_cast<qint64>(found.files.size());
    return count == 1 ? tr("1 file you made, %1").arg(text::size(found.bytes()))
                      : tr("%1 files you made, %2").arg(QLocale().toString(count), text::size(found.bytes()));
}

void putOut(Call &call, const UserFiles &found)
{
    for (const UserFile &file : found.files)
        call.output.json({{QStringLiteral("kind"), QStringLiteral("file")},
                          {QStringLiteral("path"), QString::fromUtf8(file.path)},
                          {QStringLiteral("bytes"), file.bytes},
                          {QStringLiteral("modified"), file.modified}});
}

QJsonObject sums(const UserFiles &found)
{
    return {{QStringLiteral("files"), static_cast<qint64>(found.files.size())},
            {QStringLiteral("bytes"), found.bytes()},
            {QStringLiteral("links"), found.links},
            {QStringLiteral("complete"), !found.cut && !found.unread}};
}

std::optional<Money> priceOf(Call &call)
{
    if (const auto machines = call.opened.operations->list())
        for (const Machine &machine : *machines)
            if (machine.id == call.line.id || machine.name == call.line.id)
                return machine.perHour;
    return std::nullopt;
}

QString line(const UserFile &file)
{
    const QString when = QLocale().toString(QDateTime::fromMSecsSinceEpoch(file.modified), QLocale::ShortFormat);
    return QStringLiteral("  %1  %2  %3").arg(text::size(file.bytes), 10).arg(when.leftJustified(16), named(file.path));
}

void sayLimits(Call &call, const UserFiles &found)
{
    if (found.cut)
        call.output.say(tr("There are more; they are too many to list, and will not be copied."));
    if (found.unread)
        call.output.say(tr("Some folders could not be looked into."));
    if (found.links > 0)
        call.output.say(tr("Symbolic links are neither followed nor copied (%1).").arg(found.links));
}

/// What is beside another file, what was left, and the last line.
Status tellCopied(Call &call, const CopiedFiles &copied)
{
    QJsonArray besideJson;
    for (const CopiedFiles::Beside &other : copied.beside) {
        call.output.say(
            tr("Another %1 is there already; the one that was copied is beside it as %2.").arg(named(other.path), named(other.name)));
        besideJson.append(
            QJsonObject{{QStringLiteral("path"), QString::fromUtf8(other.path)}, {QStringLiteral("name"), QString::fromUtf8(other.name)}});
    }
    if (!copied.left.empty()) {
        QStringList left;
        QJsonArray leftJson;
        for (const CopiedFiles::Left &one : copied.left) {
            left << named(one.path) + QStringLiteral(": ") + text::reason({one.why, {}});
            leftJson.append(QJsonObject{{QStringLiteral("path"), QString::fromUtf8(one.path)}, {QStringLiteral("why"), one.why}});
        }
        call.output.json({{QStringLiteral("kind"), QStringLiteral("left")}, {QStringLiteral("files"), leftJson}});
        const qint64 all = copied.copied + copied.alreadyThere + left.size();
        return fail({Cause::FilesLeft,
                     {{QStringLiteral("left"), QString::number(left.size())}, {QStringLiteral("files"), QString::number(all)}},
                     NextAction::ReadHelp,
                     left.join(QLatin1Char('\n')),
                     {Exists::What::Machine, call.line.id, priceOf(call)}});
    }
    call.output.result({{QStringLiteral("id"), call.line.id},
                        {QStringLiteral("folder"), copied.folder},
                        {QStringLiteral("copied"), copied.copied},
                        {QStringLiteral("already_there"), copied.alreadyThere},
                        {QStringLiteral("bytes"), copied.bytes},
                        {QStringLiteral("links"), copied.links},
                        {QStringLiteral("beside"), besideJson},
                        {QStringLiteral("complete"), !copied.cut}});
    return {};
}

void sayCopied(Call &call, const CopiedFiles &copied, const QString &where)
{
    call.output.say(tr("Files copied to %1: %2 (%3). There already: %4.")
                        .arg(where, QLocale().toString(copied.copied), text::size(copied.bytes), QLocale().toString(copied.alreadyThere)));
}

} // namespace

Status files(Call &call)
{
    const auto found = call.opened.operations->userFiles(call.line.id, call.operation);
    if (!found)
        return fail(found.error());
    putOut(call, *found);
    for (const UserFile &file : found->files)
        call.output.show(line(file));
    if (found->files.empty())
        call.output.say(tr("There are no files of yours in the notebook folder."));
    else
        call.output.say(summed(*found) + QStringLiteral(". ") + tr("To copy them here: %1").arg(howToFetch(call.line.id)));
    sayLimits(call, *found);
    QJsonObject last = sums(*found);
    last.insert(QStringLiteral("id"), call.line.id);
    call.output.result(last);
    return {};
}

Status tellFiles(Call &call, const Machine &machine)
{
    const auto found = call.opened.operations->userFiles(machine.id, call.operation);
    QJsonObject object;
    if (!found) {
        if (found.error().cause == Cause::Cancelled)
            return fail(found.error());
        const text::ErrorText said = text::error(found.error());
        call.output.say(tr("Whether files of yours are on %1 could not be looked up: %2").arg(text::visible(machine.name), said.happened));
        object.insert(QStringLiteral("problem"), toJson(found.error()));
    } else {
        putOut(call, *found);
        object = sums(*found);
        if (!found->files.empty()) {
            object.insert(QStringLiteral("fetch"), howToFetch(machine.name));
            for (size_t i = 0; i < found->files.size() && i < shownBeforeDestroy; ++i)
                call.output.say(line(found->files[i]));
            if (found->files.size() > shownBeforeDestroy)
                call.output.say(tr("  and %1 more").arg(found->files.size() - shownBeforeDestroy));
            call.output.say(summed(*found) + QStringLiteral(". ")
                            + tr("They go with the machine. To copy them here first: %1").arg(howToFetch(machine.name)));
        }
        sayLimits(call, *found);
    }
    object.insert(QStringLiteral("kind"), QStringLiteral("files"));
    object.insert(QStringLiteral("machine"), machine.id);
    call.output.json(object);
    return {};
}

Status fetch(Call &call)
{
    const QString folder = QDir::cleanPath(QDir::current().absoluteFilePath(call.line.value));
    const auto copied = call.opened.operations->copyHome(call.line.id, folder, call.operation);
    if (!copied)
        return fail(copied.error());
    sayCopied(call, *copied, text::visible(folder));
    if (copied->cut)
        call.output.say(tr("There are more on the machine than could be listed; those were not copied."));
    return tellCopied(call, *copied);
}

Status send(Call &call)
{
    const auto copied = call.opened.operations->copyThere(call.line.id, call.line.paths, call.line.folder, call.operation);
    if (!copied)
        return fail(copied.error());
    sayCopied(call, *copied, text::visible(call.line.id));
    if (copied->links > 0)
        call.output.say(tr("Symbolic links are neither followed nor copied (%1).").arg(copied->links));
    return tellCopied(call, *copied);
}

} // namespace fl::cli
