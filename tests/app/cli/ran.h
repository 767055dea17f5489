// SPDX-License-Identifier: GPL-3.0-or-later
// What a command line gave: its exit code and what it wrote.
#pragma once

#include <QJsonDocument>
#include <QJsonObject>
#include <QString>

#include <cstdio>
#include <vector>

namespace fl {

struct Ran {
    int code;
    QString out, err;
    /// The JSON lines of standard output.
    std::vector<QJsonObject> lines() const
    {
        std::vector<QJsonObject> result;
        for (const QString &line : out.split(QLatin1Char('\n'), Qt::SkipEmptyParts))
            result.push_back(QJsonDocument::fromJson(line.toUtf8()).object());
        return result;
    }
    QJsonObject last() const { return lines().empty() ? QJsonObject() : lines().back(); }
};

inline QString readAll(std::FILE *file)
{
    std::rewind(file);
    QByteArray bytes;
    char buffer[4096];
    for (size_t n; (n = std::fread(buffer, 1, sizeof buffer, file)) > 0;)
        bytes.append(buffer, static_cast<qsizetype>(n));
    std::fclose(file);
    return QString::fromUtf8(bytes);
}

} // namespace fl
