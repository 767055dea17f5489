// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/io/ssh/ssh_config.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSet>

#include <glob.h>

namespace fl {
namespace {

constexpr int includeDepth = 16, includeLimit = 256;
constexpr qint64 sizeLimit = 1024 * 1024;

/// `Host` patterns and the settings below them, in the order of the file.
struct Block {
    QStringList patterns;
    std::vector<std::pair<QString, QString>> settings;
};

/// A line's words: quotes hold spaces together, a # at a word's start ends the line.
QStringList words(const QString &line)
{
    QStringList result;
    QString word;
    bool quotedWord = false, inQuotes = false;
    for (const QChar c : line) {
        if (c == QLatin1Char('"')) {
            inQuotes = !inQuotes;
            quotedWord = true;
        } else if (!inQuotes && c.isSpace()) {
            if (!word.isEmpty() || quotedWord)
                result += word;
            word.clear();
            quotedWord = false;
        } else if (!inQuotes && c == QLatin1Char('#') && word.isEmpty()) {
            return result;
        } else {
            word += c;
        }
    }
    if (!word.isEmpty() || quotedWord)
        result += word;
    return result;
}

class Reader {
public:
    Reader(QString home, const SshConfigIncludes &includes) : m_home(std::move(home)), m_includes(includes)
    {
        m_blocks.push_back({{QStringLiteral("*")}, {}}); // what stands before the first Host holds for all
    }

    void read(const QByteArray &text, int depth = 0)
    {
        static const QRegularExpression keyAndRest(QStringLiteral("^\\s*([A-Za-z0-9]+)(?:\\s*=\\s*|\\s+)(.*?)\\s*$"));
        for (const QByteArray &raw : text.left(sizeLimit).split('\n')) {
            const QRegularExpressionMatch match = keyAndRest.match(QString::fromUtf8(raw));
            if (!match.hasMatch())
                continue;
            const QString key = match.captured(1).toLower();
            const QStringList values = words(match.captured(2));
            if (values.isEmpty())
                continue;
            if (key == QLatin1String("host")) {
                m_blocks.push_back({values, {}});
            } else if (key == QLatin1String("match")) {
                m_blocks.push_back({}); // matches nothing here
            } else if (key == QLatin1String("include")) {
                if (depth < includeDepth)
                    for (const QString &pattern : values)
                        include(pattern, depth);
            } else {
                m_blocks.back().settings.emplace_back(key, values.first());
            }
        }
    }

    std::vector<SshConfigHost> hosts() const
    {
        std::vector<SshConfigHost> result;
        QSet<QString> seen;
        for (const Block &block : m_blocks)
            for (const QString &alias : block.patterns) {
                const bool plain =
                    !alias.contains(QLatin1Char('*')) && !alias.contains(QLatin1Char('?')) && !alias.startsWith(QLatin1Char('!'));
                if (plain && !seen.contains(alias)) {
                    seen.insert(alias);
                    result.push_back(host(alias));
                }
            }
        return result;
    }

private:
    void include(const QString &pattern, int depth)
    {
        // The included text belongs to the block it stands in, and that block goes on after it.
        const QStringList around = m_blocks.back().patterns;
        for (const QByteArray &text : m_includes(pattern))
            if (++m_included <= includeLimit) // a file that includes itself, twice, must end too
                read(text, depth + 1);
        m_blocks.push_back({around, {}});
    }

    static bool matches(const Block &block, const QString &alias)
    {
        bool hit = false;
        for (const QString &pattern : block.patterns) {
            const bool negated = pattern.startsWith(QLatin1Char('!'));
            const auto regex = QRegularExpression::fromWildcard(negated ? pattern.sliced(1) : pattern);
            if (regex.match(alias).hasMatch()) {
                if (negated)
                    return false;
                hit = true;
            }
        }
        return hit;
    }

    SshConfigHost host(const QString &alias) const
    {
        QMap<QString, QString> values; // ssh keeps the first value that it meets
        for (const Block &block : m_blocks)
            if (matches(block, alias))
                for (const auto &[key, value] : block.settings)
                    if (!values.contains(key))
                        values.insert(key, value);

        SshConfigHost result;
        result.alias = alias;
        result.user = values.value(QStringLiteral("user"));
        result.hostName = values.value(QStringLiteral("hostname"), alias).replace(QLatin1String("%h"), alias);
        bool isNumber = false;
        const int port = values.value(QStringLiteral("port")).toInt(&isNumber);
        if (isNumber && port > 0 && port < 65536)
            result.port = port;
        if (const QString jump = values.value(QStringLiteral("proxyjump"));
            jump != QLatin1String("none") && !jump.contains(QLatin1Char(',')))
            result.proxyJump = jump.startsWith(QLatin1String("ssh://")) ? jump.sliced(6) : jump;
        if (QString file = values.value(QStringLiteral("identityfile")); !file.isEmpty() && file != QLatin1String("none")) {
            file.replace(QLatin1String("%d"), m_home)
                .replace(QLatin1String("%h"), result.hostName)
                .replace(QLatin1String("%r"), result.user);
            if (file.startsWith(QLatin1String("~/")))
                file = m_home + file.sliced(1);
            result.identityFile = QDir(m_home).absoluteFilePath(file);
        }
        return result;
    }

    QString m_home;
    const SshConfigIncludes &m_includes;
    std::vector<Block> m_blocks;
    int m_included = 0;
};

std::vector<QByteArray> readMatching(const QString &pattern)
{
    QString full = pattern.startsWith(QLatin1String("~/")) ? QDir::homePath() + pattern.sliced(1) : pattern;
    if (!full.startsWith(QLatin1Char('/')))
        full = QDir::homePath() + QStringLiteral("/.ssh/") + full;
    std::vector<QByteArray> texts;
    glob_t found = {};
    if (::glob(QFile::encodeName(full).constData(), 0, nullptr, &found) == 0)
        for (size_t i = 0; i < found.gl_pathc; ++i) {
            const QString path = QFile::decodeName(found.gl_pathv[i]);
            QFile file(path);
            if (QFileInfo(path).isFile() && file.open(QIODevice::ReadOnly))
                texts.push_back(file.read(sizeLimit));
        }
    ::globfree(&found);
    return texts;
}

} // namespace

std::vector<SshConfigHost> parseSshConfig(const QByteArray &text, const QString &home, const SshConfigIncludes &includes)
{
    Reader reader(home, includes);
    reader.read(text);
    return reader.hosts();
}

std::vector<SshConfigHost> sshConfigHosts()
{
    QByteArray all;
    for (const QByteArray &text : readMatching(QStringLiteral("config")))
        all += text;
    return parseSshConfig(all, QDir::homePath(), readMatching);
}

} // namespace fl
