// SPDX-License-Identifier: GPL-3.0-or-later
// From an account to a verified machine and back to zero: AWS is the stand-in that the real awscli judges, an instance is a real server
// that Debian's cloud-init has set up from the user-data and the key of the request, and what it wrote to its console is trusted.
#include "backends/providers/aws/host_keys.h"
#include "tests/cloudsim/practice_hardware.h"
#include "tests/cloudsim/real_aws.h"
#include "tests/practice/real_cli.h"

#include <QtTest>

#include <unistd.h>

// limit: 1800

using namespace fl;

namespace {

/// A program with an account and no key ring: the login is given each time.
struct Account {
    AwsSim &sim;
    RealCli cli;
    QStringList secrets =
        cli.secret("aws.access_key_id", AwsSim::accessKeyId().toLatin1()) + cli.secret("aws.secret_access_key", AwsSim::secretAccessKey());

    QStringList words(const char *verb) const
    {
        return QStringList{QLatin1String(verb), QStringLiteral("--where"), QStringLiteral("aws"), QStringLiteral("--json"),
                           QStringLiteral("--yes")}
        + RealCli::set({QStringLiteral("aws.endpoint=") + sim.url().toString(), QStringLiteral("aws.region=eu-central-1"),
                        QStringLiteral("aws.type=g4dn.xlarge"), QStringLiteral("aws.address=198.51.100.7"),
                        QStringLiteral("software.source=distro"), QStringLiteral("machine.name=cloud")})
            + secrets;
    }
    RealCli::Ran run(const char *verb, int seconds) const { return cli.run(words(verb), seconds); }
    /// On the machine that is there.
    RealCli::Ran act(const char *verb) const
    {
        return cli.run(QStringList{QLatin1String(verb), QStringLiteral("cloud"), QStringLiteral("--yes"), QStringLiteral("--json")}
                           + secrets,
                       300);
    }
    QStringList groups() const ///< who may come in
    {
        QStringList sources;
        for (const AwsSim::Thing &thing : sim.things())
            sources += thing.sources;
        return sources;
    }
    QByteArray notepad() const ///< what ssh has been told to trust
    {
        QFile file(cli.home() + QStringLiteral("/known_hosts"));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
};

} // namespace

class TestAwsWay : public QObject {
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
    void cleanup()
    {
        if (m_hardware)
            QCOMPARE(m_hardware->problem(), QString());
    }

