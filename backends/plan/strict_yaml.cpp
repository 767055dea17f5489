// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/plan/strict_yaml.h"

#include <QSet>
#include <QStringList>

namespace fl {
namespace {

struct Refused {
    int line;
    QString key, problem;
};

/// The tree's leaves under their dotted names.
class Flattened {
public:
    std::vector<YamlEntry> entries;

    void map(const YamlNode &node, const QString &prefix)
    {
        if (node.kind != YamlNode::Kind::Map)
            refuse(node, prefix, "not-a-map");
        for (const YamlNode &child : node.children)
            entry(child, prefix.isEmpty() ? child.key : prefix + QLatin1Char('.') + child.key);
    }

private:
    QSet<QString> m_seen;

    [[noreturn]] static void refuse(const YamlNode &node, const QString &key, const char *problem)
    {
        throw Refused{node.line, key, QString::fromLatin1(problem)};
    }
    void entry(const YamlNode &node, const QString &key)
    {
        if (m_seen.contains(key)) // "a: {b: 1}" beside "a.b: 1"
            refuse(node, key, "twice");
        m_seen.insert(key);
        switch (node.kind) {
        case YamlNode::Kind::Null: refuse(node, key, "empty-value");
        case YamlNode::Kind::Scalar: entries.push_back({key, node.text, node.line}); break;
        case YamlNode::Kind::List: entries.push_back({key, joined(node, key), node.line}); break;
        case YamlNode::Kind::Map: map(node, key); break;
        }
    }
    static QString joined(const YamlNode &list, const QString &key)
    {
        QStringList values;
        for (const YamlNode &item : list.children) {
            if (item.kind == YamlNode::Kind::List)
                refuse(item, key, "list-of-lists");
            if (item.kind != YamlNode::Kind::Scalar)
                refuse(item, key, item.kind == YamlNode::Kind::Map ? "not-a-map" : "empty-value");
            values << item.text;
        }
        return values.join(QLatin1Char(','));
    }
};

/// What the tree's reader says, in the words of a plan file.
Error asPlanFileError(const QString &file, const YamlProblem &found)
{
    QString problem = found.problem;
    if (problem == QLatin1String("key"))
        problem = QStringLiteral("not-a-map");
    else if (problem == QLatin1String("not-utf8"))
        problem = QStringLiteral("not-yaml");
    Error error = fl::planFileError(file, problem == QLatin1String("documents") ? 1 : found.line, found.key, problem);
    error.detail = found.detail;
    return error;
}

} // namespace

Error planFileError(const QString &file, int line, const QString &key, const QString &problem)
{
    return {Cause::PlanFileInvalid,
            {{QStringLiteral("file"), file},
             {QStringLiteral("line"), QString::number(line)},
             {QStringLiteral("key"), key},
             {QStringLiteral("problem"), problem}},
            NextAction::ChangeInput,
            {},
            {}};
}

Result<std::vector<YamlEntry>> readStrictYaml(const QByteArray &yaml, const QString &file, const YamlLimits &limits)
{
    const auto tree = readYaml(yaml, limits);
    if (!tree && tree.error().problem == QLatin1String("empty"))
        return std::vector<YamlEntry>(); // all defaults
    if (!tree)
        return fail(asPlanFileError(file, tree.error()));
    Flattened flattened;
    try {
        flattened.map(*tree, {});
    } catch (const Refused &refused) {
        return fail(planFileError(file, refused.line, refused.key, refused.problem));
    }
    return std::move(flattened.entries);
}

} // namespace fl
