// SPDX-License-Identifier: GPL-3.0-or-later
// The GPU on a machine's page, in each of its states, by the names of its widgets.
#include "app/dashboard/gpu_panel.h"
#include "app/dashboard/live_plot.h"
#include "backends/probe/probe_json.h"
#include "tests/fakes/fake_operations.h"
#include "tests/fakes/fake_run.h"
#include "tests/fakes/probe_samples.h"
#include "wizard/style/theme.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QPushButton>
#include <QtTest>

using namespace fl;

class TestGpuPanel : public QObject {
    Q_OBJECT

    struct Bench {
        std::shared_ptr<FakeOperations> operations = std::make_shared<FakeOperations>();
        FakeAsker asker;
        Backend backend{[this] { return std::shared_ptr<Operations>(operations); }, asker};
        GpuWatch watch{backend};
        GpuPanel panel{watch};
        Machine machine;

        Bench()
        {
            machine.name = QStringLiteral("lab");
            machine.state = MachineState::Ready;
            machine.facts = {{QStringLiteral("verified_at"), 1}};
            operations->probed = sampleReport("h100");
            for (int second = 0; second < 120; ++second)
                operations->ticks << sampleTick(operations->probed, start + second * 1000, second % 100);
        }
        void open()
        {
            panel.resize(720, 900);
            panel.show(machine);
            QVERIFY(QTest::qWaitForWindowExposed(&panel));
        }
        template <class T = QWidget>
        T *find(const char *name) const
        {
            T *found = panel.findChild<T *>(QLatin1String(name));
            return found && found->isVisible() ? found : nullptr;
        }
        QString text(const char *name) const
        {
            const auto *label = find<QLabel>(name);
            return label ? label->text() : QString();
        }
        LivePlot *plot(const char *name) const { return find<LivePlot>(name); }
    };
    static constexpr qint64 start = 1'764'000'000'000;

private slots:
    void aMachineThatIsMeasuredShowsItsFigures()
    {
        Bench bench;
        bench.open();
        QTRY_COMPARE(bench.text("gpu-title"), QStringLiteral("NVIDIA H100 80GB HBM3 (test double)"));
        QVERIFY(bench.text("gpu-age").contains(QStringLiteral("just now")));
        QVERIFY(bench.text("gpu-fact-memory").startsWith(QStringLiteral("80 GB")));
        QVERIFY(bench.text("gpu-fact-tensor").contains(QStringLiteral("TFLOP/s")));
        QTRY_COMPARE(bench.text("live-state"), QStringLiteral("Live, every second."));
        for (const char *name : {"live-busy", "live-memory", "live-power", "live-temperature"})
            QVERIFY2(bench.plot(name), name);
        QCOMPARE(bench.plot("live-busy")->valueText(), QStringLiteral("19 %"));
        QVERIFY(bench.plot("live-busy")->accessibleDescription().contains(QStringLiteral("between 0 % and 99 %")));
        QTRY_VERIFY(bench.text("live-processes").contains(QStringLiteral("python3 (pid 4711)")));
        QVERIFY(!bench.find("gpu-choice"));
        QVERIFY(!bench.find("gpu-problem"));
    }
    void whileItIsAskedItSaysSo()
    {
        Bench bench;
        bench.operations->hold = true;
        bench.open();
        QTRY_VERIFY(bench.text("gpu-age").contains(QStringLiteral("Measuring")));
        QVERIFY(!bench.find<QPushButton>("gpu-again")->isEnabled());
        QVERIFY(!bench.find<QPushButton>("gpu-copy")->isEnabled());
        bench.operations->release();
        QTRY_VERIFY(bench.find<QPushButton>("gpu-again")->isEnabled());
        QVERIFY(bench.find<QPushButton>("gpu-copy")->isEnabled());
    }
    void whatFailedIsSaidAndTheOldFiguresStay()
    {
        Bench bench;
        bench.machine.facts.insert(QStringLiteral("probe.report"), toJson(bench.operations->probed));
        bench.machine.facts.insert(QStringLiteral("probe.at"), QDateTime::currentMSecsSinceEpoch() - 5 * 60'000);
        bench.operations->probeError =
            Error{Cause::ConnectionTimeout, {{QStringLiteral("host"), QStringLiteral("lab")}}, NextAction::Retry, {}};
        bench.open();
        QVERIFY(bench.text("gpu-age").contains(QStringLiteral("5 min ago")));
        QTest::mouseClick(bench.find<QPushButton>("gpu-again"), Qt::LeftButton);
        QTRY_VERIFY(bench.text("gpu-problem").contains(QStringLiteral("could not be measured")));
        QVERIFY(bench.text("gpu-fact-memory").startsWith(QStringLiteral("80 GB")));
        QVERIFY(bench.text("gpu-age").contains(QStringLiteral("5 min ago")));
    }
    void withoutAGpuTheProcessorIsShown()
    {
        Bench bench;
        bench.operations->probed = sampleHostReport();
        bench.operations->ticks = {sampleTick(bench.operations->probed, start, 25)};
        bench.open();
        QTRY_COMPARE(bench.text("gpu-title"), QStringLiteral("No NVIDIA GPU"));
        QTRY_VERIFY(bench.text("gpu-sentence").contains(QStringLiteral("the processor computes")));
        QVERIFY(bench.text("gpu-fact-cpu").contains(QStringLiteral("EPYC")));
        QVERIFY(bench.text("gpu-fact-blas").contains(QStringLiteral("GFLOP/s")));
        QTRY_VERIFY(bench.plot("live-busy"));
        QVERIFY(!bench.plot("live-power"));
        QCOMPARE(bench.plot("live-busy")->accessibleName(), QStringLiteral("Processor"));
    }
    void oneOfEightIsChosen()
    {
        Bench bench;
        bench.operations->probed = sampleReport("h100_x8");
        bench.operations->probed.gpus[5].live.temperature = 71;
        bench.operations->ticks.clear();
        bench.open();
        QTRY_VERIFY(bench.find<QComboBox>("gpu-choice"));
        QCOMPARE(bench.find<QComboBox>("gpu-choice")->count(), 8);
        QVERIFY(bench.text("gpu-title").startsWith(QStringLiteral("8 × ")));
        bench.find<QComboBox>("gpu-choice")->setCurrentIndex(5);
        QTRY_COMPARE(bench.text("gpu-fact-temperature"), QStringLiteral("71 °C"));
    }
    void aCutStreamSaysSoAndCanBeTriedAtOnce()
    {
        Bench bench;
        bench.operations->watchError = Error{Cause::ConnectionLost, {}, NextAction::Retry, {}};
        bench.open();
        QTRY_VERIFY(bench.text("live-state").contains(QStringLiteral("connection was cut")));
        QVERIFY(bench.plot("live-busy")); // the curve stays
        bench.operations->watchError.reset();
        QTest::mouseClick(bench.find<QPushButton>("live-retry"), Qt::LeftButton);
        QTRY_COMPARE(bench.text("live-state"), QStringLiteral("Live, every second."));
        QVERIFY(!bench.find("live-retry"));
    }
    void aStoppedMachineIsLeftAlone()
    {
        Bench bench;
        bench.machine.state = MachineState::Stopped;
        bench.open();
        QVERIFY(bench.text("live-state").contains(QStringLiteral("does not run")));
        QVERIFY(!bench.find<QPushButton>("gpu-again")->isEnabled());
        QVERIFY(bench.operations->calls().isEmpty());
    }
    void onlyWhatIsSetUpHasIt()
    {
        Bench bench;
        bench.machine.facts = {};
        bench.panel.show(bench.machine);
        QVERIFY(!bench.panel.isVisible());
        QVERIFY(bench.operations->calls().isEmpty());
    }
    void whoLooksAwayEndsTheStream()
    {
        Bench bench;
        bench.open();
        QTRY_COMPARE(bench.watch.view(bench.machine).stream, GpuView::Stream::Live);
        bench.panel.hide();
        QCOMPARE(bench.watch.view(bench.machine).stream, GpuView::Stream::Off);
    }
    void thePanelMayOutliveWhatItWatches()
    {
        Bench bench;
        auto watch = std::make_unique<GpuWatch>(bench.backend);
        GpuPanel panel(*watch);
        panel.show(bench.machine);
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        watch.reset();
        panel.hide();
        QVERIFY(!panel.isVisible());
    }
    void thePauseHoldsThePicture()
    {
        Bench bench;
        bench.open();
        QTRY_VERIFY(bench.find<QPushButton>("live-pause"));
        QTest::mouseClick(bench.find<QPushButton>("live-pause"), Qt::LeftButton);
        QVERIFY(bench.text("live-state").contains(QStringLiteral("Paused")));
        const QString held = bench.plot("live-busy")->valueText();
        bench.operations->ticks = {sampleTick(bench.operations->probed, start + 300'000, 77)};
        bench.watch.retry();
        QTRY_COMPARE(bench.watch.view(bench.machine).history.newest(), start + 300'000);
        QCOMPARE(bench.plot("live-busy")->valueText(), held);
        QTest::mouseClick(bench.find<QPushButton>("live-pause"), Qt::LeftButton);
        QTRY_COMPARE(bench.plot("live-busy")->valueText(), QStringLiteral("77 %"));
    }
    void pointerAndKeysReadAValueInAllCurves()
    {
        Bench bench;
        bench.open();
        QTRY_VERIFY(bench.plot("live-busy"));
        LivePlot *busy = bench.plot("live-busy"), *power = bench.plot("live-power");
        QTest::mouseMove(busy, QPoint(busy->width() - 20, busy->height() / 2));
        QTRY_VERIFY(busy->cursorTime() > 0);
        QCOMPARE(power->cursorTime(), busy->cursorTime());
        QVERIFY2(power->valueText().contains(QStringLiteral(" W at ")), qPrintable(power->valueText()));
        QTest::keyClick(busy, Qt::Key_Escape);
        QCOMPARE(busy->cursorTime(), 0);
        QTest::keyClick(busy, Qt::Key_Left);
        const qint64 one = busy->cursorTime();
        QVERIFY(one > 0);
        QTest::keyClick(busy, Qt::Key_Left);
        QVERIFY(busy->cursorTime() < one);
    }
    void aPictureShowsTheCurve()
    {
        Bench bench;
        bench.open();
        QTRY_VERIFY(bench.plot("live-busy"));
        const auto coloured = [&](const char *name) {
            const QImage image = bench.plot(name)->grab().toImage();
            const QColor accent = theme().color(Token::AccentSoft); // the ground below it
            int found = 0;
            for (int y = 0; y < image.height(); ++y)
                for (int x = 0; x < image.width(); ++x)
                    found += image.pixelColor(x, y) == accent;
            return found;
        };
        QVERIFY(coloured("live-busy") > 1000);
    }
    void figuresAreCopiedAndSaved_data()
    {
        QTest::addColumn<QString>("ending");
        QTest::addColumn<QByteArray>("begins");
        QTest::newRow("json") << "json" << QByteArray("{\n");
        QTest::newRow("csv") << "csv" << QByteArray("gpu,uuid,name,figure,value,unit\n");
        QTest::newRow("png") << "png" << QByteArray("\x89PNG");
    }
    void figuresAreCopiedAndSaved()
    {
        QFETCH(QString, ending);
        QFETCH(QByteArray, begins);
        Bench bench;
        bench.open();
        QTRY_VERIFY(bench.find<QPushButton>("gpu-copy")->isEnabled());
        QTest::mouseClick(bench.find<QPushButton>("gpu-copy"), Qt::LeftButton);
        QCOMPARE(*parseProbe(QApplication::clipboard()->text().toUtf8()), bench.operations->probed);
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("lab.") + ending);
        bench.panel.findChild<QAction *>(QStringLiteral("gpu-save-") + ending)->trigger();
        auto *dialog = bench.panel.findChild<QFileDialog *>(QStringLiteral("gpu-save-dialog"));
        QVERIFY(dialog);
        emit dialog->fileSelected(path);
        dialog->close();
        QTRY_COMPARE(bench.text("gpu-said"), QStringLiteral("Saved."));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().startsWith(begins));

        bench.panel.findChild<QAction *>(QStringLiteral("gpu-save-") + ending)->trigger();
        dialog = bench.panel.findChild<QFileDialog *>(QStringLiteral("gpu-save-dialog"));
        emit dialog->fileSelected(folder.filePath(QStringLiteral("nowhere/x")));
        dialog->close();
        QTRY_VERIFY(bench.text("gpu-said").contains(QStringLiteral("could not be saved")));
    }
};

QTEST_MAIN(TestGpuPanel)
#include "tst_gpu_panel.moc"
