// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/core/yaml_tree.h"

#include <QStringDecoder>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <optional>
#include <sstream>

namespace fl {
namespace {

/// Takes the parser's events instead of its tree: a depth bomb ends at the first level too many, and no alias is expanded.
class Builder : public YAML::EventHandler {
public:
    explicit Builder(int depth) : m_depth(depth) { }
    std::optional<YamlNode> root;

    void OnDocumentStart(const YAML::Mark &) override { }
    void OnDocumentEnd() override { }
    void OnAlias(const YAML::Mark &mark, YAML::anchor_t) override { refuse(mark, "alias"); }
    void OnNull(const YAML::Mark &mark, YAML::anchor_t anchor) override { value(mark, "?", anchor, {YamlNode::Kind::Null, 0, {}, {}, {}}); }
    void OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor, const std::string &text) override
    {
        if (!m_open.empty() && m_open.back().node.kind == YamlNode::Kind::Map && !m_open.back().key) {
            takeKey(mark, tag, anchor, QString::fromStdString(text));
            return;
        }
        value(mark, tag, anchor, {YamlNode::Kind::Scalar, 0, {}, QString::fromStdString(text), {}});
    }
    void OnSequenceStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override
    {
        open(mark, tag, anchor, YamlNode::Kind::List);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override
    {
        open(mark, tag, anchor, YamlNode::Kind::Map);
    }
    void OnMapEnd() override { close(); }

private:
    struct Level {
        YamlNode node;
        std::optional<QString> key; ///< read, its value not yet
        int keyLine = 0;
    };
    std::vector<Level> m_open;
    int m_depth;

    QString path() const
    {
        QString path;
        for (const auto &level : m_open) {
            if (level.node.kind == YamlNode::Kind::List)
                path += QStringLiteral("[%1]").arg(level.node.children.size() + 1);
            else if (level.key)
                path += (path.isEmpty() ? QString() : QStringLiteral(".")) + *level.key;
        }
        return path;
    }
    [[noreturn]] void refuse(const YAML::Mark &mark, const char *problem) const
    {
        throw YamlProblem{mark.line + 1, path(), QString::fromLatin1(problem), {}};
    }
    void plain(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor) const
    {
        if (anchor != 0)
            refuse(mark, "alias");
        if (!tag.empty() && tag != "?" && tag != "!")
            refuse(mark, "tag");
    }
    void takeKey(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor, const QString &key)
    {
        plain(mark, tag, anchor);
        if (key.isEmpty())
            refuse(mark, "key");
        Level &level = m_open.back();
        const bool twice =
            std::any_of(level.node.children.begin(), level.node.children.end(), [&](const YamlNode &child) { return child.key == key; });
        level.key = key;
        level.keyLine = mark.line + 1;
        if (twice)
            refuse(mark, "twice");
    }
    void value(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor, YamlNode node)
    {
        plain(mark, tag, anchor);
        // The mark of a missing value stands at what comes after it.
        node.line = node.kind == YamlNode::Kind::Null && !m_open.empty() && m_open.back().key ? m_open.back().keyLine : mark.line + 1;
        place(mark, std::move(node));
    }
    void place(const YAML::Mark &mark, YamlNode node)
    {
        if (m_open.empty()) {
            root = std::move(node);
            return;
        }
        Level &level = m_open.back();
        if (level.node.kind == YamlNode::Kind::Map) {
            if (!level.key)
                refuse(mark, "key"); // a key that is no plain word
            node.key = *level.key;
            level.key.reset();
        }
        level.node.children.push_back(std::move(node));
    }
    void open(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor, YamlNode::Kind kind)
    {
        plain(mark, tag, anchor);
        if (static_cast<int>(m_open.size()) >= m_depth)
            refuse(mark, "too-deep");
        if (!m_open.empty() && m_open.back().node.kind == YamlNode::Kind::Map && !m_open.back().key)
            refuse(mark, "key");
        m_open.push_back({{kind, mark.line + 1, {}, {}, {}}, {}, 0});
    }
    void close()
    {
        YamlNode node = std::move(m_open.back().node);
        m_open.pop_back();
        place({}, std::move(node));
    }
};

/// The line of the bracket that is one too many, or 0. At a `[` or `{` yaml-cpp reads ahead, in the worst case to the end, so
/// a bomb of them must not reach it. Brackets in texts count too: they are paired well enough.
int lineTooDeep(const QByteArray &yaml, int depth)
{
    int level = 0, line = 1;
    for (const char c : yaml) {
        if (c == '\n')
            ++line;
        else if ((c == '[' || c == '{') && ++level > depth)
            return line;
        else if ((c == ']' || c == '}') && level > 0)
            --level;
    }
    return 0;
}

tl::unexpected<YamlProblem> wrong(int line, const char *problem, const QString &detail = {})
{
    return tl::unexpected<YamlProblem>({line, {}, QString::fromLatin1(problem), detail});
}

} // namespace

const YamlNode *YamlNode::find(QLatin1String name) const
{
    const auto found = std::find_if(children.begin(), children.end(), [&](const YamlNode &child) { return child.key == name; });
    return kind == Kind::Map && found != children.end() ? &*found : nullptr;
}

tl::expected<YamlNode, YamlProblem> readYaml(const QByteArray &yaml, const YamlLimits &limits)
{
    if (yaml.size() > limits.bytes)
        return wrong(1, "too-large");
    QStringDecoder decoder(QStringDecoder::Utf8, QStringDecoder::Flag::Stateless);
    [[maybe_unused]] const QString whole = decoder.decode(yaml);
    if (decoder.hasError() || yaml.contains('\0'))
        return wrong(1, "not-utf8");
    if (const int line = lineTooDeep(yaml, limits.depth); line > 0)
        return wrong(line, "too-deep");
    Builder builder(limits.depth);
    try {
        std::istringstream stream(yaml.toStdString());
        YAML::Parser parser(stream);
        if (!parser.HandleNextDocument(builder) || !builder.root)
            return wrong(1, "empty");
        if (parser)
            return wrong(static_cast<int>(yaml.count('\n')) + 1, "documents");
    } catch (const YamlProblem &problem) {
        return tl::unexpected<YamlProblem>(problem);
    } catch (const YAML::Exception &exception) {
        return wrong(exception.mark.line + 1, "not-yaml", QString::fromStdString(exception.msg));
    }
    return std::move(*builder.root);
}

} // namespace fl
