// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/plan/strict_yaml.h"

#include <QSet>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <sstream>

namespace fl {
namespace {

struct Refused {
    int line;
    QString key, problem;
};

/// Reads events rather than a tree: a depth bomb is refused at the first level too many, and an alias is never expanded.
class Reader : public YAML::EventHandler {
public:
    explicit Reader(int depth) : m_depth(depth) {}
    std::vector<YamlEntry> entries;

    void OnDocumentStart(const YAML::Mark &) override {}
    void OnDocumentEnd() override {}
    void OnAlias(const YAML::Mark &mark, YAML::anchor_t) override { refuse(mark, "alias"); }
    void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override
    {
        if (m_levels.empty())
            return; // an empty file: all defaults
        scalar(mark, anchor, QString());
    }
    void OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor, const std::string &value) override
    {
        if (tag != "?" && tag != "!")
            refuse(mark, "tag");
        scalar(mark, anchor, QString::fromStdString(value));
    }
    void OnSequenceStart(const YAML::Mark &mark, const std::string &, YAML::anchor_t anchor, YAML::EmitterStyle::value) override
    {
        if (anchor != 0)
            refuse(mark, "alias");
        if (m_levels.empty() || (m_levels.back().map && m_levels.back().key.isNull()))
            refuse(mark, "not-a-map");
        if (static_cast<int>(m_levels.size()) >= m_depth)
            refuse(mark, "too-deep");
        if (!m_levels.back().map)
            refuse(mark, "list-of-lists");
        m_levels.push_back({false, path(), {}, {}, mark.line + 1});
    }
    void OnSequenceEnd() override
    {
        const Level level = m_levels.back();
        m_levels.pop_back();
        entries.push_back({level.prefix, level.list.join(QLatin1Char(',')), level.line});
        m_levels.back().key = {};
    }
    void OnMapStart(const YAML::Mark &mark, const std::string &, YAML::anchor_t anchor, YAML::EmitterStyle::value) override
    {
        if (anchor != 0)
            refuse(mark, "alias");
        if (static_cast<int>(m_levels.size()) >= m_depth)
            refuse(mark, "too-deep");
        if (!m_levels.empty() && (!m_levels.back().map || m_levels.back().key.isNull()))
            refuse(mark, "not-a-map");
        m_levels.push_back({true, path(), {}, {}, mark.line + 1});
    }
    void OnMapEnd() override
    {
        m_levels.pop_back();
        if (!m_levels.empty())
            m_levels.back().key = {};
    }

private:
    struct Level {
        bool map;
        QString prefix, key;
        QStringList list;
        int line;
    };
    std::vector<Level> m_levels;
    QSet<QString> m_seen;
    int m_depth;

    QString path() const
    {
        if (m_levels.empty())
            return {};
        const Level &level = m_levels.back();
        return level.prefix.isEmpty() ? level.key : level.prefix + QLatin1Char('.') + level.key;
    }
    [[noreturn]] void refuse(const YAML::Mark &mark, const char *problem) const
    {
        throw Refused{mark.line + 1, path(), QString::fromLatin1(problem)};
    }
    void scalar(const YAML::Mark &mark, YAML::anchor_t anchor, const QString &value)
    {
        if (anchor != 0)
            refuse(mark, "alias");
        if (m_levels.empty())
            refuse(mark, "not-a-map");
        Level &level = m_levels.back();
        if (!level.map) {
            level.list += value;
        } else if (level.key.isNull()) {
            if (value.isEmpty())
                refuse(mark, "not-a-map");
            level.key = value;
            if (m_seen.contains(path()))
                refuse(mark, "twice");
            m_seen.insert(path());
        } else {
            if (value.isNull())
                refuse(mark, "empty-value");
            entries.push_back({path(), value, mark.line + 1});
            level.key = {};
        }
    }
};

} // namespace

Error planFileError(const QString &file, int line, const QString &key, const QString &problem)
{
    return {Cause::PlanFileInvalid,
            {{QStringLiteral("file"), file},
             {QStringLiteral("line"), QString::number(line)},
             {QStringLiteral("key"), key},
             {QStringLiteral("problem"), problem}},
            NextAction::ChangeInput, {}};
}

Result<std::vector<YamlEntry>> readStrictYaml(const QByteArray &yaml, const QString &file, const YamlLimits &limits)
{
    if (yaml.size() > limits.bytes)
        return fail(planFileError(file, 1, {}, QStringLiteral("too-large")));
    Reader reader(limits.depth);
    try {
        std::istringstream stream(yaml.toStdString());
        YAML::Parser parser(stream);
        if (parser.HandleNextDocument(reader) && parser)
            return fail(planFileError(file, 1, {}, QStringLiteral("documents")));
    } catch (const Refused &refused) {
        return fail(planFileError(file, refused.line, refused.key, refused.problem));
    } catch (const YAML::Exception &exception) {
        Error error = planFileError(file, exception.mark.line + 1, {}, QStringLiteral("not-yaml"));
        error.detail = QString::fromStdString(exception.msg);
        return fail(error);
    }
    return std::move(reader.entries);
}

} // namespace fl
