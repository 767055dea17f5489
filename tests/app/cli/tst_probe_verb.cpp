// SPDX-License-Identifier: GPL-3.0-or-later
// `firstlight-cli probe`: what it says of GPUs and of their absence, to people and to programs.
#include "tests/app/cli/ran.h"
#include "tests/fakes/fake_operations.h"
#include "tests/fakes/probe_samples.h"

#include <QtTest>

using namespace fl;

class TestProbeVerb : public QObject {
    Q_OBJECT

    std::shared_ptr<FakeOperations> m_owner;
    FakeOperations *m_fake = nullptr;
    std::optional<bool> m_wroteLock;

    Ran run(const QStringList &arguments, std::stop_token stop = {})
    {
        const auto open = [this](bool writes) -> Result<cli::Opened> {
            m_wroteLock = writes;
            return cli::Opened{m_owner, m_owner.get(), {}, {}, QStringLiteral("/nowhere")};
        };
        return runCli(arguments, open, {}, std::move(stop));
    }
    static QStringList words(const char *line) { return QString::fromUtf8(line).split(QLatin1Char(' ')); }

private slots:
    void init()
    {
        m_owner = std::make_shared<FakeOperations>();
        m_fake = m_owner.get();
        m_wroteLock.reset();
    }

    void theProbeTellsTheGpuInPlainWords()
    {
        m_fake->probed = sampleReport("h100_x8");
        const Ran ran = run(words("probe practice"));
        QCOMPARE(ran.code, 0);
        QVERIFY(!*m_wroteLock);
        for (const char *part : {"8 × NVIDIA H100", "GPU 7: ", "80 GB", "Enough to run language models", "TFLOP/s", "% of rated", "EPYC"})
            QVERIFY2(ran.out.contains(QString::fromUtf8(part)), part);
        const Ran json = run(words("probe practice --json"));
        QCOMPARE(json.code, 0);
        QCOMPARE(json.lines().size(), 2U);
        QCOMPARE(json.lines()[0].value(QLatin1String("kind")).toString(), QStringLiteral("probe"));
        QCOMPARE(*parseProbe(QJsonDocument(json.lines()[0].value(QLatin1String("report")).toObject()).toJson()), m_fake->probed);
        QCOMPARE(json.last().value(QLatin1String("gpus")).toInt(), 8);
        QCOMPARE(json.last().value(QLatin1String("usable")).toBool(), true);
    }
    void theProbeWithoutAGpuTellsTheProcessor()
    {
        m_fake->probed = sampleHostReport();
        const Ran ran = run(words("probe practice"));
        QCOMPARE(ran.code, 0);
        for (const char *part : {"No NVIDIA GPU", "the processor computes", "EPYC", "256 GB", "GFLOP/s"})
            QVERIFY2(ran.out.contains(QString::fromUtf8(part)), part);
        QCOMPARE(run(words("probe practice --json")).last().value(QLatin1String("usable")).toBool(true), false);
        m_fake->probeError = Error{Cause::ConnectionLost, {}, NextAction::Retry, {}};
        QCOMPARE(run(words("probe practice")).code, 6);
    }
    void theProbeWatchesUntilCtrlC()
    {
        m_fake->probed = sampleReport("t4");
        for (int i = 0; i < 3; ++i)
            m_fake->ticks << sampleTick(m_fake->probed, 1'764'000'000'000 + i * 500, 60 + i);
        std::stop_source stop;
        stop.request_stop();
        const Ran json = run(words("probe practice --watch 500 --json"), stop.get_token());
        QCOMPARE(json.code, 0);
        QCOMPARE(m_fake->calls().last(), QStringLiteral("watch practice 500"));
        QCOMPARE(json.lines().size(), 4U);
        QCOMPARE(json.lines()[2].value(QLatin1String("kind")).toString(), QStringLiteral("tick"));
        QCOMPARE(json.lines()[2].value(QLatin1String("gpus"))[0][QLatin1String("gpu")].toInt(), 62);
        QCOMPARE(json.last().value(QLatin1String("ok")).toBool(), true);
        QVERIFY(run(words("probe practice --watch=500"), stop.get_token()).out.contains(QStringLiteral("GPU 0  62 % busy")));
        m_fake->watchError = Error{Cause::ConnectionLost, {}, NextAction::Retry, {}};
        QCOMPARE(run(words("probe practice --watch 500")).code, 6);
    }
};

QTEST_GUILESS_MAIN(TestProbeVerb)
#include "tst_probe_verb.moc"
