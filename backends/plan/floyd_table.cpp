// SPDX-License-Identifier: GPL-3.0-or-later
// The tree of floydhub.yaml -> FloydTable, and the files of a project.
#include "backends/plan/dated_rows.h"
#include "backends/plan/floyd.h"

#include <QFile>

#include <algorithm>

namespace fl {
namespace {

constexpr double mostGb = 10'000;
const QStringList frameworks{QStringLiteral("pytorch"), QStringLiteral("tensorflow"), QStringLiteral("keras"), QStringLiteral("jax")};

class Parser {
public:
    FloydTable table;

    void parse(const YamlNode &root)
    {
        Row top(root, {});
        readHead(top, root, table.date, table.sources);
        readRows(top, "environments", [this](Row &row) { environment(row); });
        table.defaultEnvironment = top.text("default_environment");
        if (std::none_of(table.environments.begin(), table.environments.end(),
                         [this](const FloydEnvironment &each) { return each.name == table.defaultEnvironment; }))
            top.refuse("default_environment", "unknown-name", table.defaultEnvironment);
        readRows(top, "machines", [this](Row &row) { machine(row); });
        table.provided = top.list("provided");
        top.finish();
    }

private:
    void environment(Row &row)
    {
        FloydEnvironment environment{.name = row.text("name"),
                                     .title = row.text("title"),
                                     .keras = row.optionalText("keras"),
                                     .python = row.text("python"),
                                     .py2 = row.has("py2") && row.yes("py2"),
                                     .becomes = row.list("becomes"),
                                     .backend = row.has("backend") ? row.oneOf("backend", frameworks) : QString(),
                                     .why = row.text("why")};
        knownSource(row, table.sources);
        for (const FloydEnvironment &other : table.environments)
            if (other.name == environment.name)
                row.refuse("name", "twice", environment.name);
        for (const QString &framework : environment.becomes)
            if (!frameworks.contains(framework))
                row.refuse("becomes", "unknown-name", framework);
        table.environments.push_back(std::move(environment));
    }
    void machine(Row &row)
    {
        FloydMachine machine{.name = row.text("name"), .gpu = row.optionalText("gpu")};
        knownSource(row, table.sources);
        for (const FloydMachine &other : table.machines)
            if (other.name == machine.name)
                row.refuse("name", "twice", machine.name);
        if (!machine.gpu.isEmpty()) {
            machine.gpuGb = row.amount("gpu_gb", mostGb);
            machine.becomes = row.text("becomes");
            machine.becomesGb = row.amount("becomes_gb", mostGb);
            machine.why = row.text("why");
            if (machine.becomesGb < machine.gpuGb)
                row.refuse("becomes_gb", "bad-value", QString::number(machine.becomesGb));
        }
        table.machines.push_back(std::move(machine));
    }
};

Result<QByteArray> readFile(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail({Cause::LocalFile,
                     {{QStringLiteral("path"), path}, {QStringLiteral("reason"), file.errorString()}},
                     NextAction::ChangeInput,
                     file.errorString(),
                     {}});
    // One byte more than is allowed is enough to see that it is too large.
    return file.read(YamlLimits().bytes + 1);
}

} // namespace

Result<FloydTable> parseFloydTable(const QByteArray &yaml, const QString &file)
{
    Parser parser;
    FL_TRY(readTable(yaml, file, [&](const YamlNode &root) { parser.parse(root); }));
    return std::move(parser.table);
}

Result<FloydTable> builtinFloydTable()
{
    const QString name = QStringLiteral("floydhub.yaml");
    const auto text = builtinTableText(name);
    if (!text)
        return fail(text.error());
    return parseFloydTable(*text, name);
}

Result<FloydFolder> readFloydFolder(const QString &folder)
{
    FloydFolder read{folder + QStringLiteral("/floyd.yml"), {}, std::nullopt};
    auto config = readFile(read.file);
    if (!config)
        return fail(config.error());
    read.config = std::move(*config);
    const QString requirements = folder + QStringLiteral("/floyd_requirements.txt");
    if (QFile::exists(requirements)) {
        auto text = readFile(requirements);
        if (!text)
            return fail(text.error());
        read.requirements = std::move(*text);
    }
    return read;
}

} // namespace fl
