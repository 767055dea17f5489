// SPDX-License-Identifier: GPL-3.0-or-later
// The built probe, run as it runs on a server, against a test double of the driver's libraries (fake_driver/) that says so in its names.
// limit: 300
#include "backends/probe/probe_report.h"
#include "tests/backends/probe/noise.h"
#include "tests/backends/probe/probe_runner.h"
#include "tests/fakes/send_signal.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QtTest>

using namespace fl;

namespace {

QStringList withDriver(const QStringList &more = {})
{
    return QStringList{QStringLiteral("--libraries"), fakeDriver()} + more;
}

const QStringList small{QStringLiteral("--size"), QStringLiteral("128")};
const QStringList quick{QStringLiteral("--quick")};

} // namespace

class TestProbeProgram : public QObject {
    Q_OBJECT

    /// Without what differs from computer to computer and from run to run.
    static QByteArray comparable(QJsonObject document)
    {
        for (const char *name : {"probe", "time", "seconds", "host", "container", "wsl", "host_measured"})
            document.remove(QLatin1String(name));
        return QJsonDocument(document).toJson();
    }

private slots:
    void theDocumentIsAsKept_data()
    {
        QTest::addColumn<Settings>("settings");
        QTest::addColumn<int>("code");
        const auto add = [](const char *name, int code, const Settings &settings) { QTest::newRow(name) << settings << code; };
        add("h100", 0, {{"FAKE_CARD", "h100"}});
        add("h100_x8", 0, {{"FAKE_CARD", "h100"}, {"FAKE_GPUS", "8"}});
        add("h100_mig", 0, {{"FAKE_CARD", "h100"}, {"FAKE_MIG", "1"}});
        add("t4", 0, {{"FAKE_CARD", "t4"}});
        add("p4000", 0, {{"FAKE_CARD", "p4000"}});
        add("m60", 0, {{"FAKE_CARD", "m60"}});
        add("rtx4090", 0, {{"FAKE_CARD", "rtx4090"}});
        add("k80", 0, {{"FAKE_CARD", "k80"}});
        add("none", 3, {{"FAKE_GPUS", "0"}});
    }
    void theDocumentIsAsKept()
    {
        QFETCH(Settings, settings);
        QFETCH(int, code);
        settings.insert(QStringLiteral("FAKE_NO_SASS"), QStringLiteral("1")); // with and without nvcc, the same
        FakeRoot root;
        root.module();
        root.nodes();
        root.put(QStringLiteral("/dev/kmsg"), "4,812,99,-;NVRM: Xid (PCI:0000:10:00): 31, pid=1, Ch 8\n");
        const ProbeRun run = runProbe(withDriver(small + root.arguments()), settings);
        QCOMPARE(run.code, code);
        const QByteArray now = comparable(run.json());
        const QString path =
            QStringLiteral(FL_SOURCE_DIR "/tests/backends/probe/goldens/%1.json").arg(QLatin1String(QTest::currentDataTag()));
        QFile golden(path);
        if (qEnvironmentVariableIsSet("FL_UPDATE_GOLDENS")) {
            QVERIFY(golden.open(QIODevice::WriteOnly));
            golden.write(now);
            return;
        }
        QVERIFY2(golden.open(QIODevice::ReadOnly), qPrintable(path));
        QCOMPARE(QString::fromUtf8(now), QString::fromUtf8(golden.readAll()));
        QVERIFY(code != 0 || now.contains("(test double)"));
        QVERIFY(parseProbe(run.out));
    }

