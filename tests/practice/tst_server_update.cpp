// SPDX-License-Identifier: GPL-3.0-or-later
// Jupyter and PyTorch of a real server brought to what the index has newer, and back; and a version that calculates wrongly, which goes
// back by itself. The index and its wheels are doubles (double_wheels.py). What a kill leaves: tests/steps/tst_update_step.cpp.
#include "tests/practice/double_index.h"
#include "tests/practice/real_cli.h"
#include "tests/practice/server_setup.h"

#include <QtTest>

// limit: 1200

using namespace fl;

class TestServerUpdate : public QObject {
    Q_OBJECT
private slots:
    void forwardBackAndBackByItself()
    {
        if (const QString why = PracticeFixture::unavailable(); !why.isEmpty())
            QSKIP(qPrintable(why));
        QString problem;
        const QString layer = doublesLayer(packagesLayer(problem), problem);
        QVERIFY2(!layer.isEmpty(), qPrintable(problem));
        PracticeFixture machine(layer);
        QVERIFY2(machine.isUp(), qPrintable(machine.problem()));
        DoubleIndex index;
        QVERIFY(index.listens() && nameDoubles(machine) && index.fill());
        RealCli cli;
        const auto set =
            cli.run(RealCli::trustedSetUp(machine,
                                          {QStringLiteral("software.source=pypi"), QStringLiteral("mirror.pypi=") + index.url("simple"),
                                           QStringLiteral("mirror.torch=") + index.url("torch")}),
                    600);
        QVERIFY2(set.code == 0, set.all().constData());
        const auto installed = [&] {
            return machine
                .asUser(QStringLiteral("cd firstlight/envs && for env in jupyter pytorch; do $env/bin/python -m pip list --format=freeze; "
                                       "done"))
                .out;
        };
        QVERIFY(machine.asUser(QStringLiteral("firstlight/envs/pip-install pytorch firstlight-standin")).ok()); // the user's own
        const QByteArray before = installed();
        QVERIFY2(before.contains("torch==2.15.0+cpu\n") && before.contains("firstlight-standin==1\n"), before.constData());

        // Nothing is newer: nothing is asked, nothing is changed. That the user installed something is proven, no more.
        auto ran = cli.run("verify box --json", 300);
        QVERIFY2(ran.code == 0, ran.all().constData());
        ran = cli.run("update box --json", 300);
        QVERIFY2(ran.code == 0, ran.all().constData());
        QCOMPARE(ran.last().value(QLatin1String("changed")).toInt(-1), 0);

        const auto newer = [](const char *torch) {
            return QStringList{QStringLiteral("--version"), QStringLiteral("jupyterlab=4.6.3"),
                               QStringLiteral("--version"), QLatin1String("torch=") + QLatin1String(torch),
                               QStringLiteral("--version"), QStringLiteral("torchvision=0.29.3+cpu")};
        };
        QVERIFY(index.fill(newer("2.15.1+cpu")));
        ran = cli.run("update box --json", 300); // what would change is said, and nobody is there to answer
        QVERIFY2(ran.code == 3, ran.all().constData());
        QVERIFY2(QString::fromUtf8(ran.all()).contains(
                     QStringLiteral("jupyterlab 4.6.1 → 4.6.3, torch 2.15.0+cpu → 2.15.1+cpu, torchvision 0.29.2+cpu → 0.29.3+cpu")),
                 ran.all().constData());
        QCOMPARE(installed(), before);
        ran = cli.run("update box --yes --json", 300);
        QVERIFY2(ran.code == 0 && ran.last().value(QLatin1String("verified")).toBool(), ran.all().constData());
        const QByteArray after = installed();
        for (const char *one : {"jupyterlab==4.6.3\n", "torch==2.15.1+cpu\n", "torchvision==0.29.3+cpu\n", "firstlight-standin==1\n"})
            QVERIFY2(after.contains(one), (one + after).constData());
        QVERIFY(machine.readFile(QStringLiteral("/home/ada/firstlight/envs/jupyter/bin/jupyter-lab"))
                    .startsWith("#!/home/ada/firstlight/envs/jupyter/bin/python"));
        ran = cli.run("update box --yes --json", 300);
        QCOMPARE(ran.last().value(QLatin1String("changed")).toInt(-1), 0);

        ran = cli.run("update box --back --yes --json", 300);
        QVERIFY2(ran.code == 0 && ran.last().value(QLatin1String("verified")).toBool(), ran.all().constData());
        QCOMPARE(installed(), before);
        ran = cli.run("update box --back --yes --json", 300);
        QCOMPARE(ran.line("error").value(QLatin1String("cause")).toString(), QStringLiteral("not-supported-here"));

        // One that calculates wrongly is not kept, and the machine is proven again.
        QVERIFY(index.fill(newer("2.15.2+cpu") + QStringList{QStringLiteral("--lying-torch")}));
        ran = cli.run("update box --yes --json", 300);
        QVERIFY2(ran.code == 5, ran.all().constData());
        QVERIFY2(ran.all().contains("What was there before is back."), ran.all().constData());
        QCOMPARE(installed(), before);
        ran = cli.run("verify box --json", 300);
        QVERIFY2(ran.code == 0 && ran.last().value(QLatin1String("verified")).toBool(), ran.all().constData());

        ran = cli.run("destroy box --yes --json", 300);
        QVERIFY2(ran.code == 0, ran.all().constData());
        QVERIFY(!machine.asUser(QStringLiteral("ls -d firstlight/envs")).ok());
    }
};

QTEST_GUILESS_MAIN(TestServerUpdate)
#include "tst_server_update.moc"
