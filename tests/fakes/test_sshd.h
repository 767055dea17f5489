// SPDX-License-Identifier: GPL-3.0-or-later
// A real sshd on a free port of 127.0.0.1, with host keys, configuration and authorized_keys of its own in a temporary folder.
// Logs in the user who runs the tests.
#pragma once

#include "backends/ports/ssh.h"

#include <QProcess>
#include <QTemporaryDir>

namespace fl {

class TestSshd {
public:
    struct Options {
        QByteArray config; ///< lines put in front of ours: sshd keeps the first value it meets
        QStringList hostKeyTypes{QStringLiteral("ed25519")};
        int port = 0; ///< 0: any free one
    };

    TestSshd() : TestSshd(Options()) { }
    explicit TestSshd(Options options);
    ~TestSshd();
    TestSshd(const TestSshd &) = delete;
    TestSshd &operator=(const TestSshd &) = delete;

    static QString problem(); ///< why none can be started here; empty: it can

    bool start();
    void stop(); ///< and every connection with it
    void makeNewHostKeys();
    void authorize(const QByteArray &publicKeyLine) const; ///< one more key may log in

    int port() const { return m_port; }
    static QString user(); ///< who logs in
    QString clientKey() const { return path(QStringLiteral("client")); }
    QString path(const QString &name) const { return m_folder.filePath(name); }
    QString fingerprint(const QString &type = QStringLiteral("ed25519")) const; ///< "SHA256:…"
    SshTarget target() const;                                                   ///< key log-in, host key trusted
    QByteArray log() const;

    /// ssh-keygen with these arguments; its output.
    static QByteArray keygen(const QStringList &arguments);
    static int freePort();

private:
    Options m_options;
    QTemporaryDir m_folder;
    QProcess m_process;
    int m_port = 0;
};

} // namespace fl
