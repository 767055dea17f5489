// SPDX-License-Identifier: GPL-3.0-or-later
// A folder of this computer that files of a stranger are put into. A name is taken apart and walked down from the folder, one part
// at a time: no symbolic link is followed, nothing outside is touched, nothing that is there is overwritten. What has not arrived
// whole is kept in a folder of its own in there, under names of ours, until it takes its place.
//
// Errors about one name are LocalFile with the param "why", a reason's code; all others concern the folder: LocalFile, LocalDiskFull.
#pragma once

#include "backends/core/result.h"

#include <QByteArray>
#include <QCryptographicHash>

#include <memory>
#include <optional>
#include <stop_token>

namespace fl {

/// A file descriptor that closes itself.
class FolderFd {
public:
    explicit FolderFd(int fd = -1) : m_fd(fd) { }
    FolderFd(FolderFd &&other) noexcept : m_fd(std::exchange(other.m_fd, -1)) { }
    FolderFd &operator=(FolderFd &&other) noexcept
    {
        std::swap(m_fd, other.m_fd);
        return *this;
    }
    ~FolderFd();
    int get() const { return m_fd; }
    bool isOpen() const { return m_fd >= 0; }

private:
    int m_fd;
};

/// What has come of a file so far. Appending goes on at its end.
class ArrivingFile {
public:
    qint64 size() const { return m_size; }
    Status append(QByteArrayView bytes);
    Status startAgain();
    QByteArray sha256() const { return m_hash->result().toHex(); } ///< of all of it; the last thing that is asked

private:
    friend class HomeFolder;
    ArrivingFile(FolderFd fd, QByteArray path) : m_fd(std::move(fd)), m_path(std::move(path)) { }

    FolderFd m_fd;
    QByteArray m_path;
    qint64 m_size = 0;
    std::unique_ptr<QCryptographicHash> m_hash = std::make_unique<QCryptographicHash>(QCryptographicHash::Sha256);
};

class HomeFolder {
public:
    /// Makes it where it is missing. One program at a time uses it.
    static Result<HomeFolder> open(const QString &path);

    /// Why a relative path cannot stand in such a folder; empty: it can.
    static QString refused(QByteArrayView path);
    /// The path with the first digits of a hash before its ending: "a/b (3f2a9c1b).ipynb".
    static QByteArray besideName(const QByteArray &path, const QByteArray &sha256);

    Result<std::optional<qint64>> sizeOf(const QByteArray &path) const; ///< unset: there is nothing
    Result<QByteArray> sha256(const QByteArray &path, const std::stop_token &stop) const;

    qint64 arrived(const QByteArray &path) const; ///< bytes of it that wait for the rest
    Result<ArrivingFile> arriving(const QByteArray &path) const;
    /// All of it is there: gives it its name and its time. The folders on the way are made.
    Status place(ArrivingFile &file, const QByteArray &path, qint64 modified) const;
    /// Removes what waits for a rest that will not come.
    void forgetArriving() const;

private:
    HomeFolder(FolderFd root, FolderFd parts) : m_root(std::move(root)), m_parts(std::move(parts)) { }
    Result<FolderFd> parentOf(const QByteArray &path, bool make) const;

    FolderFd m_root, m_parts;
};

} // namespace fl
