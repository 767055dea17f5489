// SPDX-License-Identifier: GPL-3.0-or-later
// A forgotten machine powers itself off, and one that computes does not: the step's timer on a real server, with a real kernel.
#include "backends/steps/server_scripts.h"
#include "tests/practice/server_setup.h"

#include <QtTest>

// limit: 1200

using namespace fl;

namespace {

constexpr int limitSeconds = 24;
constexpr int pauseSeconds = limitSeconds / 12; ///< between two looks, as the step has it
/// So many looks at a busy kernel take longer than the time it may be idle.
constexpr int looksPastTheLimit = limitSeconds / pauseSeconds + 2;

/// A line of what the timer notes at each look.
QByteArray noted(PracticeFixture &machine, const char *name)
{
    for (const QByteArray &line : machine.readFile(QStringLiteral("/run/firstlight-idle-stop/last")).split('\n'))
        if (line.startsWith(QByteArray(name) + ' '))
            return line.mid(static_cast<qsizetype>(qstrlen(name)) + 1);
    return {};
}

} // namespace

class TestIdleStop : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        if (const QString why = PracticeFixture::unavailable(); !why.isEmpty())
            QSKIP(qPrintable(why));
    }

    void aMachineThatNobodyUsesStopsAndStartsAgain()
    {
        QString problem;
        const QString layer = readyLayer(problem);
        QVERIFY2(!layer.isEmpty(), qPrintable(problem));
        PracticeFixture machine(layer);
        QVERIFY2(machine.isUp(), qPrintable(machine.problem()));
        ServerSetup setup(machine);
        QVERIFY(setup.connect());
        QVERIFY(setup.engine->check(setup.bound(), {})); // reads the facts

        // A cell runs.
        QFile openNotebook(QStringLiteral(FL_SOURCE_DIR "/tests/practice/open_notebook.py"));
        QVERIFY(openNotebook.open(QIODevice::ReadOnly));
        QVERIFY(machine.writeFile(QStringLiteral("/home/ada/notebook.py"), openNotebook.readAll()));
        const QByteArray interpreter = setup.fact("jupyter.python").toUtf8();
        QCOMPARE(setup.shell().run(jupyterStartScript(), {}, {})->code, 0); // waits until it answers
        QVERIFY(machine
                    .asUser(QString::fromUtf8("setsid " + interpreter + " notebook.py " + setup.fact("jupyter.port").toUtf8() + ' '
                                              + setup.fact("config.base_url").toUtf8() + " </dev/null >notebook.log 2>&1 &"))
                    .ok());
        const auto kernelSays = [&] { return machine.readFile(QStringLiteral("/home/ada/kernel-says")); };
        QTRY_VERIFY2_WITH_TIMEOUT(kernelSays() == "busy", machine.readFile(QStringLiteral("/home/ada/notebook.log")).constData(), 120000);

        // Armed: it looks, and what it sees keeps the machine on for longer than it may be idle.
        setup.set("IDLE_SECONDS", QByteArray::number(limitSeconds));
        setup.set("IDLE_ACTION", "poweroff");
        const auto armed = setup.apply("idle-stop");
        QVERIFY2(armed, armed ? "" : qPrintable(told(armed.error())));
        QVERIFY(setup.verify("idle-stop"));
        QCOMPARE(setup.fact("idle-stop.seconds").toInt(), limitSeconds);
        QTRY_COMPARE_WITH_TIMEOUT(noted(machine, "work"), QByteArray("notebook"), 60000);
        const int first = noted(machine, "looks").toInt();
        QTRY_VERIFY2_WITH_TIMEOUT(noted(machine, "looks").toInt() >= first + looksPastTheLimit,
                                  machine.asRoot("journalctl -u firstlight-idle-stop.service").out.constData(), 300000);
        QCOMPARE(noted(machine, "work"), QByteArray("notebook"));
        QCOMPARE(noted(machine, "idle"), QByteArray("0"));
        QCOMPARE(machine.state(), QStringLiteral("running"));

        // The cell ends; the notebook stays open. That is nothing to do, and after a while the machine is off.
        QVERIFY(machine.asUser(QStringLiteral("touch enough")).ok());
        QTRY_COMPARE_WITH_TIMEOUT(kernelSays(), QByteArray("idle"), 60000);
        QTRY_COMPARE_WITH_TIMEOUT(noted(machine, "work"), QByteArray("none"), 60000);
        QTRY_COMPARE_WITH_TIMEOUT(machine.state(), QStringLiteral("stopped"), 300000);

        // Started again it stays up: a start counts as work, whatever was before.
        QVERIFY2(machine.start(), qPrintable(machine.problem()));
        QTRY_VERIFY_WITH_TIMEOUT(noted(machine, "looks").toInt() >= 2, 60000);
        QVERIFY(noted(machine, "idle").toInt() < limitSeconds);
        QCOMPARE(machine.state(), QStringLiteral("running"));

        // Not wanted any more: nothing of it is left, and nothing is to do.
        QVERIFY(setup.connect());
        setup.set("IDLE_SECONDS", "0");
        const auto off = setup.apply("idle-stop");
        QVERIFY2(off, off ? "" : qPrintable(told(off.error())));
        const QByteArray traces = "ls -d /usr/local/lib/firstlight /run/firstlight-idle-stop 2>/dev/null; "
                                  "find /etc/systemd/system -name 'firstlight-*'; systemctl list-timers --all | grep firstlight; true";
        QCOMPARE(machine.asRoot(traces).text(), QByteArray());
        QCOMPARE(setup.fact("idle-stop.seconds"), QStringLiteral("0"));

        // Undo takes it away as well.
        setup.set("IDLE_SECONDS", "3600");
        QVERIFY(setup.apply("idle-stop"));
        QVERIFY(machine.asRoot(traces).text().contains("/usr/local/lib/firstlight"));
        QVERIFY(setup.added.contains(QStringLiteral("system-unit firstlight-idle-stop")));
        const auto undone = setup.shell().run(undoScript(QStringLiteral("m-test"), {}), {}, {});
        QVERIFY2(undone && undone->code == 0,
                 undone ? (undone->out.right(2000) + undone->err).constData() : qPrintable(told(undone.error())));
        QVERIFY(undone->out.contains("gone system-unit firstlight-idle-stop\n"));
        QCOMPARE(machine.asRoot(traces).text(), QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestIdleStop)
#include "tst_idle_stop.moc"
