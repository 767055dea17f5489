// SPDX-License-Identifier: GPL-3.0-or-later
// Google Colab's way to a real Jupyter on a real server: through our tunnel a kernel runs a cell for a page of Colab's origin; another origin and a
// wrong token get nothing; it ends by itself and when it is told to, and the notebook's own Jupyter goes on.
#include "tests/fakes/fake_run.h"
#include "tests/practice/practice_fixture.h"
#include "tests/practice/real_cli.h"
#include "tests/practice/server_setup.h"

#include <QJsonDocument>
#include <QtTest>

// limit: 900

using namespace fl;

class TestColab : public QObject {
    Q_OBJECT

    /// What tests/practice/colab_page.py says of that address.
    static QByteArray page(const QByteArray &url, const char *origin)
    {
        QProcess process;
        process.start(QStringLiteral("/usr/bin/python3"),
                      {QStringLiteral(FL_SOURCE_DIR "/tests/practice/colab_page.py"), QLatin1String(origin)});
        process.write(url + '\n'); // not in its arguments
        process.closeWriteChannel();
        process.waitForFinished(120'000);
        return process.readAllStandardOutput().trimmed() + process.readAllStandardError();
    }
    /// `colab box --json`, with its address.
    struct Door {
        QProcess process;
        QByteArray url, said;
        Door(const RealCli &cli, const QStringList &more)
        {
            cli.prepare(process, QStringList{QStringLiteral("colab"), QStringLiteral("box"), QStringLiteral("--json")} + more);
            process.start();
            while (url.isEmpty() && process.state() != QProcess::NotRunning && process.waitForReadyRead(120'000))
                while (process.canReadLine()) {
                    const QByteArray line = process.readLine();
                    said += line;
                    url = QJsonDocument::fromJson(line).object().value(QLatin1String("url")).toString().toUtf8();
                }
        }
        ~Door()
        {
            process.terminate();
            process.waitForFinished();
        }
    };

private slots:
    void initTestCase()
    {
        if (const QString why = PracticeFixture::unavailable(); !why.isEmpty())
            QSKIP(qPrintable(why));
    }

    void aPageOfColabsComputesHereForAWhile()
    {
        QString problem;
        const QString layer = readyLayer(problem);
        QVERIFY2(!layer.isEmpty(), qPrintable(problem));
        PracticeFixture machine(layer);
        QVERIFY2(machine.isUp(), qPrintable(machine.problem()));
        RealCli cli;
        const auto ready = cli.run(RealCli::trustedSetUp(machine), 600);
        QVERIFY2(ready.code == 0, ready.all().right(5000).constData());
        const auto traces = [&] {
            return machine
                .asUser(QStringLiteral("ls -d firstlight/jupyter/./colab .local/state/firstlight/jobs/colab 2>/dev/null; "
                                       "systemctl --user list-units --all --plain --no-legend 'firstlight-colab*'; "
                                       "pgrep -u ada -af '[j]upyter/colab'; true"))
                .text();
        };
        QCOMPARE(traces(), QByteArray()); // off by default

        {
            Door door(cli, {QStringLiteral("--hours"), QStringLiteral("1")});
            QVERIFY2(door.url.startsWith("http://localhost:"), door.process.readAllStandardError().constData());
            QCOMPARE(page(door.url, "https://colab.research.google.com"), QByteArray("42"));
            QCOMPARE(page(door.url, "https://evil.example"), QByteArray("refused"));
            QCOMPARE(page(door.url.left(door.url.size() - 4) + "0000", "https://colab.research.google.com"), QByteArray("refused"));
            const QByteArray token = door.url.mid(door.url.indexOf("token=") + 6);
            QVERIFY(token.size() == 48);
            QVERIFY(!machine.asRoot("cat /proc/[0-9]*/cmdline /proc/[0-9]*/environ 2>/dev/null; journalctl --no-pager 2>/dev/null")
                         .out.contains(token));
            const auto history = cli.run("status box --json");
            QVERIFY(history.code == 0 && !history.all().contains(token));
            // The notebook's own Jupyter is as it was.
            QCOMPARE(history.line("machine").value(QLatin1String("jupyter")).toString(), QStringLiteral("running"));
            const auto stopped = cli.run("colab box --stop --json");
            QVERIFY2(stopped.code == 0, stopped.all().constData());
            QCOMPARE(traces(), QByteArray());
            QCOMPARE(page(door.url, "https://colab.research.google.com"), QByteArray("refused"));
        }
        {
            Door door(cli, {QStringLiteral("--hours"), QStringLiteral("0.01")}); // 36 seconds
            QVERIFY2(!door.url.isEmpty(), door.process.readAllStandardError().constData());
            QCOMPARE(page(door.url, "https://colab.research.google.com"), QByteArray("42"));
            door.process.kill(); // this computer is gone
            QVERIFY(door.process.waitForFinished());
            QVERIFY(!traces().isEmpty());
            QTRY_COMPARE_WITH_TIMEOUT(traces(), QByteArray(), 120'000);
        }
        const auto verified = cli.run("status box --json");
        QCOMPARE(verified.line("machine").value(QLatin1String("jupyter")).toString(), QStringLiteral("running"));
        {
            Door door(cli, {});
            QVERIFY(!door.url.isEmpty());
            const auto stopped = cli.run("stop box --json"); // nothing of Jupyter goes on, neither this one
            QVERIFY2(stopped.code == 0, stopped.all().constData());
            QCOMPARE(traces(), QByteArray());
            QCOMPARE(page(door.url, "https://colab.research.google.com"), QByteArray("refused"));
            const auto started = cli.run("start box --json");
            QVERIFY2(started.code == 0, started.all().constData());
        }
        Door left(cli, {});
        QVERIFY(!left.url.isEmpty());
        const auto gone = cli.run("destroy box --yes --json", 300);
        QVERIFY2(gone.code == 0, gone.all().right(5000).constData());
        QCOMPARE(traces(), QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestColab)
#include "tst_colab.moc"
