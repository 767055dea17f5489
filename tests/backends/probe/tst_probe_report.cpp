// SPDX-License-Identifier: GPL-3.0-or-later
// The readers of what the probe and nvidia-smi print: right answers, failures, and 30,000 broken ones.
#include "backends/probe/probe_json.h"
#include "backends/probe/probe_report.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRandomGenerator>
#include <QtTest>

using namespace fl;

namespace {

const QByteArray smiHeader =
    "name, uuid, pci.bus_id, driver_version, memory.total [MiB], memory.used [MiB], memory.free [MiB], utilization.gpu [%], "
    "utilization.memory [%], temperature.gpu, power.draw [W], power.limit [W], clocks.current.sm [MHz], clocks.current.memory [MHz], "
    "clocks.max.sm [MHz], clocks.max.memory [MHz], pcie.link.gen.current, pcie.link.gen.max, pcie.link.width.current, "
    "pcie.link.width.max, ecc.mode.current, mig.mode.current, persistence_mode, compute_mode, compute_cap\n";
const QByteArray smiT4 =
    "Tesla T4, GPU-4d1a, 00000000:00:1E.0, 580.95.05, 15360 MiB, 3 MiB, 14909 MiB, 7 %, 1 %, 33, 13.55 W, 70.00 W, 300 MHz, "
    "405 MHz, 1590 MHz, 5001 MHz, 1, 3, 8, 16, Enabled, [N/A], Enabled, Default, 7.5\n";
const QByteArray smiLost =
    "NVIDIA GeForce RTX 3090, GPU-11, 00000000:41:00.0, 580.95.05, [Unknown Error], [Unknown Error], [Unknown Error], "
    "[N/A], [N/A], [GPU requires reset], ERR!, [N/A], [N/A], [N/A], [N/A], [N/A], [N/A], [N/A], [N/A], [N/A], [N/A], "
    "[N/A], Disabled, Default, 8.6\n";

QByteArray golden(const char *name)
{
    QFile file(QStringLiteral(FL_SOURCE_DIR "/tests/backends/probe/goldens/%1.json").arg(QLatin1String(name)));
    if (!file.open(QIODevice::ReadOnly))
        qFatal("no golden %s", name);
    return file.readAll();
}

/// Cuts, doubles, overwrites and mixes pieces: what a broken line or a hostile server makes of it.
QByteArray damaged(QByteArray text, const QByteArray &other, QRandomGenerator &random)
{
    static const QByteArrayList pieces{"{",
                                       "}",
                                       "[",
                                       "]",
                                       "\"",
                                       "null",
                                       "-1",
                                       "1e999",
                                       "18446744073709551616",
                                       "\xff\xfe",
                                       "\\ud800",
                                       "[N/A]",
                                       ",",
                                       "\n",
                                       "\xe2\x80\xae",
                                       "true",
                                       "{}",
                                       QByteArray(3000, '['),
                                       QByteArray(500, '9'),
                                       QByteArray("\0", 1)};
    for (int i = random.bounded(1, 8); i > 0; --i) {
        const qsizetype at = text.isEmpty() ? 0 : random.bounded(text.size());
        switch (random.bounded(6)) {
        case 0: text.truncate(at); break;
        case 1: text.insert(at, pieces[random.bounded(pieces.size())]); break;
        case 2: text.replace(at, random.bounded(20), pieces[random.bounded(pieces.size())]); break;
        case 3:
            if (!text.isEmpty())
                text[at] = static_cast<char>(random.bounded(256));
            break;
        case 4: text.remove(at, random.bounded(200)); break;
        default: text.insert(at, other.mid(random.bounded(other.size()), random.bounded(300)));
        }
    }
    return text;
}

/// A reader may say little, but never anything out of bounds.
bool sound(const ProbeReport &report)
{
    if (report.gpus.size() > 64 || report.driver.size() > 100)
        return false;
    for (const ProbeGpu &gpu : report.gpus) {
        for (const auto &percent : {gpu.live.busy, gpu.live.memoryBusy})
            if (percent && !(*percent >= 0 && *percent <= 100))
                return false;
        for (const auto &bytes : {gpu.live.memoryTotal, gpu.live.memoryFree, gpu.live.memoryUsed})
            if (bytes && (*bytes < 0 || *bytes > 1LL << 52))
                return false;
        for (const auto &figure : {gpu.live.power, gpu.live.temperature, gpu.powerLimit})
            if (figure && !(*figure >= 0 && *figure <= 10000))
                return false;
        if (gpu.name.size() > 200 || gpu.name.contains(QChar(0x202e)) || gpu.name.contains(QLatin1Char('\0')))
            return false;
    }
    return true;
}

} // namespace

