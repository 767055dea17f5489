// SPDX-License-Identifier: GPL-3.0-or-later
// hosted NAME --folder: a project of a hosted service that closed, in our own words.
#include "app/cli/verbs.h"
#include "app/cli/words.h"
#include "backends/plan/floyd.h"
#include "backends/text/floyd_text.h"
#include "backends/text/text.h"

#include <QDir>
#include <QJsonArray>

namespace fl::cli {

Status openProject(Call &call)
{
    const auto knowledge = call.opened.operations->knowledge();
    if (!knowledge)
        return fail(knowledge.error());
    const Way *way = knowledge->ways.find(call.line.id);
    if (!way || way->opens.isEmpty()) {
        QStringList names;
        for (const Way &each : knowledge->ways.ways)
            if (!each.opens.isEmpty())
                names << each.id;
        return fail(usageError(tr("no project of \"%1\" can be read (but of: %2)").arg(call.line.id, names.join(QLatin1String(", ")))));
    }
    const auto table = builtinFloydTable();
    if (!table)
        return fail(table.error());
    const auto files = readFloydFolder(QDir(call.line.folder).absolutePath());
    if (!files)
        return fail(files.error());
    const auto translation = translateFloyd(*table, knowledge->matrix, *files);
    if (!translation)
        return fail(translation.error());
    for (const FloydChange &change : translation->changes) {
        call.output.json({{QStringLiteral("kind"), QStringLiteral("change")},
                          {QStringLiteral("what"), change.what},
                          {QStringLiteral("was"), change.was},
                          {QStringLiteral("now"), change.now},
                          {QStringLiteral("code"), change.why.code},
                          {QStringLiteral("says"), text::reason(change.why)}});
        const QString becomes = text::floydBecomes(change.was, change.now);
        call.output.show(becomes.isEmpty() ? text::floydWhat(change.what)
                                           : QStringLiteral("%1: %2").arg(text::floydWhat(change.what), becomes));
        call.output.show(QStringLiteral("  ") + text::reason(change.why));
    }
    const QString command = floydCommand(*translation);
    call.output.show(QString());
    call.output.show(tr("To set it up: %1").arg(command));
    if (translation->gpuGb > 0)
        call.output.show(tr("The practice machine has no GPU: for one with %1 GB or more, put another place behind --where.")
                             .arg(translation->gpuGb, 0, 'f', 0));
    QJsonObject keys;
    for (const auto &[key, value] : translation->keys)
        keys.insert(key, value);
    call.output.result(
        {{QStringLiteral("command"), command}, {QStringLiteral("set"), keys}, {QStringLiteral("gpu_gb"), translation->gpuGb}});
    return {};
}

} // namespace fl::cli
