// SPDX-License-Identifier: GPL-3.0-or-later
// A list of hundreds: it scrolls in a window of the usual size, and asking all of them again holds nothing up.
#include "app/dashboard/dashboard.h"
#include "tests/app/screens/stage.h"
#include "tests/fakes/heartbeat.h"
#include "wizard/widgets/rail.h"

#include <QScrollArea>

using namespace fl;

class TestManyMachines : public QObject {
    Q_OBJECT

    static constexpr int count = 500;

private slots:
    void fiveHundredAreAskedWithoutAStall()
    {
        QTemporaryDir home;
        Stage stage(home.path());
        for (int i = 0; i < count; ++i) {
            Machine machine;
            machine.id = QStringLiteral("m-%1").arg(i, 12, 16, QLatin1Char('0'));
            machine.name = QStringLiteral("lab-%1").arg(i);
            machine.where = QStringLiteral("practice");
            machine.state = i % 7 == 0 ? MachineState::Stopped : MachineState::Ready;
            machine.perHour = Money{};
            stage.operations->machines.push_back(machine);
        }
        stage.open();
        const QSize before = stage.window->size();
        const auto answered = [&](int times) {
            return QTest::qWaitFor([&] { return stage.operations->calls().filter(QStringLiteral("status ")).size() >= count * times; },
                                   60'000);
        };
        stage.window->showMachines();
        QVERIFY(answered(1));
        QTRY_VERIFY(stage.find(QStringLiteral("machine-lab-499")));
        QCOMPARE(stage.window->size(), before);
        QVERIFY(stage.window->minimumSizeHint().height() <= before.height());

        // Each answers otherwise than before, so that each line is drawn anew.
        for (const Machine &machine : stage.operations->machines) {
            MachineStatus status{machine, QStringLiteral("running"), 1, std::nullopt};
            status.machine.state = MachineState::Unreachable;
            stage.operations->statuses[machine.name] = status;
        }
        const Heartbeat heart;
        stage.window->showMachines();
        QVERIFY(answered(2));
        QTRY_VERIFY(stage.find(QStringLiteral("machine-lab-499"))->accessibleName().contains(QStringLiteral("Does not answer")));
        QVERIFY2(heart.longest() < 50, qPrintable(QString::number(heart.longest())));

        auto *scroll = stage.window->dashboard()->rail()->findChild<QScrollArea *>(QStringLiteral("rail-scroll"));
        QWidget *last = stage.find(QStringLiteral("machine-lab-499"));
        QVERIFY(last->visibleRegion().isEmpty());
        last->setFocus();
        scroll->ensureWidgetVisible(last);
        QVERIFY(!last->visibleRegion().isEmpty());
    }
};

QTEST_MAIN(TestManyMachines)
#include "tst_many_machines.moc"
