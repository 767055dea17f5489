// SPDX-License-Identifier: GPL-3.0-or-later
// What the list says of a machine, and what its page says of tunnel, notebooks, proof and past runs.
#include "app/dashboard/history_dialog.h"
#include "app/dashboard/machine_card.h"
#include "app/dashboard/machine_text.h"
#include "backends/text/text.h"
#include "tests/fakes/probe_samples.h"

#include <QJsonArray>
#include <QtTest>

using namespace fl;
using namespace std::chrono_literals;

class TestMachineCard : public QObject {
    Q_OBJECT

    static constexpr qint64 now = 1'764'000'000'000, hour = 3'600'000;
    static constexpr Abilities cloud{.createsMachine = true, .stopsMachine = true, .costsMoney = true, .poweroffStops = true};

    static MachineEntry entry()
    {
        MachineEntry entry;
        Machine &machine = entry.status.machine;
        machine.name = QStringLiteral("lab");
        machine.where = QStringLiteral("aws");
        machine.state = MachineState::Ready;
        machine.perHour = Money{500'000};
        machine.created = now - 4 * hour;
        machine.facts = {{QStringLiteral("verified_at"), now - hour},
                         {QStringLiteral("gpu"), QStringLiteral("NVIDIA T4")},
                         {QStringLiteral("idle-stop.seconds"), QStringLiteral("7200")},
                         {QStringLiteral("idle-stop.action"), QStringLiteral("poweroff")}};
        entry.status.asked = now - 60'000;
        return entry;
    }
    static GpuView live()
    {
        GpuView view;
        view.stream = GpuView::Stream::Live;
        for (int second = 0; second < 300; second += 5)
            view.history.add(sampleTick(sampleReport("t4"), now + (second - 300) * 1000, second < 150 ? 20 : 80));
        view.tick = sampleTick(sampleReport("t4"), now - 5000, 80);
        view.heard = now - 5000;
        return view;
    }

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void aCardSaysAllOfAMachineThatCosts()
    {
        const RailEntry card = machineCard(entry(), cloud, live(), now);
        QCOMPARE(card.objectName, QStringLiteral("machine-lab"));
        QCOMPARE(card.text, QStringLiteral("lab"));
        QCOMPARE(card.details.size(), 4);
        QCOMPARE(card.details[0], QStringLiteral("Ready · 80 %"));
        QVERIFY2(card.details[1].startsWith(QStringLiteral("NVIDIA T4 · Amazon")), qPrintable(card.details[1]));
        QVERIFY2(card.details[2].contains(QStringLiteral("$0.50")) && card.details[2].contains(QStringLiteral("$2.00 so far")),
                 qPrintable(card.details[2]));
        QCOMPARE(card.details[3], QStringLiteral("stops after 2 hours idle"));
        QVERIFY(!card.curve.isEmpty());
        QCOMPARE(card.curve.last(), 0.8F);
        QVERIFY(card.curve.first() < 0); // the ten minutes begin before anything was heard
    }
    void theCountdownRunsOnBetweenAskings()
    {
        MachineEntry idle = entry();
        idle.status.machine.facts.insert(QStringLiteral("idle-stop.idle"), 3600);
        const auto at = [&](qint64 later) { return stopText(idle.status.machine, cloud, idle.status.asked, now + later); };
        QCOMPARE(at(0), QStringLiteral("stops in 59 min"));
        QCOMPARE(at(30 * 60'000), QStringLiteral("stops in 29 min"));
        QCOMPARE(at(2 * hour), QStringLiteral("stops in less than a minute"));
        idle.status.machine.facts.insert(QStringLiteral("idle-stop.action"), QStringLiteral("warn"));
        QVERIFY(at(0).isEmpty());
        idle.status.machine.state = MachineState::Stopped;
        QVERIFY(at(0).isEmpty());
    }
    void aMachineThatDoesNotAnswerSaysHowOldItsFiguresAre()
    {
        MachineEntry silent = entry();
        silent.status.machine.state = MachineState::Unreachable;
        silent.status.asked = now - 20 * 60'000;
        GpuView view = live();
        view.stream = GpuView::Stream::Waiting;
        view.heard = now - 19 * 60'000;
        const RailEntry card = machineCard(silent, cloud, view, now);
        QVERIFY2(card.details[0].contains(QStringLiteral("20 min ago")) && card.details[0].contains(QStringLiteral("19 min ago")),
                 qPrintable(card.details[0]));
        QVERIFY(!card.curve.isEmpty()); // what was seen stays
    }
    void whatCostsNothingHasNoPriceAndNoCurveBeforeTheFirstFigure()
    {
        MachineEntry free = entry();
        free.status.machine.where = QStringLiteral("practice");
        free.status.machine.facts.remove(QStringLiteral("idle-stop.seconds"));
        const RailEntry card = machineCard(free, {.createsMachine = true, .stopsMachine = true}, {}, now);
        QCOMPARE(card.details.size(), 2);
        QVERIFY(card.curve.isEmpty());
    }
    void eightGpusHaveOneCurve()
    {
        GpuHistory history;
        ProbeTick tick = sampleTick(sampleReport("h100_x8"), now, 0);
        for (qsizetype i = 0; i < tick.gpus.size(); ++i)
            tick.gpus[i].busy = i < 4 ? 100 : 0;
        history.add(tick);
        QCOMPARE(busyCurve(history).last(), 0.5F);
    }
    void theTunnelSaysHowItIs()
    {
        QVERIFY(tunnelText({TunnelState::Link::Up, 23'400us}).contains(QStringLiteral("23 ms")));
        QVERIFY(!tunnelText({TunnelState::Link::Up, 0us}).contains(QStringLiteral("ms")));
        QVERIFY(tunnelText({TunnelState::Link::Down, 23'400us}) != tunnelText({TunnelState::Link::Connecting, 0us}));
    }
    void runningNotebooksAreNamedAndInert()
    {
        Machine machine = entry().status.machine;
        QJsonArray kernels;
        for (int i = 0; i < 9; ++i)
            kernels << QJsonObject{{QStringLiteral("path"), QStringLiteral("a\x1b[2J%1.ipynb").arg(i)},
                                   {QStringLiteral("state"), i == 0 ? QStringLiteral("busy") : QStringLiteral("idle")},
                                   {QStringLiteral("active"), now - 300'000}};
        machine.facts.insert(QStringLiteral("kernels"), kernels);
        const QStringList lines = kernelLines(machine, now).split(QLatin1Char('\n'));
        QCOMPARE(lines.size(), 6);
        QVERIFY(lines[0].contains(QStringLiteral("computing")) && !lines[0].contains(QLatin1Char('\x1b')));
        QVERIFY(lines[1].contains(QStringLiteral("5 min ago")));
        QVERIFY(lines[5].contains(QLatin1Char('4')));
        QVERIFY(kernelLines(entry().status.machine, now).isEmpty());
    }
    void theCertificateNamesEachFramework()
    {
        Machine machine = entry().status.machine;
        machine.facts.insert(QStringLiteral("proof.frameworks"), QStringLiteral("pytorch"));
        machine.facts.insert(QStringLiteral("proof.pytorch.version"), QStringLiteral("2.15.0"));
        machine.facts.insert(QStringLiteral("proof.pytorch.gpu"), QStringLiteral("NVIDIA T4"));
        machine.facts.insert(QStringLiteral("proof.pytorch.seconds"), QStringLiteral("0.42"));
        QCOMPARE(proofRows(machine), (FactRows{{QStringLiteral("PyTorch"), QStringLiteral("2.15.0 · NVIDIA T4 · 0.4 s"), true}}));
    }
    void pastRunsAreToldOneByOne()
    {
        const auto event = [](EventKind kind, QJsonObject data, const char *step = "") {
            return Event{now, QStringLiteral("m-1"), QLatin1String(step), kind, std::move(data)};
        };
        const QStringList lines = historyLines(
            {event(EventKind::Step, {{QStringLiteral("state"), QStringLiteral("done")}, {QStringLiteral("seconds"), 40}}, "jupyter"),
             event(EventKind::Result, {{QStringLiteral("ok"), true}}),
             event(EventKind::Machine, {{QStringLiteral("state"), QStringLiteral("stopped")}}), event(EventKind::Resource, {})});
        QCOMPARE(lines.size(), 4);
        QVERIFY2(lines[0].contains(text::stepTitle(QStringLiteral("jupyter"))) && lines[0].contains(QStringLiteral("done in")),
                 qPrintable(lines[0]));
        QVERIFY(lines[1].contains(QStringLiteral("Finished")));
        QVERIFY(lines[2].isEmpty() && lines[3].contains(QStringLiteral("Stopped")));
        QVERIFY(historyLines({}).isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestMachineCard)
#include "tst_machine_card.moc"
