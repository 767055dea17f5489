// SPDX-License-Identifier: GPL-3.0-or-later
// The probe over a real line: pushed to a real server by the real program, run there without and with the test double of the driver, watched,
// and gone with the rest.
#include "tests/fakes/send_signal.h"
#include "tests/practice/real_cli.h"
#include "tests/practice/server_setup.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QtTest>

// limit: 900

using namespace fl;

class TestProbeOnServer : public QObject {
    Q_OBJECT

    static QJsonObject report(const RealCli::Ran &ran) { return ran.line("probe").value(QLatin1String("report")).toObject(); }
    static bool putDriver(PracticeFixture &machine)
    {
        for (const char *name : {"libcuda.so.1", "libnvidia-ml.so.1"}) {
            QFile file(QStringLiteral(FL_BINARY_DIR "/tests/fake_driver/") + QLatin1String(name));
            if (!file.open(QIODevice::ReadOnly)
                || !machine.writeFile(QStringLiteral("/usr/local/lib/") + QLatin1String(name), file.readAll(), 0755))
                return false;
        }
        return machine.asRoot("ldconfig").ok();
    }

private slots:
    void initTestCase()
    {
        if (const QString why = PracticeFixture::unavailable(); !why.isEmpty())
            QSKIP(qPrintable(why));
    }

    void itIsPushedOnceMeasuresAndGoes()
    {
        QString problem;
        const QString layer = readyLayer(problem);
        QVERIFY2(!layer.isEmpty(), qPrintable(problem));
        PracticeFixture machine(layer);
        QVERIFY2(machine.isUp(), qPrintable(machine.problem()));
        RealCli cli;
        const auto ready = cli.run(RealCli::trustedSetUp(machine), 600);
        QVERIFY2(ready.code == 0, ready.all().right(5000).constData());

        // No GPU: said as a fact, with the processor's figures.
        const auto none = cli.run("probe box --json");
        QVERIFY2(none.code == 0, none.all().constData());
        QCOMPARE(report(none)[QLatin1String("error")][QLatin1String("cause")].toString(), QStringLiteral("gpu-none"));
        QVERIFY(report(none)[QLatin1String("host_measured")][QLatin1String("fp32")][QLatin1String("value")].toDouble() > 0);
        QVERIFY(report(none)[QLatin1String("host")][QLatin1String("threads")].toInt() > 0);
        const auto plain = cli.run("probe box");
        QVERIFY2(plain.out.contains("No NVIDIA GPU") && plain.out.contains("GFLOP/s"), plain.all().constData());

        const QString look = QStringLiteral("cd ~/.local/state/firstlight && stat -c '%n %i %y %a' firstlight-probe-*");
        const auto pushed = machine.asUser(look);
        QVERIFY2(pushed.ok() && pushed.text().endsWith(" 700"), (pushed.out + pushed.err).constData());

        // A driver: the GPU computes, and the program that is there is used again.
        QVERIFY(putDriver(machine));
        const auto gpu = cli.run("probe box --json");
        QVERIFY2(gpu.code == 0, gpu.all().constData());
        const QJsonValue card = report(gpu)[QLatin1String("gpus")][0];
        QVERIFY2(card[QLatin1String("name")].toString().contains(QLatin1String("(test double)")), gpu.all().constData());
        QCOMPARE(card[QLatin1String("measured")][QLatin1String("fp32")][QLatin1String("check")].toString(), QStringLiteral("right"));
        QCOMPARE(machine.asUser(look).text(), pushed.text());

        QProcess watching;
        cli.prepare(watching,
                    {QStringLiteral("probe"), QStringLiteral("box"), QStringLiteral("--watch"), QStringLiteral("200"),
                     QStringLiteral("--json")});
        watching.start();
        QByteArray said;
        QVERIFY(QTest::qWaitFor(
            [&] {
                watching.waitForReadyRead(50);
                said += watching.readAllStandardOutput();
                return said.count("\"kind\":\"tick\"") >= 3;
            },
            60'000));
        sendSignal(watching.processId(), SIGINT);
        QVERIFY(watching.waitForFinished(10'000));
        QCOMPARE(watching.exitCode(), 0);
        QVERIFY(
            QJsonDocument::fromJson(said.split('\n').value(1)).object()[QLatin1String("gpus")][0][QLatin1String("temperature")].isDouble());
        QVERIFY(QTest::qWaitFor([&] { return !machine.asUser(QStringLiteral("pgrep -f firstlight-probe")).ok(); }, 10'000));

        const auto gone = cli.run("destroy box --yes --json", 300);
        QVERIFY2(gone.code == 0, gone.all().right(5000).constData());
        QVERIFY(!machine.asUser(QStringLiteral("find ~ -name 'firstlight-probe*' | grep .")).ok());
        QVERIFY(!machine.asUser(QStringLiteral("test -e ~/.local/state/firstlight")).ok());
    }
};

QTEST_GUILESS_MAIN(TestProbeOnServer)
#include "tst_probe_on_server.moc"
