// SPDX-License-Identifier: GPL-3.0-or-later
// The driver's and the toolkit's packages come while an earlier step is at work, by real apt, and real apt as root takes only what is right
// of them. The repositories are doubles (double_repository.py), the packages stand-ins; what writes down who asked for what is real.
#include "backends/steps/server_scripts.h"
#include "tests/practice/double_index.h"

#include <QtTest>

// limit: 900

using namespace fl;

class TestAheadApt : public QObject {
    Q_OBJECT

    QString m_layer;

    static constexpr char state[] = "/home/ada/.local/state/firstlight/";

    static BoundStep stepOf(const ServerSetup &setup, const char *id)
    {
        for (const BoundStep &step : setup.bound())
            if (step.script->id == QLatin1String(id))
                return step;
        qFatal("there is no step %s", id);
    }
    /// How often each of the packages was asked for, "file count" a line.
    static QByteArray fetched(const DoubleServer &served)
    {
        QMap<QByteArray, int> counts;
        for (const QByteArray &path : served.asked())
            if (path.endsWith(".deb"))
                ++counts[path.mid(path.lastIndexOf('/') + 1)];
        QByteArray text;
        for (auto it = counts.cbegin(); it != counts.cend(); ++it)
            text += it.key() + ' ' + QByteArray::number(it.value()) + '\n';
        return text;
    }
    static bool ended(PracticeFixture &machine, const char *step)
    {
        return QTest::qWaitFor(
            [&] {
                return machine.asRoot(QByteArray("cd ") + state + "ahead && test -e " + step + ".over && test ! -e " + step + ".now").ok();
            },
            60000);
    }

private slots:
    void initTestCase()
    {
        if (const QString why = PracticeFixture::unavailable(); !why.isEmpty())
            QSKIP(qPrintable(why));
        QString problem;
        m_layer = doublesLayer(packagesLayer(problem), problem);
        QVERIFY2(!m_layer.isEmpty(), qPrintable(problem));
    }

    void theyComeWhileAnotherStepIsAtWorkAndOnlyTheRightOnesAreTaken()
    {
        MachineWithDouble<DoubleRepository> made(m_layer);
        auto &machine = made.machine;
        const auto &served = made.served;
        QVERIFY2(made.problem.isEmpty()
                     && made.served.fill({QStringLiteral("--until=ca-certificates=") + QLatin1String(state)
                                          + QStringLiteral("ahead/apt/cuda-toolkit/cudnn9-*.deb")}),
                 qPrintable(made.problem));
        ServerSetup setup(machine);
        QVERIFY(served.serve(machine, setup) && setup.connect());
        const auto looked = setup.apply("preflight");
        QVERIFY2(looked, looked ? "" : qPrintable(told(looked.error())));
        QVERIFY(machine.asUser(QStringLiteral("mkdir firstlight")).ok()); // as python-env does

        // The step at work is done with its package only once the last of the toolkit's has come: meanwhile apt and dpkg have the locks.
        const auto driver = stepOf(setup, "nvidia-driver"), toolkit = stepOf(setup, "cuda-toolkit");
        const auto base = setup.engine->apply(stepOf(setup, "base-packages"), QStringLiteral("op"), {}, {driver, toolkit});
        QVERIFY2(base, base ? "" : qPrintable(told(base.error())));
        QVERIFY2(ended(machine, "cuda-toolkit"), machine.asRoot(QByteArray("cd ") + state + "ahead && ls -la && cat log").out.constData());
        const QByteArray once =
            "ca-certificates_30000101_all.deb 1\ncuda-nvcc-13-0_13.0.88-1_all.deb 1\ncuda-toolkit-13-0_13.0.2-1_all.deb 1\n"
            "cudnn9-cuda-13_9.15.1-1_all.deb 1\nlibnvidia-compute_580.95.05-1_all.deb 1\n"
            "nvidia-driver-cuda_580.95.05-1_all.deb 1\nnvidia-driver-pinning-580_580-1_all.deb 1\n"
            "nvidia-kernel-open-dkms_580.95.05-1_all.deb 1\n";
        QVERIFY2(fetched(served) == once, (fetched(served) + machine.readFile(QLatin1String(state) + "ahead/log")).constData());
        // By the user, and nothing of the system's has changed.
        const auto owner = machine.asRoot(QByteArray("stat -c %U ") + state + "ahead/apt/*/*.deb | sort | uniq -c");
        QCOMPARE(owner.text().simplified(), QByteArray("7 ada"));
        QCOMPARE(machine
                     .asRoot(
                         "find /var/cache/apt/archives -name '*nvidia*' -o -name 'cud*'; ls /etc/apt/preferences.d /var/lib/apt/lists | "
                         "grep -i nvidia")
                     .out,
                 QByteArray());

        // What lies with the user may be anything by now.
        const auto changed =
            machine.asUser(QStringLiteral("cd .local/state/firstlight/ahead/apt/cuda-toolkit && "
                                          "printf X | dd of=cudnn9-cuda-13_9.15.1-1_all.deb bs=1 seek=3000 conv=notrunc && "
                                          "ln -sf /etc/shadow cuda-nvcc-13-0_13.0.88-1_all.deb"));
        QVERIFY2(changed.ok(), changed.err.constData());

        // Of the driver nothing is fetched again. There is no GPU in this machine: it asks for a restart.
        const auto drives = setup.engine->apply(driver, QStringLiteral("op"), {}, {});
        QVERIFY2(drives, drives ? "" : qPrintable(told(drives.error())));
        QCOMPARE(*drives, StepOutcome::NeedsReboot);
        QVERIFY2(fetched(served) == once, fetched(served).constData());
        QCOMPARE(machine.asRoot("dpkg-query -W nvidia-driver-cuda").text(), QByteArray("nvidia-driver-cuda\t580.95.05-1"));

        const auto compiles = setup.engine->apply(toolkit, QStringLiteral("op"), {}, {});
        QVERIFY2(compiles, compiles ? "" : qPrintable(told(compiles.error())));
        QVERIFY2(fetched(served)
                     == QByteArray(once)
                            .replace("cudnn9-cuda-13_9.15.1-1_all.deb 1", "cudnn9-cuda-13_9.15.1-1_all.deb 2")
                            .replace("cuda-nvcc-13-0_13.0.88-1_all.deb 1", "cuda-nvcc-13-0_13.0.88-1_all.deb 2"),
                 fetched(served).constData());
        QCOMPARE(machine.readFile(QStringLiteral("/usr/share/cudnn-standin")), QByteArray("whole\n"));
        QCOMPARE(machine.asRoot("find /var/cache/apt/archives -name '*nvidia*' -o -name 'cud*'").out, QByteArray());

        // What nobody took goes with the set-up, and all of it with undo.
        QVERIFY(machine.asRoot(QByteArray("test -d ") + state + "ahead/apt/lists").ok());
        setup.engine->release({});
        QVERIFY(QTest::qWaitFor([&] { return machine.asRoot(QByteArray("test ! -e ") + state + "ahead/apt").ok(); }, 10000));
        const auto undone = setup.shell().run(undoScript(QStringLiteral("m-test"), {}), {}, {});
        QVERIFY2(undone && undone->code == 0, undone ? undone->err.constData() : "");
        QVERIFY(!machine.asRoot(QByteArray("test -e ") + state).ok());
    }
};

QTEST_GUILESS_MAIN(TestAheadApt)
#include "tst_ahead_apt.moc"
