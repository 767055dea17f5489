// SPDX-License-Identifier: GPL-3.0-or-later
// A real server that its administrator has hardened: nothing may be run from /tmp, nor from the home folder, and what anybody makes is
// theirs alone. SELinux no container can have; what a set-up does about it is in launch.sh and network-system's script.
#include "backends/text/text.h"
#include "tests/practice/server_setup.h"

#include <QtTest>

#include <sys/stat.h>
#include <sys/sysmacros.h>

// limit: 900

using namespace fl;

class TestHardenedServer : public QObject {
    Q_OBJECT

    std::unique_ptr<PracticeFixture> m_machine;

    bool root(const QByteArray &script) const
    {
        const auto done = m_machine->asRoot(script, 300);
        if (!done.ok())
            qWarning("%s%s", done.out.right(1000).constData(), done.err.right(1000).constData());
        return done.ok();
    }

private slots:
    void initTestCase()
    {
        if (const QString why = PracticeFixture::unavailable(); !why.isEmpty())
            QSKIP(qPrintable(why));
        QString problem;
        const QString layer = readyLayer(problem);
        QVERIFY2(!layer.isEmpty(), qPrintable(problem));
        m_machine = std::make_unique<PracticeFixture>(layer);
        QVERIFY2(m_machine->isUp(), qPrintable(m_machine->problem()));
        QVERIFY(makeBare(*m_machine));
        QVERIFY(root("set -e\n"
                     "mount -t tmpfs -o noexec,nosuid,nodev,mode=1777 tmpfs /tmp\n"
                     "mount -t tmpfs -o noexec,nosuid,nodev,mode=1777 tmpfs /var/tmp\n"
                     "mount --bind /home /home; mount -o remount,bind,noexec,nosuid,nodev /home\n"
                     "for file in common-session common-session-noninteractive; do\n"
                     "    echo 'session optional pam_umask.so umask=0077' >>/etc/pam.d/$file\n"
                     "done\n"
                     "printf 'Defaults umask=0077, umask_override\\n' >/etc/sudoers.d/row; echo umask 077 >>/root/.profile"));
        // It is as hard as it should be.
        QCOMPARE(m_machine->asUser(QStringLiteral("umask; sudo sh -c umask")).text(), QByteArray("0077\n0077"));
        for (const char *folder : {"/tmp", "/home/ada"})
            QVERIFY(!m_machine
                         ->asUser(QStringLiteral("cd %1 && printf '#!/bin/sh\\n' >x && chmod 700 x && ./x; ended=$?; rm -f x; exit $ended")
                                      .arg(QLatin1String(folder)))
                         .ok());
    }
    void cleanupTestCase() { m_machine.reset(); }

    // R19: with the system's own packages all of it works, as anywhere.
    void theSystemsOwnPackagesDoNotMind()
    {
        ServerSetup setup(*m_machine);
        QVERIFY(setup.connect());
        const auto done = setup.run(QStringLiteral("op"));
        QVERIFY2(done, done ? "" : qPrintable(told(done.error())));
        QCOMPARE(setup.fact("verified"), QStringLiteral("cpu"));
        for (const char *step : {"base-packages", "jupyter-config", "jupyter-service", "verify"})
            QVERIFY2(done->contains(QLatin1String(step)), step);
        const auto again = setup.run(QStringLiteral("op-again"));
        QVERIFY2(again, again ? "" : qPrintable(told(again.error())));
        QCOMPARE(*again, QStringList());
        // What it put into the system can be read by those who need it.
        QVERIFY(root("! find /etc /usr/bin /usr/lib/python3 -newer /etc/sudoers.d/row -type f ! -perm -004 ! -path '/etc/*shadow*' ! -path "
                     "'/etc/ssl/private/*' ! -path '/etc/sudoers.d/*' ! -path '/etc/.pwd.lock' | grep ."));
    }

    // R19: what comes from an index would be run from the home folder: said before anything is installed.
    void softwareFromAnIndexIsRefusedBeforeAnythingIsDone()
    {
        ServerSetup setup(*m_machine);
        QVERIFY(setup.connect());
        setup.set("SOURCE", "pypi");
        const auto refused = setup.apply("preflight");
        QVERIFY(!refused);
        QVERIFY2(refused.error().cause == Cause::NotSupportedHere, qPrintable(told(refused.error())));
        QCOMPARE(refused.error().params.value(QStringLiteral("why")), QStringLiteral("home-runs-nothing"));
        const QString sentence = text::error(refused.error()).happened;
        QVERIFY2(sentence.contains(QLatin1String("/home/ada/firstlight")) && sentence.contains(QLatin1String("noexec")),
                 qPrintable(sentence));
        QVERIFY(root("[ ! -e /home/ada/firstlight/.may-run ] && mount -o remount,bind,exec /home"));
        const auto allowed = setup.apply("preflight"); // as far as the network of this computer lets it
        QVERIFY2(allowed || allowed.error().cause == Cause::NoInternet, qPrintable(told(allowed.error())));
    }

    // R19: a home folder that is closed to root, as NFS with root_squash closes it. NFS no container can serve; a file system in user space
    // closes itself to all but its owner just so.
    void aHomeThatIsClosedToRootIsSaid()
    {
        QVERIFY(m_machine->installPackages({QStringLiteral("bindfs")}));
        QVERIFY(::mknod(QFile::encodeName(m_machine->root() + QStringLiteral("/dev/fuse")).constData(), S_IFCHR | 0666, makedev(10, 229))
                == 0);
        QVERIFY(root("chmod 666 /dev/fuse; mkdir /srv/home && mount --bind /home/ada /srv/home"));
        ServerSetup setup(*m_machine);
        QVERIFY(setup.connect()); // sshd itself reads the key there as root
        const auto mounted = m_machine->asUser(QStringLiteral("cd / && bindfs --no-allow-other -o nonempty /srv/home /home/ada"));
        QVERIFY2(mounted.ok(), mounted.err.constData());
        QVERIFY(!root("ls /home/ada/.local 2>/dev/null"));
        const auto refused = setup.apply("linger");
        QVERIFY(root("umount -l /home/ada && umount -l /srv/home"));
        QVERIFY(!refused);
        QVERIFY2(refused.error().cause == Cause::NotSupportedHere, qPrintable(told(refused.error())));
        QCOMPARE(refused.error().params.value(QStringLiteral("why")), QStringLiteral("home-closed-to-root"));
        QVERIFY(text::error(refused.error()).happened.contains(QLatin1String("NFS")));
        const auto mended = setup.apply("linger");
        QVERIFY2(mended, mended ? "" : qPrintable(told(mended.error())));
    }
};

QTEST_GUILESS_MAIN(TestHardenedServer)
#include "tst_hardened_server.moc"
