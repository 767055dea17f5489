// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/plan/table_file.h"

#include "backends/plan/matrix_row.h"

#include <QFile>

#include <algorithm>

namespace fl {
namespace {

tl::unexpected<Error> invalid(const QString &file, int line, const QString &key, const QString &problem, const QString &value,
                              const QString &detail)
{
    const bool newer = problem == QLatin1String("schema");
    return fail({Cause::MatrixInvalid,
                 {{QStringLiteral("file"), file},
                  {QStringLiteral("line"), QString::number(line)},
                  {QStringLiteral("key"), key},
                  {QStringLiteral("problem"), problem},
                  {QStringLiteral("value"), value}},
                 newer ? NextAction::UpdateProgram : NextAction::MendFile,
                 QStringLiteral("%1:%2: %3: %4 %5 %6").arg(file, QString::number(line), key, problem, value, detail).trimmed(),
                 {}});
}

} // namespace

const DatedSource *sourceOf(const std::vector<DatedSource> &sources, const QString &id)
{
    const auto found = std::find_if(sources.begin(), sources.end(), [&](const DatedSource &source) { return source.id == id; });
    return found == sources.end() ? nullptr : &*found;
}

Status readTable(const QByteArray &yaml, const QString &file, const std::function<void(const YamlNode &)> &read)
{
    const auto tree = readYaml(yaml);
    if (!tree)
        return invalid(file, tree.error().line, tree.error().key, tree.error().problem, {}, tree.error().detail);
    try {
        read(*tree);
    } catch (const Wrong &wrong) {
        return invalid(file, wrong.line, wrong.key, wrong.problem, wrong.value, {});
    }
    return {};
}

QDate tableDate(const QByteArray &yaml)
{
    const auto tree = readYaml(yaml);
    const YamlNode *date = tree ? tree->find(QLatin1String("date")) : nullptr;
    return date ? QDate::fromString(date->text, Qt::ISODate) : QDate();
}

Result<QByteArray> builtinTableText(const QString &name)
{
    QFile file(QStringLiteral(":/") + name);
    if (!file.open(QIODevice::ReadOnly))
        return fail({Cause::Internal, {{QStringLiteral("file"), file.fileName()}}, NextAction::ReportBug, {}, {}});
    return file.readAll();
}

Result<QByteArray> folderTableText(const QString &folder, const QString &name)
{
    QFile file(folder + QLatin1Char('/') + name);
    if (folder.isEmpty() || !file.exists())
        return QByteArray();
    if (!file.open(QIODevice::ReadOnly))
        return fail({Cause::LocalFile,
                     {{QStringLiteral("path"), file.fileName()}, {QStringLiteral("reason"), file.errorString()}},
                     NextAction::MendFile,
                     file.errorString(),
                     {}});
    // One byte more than is allowed is enough to see that it is too large.
    const QByteArray text = file.read(YamlLimits().bytes + 1);
    return text.isEmpty() ? QByteArray("\n") : text;
}

} // namespace fl
