// SPDX-License-Identifier: GPL-3.0-or-later
// Changing when a machine stops itself, over the real engine and a real shell: one step runs and no other, and what was chosen is kept.
#include "backends/io/local/local_shell.h"
#include "backends/plan/idle_stop.h"
#include "backends/run/machine_operations.h"
#include "tests/fakes/fake_ports.h"
#include "tests/fakes/fake_run.h"
#include "tests/fakes/fake_shells.h"

#include <QtTest>

using namespace fl;

namespace {

std::vector<ServerStep> makeSteps()
{
    ServerStep torch;
    torch.id = QStringLiteral("framework-pytorch");
    torch.check = "[ -f \"$HOME/torch\" ]\n";
    torch.apply = "echo x >>\"$HOME/torch\"\n";
    ServerStep guard;
    guard.id = idleStopStep;
    guard.params = QStringList{QStringLiteral("IDLE_SECONDS"), QStringLiteral("IDLE_ACTION")};
    guard.check = "now=0\n[ ! -f \"$HOME/idle\" ] || read -r now <\"$HOME/idle\"\n[ \"$now\" = \"$IDLE_SECONDS\" ]\n";
    guard.apply =
        "[ ! -e \"$HOME/broken\" ] || fl_fail disk-full path=/usr\n"
        "echo \"$IDLE_SECONDS\" >\"$HOME/idle\"\nfl_fact idle-stop.seconds \"$IDLE_SECONDS\"\nfl_fact idle-stop.action \"$IDLE_ACTION\"\n";
    torch.limitSeconds = guard.limitSeconds = 60;
    return {torch, guard};
}

} // namespace

class TestIdleGuard : public QObject {
    Q_OBJECT

    struct Bench {
        QTemporaryDir home;
        LocalShell local;
        FakeShellAround shell{local};
        FakePortsClock clock;
        FakeSsh ssh{shell};
        FakeNoTunnels tunnels;
        FakeKeyRing ring;
        FakeLedger ledger;
        FakeAsker asker;
        FakeMachineProvider *provider = nullptr;
        std::unique_ptr<MachineOperations> operations;
        OperationCall call{[](const Event &) {}, asker, {}, {}};
        QByteArray homeBefore = qgetenv("HOME");

        Bench()
        {
            qputenv("HOME", home.path().toUtf8());
            auto made = std::make_unique<FakeMachineProvider>();
            provider = made.get();
            std::vector<std::unique_ptr<Provider>> providers;
            providers.push_back(std::move(made));
            operations = std::make_unique<MachineOperations>(Ports{clock, shell, ssh, tunnels, ring, ledger, home.path()},
                                                             ProviderRegistry(std::move(providers)), makeSteps());
        }
        ~Bench() { qputenv("HOME", homeBefore); }
        Result<SetupResult> setup()
        {
            Choices choices;
            choices.where = QStringLiteral("fake");
            const auto plan = operations->plan(choices, call);
            if (!plan)
                return fail(plan.error());
            return operations->setup(*plan, call);
        }
        Status guard(qint64 seconds) { return operations->stopWhenIdle(QStringLiteral("lab"), seconds, call); }
        Machine machine() const { return ledger.find(QStringLiteral("lab"))->value(); }
        QByteArray read(const char *name) const
        {
            QFile file(home.filePath(QLatin1String(name)));
            return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed() : QByteArray();
        }
    };

private slots:
    void oneStepRunsAndTheChoiceIsKept()
    {
        Bench bench;
        QVERIFY(bench.setup());
        QCOMPARE(bench.read("idle"), QByteArray());                  // it costs nothing: nobody asked
        QFile::remove(bench.home.filePath(QStringLiteral("torch"))); // a set-up would do this one again
        QVERIFY(bench.guard(1800));
        QCOMPARE(bench.read("idle"), QByteArray("1800"));
        QCOMPARE(bench.read("torch"), QByteArray());
        QCOMPARE(idleStopSeconds(bench.machine()), 1800);
        QVERIFY(idleStopOnlyWarns(bench.machine()));
        QCOMPARE(planFromJson(bench.machine().plan)->choices.access.autoStopSeconds, std::optional<qint64>(1800));
        QCOMPARE(bench.machine().state, MachineState::Ready);
        // It is taken away again, though a plan for a new machine would not name the step; then there is nothing to do.
        QVERIFY(bench.guard(0));
        QCOMPARE(bench.read("idle"), QByteArray("0"));
        QCOMPARE(idleStopSeconds(bench.machine()), 0);
        const int runs = bench.shell.runs;
        QVERIFY(bench.guard(0));
        QCOMPARE(bench.shell.runs, runs);
    }
    void whereItCostsASetUpArmsIt()
    {
        Bench bench;
        bench.provider->can.costsMoney = bench.provider->can.poweroffStops = true;
        QVERIFY(bench.setup());
        QCOMPARE(bench.read("idle"), QByteArray("3600"));
        QVERIFY(!idleStopOnlyWarns(bench.machine()));
    }
    void whatTheServerDidNotTakeIsNotKept()
    {
        Bench bench;
        QVERIFY(bench.setup());
        QFile broken(bench.home.filePath(QStringLiteral("broken")));
        QVERIFY(broken.open(QIODevice::WriteOnly));
        const Status refused = bench.guard(1800);
        QVERIFY(!refused);
        QCOMPARE(refused.error().cause, Cause::DiskFull);
        QVERIFY(!planFromJson(bench.machine().plan)->choices.access.autoStopSeconds);
        QCOMPARE(idleStopSeconds(bench.machine()), 0);
    }
    void somebodysComputerIsNeverSwitchedOff()
    {
        Bench bench;
        bench.provider->can = {.rebootAsksFirst = true};
        QVERIFY(bench.setup());
        QCOMPARE(bench.guard(1800).error().cause, Cause::NotSupportedHere);
        QCOMPARE(bench.read("idle"), QByteArray());
    }
    void theTimeThatItStoodStillIsAddedUp()
    {
        Bench bench;
        QVERIFY(bench.setup());
        for (const qint64 hours : {2, 3}) {
            QVERIFY(bench.operations->stop(QStringLiteral("lab"), bench.call));
            bench.clock.ahead += hours * 3'600'000;
            // Seen running again, by whoever looks.
            bench.provider->instance = InstanceState::Running;
            QVERIFY(bench.operations->status(QStringLiteral("lab"), bench.call));
            QCOMPARE(bench.machine().state, MachineState::Ready);
        }
        QCOMPARE(bench.machine().facts.value(QLatin1String("stopped.ms")).toInteger() / 3'600'000, 5); // and what the test itself took
        QVERIFY(!bench.machine().facts.contains(QLatin1String("stopped.since")));
    }
};

QTEST_GUILESS_MAIN(TestIdleGuard)
#include "tst_idle_guard.moc"
