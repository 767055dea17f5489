// SPDX-License-Identifier: GPL-3.0-or-later
// From an account to a verified machine and back to zero, by the real program: AWS is the stand-in that the real awscli judges, the
// instance is a real server, let in by the key that was imported and trusted by what stands on its console.
#include "tests/bench/delay_proxy.h"
#include "tests/cloudsim/aws_sim.h"
#include "tests/practice/practice_fixture.h"
#include "tests/practice/real_cli.h"
#include "tests/practice/server_setup.h"

#include <QtTest>

#include <unistd.h>

// limit: 900

using namespace fl;

class TestAwsWay : public QObject {
    Q_OBJECT

private slots:
    void fromNothingAndBack()
    {
        if (const QString why = PracticeFixture::unavailable(); !why.isEmpty())
            QSKIP(qPrintable(why));
        if (::geteuid() != 0)
            QSKIP("an instance is reached at port 22, which only root may open here");
        QString problem;
        const QString layer = packagesLayer(problem);
        QVERIFY2(!layer.isEmpty(), qPrintable(problem));
        PracticeFixture machine(layer);
        QVERIFY2(machine.isUp(), qPrintable(machine.problem()));
        const bench::DelayProxy door(static_cast<std::uint16_t>(machine.port()), std::chrono::microseconds(0), 22);
        if (door.port() == 0)
            QSKIP("port 22 of this computer is taken");

        AwsSim sim;
        sim.setAddress(QStringLiteral("127.0.0.1"));
        sim.setConsole("-----BEGIN SSH HOST KEY FINGERPRINTS-----\n256 " + machine.hostKey().toLatin1()
                       + " root@ip (ED25519)\n-----END SSH HOST KEY FINGERPRINTS-----\n");
        sim.onImportedKey([&](const QByteArray &key) { machine.asRoot("printf '%s\\n' '" + key + "' >>/home/ada/.ssh/authorized_keys"); });

        const RealCli cli;
        const QStringList account = cli.secret("aws.access_key_id", AwsSim::accessKeyId().toLatin1())
            + cli.secret("aws.secret_access_key", AwsSim::secretAccessKey());
        const QStringList place =
            RealCli::set({QStringLiteral("aws.endpoint=") + sim.url().toString(), QStringLiteral("aws.region=eu-central-1"),
                          QStringLiteral("aws.type=g4dn.xlarge"), QStringLiteral("aws.address=198.51.100.7"),
                          QStringLiteral("aws.user=ada"), QStringLiteral("software.source=distro"), QStringLiteral("machine.name=cloud")});
        const QStringList where{QStringLiteral("--where"), QStringLiteral("aws"), QStringLiteral("--json"), QStringLiteral("--yes")};

        const auto planned = cli.run(QStringList{QStringLiteral("plan")} + where + place + account);
        QVERIFY2(planned.code == 0, planned.all().constData());
        QVERIFY(sim.instances().empty() && sim.things().empty()); // a plan makes nothing

        const auto made = cli.run(QStringList{QStringLiteral("setup")} + where + place + account, 600);
        QVERIFY2(made.code == 0, made.all().right(4000).constData());
        QVERIFY(made.last().value(QLatin1String("verified")).toBool());
        QCOMPARE(sim.instances().size(), 1u);
        QVERIFY(!made.all().contains(AwsSim::secretAccessKey()));

        // From here on the login is not given again where there is a key ring; here there is none.
        const auto again = cli.run(QStringList{QStringLiteral("setup")} + where + place + account, 300);
        QVERIFY2(again.code == 0, again.all().right(4000).constData());
        QCOMPARE(again.last().value(QLatin1String("changed")).toInt(-1), 0);
        QCOMPARE(sim.instances().size(), 1u);

        const auto act = [&](const char *verb) {
            return cli.run(QStringList{QLatin1String(verb), QStringLiteral("cloud"), QStringLiteral("--yes"), QStringLiteral("--json")}
                               + account,
                           300);
        };
        const auto stopped = act("stop");
        QVERIFY2(stopped.code == 0, stopped.all().constData());
        QCOMPARE(sim.instances().front().state, QStringLiteral("stopped"));
        const auto started = act("start");
        QVERIFY2(started.code == 0, started.all().constData());
        QCOMPARE(sim.instances().front().state, QStringLiteral("running"));
        const auto proven = act("verify");
        QVERIFY2(proven.code == 0, proven.all().right(4000).constData());

        const auto gone = act("destroy");
        QVERIFY2(gone.code == 0, gone.all().constData());
        QCOMPARE(sim.instances().front().state, QStringLiteral("terminated"));
        QVERIFY(sim.things().empty());
        QCOMPARE(cli.run("list --json").line("machine"), QJsonObject());
        QCOMPARE(sim.violations(), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestAwsWay)
#include "tst_aws_way.moc"
