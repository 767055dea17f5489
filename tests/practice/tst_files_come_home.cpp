// SPDX-License-Identifier: GPL-3.0-or-later
// The user's own files, before their machine goes: real program, real server. They are listed and copied through a cut line and a killed
// program, and destroy says what it would take with it.
#include "app/services/services.h"
#include "tests/fakes/fake_cutting_proxy.h"
#include "tests/fakes/fake_run.h"
#include "tests/practice/real_cli.h"
#include "tests/practice/server_setup.h"

#include <QDir>
#include <QJsonDocument>
#include <QtTest>

#include <chrono>

// limit: 900

using namespace fl;

namespace {

/// Thirty files with names that trip programs up, and a large one.
const char *const makeFiles = R"sh(
set -e
cd ~/firstlight/notebooks
mkdir -p 'a folder/deeper' .hidden
i=0
while [ $i -lt 18 ]; do
    i=$((i + 1))
    printf 'number %s\n' "$i" >"plain-$i.txt"
done
put() { printf 'content of %s' "$1" >"./$1"; }
put '-rf'
put '$(touch pwned)'
put "it's \"quoted\""
put 'back\slash'
put 'a folder/deeper/x y.ipynb'
put '.hidden/file'
put '笔记.ipynb'
put '*'
put "$(printf 'new\nline')"
put "$(printf '\377\201\210')"
put "$(printf 'l%.0s' $(seq 250))"
: >empty
head -c 50000000 /dev/urandom >large.bin
)sh";

QByteArray run(const QString &program, const QStringList &arguments, const QByteArray &input = {})
{
    QProcess process;
    process.start(program, arguments);
    process.write(input);
    process.closeWriteChannel();
    process.waitForFinished(120'000);
    const QByteArray out = process.readAllStandardOutput() + process.readAllStandardError();
    return process.exitStatus() == QProcess::NormalExit && process.exitCode() == 0 ? out : "failed: " + out;
}

double done(const QByteArray &line)
{
    const QJsonObject object = QJsonDocument::fromJson(line).object();
    return object.value(QLatin1String("say")).toString() == QLatin1String("copying-file") ? object.value(QLatin1String("done")).toDouble()
                                                                                          : -1;
}

} // namespace

class TestFilesComeHome : public QObject {
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

    void aCutLineAndAKilledProgramLoseNothing()
    {
        PracticeFixture machine(m_layer);
        QVERIFY2(machine.isUp(), qPrintable(machine.problem()));
        FakeCuttingProxy line(machine.port());
        RealCli cli;
        const auto ready = cli.run(RealCli::trustedSetUp(machine, {QStringLiteral("ssh.port=%1").arg(line.port())}), 600);
        QVERIFY2(ready.code == 0, ready.all().right(5000).constData());
        const auto before = cli.run("files box --json");
        QVERIFY2(before.code == 0, before.all().constData());
        QCOMPARE(before.last().value(QLatin1String("files")).toInt(-1), 0); // our own page is not theirs
        const auto made = machine.asUser(QStringLiteral("sh -s"), makeFiles);
        QVERIFY2(made.ok(), made.err.constData());
        const auto files = cli.run("files box --json");
        QVERIFY2(files.code == 0, files.all().constData());
        QCOMPARE(files.last().value(QLatin1String("files")).toInt(), 31);
        QVERIFY(files.last().value(QLatin1String("bytes")).toInt() > 50'000'000);

        QTemporaryDir here;
        const auto removed = qScopeGuard([&] {
            run(QStringLiteral("rm"), {QStringLiteral("-rf"), here.path()});
        }); // names Qt cannot remove
        const QString theirs = here.filePath(QStringLiteral("theirs")), mine = here.filePath(QStringLiteral("mine"));
        QVERIFY(QDir().mkpath(theirs));
        const auto packed =
            machine.asUser(QStringLiteral("cd firstlight/notebooks && tar -c --exclude=Welcome.ipynb --exclude=.ipynb_checkpoints ."));
        QVERIFY(packed.ok());
        QCOMPARE(run(QStringLiteral("tar"), {QStringLiteral("-xC"), theirs}, packed.out), QByteArray());

        // A cut: the same program goes on.
        line.cutAfterDown(15'000'000);
        const QStringList fetch{QStringLiteral("fetch"), QStringLiteral("box"), mine, QStringLiteral("--json")};
        QProcess killed;
        cli.prepare(killed, fetch);
        const quint64 had = line.bytesDown();
        killed.start();
        const auto end = std::chrono::steady_clock::now() + std::chrono::minutes(2);
        while (line.bytesDown() < had + 30'000'000 && killed.state() != QProcess::NotRunning && std::chrono::steady_clock::now() < end) {
            killed.waitForReadyRead(1);
        }
        // A kill, in the middle of it: nothing more may come before that.
        line.freeze();
        QCOMPARE(killed.state(), QProcess::Running);
        killed.kill();
        QVERIFY(killed.waitForFinished());
        const QByteArray firstSaid = killed.readAllStandardOutput();
        QVERIFY2(firstSaid.contains("\"reconnecting\""), firstSaid.right(2000).constData());
        QVERIFY(run(QStringLiteral("diff"), {QStringLiteral("-r"), theirs, mine}).startsWith("failed"));
        line.thaw();

        const quint64 paid = line.bytesDown();
        const auto copied = cli.run(fetch, 300);
        QVERIFY2(copied.code == 0, copied.all().right(5000).constData());
        double first = -1;
        for (const QByteArray &each : copied.out.split('\n'))
            if (first < 0)
                first = done(each);
        QVERIFY2(first > 0.2, copied.out.left(2000).constData());
        QVERIFY2(line.bytesDown() - paid < 35'000'000, qPrintable(QString::number(line.bytesDown() - paid)));
        QCOMPARE(copied.last().value(QLatin1String("copied")).toInt() + copied.last().value(QLatin1String("already_there")).toInt(), 31);
        QCOMPARE(run(QStringLiteral("diff"), {QStringLiteral("-r"), theirs, mine}), QByteArray());

        const auto again = cli.run(fetch, 300);
        QVERIFY2(again.code == 0, again.all().right(5000).constData());
        QCOMPARE(again.last().value(QLatin1String("already_there")).toInt(), 31);
        QCOMPARE(again.last().value(QLatin1String("copied")).toInt(-1), 0);

        // On a computer of the user's, they stay where they are.
        const auto gone = cli.run("destroy box --yes --json", 300);
        QVERIFY2(gone.code == 0, gone.all().right(5000).constData());
        QCOMPARE(gone.line("files"), QJsonObject());
        QCOMPARE(machine.asUser(QStringLiteral("find firstlight/notebooks -type f | tr -dc '\\n'; cat firstlight/notebooks/plain-1.txt"))
                     .text()
                     .right(8),
                 QByteArray("number 1"));
    }

