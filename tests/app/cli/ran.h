// SPDX-License-Identifier: GPL-3.0-or-later
// What a command line gave: its exit code and what it wrote.
#pragma once

#include "app/cli/cli.h"

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

/// The command line in this process, over what `open` gives it.
inline Ran runCli(const QStringList &arguments, std::function<Result<cli::Opened>(bool)> open, const QByteArray &input = {},
                  std::stop_token stop = {})
{
    cli::Environment environment;
    environment.open = std::move(open);
    environment.out = std::tmpfile();
    environment.err = std::tmpfile();
    environment.in = std::tmpfile();
    std::fwrite(input.constData(), 1, static_cast<size_t>(input.size()), environment.in);
    std::rewind(environment.in);
    environment.stop = std::move(stop);
    const int code = cli::run(arguments, environment);
    std::fclose(environment.in);
    return {code, readAll(environment.out), readAll(environment.err)};
}

} // namespace fl
