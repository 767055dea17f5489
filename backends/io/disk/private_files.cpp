// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/io/disk/private_files.h"

#include "backends/io/local/fd.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <cstring>
#include <sys/stat.h>

namespace fl {

Error fileError(const QString &path, int errorNumber)
{
    return {errorNumber == ENOSPC ? Cause::LocalDiskFull : Cause::LocalFile,
            {{QStringLiteral("path"), path}, {QStringLiteral("reason"), QString::fromLocal8Bit(std::strerror(errorNumber))}},
            errorNumber == ENOSPC ? NextAction::FreeDiskSpace : NextAction::ChangeInput,
            {}};
}

Status makePrivateFolder(const QString &path)
{
    const QString parent = QFileInfo(path).absolutePath();
    if (!QFileInfo::exists(parent))
        FL_TRY(makePrivateFolder(parent));
    const QByteArray name = QFile::encodeName(path);
    if (::mkdir(name.constData(), 0700) != 0 && errno != EEXIST)
        return fail(fileError(path, errno));
    struct stat info = {};
    if (::stat(name.constData(), &info) != 0)
        return fail(fileError(path, errno));
    if (!S_ISDIR(info.st_mode))
        return fail(fileError(path, ENOTDIR));
    if ((info.st_mode & 0777) != 0700 && ::chmod(name.constData(), 0700) != 0)
        return fail(fileError(path, errno));
    return {};
}

Status makePrivateFile(const QString &path)
{
    const UniqueFd fd(::open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!fd)
        return fail(fileError(path, errno));
    if (::fchmod(fd.get(), 0600) != 0)
        return fail(fileError(path, errno));
    return {};
}

Status replacePrivateFile(const QString &path, QByteArrayView bytes)
{
    const QString fresh = path + QStringLiteral(".new");
    const QByteArray from = QFile::encodeName(fresh), to = QFile::encodeName(path);
    ::unlink(from.constData()); // of a program that was killed
    const auto failed = [&](const QString &at, int code) {
        ::unlink(from.constData());
        return fail(fileError(at, code));
    };
    const UniqueFd fd(::open(from.constData(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
    if (!fd || ::fchmod(fd.get(), 0600) != 0)
        return failed(fresh, errno);
    for (qsizetype done = 0; done < bytes.size();) {
        const ssize_t count = ::write(fd.get(), bytes.data() + done, static_cast<size_t>(bytes.size() - done));
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return failed(fresh, count < 0 ? errno : EIO);
        done += count;
    }
    if (::fsync(fd.get()) != 0)
        return failed(fresh, errno);
    if (::rename(from.constData(), to.constData()) != 0)
        return failed(path, errno);
    return syncFolder(QFileInfo(path).absolutePath());
}

Status syncFolder(const QString &path)
{
    const UniqueFd fd(::open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!fd || ::fsync(fd.get()) != 0)
        return fail(fileError(path, errno));
    return {};
}

} // namespace fl
