// SPDX-License-Identifier: GPL-3.0-or-later
// The hour of live figures that is kept: bounded whatever comes, right at its edges.
#include "app/gpu/gpu_history.h"
#include "tests/fakes/probe_samples.h"

#include <QtTest>

#include <cmath>

using namespace fl;

class TestGpuHistory : public QObject {
    Q_OBJECT

    static constexpr qint64 start = 1'764'000'000'000;

private slots:
    void aDayOfEightGpusStaysAnHour()
    {
        const ProbeReport report = sampleReport("h100_x8");
        GpuHistory history;
        QElapsedTimer all;
        all.start();
        for (int second = 0; second < 24 * 3600; ++second) {
            history.add(sampleTick(report, start + second * 1000, second % 100));
            if (second % 600 == 0)
                for (const GpuHistory::Series &series : history.series())
                    QVERIFY(series.samples.size() <= 3600);
        }
        QCOMPARE(history.series().size(), 8U);
        for (const GpuHistory::Series &series : history.series())
            QCOMPARE(series.samples.size(), 3600U);
        QCOMPARE(history.newest() - history.oldest(), qint64(3'599'000));
        QVERIFY2(all.elapsed() < 60'000, qPrintable(QString::number(all.elapsed())));
    }
    void fasterTicksTakeNoMoreRoom()
    {
        const ProbeReport report = sampleReport("t4");
        GpuHistory history;
        for (int i = 0; i < 100'000; ++i)
            history.add(sampleTick(report, start + i * 100, 50));
        QVERIFY(history.series()[0].samples.size() <= 3601);
        QCOMPARE(history.newest(), start + 99'999 * 100);
    }
    void aClockSetBackTakesWhatWouldLieAhead()
    {
        const ProbeReport report = sampleReport("t4");
        GpuHistory history;
        for (int i = 0; i < 10; ++i)
            history.add(sampleTick(report, start + i * 1000, 10));
        history.add(sampleTick(report, start + 4000, 90));
        QCOMPARE(history.newest(), start + 4000);
        QCOMPARE(history.series()[0].samples.size(), 5U);
        QCOMPARE(history.series()[0].samples.back().of(Metric::Busy), 90.F);
        for (size_t i = 1; i < history.series()[0].samples.size(); ++i)
            QVERIFY(history.series()[0].samples[i].t > history.series()[0].samples[i - 1].t);
    }
    void withoutAGpuTheProcessorIsKept()
    {
        ProbeReport none = sampleHostReport();
        GpuHistory history;
        history.add(sampleTick(none, start, 25));
        QCOMPARE(history.series().size(), 1U);
        const auto &sample = history.series()[0].samples.back();
        QCOMPARE(sample.of(Metric::Busy), 25.F);
        QCOMPARE(sample.of(Metric::Memory), static_cast<float>(16LL << 30));
        QVERIFY(std::isnan(sample.of(Metric::Power)));
    }
    void aStrangerCannotMakeItGrow()
    {
        GpuHistory history;
        for (int i = 0; i < 1000; ++i) {
            ProbeTick tick;
            tick.t = start + i * 1000;
            tick.gpus = {ProbeLive{.uuid = QStringLiteral("GPU-%1").arg(i), .busy = 1.0}};
            history.add(tick);
        }
        QVERIFY(history.series().size() <= 64);
    }
    void columnsHoldLeastAndMost()
    {
        const ProbeReport report = sampleReport("t4");
        GpuHistory history;
        for (int i = 0; i < 100; ++i)
            if (i < 40 || i >= 60)
                history.add(sampleTick(report, start + i * 1000, i));
        const auto columns = GpuHistory::columns(history.series()[0], Metric::Busy, start, start + 100'000, 10);
        QCOMPARE(columns.size(), 10U);
        QCOMPARE(columns[0].least, 0.F);
        QCOMPARE(columns[0].most, 9.F);
        QVERIFY(std::isnan(columns[4].most)); // a gap stays one
        QVERIFY(std::isnan(columns[5].most));
        QCOMPARE(columns[9].most, 99.F);
        QVERIFY(GpuHistory::columns(history.series()[0], Metric::Busy, start, start, 0).empty());
    }
    void theNearestSampleIsFound()
    {
        const ProbeReport report = sampleReport("t4");
        GpuHistory history;
        for (const int i : {0, 10, 20})
            history.add(sampleTick(report, start + i * 1000, i));
        const auto &series = history.series()[0];
        QCOMPARE(GpuHistory::nearest(series, start + 11'000, 5000)->t, start + 10'000);
        QCOMPARE(GpuHistory::nearest(series, start + 16'000, 5000)->t, start + 20'000);
        QCOMPARE(GpuHistory::nearest(series, start - 2000, 5000)->t, start);
        QCOMPARE(GpuHistory::nearest(series, start + 24'000, 5000)->t, start + 20'000);
        QVERIFY(!GpuHistory::nearest(series, start + 26'000, 5000));
        QVERIFY(!GpuHistory::nearest({}, start, 5000));
    }
};

QTEST_GUILESS_MAIN(TestGpuHistory)
#include "tst_gpu_history.moc"
