// SPDX-License-Identifier: GPL-3.0-or-later
// The practice machine without root: rootless podman, as a throw-away user.
// label: deep
#include "backends/io/local/local_shell.h"
#include "backends/providers/practice/practice_provider.h"
#include "tests/fakes/fake_ports.h"

#include <QProcess>
#include <QTemporaryDir>
#include <QtTest>

#include <unistd.h>

using namespace fl;

namespace {

QByteArray sh(const QByteArray &script)
{
    LocalShell shell;
    const auto exit = shell.run(ShellScript{.text = script, .variables = {}, .secrets = {}}, {}, {});
    return exit ? exit->out.trimmed() : QByteArray();
}

/// In the throw-away user's process (see main): the whole life of a machine, one line a finding.
int liveAs(const QString &home)
{
    LocalShell shell;
    FakePorts fakes(shell, home);
    QStringList said;
    ProviderCall call{fakes.ports, [&](const Event &event) { said << event.data.value(QLatin1String("say")).toString(); }, {}};
    PracticeProvider provider;
    const auto line = [](const char *what, const QByteArray &value) { std::printf("%s: %s\n", what, value.constData()); };
    const Availability availability = provider.availability(call);
    line("possible", availability.possible ? "yes" : "no");
    line("why", availability.why.code.toUtf8() + ' ' + availability.why.args.value(QStringLiteral("said")).toUtf8());
    if (!availability.possible)
        return 3;
    line("how", availability.how.code.toUtf8());
    Machine machine;
    machine.id = QStringLiteral("m-0123456789ab");
    machine.name = QStringLiteral("practice");
    if (const Status created = provider.create(machine, {}, call); !created) {
        line("create", slug(created.error().cause).toUtf8() + ' ' + created.error().detail.toUtf8());
        (void)provider.destroy(machine, call);
        return 1;
    }
    line("said", said.join(QLatin1Char(' ')).toUtf8());
    const auto in = [&](const QByteArray &command) {
        const auto endpoint = provider.endpoint(machine, call);
        const QByteArray port = QByteArray::number(endpoint->ssh.port), known = quoted((home + QStringLiteral("/known")).toUtf8());
        return sh("ssh-keyscan -t ed25519 -p " + port + " 127.0.0.1 2>/dev/null > " + known + "\n[ \"$(ssh-keygen -lf " + known
                  + " | cut -d' ' -f2)\" = " + quoted(endpoint->ssh.trustedHostKeys.first().toUtf8())
                  + " ] || exit 9\nssh -F none -oBatchMode=yes -oLogLevel=ERROR -oStrictHostKeyChecking=yes -oUserKnownHostsFile=" + known
                  + " -i " + quoted(endpoint->ssh.keyFile.toUtf8()) + " -p " + port + " ada@127.0.0.1 " + quoted(command)
                  + " </dev/null 2>&1");
    };
    line("user", in("id -un"));
    line("root", in("sudo -n id -u"));
    line("packages", in("sudo apt-get -q update >/dev/null 2>&1 && sudo apt-get -qy install hello >/dev/null 2>&1; hello"));
    line("init", in("cat /proc/1/comm"));
    const QByteArray boot = in("cat /proc/sys/kernel/random/boot_id");
    line("own boot id", boot == sh("cat /proc/sys/kernel/random/boot_id") ? "no" : "yes");
    line("reboot", provider.reboot(machine, call) ? "done" : "failed");
    line("new boot id", in("cat /proc/sys/kernel/random/boot_id") == boot ? "no" : "yes");
    line("kept", in("hello"));
    line("stop", provider.stop(machine, call) ? "done" : "failed");
    line("stopped", *provider.state(machine, call) == InstanceState::Stopped ? "yes" : "no");
    line("start", provider.start(machine, call) ? "done" : "failed");
    line("again", in("id -un"));
    line("destroy", provider.destroy(machine, call) ? "done" : "failed");
    line("gone", *provider.state(machine, call) == InstanceState::NotThere ? "yes" : "no");
    line("containers", sh("podman ps -aq 2>/dev/null"));
    return 0;
}

} // namespace

