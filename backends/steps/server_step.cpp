// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/steps/server_step.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <algorithm>
#include <optional>
#include <sstream>

namespace fl {
namespace {

constexpr qsizetype maxBytes = 1024 * 1024;
constexpr int maxDepth = 64;

struct Refused {
    int line;
    QString key, problem;
};

struct Value {
    int line = 0;
    bool list = false;
    QStringList words; ///< one when it is no list
};

struct Entry {
    QString key;
    Value value;
};

/// Takes the parser's events instead of a tree: the first level too many ends it, long before a depth bomb fills the stack.
class Reader : public YAML::EventHandler {
public:
    std::vector<Entry> entries;

    void OnDocumentStart(const YAML::Mark &) override { }
    void OnDocumentEnd() override { }
    void OnAlias(const YAML::Mark &mark, YAML::anchor_t) override { refuse(mark, "aliases are not allowed"); }
    void OnNull(const YAML::Mark &mark, YAML::anchor_t) override
    {
        if (m_key)
            throw Refused{m_keyLine, *m_key, QStringLiteral("a value is missing")}; // the mark stands at what comes after
        refuse(mark, m_depth == 0 ? "the file is empty" : "a value is missing");
    }
    void OnScalar(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor, const std::string &value) override
    {
        plain(mark, tag, anchor);
        const auto text = QString::fromStdString(value);
        if (m_depth == 0)
            refuse(mark, "a map is expected");
        if (m_list) {
            entries.back().value.words.append(text);
        } else if (!m_key) {
            if (std::any_of(entries.begin(), entries.end(), [&](const Entry &entry) { return entry.key == text; })) {
                m_key = text;
                refuse(mark, "stands there twice");
            }
            m_key = text;
            m_keyLine = mark.line + 1;
        } else {
            entries.push_back({*m_key, {mark.line + 1, false, {text}}});
            m_key.reset();
        }
    }
    void OnSequenceStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override
    {
        deeper(mark, tag, anchor);
        if (m_depth != 2 || !m_key)
            refuse(mark, m_depth == 1 ? "a map is expected" : "a list is not expected");
        entries.push_back({*m_key, {mark.line + 1, true, {}}});
        m_list = true;
    }
    void OnSequenceEnd() override
    {
        --m_depth;
        m_list = false;
        m_key.reset();
    }
    void OnMapStart(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override
    {
        deeper(mark, tag, anchor);
        if (m_depth != 1)
            refuse(mark, "a map is not expected");
    }
    void OnMapEnd() override { --m_depth; }

private:
    int m_depth = 0;
    bool m_list = false;
    std::optional<QString> m_key;
    int m_keyLine = 0;

    [[noreturn]] void refuse(const YAML::Mark &mark, const char *problem) const
    {
        throw Refused{mark.line + 1, m_key.value_or(QString()), QString::fromLatin1(problem)};
    }
    void plain(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor) const
    {
        if (anchor != 0)
            refuse(mark, "anchors are not allowed");
        if (!tag.empty() && tag != "?" && tag != "!")
            refuse(mark, "tags are not allowed");
    }
    void deeper(const YAML::Mark &mark, const std::string &tag, YAML::anchor_t anchor)
    {
        plain(mark, tag, anchor);
        if (++m_depth > maxDepth)
            refuse(mark, "nested too deeply");
    }
};

/// What a key wants, and where its value goes.
class Fields {
public:
    Fields(ServerStep &step, const QString &name) : m_step(step), m_name(name) { }

    void take(const Entry &entry)
    {
        const auto &[key, value] = entry;
        if (key == QLatin1String("id"))
            m_step.id = word(entry, identifier());
        else if (key == QLatin1String("needs"))
            m_step.needs = words(entry, identifier());
        else if (key == QLatin1String("params"))
            m_step.params = words(entry, variable());
        else if (key == QLatin1String("secrets"))
            m_step.secrets = words(entry, variable());
        else if (key == QLatin1String("files"))
            m_step.files = words(entry, resource());
        else if (key == QLatin1String("root"))
            m_step.asRoot = yes(entry);
        else if (key == QLatin1String("expected_seconds"))
            m_step.expectedSeconds = seconds(entry);
        else if (key == QLatin1String("limit_seconds"))
            m_step.limitSeconds = seconds(entry);
        else if (key == QLatin1String("check"))
            m_step.check = script(entry);
        else if (key == QLatin1String("apply"))
            m_step.apply = script(entry);
        else if (key == QLatin1String("verify"))
            m_step.verify = script(entry);
        else if (key == QLatin1String("ahead"))
            m_step.ahead = script(entry);
        else if (key == QLatin1String("ahead_needs"))
            m_step.aheadNeeds = words(entry, identifier());
        else
            refuse(entry, QStringLiteral("is no key of a step"));
    }

