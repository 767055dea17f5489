// SPDX-License-Identifier: GPL-3.0-or-later
// The two roads where the computer is the user's own: a server reached by SSH, and the computer the program runs on. Real
// program, real server; the big packages are there already, so that they are also what must not be taken away.
#include "tests/practice/real_cli.h"
#include "tests/practice/server_setup.h"

#include <QFile>
#include <QJsonDocument>
#include <QtTest>

// limit: 900

using namespace fl;

namespace {

/// What the program itself needs, to run inside.
bool furnish(PracticeFixture &machine)
{
    return machine.installPackages({QStringLiteral("libqt6core6"), QStringLiteral("libqt6sql6-sqlite"), QStringLiteral("libqt6keychain1"),
                                    QStringLiteral("libqt6network6"), QStringLiteral("libqt6networkauth6"), QStringLiteral("libqt6gui6"),
                                    QStringLiteral("libssh-4"), QStringLiteral("libyaml-cpp0.7"), QStringLiteral("libsodium23")});
}

QByteArray packagesOf(PracticeFixture &machine)
{
    return machine.asRoot("dpkg-query -W -f='${Package} ${db:Status-Status}\\n' | grep ' installed$' | sort").out;
}

/// But for the profile of the program itself, and the empty ~/.config that its key ring library makes when it looks for a key ring.
QByteArray filesOf(PracticeFixture &machine)
{
    return machine
        .asRoot("find /home/ada /etc /opt /usr/local ! -path '/etc/ld.so.cache' ! -path '/home/ada/profile*' ! -path /home/ada/.config | "
                "sort; ls /var/lib/systemd/linger")
        .out;
}

QByteArray difference(const QByteArray &before, const QByteArray &after)
{
    QByteArray text;
    const auto old = before.split('\n'), fresh = after.split('\n');
    for (const QByteArray &line : old)
        if (!fresh.contains(line))
            text += "- " + line + '\n';
    for (const QByteArray &line : fresh)
        if (!old.contains(line))
            text += "+ " + line + '\n';
    return text;
}

} // namespace

class TestAdoptedRoads : public QObject {
    Q_OBJECT

    QString m_layer;

private slots:
    void initTestCase()
    {
        if (const QString why = PracticeFixture::unavailable(); !why.isEmpty())
            QSKIP(qPrintable(why));
        QString problem;
        const QString packages = packagesLayer(problem);
        QVERIFY2(!packages.isEmpty(), qPrintable(problem));
        m_layer = QStringLiteral("adopted-gui-") + packages;
        problem = PracticeFixture::ensureLayer(m_layer, packages, furnish);
        QVERIFY2(problem.isEmpty(), qPrintable(problem));
    }

    void aServerByKeyAndSudoPassword()
    {
        PracticeFixture machine(m_layer);
        QVERIFY2(machine.isUp(), qPrintable(machine.problem()));
        const QByteArray sudo = "sesame $1 'x' \\";
        QVERIFY(machine.setSudoPassword(sudo));
        const QByteArray packages = packagesOf(machine), files = filesOf(machine);

        RealCli cli;
        const QStringList setUp = RealCli::sshSetUp(machine, {QStringLiteral("ssh.key=") + machine.keyFile()});

        // --yes accepts no host key: it is shown, with the way to accept it.
        const auto unknown = cli.run(setUp);
        QVERIFY2(unknown.code == 3, unknown.all().constData());
        QCOMPARE(unknown.line("error").value(QLatin1String("cause")).toString(), QStringLiteral("ssh-host-key-unknown"));
        QVERIFY2(unknown.line("error").value(QLatin1String("message")).toString().contains(machine.hostKey()), unknown.all().constData());
        const QStringList accepted = RealCli::set({QStringLiteral("ssh.host_key=") + machine.hostKey()});

        // Without sudo's password it says so, and nothing is lost.
        const auto noSudo = cli.run(setUp + accepted, 300);
        QVERIFY2(noSudo.code == 3, noSudo.all().constData());
        QCOMPARE(noSudo.line("error").value(QLatin1String("cause")).toString(), QStringLiteral("sudo-password"));

        const QStringList sudoSecret = cli.secret("sudo.password", sudo);
        const auto ran = cli.run(setUp + accepted + sudoSecret, 600);
        QVERIFY2(ran.code == 0, (ran.out.right(1000) + ran.err.right(3000)).constData());
        QCOMPARE(ran.last().value(QLatin1String("verified")).toBool(), true);
        QVERIFY(!ran.all().contains("sesame"));

        // Again, without any secret: nothing to do.
        const auto again = cli.run(setUp);
        QVERIFY2(again.code == 0, again.all().constData());
        QCOMPARE(again.last().value(QLatin1String("changed")).toInt(-1), 0);

        {
            RealCli::Opened opened(cli, QStringLiteral("box"));
            QVERIFY2(opened.url().startsWith(QLatin1String("http://127.0.0.1:")), opened.said().constData());
        }

        // Stop and start act on Jupyter alone.
        const QByteArray boot = machine.bootId().toLatin1();
        QCOMPARE(cli.run("stop box").code, 0);
        QVERIFY(machine.asRoot("! ss -Hltn 'sport = :8888' | grep .").ok());
        QCOMPARE(cli.run("open box --json").line("error").value(QLatin1String("cause")).toString(), QStringLiteral("jupyter-not-running"));
        QCOMPARE(cli.run("start box").code, 0);
        QVERIFY(machine.asRoot("ss -Hltn 'sport = :8888' | grep 127.0.0.1").ok());
        QCOMPARE(machine.bootId().toLatin1(), boot);

        // Destroy takes away what was added, and nothing else.
        QVERIFY(machine.asUser(QStringLiteral("echo '{}' > firstlight/notebooks/mine.ipynb")).ok());
        const auto gone =
            cli.run(QStringList{QStringLiteral("destroy"), QStringLiteral("box"), QStringLiteral("--yes"), QStringLiteral("--json")}
                        + sudoSecret,
                    300);
        QVERIFY2(gone.code == 0, gone.all().constData());
        QCOMPARE(cli.run("list --json").line("machine"), QJsonObject());
        QCOMPARE(difference(packages, packagesOf(machine)), QByteArray());
        QCOMPARE(difference(files, filesOf(machine)),
                 QByteArray("+ /home/ada/firstlight\n+ /home/ada/firstlight/notebooks\n+ /home/ada/firstlight/notebooks/mine.ipynb\n"));
    }