    void fromNothingAndBack()
    {
        AwsSim sim(m_hardware.get());
        const Account account{sim, {}};
        const auto planned = account.run("plan", 120);
        QVERIFY2(planned.code == 0, planned.all().constData());
        QVERIFY(sim.instances().empty() && sim.things().empty()); // a plan makes nothing

        const auto made = account.run("setup", 900);
        QVERIFY2(made.code == 0, made.all().right(4000).constData());
        QVERIFY(made.last().value(QLatin1String("verified")).toBool());
        QCOMPARE(sim.instances().size(), 1u);
        QVERIFY(!made.all().contains(AwsSim::secretAccessKey()));
        const QString id = sim.instances().front().id, address = sim.instances().front().address;

        // What cloud-init made of the request: the user with the key, and the timer, which leaves a machine alone that somebody came to.
        const auto inside = m_hardware->asRoot(id,
                                               "cloud-init status --wait | tail -n 1\n"
                                               "cat /var/lib/cloud/data/instance-id\n"
                                               "wc -l </home/ubuntu/.ssh/authorized_keys\n"
                                               "systemctl is-active firstlight-unclaimed.timer\n"
                                               "systemctl start firstlight-unclaimed.service; echo $?\n");
        QCOMPARE(inside.text(), "status: done\n" + id.toLatin1() + "\n1\nactive\n0");
        QVERIFY(!account.notepad().isEmpty());
        QVERIFY(!account.notepad().contains(address.toLatin1())); // a key is the machine's, not the address's
        {
            RealCli::Opened opened(account.cli, QStringLiteral("cloud"), account.secrets);
            QVERIFY2(!opened.url().isEmpty(), opened.said().constData());
            QCOMPARE(opened.end(), 0);
        }

        const auto again = account.run("setup", 300);
        QVERIFY2(again.code == 0, again.all().right(4000).constData());
        QCOMPARE(again.last().value(QLatin1String("changed")).toInt(-1), 0);
        QCOMPARE(sim.instances().size(), 1u);

        const auto stopped = account.act("stop");
        QVERIFY2(stopped.code == 0, stopped.all().constData());
        QCOMPARE(sim.instances().front().state, QStringLiteral("stopped"));
        // Meanwhile this computer has moved: the group still lets in who we were.
        sim.setSources({QStringLiteral("192.0.2.1/32")});
        const QByteArray trusted = account.notepad();
        const auto started = account.act("start");
        QVERIFY2(started.code == 0, started.all().constData());
        QCOMPARE(sim.instances().front().state, QStringLiteral("running"));
        QVERIFY(sim.instances().front().address != address);
        QCOMPARE(account.groups(), QStringList{QStringLiteral("198.51.100.7/32")});
        const auto proven = account.act("verify");
        QVERIFY2(proven.code == 0, proven.out.trimmed().split('\n').last().constData());
        {
            RealCli::Opened opened(account.cli, QStringLiteral("cloud"), account.secrets);
            QVERIFY2(!opened.url().isEmpty(), opened.said().constData());
        }
        QCOMPARE(account.notepad(), trusted);

        const auto gone = account.act("destroy");
        QVERIFY2(gone.code == 0, gone.all().constData());
        QCOMPARE(sim.instances().front().state, QStringLiteral("terminated"));
        QVERIFY(sim.things().empty());
        QCOMPARE(m_hardware->machines(), 0);
        QCOMPARE(account.cli.run("list --json").line("machine"), QJsonObject());
        QCOMPARE(sim.violations(), QStringList());
    }