    void finish(int lines) const
    {
        const auto required = [&](const char *key, bool there) {
            if (!there)
                throw Refused{lines, QString::fromLatin1(key), QStringLiteral("is missing")};
        };
        required("id", !m_step.id.isEmpty());
        required("check", !m_step.check.isEmpty());
        required("apply", !m_step.apply.isEmpty());
        if (m_step.id != m_name)
            throw Refused{1, QStringLiteral("id"), QStringLiteral("is \"%1\" in a file for \"%2\"").arg(m_step.id, m_name)};
        for (const auto &secret : m_step.secrets)
            if (m_step.params.contains(secret))
                throw Refused{1, QStringLiteral("secrets"), QStringLiteral("names the parameter %1").arg(secret)};
    }

private:
    ServerStep &m_step;
    QString m_name;

    static const QRegularExpression &identifier()
    {
        static const QRegularExpression form(QStringLiteral("\\A[a-z][a-z0-9]*(-[a-z0-9]+)*\\z"));
        return form;
    }
    static const QRegularExpression &resource()
    {
        static const QRegularExpression form(QStringLiteral("\\A[a-z]+/[a-z]+\\.[a-z]+\\z"));
        return form;
    }
    /// FL_ is the engine's own; HOME, PATH, IFS and the like would change what the shell does.
    static const QRegularExpression &variable()
    {
        static const QRegularExpression form(QStringLiteral("\\A(?!FL_|LC_|LD_)(?!(?:HOME|PATH|IFS|PWD|OLDPWD|ENV|USER|SHELL|LANG|TMPDIR|"
                                                            "PS1|PS2|PS4|OPTIND|OPTARG)\\z)[A-Z][A-Z0-9_]*\\z"));
        return form;
    }
    [[noreturn]] static void refuse(const Entry &entry, const QString &problem) { throw Refused{entry.value.line, entry.key, problem}; }

