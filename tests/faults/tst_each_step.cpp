// SPDX-License-Identifier: GPL-3.0-or-later
// In the middle of each step the connection is cut, or the program is killed. Real server, real steps; the packages' archive is
// the distribution's, of which a part is installed again (the whole takes minutes, and tst_server_steps does it).
#include "tests/fakes/fake_cutting_proxy.h"
#include "tests/practice/real_cli.h"
#include "tests/practice/server_setup.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>
#include <QtTest>

#include <unistd.h>

// limit: 900

using namespace fl;

namespace {

/// What stands in a job's log beside the lines meant for the program, and those.
struct ServerLog {
    QByteArray text, raw;
    QMap<QByteArray, int> said; ///< by verb
};

ServerLog serverLog(PracticeFixture &machine, const QString &job)
{
    const QString folder = QStringLiteral("/home/ada/.local/state/firstlight/jobs/") + job;
    ServerLog log;
    log.raw = machine.readFile(folder + QStringLiteral("/log"));
    const QByteArray mark = machine.readFile(folder + QStringLiteral("/mark")).trimmed();
    for (qsizetype from = 0; from < log.raw.size();) {
        const qsizetype at = mark.isEmpty() ? -1 : log.raw.indexOf(mark, from);
        log.text += log.raw.mid(from, at < 0 ? -1 : at - from);
        if (at < 0)
            break;
        const qsizetype end = log.raw.indexOf('\n', at);
        ++log.said[log.raw.mid(at + mark.size(), end - at - mark.size()).split('\t').first()];
        from = end + 1;
    }
    return log;
}

} // namespace

class TestEachStep : public QObject {
    Q_OBJECT

    QString m_layer;

private slots:
    void initTestCase()
    {
        if (const QString why = PracticeFixture::unavailable(); !why.isEmpty())
            QSKIP(qPrintable(why));
        QString problem;
        m_layer = readyLayer(problem);
        QVERIFY2(!m_layer.isEmpty(), qPrintable(problem));
    }

    void aCutLosesAndDoublesNoByteOfTheLog()
    {
        PracticeFixture machine(m_layer);
        QVERIFY2(machine.isUp(), qPrintable(machine.problem()));
        QVERIFY(makeBare(machine));
        FakeCuttingProxy proxy(machine.port());
        ServerSetup setup(machine);
        setup.reachThrough(proxy.port());
        QVERIFY(setup.connect());
        // Twice each: early, where the job is just found, and later, within its log.
        for (const qint64 after : {60, 1500}) {
            for (const BoundStep &step : setup.bound()) {
                const QString id = step.script->id;
                // Without a GPU they end at once, without a word.
                if (id == QLatin1String("nvidia-driver") || id == QLatin1String("cuda-toolkit"))
                    continue;
                setup.events.clear();
                setup.added.clear();
                const int before = proxy.accepted();
                // A small log ends before the later cut would come; then it is cut as far in as there are bytes.
                proxy.cutAfterDown(after > 60 && id != QLatin1String("base-packages") ? 400 : after);
                const auto outcome = setup.engine->apply(step, QStringLiteral("cut%1").arg(after), {});
                proxy.cutAfterDown(-1);
                QVERIFY2(outcome, outcome ? "" : qPrintable(id + QLatin1Char(' ') + told(outcome.error())));
                QVERIFY2(proxy.accepted() > before, qPrintable(id + QStringLiteral(" was not cut")));

                const ServerLog log = serverLog(machine, QStringLiteral("cut%1-%2").arg(after).arg(id));
                QByteArray got;
                qint64 end = 0;
                int progress = 0, notices = 0;
                for (const Event &event : setup.events) {
                    progress += event.kind == EventKind::Progress ? 1 : 0;
                    notices += event.kind == EventKind::Notice ? 1 : 0;
                    if (event.kind != EventKind::Log || event.step != id)
                        continue;
                    const QByteArray text = event.data.value(QLatin1String("text")).toString().toUtf8();
                    const qint64 offset = event.data.value(QLatin1String("offset")).toInteger();
                    QVERIFY2(offset >= end, qPrintable(id));
                    QCOMPARE(log.raw.mid(offset, text.size()), text);
                    end = offset + text.size();
                    got += text;
                }
                QVERIFY2(!log.raw.isEmpty(), qPrintable(id));
                QCOMPARE(got, log.text);
                // verify, which is no job, says some too.
                const int ownProgress = id == QLatin1String("verify") ? 1 : 0, ownNotices = ownProgress;
                QCOMPARE(progress, log.said.value("progress") + ownProgress);
                QCOMPARE(notices, log.said.value("notice") + ownNotices);
                QCOMPARE(setup.added.size(), log.said.value("added"));
            }
        }
        const auto settled = setup.run(QStringLiteral("after"));
        QVERIFY2(settled, settled ? "" : qPrintable(told(settled.error())));
        QCOMPARE(setup.fact("verified"), QStringLiteral("cpu"));
        // Each job ran once: apt was asked to install once a pass.
        QCOMPARE(machine.asRoot("grep -c '^Commandline:.* install .*python3-ipykernel' /var/log/apt/history.log").text(),
                 QByteArray::number(machine.asRoot("grep -c '^Start-Date' /var/log/apt/history.log").text().toInt() > 0 ? 2 : 0));
    }

