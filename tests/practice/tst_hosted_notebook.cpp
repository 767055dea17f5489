// SPDX-License-Identifier: GPL-3.0-or-later
// The notebook for Google Colab, as the real program writes it, in the real Jupyter of a practice machine: "Run all", cell by cell. PyTorch
// there is the real one; TensorFlow and Keras are the stand-ins of tests/standins. There is no GPU, and the notebook says so.
#include "backends/hosted/hosted.h"
#include "backends/steps/server_scripts.h"
#include "tests/practice/real_cli.h"
#include "tests/practice/server_setup.h"

#include <QtTest>

using namespace fl;

class TestHostedNotebook : public QObject {
    Q_OBJECT

    static QByteArray contentOf(const QString &path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }

private slots:
    void initTestCase()
    {
        if (const QString why = PracticeFixture::unavailable(); !why.isEmpty())
            QSKIP(qPrintable(why));
    }

    void everyCellRunsInARealJupyterAndSaysThatThereIsNoGpu()
    {
        QTemporaryDir here;
        const QString path = here.filePath(QStringLiteral("Firstlight.ipynb"));
        const RealCli cli;
        const auto written = cli.run({QStringLiteral("hosted"), QStringLiteral("colab"), QStringLiteral("--out"), path});
        QVERIFY2(written.code == 0, written.all().constData());
        const QByteArray notebook = contentOf(path);

        // Valid by nbformat's own rules, on this computer.
        QProcess validate;
        validate.start(QStringLiteral("/usr/bin/python3"),
                       {QStringLiteral("-c"),
                        QStringLiteral(
                            "import nbformat, sys; nbformat.validate(nbformat.read(sys.argv[1], as_version=nbformat.NO_CONVERT))"),
                        path});
        QVERIFY(validate.waitForFinished(60'000));
        QVERIFY2(validate.exitCode() == 0, validate.readAllStandardError().constData());

        QString problem;
        const QString layer = readyLayer(problem);
        QVERIFY2(!layer.isEmpty(), qPrintable(problem));
        PracticeFixture machine(layer);
        QVERIFY2(machine.isUp(), qPrintable(machine.problem()));
        ServerSetup setup(machine);
        QVERIFY(setup.connect());
        QVERIFY(setup.engine->check(setup.bound(), {}));                    // reads the facts
        QCOMPARE(setup.shell().run(jupyterStartScript(), {}, {})->code, 0); // waits until it answers
        const QString folder = QStringLiteral("/home/ada/firstlight/notebooks/");
        QVERIFY(machine.writeFile(folder + QStringLiteral("Firstlight.ipynb"), notebook));
        for (const char *name : {"tensorflow.py", "keras.py", "firstlight_standin.py"})
            QVERIFY(machine.writeFile(folder + QLatin1String(name),
                                      contentOf(QStringLiteral(FL_SOURCE_DIR "/tests/standins/") + QLatin1String(name))));
        QVERIFY(machine.writeFile(QStringLiteral("/home/ada/run.py"),
                                  contentOf(QStringLiteral(FL_SOURCE_DIR "/tests/practice/run_notebook.py"))));
        const QString runAll =
            QStringLiteral("%1 run.py %2 %3 %4 firstlight/notebooks/Firstlight.ipynb")
                .arg(setup.fact("jupyter.python"), setup.fact("jupyter.port"), setup.fact("config.base_url"), setup.fact("pytorch.kernel"));
        const auto ran = machine.asUser(runAll, {}, 600);
        QVERIFY2(ran.ok(), (ran.out + ran.err).constData());

        const QString said = QString::fromUtf8(ran.out);
        QVERIFY2(said.contains(QLatin1String("no NVIDIA GPU here")), qPrintable(said));
        QStringList lines = said.trimmed().split(QLatin1Char('\n'));
        QCOMPARE(lines.takeLast(), QStringLiteral("ran 6 cells")); // GPU, the means, three proofs, the code
        const auto result = readResultCode(lines.last());
        QVERIFY2(result, qPrintable(said));
        QVERIFY(result->gpu.isEmpty());
        QCOMPARE(result->frameworks.size(), 3U);
        for (const HostedResult::Framework &framework : result->frameworks)
            QVERIFY2(!framework.onGpu, qPrintable(framework.name));
        QCOMPARE(result->frameworks.front().name, QStringLiteral("pytorch"));
        QCOMPARE(result->frameworks.front().version, setup.fact("proof.pytorch.version").section(QLatin1Char('.'), 0, 1));

        // The code comes back to the program, which keeps it as the user's word.
        const auto kept =
            cli.run({QStringLiteral("hosted"), QStringLiteral("colab"), QStringLiteral("--code"), lines.last(), QStringLiteral("--json")});
        QVERIFY2(kept.code == 0, kept.all().constData());
        QVERIFY(kept.line("hosted").value(QLatin1String("your_word")).toBool());

        // What computes wrongly stops the notebook at its cell, and there is no code.
        QVERIFY(machine.writeFile(folder + QStringLiteral("firstlight_standin.mode"), "wrong-product"));
        const auto lies = machine.asUser(runAll, {}, 600);
        QVERIFY2(lies.code == 1 && lies.out.contains("the matrix product is wrong"), (lies.out + lies.err).constData());
        QVERIFY2(!lies.out.contains("Copy this code"), lies.out.constData());
    }
};

QTEST_GUILESS_MAIN(TestHostedNotebook)
#include "tst_hosted_notebook.moc"