    void aMachineThatNobodyComesToTurnsItselfOff()
    {
        AwsSim sim(m_hardware.get());
        const Account account{sim, {}};
        QProcess killed;
        account.cli.prepare(killed, account.words("setup"));
        killed.start();
        QTRY_VERIFY_WITH_TIMEOUT(!sim.instances().empty(), 60'000);
        killed.kill(); // the moment the machine was ordered
        QVERIFY(killed.waitForFinished());
        const QString id = sim.instances().front().id;
        const auto asked =
            m_hardware->asRoot(id, "cloud-init status --wait >/dev/null; systemctl start --no-block firstlight-unclaimed.service\n");
        QVERIFY2(asked.ok(), asked.err.constData());
        QTRY_COMPARE_WITH_TIMEOUT(m_hardware->look(id).state, QStringLiteral("stopped"), 60'000);
        // The next start of the program knows what there is, and takes it away.
        const auto gone = account.act("destroy");
        QVERIFY2(gone.code == 0, gone.all().constData());
        QCOMPARE(m_hardware->machines(), 0);
        QVERIFY(sim.things().empty());
        QCOMPARE(sim.violations(), QStringList());
    }

    /// The stand-in's machines are judged by others, too: Amazon's tool orders one, OpenSSH logs in.
    void theRealToolsHaveAMachine()
    {
        if (const QString why = RealAws::unavailable(); !why.isEmpty())
            QSKIP(qPrintable(why));
        AwsSim sim(m_hardware.get());
        const RealAws aws(sim);
        const QTemporaryDir folder;
        const QString key = folder.filePath(QStringLiteral("key")), known = folder.filePath(QStringLiteral("known_hosts"));
        QCOMPARE(QProcess::execute(QStringLiteral("ssh-keygen"),
                                   {QStringLiteral("-q"), QStringLiteral("-t"), QStringLiteral("ed25519"), QStringLiteral("-N"), QString(),
                                    QStringLiteral("-f"), key}),
                 0);
        QFile userData(folder.filePath(QStringLiteral("user-data")));
        QVERIFY(userData.open(QIODevice::WriteOnly) && userData.write("#cloud-config\nruncmd:\n  - [touch, /made-by-user-data]\n") > 0);
        userData.close();
        QCOMPARE(aws.run("ec2 import-key-pair --key-name k --public-key-material", {QStringLiteral("fileb://%1.pub").arg(key)}).code, 0);
        const auto group = aws.run("ec2 create-security-group --group-name g --description d");
        const auto made = aws.run("ec2 run-instances --image-id ami-1 --instance-type g4dn.xlarge --key-name k --user-data",
                                  {QStringLiteral("file://") + userData.fileName(), QStringLiteral("--security-group-ids"),
                                   group.at("GroupId").toString()});
        QVERIFY2(made.code == 0, qPrintable(made.err));
        const QString id = made.at("Instances/InstanceId").toString();

        QString address;
        const auto isNow = [&](const char *state) {
            const auto said = aws.run("ec2 describe-instances --instance-ids", {id});
            address = said.at("Reservations/Instances/PublicIpAddress").toString();
            return said.at("Reservations/Instances/State/Name").toString() == QLatin1String(state);
        };
        QTRY_VERIFY_WITH_TIMEOUT(isNow("running"), 120'000);
        QStringList promised;
        QTRY_VERIFY_WITH_TIMEOUT(!(promised = aws::hostKeysOf(
                                       aws.run("ec2 get-console-output --instance-id", {id}).at("Output").toString().toUtf8()))
                                      .isEmpty(),
                                 120'000);

        const auto ssh = [&](const QString &command) {
            QProcess client;
            client.start(QStringLiteral("ssh"),
                         {QStringLiteral("-F"), QStringLiteral("none"), QStringLiteral("-i"), key, QStringLiteral("-oIdentitiesOnly=yes"),
                          QStringLiteral("-oBatchMode=yes"), QStringLiteral("-oHostKeyAlias=box"),
                          QStringLiteral("-oUserKnownHostsFile=") + known, QStringLiteral("-oStrictHostKeyChecking=accept-new"),
                          QStringLiteral("-oLogLevel=ERROR"), QStringLiteral("ubuntu@") + address, command});
            client.waitForFinished(60'000);
            return (client.readAllStandardOutput() + client.readAllStandardError()).trimmed();
        };
        QCOMPARE(ssh(QStringLiteral("cloud-init status --wait >/dev/null; sudo -n ls /made-by-user-data")),
                 QByteArray("/made-by-user-data"));
        QProcess fingerprint;
        fingerprint.start(QStringLiteral("ssh-keygen"), {QStringLiteral("-lf"), known});
        QVERIFY(fingerprint.waitForFinished());
        const QString met = QString::fromLatin1(fingerprint.readAllStandardOutput()).section(QLatin1Char(' '), 1, 1);
        QVERIFY2(promised.contains(met), qPrintable(met + QLatin1String(" is none of ") + promised.join(QLatin1Char(' '))));

        (void)ssh(QStringLiteral("sudo -n poweroff")); // a stop, as EC2 has it
        QTRY_VERIFY_WITH_TIMEOUT(isNow("stopped"), 60'000);
        QVERIFY(address.isEmpty());
        QCOMPARE(aws.run("ec2 start-instances --instance-ids", {id}).code, 0);
        QTRY_VERIFY_WITH_TIMEOUT(isNow("running"), 120'000);
        const QString bootId = QStringLiteral("cat /proc/sys/kernel/random/boot_id");
        const QByteArray boot = ssh(bootId); // at another address, by the same key
        QCOMPARE(boot.size(), 36);
        QCOMPARE(aws.run("ec2 reboot-instances --instance-ids", {id}).code, 0);
        QTRY_VERIFY_WITH_TIMEOUT(ssh(bootId).size() == 36 && ssh(bootId) != boot, 60'000);
        QCOMPARE(aws.run("ec2 terminate-instances --instance-ids", {id}).code, 0);
        QTRY_VERIFY_WITH_TIMEOUT(isNow("terminated"), 60'000);
        QCOMPARE(m_hardware->machines(), 0);
        QCOMPARE(sim.violations(), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestAwsWay)
#include "tst_aws_way.moc"