    static QString scalar(const Entry &entry)
    {
        if (entry.value.list)
            refuse(entry, QStringLiteral("must be no list"));
        return entry.value.words.first();
    }
    static QString word(const Entry &entry, const QRegularExpression &form)
    {
        const auto text = scalar(entry);
        if (!form.match(text).hasMatch())
            refuse(entry, QStringLiteral("cannot be \"%1\"").arg(text.left(80)));
        return text;
    }
    static QStringList words(const Entry &entry, const QRegularExpression &form)
    {
        if (!entry.value.list)
            refuse(entry, QStringLiteral("must be a list"));
        for (const auto &text : entry.value.words)
            if (!form.match(text).hasMatch())
                refuse(entry, QStringLiteral("cannot hold \"%1\"").arg(text.left(80)));
        if (QSet<QString>(entry.value.words.begin(), entry.value.words.end()).size() != entry.value.words.size())
            refuse(entry, QStringLiteral("names something twice"));
        return entry.value.words;
    }
    static bool yes(const Entry &entry)
    {
        const auto text = scalar(entry);
        if (text != QLatin1String("true") && text != QLatin1String("false"))
            refuse(entry, QStringLiteral("must be true or false"));
        return text == QLatin1String("true");
    }
    static int seconds(const Entry &entry)
    {
        bool ok = false;
        const int number = scalar(entry).toInt(&ok);
        if (!ok || number < 1 || number > 86400)
            refuse(entry, QStringLiteral("must be a number of seconds from 1 to 86400"));
        return number;
    }
    static QByteArray script(const Entry &entry)
    {
        const auto text = scalar(entry).toUtf8();
        if (text.trimmed().isEmpty() || text.contains('\0'))
            refuse(entry, QStringLiteral("must be a script"));
        return text.endsWith('\n') ? text : text + '\n';
    }
};

/// The line of the bracket that is one too many, or 0. yaml-cpp reads far ahead at a `[` or `{`; a bomb of them must not reach it.
/// Brackets in scripts count too: they are paired well enough.
int lineTooDeep(const QByteArray &yaml)
{
    int depth = 0, line = 1;
    for (const char c : yaml) {
        if (c == '\n')
            ++line;
        else if ((c == '[' || c == '{') && ++depth > maxDepth)
            return line;
        else if ((c == ']' || c == '}') && depth > 0)
            --depth;
    }
    return 0;
}

tl::unexpected<Error> invalid(const QString &file, int line, const QString &key, const QString &problem)
{
    return fail({Cause::Internal,
                 {{QStringLiteral("file"), file},
                  {QStringLiteral("line"), QString::number(line)},
                  {QStringLiteral("key"), key},
                  {QStringLiteral("problem"), problem}},
                 NextAction::ReportBug,
                 QStringLiteral("%1:%2: %3%4%5").arg(file, QString::number(line), key, QLatin1String(key.isEmpty() ? "" : ": "), problem),
                 {}});
}

/// What apply begins with, so that the step's files are there; they count in its hash like every other word of it.
Result<QByteArray> putFiles(const ServerStep &step)
{
    QByteArray text;
    for (const QString &name : step.files) {
        QFile file(QStringLiteral(":/") + name);
        if (!file.open(QIODevice::ReadOnly))
            return invalid(step.id + QLatin1String(".yaml"), 1, QStringLiteral("files"),
                           QStringLiteral("names \"%1\", which is no file").arg(name));
        const QByteArray path = "\"$FL_STATE/" + name.toUtf8() + '"';
        text += "(umask 077 && fl_folder \"$FL_STATE/" + name.section(QLatin1Char('/'), 0, 0).toUtf8() + "\")\nfl_added file " + path
            + "\n(umask 077 && cat >" + path + ") <<'FL_END_OF_FILE'\n" + file.readAll() + "FL_END_OF_FILE\n";
    }
    return text;
}

} // namespace

Result<ServerStep> parseServerStep(const QByteArray &yaml, const QString &file)
{
    if (yaml.size() > maxBytes)
        return invalid(file, 1, {}, QStringLiteral("larger than 1 MiB"));
    if (const int line = lineTooDeep(yaml); line > 0)
        return invalid(file, line, {}, QStringLiteral("nested too deeply"));
    ServerStep step;
    try {
        std::istringstream stream(yaml.toStdString());
        YAML::Parser parser(stream);
        Reader reader;
        if (!parser.HandleNextDocument(reader))
            return invalid(file, 1, {}, QStringLiteral("the file is empty"));
        if (parser)
            return invalid(file, static_cast<int>(yaml.count('\n')), {}, QStringLiteral("a second document"));
        Fields fields(step, QFileInfo(file).completeBaseName());
        for (const auto &entry : reader.entries)
            fields.take(entry);
        fields.finish(static_cast<int>(yaml.count('\n')));
    } catch (const Refused &refused) {
        return invalid(file, refused.line, refused.key, refused.problem);
    } catch (const YAML::Exception &exception) {
        return invalid(file, exception.mark.line + 1, {}, QString::fromStdString(exception.msg));
    }
    return step;
}

Result<std::vector<ServerStep>> sortedSteps(std::vector<ServerStep> steps)
{
    std::sort(steps.begin(), steps.end(), [](const ServerStep &a, const ServerStep &b) { return a.id < b.id; });
    std::vector<ServerStep> sorted;
    QSet<QString> known, placed;
    for (const auto &step : steps)
        known.insert(step.id);
    for (const auto &step : steps)
        for (const auto &need : step.needs + step.aheadNeeds)
            if (!known.contains(need))
                return invalid(step.id + QLatin1String(".yaml"), 1, QStringLiteral("needs"),
                               QStringLiteral("names \"%1\", which is no step").arg(need));
    while (!steps.empty()) {
        const auto ready = std::find_if(steps.begin(), steps.end(), [&](const ServerStep &step) {
            return std::all_of(step.needs.begin(), step.needs.end(), [&](const QString &need) { return placed.contains(need); });
        });
        if (ready == steps.end())
            return invalid(steps.front().id + QLatin1String(".yaml"), 1, QStringLiteral("needs"), QStringLiteral("goes round in a circle"));
        placed.insert(ready->id);
        sorted.push_back(std::move(*ready));
        steps.erase(ready);
    }
    return sorted;
}

Result<std::vector<ServerStep>> builtinServerSteps()
{
    std::vector<ServerStep> steps;
    const QDir folder(QStringLiteral(":/steps"));
    const auto names = folder.entryList({QStringLiteral("*.yaml")}, QDir::Files);
    for (const auto &name : names) {
        QFile file(folder.filePath(name));
        if (!file.open(QIODevice::ReadOnly))
            return invalid(name, 1, {}, QStringLiteral("cannot be read"));
        auto step = parseServerStep(file.readAll(), name);
        if (!step)
            return fail(step.error());
        const auto files = putFiles(*step);
        if (!files)
            return fail(files.error());
        step->apply.prepend(*files);
        steps.push_back(std::move(*step));
    }
    return sortedSteps(std::move(steps));
}

} // namespace fl
