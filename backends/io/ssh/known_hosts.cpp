// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/io/ssh/known_hosts.h"

#include "backends/io/local/fd.h"
#include "backends/io/local/local_shell.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cstring>

#include <sys/file.h>

namespace fl {
namespace {

Error fileError(const QString &path, const QString &reason)
{
    return {Cause::LocalFile, {{QStringLiteral("path"), path}, {QStringLiteral("reason"), reason}}, NextAction::ChangeInput, {}};
}

Result<QByteArray> contents(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return QByteArray();
    if (!file.open(QIODevice::ReadOnly))
        return fail(fileError(path, file.errorString()));
    return file.readAll();
}

bool names(const QByteArray &line, const QByteArray &alias)
{
    return line.size() > alias.size() && line.startsWith(alias) && (line[alias.size()] == ' ' || line[alias.size()] == '\t');
}

} // namespace

QByteArray hostKeyName(const QString &alias)
{
    QByteArray name;
    for (const char c : alias.toUtf8()) {
        const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' || c == '.';
        name += plain ? QByteArray(1, c) : '%' + QByteArray(1, c).toHex();
    }
    return name;
}

Result<std::vector<HostKey>> KnownHosts::pins(const QString &alias) const
{
    const auto text = contents(m_file);
    if (!text)
        return fail(text.error());
    std::vector<HostKey> keys;
    const QByteArray name = hostKeyName(alias);
    for (const QByteArray &line : text->split('\n')) {
        if (!names(line, name))
            continue;
        const QList<QByteArray> words = line.simplified().split(' ');
        keys.push_back(words.size() >= 3 ? HostKey{words[1], words[2], {}} : HostKey{});
    }
    return keys;
}

Status KnownHosts::pin(const QString &alias, const HostKey &key) const
{
    const QByteArray name = hostKeyName(alias);
    return rewrite(name, name + ' ' + key.type + ' ' + key.base64 + '\n');
}

Status KnownHosts::forget(const QString &alias) const
{
    return rewrite(hostKeyName(alias), {});
}

Status KnownHosts::rewrite(const QByteArray &alias, const QByteArray &newLine) const
{
    const QString folder = QFileInfo(m_file).absolutePath();
    if (!QDir().mkpath(folder))
        return fail(fileError(folder, QString::fromLocal8Bit(std::strerror(errno))));
    const QString lockPath = m_file + QStringLiteral(".lock");
    const UniqueFd lock(::open(QFile::encodeName(lockPath).constData(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
    if (!lock || ::flock(lock.get(), LOCK_EX) != 0)
        return fail(fileError(lockPath, QString::fromLocal8Bit(std::strerror(errno))));

    const auto old = contents(m_file);
    if (!old)
        return fail(old.error());
    QByteArray text;
    for (const QByteArray &line : old->split('\n'))
        if (!line.isEmpty() && !names(line, alias))
            text += line + '\n';
    text += newLine;
    if (text == *old)
        return {};
    return LocalShell().upload(QFileInfo(m_file).absoluteFilePath(), text, 0600, {});
}

} // namespace fl