class TestPracticeRootless : public QObject {
    Q_OBJECT
private slots:
    void aWholeLifeWithoutRoot()
    {
        if (::geteuid() != 0)
            QSKIP("only root can make a throw-away user");
        if (sh("command -v podman && command -v newuidmap && command -v mmdebstrap && command -v useradd").split('\n').size() < 4)
            QSKIP("podman, uidmap, mmdebstrap or useradd is not here");
        const QByteArray user = "fltest" + QByteArray::number(::getpid() % 10000);
        QTemporaryDir folder;
        folder.setAutoRemove(false); // its content is the user's sub-ids': removed as root below
        const QByteArray home = quoted(folder.path().toUtf8());
        const QByteArray program = quoted((folder.path() + QStringLiteral("/program")).toUtf8());
        QVERIFY(sh("useradd -M -s /bin/sh -d " + home + ' ' + user + " && chown " + user + ' ' + home + " && chmod 755 " + home
                   + " && install -m 755 " + quoted(QCoreApplication::applicationFilePath().toUtf8()) + ' ' + program + " && echo made")
                == "made");
        const auto asHim = [&](QProcess &process, const QStringList &command) {
            process.setProcessChannelMode(QProcess::MergedChannels);
            process.start(QStringLiteral("setpriv"),
                          QStringList{QStringLiteral("--reuid=") + QString::fromLatin1(user),
                                      QStringLiteral("--regid=") + QString::fromLatin1(user), QStringLiteral("--init-groups"),
                                      QStringLiteral("env"), QStringLiteral("-i"), QStringLiteral("HOME=") + folder.path(),
                                      QStringLiteral("USER=") + QString::fromLatin1(user),
                                      QStringLiteral("PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin")}
                              + command);
            return process.waitForFinished(1500000);
        };
        // What podman can do here by itself: start a program that is not there, which it says with 127.
        QProcess alone;
        const bool asked = asHim(alone,
                                 {QStringLiteral("/bin/sh"), QStringLiteral("-c"),
                                  QStringLiteral("mkdir ~/empty; for runtime in runc crun; do ! command -v $runtime >/dev/null || "
                                                 "podman --runtime $runtime --cgroup-manager=cgroupfs run --rm --network=host "
                                                 "--rootfs ~/empty true; [ $? != 127 ] || exit 127; done")});
        const QByteArray podmanSaid = alone.readAll().trimmed();
        QProcess process;
        const bool finished =
            asHim(process,
                  {folder.path() + QStringLiteral("/program"), QStringLiteral("--live"), folder.path() + QStringLiteral("/profile")});
        const QByteArray output = process.readAll();
        qInfo("%s", output.constData());
        sh("for pid in $(pgrep -u " + user + "); do kill -9 $pid; done; find /tmp /var/tmp -mindepth 1 -maxdepth 1 -user " + user
           + " -exec rm -rf --one-file-system {} +; userdel " + user);
        QVERIFY(asked);
        QVERIFY(finished);
        QMap<QByteArray, QByteArray> found;
        for (const QByteArray &line : output.split('\n'))
            found[line.left(line.indexOf(':'))] = line.mid(line.indexOf(':') + 2);
        if (process.exitCode() == 3) {
            // Our word alone does not count: podman by itself must fail too, with whichever runtime is here.
            QVERIFY2(alone.exitCode() != 127, found["why"].constData());
            QSKIP(("rootless podman cannot work on this computer: " + found["why"] + "\npodman by itself: " + podmanSaid).constData());
        }
        QCOMPARE(process.exitCode(), 0);
        QCOMPARE(found["how"], QByteArray(found["init"] == "systemd" ? "practice-road-podman" : "practice-road-setsid"));
        QCOMPARE(found["user"], QByteArray("ada"));
        QCOMPARE(found["root"], QByteArray("0"));
        QCOMPARE(found["packages"], QByteArray("Hello, world!"));
        QVERIFY(found["init"] == "systemd" || (found["init"] == "sshd" && found["said"].contains("practice-without-systemd")));
        QCOMPARE(found["own boot id"], QByteArray("yes"));
        QCOMPARE(found["reboot"], QByteArray("done"));
        QCOMPARE(found["new boot id"], QByteArray("yes"));
        QCOMPARE(found["kept"], QByteArray("Hello, world!"));
        QCOMPARE(found["stopped"], QByteArray("yes"));
        QCOMPARE(found["again"], QByteArray("ada"));
        QCOMPARE(found["gone"], QByteArray("yes"));
        QCOMPARE(found["containers"], QByteArray());
    }
};

int main(int argc, char **argv)
{
    QCoreApplication app(argc, argv);
    if (app.arguments().value(1) == QLatin1String("--live"))
        return liveAs(app.arguments().value(2));
    qputenv("QTEST_FUNCTION_TIMEOUT", "2000000"); // the image alone takes minutes
    TestPracticeRootless test;
    return QTest::qExec(&test, argc, argv);
}

#include "tst_practice_rootless.moc"
