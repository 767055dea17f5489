// SPDX-License-Identifier: GPL-3.0-or-later
// The dashboard's row of when a machine stops itself, and what it says of the cost, for a machine as the ledger has it.
#include "app/dashboard/guard_panel.h"
#include "app/dashboard/machine_text.h"

#include <QAction>
#include <QLabel>
#include <QPushButton>
#include <QtTest>

using namespace fl;

class TestGuardPanel : public QObject {
    Q_OBJECT

    static constexpr Abilities paid{.createsMachine = true, .stopsMachine = true, .costsMoney = true, .poweroffStops = true};
    static MachineEntry entry()
    {
        MachineEntry entry;
        Machine &machine = entry.status.machine;
        machine.name = QStringLiteral("lab");
        machine.state = MachineState::Ready;
        machine.perHour = Money{530000};
        machine.created = 1'000'000'000'000;
        Plan plan;
        plan.resources = {{QStringLiteral("instance"), QStringLiteral("a"), Money{500000}},
                          {QStringLiteral("disk"), QStringLiteral("b"), Money{30000}}};
        plan.choices.guard.budgetMicros = 5'000'000;
        machine.plan = toJson(plan);
        machine.facts = {{QStringLiteral("idle-stop.seconds"), QStringLiteral("3600")},
                         {QStringLiteral("idle-stop.action"), QStringLiteral("poweroff")}};
        return entry;
    }
    static QString allText(const QWidget *panel)
    {
        QStringList texts;
        for (const QLabel *label : panel->findChildren<QLabel *>())
            texts << label->text();
        return texts.join(QLatin1Char('\n'));
    }

private slots:
    void whatIsChosenIsAskedFor()
    {
        qint64 asked = -1;
        const std::unique_ptr<QWidget> panel(makeGuardPanel(entry(), paid, [&](qint64 seconds) { asked = seconds; }));
        QVERIFY(allText(panel.get()).contains(QStringLiteral("Stops itself after 1 hour of nothing to do")));
        QVERIFY(allText(panel.get()).contains(QStringLiteral("$5.30 a night (10 hours)")));
        QVERIFY(panel->findChild<QAction *>(QStringLiteral("guard-3600"))->isChecked());
        for (const qint64 seconds : {qint64(1800), qint64(0)}) {
            panel->findChild<QAction *>(QStringLiteral("guard-%1").arg(seconds))->trigger();
            QTRY_COMPARE(asked, seconds);
        }
    }
    void onlyAMachineThatAnswersIsTold()
    {
        MachineEntry stopped = entry();
        stopped.status.machine.state = MachineState::Stopped;
        const std::unique_ptr<QWidget> panel(makeGuardPanel(stopped, paid, [](qint64) {}));
        QVERIFY(!panel->findChild<QPushButton *>(QStringLiteral("guard-change"))->isEnabled());
    }
    void whereStoppingEndsNoBillItSaysWhatDoes()
    {
        MachineEntry idle = entry();
        idle.status.machine.facts.insert(QStringLiteral("idle-stop.action"), QStringLiteral("warn"));
        const auto says = [&] {
            const std::unique_ptr<QWidget> panel(makeGuardPanel(idle, paid, [](qint64) {}));
            return allText(panel.get());
        };
        QVERIFY(!says().contains(QStringLiteral("It last did something")));
        idle.status.machine.facts.insert(QStringLiteral("idle-stop.idle_since"), QStringLiteral("1000000000"));
        QVERIFY(says().contains(QStringLiteral("It last did something")));
        idle.status.machine.facts.insert(QStringLiteral("idle-stop.idle_since"), QStringLiteral("0"));
        QVERIFY(!says().contains(QStringLiteral("It last did something")));
    }
    void theStateOfCostFollowsTheLedger()
    {
        Machine machine = entry().status.machine;
        const qint64 hour = 3'600'000, now = machine.created + 10 * hour;
        CostState state = costState(machine, paid, now);
        QCOMPARE(state.hours, 10.0);
        QCOMPARE(state.stoppedHours, 0.0);
        QCOMPARE(state.stoppedPerHour, std::optional(Money{30000}));
        QCOMPARE(state.budgetMicros, 5'000'000);
        machine.facts.insert(QStringLiteral("stopped.ms"), 2 * hour);
        machine.facts.insert(QStringLiteral("stopped.since"), now - 3 * hour);
        machine.state = MachineState::Stopped;
        state = costState(machine, paid, now);
        QVERIFY(state.stopped);
        QCOMPARE(state.stoppedHours, 5.0);
        // A stop that means Jupyter alone saves nothing.
        const Abilities jupyterOnly{.createsMachine = true, .costsMoney = true};
        QVERIFY(!costState(machine, jupyterOnly, now).stopped);
        QCOMPARE(costState(machine, jupyterOnly, now).stoppedHours, 0.0);
        QVERIFY(costRows(machine, Abilities{.createsMachine = true}).isEmpty());
    }
};

QTEST_MAIN(TestGuardPanel)
#include "tst_guard_panel.moc"
