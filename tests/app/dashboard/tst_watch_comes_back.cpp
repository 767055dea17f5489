// SPDX-License-Identifier: GPL-3.0-or-later
// Live figures over a real sshd and a bad line: whatever cuts the stream, it comes back by itself and within ten seconds of the line.
#include "app/dashboard/gpu_watch.h"
#include "backends/io/ssh/connector.h"
#include "tests/backends/run/operations_bench.h"
#include "tests/fakes/fake_cutting_proxy.h"
#include "tests/fakes/test_sshd.h"

// limit: 300

using namespace fl;

class TestWatchComesBack : public QObject {
    Q_OBJECT

    static constexpr int promised = 10'000; ///< ms from the moment the line is there again

    struct Bench : OperationsBench {
        TestSshd sshd;
        FakeCuttingProxy proxy;
        LibsshConnector connector;
        Backend backend;
        GpuWatch watch{backend};
        qint64 seen = 0; ///< by the server's clock

        Bench() :
            sshd({QStringLiteral("SetEnv HOME=%1 SHLVL=5").arg(home.path()).toUtf8()}),
            proxy(sshd.port()),
            connector(home.filePath(QStringLiteral("known_hosts"))),
            backend([this] { return std::shared_ptr<Operations>(operations.get(), [](Operations *) {}); }, asker)
        {
        }
        /// Set up, with its place moved behind the bad line.
        bool begin()
        {
            if (!sshd.start() || !setup())
                return false;
            auto made = std::make_unique<FakeMachineProvider>();
            provider = made.get();
            provider->instance = InstanceState::Running;
            provider->place = Endpoint{.ssh = sshd.target()};
            provider->place.ssh.port = proxy.port();
            std::vector<std::unique_ptr<Provider>> providers;
            providers.push_back(std::move(made));
            operations = std::make_unique<MachineOperations>(Ports{clock, shell, connector, tunnels, ring, ledger, http, home.path()},
                                                             ProviderRegistry(std::move(providers)), makeSteps());
            watch.keep({machine().name});
            return comesBack();
        }
        const GpuView &view() { return watch.view(machine()); }
        /// A figure that was made after the last one that was waited for.
        bool comesBack(int ms = promised)
        {
            const bool came = QTest::qWaitFor([&] { return view().stream == GpuView::Stream::Live && view().tick->t > seen; }, ms);
            seen = view().tick ? view().tick->t : 0;
            return came;
        }
        bool isCut()
        {
            return QTest::qWaitFor([&] { return view().stream == GpuView::Stream::Waiting; }, 30'000);
        }
    };

private slots:
    void initTestCase()
    {
        if (const QString why = TestSshd::problem(); !why.isEmpty())
            QSKIP(qPrintable(why));
    }
    void afterACut()
    {
        Bench bench;
        QVERIFY(bench.begin());
        bench.proxy.cut();
        QVERIFY(bench.isCut());
        QVERIFY(bench.view().tick); // the last figures stay on the screen
        QVERIFY(bench.comesBack());
    }
    void afterALineThatWasDead()
    {
        Bench bench;
        QVERIFY(bench.begin());
        bench.proxy.freeze(); // nothing passes, nothing is closed: the computer moved to another network
        QVERIFY(bench.isCut());
        bench.proxy.cut();
        bench.proxy.thaw();
        QVERIFY(bench.comesBack());
    }
    void afterARestartOfTheServer()
    {
        Bench bench;
        QVERIFY(bench.begin());
        bench.sshd.stop();
        QVERIFY(bench.isCut());
        QVERIFY(bench.sshd.start());
        QVERIFY(bench.comesBack());
    }
};

QTEST_GUILESS_MAIN(TestWatchComesBack)
#include "tst_watch_comes_back.moc"
