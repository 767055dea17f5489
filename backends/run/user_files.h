// SPDX-License-Identifier: GPL-3.0-or-later
// The files a user made on a machine, below its notebook folder, and what became of copying them, or files of this computer there. Values.
#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace fl {

struct UserFile {
    QByteArray path; ///< relative; as the machine's file system has it: any bytes but NUL
    qint64 bytes = 0;
    qint64 modified = 0; ///< ms since the epoch, by the machine's clock
    bool operator==(const UserFile &) const = default;
};

struct UserFiles {
    std::vector<UserFile> files; ///< by path, each once
    int links = 0;               ///< symbolic links: neither followed nor copied
    bool cut = false;            ///< there are more than were listed
    bool unread = false;         ///< some folders could not be looked into
    qint64 bytes() const
    {
        qint64 sum = 0;
        for (const UserFile &file : files)
            sum += file.bytes;
        return sum;
    }
};

struct CopiedFiles {
    struct Beside {
        QByteArray path, name; ///< another file was there: the one that came has this name beside it
        bool operator==(const Beside &) const = default;
    };
    struct Left {
        QByteArray path;
        QString why; ///< a reason's code: "copy-link-here" …
        bool operator==(const Left &) const = default;
    };
    QString folder; ///< of this computer; or below the machine's notebook folder, empty for that itself
    int copied = 0, alreadyThere = 0;
    int links = 0;    ///< symbolic links: neither followed nor copied
    qint64 bytes = 0; ///< of what was copied
    std::vector<Beside> beside;
    std::vector<Left> left; ///< not copied
    bool cut = false;       ///< there are more than were listed
};

} // namespace fl
