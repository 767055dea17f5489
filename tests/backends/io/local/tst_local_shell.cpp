// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/io/local/local_shell.h"
#include "tests/fakes/send_signal.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

#include <signal.h>
#include <sys/stat.h>

using namespace fl;

namespace {

ShellScript script(const QByteArray &text)
{
    ShellScript result;
    result.text = text;
    return result;
}

} // namespace

class LocalShellTest : public QObject {
    Q_OBJECT

    LocalShell shell;

private slots:
    void outputErrorsAndExit()
    {
        const auto exit = shell.run(script("echo out; echo err >&2; exit 7"), {}, {});
        QVERIFY(exit);
        QCOMPARE(exit->code, 7);
        QCOMPARE(exit->out, QByteArray("out\n"));
        QCOMPARE(exit->err, QByteArray("err\n"));
    }

    void signalIs128PlusNumber()
    {
        const auto exit = shell.run(script("kill -9 $$"), {}, {});
        QVERIFY(exit);
        QCOMPARE(exit->code, 137);
    }

    void variablesAreQuotedAndNotExported()
    {
        ShellScript s = script("printf '%s|%s|' \"$A\" \"$B\"; env | grep -c -e '^A=' -e '^B='");
        const QByteArray nasty = "it's $(touch /tmp/x) `id` \"quote\" \\ * \n new 用";
        s.variables = {{"A", nasty}};
        s.secrets.emplace_back("B", Secret(QByteArray("s'ecret")));
        const auto exit = shell.run(s, {}, {});
        QVERIFY(exit);
        QCOMPARE(exit->out, nasty + "|s'ecret|0\n");
    }

    void startsInTheHomeFolderWithoutTerminal()
    {
        const auto exit = shell.run(script("pwd; ( : </dev/tty ) 2>/dev/null && echo tty; ls /proc/self/fd | wc -l"), {}, {});
        QVERIFY(exit);
        const QList<QByteArray> lines = exit->out.trimmed().split('\n');
        QCOMPARE(lines.size(), 2);
        QCOMPARE(QString::fromLocal8Bit(lines[0]), QDir::homePath());
        QVERIFY2(lines[1].trimmed().toInt() <= 4, lines[1].constData()); // 0, 1, 2 and that of ls
    }

    void streamsInOrderAsItComes()
    {
        QElapsedTimer timer;
        timer.start();
        qint64 first = -1;
        QByteArray all;
        const auto exit = shell.run(script("echo one; sleep 0.4; echo two"),
                                    [&](QByteArrayView bytes) {
                                        if (first < 0)
                                            first = timer.elapsed();
                                        all.append(bytes);
                                    },
                                    {});
        QVERIFY(exit);
        QVERIFY2(first < timer.elapsed() - 200, "the first line came only with the last");
        QCOMPARE(all, QByteArray("one\ntwo\n"));
        QVERIFY(exit->out.isEmpty());
    }

    void muchInBothDirections()
    {
        // A script far larger than a pipe that writes as much while it is read.
        QByteArray text;
        while (text.size() < 4'000'000)
            text += "echo 0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789\n";
        const auto exit = shell.run(script(text), {}, {});
        QVERIFY(exit);
        QCOMPARE(exit->out.size(), text.count('\n') * 101);
    }

    void errorOutputIsBoundedToItsEnd()
    {
        const auto exit = shell.run(script("head -c 1000000 /dev/zero | tr '\\0' x >&2; echo the end >&2"), {}, {});
        QVERIFY(exit);
        QCOMPARE(exit->err.size(), 65536);
        QVERIFY(exit->err.endsWith("the end\n"));
    }

    void scriptThatDoesNotReadItsRest()
    {
        const auto exit = shell.run(script("exit 3\n" + QByteArray(2'000'000, '#')), {}, {});
        QVERIFY(exit);
        QCOMPARE(exit->code, 3);
    }