    void killedInTheMiddleOfEachStepAndResumed()
    {
        PracticeFixture machine(m_layer);
        QVERIFY2(machine.isUp(), qPrintable(machine.problem()));
        QVERIFY(makeBare(machine));
        const int installed = machine.asRoot("grep -c '^Commandline:.* install ' /var/log/apt/history.log").text().toInt();
        RealCli cli;
        QStringList arguments{QStringLiteral("setup"), QStringLiteral("--where"), QStringLiteral("ssh"), QStringLiteral("--yes"),
                              QStringLiteral("--json")};
        for (const auto &[key, value] : {std::pair{"machine.name", QStringLiteral("lab")},
                                         {"ssh.host", machine.host()},
                                         {"ssh.port", QString::number(machine.port())},
                                         {"ssh.user", machine.user()},
                                         {"ssh.key", machine.keyFile()},
                                         {"ssh.host_key", machine.hostKey()},
                                         {"software.source", QStringLiteral("distro")}})
            arguments << QStringLiteral("--set") << QLatin1String(key) + QLatin1Char('=') + value;
        QStringList planned, killed;
        int code = -1;
        QJsonObject last;
        QByteArray said;
        for (int run = 0; run < 25 && code != 0; ++run) {
            QProcess process;
            // Behind this one, so that a step is seen before it is over, whatever else the computer does.
            process.setChildProcessModifier([] { (void)!::nice(10); });
            cli.prepare(process,
                        run == 0 ? arguments : QStringList{QStringLiteral("resume"), QStringLiteral("lab"), QStringLiteral("--json")});
            process.start();
            QString running; // the step that is at work and was not killed yet
            QElapsedTimer since;
            bool shot = false;
            while (!shot && (process.state() != QProcess::NotRunning || process.canReadLine())) {
                if (!process.canReadLine() && !process.waitForReadyRead(50) && running.isEmpty())
                    continue;
                while (!shot && process.canReadLine()) {
                    last = QJsonDocument::fromJson(process.readLine()).object();
                    const QString kind = last.value(QLatin1String("kind")).toString(), step = last.value(QLatin1String("step")).toString();
                    if (kind == QLatin1String("plan") && planned.isEmpty())
                        for (const QJsonValue &each : last.value(QLatin1String("steps")).toArray())
                            planned << each.toObject().value(QLatin1String("id")).toString();
                    if (kind == QLatin1String("step")) {
                        const bool begins = last.value(QLatin1String("state")) == QLatin1String("running") && !killed.contains(step);
                        running = begins ? step : QString();
                        since.start();
                    } else if (!running.isEmpty() && step == running) {
                        shot = true; // it speaks: it is in the middle
                    }
                }
                shot = shot || (!running.isEmpty() && since.elapsed() > (running == QLatin1String("base-packages") ? 20'000 : 60));
                if (shot)
                    process.kill();
            }
            process.waitForFinished(60'000);
            said = process.readAllStandardError();
            if (shot) {
                killed << running;
                continue;
            }
            for (const QByteArray &line : process.readAllStandardOutput().split('\n'))
                if (!line.isEmpty())
                    last = QJsonDocument::fromJson(line).object();
            code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1;
            QVERIFY2(code == 0, (QJsonDocument(last).toJson() + said).constData());
        }
        QVERIFY2(code == 0, said.constData());
        QCOMPARE(last.value(QLatin1String("kind")).toString(), QStringLiteral("result"));
        QCOMPARE(last.value(QLatin1String("ok")).toBool(), true);
        QCOMPARE(last.value(QLatin1String("verified")).toBool(), true);
        qInfo("killed in: %s", qPrintable(killed.join(QLatin1Char(' '))));
        for (const QString &step : std::as_const(planned)) // what is over before it can be shot at does nothing on the server
            QVERIFY2(killed.contains(step) || step == QLatin1String("create-machine") || step == QLatin1String("connect")
                         || step == QLatin1String("jupyter-secrets") || step == QLatin1String("nvidia-driver"),
                     qPrintable(step));
        QVERIFY(planned.size() >= 13);
        // The packages came once: the job went on, and was found again.
        QCOMPARE(machine.asRoot("grep -c '^Commandline:.* install ' /var/log/apt/history.log").text().toInt(), installed + 1);
        // One machine, and nothing to do.
        const auto again = cli.run(arguments);
        QVERIFY2(again.code == 0, again.all().constData());
        QCOMPARE(again.last().value(QLatin1String("changed")).toInt(-1), 0);
        QCOMPARE(cli.run("list --json").out.count("\"kind\":\"machine\""), 1);
        // And all of it can be taken away again, what the killed runs put there too.
        const auto gone = cli.run("destroy lab --yes --json", 300);
        QVERIFY2(gone.code == 0, gone.all().constData());
        QCOMPARE(machine.asUser(QStringLiteral("ls -d firstlight .local/state/firstlight 2>/dev/null")).text(), QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestEachStep)
#include "tst_each_step.moc"
