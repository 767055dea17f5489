// SPDX-License-Identifier: GPL-3.0-or-later
// limit: 300
// Against a real sshd: what a session does once it is there.
#include "backends/io/ssh/connector.h"
#include "tests/fakes/fake_cutting_proxy.h"
#include "tests/fakes/send_signal.h"
#include "tests/fakes/test_sshd.h"

#include <QElapsedTimer>
#include <QStandardPaths>
#include <QTest>

#include <thread>

#include <sys/stat.h>

using namespace fl;
using namespace std::chrono_literals;

namespace {

ShellScript script(const QByteArray &text)
{
    ShellScript result;
    result.text = text;
    return result;
}

template <class T>
QByteArray said(const Result<T> &result)
{
    return result ? QByteArray() : slug(result.error().cause).toUtf8() + ": " + result.error().detail.toUtf8();
}

} // namespace

#define WORKED(result) QVERIFY2(result, said(result).constData())

class SshSessionTest : public QObject {
    Q_OBJECT

    QTemporaryDir home;
    std::unique_ptr<TestSshd> server;
    std::unique_ptr<LibsshConnector> connector;

    SshTimes impatient() const
    {
        SshTimes times;
        times.keepAlive = 300ms;
        times.dead = 1500ms;
        times.shell = 3s;
        return times;
    }

    std::unique_ptr<SshSession> connect(const SshTarget &target, const SshTimes &times = {})
    {
        LibsshConnector own(home.filePath(QStringLiteral("known_hosts")), times);
        auto session = own.connect(target, {}, 20s, {});
        if (!session)
            qWarning("%s: %s", qPrintable(slug(session.error().cause)), qPrintable(session.error().detail));
        return session ? std::move(*session) : nullptr;
    }

    SshTarget through(const FakeCuttingProxy &proxy) const
    {
        SshTarget target = server->target();
        target.port = proxy.port();
        return target;
    }

private slots:
    void initTestCase()
    {
        if (const QString problem = TestSshd::problem(); !problem.isEmpty())
            QSKIP(qPrintable(problem));
        server =
            std::make_unique<TestSshd>(TestSshd::Options{"ClientAliveInterval 1\nClientAliveCountMax 2", {QStringLiteral("ed25519")}, 0});
        QVERIFY(server->start());
    }

    void outputErrorsAndExit()
    {
        const auto session = connect(server->target());
        QVERIFY(session);
        QCOMPARE(session->hostKeyFingerprint(), server->fingerprint());
        const auto exit = session->run(script("echo out; echo err >&2; exit 7"), {}, {});
        WORKED(exit);
        QCOMPARE(exit->code, 7);
        QCOMPARE(exit->out, QByteArray("out\n"));
        QCOMPARE(exit->err, QByteArray("err\n"));
        const auto killed = session->run(script("kill -9 $$"), {}, {});
        WORKED(killed);
        QCOMPARE(killed->code, 137);
        QVERIFY(session->isAlive());
    }

    void variablesAreQuotedAndNotInArgv()
    {
        const auto session = connect(server->target());
        QVERIFY(session);
        ShellScript s = script("printf '%s|%s|' \"$A\" \"$B\"; env | grep -c -e '^A=' -e '^B='; cat /proc/$$/cmdline | tr '\\0' ' '");
        const QByteArray nasty = "it's $(touch /tmp/x) `id` \"quote\" \\ * \n new 用";
        s.variables = {{"A", nasty}};
        s.secrets.emplace_back("B", Secret(QByteArray("s'ecret")));
        const auto exit = session->run(s, {}, {});
        WORKED(exit);
        QCOMPARE(exit->out, nasty + "|s'ecret|0\nsh -s ");
    }

    void streamsAsItComes()
    {
        const auto session = connect(server->target());
        QVERIFY(session);
        QElapsedTimer timer;
        qint64 first = -1;
        QByteArray all;
        timer.start();
        const auto exit = session->run(script("echo one; sleep 0.4; echo two"),
                                       [&](QByteArrayView bytes) {
                                           if (first < 0)
                                               first = timer.elapsed();
                                           all.append(bytes);
                                       },
                                       {});
        WORKED(exit);
        QVERIFY(first < timer.elapsed() - 200);
        QCOMPARE(all, QByteArray("one\ntwo\n"));
    }