class TestProbeReport : public QObject {
    Q_OBJECT

private slots:
    void aDocumentIsRead()
    {
        const auto report = parseProbe(golden("h100"));
        QVERIFY(report);
        QCOMPARE(report->source, ProbeReport::Source::Probe);
        QCOMPARE(report->driver, QStringLiteral("580.00 (test double)"));
        QCOMPARE(report->cuda, QStringLiteral("13.0"));
        QCOMPARE(report->module, QStringLiteral("580.95.05"));
        QCOMPARE(report->xids->at(0).number, 31);
        QVERIFY(!report->error);
        const ProbeGpu &gpu = report->gpus.at(0);
        QCOMPARE(gpu.name, QStringLiteral("NVIDIA H100 80GB HBM3 (test double)"));
        QCOMPARE(gpu.capability, QStringLiteral("9.0"));
        QCOMPARE(gpu.multiprocessors, 132);
        QCOMPARE(gpu.live.memoryTotal, 85520809984LL);
        QCOMPARE(gpu.live.throttle, QStringList{QStringLiteral("power-cap")});
        QCOMPARE(gpu.live.processes->size(), 2);
        QCOMPARE(gpu.live.processes->at(1).graphics, true);
        QVERIFY(!gpu.live.processes->at(1).memory);
        QCOMPARE(gpu.ecc, true);
        QCOMPARE(gpu.eccCorrected, 3LL);
        QCOMPARE(gpu.mig, false);
        QCOMPARE(gpu.nvlinksActive, 18);
        QCOMPARE(gpu.powerLimit, 700.0);
        QCOMPARE(gpu.pcieGenerationMax, 5);
        QCOMPARE(gpu.shutdownTemperature, 95.0);
        QVERIFY(gpu.usable);
        QCOMPARE(gpu.measured->fp32.check, ProbeFigure::Check::Right);
        QCOMPARE(gpu.measured->fp32.unit, QStringLiteral("TFLOP/s"));
        QVERIFY(qAbs(*gpu.measured->deviceCopy.share - 0.9) < 0.001);
    }
    void aReportWrittenIsTheSameReport_data()
    {
        QTest::addColumn<QString>("name");
        for (const QString &name : QDir(QStringLiteral(FL_SOURCE_DIR "/tests/backends/probe/goldens")).entryList(QDir::Files))
            QTest::newRow(qPrintable(name)) << name;
    }
    void aReportWrittenIsTheSameReport()
    {
        QFETCH(QString, name);
        QFile file(QStringLiteral(FL_SOURCE_DIR "/tests/backends/probe/goldens/") + name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        const auto report = parseProbe(file.readAll());
        QVERIFY(report);
        QCOMPARE(*parseProbe(QJsonDocument(toJson(*report)).toJson()), *report);
    }
    void whatNvidiaSmiSaidIsWrittenToo()
    {
        const auto report =
            parseSmi("name, uuid, driver_version, memory.total [MiB], power.limit [W]\nTesla T4, GPU-1, 580.95, 15360 MiB, 70.00 W\n", {},
                     0);
        QVERIFY(report);
        QCOMPARE(report->gpus.size(), 1);
        QCOMPARE(*parseProbe(QJsonDocument(toJson(*report)).toJson()), *report);
    }
    void aTickWrittenIsTheSameTick()
    {
        ProbeTick tick;
        tick.t = 1'764'000'000'000;
        tick.gpus = {ProbeLive{.uuid = QStringLiteral("GPU-1"),
                               .busy = 63.0,
                               .memoryTotal = 80LL << 30,
                               .memoryUsed = 40LL << 30,
                               .power = 312.5,
                               .throttle = {QStringLiteral("power-cap")},
                               .processes = QList{ProbeProcess{7, QStringLiteral("python3"), false, 5}}},
                     ProbeLive{.uuid = QStringLiteral("GPU-2"),
                               .error = Error{Cause::GpuLost, {}, NextAction::ReadHelp, QStringLiteral("lost")}}};
        tick.cpu = 0.25;
        tick.diskFree = 5;
        ProbeStream stream;
        QCOMPARE(stream.feed(QJsonDocument(toJson(tick)).toJson(QJsonDocument::Compact) + '\n'), QList{tick});
    }
    void manyGpusAndPartsAreRead()
    {
        QCOMPARE(parseProbe(golden("h100_x8"))->gpus.size(), 8);
        const auto mig = parseProbe(golden("h100_mig"));
        QCOMPARE(mig->gpus.at(0).migDevices.size(), 3);
        QVERIFY(mig->gpus.at(0).migDevices.at(2).uuid.startsWith(QLatin1String("MIG-")));
        QCOMPARE(parseProbe(golden("p4000"))->gpus.at(0).measured->tensor.skipped, QStringLiteral("no-tensor-cores"));
        QCOMPARE(parseProbe(golden("k80"))->gpus.at(0).measured->fp32.skipped, QStringLiteral("capability-too-low"));
        const auto none = parseProbe(golden("none"));
        QVERIFY(none && none->gpus.isEmpty() && none->error);
    }
    void whatIsNoDocumentIsRefused()
    {
        for (const QByteArray &text : {QByteArray(), QByteArray("bash: firstlight-probe: Permission denied"), QByteArray("[]"),
                                       QByteArray("{}"), QByteArray("{\"schema\":\"firstlight-probe/2\"}"), QByteArray(5 << 20, ' ')}) {
            const auto report = parseProbe(text);
            QVERIFY(!report);
            QCOMPARE(report.error().cause, Cause::ProbeUnreadable);
        }
    }
    void anUnknownCauseIsAFailure()
    {
        const auto report = parseProbe("{\"schema\":\"firstlight-probe/1\",\"error\":{\"cause\":\"gpu-melted\",\"detail\":\"x\\u202ey\"}}");
        QCOMPARE(report->error->cause, Cause::GpuFailed);
        QVERIFY(!report->error->detail.contains(QChar(0x202e)));
    }

    void aStreamMayBeCutAnywhere()
    {
        const QByteArray lines = "{\"schema\":\"firstlight-probe-watch/1\",\"interval\":1000,\"gpus\":[]}\n"
                                 "{\"t\":1,\"gpus\":[{\"uuid\":\"GPU-1\",\"gpu\":37,\"power\":81.5,\"throttle\":null,\"processes\":null}],"
                                 "\"host\":{\"cpu\":0.5}}\n"
                                 "noise\n"
                                 "{\"t\":2,\"gpus\":[]}\n";
        ProbeStream whole;
        const auto expected = whole.feed(lines);
        QCOMPARE(expected.size(), 2);
        QCOMPARE(whole.unreadable(), 1);
        QCOMPARE(expected[0].gpus[0].busy, 37.0);
        QVERIFY(!expected[0].gpus[0].processes);
        for (qsizetype cut = 0; cut <= lines.size(); ++cut) {
            ProbeStream stream;
            QList<ProbeTick> ticks = stream.feed(lines.first(cut));
            ticks += stream.feed(lines.sliced(cut));
            QCOMPARE(ticks, expected);
        }
        ProbeStream endless;
        for (int i = 0; i < 100; ++i)
            QVERIFY(endless.feed(QByteArray(1 << 20, 'x')).isEmpty());
        QCOMPARE(endless.feed("\n{\"t\":3,\"gpus\":[]}\n").size(), 1); // and it finds its feet again
        QCOMPARE(endless.unreadable(), 1);
    }

    void nvidiaSmiIsRead()
    {
        const auto report = parseSmi(smiHeader + smiT4, {}, 0);
        QVERIFY(report && !report->error);
        QCOMPARE(report->source, ProbeReport::Source::NvidiaSmi);
        QCOMPARE(report->driver, QStringLiteral("580.95.05"));
        const ProbeGpu &gpu = report->gpus.at(0);
        QCOMPARE(gpu.name, QStringLiteral("Tesla T4"));
        QCOMPARE(gpu.capability, QStringLiteral("7.5"));
        QCOMPARE(gpu.live.memoryTotal, 15360LL << 20);
        QCOMPARE(gpu.live.busy, 7.0);
        QCOMPARE(gpu.live.power, 13.55);
        QCOMPARE(gpu.live.smClock, 300.0);
        QCOMPARE(gpu.smClockMax, 1590.0);
        QCOMPARE(gpu.memoryClockMax, 5001.0);
        QCOMPARE(gpu.pcieWidth, 8);
        QCOMPARE(gpu.pcieWidthMax, 16);
        QCOMPARE(gpu.ecc, true);
        QVERIFY(!gpu.mig);
        QCOMPARE(gpu.computeMode, QStringLiteral("default"));
        QVERIFY(gpu.usable && !gpu.measured);
        // Columns in another order, with something in front, and with Windows' line ends.
        const auto other =
            parseSmi("Warning: infoROM is corrupted\nuuid, name, memory.total [MiB]\r\nGPU-2, Tesla T4, 15360 MiB\r\n", {}, 0);
        QCOMPARE(other->gpus.at(0).live.uuid, QStringLiteral("GPU-2"));
        QCOMPARE(other->gpus.at(0).live.memoryTotal, 15360LL << 20);
    }
    void oneBrokenGpuDoesNotSpoilTheOthers()
    {
        const auto report = parseSmi(smiHeader + smiLost + smiT4, {}, 0);
        QVERIFY(report && !report->error);
        QVERIFY(!report->gpus.at(0).usable && report->gpus.at(0).error);
        QVERIFY(!report->gpus.at(0).live.power);
        QVERIFY(report->gpus.at(1).usable);
    }
    void whatNvidiaSmiSaysInsteadIsNamed_data()
    {
        QTest::addColumn<QByteArray>("out");
        QTest::addColumn<int>("code");
        QTest::addColumn<Cause>("cause");
        const auto add = [](const char *name, const char *out, int code, Cause cause) {
            QTest::newRow(name) << QByteArray(out) << code << cause;
        };
        add("mismatch", "Failed to initialize NVML: Driver/library version mismatch\nNVML library version: 580.95\n", 18,
            Cause::GpuDriverMismatch);
        add("no module", "NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver. Make sure that …\n", 9,
            Cause::GpuNoDriver);
        add("no library", "NVIDIA-SMI couldn't find libnvidia-ml.so library in your system.\n", 12, Cause::GpuNoDriver);
        add("no program", "sh: 1: nvidia-smi: not found\n", 127, Cause::GpuNoDriver);
        add("no GPU", "No devices were found\n", 6, Cause::GpuNone);
        add("no GPU, by older ones", "No devices were found\n", 0, Cause::GpuNone);
        add("permission", "Failed to initialize NVML: Insufficient Permissions\n", 4, Cause::GpuNoPermission);
        add("lost", "Unable to determine the device handle for GPU 0000:01:00.0: GPU is lost.  Reboot the system to recover this GPU\n", 15,
            Cause::GpuLost);
        add("WSL", "Failed to initialize NVML: GPU access blocked by the operating system\n", 17, Cause::GpuWsl);
        add("code alone", "", 9, Cause::GpuNoDriver);
        add("neither", "", 77, Cause::GpuFailed);
        add("a header and nothing", "name, uuid, memory.total [MiB]\n", 0, Cause::GpuNone);
    }
    void whatNvidiaSmiSaysInsteadIsNamed()
    {
        QFETCH(QByteArray, out);
        QFETCH(int, code);
        QFETCH(Cause, cause);
        for (const bool onErrors : {false, true}) {
            if (onErrors && code == 0)
                continue;
            const auto report = onErrors ? parseSmi({}, out, code) : parseSmi(out, {}, code);
            QVERIFY(report && report->error);
            QCOMPARE(report->error->cause, cause);
        }
        QVERIFY(!parseSmi("hello", {}, 0)); // neither a table nor a reason
    }

    void brokenDocumentsAreSurvived()
    {
        QRandomGenerator random(20261124);
        const QByteArrayList seeds{golden("h100"), golden("h100_x8"), golden("h100_mig"), golden("none")};
        int read = 0;
        for (int i = 0; i < 10000; ++i) {
            QByteArray text = QJsonDocument::fromJson(seeds[i % 4]).toJson(QJsonDocument::Compact);
            const auto report = parseProbe(damaged(text, seeds[(i + 1) % 4], random));
            read += report.has_value();
            QVERIFY(!report || sound(*report));
        }
        QVERIFY2(read > 100 && read < 9900, qPrintable(QString::number(read)));
    }
    void documentsOfTheWrongTypesAreSurvived()
    {
        // Still JSON, but any value may be any other: deeper than damage to the text gets.
        QRandomGenerator random(7);
        const QList<QJsonValue> values{QJsonValue(),
                                       true,
                                       -1,
                                       1e300,
                                       0.5,
                                       2e15,
                                       QStringLiteral("x"),
                                       QString(5000, QLatin1Char('y')),
                                       QJsonArray{1, QStringLiteral("a"), QJsonObject()},
                                       QJsonObject{{QStringLiteral("cause"), 5}}};
        std::function<QJsonValue(QJsonValue)> mutate = [&](QJsonValue value) -> QJsonValue {
            if (random.bounded(12) == 0)
                return values[random.bounded(values.size())];
            if (value.isObject()) {
                QJsonObject object = value.toObject();
                for (const QString &key : object.keys())
                    object[key] = mutate(object[key]);
                return object;
            }
            if (value.isArray()) {
                QJsonArray array = value.toArray();
                for (int i = 0; i < array.size(); ++i)
                    array[i] = mutate(array[i]);
                return array;
            }
            return value;
        };
        const QJsonObject seed = QJsonDocument::fromJson(golden("h100")).object();
        for (int i = 0; i < 10000; ++i) {
            QJsonObject object = mutate(seed).toObject();
            object[QLatin1String("schema")] = QStringLiteral("firstlight-probe/1");
            const auto report = parseProbe(QJsonDocument(object).toJson(QJsonDocument::Compact));
            QVERIFY(report && sound(*report));
        }
    }
    void brokenNvidiaSmiIsSurvived()
    {
        QRandomGenerator random(11);
        int read = 0;
        for (int i = 0; i < 10000; ++i) {
            const auto report = parseSmi(damaged(smiHeader + smiT4 + smiLost + smiT4, smiLost, random), damaged("ERR!", smiHeader, random),
                                         random.bounded(3) * 9);
            read += report.has_value();
            QVERIFY(!report || sound(*report));
            QVERIFY(!report || report->error || !report->gpus.isEmpty());
        }
        QVERIFY2(read > 1000, qPrintable(QString::number(read)));
    }
    void brokenStreamsAreSurvived()
    {
        QRandomGenerator random(13);
        const QByteArray tick = "{\"t\":1795539404702,\"gpus\":[{\"uuid\":\"GPU-1\",\"gpu\":37,\"memory_used\":5,\"processes\":[{\"pid\":1,"
                                "\"name\":\"x\"}]}],\"host\":{\"cpu\":0.5}}\n";
        ProbeStream stream;
        qsizetype ticks = 0;
        for (int i = 0; i < 10000; ++i)
            ticks += stream.feed(damaged(tick, tick, random)).size();
        QVERIFY(ticks > 100 && stream.unreadable() > 100);
    }
};

QTEST_GUILESS_MAIN(TestProbeReport)
#include "tst_probe_report.moc"