    void aServerBehindAJumpHost()
    {
        PracticeFixture gate, machine(m_layer);
        QVERIFY2(gate.isUp() && machine.isUp(), qPrintable(gate.problem() + machine.problem()));
        // One key for both, as people have it. Practice machines share the network: the gate reaches the other one's port.
        QVERIFY(gate.writeFile(QStringLiteral("/home/ada/.ssh/authorized_keys"),
                               machine.readFile(QStringLiteral("/home/ada/.ssh/authorized_keys"))));
        RealCli cli;
        const QStringList setUp =
            RealCli::sshSetUp(machine,
                              {QStringLiteral("ssh.key=") + machine.keyFile(), QStringLiteral("ssh.host_key=") + machine.hostKey(),
                               QStringLiteral("ssh.jump=%1@%2:%3").arg(gate.user(), gate.host()).arg(gate.port())});
        const auto unknown = cli.run(setUp);
        QCOMPARE(unknown.line("error").value(QLatin1String("cause")).toString(), QStringLiteral("ssh-host-key-unknown"));
        QVERIFY2(unknown.line("error").value(QLatin1String("message")).toString().contains(gate.hostKey()), unknown.all().constData());
        const auto ran = cli.run(setUp + RealCli::set({QStringLiteral("ssh.jump_host_key=") + gate.hostKey()}), 600);
        QVERIFY2(ran.code == 0, (ran.out.right(1000) + ran.err.right(3000)).constData());
        QCOMPARE(ran.last().value(QLatin1String("verified")).toBool(), true);
        RealCli::Opened opened(cli, ran.last().value(QLatin1String("id")).toString());
        QVERIFY2(!opened.url().isEmpty(), opened.said().constData());
    }

    void thisComputer()
    {
        PracticeFixture machine(m_layer);
        QVERIFY2(machine.isUp(), qPrintable(machine.problem()));
        QFile program(QStringLiteral(FL_BINARY_DIR "/bin/firstlight-cli"));
        QVERIFY(program.open(QIODevice::ReadOnly));
        QVERIFY(machine.writeFile(QStringLiteral("/usr/local/bin/firstlight-cli"), program.readAll(), 0755));
        const QByteArray packages = packagesOf(machine), files = filesOf(machine);
        const auto inside = [&machine](const QString &arguments, int seconds) {
            const auto output = machine.asUser(QStringLiteral("FIRSTLIGHT_HOME=$HOME/profile firstlight-cli ") + arguments, {}, seconds);
            return RealCli::Ran{output.code, output.out, output.err};
        };
        const auto ran = inside(QStringLiteral("setup --where here --yes --json"), 600);
        QVERIFY2(ran.code == 0, (ran.out.right(1000) + ran.err.right(3000)).constData());
        QCOMPARE(ran.last().value(QLatin1String("verified")).toBool(), true);
        const QString id = ran.last().value(QLatin1String("id")).toString();
        QCOMPARE(inside(QStringLiteral("setup --where here --yes --json"), 60).last().value(QLatin1String("changed")).toInt(-1), 0);

        // Its notebook, through the way that `open` makes.
        const auto served =
            machine.asUser(QStringLiteral("FIRSTLIGHT_HOME=$HOME/profile firstlight-cli open %1 --json > opened & "
                                          "n=0; until grep -q url opened; do n=$((n + 1)); [ $n -lt 300 ] || exit 1; sleep 0.1; done; "
                                          "url=$(sed -n 's/.*\"url\":\"\\([^\"]*\\)\".*/\\1/p' opened); "
                                          "python3 -c 'import sys, urllib.request as u; print(u.urlopen(sys.argv[1]).geturl())' $url; "
                                          "kill -INT $!; wait $!; rm opened")
                               .arg(id));
        QVERIFY2(served.ok() && served.text().contains("/login"), (served.out + served.err).constData());

        const auto gone = inside(QStringLiteral("destroy %1 --yes --json").arg(id), 120);
        QVERIFY2(gone.code == 0, gone.all().constData());
        QCOMPARE(difference(packages, packagesOf(machine)), QByteArray());
        QCOMPARE(difference(files, filesOf(machine)), QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestAdoptedRoads)
#include "tst_adopted_roads.moc"