    void muchInBothDirections()
    {
        const auto session = connect(server->target());
        QVERIFY(session);
        QByteArray text;
        while (text.size() < 6'000'000)
            text += "echo 0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789\n";
        const auto exit = session->run(script(text), {}, {});
        WORKED(exit);
        QCOMPARE(exit->out.size(), text.count('\n') * 101);
        const auto both =
            session->run(script("head -c 3000000 /dev/zero; head -c 3000000 /dev/zero | tr '\\0' x >&2; echo end >&2"), {}, {});
        WORKED(both);
        QCOMPARE(both->out.size(), 3'000'000);
        QCOMPARE(both->err.size(), 65536);
        QVERIFY(both->err.endsWith("end\n"));
    }

    void scriptThatDoesNotReadItsRest()
    {
        const auto session = connect(server->target());
        QVERIFY(session);
        const auto exit = session->run(script("exit 3\n" + QByteArray(9'000'000, '#')), {}, {});
        WORKED(exit);
        QCOMPARE(exit->code, 3);
        QVERIFY(session->run(script("true"), {}, {}));
    }

    void backgroundProcessDoesNotHoldTheRun()
    {
        const auto session = connect(server->target());
        QVERIFY(session);
        QElapsedTimer timer;
        timer.start();
        const auto exit = session->run(script("sleep 15 & echo $!"), {}, {});
        WORKED(exit);
        QVERIFY(timer.elapsed() < 14'000);
        QVERIFY(sendSignal(exit->out.trimmed().toInt(), SIGKILL));
    }

    void cancelEndsALongRun()
    {
        const auto session = connect(server->target());
        QVERIFY(session);
        std::stop_source source;
        QElapsedTimer sinceStop;
        std::jthread stopper([&] {
            std::this_thread::sleep_for(300ms);
            sinceStop.start();
            source.request_stop();
        });
        const auto exit = session->run(script("sleep 60"), {}, source.get_token());
        const qint64 took = sinceStop.elapsed();
        QVERIFY(!exit);
        QCOMPARE(exit.error().cause, Cause::Cancelled);
        QVERIFY2(took < 20'000, qPrintable(QString::number(took)));
        const auto again = session->run(script("echo still"), {}, {});
        WORKED(again);
        QCOMPARE(again->out, QByteArray("still\n"));
    }

    void silenceIsATimeout()
    {
        const auto session = connect(server->target());
        QVERIFY(session);
        ShellScript s = script("echo x; sleep 30");
        s.silence = 300ms;
        const auto exit = session->run(s, {}, {});
        QVERIFY(!exit);
        QCOMPARE(exit.error().cause, Cause::ConnectionTimeout);
    }

    void loginShells_data()
    {
        QTest::addColumn<QByteArray>("forced");
        QTest::addColumn<bool>("usable");
        QTest::newRow("noisy") << QByteArray("echo 'welcome fl-1234'; echo bashrc >&2; seq 20000; exec sh -c \"$SSH_ORIGINAL_COMMAND\"")
                               << true;
        QTest::newRow("fish") << QByteArray("/usr/bin/fish -c \"$SSH_ORIGINAL_COMMAND\"") << true;
        QTest::newRow("tcsh") << QByteArray("/usr/bin/tcsh -c \"$SSH_ORIGINAL_COMMAND\"") << true;
        QTest::newRow("nologin") << QByteArray("/usr/sbin/nologin") << false;
        QTest::newRow("rbash") << QByteArray("/bin/rbash -c \"$SSH_ORIGINAL_COMMAND\"") << false;
        QTest::newRow("echoes") << QByteArray("cat") << false;
        QTest::newRow("menu that waits") << QByteArray("echo 'Choose:'; sleep 20") << false;
        QTest::newRow("sftp only") << QByteArray("internal-sftp") << false;
    }
    void loginShells()
    {
        QFETCH(QByteArray, forced);
        QFETCH(bool, usable);
        const QString program = QString::fromLatin1(forced.split(' ').first());
        if (program.startsWith(QLatin1Char('/')) && !QFileInfo::exists(program))
            QSKIP(qPrintable(program + QStringLiteral(" is not installed")));
        TestSshd own({"ForceCommand " + forced, {QStringLiteral("ed25519")}, 0});
        QVERIFY(own.start());
        const auto session = connect(own.target(), impatient());
        QVERIFY(session);
        const auto exit = session->run(script("echo out; echo err >&2"), {}, {});
        if (usable) {
            WORKED(exit);
            QCOMPARE(exit->out, QByteArray("out\n"));
            QCOMPARE(exit->err, QByteArray("err\n"));
        } else {
            QVERIFY(!exit);
            QCOMPARE(slug(exit.error().cause), slug(Cause::SshShellUnusable));
        }
    }

    void uploadWritesWholeWithMode()
    {
        const auto session = connect(server->target());
        QVERIFY(session);
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("a b'c $x"));
        QByteArray content;
        for (int i = 0; i < 3'000'000; ++i)
            content += char(i * 7 + i / 256);
        QVERIFY(session->upload(path, content, 0640, {}));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll() == content);
        struct stat info = {};
        QCOMPARE(::stat(QFile::encodeName(path).constData(), &info), 0);
        QCOMPARE(int(info.st_mode & 07777), 0640);
        QVERIFY(session->upload(path, QByteArrayView("new"), 0600, {}));
        QVERIFY(session->upload(folder.filePath(QStringLiteral("empty")), {}, 0600, {}));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).size(), 2);
    }

    void uploadErrors()
    {
        const auto session = connect(server->target());
        QVERIFY(session);
        const Status status = session->upload(QStringLiteral("/nowhere/at/all"), QByteArrayView("1"), 0600, {});
        QVERIFY(!status);
        QCOMPARE(slug(status.error().cause), slug(Cause::ServerFile));
        QCOMPARE(status.error().params.value(QStringLiteral("path")), QStringLiteral("/nowhere/at/all"));
        const Status folder = session->upload(QStringLiteral("/tmp"), QByteArrayView("1"), 0600, {});
        QVERIFY(!folder);
        const Status full = session->upload(QStringLiteral("/dev/full/x"), QByteArrayView("1"), 0600, {});
        QVERIFY(!full);
    }

    void cutUploadLeavesNothing()
    {
        FakeCuttingProxy proxy(server->port());
        const auto session = connect(through(proxy));
        QVERIFY(session);
        QTemporaryDir folder;
        const QString path = folder.filePath(QStringLiteral("x"));
        QVERIFY(session->upload(path, QByteArrayView("old"), 0600, {}));
        proxy.cutAfterUp(1'000'000);
        const Status status = session->upload(path, QByteArray(8'000'000, 'x'), 0600, {});
        QVERIFY(!status);
        QCOMPARE(slug(status.error().cause), slug(Cause::ConnectionLost));
        QTRY_COMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden).size(), 1);
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("old"));
    }

    void cutInTheMiddleOfARun()
    {
        FakeCuttingProxy proxy(server->port());
        const auto session = connect(through(proxy));
        QVERIFY(session);
        proxy.cutAfterDown(300'000);
        const auto exit = session->run(script("while :; do echo 0123456789; done"), [](QByteArrayView) {}, {});
        QVERIFY(!exit);
        QCOMPARE(slug(exit.error().cause), slug(Cause::ConnectionLost));
        QVERIFY(!session->isAlive());
        const auto after = session->run(script("true"), {}, {});
        QVERIFY(!after);
        QCOMPARE(slug(after.error().cause), slug(Cause::ConnectionLost));
    }

    void deadLineIsNoticed()
    {
        FakeCuttingProxy proxy(server->port());
        const auto session = connect(through(proxy), impatient());
        QVERIFY(session);
        QElapsedTimer timer;
        bool frozen = false;
        const auto exit = session->run(script("echo x; sleep 30"),
                                       [&](QByteArrayView) {
                                           proxy.freeze();
                                           frozen = true;
                                           timer.start();
                                       },
                                       {});
        QVERIFY(frozen);
        QVERIFY(!exit);
        QCOMPARE(slug(exit.error().cause), slug(Cause::ConnectionLost));
        QVERIFY2(timer.elapsed() < 25'000, qPrintable(QString::number(timer.elapsed())));
    }

    void quietButAliveIsNotDead()
    {
        FakeCuttingProxy proxy(server->port());
        const auto session = connect(through(proxy), impatient());
        QVERIFY(session);
        const auto exit = session->run(script("sleep 3; echo done"), {}, {});
        WORKED(exit);
        QCOMPARE(exit->out, QByteArray("done\n"));
    }

    void idleSessionStaysAlive()
    {
        // This server hangs up on a client that does not answer it for 3 s.
        const auto session = connect(server->target(), impatient());
        QVERIFY(session);
        std::this_thread::sleep_for(4s);
        QVERIFY(session->isAlive());
        QVERIFY(session->run(script("true"), {}, {}));
    }

    void idleSessionSeesTheEnd()
    {
        FakeCuttingProxy proxy(server->port());
        const auto session = connect(through(proxy));
        QVERIFY(session);
        QVERIFY(session->isAlive());
        proxy.cut();
        QTRY_VERIFY(!session->isAlive());
    }

    void cleanup()
    {
        if (QTest::currentTestFailed() && server)
            qWarning("sshd said: %s", server->log().right(3000).constData());
    }

    void slowLine()
    {
        FakeCuttingProxy proxy(server->port());
        proxy.setDelay(150ms);
        const auto session = connect(through(proxy));
        QVERIFY(session);
        // The client speaks four times: the channel, the command (OpenSSH takes no byte before its yes), the script, and a
        // goodbye that nobody waits for: three round trips. Counted, not timed: the machine has other work.
        const int before = proxy.turns();
        const auto exit = session->run(script("echo x"), {}, {});
        WORKED(exit);
        const int turns = proxy.turns() - before; // 3: the goodbye is still on its way
        QVERIFY2(turns == 3 || turns == 4, QByteArray::number(turns).constData());
    }

    void authorizedKeyScripts()
    {
        const auto session = connect(server->target());
        QVERIFY(session);
        QTemporaryDir folder;
        const auto run = [&](ShellScript s) {
            s.variables.emplace_back("HOME", QFile::encodeName(folder.path()));
            return session->run(s, {}, {});
        };
        const auto text = [&] {
            QFile file(folder.filePath(QStringLiteral(".ssh/authorized_keys")));
            return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
        };
        const QString key = QStringLiteral("ssh-ed25519 AAAA it's \"me\" $HOME");
        for (int i = 0; i < 2; ++i) {
            const auto exit = run(authorizedKeyScript(key));
            WORKED(exit);
            QCOMPARE(exit->code, 0);
            QCOMPARE(text(), key.toUtf8() + '\n');
        }
        struct stat info = {};
        QCOMPARE(::stat(QFile::encodeName(folder.filePath(QStringLiteral(".ssh"))).constData(), &info), 0);
        QCOMPARE(int(info.st_mode & 0777), 0700);
        QCOMPARE(::stat(QFile::encodeName(folder.filePath(QStringLiteral(".ssh/authorized_keys"))).constData(), &info), 0);
        QCOMPARE(int(info.st_mode & 0777), 0600);

        QFile file(folder.filePath(QStringLiteral(".ssh/authorized_keys")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("ssh-rsa OTHER no-newline");
        file.close();
        QCOMPARE(run(authorizedKeyScript(key))->code, 0);
        QCOMPARE(text(), "ssh-rsa OTHER no-newline\n" + key.toUtf8() + '\n');
        QCOMPARE(run(forgetAuthorizedKeyScript(key))->code, 0);
        QCOMPARE(text(), QByteArray("ssh-rsa OTHER no-newline\n"));
        QCOMPARE(run(forgetAuthorizedKeyScript(QStringLiteral("ssh-rsa OTHER no-newline")))->code, 0);
        QCOMPARE(text(), QByteArray());
    }
};

QTEST_GUILESS_MAIN(SshSessionTest)
#include "tst_ssh_session.moc"
