// SPDX-License-Identifier: GPL-3.0-or-later
// What is said of a report: each figure with its meaning, in words a beginner understands; and the table for a spreadsheet.
#include "app/gpu/gpu_text.h"
#include "tests/fakes/probe_samples.h"

#include <QtTest>

using namespace fl;

class TestGpuText : public QObject {
    Q_OBJECT

    static GpuFact fact(const GpuFacts &facts, const char *id)
    {
        for (const GpuFact &each : facts)
            if (each.id == QLatin1String(id))
                return each;
        return {};
    }

private slots:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void memoryIsNamedAsOnTheBox_data()
    {
        QTest::addColumn<qint64>("bytes");
        QTest::addColumn<QString>("word");
        QTest::addColumn<QString>("fits");
        QTest::newRow("h200") << qint64(150'754'820'096) << "140 GB"
                              << "70 billion parameters in 8 bits with long texts";
        QTest::newRow("h100") << qint64(85'520'809'984) << "80 GB"
                              << "70 billion parameters in 8 bits, and";
        QTest::newRow("a6000") << qint64(51'527'024'640) << "48 GB"
                               << "70 billion parameters in 4 bits";
        QTest::newRow("a100-40") << qint64(42'505'273'344) << "40 GB"
                                 << "13 billion parameters in half precision";
        QTest::newRow("4090") << qint64(25'282'281'472) << "24 GB"
                              << "30 billion parameters in 4 bits";
        QTest::newRow("t4") << qint64(15'642'329'088) << "15 GB"
                            << "13 billion parameters in 4 bits";
        QTest::newRow("3060") << qint64(12'624'068'608) << "12 GB"
                              << "SDXL";
        QTest::newRow("p4000") << qint64(8'514'764'800) << "8 GB"
                               << "ResNet-50";
        QTest::newRow("1650") << qint64(4'101'898'240) << "4 GB"
                              << "1 billion";
        QTest::newRow("old") << qint64(2'147'483'648) << "2.0 GB"
                             << "first exercises";
    }
    void memoryIsNamedAsOnTheBox()
    {
        QFETCH(qint64, bytes);
        QFETCH(QString, word);
        QFETCH(QString, fits);
        QCOMPARE(memoryWord(bytes), word);
        QVERIFY2(memoryMeaning(bytes).contains(fits), qPrintable(memoryMeaning(bytes)));
    }
    void aCardSaysWhatItIs()
    {
        const ProbeReport report = sampleReport("h100");
        QCOMPARE(gpuTitle(report), QStringLiteral("NVIDIA H100 80GB HBM3 (test double)"));
        QVERIFY(gpuSentence(report).contains(QStringLiteral("compared with the processor's")));
        const GpuFacts facts = gpuFacts(report, report.gpus[0]), measured = measuredFacts(report.gpus[0]);
        QVERIFY(fact(facts, "memory").value.startsWith(QStringLiteral("80 GB, ")));
        QVERIFY(fact(facts, "capability").meaning.contains(QStringLiteral("8-bit")));
        QVERIFY(fact(facts, "driver").meaning.contains(QStringLiteral("CUDA 13.0")));
        QCOMPARE(fact(measured, "device_copy").value, QStringLiteral("3,017\u00a0GB/s · 90 % of rated"));
        QVERIFY(!fact(measured, "tensor").bad); // 0.175 is what this generation gives without its newest instructions
        QVERIFY(fact(facts, "throttle").id.isEmpty() || !fact(facts, "throttle").bad);
    }
    void whatIsNotWellIsSaid()
    {
        ProbeReport report = sampleReport("t4");
        ProbeGpu &gpu = report.gpus[0];
        gpu.measured->fp32.share = 0.3;
        QVERIFY(fact(measuredFacts(gpu), "fp32").bad);
        QVERIFY(fact(measuredFacts(gpu), "fp32").meaning.contains(QStringLiteral("Less than this card should do")));
        gpu.measured->tensor.check = ProbeFigure::Check::Wrong;
        QVERIFY(fact(measuredFacts(gpu), "tensor").meaning.contains(QStringLiteral("Do not trust")));
        gpu.live.temperature = 95;
        gpu.slowdownTemperature = 93;
        gpu.live.throttle = {QStringLiteral("thermal")};
        gpu.powerLimit = 50;
        gpu.powerDefault = 70;
        gpu.pcieWidth = 4;
        gpu.pcieWidthMax = 16;
        gpu.eccUncorrected = 2;
        const GpuFacts facts = gpuFacts(report, gpu);
        QVERIFY(fact(facts, "temperature").bad);
        QVERIFY(fact(facts, "throttle").bad);
        QVERIFY(fact(facts, "power").meaning.contains(QStringLiteral("lowered its limit from 70 W")));
        QVERIFY(fact(facts, "pcie").meaning.contains(QStringLiteral("could use 16 lanes")));
        QVERIFY(fact(facts, "ecc").bad);
        gpu.error = Error{Cause::GpuLost, {}, NextAction::ReadHelp, {}};
        QVERIFY(fact(gpuFacts(report, gpu), "problem").value.contains(QStringLiteral("does not answer")));
    }
    void anIdleCardIsNotBlamed()
    {
        QVERIFY(throttleMeaning({QStringLiteral("idle")}).isEmpty());
        QVERIFY(throttleMeaning({}).isEmpty());
    }
    void everyGoldenHasWords()
    {
        for (const char *name : {"h100", "h100_x8", "h100_mig", "t4", "p4000", "m60", "rtx4090", "k80"}) {
            const ProbeReport report = sampleReport(name);
            for (const ProbeGpu &gpu : report.gpus)
                for (const GpuFact &each : gpuFacts(report, gpu) + measuredFacts(gpu))
                    QVERIFY2(!each.id.isEmpty() && !each.name.isEmpty() && !each.value.isEmpty(), qPrintable(each.id));
        }
        QCOMPARE(gpuTitle(sampleReport("h100_x8")), QStringLiteral("8 × NVIDIA H100 80GB HBM3 (test double)"));
        QVERIFY(!fact(gpuFacts(sampleReport("h100_mig"), sampleReport("h100_mig").gpus[0]), "mig").meaning.isEmpty());
        QCOMPARE(fact(measuredFacts(sampleReport("p4000").gpus[0]), "tensor").value, QStringLiteral("none on this card"));
        QVERIFY(fact(gpuFacts(sampleReport("k80"), sampleReport("k80").gpus[0]), "capability").bad);
    }
    void withoutAGpuTheProcessorSpeaks()
    {
        const ProbeReport report = sampleHostReport();
        QCOMPARE(gpuTitle(report), QStringLiteral("No NVIDIA GPU"));
        QVERIFY(gpuSentence(report).contains(QStringLiteral("the processor computes")));
        const GpuFacts facts = hostFacts(report);
        QVERIFY(fact(facts, "cpu").value.contains(QStringLiteral("EPYC")));
        QVERIFY(fact(facts, "ram").value.startsWith(QStringLiteral("256 GB")));
        QCOMPARE(fact(facts, "blas").value, QStringLiteral("613\u00a0GFLOP/s"));
        ProbeReport mismatch = report;
        mismatch.error->cause = Cause::GpuDriverMismatch;
        QVERIFY(!gpuSentence(mismatch).contains(QStringLiteral("the processor computes")));
    }
    void aLineForATerminal()
    {
        ProbeLive live{.busy = 63.0, .memoryTotal = 80LL << 30, .memoryUsed = 43'100'000'000, .power = 312.4, .temperature = 64.0};
        QCOMPARE(liveLine(live), QStringLiteral("63 % busy · 40.1 of 80 GB · 312 W · 64 °C"));
        live.error = Error{Cause::GpuLost, {}, NextAction::ReadHelp, {}};
        QVERIFY(liveLine(live).startsWith(QStringLiteral("The GPU does not answer")));
    }
    void theAxisEndsWhereTheCardDoes()
    {
        const ProbeReport report = sampleReport("h100");
        const ProbeGpu &gpu = report.gpus[0];
        QCOMPARE(metricTop(Metric::Busy, &gpu, {}, 3), 100.0);
        QCOMPARE(metricTop(Metric::Power, &gpu, {}, 300), 700.0);
        QCOMPARE(metricTop(Metric::Power, &gpu, {}, 900), 1000.0);
        QCOMPARE(metricTop(Metric::Memory, &gpu, {}, 1e9), static_cast<double>(*gpu.live.memoryTotal));
        QCOMPARE(metricTop(Metric::Temperature, &gpu, {}, 104), 200.0);
        QVERIFY(metricTop(Metric::Memory, nullptr, {}, 5e9) >= 5e9);
    }
    void theTableIsSafeInASpreadsheet()
    {
        ProbeReport report = sampleReport("t4");
        report.gpus[0].name = QStringLiteral("=HYPERLINK(\"http://x\",\"T4\")");
        const QByteArray table = gpuCsv(report);
        QVERIFY(table.startsWith("gpu,uuid,name,figure,value,unit\n"));
        QVERIFY(table.contains("\"'=HYPERLINK(\"\"http://x\"\",\"\"T4\"\")\""));
        QVERIFY(table.contains(",memory_total,15642329088,bytes\n"));
        QVERIFY(table.contains(",tensor,"));
        for (const QByteArray &line : table.trimmed().split('\n'))
            if (!line.contains('"'))
                QCOMPARE(line.count(','), 5);
    }
};

QTEST_GUILESS_MAIN(TestGpuText)
#include "tst_gpu_text.moc"