    void everyAnswerOfTheDriverHasItsName_data()
    {
        QTest::addColumn<QString>("failing");
        QTest::addColumn<QString>("cause");
        const auto add = [](const char *failing, const char *cause) {
            QTest::newRow(failing) << QString::fromLatin1(failing) << QString::fromLatin1(cause);
        };
        add("cuInit=2", "gpu-memory-full");
        add("cuInit=34", "gpu-no-driver");
        add("cuInit=46", "gpu-busy");
        add("cuInit=100", "gpu-failed");
        add("cuInit=101", "gpu-failed");
        add("cuInit=802", "gpu-fabric-manager");
        add("cuInit=803", "gpu-driver-mismatch");
        add("cuInit=999", "gpu-failed");
        add("cuInit=999,nvmlInit_v2=18", "gpu-driver-mismatch");
        add("cuInit=100,nvmlInit_v2=9", "gpu-no-driver");
        add("cuInit=100,nvmlInit_v2=15", "gpu-lost");
        add("cuInit=100,nvmlInit_v2=4", "gpu-no-permission");
        add("cuDeviceGetCount=999", "gpu-failed");
        add("cuDevicePrimaryCtxRetain=2", "gpu-memory-full");
        add("cuDevicePrimaryCtxRetain=46", "gpu-busy");
        add("cuDevicePrimaryCtxRetain=101", "gpu-failed");
        add("cuMemHostAlloc=2", "gpu-memory-full");
        add("nvmlDeviceGetMemoryInfo=15", "gpu-lost");
        add("nvmlDeviceGetHandleByIndex_v2=15", "");
    }
    void everyAnswerOfTheDriverHasItsName()
    {
        QFETCH(QString, failing);
        QFETCH(QString, cause);
        FakeRoot root;
        root.gpu();
        root.module();
        root.nodes();
        const ProbeRun run = runProbe(withDriver(small + root.arguments()), {{"FAKE_FAIL", failing}});
        QCOMPARE(run.cause(), cause);
        QCOMPARE(run.code, cause.isEmpty() ? 0 : 3);
        const auto report = parseProbe(run.out);
        QVERIFY(report);
        if (!cause.isEmpty())
            QCOMPARE(slug(report->error->cause), cause);
        else
            QCOMPARE(report->gpus.size(), 2); // NVML lost it, CUDA still has it: both are told
    }

    void aFailureOfOneMeasurementStaysThere_data()
    {
        QTest::addColumn<QString>("failing");
        QTest::addColumn<QString>("figure");
        QTest::addColumn<QString>("cause");
        QTest::addColumn<QString>("untouched");
        const auto row = [](const char *failing, const char *figure, const char *cause, const char *untouched) {
            QTest::newRow(failing) << QString::fromLatin1(failing) << QString::fromLatin1(figure) << QString::fromLatin1(cause)
                                   << QString::fromLatin1(untouched);
        };
        row("cuModuleLoadDataEx=222", "fp32", "gpu-failed", "device_copy");
        row("cuModuleGetFunction=500", "tensor", "gpu-failed", "device_copy");
        row("cuLaunchKernel=719", "fp32", "gpu-failed", "device_copy");
        row("cuMemcpyDtoDAsync_v2=214", "device_copy", "gpu-failed", "");
        row("cuMemAlloc_v2=2", "device_copy", "gpu-memory-full", "");
        row("cuEventRecord=700", "host_to_device", "gpu-failed", "");
    }
    void aFailureOfOneMeasurementStaysThere()
    {
        QFETCH(QString, failing);
        QFETCH(QString, figure);
        QFETCH(QString, cause);
        QFETCH(QString, untouched);
        const ProbeRun run = runProbe(withDriver(small), {{"FAKE_FAIL", failing}});
        const QJsonObject measured = run.json()[QLatin1String("gpus")][0][QLatin1String("measured")].toObject();
        QCOMPARE(measured[figure][QLatin1String("error")][QLatin1String("cause")].toString(), cause);
        QVERIFY(measured[figure][QLatin1String("error")][QLatin1String("detail")].toString().contains(QLatin1Char(':')));
        if (!untouched.isEmpty())
            QCOMPARE(measured[untouched][QLatin1String("check")].toString(), QStringLiteral("right"));
    }

