// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/plan/plan_file.h"

#include "backends/core/keys.h"
#include "backends/plan/strict_yaml.h"

#include <yaml-cpp/yaml.h>

#include <algorithm>

namespace fl {
namespace {
const QLatin1String schemaKey("firstlight");
}

Result<Choices> parsePlanFile(const QByteArray &yaml, const QString &file)
{
    auto entries = readStrictYaml(yaml, file);
    if (!entries)
        return fail(entries.error());
    const auto schema = std::find_if(entries->begin(), entries->end(), [](const YamlEntry &entry) { return entry.key == schemaKey; });
    if (schema == entries->end())
        return fail(planFileError(file, 1, schemaKey, QStringLiteral("missing")));
    if (schema->value != QLatin1String("1"))
        return fail(planFileError(file, schema->line, schemaKey, QStringLiteral("schema")));

    Choices choices;
    // `where` first: it decides which provider's section is known.
    std::stable_partition(entries->begin(), entries->end(), [](const YamlEntry &entry) { return entry.key == QLatin1String("where"); });
    for (const YamlEntry &entry : *entries) {
        if (entry.key == schemaKey)
            continue;
        if (const Status status = setKey(choices, entry.key, entry.value); !status) {
            const bool unknown = status.error().cause == Cause::UnknownKey;
            Error error = planFileError(file, entry.line, entry.key, unknown ? QStringLiteral("unknown-key") : QStringLiteral("bad-value"));
            error.params.insert(QStringLiteral("allowed"), status.error().params.value(QStringLiteral("allowed")));
            return fail(error);
        }
    }
    return choices;
}

QByteArray writePlanFile(const Choices &choices)
{
    YAML::Emitter out;
    out << YAML::Comment("A plan for firstlight-cli setup --plan FILE. It holds no secret.") << YAML::BeginMap;
    out << YAML::Key << "firstlight" << YAML::Value << 1;
    out << YAML::Key << "where" << YAML::Value << choices.where.toStdString();
    QString section;
    for (const auto &[key, value] : changedKeys(choices)) {
        const qsizetype dot = key.indexOf(QLatin1Char('.'));
        if (dot < 0)
            continue; // `where` stands above
        if (const QString name = key.left(dot); name != section) {
            if (!section.isEmpty())
                out << YAML::EndMap;
            section = name;
            out << YAML::Key << section.toStdString() << YAML::Value << YAML::BeginMap;
        }
        out << YAML::Key << key.mid(dot + 1).toStdString() << YAML::Value << YAML::DoubleQuoted << value.toStdString();
    }
    if (!section.isEmpty())
        out << YAML::EndMap;
    out << YAML::EndMap;
    return QByteArray(out.c_str(), static_cast<qsizetype>(out.size())) + '\n';
}

} // namespace fl
