// SPDX-License-Identifier: GPL-3.0-or-later
// What the desktop is told about machines, and how often: once, until it is over.
#include "app/dashboard/notifications.h"
#include "tests/app/screens/stage.h"
#include "tests/fakes/probe_samples.h"

#include <QAction>

using namespace fl;

class TestMachineAlarms : public QObject {
    Q_OBJECT

    static constexpr qint64 start = 1'764'000'000'000;

    static QList<Alarm::What> kinds(const std::vector<Alarm> &alarms)
    {
        QList<Alarm::What> all;
        for (const Alarm &alarm : alarms)
            all << alarm.what;
        return all;
    }
    static ProbeTick heat(const ProbeReport &report, int second, double celsius)
    {
        ProbeTick tick = sampleTick(report, start + second * 1000, 50);
        for (ProbeLive &live : tick.gpus)
            live.temperature = celsius;
        return tick;
    }
    static Machine paid()
    {
        Machine machine;
        machine.name = QStringLiteral("lab");
        machine.state = MachineState::Ready;
        machine.perHour = Money{2'000'000};
        return machine;
    }
    static CostState cost(double hours)
    {
        return {.running = true, .known = true, .perHour = Money{2'000'000}, .hours = hours, .budgetMicros = 10'000'000};
    }

private slots:
    void heatIsToldWhenItStaysAndOnceOnly()
    {
        ProbeReport report = sampleReport("h100");
        report.gpus[0].slowdownTemperature = 87;
        MachineAlarms alarms;
        const auto at = [&](int second, double celsius) {
            return kinds(alarms.ticked(QStringLiteral("lab"), report, heat(report, second, celsius)));
        };
        QVERIFY(at(0, 88).isEmpty()); // a moment is no alarm
        QVERIFY(at(5, 80).isEmpty());
        QVERIFY(at(6, 88).isEmpty());
        QCOMPARE(at(16, 88), QList{Alarm::What::TooHot});
        QVERIFY(at(17, 90).isEmpty());
        QVERIFY(at(20, 80).isEmpty());
        QVERIFY(at(30, 88).isEmpty());
        QVERIFY(at(45, 88).isEmpty()); // it was not over yet
        QVERIFY(at(50, 60).isEmpty());
        QVERIFY(at(111, 60).isEmpty());
        QVERIFY(at(120, 88).isEmpty());
        QCOMPARE(at(131, 88), QList{Alarm::What::TooHot});
        ProbeTick braked = heat(report, 0, 50);
        braked.gpus[0].throttle = {QStringLiteral("hardware-thermal")};
        MachineAlarms fresh;
        (void)fresh.ticked(QStringLiteral("lab"), std::nullopt, braked);
        braked.t += 11'000;
        QCOMPARE(kinds(fresh.ticked(QStringLiteral("lab"), std::nullopt, braked)),
                 QList{Alarm::What::TooHot}); // the driver's word is enough
    }
    void aGpuThatGoesIsTold()
    {
        const ProbeReport report = sampleReport("h100_x8");
        MachineAlarms alarms;
        const auto with = [&](int second, int left, bool lost = false) {
            ProbeTick tick = heat(report, second, 50);
            if (lost)
                for (qsizetype i = left; i < tick.gpus.size(); ++i)
                    tick.gpus[i].error = Error{Cause::GpuLost, {}, NextAction::ReadHelp, {}};
            else
                tick.gpus.resize(left);
            return kinds(alarms.ticked(QStringLiteral("lab"), report, tick));
        };
        QVERIFY(with(0, 8).isEmpty());
        QVERIFY(with(1, 7).isEmpty()); // one missing tick is none
        QCOMPARE(with(3, 7), QList{Alarm::What::GpuLost});
        QVERIFY(with(9, 7).isEmpty());
        QVERIFY(with(10, 8).isEmpty());
        QCOMPARE(with(14, 6, true), (QList{Alarm::What::GpuLost, Alarm::What::GpuLost}));
    }
    void theBudgetIsToldOnce()
    {
        MachineAlarms alarms;
        const auto at = [&](double hours) { return kinds(alarms.looked(paid(), cost(hours), start)); };
        QVERIFY(at(4.9).isEmpty());
        QCOMPARE(at(5.1), QList{Alarm::What::BudgetPassed});
        QVERIFY(at(5.2).isEmpty());
        CostState none = cost(9);
        none.budgetMicros = 0;
        QVERIFY(MachineAlarms().looked(paid(), none, start).empty());
        CostState unknown = cost(9);
        unknown.perHour.reset();
        QVERIFY(MachineAlarms().looked(paid(), unknown, start).empty());
    }
    void idlenessIsToldWhereItCosts()
    {
        Machine machine = paid();
        machine.facts.insert(QStringLiteral("idle-stop.idle_since"), QString::number(start / 1000));
        MachineAlarms alarms;
        const auto at = [&](int minutes, const CostState &state) { return kinds(alarms.looked(machine, state, start + minutes * 60'000)); };
        QVERIFY(at(14, cost(1)).isEmpty());
        QCOMPARE(at(15, cost(1)), QList{Alarm::What::Idle});
        QVERIFY(at(30, cost(1)).isEmpty());
        MachineAlarms free;
        QVERIFY(free.looked(machine, {.running = true, .knownFree = true}, start + 3'600'000).empty());
    }
    void everyAlarmHasWords()
    {
        for (const auto what : {Alarm::What::TooHot, Alarm::What::GpuLost, Alarm::What::BudgetPassed, Alarm::What::Idle}) {
            const auto [title, text] = alarmText({what, QStringLiteral("lab"), QStringLiteral("$12.40")});
            QVERIFY(title.contains(QStringLiteral("lab")) && !text.isEmpty());
        }
    }

    void theDesktopIsToldUnlessItIsSwitchedOff()
    {
        QTemporaryDir home;
        Stage stage(home.path());
        Machine machine = paid();
        machine.where = QStringLiteral("practice");
        machine.facts = {{QStringLiteral("verified_at"), 1}};
        stage.operations->machines = {machine};
        ProbeReport report = sampleReport("h100");
        report.gpus[0].slowdownTemperature = 87;
        stage.operations->probed = report;
        stage.operations->ticks = {heat(report, 0, 90)};
        stage.open();
        stage.window->showMachines(QStringLiteral("lab"));
        QVERIFY(stage.find(QStringLiteral("live-busy")));
        QVERIFY(stage.find(QStringLiteral("gpu-fact-capability"))); // what is too hot, the report says
        QVERIFY(stage.desktop.notes.isEmpty());
        const auto again = [&] {
            stage.window->showWizard();
            stage.window->showMachines(QStringLiteral("lab"));
        };
        int second = 0;
        QVERIFY(QTest::qWaitFor([&] { // looked at again and again, hot each time
            stage.operations->ticks = {heat(report, second += 20, 90)};
            again();
            return !stage.desktop.notes.isEmpty();
        }));
        QCOMPARE(stage.desktop.notes, QStringList{QStringLiteral("lab: a GPU is too hot")});

        QAction *wanted = stage.window->findChild<QAction *>(QStringLiteral("settings-notify"));
        QVERIFY(wanted && wanted->isChecked());
        wanted->setChecked(false);
        stage.operations->ticks = {heat(report, second + 100, 40), heat(report, second + 200, 40)};
        again();
        QTRY_VERIFY(stage.operations->calls().filter(QStringLiteral("watch")).size() >= 3);
        stage.operations->ticks = {heat(report, second + 300, 90)};
        again();
        stage.operations->ticks = {heat(report, second + 320, 90)};
        again();
        QTRY_VERIFY(stage.operations->calls().filter(QStringLiteral("watch")).size() >= 5);
        QCOMPARE(stage.desktop.notes.size(), 1);
        QTRY_VERIFY(!loadRemembered(home.path()).notify);
    }
    void aMachineThatNobodyLooksAtIsTold()
    {
        QTemporaryDir home;
        Stage stage(home.path());
        Machine machine = paid(), other = paid();
        machine.where = other.where = QStringLiteral("practice");
        other.name = QStringLiteral("other");
        ProbeReport report = sampleReport("h100");
        machine.facts = {{QStringLiteral("verified_at"), 1}};
        stage.operations->machines = {other, machine};
        ProbeTick hot = heat(report, 0, 50), later = heat(report, 20, 50);
        hot.gpus[0].throttle = later.gpus[0].throttle = {QStringLiteral("hardware-thermal")};
        stage.operations->ticks = {hot};
        stage.open();
        stage.window->showMachines(QStringLiteral("other"));
        QTRY_VERIFY(stage.find(QStringLiteral("machine-lab"))
                    && stage.find(QStringLiteral("machine-lab"))->accessibleName().contains(QStringLiteral("50 %")));
        QCOMPARE(stage.operations->calls().filter(QStringLiteral("watch lab")), QStringList{QStringLiteral("watch lab 5000")});
        // It is looked at and left again, which begins a new stream: ten seconds later it is still hot.
        stage.operations->ticks = {later};
        stage.window->showMachines(QStringLiteral("lab"));
        stage.window->showMachines(QStringLiteral("other"));
        QTRY_COMPARE(stage.desktop.notes, QStringList{QStringLiteral("lab: a GPU is too hot")});
    }
    void aLostGpuIsNotMistakenForASlowTick()
    {
        const ProbeReport report = sampleReport("h100_x8");
        MachineAlarms alarms;
        const auto with = [&](int second, int left) {
            ProbeTick tick = heat(report, second, 50);
            tick.gpus.resize(left);
            return kinds(alarms.ticked(QStringLiteral("lab"), report, tick));
        };
        QVERIFY(with(0, 8).isEmpty());
        QVERIFY(with(5, 7).isEmpty()); // five seconds, and one tick
        QCOMPARE(with(10, 7), QList{Alarm::What::GpuLost});
    }
    void theEndOfASetUpIsToldToWhoLooksElsewhere()
    {
        QTemporaryDir home;
        Stage stage(home.path());
        stage.operations->result.machine.name = QStringLiteral("practice");
        stage.operations->hold = true;
        stage.open();
        QVERIFY(stage.walkTo(QStringLiteral("review")) && stage.next() && stage.find(QStringLiteral("page-run")));
        stage.window->showMachines();
        stage.operations->release();
        QTRY_COMPARE(stage.desktop.notes, QStringList{QStringLiteral("practice is ready")});
    }
};

QTEST_MAIN(TestMachineAlarms)
#include "tst_machine_alarms.moc"
