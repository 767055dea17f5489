// SPDX-License-Identifier: GPL-3.0-or-later
// A server that a password opens, and the new key made for it: let in, used from then on, taken back with all the rest.
#include "tests/practice/practice_fixture.h"
#include "tests/practice/real_cli.h"

#include <QFile>
#include <QtTest>

// limit: 900

using namespace fl;

class TestOwnKey : public QObject {
    Q_OBJECT
private slots:
    void aPasswordOpensOnceThenTheNewKey()
    {
        if (const QString why = PracticeFixture::unavailable(); !why.isEmpty())
            QSKIP(qPrintable(why));
        PracticeFixture machine;
        QVERIFY2(machine.isUp(), qPrintable(machine.problem()));
        const QByteArray password = "open 'sesame' $1";
        QVERIFY(machine.allowPasswordLogin(password));
        // sudo wants nothing, so that what is shown is the log-in; and no internet: the set-up ends soon after it.
        const QString keys = QStringLiteral("/home/ada/.ssh/authorized_keys");
        const QByteArray before = machine.readFile(keys);
        QVERIFY(machine.breakDns());

        RealCli cli;
        const QStringList setUp =
            RealCli::sshSetUp(machine, {QStringLiteral("ssh.host_key=") + machine.hostKey(), QStringLiteral("ssh.new_key=yes")});
        const auto first = cli.run(setUp + cli.secret("ssh.password", password), 300);
        const QByteArray after = machine.readFile(keys);
        QVERIFY2(after.startsWith(before) && after.size() > before.size(), first.all().constData());
        QVERIFY(after.contains(" firstlight-m-"));
        QVERIFY(!first.all().contains("sesame"));

        // Without a password now: it comes as far as before, which is past the log-in.
        const auto again = cli.run(setUp, 300);
        const QString cause = first.line("error").value(QLatin1String("cause")).toString();
        QVERIFY2(!cause.isEmpty() && cause != QLatin1String("ssh-auth-refused"), first.all().constData());
        QCOMPARE(again.line("error").value(QLatin1String("cause")).toString(), cause);
        QCOMPARE(machine.readFile(keys), after); // not twice

        const auto gone =
            cli.run({QStringLiteral("destroy"), QStringLiteral("box"), QStringLiteral("--yes"), QStringLiteral("--json")}, 300);
        QVERIFY2(gone.code == 0, gone.all().constData());
        QCOMPARE(machine.readFile(keys), before);
        QCOMPARE(cli.run("list --json").line("machine"), QJsonObject());
    }
};

QTEST_GUILESS_MAIN(TestOwnKey)
#include "tst_own_key.moc"
