// SPDX-License-Identifier: GPL-3.0-or-later
// Software from conda-forge. The channel and its packages are doubles (double_channel.py), Miniforge and its conda are stand-ins
// (tests/standins/conda.py); the server, curl, the steps, the kernel and Jupyter's service are real, and the Jupyter and the PyTorch that
// run in the environments are Debian's.
#include "backends/plan/matrix.h"
#include "tests/practice/double_index.h"
#include "tests/practice/machine_state.h"
#include "tests/practice/real_cli.h"

#include <QtTest>

// limit: 1200

using namespace fl;

namespace {

/// The table of a program that knows the stand-in's installer instead of the real one.
QByteArray tableWith(const QByteArray &sha256, const Miniforge &real)
{
    QFile file(QStringLiteral(FL_SOURCE_DIR "/resources/matrix.yaml"));
    QByteArray text = file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    const qsizetype date = text.indexOf("\ndate: ") + 7;
    return text.replace(date, 10, "2100-01-01").replace(real.sha256.toLatin1(), sha256);
}

} // namespace

class TestCondaSource : public QObject {
    Q_OBJECT

    Miniforge m_real;

private slots:
    void initTestCase()
    {
        if (const QString why = PracticeFixture::unavailable(); !why.isEmpty())
            QSKIP(qPrintable(why));
        const auto matrix = builtinMatrix();
        QVERIFY(matrix);
        for (const Miniforge &row : matrix->miniforge)
            if (row.arch == QLatin1String(QSysInfo::currentCpuArchitecture() == QLatin1String("x86_64") ? "x86_64" : "aarch64"))
                m_real = row;
        QVERIFY(!m_real.url.isEmpty());
    }

    void theWholeWay()
    {
        QString problem;
        const QString layer = doublesLayer(packagesLayer(problem), problem);
        QVERIFY2(!layer.isEmpty(), qPrintable(problem));
        MachineWithDouble<DoubleChannel> made(layer);
        QVERIFY2(made.problem.isEmpty(), qPrintable(made.problem));
        auto &machine = made.machine;
        const QByteArrayList before = stateOf(machine);
        const QString installer = m_real.url.section(QLatin1Char('/'), -1);
        const QByteArray sha256 = made.served.fill(installer, {QStringLiteral("--damage"), QStringLiteral("pytorch")});
        QVERIFY(!sha256.isEmpty());

        RealCli cli;
        const QStringList setUp = RealCli::trustedSetUp(machine,
                                                        {QStringLiteral("software.source=conda"),
                                                         QStringLiteral("mirror.conda=") + made.served.url("").chopped(1)});

        // The program's own table knows Miniforge's hash: what is not Miniforge is not run.
        const auto refused = cli.run(setUp, 600);
        QVERIFY2(refused.code == 5, refused.all().constData());
        QCOMPARE(refused.line("error").value(QLatin1String("cause")).toString(), QStringLiteral("package-source-failed"));
        QVERIFY2(refused.out.contains("hash-mismatch") && refused.out.contains(installer.toUtf8()), refused.all().constData());
        QVERIFY(machine.asUser(QStringLiteral("[ ! -e firstlight/envs/conda ]")).ok());

        // The stand-in's hash in a newer table; then a damaged package.
        QFile table(cli.home() + QStringLiteral("/matrix.yaml"));
        QVERIFY(table.open(QIODevice::WriteOnly) && table.write(tableWith(sha256, m_real)) > 0 && table.flush());
        const auto damaged = cli.run(setUp, 600);
        QVERIFY2(damaged.code == 5, damaged.all().constData());
        QCOMPARE(damaged.out.count("\"kind\":\"error\""), 1);
        QVERIFY2(damaged.out.contains("hash-mismatch") && !damaged.out.contains(installer.toUtf8()), damaged.all().constData());

        QCOMPARE(made.served.fill(installer), sha256);
        const auto ran = cli.run(QStringLiteral("resume box --json").split(QLatin1Char(' ')), 600);
        QVERIFY2(ran.code == 0, (ran.out.right(2000) + ran.err.right(3000)).constData());
        QCOMPARE(ran.last().value(QLatin1String("verified")).toBool(), true);
        const auto again = cli.run(setUp);
        QVERIFY2(again.code == 0, again.all().constData());
        QCOMPARE(again.last().value(QLatin1String("changed")).toInt(-1), 0);

        // What runs is what was fetched, each in its environment, and the notebook's kernel is that of the second.
        const QByteArray there = machine
                                     .asUser(QStringLiteral("cd firstlight/envs && ls jupyter/conda-meta pytorch/conda-meta; "
                                                            "cat jupyter/share/jupyter/kernels/firstlight-pytorch/kernel.json"))
                                     .out;
        for (const char *one :
             {"jupyterlab-4.6.1.json\n", "jupyter_server-2.20.3.json\n", "pytorch-cpu-2.13.0.json\n", "torchvision-0.28.0.json\n",
              "\"/home/ada/firstlight/envs/pytorch/bin/python\"", "\"PATH\": \"/home/ada/firstlight/envs/pytorch/bin:${PATH}\""})
            QVERIFY2(there.contains(one), (one + there).constData());
        QVERIFY(welcomeRunsIn(machine, "firstlight-pytorch"));
        QVERIFY2(jupyterRunning(machine).contains("/home/ada/firstlight/envs/jupyter/bin/jupyter-lab"),
                 jupyterRunning(machine).constData());

        const auto gone = cli.run("destroy box --yes --json", 300);
        QVERIFY2(gone.code == 0, gone.all().constData());
        const QByteArray changed = difference(before, stateOf(machine));
        QVERIFY2(changed.isEmpty(), changed.constData());
    }
};

QTEST_GUILESS_MAIN(TestCondaSource)
#include "tst_conda_source.moc"
