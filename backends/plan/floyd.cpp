// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/plan/floyd.h"

#include "backends/plan/strict_yaml.h"

#include <QRegularExpression>

#include <algorithm>
#include <numeric>

namespace fl {
namespace {

const QString py2(QStringLiteral(":py2")), requirementsName(QStringLiteral("floyd_requirements.txt"));

/// What a floyd.yml says, its tasks' settings beside the common ones.
struct Asked {
    const YamlNode *environment = nullptr; ///< scalars
    const YamlNode *machine = nullptr;
    const YamlNode *command = nullptr;
    const YamlNode *mode = nullptr;
    const YamlNode *runtime = nullptr;
    QString task; ///< empty: the common ones
};

struct Refused {
    Error error;
};

[[noreturn]] void refuse(const QString &file, const YamlNode &node, const QString &key, const char *problem, const QString &nearest = {})
{
    Error error = planFileError(file, node.line, key, QString::fromLatin1(problem));
    error.params.insert(QStringLiteral("value"), node.text.left(80));
    if (!nearest.isEmpty())
        error.params.insert(QStringLiteral("nearest"), nearest);
    throw Refused{std::move(error)};
}

/// How many letters must be put in, taken out or changed.
qsizetype distance(const QString &a, const QString &b)
{
    QList<qsizetype> row(b.size() + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 0; i < a.size(); ++i) {
        qsizetype corner = row.first();
        row[0] = i + 1;
        for (qsizetype j = 1; j < row.size(); ++j) {
            const qsizetype changed = corner + (a.at(i) == b.at(j - 1) ? 0 : 1);
            corner = row.at(j);
            row[j] = std::min({changed, row.at(j) + 1, row.at(j - 1) + 1});
        }
    }
    return row.last();
}

template <class Named>
QString nearestTo(const QString &given, const std::vector<Named> &all)
{
    const QString name = given.left(80);
    return std::min_element(all.begin(), all.end(),
                            [&](const Named &a, const Named &b) { return distance(name, a.name) < distance(name, b.name); })
        ->name;
}

class Translator {
public:
    Translator(const FloydTable &table, const Matrix &matrix, const FloydFolder &folder) :
        m_table(table),
        m_matrix(matrix),
        m_folder(folder)
    {
    }
    FloydTranslation translate(const YamlNode &root)
    {
        readSettings(root, {});
        environments();
        machines();
        for (const auto &[source, destination] : m_inputs)
            change("data", destination.isEmpty() ? source : QStringLiteral("%1 → /floyd/input/%2").arg(source, destination), {}, "data");
        commands();
        requirements();
        for (const QString &key : m_unknown)
            change("other", key, {}, "other");
        m_translation.keys.append({QStringLiteral("software.frameworks"), m_frameworks.join(QLatin1Char(','))});
        if (!m_backend.isEmpty())
            m_translation.keys.append({QStringLiteral("software.keras_backend"), m_backend});
        // The system's own packages are older, and compute without the GPU.
        if (m_translation.gpuGb > 0)
            m_translation.keys.append({QStringLiteral("software.source"), QStringLiteral("pypi")});
        return std::move(m_translation);
    }

private:
    const FloydTable &m_table;
    const Matrix &m_matrix;
    const FloydFolder &m_folder;
    std::vector<Asked> m_asked;
    QList<std::pair<QString, QString>> m_inputs;
    QStringList m_unknown, m_frameworks;
    QString m_backend;
    FloydTranslation m_translation;

    void change(const char *what, const QString &was, const QString &now, const QString &why, QMap<QString, QString> args = {})
    {
        const auto same = [&](const FloydChange &each) { return each.what == QLatin1String(what) && each.was == was && each.now == now; };
        if (std::none_of(m_translation.changes.begin(), m_translation.changes.end(), same))
            m_translation.changes.push_back({QString::fromLatin1(what), was, now, {QStringLiteral("floyd-") + why, std::move(args)}});
    }
    void change(const char *what, const QString &was, const QString &now, const char *why, QMap<QString, QString> args = {})
    {
        change(what, was, now, QString::fromLatin1(why), std::move(args));
    }

