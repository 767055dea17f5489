// SPDX-License-Identifier: GPL-3.0-or-later
// The real firstlight-cli as a process, with a profile of its own and no key ring, for tests that tell a story with it.
//
//     RealCli cli;
//     const auto ran = cli.run("setup --where practice --yes --json", 1200);
//     QVERIFY2(ran.code == 0, ran.all().constData());
#pragma once

#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

namespace fl {

class PracticeFixture;

class RealCli {
public:
    struct Ran {
        int code = -1; ///< -1: ended by a signal, or not within its time
        QByteArray out, err;
        QJsonObject last() const;
        QJsonObject line(const char *kind) const; ///< the first of that kind; empty: none
        QByteArray all() const { return out + "\n--- stderr\n" + err; }
    };

    QString home() const { return m_home.path(); }
    /// Not started; for tests that talk to it, or kill it.
    void prepare(QProcess &process, const QStringList &arguments) const;
    Ran run(const QStringList &arguments, int seconds = 120, const QByteArray &input = {}) const;
    Ran run(const char *line, int seconds = 120) const; ///< split at its blanks

    /// "KEY=VALUE", each with its --set.
    static QStringList set(const QStringList &settings);
    /// `setup` of that machine as a server by SSH named "box", with address and user; all else is in the settings.
    static QStringList sshSetUp(const PracticeFixture &machine, const QStringList &settings);
    /// The same by the machine's own key, with its host key trusted.
    static QStringList trustedSetUp(const PracticeFixture &machine, const QStringList &settings = {});
    /// The words that hand a secret over in a file.
    QStringList secret(const char *name, const QByteArray &value) const;

    /// `open NAME --json`, until it is told to end as by Ctrl-C.
    class Opened {
    public:
        Opened(const RealCli &cli, const QString &name, const QStringList &more = {});
        ~Opened() { end(); }
        QString url() const { return m_line.value(QLatin1String("url")).toString(); }
        QByteArray said() { return m_out + m_process.readAllStandardError(); }
        int end();

    private:
        QProcess m_process;
        QByteArray m_out;
        QJsonObject m_line;
    };

private:
    QTemporaryDir m_home, m_secrets;
};

} // namespace fl
