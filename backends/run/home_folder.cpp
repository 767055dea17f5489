// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/run/home_folder.h"

#include <QDir>
#include <QFile>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include <dirent.h>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

namespace fl {
namespace {

constexpr char partsName[] = ".firstlight-part";
constexpr qsizetype longestName = 255;
constexpr qsizetype longestPath = 4000;
constexpr qsizetype deepest = 64;
constexpr size_t readSize = 256 * 1024;

tl::unexpected<Error> unusable(const QByteArray &path, const char *why, int code = 0)
{
    return fail({Cause::LocalFile,
                 {{QStringLiteral("path"), QString::fromUtf8(path)}, {QStringLiteral("why"), QLatin1String(why)}},
                 NextAction::ChangeInput,
                 code ? QString::fromLocal8Bit(std::strerror(code)) : QString()});
}

tl::unexpected<Error> diskFull(const QString &path)
{
    return fail({Cause::LocalDiskFull, {{QStringLiteral("path"), path}}, NextAction::FreeDiskSpace, {}});
}

tl::unexpected<Error> failed(const QByteArray &path, int code)
{
    switch (code) {
    case ENOSPC:
    case EDQUOT: return diskFull(QString::fromUtf8(path));
    case ELOOP: return unusable(path, "copy-link-here");
    case ENOTDIR:
    case EISDIR:
    case EEXIST: return unusable(path, "copy-in-the-way");
    case ENAMETOOLONG: return unusable(path, "copy-name-too-long");
    case EILSEQ:
    case EINVAL: return unusable(path, "copy-name-not-held");
    default: return unusable(path, "copy-cannot-write", code);
    }
}

tl::unexpected<Error> folderFailed(const QString &path, int code)
{
    if (code == ENOSPC || code == EDQUOT)
        return diskFull(path);
    return fail({Cause::LocalFile,
                 {{QStringLiteral("path"), path}, {QStringLiteral("reason"), QString::fromLocal8Bit(std::strerror(code))}},
                 NextAction::ChangeInput,
                 {}});
}

bool isLink(int folder, const char *name)
{
    struct stat what = {};
    return ::fstatat(folder, name, &what, AT_SYMLINK_NOFOLLOW) == 0 && S_ISLNK(what.st_mode);
}

/// The folder of that name in `parent`, which is no link.
FolderFd enter(int parent, const char *name, bool make)
{
    constexpr int how = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
    int fd = ::openat(parent, name, how);
    if (fd < 0 && errno == ENOENT && make && (::mkdirat(parent, name, 0700) == 0 || errno == EEXIST))
        fd = ::openat(parent, name, how);
    return FolderFd(fd);
}

QByteArray lastPart(const QByteArray &path)
{
    return path.mid(path.lastIndexOf('/') + 1);
}

/// One length for all, whatever the name: the file system bounds it.
QByteArray partName(const QByteArray &path)
{
    return QCryptographicHash::hash(path, QCryptographicHash::Sha256).toHex().first(40) + ".part";
}

/// Reads from where the descriptor is to the end; the number of bytes, or -1.
qint64 addAll(int fd, QCryptographicHash &hash, const std::stop_token &stop)
{
    const auto buffer = std::make_unique<char[]>(readSize);
    qint64 sum = 0;
    while (!stop.stop_requested()) {
        const ssize_t n = ::read(fd, buffer.get(), readSize);
        if (n == 0)
            return sum;
        if (n < 0 && errno != EINTR)
            return -1;
        if (n > 0) {
            hash.addData(QByteArrayView(buffer.get(), n));
            sum += n;
        }
    }
    errno = ECANCELED;
    return -1;
}

/// Gives a file its name where nothing has it.
bool renameNew(int from, const char *name, int to, const char *target)
{
    if (::renameat2(from, name, to, target, RENAME_NOREPLACE) == 0)
        return true;
    if (errno != EINVAL && errno != ENOSYS)
        return false;
    // A file system that cannot do both at once; nobody but us and the user writes there.
    struct stat what = {};
    if (::fstatat(to, target, &what, AT_SYMLINK_NOFOLLOW) == 0) {
        errno = EEXIST;
        return false;
    }
    return ::renameat(from, name, to, target) == 0;
}

} // namespace

FolderFd::~FolderFd()
{
    if (m_fd >= 0)
        ::close(m_fd);
}

Status ArrivingFile::append(QByteArrayView bytes)
{
    m_hash->addData(bytes);
    while (!bytes.isEmpty()) {
        const ssize_t n = ::write(m_fd.get(), bytes.data(), static_cast<size_t>(bytes.size()));
        if (n < 0 && errno != EINTR)
            return failed(m_path, errno);
        if (n > 0) {
            bytes = bytes.sliced(n);
            m_size += n;
        }
    }
    return {};
}

Status ArrivingFile::startAgain()
{
    m_hash->reset();
    m_size = 0;
    return ::ftruncate(m_fd.get(), 0) == 0 ? Status() : failed(m_path, errno);
}

Result<HomeFolder> HomeFolder::open(const QString &path)
{
    errno = 0;
    if (path.isEmpty() || !QDir().mkpath(path))
        return folderFailed(path, errno ? errno : ENOENT);
    FolderFd root(::open(QFile::encodeName(path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!root.isOpen())
        return folderFailed(path, errno);
    FolderFd parts = enter(root.get(), partsName, true);
    struct stat what = {};
    if (!parts.isOpen() || ::fstat(parts.get(), &what) != 0)
        return folderFailed(path + QLatin1Char('/') + QLatin1String(partsName), errno);
    if (what.st_uid != ::geteuid()) // whose it is could change what we wait with
        return folderFailed(path + QLatin1Char('/') + QLatin1String(partsName), EACCES);
    if (::flock(parts.get(), LOCK_EX | LOCK_NB) != 0)
        return folderFailed(path, errno == EWOULDBLOCK ? EBUSY : errno);
    return HomeFolder(std::move(root), std::move(parts));
}

QString HomeFolder::refused(QByteArrayView path)
{
    if (path.size() > longestPath)
        return QStringLiteral("copy-name-too-long");
    const QList<QByteArray> parts = path.toByteArray().split('/');
    if (parts.size() > deepest)
        return QStringLiteral("copy-name-too-long");
    for (const QByteArray &part : parts) {
        if (part.isEmpty() || part == "." || part == ".." || part.contains('\0'))
            return QStringLiteral("copy-name-outside");
        if (part.size() > longestName)
            return QStringLiteral("copy-name-too-long");
    }
    return parts.first() == partsName ? QStringLiteral("copy-name-ours") : QString();
}

QByteArray HomeFolder::besideName(const QByteArray &path, const QByteArray &sha256)
{
    const QByteArray mark = " (" + sha256.first(8) + ')';
    const qsizetype name = path.lastIndexOf('/') + 1, dot = path.lastIndexOf('.');
    const qsizetype at = dot > name ? dot : path.size();
    return path.first(at) + mark + path.sliced(at);
}

Result<FolderFd> HomeFolder::parentOf(const QByteArray &path, bool make) const
{
    if (const QString why = refused(path); !why.isEmpty())
        return unusable(path, why.toLatin1().constData());
    FolderFd folder(::fcntl(m_root.get(), F_DUPFD_CLOEXEC, 0));
    const QList<QByteArray> parts = path.split('/');
    for (const QByteArray &part : parts.first(parts.size() - 1)) {
        FolderFd next = enter(folder.get(), part.constData(), make);
        if (!next.isOpen()) {
            if (errno == ENOENT && !make)
                return FolderFd();
            return isLink(folder.get(), part.constData()) ? failed(path, ELOOP) : failed(path, errno);
        }
        folder = std::move(next);
    }
    return folder;
}

Result<std::optional<qint64>> HomeFolder::sizeOf(const QByteArray &path) const
{
    const auto parent = parentOf(path, false);
    if (!parent)
        return fail(parent.error());
    struct stat what = {};
    if (!parent->isOpen() || (::fstatat(parent->get(), lastPart(path).constData(), &what, AT_SYMLINK_NOFOLLOW) != 0 && errno == ENOENT))
        return std::optional<qint64>();
    if (S_ISLNK(what.st_mode))
        return failed(path, ELOOP);
    if (!S_ISREG(what.st_mode))
        return failed(path, EISDIR);
    return std::optional<qint64>(what.st_size);
}

Result<QByteArray> HomeFolder::sha256(const QByteArray &path, const std::stop_token &stop) const
{
    const auto parent = parentOf(path, false);
    if (!parent)
        return fail(parent.error());
    const FolderFd file(::openat(parent->get(), lastPart(path).constData(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    QCryptographicHash hash(QCryptographicHash::Sha256);
    if (!file.isOpen() || addAll(file.get(), hash, stop) < 0)
        return stop.stop_requested() ? fail({Cause::Cancelled, {}, NextAction::Resume, {}}) : failed(path, errno);
    return hash.result().toHex();
}

qint64 HomeFolder::arrived(const QByteArray &path) const
{
    struct stat what = {};
    const bool there = ::fstatat(m_parts.get(), partName(path).constData(), &what, AT_SYMLINK_NOFOLLOW) == 0 && S_ISREG(what.st_mode);
    return there ? what.st_size : 0;
}

Result<ArrivingFile> HomeFolder::arriving(const QByteArray &path) const
{
    const QByteArray name = partName(path);
    ArrivingFile file(FolderFd(::openat(m_parts.get(), name.constData(), O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600)),
                      path);
    if (!file.m_fd.isOpen())
        return failed(path, errno);
    file.m_size = addAll(file.m_fd.get(), *file.m_hash, {});
    if (file.m_size < 0)
        return failed(path, errno);
    return file;
}

Status HomeFolder::place(ArrivingFile &file, const QByteArray &path, qint64 modified) const
{
    const auto parent = parentOf(path, true);
    if (!parent)
        return fail(parent.error());
    const std::array<timespec, 2> times{timespec{0, UTIME_NOW}, timespec{static_cast<time_t>(modified / 1000), 0}};
    ::futimens(file.m_fd.get(), times.data()); // nice to have
    // Durable before it has its name: what has its name is whole, also after a power cut.
    if (::fsync(file.m_fd.get()) != 0
        || !renameNew(m_parts.get(), partName(file.m_path).constData(), parent->get(), lastPart(path).constData()))
        return failed(path, errno);
    ::fsync(parent->get());
    return {};
}

void HomeFolder::forgetArriving() const
{
    const std::unique_ptr<DIR, int (*)(DIR *)> folder(::fdopendir(::fcntl(m_parts.get(), F_DUPFD_CLOEXEC, 0)), ::closedir);
    while (const dirent *entry = folder ? ::readdir(folder.get()) : nullptr)
        if (QByteArrayView(entry->d_name).endsWith(".part"))
            ::unlinkat(m_parts.get(), entry->d_name, 0);
    ::unlinkat(m_root.get(), partsName, AT_REMOVEDIR); // stays while something of somebody's is in it
}

} // namespace fl