    /// The settings of the file itself, or of one task.
    void readSettings(const YamlNode &map, const QString &task)
    {
        const QString prefix = task.isEmpty() ? QString() : QStringLiteral("task.%1.").arg(task);
        if (map.kind != YamlNode::Kind::Map)
            refuse(m_folder.file, map, prefix.chopped(prefix.isEmpty() ? 0 : 1), "not-a-map");
        Asked asked;
        asked.task = task;
        const YamlNode *tasks = nullptr;
        for (const YamlNode &node : map.children) {
            const auto scalar = [&](const YamlNode *&place) {
                if (node.kind == YamlNode::Kind::List || node.kind == YamlNode::Kind::Map)
                    refuse(m_folder.file, node, prefix + node.key, "bad-value");
                if (node.kind == YamlNode::Kind::Scalar && !node.text.isEmpty())
                    place = &node; // "env:" with nothing behind it says nothing
            };
            if (node.key == QLatin1String("env"))
                scalar(asked.environment);
            else if (node.key == QLatin1String("machine"))
                scalar(asked.machine);
            else if (node.key == QLatin1String("command"))
                scalar(asked.command);
            else if (node.key == QLatin1String("mode"))
                scalar(asked.mode);
            else if (node.key == QLatin1String("max_runtime"))
                scalar(asked.runtime);
            else if (node.key == QLatin1String("input") || node.key == QLatin1String("data"))
                readInputs(node, prefix + node.key);
            else if (node.key == QLatin1String("task") && task.isEmpty())
                tasks = &node;
            else if (node.key != QLatin1String("description") && !m_unknown.contains(prefix + node.key))
                m_unknown << prefix + node.key;
        }
        m_asked.push_back(asked);
        if (!tasks || tasks->kind == YamlNode::Kind::Null)
            return;
        if (tasks->kind != YamlNode::Kind::Map)
            refuse(m_folder.file, *tasks, tasks->key, "not-a-map");
        for (const YamlNode &each : tasks->children)
            readSettings(each, each.key);
    }
    /// "source: a, destination: b", or "a:b" in one word.
    void readInputs(const YamlNode &list, const QString &key)
    {
        const auto add = [this](const QString &source, const QString &destination) {
            if (const std::pair pair(source, destination); !m_inputs.contains(pair))
                m_inputs.append(pair);
        };
        if (list.kind == YamlNode::Kind::Null)
            return;
        if (list.kind == YamlNode::Kind::Scalar) {
            add(list.text.section(QLatin1Char(':'), 0, 0), list.text.section(QLatin1Char(':'), 1));
            return;
        }
        if (list.kind != YamlNode::Kind::List)
            refuse(m_folder.file, list, key, "bad-value");
        for (const YamlNode &item : list.children) {
            const YamlNode *source = item.find(QLatin1String("source"));
            const YamlNode *destination = item.find(QLatin1String("destination"));
            if (item.kind == YamlNode::Kind::Scalar)
                add(item.text.section(QLatin1Char(':'), 0, 0), item.text.section(QLatin1Char(':'), 1));
            else if (item.kind == YamlNode::Kind::Map && source && source->kind == YamlNode::Kind::Scalar)
                add(source->text, destination ? destination->text : QString());
            else
                refuse(m_folder.file, item, key, "bad-value");
        }
    }

    QString keyOf(const Asked &asked, const char *key) const
    {
        return asked.task.isEmpty() ? QString::fromLatin1(key) : QStringLiteral("task.%1.%2").arg(asked.task, QLatin1String(key));
    }

    void environments()
    {
        bool any = false;
        for (const Asked &asked : m_asked) {
            if (!asked.environment)
                continue;
            any = true;
            QString name = asked.environment->text.trimmed();
            const bool two = name.endsWith(py2);
            if (two)
                name.chop(py2.size());
            const auto found = std::find_if(m_table.environments.begin(), m_table.environments.end(),
                                            [&](const FloydEnvironment &each) { return each.name == name && (each.py2 || !two); });
            if (found == m_table.environments.end())
                refuse(m_folder.file, *asked.environment, keyOf(asked, "env"), "floyd-environment", nearestTo(name, m_table.environments));
            environment(*found, two);
        }
        if (any)
            return;
        for (const FloydEnvironment &each : m_table.environments)
            if (each.name == m_table.defaultEnvironment) {
                change("framework", {}, each.title, "default");
                environment(each, false);
            }
    }
    void environment(const FloydEnvironment &was, bool two)
    {
        QStringList titles;
        for (const QString &framework : was.becomes) {
            if (!m_frameworks.contains(framework))
                m_frameworks << framework;
            titles << newest(framework);
        }
        if (!was.backend.isEmpty())
            m_backend = was.backend;
        change("framework", was.title, titles.join(QStringLiteral(", ")), was.why);
        if (!was.keras.isEmpty())
            change("keras", QStringLiteral("Keras ") + was.keras, newest(QStringLiteral("keras")), "keras");
        const QString python = QStringLiteral("Python ");
        change("python", python + (two ? QStringLiteral("2") : was.python), python + m_matrix.defaultPython.text,
               two ? "python-2" : "python");
    }
    /// "TensorFlow 2.21": what the resolver would take for a card of today.
    QString newest(const QString &framework) const
    {
        const FrameworkBuild *best = nullptr;
        for (const FrameworkBuild &build : m_matrix.frameworks)
            if (build.name == framework && (!best || compare(best->version, build.version) < 0))
                best = &build;
        static const QMap<QString, QString> titles{{QStringLiteral("pytorch"), QStringLiteral("PyTorch")},
                                                   {QStringLiteral("tensorflow"), QStringLiteral("TensorFlow")},
                                                   {QStringLiteral("keras"), QStringLiteral("Keras")},
                                                   {QStringLiteral("jax"), QStringLiteral("JAX")}};
        return titles.value(framework) + (best ? QLatin1Char(' ') + best->version.text : QString());
    }

