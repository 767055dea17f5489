// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/run/local_files.h"

#include <QDir>
#include <QFile>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace fl {
namespace {

namespace files = std::filesystem;

constexpr qint64 hashPiece = 1024 * 1024;

/// What programs put there by themselves, and what a copy from a machine waits with.
bool isOfNoUse(const std::string &name)
{
    return name == ".ipynb_checkpoints" || name == "__pycache__" || name == ".firstlight-part";
}

class Walk {
public:
    explicit Walk(LocalFiles &found) : m_found(found) { }

    void take(const files::path &path, const QByteArray &as)
    {
        struct stat what = {};
        if (::lstat(path.c_str(), &what) != 0)
            return leave(as, "copy-unreadable-here");
        if (S_ISLNK(what.st_mode)) {
            ++m_found.links;
        } else if (const QString why = refusedThere(as); !why.isEmpty()) {
            m_found.left.push_back({as, why});
        } else if (S_ISREG(what.st_mode)) {
            const qint64 ms = static_cast<qint64>(what.st_mtim.tv_sec) * 1000 + what.st_mtim.tv_nsec / 1'000'000;
            m_found.files.push_back({QByteArray::fromStdString(path.native()), {as, what.st_size, ms}, (what.st_mode & S_IXUSR) != 0});
        } else if (S_ISDIR(what.st_mode)) {
            enter(path, as);
        } else {
            leave(as, "copy-no-file");
        }
    }

private:
    void leave(const QByteArray &as, const char *why) { m_found.left.push_back({as, QLatin1String(why)}); }
    void enter(const files::path &folder, const QByteArray &as)
    {
        std::error_code error;
        std::vector<std::string> names;
        for (files::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
            names.push_back(entry->path().filename().native());
        if (error)
            leave(as, "copy-unreadable-here");
        std::sort(names.begin(), names.end());
        for (const std::string &name : names)
            if (!isOfNoUse(name))
                take(folder / name, as + '/' + QByteArray::fromStdString(name));
    }

    LocalFiles &m_found;
};

} // namespace

QString refusedThere(QByteArrayView path)
{
    const QString text = QString::fromUtf8(path);
    if (std::any_of(text.begin(), text.end(), [](QChar c) { return c.category() == QChar::Other_Control && c != QChar::Null; }))
        return QStringLiteral("copy-name-control");
    return HomeFolder::refused(path);
}

Result<LocalFiles> findLocalFiles(const QStringList &paths, const QString &folder)
{
    const QByteArray below = folder.isEmpty() ? QByteArray() : QDir::cleanPath(folder).toUtf8();
    if (!below.isEmpty() && (folder.startsWith(QLatin1Char('/')) || !refusedThere(below).isEmpty()))
        return fail({Cause::BadValue,
                     {{QStringLiteral("key"), QStringLiteral("--to")}, {QStringLiteral("value"), folder}},
                     NextAction::ChangeInput,
                     {}});
    LocalFiles found;
    QList<QByteArray> taken;
    for (const QString &given : paths) {
        const QString path = QDir::cleanPath(QDir::current().absoluteFilePath(given));
        const QByteArray name = QFile::encodeName(path);
        struct stat what = {};
        if (::lstat(name.constData(), &what) != 0)
            return fail({Cause::LocalFile,
                         {{QStringLiteral("path"), path}, {QStringLiteral("reason"), QString::fromLocal8Bit(std::strerror(errno))}},
                         NextAction::ChangeInput,
                         {}});
        const QByteArray last = name.mid(name.lastIndexOf('/') + 1);
        if (taken.contains(name))
            continue;
        taken << name;
        Walk(found).take(name.toStdString(), below.isEmpty() ? last : below + '/' + last);
    }
    return found;
}

Error LeavingFile::wrong(const char *why) const
{
    return {Cause::LocalFile,
            {{QStringLiteral("path"), QString::fromUtf8(m_path)}, {QStringLiteral("why"), QLatin1String(why)}},
            NextAction::ChangeInput,
            {}};
}

Result<LeavingFile> LeavingFile::open(const LocalFile &file, qint64 from, const std::stop_token &stop)
{
    LeavingFile leaving(FolderFd(::open(file.source.constData(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)), file);
    struct stat what = {};
    if (!leaving.m_fd.isOpen() || ::fstat(leaving.m_fd.get(), &what) != 0 || !S_ISREG(what.st_mode))
        return fail(leaving.wrong("copy-unreadable-here"));
    const qint64 ms = static_cast<qint64>(what.st_mtim.tv_sec) * 1000 + what.st_mtim.tv_nsec / 1'000'000;
    if (what.st_size != file.as.bytes || ms != file.as.modified)
        return fail(leaving.wrong("copy-changes"));
    while (leaving.m_at < from) {
        if (stop.stop_requested())
            return fail({Cause::Cancelled, {}, NextAction::Resume, {}});
        if (const auto before = leaving.read(std::min(from - leaving.m_at, hashPiece)); !before)
            return fail(before.error());
    }
    return leaving;
}

Result<QByteArray> LeavingFile::read(qint64 most)
{
    QByteArray piece(std::min(most, m_size - m_at), Qt::Uninitialized);
    qint64 have = 0;
    while (have < piece.size()) {
        const ssize_t n = ::read(m_fd.get(), piece.data() + have, static_cast<size_t>(piece.size() - have));
        if (n == 0)
            return fail(wrong("copy-changes")); // it has become shorter
        if (n < 0 && errno != EINTR)
            return fail(wrong("copy-unreadable-here"));
        have += std::max<ssize_t>(0, n);
    }
    m_hash->addData(piece);
    m_at += piece.size();
    return piece;
}

} // namespace fl
