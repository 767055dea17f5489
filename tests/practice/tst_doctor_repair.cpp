// SPDX-License-Identifier: GPL-3.0-or-later
// "Why no GPU?" on a real server without one: a framework's environment loses its files, the broken link is named, and the repair makes
// that environment anew and nothing else. The index and its wheels are doubles (double_wheels.py); all else is real.
#include "tests/practice/double_index.h"
#include "tests/practice/real_cli.h"

#include <QJsonDocument>
#include <QtTest>

// limit: 1500

using namespace fl;

class TestDoctorRepair : public QObject {
    Q_OBJECT

    /// "hardware not-there, …"
    static QByteArray chain(const RealCli::Ran &ran)
    {
        QByteArrayList links;
        for (const QByteArray &line : ran.out.split('\n'))
            if (const QJsonObject object = QJsonDocument::fromJson(line).object();
                object.value(QLatin1String("kind")) == QLatin1String("link"))
                links << (object.value(QLatin1String("id")).toString() + QLatin1Char(' ') + object.value(QLatin1String("state")).toString())
                             .toUtf8();
        return links.join(", ");
    }

private slots:
    void initTestCase()
    {
        if (const QString why = PracticeFixture::unavailable(); !why.isEmpty())
            QSKIP(qPrintable(why));
    }

    void aDamagedEnvironmentIsNamedAndMadeAnew()
    {
        QString problem;
        const QString layer = doublesLayer(packagesLayer(problem), problem);
        QVERIFY2(!layer.isEmpty(), qPrintable(problem));
        PracticeFixture machine(layer);
        QVERIFY2(machine.isUp(), qPrintable(machine.problem()));
        // Also where this computer has a GPU, whose bus a container sees, this server is one without.
        QVERIFY(machine.asRoot("mount -t tmpfs none /sys/bus/pci/devices").ok());
        DoubleIndex index;
        QVERIFY(index.listens() && nameDoubles(machine) && index.fill());
        RealCli cli;
        const auto made =
            cli.run(RealCli::trustedSetUp(machine,
                                          {QStringLiteral("software.source=pypi"), QStringLiteral("mirror.pypi=") + index.url("simple"),
                                           QStringLiteral("mirror.torch=") + index.url("torch")}),
                    900);
        QVERIFY2(made.code == 0, (made.out.right(3000) + made.err.right(3000)).constData());

        const QByteArray noGpu = "hardware not-there, module not-there, driver not-there, library not-there, cuda not-there, ";
        const auto whole = cli.run("doctor box --json");
        QVERIFY2(whole.code == 0, whole.all().constData());
        QCOMPARE(chain(whole), noGpu + "wheel:pytorch whole, kernel:pytorch whole");
        QCOMPARE(whole.last().value(QLatin1String("gpu")).toBool(true), false);
        // Looking ended no proof and changed nothing.
        const auto again = cli.run("resume box --json");
        QVERIFY2(again.code == 0 && again.last().value(QLatin1String("changed")).toInt(-1) == 0, again.all().constData());

        QVERIFY(machine
                    .asUser(QStringLiteral("rm firstlight/envs/pytorch/lib/python3*/site-packages/double_of_*.pth && "
                                           "echo '{}' >firstlight/notebooks/mine.ipynb && touch firstlight/envs/jupyter/mine"))
                    .ok());
        const auto broken = cli.run("doctor box --json");
        QVERIFY2(broken.code == 5, broken.all().constData());
        QCOMPARE(chain(broken), noGpu + "wheel:pytorch broken, kernel:pytorch not-reached");
        QCOMPARE(broken.line("error").value(QLatin1String("cause")).toString(), QStringLiteral("package-broken"));
        QVERIFY2(broken.line("error").value(QLatin1String("detail")).toString().contains(QLatin1String("No module named 'torch'")),
                 broken.all().constData());
        QVERIFY(broken.line("diagnosis").value(QLatin1String("repairable")).toBool());

        // Nobody says yes: what the user may have put into that environment stays.
        const QString inside = QStringLiteral("test -e firstlight/envs/pytorch/.whole");
        const auto asked = cli.run("doctor box --repair --json");
        QVERIFY2(asked.code == 3 && machine.asUser(inside).ok(), asked.all().constData());

        const auto repaired = cli.run("doctor box --repair --yes --json", 600);
        QVERIFY2(repaired.code == 0, (repaired.out.right(3000) + repaired.err.right(3000)).constData());
        QCOMPARE(repaired.last().value(QLatin1String("verified")).toBool(), true);
        QCOMPARE(repaired.last().value(QLatin1String("changed")).toInt(), 2); // the framework, and the proof
        QVERIFY(machine.asUser(QStringLiteral("test -e firstlight/notebooks/mine.ipynb && test -e firstlight/envs/jupyter/mine")).ok());
        const auto mended = cli.run("doctor box --json");
        QVERIFY2(mended.code == 0, mended.all().constData());
        QCOMPARE(chain(mended), noGpu + "wheel:pytorch whole, kernel:pytorch whole");
    }
};

QTEST_GUILESS_MAIN(TestDoctorRepair)
#include "tst_doctor_repair.moc"