    void machines()
    {
        for (const Asked &asked : m_asked) {
            if (!asked.machine)
                continue;
            const auto found = std::find_if(m_table.machines.begin(), m_table.machines.end(),
                                            [&](const FloydMachine &each) { return each.name == asked.machine->text.trimmed(); });
            if (found == m_table.machines.end())
                refuse(m_folder.file, *asked.machine, keyOf(asked, "machine"), "floyd-machine",
                       nearestTo(asked.machine->text.trimmed(), m_table.machines));
            if (found->gpu.isEmpty())
                continue;
            const auto sized = [](const QString &gpu, double gb) { return QStringLiteral("%1, %2 GB").arg(gpu).arg(gb); };
            change("gpu", sized(found->gpu, found->gpuGb), sized(found->becomes, found->becomesGb), found->why,
                   {{QStringLiteral("gb"), QString::number(found->gpuGb)}});
            m_translation.gpuGb = std::max(m_translation.gpuGb, found->gpuGb);
        }
        if (m_translation.gpuGb <= 0)
            change("gpu", {}, {}, "no-gpu");
    }
    void commands()
    {
        for (const Asked &asked : m_asked) {
            if (asked.command)
                change("command", asked.command->text, {}, "command");
            if (asked.mode && asked.mode->text == QLatin1String("serve"))
                change("command", QStringLiteral("mode: serve"), {}, "serve");
            if (asked.runtime)
                change("runtime", QStringLiteral("max_runtime: ") + asked.runtime->text, {}, "runtime");
        }
    }
    void requirements()
    {
        if (!m_folder.requirements)
            return;
        static const QRegularExpression name(QStringLiteral("^\\s*([A-Za-z0-9][A-Za-z0-9._-]*)"));
        QStringList provided;
        int packages = 0;
        for (const QByteArray &line : m_folder.requirements->split('\n')) {
            const auto match = name.match(QString::fromUtf8(line.left(300)));
            if (!match.hasMatch())
                continue;
            ++packages;
            if (const QString package = match.captured(1).toLower(); m_table.provided.contains(package) && !provided.contains(package))
                provided << package;
        }
        const QString install = QStringLiteral("%pip install -r ") + requirementsName;
        change("requirements", requirementsName, install, "requirements", {{QStringLiteral("n"), QString::number(packages)}});
        if (!provided.isEmpty())
            change("requirements", provided.join(QStringLiteral(", ")), {}, "provided",
                   {{QStringLiteral("packages"), provided.join(QStringLiteral(", "))}});
    }
};

} // namespace

Result<FloydTranslation> translateFloyd(const FloydTable &table, const Matrix &matrix, const FloydFolder &folder)
{
    const auto tree = readYaml(folder.config);
    if (!tree && tree.error().problem != QLatin1String("empty")) {
        Error error = planFileError(folder.file, tree.error().line, tree.error().key, tree.error().problem);
        error.detail = tree.error().detail;
        return fail(std::move(error));
    }
    YamlNode nothing;
    nothing.kind = YamlNode::Kind::Map;
    try {
        // A file of comments alone, as FloydHub's own program wrote it, means the defaults.
        return Translator(table, matrix, folder).translate(tree ? *tree : nothing);
    } catch (const Refused &refused) {
        return fail(refused.error);
    }
}

QString floydCommand(const FloydTranslation &translation)
{
    QString command = QStringLiteral("firstlight-cli setup --where %1").arg(Choices().where);
    for (const auto &[key, value] : translation.keys)
        command += QStringLiteral(" --set %1=%2").arg(key, value);
    return command;
}

} // namespace fl
