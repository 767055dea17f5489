// SPDX-License-Identifier: GPL-3.0-or-later
// Amazon's own command line (Debian's awscli), let loose on the stand-in: the judge of whether that speaks as AWS does.
#pragma once

#include "tests/cloudsim/aws_sim.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QProcess>
#include <QStandardPaths>
#include <QTemporaryDir>

namespace fl {

class RealAws {
public:
    struct Said {
        int code = -1; ///< -1: it did not end within a minute
        QJsonObject json;
        QString err;
        /// The value at the end of a path of names; on the way the first of each list.
        QJsonValue at(const char *path) const
        {
            QJsonValue value = json;
            for (const QByteArray &name : QByteArray(path).split('/'))
                value = (value.isArray() ? value.toArray().at(0) : value).toObject().value(QLatin1String(name));
            return value;
        }
    };

    explicit RealAws(const AwsSim &sim, QByteArray secret = AwsSim::secretAccessKey()) : m_sim(sim), m_secret(std::move(secret)) { }

    static QString unavailable() ///< why; empty: it is there
    {
        return QStandardPaths::findExecutable(QStringLiteral("aws")).isEmpty()
            ? QStringLiteral("the package awscli is not installed: nobody else can judge the stand-in")
            : QString();
    }

    /// "ec2 describe-instances", then what may hold blanks.
    Said run(const char *line, const QStringList &more = {}) const
    {
        QProcess process;
        QProcessEnvironment environment;
        environment.insert(QStringLiteral("PATH"), qEnvironmentVariable("PATH"));
        environment.insert(QStringLiteral("HOME"), m_home.path());
        environment.insert(QStringLiteral("AWS_ACCESS_KEY_ID"), AwsSim::accessKeyId());
        environment.insert(QStringLiteral("AWS_SECRET_ACCESS_KEY"), QString::fromLatin1(m_secret));
        environment.insert(QStringLiteral("AWS_DEFAULT_REGION"), QStringLiteral("us-west-2"));
        environment.insert(QStringLiteral("AWS_MAX_ATTEMPTS"), QStringLiteral("1"));
        process.setProcessEnvironment(environment);
        process.start(QStringLiteral("aws"),
                      QStringList{QStringLiteral("--endpoint-url"), m_sim.url().toString(), QStringLiteral("--output"),
                                  QStringLiteral("json")}
                          + QString::fromLatin1(line).split(QLatin1Char(' ')) + more);
        if (!process.waitForFinished(60'000)) {
            process.kill();
            process.waitForFinished();
            return {};
        }
        return {process.exitCode(), QJsonDocument::fromJson(process.readAllStandardOutput()).object(),
                QString::fromUtf8(process.readAllStandardError())};
    }

private:
    const AwsSim &m_sim;
    QByteArray m_secret;
    QTemporaryDir m_home;
};

} // namespace fl
