// SPDX-License-Identifier: GPL-3.0-or-later
// From an account to a verified machine and back to zero at Lambda: the stand-in judges every request and its pace, an instance is a real
// server that Debian's cloud-init has set up from the orders and the key of the request. Its host key on the first visit is the one that it
// was handed.
#include "tests/cloudsim/lambda_sim.h"
#include "tests/cloudsim/practice_hardware.h"
#include "tests/practice/real_cli.h"

#include <QDir>
#include <QtTest>

#include <unistd.h>

// limit: 1800

using namespace fl;

namespace {

/// A program with an account and no key ring: the key is given each time.
struct Account {
    LambdaSim &sim;
    RealCli cli;
    QStringList secrets = cli.secret("lambda.api_key", LambdaSim::apiKey());

    RealCli::Ran run(const char *verb, int seconds) const
    {
        return cli.run(QStringList{QLatin1String(verb), QStringLiteral("--where"), QStringLiteral("lambda"), QStringLiteral("--json"),
                                   QStringLiteral("--yes")}
                           + RealCli::set({QStringLiteral("lambda.endpoint=") + sim.url().toString(),
                                           QStringLiteral("lambda.type=gpu_1x_a10"), QStringLiteral("lambda.region=us-west-1"),
                                           QStringLiteral("lambda.address=198.51.100.7"), QStringLiteral("software.source=distro"),
                                           QStringLiteral("machine.name=cloud")})
                           + secrets,
                       seconds);
    }
    /// On the machine that is there.
    RealCli::Ran act(const char *verb) const
    {
        return cli.run(QStringList{QLatin1String(verb), QStringLiteral("cloud"), QStringLiteral("--yes"), QStringLiteral("--json")}
                           + secrets,
                       300);
    }
};

} // namespace

class TestLambdaWay : public QObject {
    Q_OBJECT

    std::unique_ptr<PracticeHardware> m_hardware;

private slots:
    void initTestCase()
    {
        if (const QString why = PracticeFixture::unavailable(); !why.isEmpty())
            QSKIP(qPrintable(why));
        if (::geteuid() != 0)
            QSKIP("an instance is reached at port 22, which only root may open here");
        m_hardware = std::make_unique<PracticeHardware>();
        QVERIFY2(m_hardware->problem().isEmpty(), qPrintable(m_hardware->problem()));
    }

    void fromNothingAndBack()
    {
        LambdaSim sim(m_hardware.get());
        sim.setPaced();
        const Account account{sim, {}};
        const auto planned = account.run("plan", 120);
        QVERIFY2(planned.code == 0, planned.all().constData());
        QVERIFY(sim.instances().empty() && sim.things().empty()); // a plan makes nothing

        const auto made = account.run("setup", 900);
        QVERIFY2(made.code == 0, made.all().right(900).constData()); // QtTest shows no more
        QVERIFY(made.last().value(QLatin1String("verified")).toBool());
        QCOMPARE(sim.instances().size(), 1u);
        QVERIFY(!made.all().contains(LambdaSim::apiKey()));
        const LambdaSim::Instance instance = sim.instances().front();
        QVERIFY(instance.userData.startsWith("#cloud-config\nssh_keys:\n"));
        // The key that it was handed is its own no more, and ours is forgotten.
        const auto inside = m_hardware->asRoot(instance.id,
                                               "ls /etc/ssh/firstlight-host-keys; ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub\n"
                                               "wc -l </home/ubuntu/.ssh/authorized_keys\n");
        QVERIFY2(inside.ok() && !inside.out.contains("throw-away") && inside.text().endsWith("\n1"), (inside.out + inside.err).constData());
        QCOMPARE(QDir(account.cli.home() + QStringLiteral("/keys")).entryList({QStringLiteral("*.throw-away*")}), QStringList());

        const auto again = account.run("setup", 300);
        QVERIFY2(again.code == 0, again.all().right(900).constData());
        QCOMPARE(again.last().value(QLatin1String("changed")).toInt(-1), 0);
        QCOMPARE(sim.instances().size(), 1u);

        // A stop is Jupyter's alone: the machine runs on, and is billed. Nothing on it powers it off by itself.
        const auto stopped = account.act("stop");
        QVERIFY2(stopped.code == 0, stopped.all().constData());
        QCOMPARE(sim.instances().front().status, QStringLiteral("active"));
        QCOMPARE(sim.instances().front().ended, 0);
        const auto guard = m_hardware->asRoot(instance.id, "cat /usr/local/lib/firstlight/idle-stop.conf\n");
        QVERIFY2(guard.out.contains("action warn") && !guard.out.contains("poweroff"), (guard.out + guard.err).constData());
        const auto started = account.act("start");
        QVERIFY2(started.code == 0, started.all().constData());
        const auto proven = account.act("verify");
        QVERIFY2(proven.code == 0, proven.out.trimmed().split('\n').last().constData());

        const auto gone = account.act("destroy");
        QVERIFY2(gone.code == 0, gone.all().constData());
        QCOMPARE(sim.instances().front().status, QStringLiteral("terminated"));
        QVERIFY(sim.instances().front().ended > 0);
        QVERIFY(sim.things().empty());
        QCOMPARE(m_hardware->machines(), 0);
        QCOMPARE(account.cli.run("list --json").line("machine"), QJsonObject());
        QCOMPARE(sim.violations(), QStringList());
        QCOMPARE(m_hardware->problem(), QString());
    }
};

QTEST_GUILESS_MAIN(TestLambdaWay)
#include "tst_lambda_way.moc"
