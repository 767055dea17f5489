// SPDX-License-Identifier: GPL-3.0-or-later
// What the window knows of the GPUs: asked when a page opens, streamed while it is looked at, opened again after a cut, and never in the way.
#include "app/dashboard/gpu_watch.h"
#include "backends/probe/probe_json.h"
#include "tests/fakes/fake_operations.h"
#include "tests/fakes/fake_run.h"
#include "tests/fakes/heartbeat.h"
#include "tests/fakes/probe_samples.h"

#include <QJsonDocument>
#include <QtTest>

#include <malloc.h>

using namespace fl;

class TestGpuWatch : public QObject {
    Q_OBJECT

    struct Bench {
        std::shared_ptr<FakeOperations> operations = std::make_shared<FakeOperations>();
        FakeAsker asker;
        Backend backend{[this] { return std::shared_ptr<Operations>(operations); }, asker};
        GpuWatch watch{backend};
        Machine machine;

        Bench()
        {
            machine.name = QStringLiteral("lab");
            machine.state = MachineState::Ready;
            operations->probed = sampleReport("t4");
        }
        const GpuView &view() { return watch.view(machine); }
        qsizetype calls(const char *what) const { return operations->calls().filter(QLatin1String(what)).size(); }
    };
    static constexpr qint64 start = 1'764'000'000'000;

private slots:
    void aPageThatOpensIsFilled()
    {
        Bench bench;
        bench.operations->ticks = {sampleTick(bench.operations->probed, start, 10), sampleTick(bench.operations->probed, start + 1000, 20)};
        bench.watch.look(bench.machine);
        QVERIFY(bench.view().asking);
        QCOMPARE(bench.view().stream, GpuView::Stream::Connecting);
        QTRY_VERIFY(bench.view().report);
        QTRY_COMPARE(bench.view().stream, GpuView::Stream::Live);
        QCOMPARE(bench.view().history.newest(), start + 1000);
        QVERIFY(bench.view().asked > 0 && bench.view().heard > 0);
        QCOMPARE(bench.calls("watch lab 1000"), 1);
        bench.watch.look(bench.machine); // the same page again changes nothing
        QCOMPARE(bench.calls("watch"), 1);
        QCOMPARE(bench.calls("probe"), 1);
        bench.watch.lookAway();
        QCOMPARE(bench.view().stream, GpuView::Stream::Off);
        QVERIFY(bench.view().tick); // what was seen stays
    }
    void aFreshReportIsNotMadeAgain()
    {
        Bench bench;
        bench.machine.facts = {{QStringLiteral("probe.report"), toJson(bench.operations->probed)},
                               {QStringLiteral("probe.at"), QDateTime::currentMSecsSinceEpoch() - 60'000}};
        bench.watch.look(bench.machine);
        QCOMPARE(bench.view().report->gpus.size(), 1);
        QTRY_COMPARE(bench.calls("watch"), 1);
        QCOMPARE(bench.calls("probe"), 0);

        Bench old;
        old.machine.facts = {{QStringLiteral("probe.report"), toJson(old.operations->probed)},
                             {QStringLiteral("probe.at"), QDateTime::currentMSecsSinceEpoch() - 2 * GpuWatch::freshFor}};
        old.watch.look(old.machine);
        QTRY_COMPARE(old.calls("probe"), 1);
    }
    void aCutStreamComesBackByItself()
    {
        Bench bench;
        bench.operations->ticks = {sampleTick(bench.operations->probed, start, 10)};
        bench.operations->watchError = Error{Cause::ConnectionLost, {}, NextAction::Retry, {}};
        bench.watch.look(bench.machine);
        QTRY_COMPARE(bench.view().stream, GpuView::Stream::Waiting);
        QCOMPARE(bench.view().cut->cause, Cause::ConnectionLost);
        QElapsedTimer back;
        back.start();
        QTRY_VERIFY_WITH_TIMEOUT(bench.calls("watch") >= 3, 10'000);
        QVERIFY2(back.elapsed() < 10'000, qPrintable(QString::number(back.elapsed())));
        const qsizetype tries = bench.calls("watch");
        bench.watch.retry(); // at once
        QTRY_VERIFY_WITH_TIMEOUT(bench.calls("watch") > tries, 500);
    }
    void whatNeedsSomebodyIsNotTriedAgain()
    {
        Bench bench;
        bench.operations->watchError = Error{Cause::SshAuthRefused, {}, NextAction::Retry, {}};
        bench.watch.look(bench.machine);
        QTRY_COMPARE(bench.view().stream, GpuView::Stream::Refused);
        QTest::qWait(1500); // longer than the first pause would be
        QCOMPARE(bench.calls("watch"), 1);
        bench.operations->watchError.reset();
        bench.watch.ask(QStringLiteral("lab"));
        QTRY_COMPARE(bench.calls("watch"), 2);
    }
    void onlyTheAskedQuestionMayAsk()
    {
        class Asking : public FakeOperations {
        public:
            Result<ProbeReport> probe(const QString &, OperationCall &call) override
            {
                const auto answer = call.asker.ask({Question::Kind::Secret, {QStringLiteral("ssh.password"), {}}}, call.stop);
                return answer ? Result<ProbeReport>(probed) : fail(answer.error());
            }
        };
        Bench bench;
        bench.operations = std::make_shared<Asking>();
        bench.asker.answers = {Answer{true, {}}};
        bench.watch.look(bench.machine);
        QTRY_VERIFY(bench.view().problem);
        QCOMPARE(bench.view().problem->cause, Cause::AnswerNeeded);
        QVERIFY(bench.asker.asked.empty());
        bench.watch.ask(QStringLiteral("lab"));
        QTRY_VERIFY(bench.view().report);
        QCOMPARE(bench.asker.asked.size(), 1U);
    }
    void anotherPageHasAnotherStream()
    {
        Bench bench;
        bench.operations->ticks = {sampleTick(bench.operations->probed, start, 10)};
        bench.watch.look(bench.machine);
        QTRY_COMPARE(bench.view().stream, GpuView::Stream::Live);
        Machine other = bench.machine;
        other.name = QStringLiteral("other");
        bench.watch.look(other);
        QCOMPARE(bench.view().stream, GpuView::Stream::Off);
        QTRY_COMPARE(bench.watch.view(other).stream, GpuView::Stream::Live);
        QCOMPARE(bench.calls("watch other"), 1);
    }
    void othersAreWatchedTooAtTheirOwnPace()
    {
        // One of three does not answer; the figures of the others come all the same, and it is tried again.
        class OneIsSilent : public FakeOperations {
        public:
            Status watch(const QString &machine, int pace, const ProbeTicks &sink, OperationCall &call) override
            {
                if (machine != QLatin1String("silent"))
                    return FakeOperations::watch(machine, pace, sink, call);
                ++tries;
                return fail({Cause::ConnectionTimeout, {}, NextAction::Retry, {}});
            }
            std::atomic_int tries = 0;
        };
        Bench bench;
        const auto operations = std::make_shared<OneIsSilent>();
        operations->probed = sampleReport("t4");
        operations->ticks = {sampleTick(operations->probed, start, 10)};
        bench.operations = operations;
        bench.watch.keep({QStringLiteral("silent"), QStringLiteral("lab"), QStringLiteral("other")});
        Machine silent = bench.machine, other = bench.machine;
        silent.name = QStringLiteral("silent");
        other.name = QStringLiteral("other");
        QTRY_COMPARE(bench.view().stream, GpuView::Stream::Live);
        QTRY_COMPARE(bench.watch.view(other).stream, GpuView::Stream::Live);
        QTRY_COMPARE(bench.watch.view(silent).stream, GpuView::Stream::Waiting);
        QTRY_VERIFY_WITH_TIMEOUT(operations->tries >= 3, 10'000);
        QCOMPARE(bench.calls("watch lab 5000"), 1);
        QCOMPARE(bench.calls("probe"), 0); // nothing is measured on a machine that nobody looks at

        // Looked at, it is faster; left, as before. What was seen stays.
        bench.watch.look(bench.machine);
        QTRY_COMPARE(bench.calls("watch lab 1000"), 1);
        QCOMPARE(bench.calls("watch other"), 1);
        bench.watch.lookAway();
        QTRY_COMPARE(bench.calls("watch lab 5000"), 2);
        QCOMPARE(bench.view().stream, GpuView::Stream::Live);
        bench.watch.keep({QStringLiteral("other")});
        QCOMPARE(bench.view().stream, GpuView::Stream::Off);
        QVERIFY(bench.view().tick);
        QCOMPARE(bench.watch.view(other).stream, GpuView::Stream::Live);
    }
    void noMoreThanSoManyAreWatched()
    {
        Bench bench;
        QStringList names;
        for (int i = 0; i < 500; ++i)
            names << QStringLiteral("lab-%1").arg(i);
        bench.watch.keep(names);
        QTRY_COMPARE(bench.calls("watch lab-"), GpuWatch::mostAtOnce);
        QCOMPARE(bench.calls("watch lab-499"), 0);
    }
    void aDayLeavesNothingBehind()
    {
        // Counted in bytes that are in use, after a first day that fills what is kept.
        const ProbeReport report = sampleReport("h100");
        GpuHistory history;
        const auto day = [&](int number) {
            ProbeStream stream;
            for (int second = 0; second < 24 * 3600; second += 2)
                for (const ProbeTick &tick :
                     stream.feed(QJsonDocument(toJson(sampleTick(report, start + (number * 86'400LL + second) * 1000, second % 100)))
                                     .toJson(QJsonDocument::Compact)
                                 + '\n'))
                    history.add(tick);
            return mallinfo2().uordblks;
        };
        const size_t first = day(0), second = day(1);
        QCOMPARE(history.newest(), start + (2 * 86'400LL - 2) * 1000);
        QVERIFY2(second < first + 64 * 1024, qPrintable(QStringLiteral("%1 bytes more").arg(second - first)));
    }
    void aFloodIsNoStall()
    {
        Bench bench;
        bench.operations->probed = sampleReport("h100_x8");
        for (int second = 0; second < 24 * 3600; ++second)
            bench.operations->ticks << sampleTick(bench.operations->probed, start + second * 1000, second % 100);
        const Heartbeat heart;
        bench.watch.look(bench.machine);
        QTRY_COMPARE_WITH_TIMEOUT(bench.view().history.newest(), start + (24 * 3600 - 1) * 1000LL, 60'000);
        QVERIFY2(heart.longest() < 50, qPrintable(QString::number(heart.longest())));
        for (const GpuHistory::Series &series : bench.view().history.series())
            QVERIFY(series.samples.size() <= 3600);
    }
};

QTEST_GUILESS_MAIN(TestGpuWatch)
#include "tst_gpu_watch.moc"