    void aWrongResultIsFound_data()
    {
        QTest::addColumn<QString>("figure");
        QTest::newRow("copy") << QStringLiteral("device_copy");
        QTest::newRow("fp32") << QStringLiteral("fp32");
        QTest::newRow("tensor") << QStringLiteral("tensor");
    }
    void aWrongResultIsFound()
    {
        QFETCH(QString, figure);
        const ProbeRun run = runProbe(withDriver(small), {{"FAKE_WRONG", QString::fromLatin1(QTest::currentDataTag())}});
        QCOMPARE(run.code, 5);
        QCOMPARE(run.cause(), QStringLiteral("gpu-wrong-result"));
        const QJsonObject measured = run.json()[QLatin1String("gpus")][0][QLatin1String("measured")].toObject();
        for (const QString &name : measured.keys()) {
            const bool copies = !name.startsWith(QLatin1String("fp")) && name != QLatin1String("tensor");
            const bool wrong = figure == QLatin1String("device_copy") ? copies : name == figure;
            QCOMPARE(measured[name][QLatin1String("check")].toString(), wrong ? QStringLiteral("wrong") : QStringLiteral("right"));
        }
        QCOMPARE(parseProbe(run.out)->error->cause, Cause::GpuWrongResult);
    }

    void whatTheProgramWasBuiltWithIsTriedFirst()
    {
        const ProbeRun run = runProbe(withDriver(small), {{"FAKE_CARD", "t4"}});
        const bool sass = run.json()[QLatin1String("probe")][QLatin1String("kernels")].toString().contains(QLatin1String("sass"));
        const QJsonValue measured = run.json()[QLatin1String("gpus")][0][QLatin1String("measured")];
        QCOMPARE(measured[QLatin1String("fp32")][QLatin1String("kind")].toString(), sass ? QStringLiteral("sass") : QStringLiteral("ptx"));
        QCOMPARE(measured[QLatin1String("tensor")][QLatin1String("kernel")].toString(), QStringLiteral("fl_matmul_wmma"));
    }

    void withoutADriverTheReasonIsSaid_data()
    {
        QTest::addColumn<QString>("made");
        QTest::addColumn<QString>("cause");
        for (const auto &[made, cause] :
             std::initializer_list<std::pair<const char *, const char *>>{{"", "gpu-none"},
                                                                          {"gpu", "gpu-no-driver"},
                                                                          {"gpu module nodes", "gpu-no-driver"},
                                                                          {"gpu module docker", "gpu-container"},
                                                                          {"gpu kubernetes", "gpu-container"},
                                                                          {"docker", "gpu-none"},
                                                                          {"wsl", "gpu-wsl"}})
            QTest::newRow(*made ? made : "nothing") << QString::fromLatin1(made) << QString::fromLatin1(cause);
    }
    void withoutADriverTheReasonIsSaid()
    {
        QFETCH(QString, made);
        QFETCH(QString, cause);
        FakeRoot root;
        QTemporaryDir nothing;
        if (made.contains(QLatin1String("gpu")))
            root.gpu();
        if (made.contains(QLatin1String("module")))
            root.module();
        if (made.contains(QLatin1String("nodes")))
            root.nodes();
        if (made.contains(QLatin1String("docker")))
            root.put(QStringLiteral("/.dockerenv"), {});
        if (made.contains(QLatin1String("kubernetes")))
            root.put(QStringLiteral("/proc/1/cgroup"), "0::/kubepods.slice/x\n");
        if (made.contains(QLatin1String("wsl")))
            root.put(QStringLiteral("/proc/version"), "Linux version 5.15.167.4-microsoft-standard-WSL2\n");
        const ProbeRun run = runProbe(QStringList{QStringLiteral("--libraries"), nothing.path()} + quick + root.arguments());
        QCOMPARE(run.code, 3);
        QCOMPARE(run.cause(), cause);
    }

