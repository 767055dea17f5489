// SPDX-License-Identifier: GPL-3.0-or-later
// A machine at AWS whose console stays silent: a real server that cloud-init gives a throw-away host key, over which it makes its own.
#include "backends/io/disk/system_clock.h"
#include "backends/io/ssh/connector.h"
#include "backends/providers/cloud/throw_away_key.h"
#include "backends/run/machine_operations.h"
#include "tests/backends/providers/aws/aws_world.h"
#include "tests/cloudsim/practice_hardware.h"

#include <QtTest>

#include <unistd.h>

// limit: 900

using namespace fl;

namespace {

/// Real time, but that each wait is ten times as long as it seems: six minutes before a silent console are over in one half.
class HurriedClock : public SystemClock {
public:
    qint64 now() const override { return SystemClock::now() + m_ahead; }
    bool wait(std::chrono::milliseconds duration, std::stop_token stop) override
    {
        m_ahead += duration.count() * 9 / 10;
        return SystemClock::wait(duration / 10, stop);
    }

private:
    std::atomic<qint64> m_ahead = 0;
};

} // namespace

class TestAwsSilentConsole : public QObject {
    Q_OBJECT

private slots:
    void aThrowAwayKeyProvesTheFirstVisit()
    {
        if (const QString why = PracticeFixture::unavailable(); !why.isEmpty())
            QSKIP(qPrintable(why));
        if (::geteuid() != 0)
            QSKIP("an instance is reached at port 22, which only root may open here");
        PracticeHardware hardware;
        QVERIFY2(hardware.problem().isEmpty(), qPrintable(hardware.problem()));
        hardware.setConsoleSilent(true);
        AwsSim sim(&hardware);
        const QTemporaryDir home;
        HurriedClock clock;
        FakeAgreeableShell local;
        LibsshConnector ssh(home.filePath(QStringLiteral("known_hosts")));
        FakeNoTunnels tunnels;
        QtHttp http;
        FakeKeyRing ring;
        FakeLedger ledger;
        FakeAsker asker; // has no answer: whoever asks fails
        std::vector<std::unique_ptr<Provider>> providers;
        providers.push_back(std::make_unique<AwsProvider>(aws::CredentialPlaces{}));
        MachineOperations operations(Ports{clock, local, ssh, tunnels, ring, ledger, http, home.path()},
                                     ProviderRegistry(std::move(providers)), std::vector<ServerStep>{});
        OperationCall call{[](const Event &) {}, asker, {}, {}};
        call.secrets.insert(QStringLiteral("aws.access_key_id"), Secret::fromString(AwsSim::accessKeyId()));
        call.secrets.insert(QStringLiteral("aws.secret_access_key"), Secret(AwsSim::secretAccessKey()));
        Choices choices;
        choices.where = QStringLiteral("aws");
        choices.machineName = QStringLiteral("cloud");
        choices.provider = {{QStringLiteral("endpoint"), sim.url().toString()},
                            {QStringLiteral("region"), QStringLiteral("eu-central-1")},
                            {QStringLiteral("type"), QStringLiteral("g4dn.xlarge")},
                            {QStringLiteral("address"), QStringLiteral("198.51.100.7")}};
        choices.software.frameworks.clear(); // no server, no steps

        const auto plan = operations.plan(choices, call);
        QVERIFY2(plan, qPrintable(plan ? QString() : plan.error().detail));
        const auto made = operations.setup(*plan, call);
        QVERIFY2(made, qPrintable(made ? QString() : made.error().detail));
        const QString id = sim.instances().front().id;
        QVERIFY(sim.userDataOf(id).startsWith("#cloud-boothook\n"));
        const auto there = hardware.asRoot(id, "ls /etc/ssh/firstlight-host-keys; ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub\n");
        QVERIFY2(there.ok() && !there.out.contains("throw-away"), (there.out + there.err).constData());
        const QStringList left = QDir(home.filePath(QStringLiteral("keys"))).entryList({QStringLiteral("*.throw-away*")});
        QCOMPARE(left, QStringList());
        const auto gone = operations.destroy(QStringLiteral("cloud"), call);
        QVERIFY(gone && gone->allGone());
        QCOMPARE(hardware.machines(), 0);
        QVERIFY(sim.things().empty());
        QCOMPARE(sim.violations(), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestAwsSilentConsole)
#include "tst_aws_silent_console.moc"
