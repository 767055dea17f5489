// SPDX-License-Identifier: GPL-3.0-or-later
// Changing when a machine stops itself, over the real engine and a real shell: one step runs and no other, and what was chosen is kept.
#include "backends/plan/idle_stop.h"
#include "tests/backends/run/operations_bench.h"

#include <QtTest>

using namespace fl;

namespace {

std::vector<ServerStep> guardedSteps()
{
    ServerStep guard =
        makeStep(idleStopStep.data(), "now=0\n[ ! -f \"$HOME/idle\" ] || read -r now <\"$HOME/idle\"\n[ \"$now\" = \"$IDLE_SECONDS\" ]\n",
                 "[ ! -e \"$HOME/broken\" ] || fl_fail disk-full path=/usr\n"
                 "printf %s \"$IDLE_SECONDS\" >\"$HOME/idle\"\nfl_fact idle-stop.seconds \"$IDLE_SECONDS\"\nfl_fact idle-stop.action "
                 "\"$IDLE_ACTION\"\n");
    guard.params = QStringList{QStringLiteral("IDLE_SECONDS"), QStringLiteral("IDLE_ACTION")};
    return {makeStep("framework-pytorch", "[ -f \"$HOME/torch\" ]\n", "echo x >>\"$HOME/torch\"\n"), guard};
}

} // namespace

class TestIdleGuard : public QObject {
    Q_OBJECT

    struct Bench : OperationsBench {
        Bench() : OperationsBench(guardedSteps()) { }
        Status guard(qint64 seconds) { return operations->stopWhenIdle(QStringLiteral("lab"), seconds, call); }
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
        bench.make("broken");
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
