// SPDX-License-Identifier: GPL-3.0-or-later
// A temporary folder for names of any bytes, which QTemporaryDir cannot take away; in memory where that is to be had, for what is tested
// there waits for the disk at each file.
#pragma once

#include <QDir>
#include <QTemporaryDir>

#include <filesystem>
#include <fstream>
#include <map>

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

using Tree = std::map<QByteArray, QByteArray>;

/// All files below a folder, hidden ones too, by names of any bytes.
inline Tree treeOf(const QString &path)
{
    Tree tree;
    const std::filesystem::path root = path.toStdString();
    for (const auto &entry : std::filesystem::recursive_directory_iterator(root))
        if (entry.symlink_status().type() == std::filesystem::file_type::regular) {
            std::ifstream file(entry.path(), std::ios::binary);
            QByteArray content(static_cast<qsizetype>(entry.file_size()), Qt::Uninitialized);
            file.read(content.data(), content.size());
            tree[QByteArray::fromStdString(entry.path().lexically_relative(root).native())] = content.left(file.gcount());
        }
    return tree;
}

} // namespace fl