    void backgroundProcessDoesNotHoldTheRun()
    {
        QElapsedTimer timer;
        timer.start();
        const auto exit = shell.run(script("sleep 20 & echo $!"), {}, {});
        QVERIFY(exit);
        QVERIFY(timer.elapsed() < 5000);
        QVERIFY(sendSignal(exit->out.trimmed().toInt(), SIGKILL));
    }

    void cancelKillsTheGroupAtOnce()
    {
        std::stop_source source;
        int grandchild = 0;
        QElapsedTimer sinceStop;
        std::jthread stopper;
        const auto exit = shell.run(
            script("trap '' TERM; sleep 60 & echo $!; wait; sleep 60"),
            [&](QByteArrayView bytes) {
                grandchild = bytes.toByteArray().trimmed().toInt();
                sinceStop.start();
                source.request_stop();
            },
            source.get_token());
        QVERIFY(!exit);
        QCOMPARE(exit.error().cause, Cause::Cancelled);
        QVERIFY2(sinceStop.elapsed() <= 150, qPrintable(QString::number(sinceStop.elapsed())));
        QVERIFY(grandchild > 1);
        QTRY_VERIFY(::kill(grandchild, 0) != 0);
    }

    void silenceIsATimeout()
    {
        ShellScript s = script("echo x; sleep 30");
        s.silence = std::chrono::milliseconds(300);
        QElapsedTimer timer;
        timer.start();
        const auto exit = shell.run(s, {}, {});
        QVERIFY(!exit);
        QCOMPARE(exit.error().cause, Cause::ConnectionTimeout);
        QVERIFY(timer.elapsed() < 3000);
        s.text = "for i in 1 2 3 4 5 6; do echo x; sleep 0.1; done"; // talks: no timeout
        QVERIFY(shell.run(s, {}, {}));
    }

    void uploadWritesWholeWithMode()
    {
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a b'c"));
        const mode_t before = ::umask(077);
        const QByteArray content(3'000'000, 'z');
        QVERIFY(shell.upload(path, content, 0644, {}));
        ::umask(before);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), content);
        struct stat info = {};
        QCOMPARE(::stat(QFile::encodeName(path).constData(), &info), 0);
        QCOMPARE(int(info.st_mode & 07777), 0644);
        QVERIFY(shell.upload(path, QByteArrayView("new"), 0600, {})); // again, over it
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
        QCOMPARE(::stat(QFile::encodeName(path).constData(), &info), 0);
        QCOMPARE(int(info.st_mode & 07777), 0600);
    }

    void uploadToTilde()
    {
        QTemporaryDir home;
        const QByteArray old = qgetenv("HOME");
        qputenv("HOME", QFile::encodeName(home.path()));
        const Status status = shell.upload(QStringLiteral("~/x"), QByteArrayView("1"), 0600, {});
        qputenv("HOME", old);
        QVERIFY(status);
        QVERIFY(QFile::exists(home.filePath(QStringLiteral("x"))));
    }

    void uploadIntoNothingSaysWhy()
    {
        const Status status = shell.upload(QStringLiteral("/nowhere/at/all"), QByteArrayView("1"), 0600, {});
        QVERIFY(!status);
        QCOMPARE(status.error().cause, Cause::LocalFile);
        QCOMPARE(status.error().params.value(QStringLiteral("path")), QStringLiteral("/nowhere/at/all"));
    }

    void cancelledUploadLeavesNothing()
    {
        QTemporaryDir folder;
        std::stop_source source;
        source.request_stop();
        const Status status = shell.upload(folder.filePath(QStringLiteral("x")), QByteArrayView("1"), 0600, source.get_token());
        QVERIFY(!status);
        QCOMPARE(status.error().cause, Cause::Cancelled);
        QVERIFY(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).isEmpty());
    }
};

QTEST_GUILESS_MAIN(LocalShellTest)
#include "tst_local_shell.moc"
