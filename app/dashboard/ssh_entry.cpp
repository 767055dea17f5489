// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dashboard/ssh_entry.h"

#include <QDir>
#include <QFile>
#include <QSaveFile>

namespace fl {
namespace {

const QByteArray includeLine = "Include firstlight_config\n";
const QByteArray mark = "# firstlight: ";
const QByteArray endPrefix = mark + "end of ";

QByteArray beginMark(const QString &name)
{
    return mark + name.toUtf8() + "\n";
}

QByteArray endMark(const QString &name)
{
    return endPrefix + name.toUtf8() + "\n";
}

QByteArray quotedPath(const QString &path)
{
    return '"' + path.toUtf8().replace('"', "\\\"") + '"';
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

std::optional<QString> write(const QString &path, const QByteArray &content)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        return file.errorString();
    file.setPermissions(QFileDevice::ReadOwner | QFileDevice::WriteOwner);
    if (!file.commit())
        return file.errorString();
    return std::nullopt;
}

} // namespace

QStringList sshWords(const Reach &reach)
{
    if (reach.endpoint.local)
        return {};
    const SshTarget &target = reach.endpoint.ssh;
    QStringList words{QStringLiteral("ssh"), QStringLiteral("-p"), QString::number(target.port)};
    if (!target.keyFile.isEmpty())
        words << QStringLiteral("-i") << target.keyFile << QStringLiteral("-o") << QStringLiteral("IdentitiesOnly=yes");
    if (!target.jump.isEmpty())
        words << QStringLiteral("-J") << target.jump;
    if (!reach.knownHostsFile.isEmpty())
        words << QStringLiteral("-o") << QStringLiteral("UserKnownHostsFile=\"%1\"").arg(reach.knownHostsFile) << QStringLiteral("-o")
              << QStringLiteral("HostKeyAlias=%1").arg(target.hostKeyAlias) << QStringLiteral("-o")
              << QStringLiteral("StrictHostKeyChecking=yes");
    // "--": a host that begins with a dash is a host.
    words << QStringLiteral("-l") << target.user << QStringLiteral("--") << target.host;
    return words;
}

QByteArray sshEntry(const QString &name, const Reach &reach)
{
    const SshTarget &target = reach.endpoint.ssh;
    QByteArray text = beginMark(name);
    text += "Host " + name.toUtf8() + "\n";
    text += "    HostName " + target.host.toUtf8() + "\n";
    text += "    Port " + QByteArray::number(target.port) + "\n";
    text += "    User " + target.user.toUtf8() + "\n";
    if (!target.keyFile.isEmpty())
        text += "    IdentityFile " + quotedPath(target.keyFile) + "\n    IdentitiesOnly yes\n";
    if (!target.jump.isEmpty())
        text += "    ProxyJump " + target.jump.toUtf8() + "\n";
    if (!reach.knownHostsFile.isEmpty())
        text += "    UserKnownHostsFile " + quotedPath(reach.knownHostsFile) + "\n    HostKeyAlias " + target.hostKeyAlias.toUtf8()
            + "\n    StrictHostKeyChecking yes\n";
    return text + endMark(name);
}

QByteArray withoutEntry(const QByteArray &file, const QString &name)
{
    const QByteArray first = beginMark(name), last = endMark(name);
    const qsizetype begin = file.startsWith(first) ? 0 : file.indexOf('\n' + first) + 1;
    if (begin == 0 && !file.startsWith(first))
        return file;
    const qsizetype end = file.indexOf(last, begin);
    return end < 0 ? file.left(begin) : file.left(begin) + file.mid(end + last.size());
}

QString SshEntries::configPath() const
{
    return m_folder + QStringLiteral("/config");
}

QString SshEntries::ourPath() const
{
    return m_folder + QStringLiteral("/firstlight_config");
}

QStringList SshEntries::names() const
{
    QStringList names;
    for (const QByteArray &line : contentOf(ourPath()).split('\n'))
        if (line.startsWith(mark) && !line.startsWith(endPrefix))
            names << QString::fromUtf8(line.mid(mark.size()));
    return names;
}

std::optional<QString> SshEntries::add(const QString &name, const Reach &reach) const
{
    if (!QDir().mkpath(m_folder))
        return m_folder;
    QFile::setPermissions(m_folder, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    if (const auto problem = write(ourPath(), withoutEntry(contentOf(ourPath()), name) + sshEntry(name, reach)))
        return problem;
    const QByteArray config = contentOf(configPath());
    // At the top: below a "Host" line an Include would hold for that host alone.
    return config.startsWith(includeLine) ? std::nullopt : write(configPath(), includeLine + config);
}

std::optional<QString> SshEntries::remove(const QString &name) const
{
    const QByteArray before = contentOf(ourPath()), rest = withoutEntry(before, name);
    if (before == rest)
        return std::nullopt;
    if (!rest.isEmpty())
        return write(ourPath(), rest);
    QFile::remove(ourPath());
    const QByteArray config = contentOf(configPath());
    return config.startsWith(includeLine) ? write(configPath(), config.mid(includeLine.size())) : std::nullopt;
}

} // namespace fl