    void withoutAGpuTheComputerIsMeasured()
    {
        QTemporaryDir nothing;
        const ProbeRun run = runProbe({QStringLiteral("--libraries"), nothing.path()});
        QCOMPARE(run.code, 3);
        const auto report = parseProbe(run.out);
        QVERIFY(report && report->error);
        QVERIFY(report->host.threads > 0 && report->host.memoryTotal > 0 && report->host.diskTotal > 0 && !report->host.kernel.isEmpty());
        QVERIFY(report->hostFp32->value > 0.1);
        QCOMPARE(report->hostFp32->check, ProbeFigure::Check::Right);
        QVERIFY(report->hostMemoryCopy->value > 0.1);
        QVERIFY(run.json()[QLatin1String("host_measured")][QLatin1String("fp32")][QLatin1String("by")].toString().contains(
            QLatin1String("BLAS")));
        QVERIFY(QDir(QDir::tempPath()).entryList({QStringLiteral(".firstlight-probe-*")}, QDir::Files | QDir::Hidden).isEmpty());
    }

    void aDriverThatHangsOrCrashesIsSurvived()
    {
        const ProbeRun hung = runProbe(withDriver({QStringLiteral("--limit"), QStringLiteral("1")}), {{"FAKE_HANG", "cuInit"}});
        QCOMPARE(hung.code, 3);
        QCOMPARE(hung.cause(), QStringLiteral("gpu-timeout"));
        QVERIFY(parseProbe(hung.out));
        const ProbeRun crashed = runProbe(withDriver(), {{"FAKE_CRASH", "cuMemAlloc_v2"}});
        QCOMPARE(crashed.code, 3);
        QCOMPARE(crashed.cause(), QStringLiteral("gpu-failed"));
        QVERIFY(parseProbe(crashed.out));
    }

    void wrongUseIsSaid()
    {
        for (const QStringList &wrong : QList<QStringList>{{"--what"},
                                                           {"--watch"},
                                                           {"--watch", "99"},
                                                           {"--watch", "1000x"},
                                                           {"--size", "200"},
                                                           {"--limit", "0"},
                                                           {"x", "y"}}) {
            const ProbeRun run = runProbe(wrong);
            QCOMPARE(run.code, 2);
            QVERIFY(run.out.isEmpty() && run.err.contains("--quick"));
        }
        QVERIFY(runProbe({QStringLiteral("--version")}).out.startsWith("firstlight-probe "));
    }

