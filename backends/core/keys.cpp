// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/core/keys.h"

#include <QRegularExpression>
#include <QUrl>

#include <cmath>
#include <functional>

namespace fl {
namespace {

/// A parser answers the allowed values when it refuses, and an empty text when it took the value.
struct Row {
    QString key;
    std::function<QString(Choices &, const QString &)> set;
    std::function<QString(const Choices &)> get;
};

template <class Group>
using Member = Group Choices::*;

template <class Group>
Row text(const char *key, Member<Group> group, QString Group::*member, std::function<QString(const QString &)> problem = {})
{
    return {QString::fromLatin1(key),
            [=](Choices &choices, const QString &value) {
                const QString allowed = problem && !value.isEmpty() ? problem(value) : QString();
                if (allowed.isEmpty())
                    choices.*group.*member = value;
                return allowed;
            },
            [=](const Choices &choices) { return choices.*group.*member; }};
}

template <class Group>
Row number(const char *key, Member<Group> group, int Group::*member, int least, int most)
{
    return {QString::fromLatin1(key),
            [=](Choices &choices, const QString &value) {
                static const QRegularExpression digits(QStringLiteral("^[0-9]{1,6}$"));
                const int parsed = value.toInt();
                if (!digits.match(value).hasMatch() || parsed < least || parsed > most)
                    return QStringLiteral("%1-%2").arg(least).arg(most);
                choices.*group.*member = parsed;
                return QString();
            },
            [=](const Choices &choices) { return QString::number(choices.*group.*member); }};
}

/// A number that may have a decimal point, kept in whole parts of which `scale` make one; empty: unset.
template <class Group>
Row decimal(const char *key, Member<Group> group, std::optional<qint64> Group::*member, qint64 scale, qint64 most)
{
    return {QString::fromLatin1(key),
            [=](Choices &choices, const QString &value) {
                static const QRegularExpression digits(QStringLiteral("^[0-9]{1,7}(?:[.][0-9]{1,6})?$"));
                const double given = value.toDouble();
                const qint64 parts = std::llround(given * static_cast<double>(scale));
                // What rounds to nothing would mean something else.
                if (!value.isEmpty() && (!digits.match(value).hasMatch() || parts > most * scale || (parts == 0 && given > 0)))
                    return QStringLiteral("0-%1").arg(most);
                choices.*group.*member = value.isEmpty() ? std::nullopt : std::optional(parts);
                return QString();
            },
            [=](const Choices &choices) {
                const std::optional<qint64> &kept = choices.*group.*member;
                static const QRegularExpression zeros(QStringLiteral("[.]?0+$"));
                return kept ? QString::number(static_cast<double>(*kept) / static_cast<double>(scale), 'f', 6).remove(zeros) : QString();
            }};
}

template <class Group>
Row toggle(const char *key, Member<Group> group, bool Group::*member)
{
    return {QString::fromLatin1(key),
            [=](Choices &choices, const QString &value) {
                const bool yes = value == QLatin1String("yes") || value == QLatin1String("true");
                if (!yes && value != QLatin1String("no") && value != QLatin1String("false"))
                    return QStringLiteral("yes, no");
                choices.*group.*member = yes;
                return QString();
            },
            [=](const Choices &choices) { return choices.*group.*member ? QStringLiteral("yes") : QStringLiteral("no"); }};
}

std::function<QString(const QString &)> matching(const char *pattern, const char *allowed)
{
    return [expression = QRegularExpression(QLatin1String("^(?:") + QLatin1String(pattern) + QLatin1String(")$")),
            allowed](const QString &value) { return expression.match(value).hasMatch() ? QString() : QString::fromLatin1(allowed); };
}

bool isWebUrl(const QString &value)
{
    const QUrl url(value, QUrl::StrictMode);
    const bool web = url.scheme() == QLatin1String("http") || url.scheme() == QLatin1String("https");
    return url.isValid() && web && !url.host().isEmpty() && url.userInfo().isEmpty();
}

/// No name or password in it: a plan holds no secret.
QString urlProblem(const QString &value)
{
    return isWebUrl(value) ? QString() : QStringLiteral("http://HOST:PORT/…");
}

/// One URL, or several with commas between, of which the server takes the fastest.
Row mirrors(const char *key, QString NetworkChoice::*member)
{
    return {QString::fromLatin1(key),
            [=](Choices &choices, const QString &value) {
                QStringList urls = value.split(QLatin1Char(','), Qt::SkipEmptyParts);
                for (QString &url : urls) {
                    url = url.trimmed();
                    if (!isWebUrl(url))
                        return QStringLiteral("https://HOST/…[,https://HOST/…]");
                }
                urls.removeDuplicates();
                choices.network.*member = urls.join(QLatin1Char(','));
                return QString();
            },
            [=](const Choices &choices) { return choices.network.*member; }};
}

const QStringList frameworkNames{QStringLiteral("pytorch"), QStringLiteral("tensorflow"), QStringLiteral("keras"), QStringLiteral("jax")};
const QStringList extraNames{QStringLiteral("git"), QStringLiteral("collaboration"), QStringLiteral("vscode")};
const QStringList sourceNames{QStringLiteral("auto"), QStringLiteral("pypi"), QStringLiteral("conda"), QStringLiteral("distro")};

/// Some of a few names, with commas between.
Row someOf(const char *key, QStringList SoftwareChoice::*member, const QStringList &names)
{
    return {QString::fromLatin1(key),
            [=](Choices &choices, const QString &value) {
                QStringList chosen = value.split(QLatin1Char(','), Qt::SkipEmptyParts);
                for (QString &name : chosen) {
                    name = name.trimmed();
                    if (!names.contains(name))
                        return names.join(QLatin1String(", "));
                }
                chosen.removeDuplicates();
                choices.software.*member = chosen;
                return QString();
            },
            [=](const Choices &choices) { return (choices.software.*member).join(QLatin1Char(',')); }};
}

QString setSource(Choices &choices, const QString &value)
{
    const qsizetype index = sourceNames.indexOf(value);
    if (index < 0)
        return sourceNames.join(QLatin1String(", "));
    choices.software.source = static_cast<Source>(index);
    return {};
}

const std::vector<Row> &rows()
{
    // An address may hold anything a resolver could take; a leading dash, spaces and controls it may not.
    const auto host = matching("[^-\\s][^\\s]*", "a host name or an address");
    static const std::vector<Row> table{
        {QStringLiteral("where"),
         [](Choices &choices, const QString &value) {
             static const QRegularExpression word(QStringLiteral("^[a-z][a-z0-9-]{0,31}$"));
             if (!word.match(value).hasMatch())
                 return QStringLiteral("practice, here, ssh, …");
             choices.where = value;
             return QString();
         },
         [](const Choices &choices) { return choices.where; }},
        {QStringLiteral("machine.name"),
         [](Choices &choices, const QString &value) {
             // "m-" and 12 hex digits is how ids look; a name must not pass for one.
             static const QRegularExpression id(QStringLiteral("^m-[0-9a-f]{12}$"));
             if (value.size() > 63 || value.contains(QLatin1Char('/')) || value.startsWith(QLatin1Char('-')) || value != value.trimmed()
                 || id.match(value).hasMatch())
                 return QStringLiteral("1-63 letters, no / and no - in front");
             choices.machineName = value;
             return QString();
         },
         [](const Choices &choices) { return choices.machineName; }},
        text("ssh.host", &Choices::ssh, &SshChoice::host, host),
        number("ssh.port", &Choices::ssh, &SshChoice::port, 1, 65535),
        text("ssh.user", &Choices::ssh, &SshChoice::user, matching("[^-\\s][^\\s]*", "a user name")),
        text("ssh.key", &Choices::ssh, &SshChoice::keyFile),
        text("ssh.jump", &Choices::ssh, &SshChoice::jump, matching("(?:[^-@\\s][^@\\s]*@)?[^-@\\s][^@\\s]*", "[USER@]HOST[:PORT]")),
        text("ssh.host_key", &Choices::ssh, &SshChoice::acceptedHostKey, matching("SHA256:[A-Za-z0-9+/]{43}=?", "SHA256:…")),
        text("ssh.jump_host_key", &Choices::ssh, &SshChoice::acceptedJumpHostKey, matching("SHA256:[A-Za-z0-9+/]{43}=?", "SHA256:…")),
        someOf("software.frameworks", &SoftwareChoice::frameworks, frameworkNames),
        someOf("software.extras", &SoftwareChoice::extras, extraNames),
        text("software.keras_backend", &Choices::software, &SoftwareChoice::kerasBackend,
             matching("pytorch|tensorflow|jax", "pytorch, tensorflow, jax")),
        {QStringLiteral("software.source"), setSource,
         [](const Choices &choices) { return sourceNames.at(static_cast<int>(choices.software.source)); }},
        toggle("software.cuda_toolkit", &Choices::software, &SoftwareChoice::cudaToolkit),
        toggle("software.keep_driver", &Choices::software, &SoftwareChoice::keepDriver),
        text("software.notebook_language", &Choices::software, &SoftwareChoice::notebookLanguage,
             matching("[a-z]{2}(?:_[A-Z]{2})?", "en, zh_CN")),
        number("access.local_port", &Choices::access, &AccessChoice::localPort, 0, 65535),
        number("access.server_port", &Choices::access, &AccessChoice::serverPort, 1024, 65535),
        decimal("access.auto_stop_hours", &Choices::access, &AccessChoice::autoStopSeconds, 3600, 720),
        toggle("access.open_browser", &Choices::access, &AccessChoice::openBrowser),
        decimal("guard.budget", &Choices::guard, &GuardChoice::budgetMicros, 1'000'000, 1'000'000),
        text("network.proxy", &Choices::network, &NetworkChoice::proxy, urlProblem),
        text("network.no_proxy", &Choices::network, &NetworkChoice::noProxy,
             matching("[A-Za-z0-9.*:/_-]+(?:,[A-Za-z0-9.*:/_-]+)*", "hosts and domains with commas between: localhost,.example.org")),
        text("network.ca", &Choices::network, &NetworkChoice::caFile),
        mirrors("mirror.apt", &NetworkChoice::aptMirror),
        mirrors("mirror.pypi", &NetworkChoice::pypiMirror),
        mirrors("mirror.torch", &NetworkChoice::torchMirror),
        mirrors("mirror.conda", &NetworkChoice::condaMirror),
        mirrors("mirror.nvidia", &NetworkChoice::nvidiaMirror),
        mirrors("mirror.huggingface", &NetworkChoice::huggingFaceMirror),
    };
    return table;
}

Error bad(const QString &key, const QString &value, const QString &allowed)
{
    return {Cause::BadValue,
            {{QStringLiteral("key"), key}, {QStringLiteral("value"), value}, {QStringLiteral("allowed"), allowed}},
            NextAction::ChangeInput,
            {}};
}

bool hasControl(const QString &value)
{
    return std::any_of(value.begin(), value.end(), [](QChar c) { return c.category() == QChar::Other_Control; });
}

} // namespace

Status setKey(Choices &choices, const QString &key, const QString &value)
{
    if (hasControl(value) || value.size() > 4096)
        return fail(bad(key, value.left(100), QStringLiteral("one line of text")));
    for (const Row &row : rows()) {
        if (row.key != key)
            continue;
        if (const QString allowed = row.set(choices, value); !allowed.isEmpty())
            return fail(bad(key, value, allowed));
        return {};
    }
    static const QRegularExpression provider(QStringLiteral("^([a-z][a-z0-9-]*)\\.([a-z][a-z0-9_]*)$"));
    const auto match = provider.match(key);
    if (match.hasMatch() && match.captured(1) == choices.where) {
        choices.provider.insert(match.captured(2), value);
        return {};
    }
    return fail({Cause::UnknownKey, {{QStringLiteral("key"), key}}, NextAction::ChangeInput, {}});
}

QList<std::pair<QString, QString>> changedKeys(const Choices &choices)
{
    static const Choices defaults;
    QList<std::pair<QString, QString>> result;
    for (const Row &row : rows())
        if (const QString value = row.get(choices); value != row.get(defaults))
            result.emplaceBack(row.key, value);
    for (auto it = choices.provider.begin(); it != choices.provider.end(); ++it)
        result.emplaceBack(choices.where + QLatin1Char('.') + it.key(), it.value());
    return result;
}

QStringList knownKeys()
{
    QStringList keys;
    for (const Row &row : rows())
        keys += row.key;
    return keys;
}

} // namespace fl
