// SPDX-License-Identifier: GPL-3.0-or-later
// A real server for a test: a practice machine of its own, booted in about two seconds from cached layers, gone with the
// object. Nothing here is a double: sshd, systemd, sudo and apt are Debian's.
//
// Cache: $FL_TEST_CACHE, else ~/.cache/firstlight-tests. It holds the image, named layers (each an overlay over the image
// or over another layer) and the machines that run. Machines of a test that died are swept up by the next one.
//
//     if (const QString why = PracticeFixture::unavailable(); !why.isEmpty()) QSKIP(qPrintable(why));
//     PracticeFixture machine;               // or machine(QStringLiteral("python-ready"))
//     QVERIFY2(machine.isUp(), qPrintable(machine.problem()));
#pragma once

#include "backends/ports/ssh.h"

#include <functional>

namespace fl {

class PracticeFixture {
public:
    struct Output {
        int code = -1; ///< 128 + n for a signal; -1: could not be run
        QByteArray out, err;
        bool ok() const { return code == 0; }
        QByteArray text() const { return out.trimmed(); }
    };

    /// Why no practice machine can run on this computer; empty: it can.
    static QString unavailable();
    static QString cacheFolder();
    /// Lets the profile in `home` use the cached image instead of building its own.
    static bool shareImage(const QString &home);
    /// The same, with a layer laid over the image, so that what it holds is on every machine that the profile makes. Until
    /// takeLayeredImage the image is a mount in `home`.
    static bool shareLayeredImage(const QString &home, const QString &layer);
    static bool takeLayeredImage(const QString &home);

    static bool hasLayer(const QString &name);
    /// Makes the layer where it is missing: a machine over `parent` (empty: the bare image), changed by `build`, powered
    /// off and kept. A name should say all that went into it. Returns what went wrong, or nothing.
    static QString ensureLayer(const QString &name, const QString &parent, const std::function<bool(PracticeFixture &)> &build);
    static void dropLayer(const QString &name);

    /// `above`: a folder laid over the layer, so that what it holds is on the machine before it first boots; it must outlive it.
    explicit PracticeFixture(const QString &layer = {}, const QString &above = {});
    ~PracticeFixture();
    PracticeFixture(const PracticeFixture &) = delete;
    PracticeFixture &operator=(const PracticeFixture &) = delete;

    bool isUp() const { return m_problem.isEmpty(); }
    QString problem() const { return m_problem; }

    // How to get there
    QString id() const { return m_id; }
    QString host() const { return QStringLiteral("127.0.0.1"); }
    int port() const { return m_port; }
    QString user() const { return QStringLiteral("ada"); }
    QString keyFile() const;
    QString hostKey() const { return m_hostKey; } ///< "SHA256:…"
    /// With the host key trusted, and the fixture's id as alias.
    SshTarget target() const;
    /// The machine's root as this computer sees it while it runs ("/proc/<pid>/root"): read and write files there.
    QString root() const;

    // Commands
    /// As root inside, past sshd and sudo: /bin/sh reads the script from standard input.
    Output asRoot(const QByteArray &script, int limitSeconds = 120);
    /// As the user, through the real ssh client, as a login would.
    Output asUser(const QString &command, const QByteArray &input = {}, int limitSeconds = 120);
    /// As asUser, with other options of ssh in front.
    Output ssh(const QStringList &options, const QString &command, const QByteArray &input = {}, int limitSeconds = 120);
    bool writeFile(const QString &path, const QByteArray &content, int mode = 0644); ///< owned by root
    QByteArray readFile(const QString &path);
    QString bootId();

    // Power
    bool reboot(); ///< as if asked from outside; back up when it returns
    bool stop();
    bool start();
    QString state();            ///< "running", "stopped": as this computer sees it
    bool pullThePlug();         ///< everything inside is killed at once
    QByteArray console() const; ///< what it wrote to its console since it last booted

    // Faults
    bool breakDns(); ///< no name resolves: for apt and pip the internet is gone
    bool restoreDns();
    bool holdPackageLock(); ///< by a process named "unattended-upgr"
    bool releasePackageLock();
    /// Makes the file system below `folder` a small one (what is in it is copied): `megabytes` in all.
    bool shrinkDisk(const QString &folder, int megabytes);
    bool changeHostKey();                             ///< hostKey() stays the old one: that is the point
    bool setSudoPassword(const QByteArray &password); ///< also the user's login password
    bool denySudo();
    bool setLoginShell(const QString &shell); ///< must be installed
    bool allowPasswordLogin(const QByteArray &password);
    bool forbidForwarding();
    bool installPackages(const QStringList &names); ///< with apt, inside

private:
    bool act(const char *what);
    void readState();
    bool destroy();

    QString m_id;
    QString m_problem;
    QString m_hostKey;
    QString m_knownHosts;
    int m_port = 0;
    qint64 m_init = 0; ///< pid of the machine's systemd, on this computer
};

} // namespace fl