    void theWatchEndsWithItsInput()
    {
        QProcess process;
        process.setProcessEnvironment(environment({{"FAKE_GPUS", "2"}}));
        process.start(probeProgram(), withDriver({QStringLiteral("--watch"), QStringLiteral("100")}));
        ProbeStream stream;
        QList<ProbeTick> ticks;
        QTRY_VERIFY_WITH_TIMEOUT((process.waitForReadyRead(50), ticks += stream.feed(process.readAllStandardOutput()), ticks.size() >= 4),
                                 20000);
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished(5000));
        QCOMPARE(process.exitCode(), 0);
        QCOMPARE(stream.interval(), 100);
        QCOMPARE(stream.unreadable(), 0);
        QVERIFY(!stream.error());
        const ProbeTick &tick = ticks[2];
        QCOMPARE(tick.gpus.size(), 2);
        QCOMPARE(tick.gpus[1].busy, 37.0);
        QCOMPARE(tick.gpus[1].power, 81.5);
        QCOMPARE(tick.gpus[1].temperature, 54.0);
        QCOMPARE(tick.gpus[1].memoryUsed, 900LL << 20);
        QCOMPARE(tick.gpus[1].processes->at(0).name, QStringLiteral("python3"));
        QVERIFY(tick.cpu && tick.memoryTotal > 0 && tick.diskFree > 0);
        QVERIFY(ticks[3].t - ticks[1].t >= 190);
    }
    void theWatchEndsWithASignal()
    {
        QProcess process;
        process.setProcessEnvironment(environment({}));
        process.start(probeProgram(), withDriver({QStringLiteral("--watch"), QStringLiteral("3600000")}));
        QVERIFY(process.waitForReadyRead(10000));
        sendSignal(process.processId(), SIGTERM);
        QVERIFY(process.waitForFinished(5000));
        QCOMPARE(process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(process.exitCode(), 0);
    }
    void theWatchEndsWhenNobodyReads()
    {
        QProcess process;
        process.setProcessEnvironment(environment({}));
        process.setStandardInputFile(QProcess::nullDevice()); // the end of its input must not end it
        process.start(QStringLiteral("sh"),
                      {QStringLiteral("-c"), QStringLiteral("\"$1\" --libraries \"$2\" --watch 3600000 --ignore-input | head -n 2"),
                       QStringLiteral("sh"), probeProgram(), fakeDriver()});
        QVERIFY(process.waitForFinished(20000)); // the next tick would be in an hour
        QCOMPARE(process.readAllStandardOutput().count('\n'), 2);
    }
    void theWatchTellsWhatIsWrong()
    {
        QProcess process;
        process.setProcessEnvironment(environment({{"FAKE_FAIL", "nvmlDeviceGetMemoryInfo=15"}}));
        process.start(probeProgram(), withDriver({QStringLiteral("--watch"), QStringLiteral("100")}));
        ProbeStream stream;
        QList<ProbeTick> ticks;
        QTRY_VERIFY_WITH_TIMEOUT((process.waitForReadyRead(50), ticks += stream.feed(process.readAllStandardOutput()), !ticks.isEmpty()),
                                 20000);
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished(5000));
        QCOMPARE(ticks[0].gpus[0].error->cause, Cause::GpuLost);

        FakeRoot root;
        root.gpu();
        root.module();
        root.nodes();
        root.put(QStringLiteral("/proc/meminfo"), "MemTotal:       24683620 kB\nMemAvailable:   12000000 kB\n");
        process.setProcessEnvironment(environment({{"FAKE_FAIL", "nvmlInit_v2=18"}}));
        process.start(probeProgram(), withDriver(QStringList{QStringLiteral("--watch"), QStringLiteral("100")} + root.arguments()));
        ProbeStream other;
        ticks.clear();
        QTRY_VERIFY_WITH_TIMEOUT((process.waitForReadyRead(50), ticks += other.feed(process.readAllStandardOutput()), !ticks.isEmpty()),
                                 20000);
        process.closeWriteChannel();
        QVERIFY(process.waitForFinished(5000));
        QCOMPARE(other.error()->cause, Cause::GpuDriverMismatch);
        QVERIFY(ticks[0].gpus.isEmpty() && ticks[0].memoryTotal > 0);
    }

    /// 300 of them; tst_probe_noise goes on to 5,000.
    void noiseFromTheDriverIsSurvived()
    {
        int usable = 0;
        for (int seed = 1; seed <= 300; ++seed) {
            const QByteArray fault = faultUnderNoise(seed, seed % 100 == 0, usable);
            QVERIFY2(fault.isEmpty(), fault.constData());
        }
        QVERIFY2(usable > 20 && usable < 280, qPrintable(QString::number(usable))); // the noise is neither nothing nor all
    }

    void onARealGpu()
    {
        if (!QFile::exists(QStringLiteral("/dev/nvidia0")))
            QSKIP("no NVIDIA GPU here: /dev/nvidia0 is not there");
        runProbe(quick); // the driver may have to wake up
        QElapsedTimer clock;
        clock.start();
        const ProbeRun run = runProbe({});
        const qint64 took = clock.elapsed();
        const auto report = parseProbe(run.out);
        QVERIFY2(run.code == 0 && report && !report->gpus.isEmpty(), run.out.constData());
        qInfo("%lld ms: %s", took, run.out.constData());
        for (const ProbeGpu &gpu : report->gpus) {
            QVERIFY(!gpu.name.contains(QLatin1String("test double")));
            QCOMPARE(gpu.measured->fp32.check, ProbeFigure::Check::Right);
            QCOMPARE(gpu.measured->deviceCopy.check, ProbeFigure::Check::Right);
        }
        QVERIFY(took < 2000 * report->gpus.size());
    }
};

QTEST_GUILESS_MAIN(TestProbeProgram)
#include "tst_probe_program.moc"