    void destroySaysWhatItTakesAlong()
    {
        RealCli cli;
        QVERIFY(PracticeFixture::shareLayeredImage(cli.home(), m_layer));
        const auto taken = qScopeGuard([&] { PracticeFixture::takeLayeredImage(cli.home()); });
        const auto gone = qScopeGuard([&] { cli.run("destroy practice --yes", 120); }); // whatever went wrong before
        const auto ready = cli.run("setup --where practice --yes --json", 600);
        QVERIFY2(ready.code == 0, ready.all().right(5000).constData());
        {
            const auto services = Services::open(cli.home(), Services::Access::Read);
            QVERIFY(services);
            FakeAsker asker;
            OperationCall call{[](const Event &) {}, asker, {}, {}};
            const auto reach = (*services)->operations().reach(QStringLiteral("practice"), call);
            QVERIFY(reach);
            const SshTarget &ssh = reach->endpoint.ssh;
            const QByteArray made =
                run(QStringLiteral("ssh"),
                    {QStringLiteral("-F"), QStringLiteral("none"), QStringLiteral("-i"), ssh.keyFile, QStringLiteral("-p"),
                     QString::number(ssh.port), QStringLiteral("-o"), QStringLiteral("UserKnownHostsFile=") + reach->knownHostsFile,
                     QStringLiteral("-o"), QStringLiteral("HostKeyAlias=") + ssh.hostKeyAlias, ssh.user + QLatin1Char('@') + ssh.host,
                     QStringLiteral("sh -s")},
                    "cd firstlight/notebooks && printf 12345 >'my work.ipynb' && printf 123 >-x\n");
            QVERIFY2(!made.startsWith("failed"), made.constData());
        }
        // Stopped: it says that it could not look, and how one could.
        const auto stopped = cli.run("stop practice --json", 300);
        QVERIFY2(stopped.code == 0, stopped.all().constData());
        const auto blind = cli.run("files practice --json");
        QVERIFY2(blind.code != 0 && blind.err.contains("firstlight-cli start practice"), blind.all().constData());
        const auto started = cli.run("start practice --json", 300);
        QVERIFY2(started.code == 0, started.all().constData());

        const auto asked = cli.run("destroy practice --json", 60); // nobody answers
        QVERIFY2(asked.code == 3, asked.all().constData());
        QVERIFY2(asked.line("files").value(QLatin1String("files")).toInt() == 2, asked.all().constData());
        const auto destroyed = cli.run("destroy practice --yes --json", 300);
        QVERIFY2(destroyed.code == 0, destroyed.all().constData());
        QVERIFY2(destroyed.err.contains("my work.ipynb") && destroyed.err.contains("firstlight-cli fetch practice FOLDER"),
                 destroyed.err.constData());
        QCOMPARE(destroyed.line("files").value(QLatin1String("bytes")).toInt(), 8);
        QCOMPARE(destroyed.line("file").value(QLatin1String("path")).toString(), QStringLiteral("-x"));
        QCOMPARE(cli.run("list --json").line("machine"), QJsonObject());
    }
};

QTEST_GUILESS_MAIN(TestFilesComeHome)
#include "tst_files_come_home.moc"
