// SPDX-License-Identifier: GPL-3.0-or-later
// A temporary folder for names of any bytes, which QTemporaryDir cannot take away; in memory where that is to be had, for what is tested
// there waits for the disk at each file.
#pragma once

#include <QDir>
#include <QTemporaryDir>

#include <filesystem>

namespace fl {

class RawFolder {
public:
    RawFolder() { m_folder.setAutoRemove(false); }
    RawFolder(const RawFolder &) = delete;
    RawFolder &operator=(const RawFolder &) = delete;
    ~RawFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(path().toStdString(), ignored);
    }
    QString path() const { return m_folder.path(); }
    QString filePath(const QString &name) const { return m_folder.filePath(name); }

private:
    QTemporaryDir m_folder{(QFileInfo(QStringLiteral("/dev/shm")).isWritable() ? QStringLiteral("/dev/shm") : QDir::tempPath())
                           + QStringLiteral("/firstlight-test-XXXXXX")};
};

} // namespace fl
