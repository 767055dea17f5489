// SPDX-License-Identifier: GPL-3.0-or-later
// Files of this computer that are to go to a machine: what stands below the paths that were given, and reading them piece by piece. No
// symbolic link is followed; a name that leads out or holds control characters is left, and said.
#pragma once

#include "backends/core/result.h"
#include "backends/run/home_folder.h"
#include "backends/run/user_files.h"

#include <QStringList>

namespace fl {

struct LocalFile {
    QByteArray source; ///< where it is on this computer
    UserFile as;       ///< what it will be on the machine
    bool program = false;
    bool operator==(const LocalFile &) const = default;
};

struct LocalFiles {
    std::vector<LocalFile> files; ///< in the order given, folders by name
    std::vector<CopiedFiles::Left> left;
    int links = 0;
};

/// `folder`: below the machine's notebook folder; empty: that itself. What Jupyter and Python put into folders by themselves stays here.
/// Errors: LocalFile, of a path that is not there; BadValue, of a folder that leads out.
Result<LocalFiles> findLocalFiles(const QStringList &paths, const QString &folder);

/// Why no file on a machine may be called so; empty: it may.
QString refusedThere(QByteArrayView path);

/// A file that is being sent. What it holds must stay what it was when it was found.
class LeavingFile {
public:
    /// Errors: LocalFile with "why": copy-unreadable-here, copy-changes. Goes to `from`, reading what comes before for its hash.
    static Result<LeavingFile> open(const LocalFile &file, qint64 from, const std::stop_token &stop);

    Result<QByteArray> read(qint64 most);
    qint64 at() const { return m_at; }
    bool isAtEnd() const { return m_at == m_size; }
    QByteArray sha256() const { return m_hash->result().toHex(); } ///< of what was read; the last thing that is asked

private:
    LeavingFile(FolderFd fd, const LocalFile &file) : m_fd(std::move(fd)), m_path(file.source), m_size(file.as.bytes) { }
    Error wrong(const char *why) const;

    FolderFd m_fd;
    QByteArray m_path;
    qint64 m_at = 0, m_size;
    std::unique_ptr<QCryptographicHash> m_hash = std::make_unique<QCryptographicHash>(QCryptographicHash::Sha256);
};

} // namespace fl
