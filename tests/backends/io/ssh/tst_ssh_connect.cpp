// SPDX-License-Identifier: GPL-3.0-or-later
// limit: 300
// Getting in, and the many ways not to: each has its own cause.
#include "backends/io/ssh/connector.h"
#include "tests/fakes/fake_cutting_proxy.h"
#include "tests/fakes/fake_hostile_server.h"
#include "tests/fakes/test_sshd.h"

#include <QElapsedTimer>
#include <QFile>
#include <QProcess>
#include <QTest>

#include <thread>

#include <sys/socket.h>
#include <sys/stat.h>

using namespace fl;
using namespace std::chrono_literals;

namespace {

void waitForStop(int, const std::stop_token &stop)
{
    while (!stop.stop_requested())
        std::this_thread::sleep_for(10ms);
}

void flood(int fd, const std::stop_token &stop, const QByteArray &piece)
{
    while (!stop.stop_requested())
        if (::send(fd, piece.constData(), size_t(piece.size()), MSG_NOSIGNAL) < 0)
            return;
}

void say(int fd, const QByteArray &text)
{
    ::send(fd, text.constData(), size_t(text.size()), MSG_NOSIGNAL);
}

/// A user of this computer with a password, for as long as the object lives; only root can make one.
class ThrowAwayUser {
public:
    ThrowAwayUser() : m_name(QStringLiteral("fltest%1").arg(::getpid()))
    {
        if (::getuid() != 0
            || run(QStringLiteral("useradd"),
                   {QStringLiteral("-M"), QStringLiteral("-d"), QStringLiteral("/tmp"), QStringLiteral("-s"), QStringLiteral("/bin/sh"),
                    m_name})
                != 0)
            m_name.clear();
        else
            run(QStringLiteral("chpasswd"), {}, m_name.toUtf8() + ":right pass:word\n");
    }
    ~ThrowAwayUser()
    {
        if (!m_name.isEmpty())
            run(QStringLiteral("userdel"), {m_name});
    }
    ThrowAwayUser(const ThrowAwayUser &) = delete;
    ThrowAwayUser &operator=(const ThrowAwayUser &) = delete;
    QString name() const { return m_name; }

private:
    static int run(const QString &program, const QStringList &arguments, const QByteArray &input = {})
    {
        QProcess process;
        process.start(program, arguments);
        process.write(input);
        process.closeWriteChannel();
        return process.waitForFinished() ? process.exitCode() : -1;
    }
    QString m_name;
};

SshSecrets password(const char *text)
{
    return {Secret(QByteArray(text)), {}};
}

} // namespace

class SshConnectTest : public QObject {
    Q_OBJECT

    QTemporaryDir home;
    std::unique_ptr<TestSshd> server;
    int round = 0;

    SshTimes times() const
    {
        SshTimes result;
        result.banner = 1s;
        return result;
    }
    QString knownHosts() const { return home.filePath(QStringLiteral("profile/known_hosts")); }

    Result<std::unique_ptr<SshSession>> connect(const SshTarget &target, const SshSecrets &secrets = {},
                                                std::chrono::milliseconds limit = 20s, std::stop_token stop = {})
    {
        LibsshConnector connector(knownHosts(), times());
        return connector.connect(target, secrets, limit, std::move(stop));
    }
    SshTarget fresh() ///< with an alias of its own
    {
        SshTarget target = server->target();
        target.hostKeyAlias = QStringLiteral("fresh-%1").arg(++round);
        return target;
    }
    static QByteArray runIn(SshSession &session)
    {
        ShellScript script;
        script.text = "echo in";
        const auto exit = session.run(script, {}, {});
        return exit ? exit->out : QByteArray();
    }
    QString makeKey(const QString &name, const QStringList &more = {})
    {
        const QString path = home.filePath(name);
        TestSshd::keygen(QStringList{QStringLiteral("-q"), QStringLiteral("-f"), path}
                         + (more.isEmpty() ? QStringList{QStringLiteral("-N"), QString()} : more));
        return path;
    }

#define REFUSED(result, expected)                                                                                                          \
    do {                                                                                                                                   \
        QVERIFY(!(result));                                                                                                                \
        QVERIFY2((result).error().cause == (expected),                                                                                     \
                 qPrintable(slug((result).error().cause) + QStringLiteral(": ") + (result).error().detail));                               \
    } while (false)
#define IN(result)                                                                                                                         \
    do {                                                                                                                                   \
        QVERIFY2((result), (result) ? "" : qPrintable(slug((result).error().cause) + QStringLiteral(": ") + (result).error().detail));     \
        QCOMPARE(runIn(**(result)), QByteArray("in\n"));                                                                                   \
    } while (false)

private slots:
    void initTestCase()
    {
        if (const QString problem = TestSshd::problem(); !problem.isEmpty())
            QSKIP(qPrintable(problem));
        server = std::make_unique<TestSshd>(
            TestSshd::Options{{}, {QStringLiteral("ed25519"), QStringLiteral("ecdsa"), QStringLiteral("rsa")}, 0});
        QVERIFY(server->start());
    }

    void wrongHost()
    {
        SshTarget target = fresh();
        for (const char *host : {"no-such-host.invalid", "", "-oProxyCommand=x", "a b"}) {
            target.host = QString::fromLatin1(host);
            const auto result = connect(target);
            REFUSED(result, Cause::HostNotFound);
            QCOMPARE(result.error().params.value(QStringLiteral("host")), target.host);
        }
    }

    void closedPort()
    {
        SshTarget target = fresh();
        target.port = TestSshd::freePort();
        REFUSED(connect(target), Cause::ConnectionRefused);
        target.host = QStringLiteral("localhost"); // may be ::1 first
        REFUSED(connect(target), Cause::ConnectionRefused);
        target.port = server->port();
        IN(connect(target));
    }

    void hostileServers_data()
    {
        QTest::addColumn<FakeHostileServer::Behaviour>("behaviour");
        QTest::addColumn<Cause>("cause");
        using B = FakeHostileServer::Behaviour;
        QTest::newRow("silent") << B(waitForStop) << Cause::SshNoBanner;
        QTest::newRow("closes at once") << B([](int, const std::stop_token &) {}) << Cause::SshNoBanner;
        QTest::newRow("endless lines") << B([](int fd, const std::stop_token &stop) {
            flood(fd, stop, QByteArray("welcome to my ssh server\r\n"));
        }) << Cause::SshNoBanner;
        QTest::newRow("one endless line") << B([](int fd, const std::stop_token &stop) { flood(fd, stop, QByteArray(4096, 'x')); })
                                          << Cause::SshNoBanner;
        QTest::newRow("binary junk") << B([](int fd, const std::stop_token &stop) {
            flood(fd, stop, QByteArray("\x00\x01\xff\x80\x16\x03", 6));
        }) << Cause::SshNoBanner;
        QTest::newRow("a web server") << B([](int fd, const std::stop_token &) { say(fd, "HTTP/1.1 400 Bad Request\r\n\r\n"); })
                                      << Cause::SshNoBanner;
        QTest::newRow("old protocol") << B([](int fd, const std::stop_token &stop) {
            say(fd, "SSH-1.5-OpenSSH_1.2\r\n");
            waitForStop(fd, stop);
        }) << Cause::SshProtocol;
        QTest::newRow("junk after the banner") << B([](int fd, const std::stop_token &stop) {
            say(fd, "SSH-2.0-x\r\n");
            flood(fd, stop, QByteArray(4096, '\xaa'));
        }) << Cause::SshProtocol;
        QTest::newRow("closes in the key exchange") << B([](int fd, const std::stop_token &) {
            say(fd, "SSH-2.0-x\r\n");
            char buffer[4096];
            while (::recv(fd, buffer, sizeof buffer, 0) > 0 && buffer[0] == 'S') { }
        }) << Cause::ConnectionLost;
        QTest::newRow("silent after the banner") << B([](int fd, const std::stop_token &stop) {
            say(fd, "SSH-2.0-x\r\n");
            waitForStop(fd, stop);
        }) << Cause::ConnectionTimeout;
    }
    void hostileServers()
    {
        QFETCH(FakeHostileServer::Behaviour, behaviour);
        QFETCH(Cause, cause);
        FakeHostileServer hostile(behaviour);
        SshTarget target = fresh();
        target.port = hostile.port();
        const bool silent = cause == Cause::ConnectionTimeout || cause == Cause::SshNoBanner;
        const auto result = connect(target, {}, silent ? 2500ms : 15000ms); // who says nothing is waited for
        REFUSED(result, cause);
        QCOMPARE(result.error().params.value(QStringLiteral("port")), QString::number(hostile.port()));
    }

    void cancelWhileWaiting()
    {
        FakeHostileServer silent(waitForStop);
        SshTarget target = fresh();
        target.port = silent.port();
        std::stop_source source;
        QElapsedTimer sinceStop;
        std::jthread stopper([&] {
            std::this_thread::sleep_for(200ms);
            sinceStop.start();
            source.request_stop();
        });
        LibsshConnector patient(knownHosts());
        const auto result = patient.connect(target, {}, 60s, source.get_token());
        const qint64 took = sinceStop.elapsed();
        REFUSED(result, Cause::Cancelled);
        QVERIFY2(took < 20'000, qPrintable(QString::number(took)));
    }

    void unknownHostKeyIsNeverTrusted()
    {
        SshTarget target = fresh();
        target.trustedHostKeys.clear();
        auto result = connect(target);
        REFUSED(result, Cause::SshHostKeyUnknown);
        QCOMPARE(result.error().params.value(QStringLiteral("fingerprint")), server->fingerprint());
        QCOMPARE(result.error().params.value(QStringLiteral("type")), QStringLiteral("ssh-ed25519"));
        QCOMPARE(result.error().params.value(QStringLiteral("host")), target.host);
        target.trustedHostKeys = {QStringLiteral("SHA256:somethingelse")};
        result = connect(target);
        REFUSED(result, Cause::SshHostKeyUnknown);
        QCOMPARE(result.error().params.value(QStringLiteral("type")), QStringLiteral("ssh-ed25519"));
        target.trustedHostKeys = {server->fingerprint()};
        IN(connect(target));
        target.trustedHostKeys.clear(); // kept now
        IN(connect(target));
        LibsshConnector connector(knownHosts());
        QVERIFY(connector.forgetHostKey(target.hostKeyAlias));
        REFUSED(connect(target), Cause::SshHostKeyUnknown);
        struct stat info = {};
        QCOMPARE(::stat(QFile::encodeName(knownHosts()).constData(), &info), 0);
        QCOMPARE(int(info.st_mode & 0777), 0600);
    }

    void anotherKeyOfTheServerMayBeTheTrustedOne()
    {
        for (const char *type : {"rsa", "ecdsa"}) {
            SshTarget target = fresh();
            target.trustedHostKeys = {server->fingerprint(QString::fromLatin1(type))};
            auto result = connect(target);
            IN(result);
            QCOMPARE((*result)->hostKeyFingerprint(), target.trustedHostKeys.first());
            target.trustedHostKeys.clear();
            IN(connect(target)); // and from then on it is asked for first
        }
    }

    void opensshReadsOurFile()
    {
        SshTarget target = fresh();
        IN(connect(target));
        QProcess ssh;
        ssh.start(QStringLiteral("ssh"),
                  {QStringLiteral("-F"), QStringLiteral("none"), QStringLiteral("-o"), QStringLiteral("StrictHostKeyChecking=yes"),
                   QStringLiteral("-o"), QStringLiteral("GlobalKnownHostsFile=none"), QStringLiteral("-o"),
                   QStringLiteral("UserKnownHostsFile=") + knownHosts(), QStringLiteral("-o"),
                   QStringLiteral("HostKeyAlias=") + target.hostKeyAlias, QStringLiteral("-o"), QStringLiteral("BatchMode=yes"),
                   QStringLiteral("-i"), target.keyFile, QStringLiteral("-p"), QString::number(target.port),
                   target.user + QStringLiteral("@127.0.0.1"), QStringLiteral("echo in")});
        QVERIFY(ssh.waitForFinished());
        QCOMPARE(ssh.readAllStandardOutput(), QByteArray("in\n"));
    }

    void changedHostKeyStops()
    {
        TestSshd own;
        QVERIFY(own.start());
        SshTarget target = own.target();
        IN(connect(target));
        own.stop();
        own.makeNewHostKeys();
        QVERIFY(own.start());
        target.trustedHostKeys = {own.fingerprint()}; // not even then: it was pinned
        const auto logIns = own.log().count("Accepted publickey");
        QVERIFY(logIns > 0);
        const auto result = connect(target);
        REFUSED(result, Cause::SshHostKeyChanged);
        QCOMPARE(result.error().params.value(QStringLiteral("fingerprint")), own.fingerprint());
        QCOMPARE(own.log().count("Accepted publickey"), logIns); // nothing was shown to it
        QFile file(knownHosts());
        QVERIFY(file.open(QIODevice::ReadWrite));
        QByteArray text = file.readAll(); // a line that cannot be read is no reason to trust
        text.replace(target.hostKeyAlias.toUtf8() + " ssh-ed25519 ", target.hostKeyAlias.toUtf8() + " #damaged# ");
        file.resize(0);
        file.seek(0);
        file.write(text);
        file.close();
        REFUSED(connect(target), Cause::SshHostKeyChanged);
    }

    void wrongKeyAndWrongUser()
    {
        SshTarget target = fresh();
        target.keyFile = makeKey(QStringLiteral("stranger"));
        auto result = connect(target);
        REFUSED(result, Cause::SshAuthRefused);
        QCOMPARE(result.error().params.value(QStringLiteral("user")), target.user);
        QCOMPARE(result.error().params.value(QStringLiteral("tried")), QStringLiteral("key"));
        QCOMPARE(result.error().params.value(QStringLiteral("offers")), QStringLiteral("key"));
        target = fresh();
        target.user = QStringLiteral("nobody-of-that-name");
        REFUSED(connect(target), Cause::SshAuthRefused);
        target = fresh();
        target.keyFile.clear(); // nothing at all to show
        REFUSED(connect(target), Cause::SshAuthRefused);
    }

    void keyTypes()
    {
        for (const char *type : {"rsa", "ecdsa"}) {
            SshTarget target = fresh();
            target.keyFile =
                makeKey(QString::fromLatin1(type), {QStringLiteral("-t"), QString::fromLatin1(type), QStringLiteral("-N"), QString()});
            QFile line(target.keyFile + QStringLiteral(".pub"));
            QVERIFY(line.open(QIODevice::ReadOnly));
            server->authorize(line.readAll());
            IN(connect(target));
        }
    }

    void unusableKeyFiles()
    {
        SshTarget target = fresh();
        const auto reason = [&](const QString &path) {
            target.keyFile = path;
            const auto result = connect(target);
            return result ? QStringLiteral("in")
                          : slug(result.error().cause) + QLatin1Char(' ') + result.error().params.value(QStringLiteral("reason"));
        };
        const auto file = [&](const char *name, const QByteArray &content, mode_t mode = 0600) {
            const QString path = home.filePath(QString::fromLatin1(name));
            QFile f(path);
            if (f.open(QIODevice::WriteOnly))
                f.write(content);
            f.close();
            ::chmod(QFile::encodeName(path).constData(), mode);
            return path;
        };
        QCOMPARE(reason(home.filePath(QStringLiteral("not there"))), QStringLiteral("ssh-key-unreadable missing"));
        QCOMPARE(reason(home.path()), QStringLiteral("ssh-key-unreadable not-a-key"));
        QCOMPARE(reason(file("empty", {})), QStringLiteral("ssh-key-unreadable not-a-key"));
        QCOMPARE(reason(file("junk", QByteArray(3000, '\xaa'))), QStringLiteral("ssh-key-unreadable not-a-key"));
        QCOMPARE(reason(file("ppk", "PuTTY-User-Key-File-3: ssh-ed25519\n")), QStringLiteral("ssh-key-unreadable putty"));
        QCOMPARE(reason(file("pub", "ssh-ed25519 AAAA me\n")), QStringLiteral("ssh-key-unreadable public"));
        QFile good(server->clientKey());
        QVERIFY(good.open(QIODevice::ReadOnly));
        const QByteArray key = good.readAll();
        QCOMPARE(reason(file("cut", key.left(key.size() / 2))), QStringLiteral("ssh-key-unreadable not-a-key"));
        QCOMPARE(reason(file("readable", key, 0644)), QStringLiteral("ssh-key-permissions "));
        QCOMPARE(reason(file("group", key, 0640)), QStringLiteral("ssh-key-permissions "));
        QCOMPARE(reason(file("fine", key, 0400)), QStringLiteral("in"));
    }

    void passphrase()
    {
        for (const QStringList &format :
             {QStringList{}, QStringList{QStringLiteral("-m"), QStringLiteral("PEM"), QStringLiteral("-t"), QStringLiteral("rsa")}}) {
            SshTarget target = fresh();
            target.keyFile = makeKey(QStringLiteral("locked%1").arg(format.size()),
                                     QStringList{QStringLiteral("-N"), QStringLiteral("open sesame")} + format);
            QFile line(target.keyFile + QStringLiteral(".pub"));
            QVERIFY(line.open(QIODevice::ReadOnly));
            server->authorize(line.readAll());
            auto result = connect(target);
            REFUSED(result, Cause::SshKeyPassphrase);
            QCOMPARE(result.error().params.value(QStringLiteral("given")), QStringLiteral("no"));
            result = connect(target, {{}, Secret(QByteArray("wrong"))});
            REFUSED(result, Cause::SshKeyPassphrase);
            QCOMPARE(result.error().params.value(QStringLiteral("given")), QStringLiteral("yes"));
            IN(connect(target, {{}, Secret(QByteArray("open sesame"))}));
        }
    }

    void passwords()
    {
        const ThrowAwayUser user;
        if (user.name().isEmpty())
            QSKIP("only root can make a user with a password");
        for (const char *config :
             {"PasswordAuthentication yes", "PasswordAuthentication no\nKbdInteractiveAuthentication yes\nUsePAM yes"}) {
            TestSshd own({config, {QStringLiteral("ed25519")}, 0});
            QVERIFY(own.start());
            SshTarget target = own.target();
            target.user = user.name();
            target.keyFile.clear();
            IN(connect(target, password("right pass:word")));
            const auto result = connect(target, password("wrong"));
            REFUSED(result, Cause::SshAuthRefused);
            QVERIFY(result.error()
                        .params.value(QStringLiteral("tried"))
                        .contains(config == QByteArray("PasswordAuthentication yes") ? QLatin1String("password")
                                                                                     : QLatin1String("keyboard-interactive")));
            QVERIFY(!result.error().detail.contains(QLatin1String("wrong")));
            target.keyFile = server->clientKey(); // a key that is refused, then the password
            IN(connect(target, password("right pass:word")));
        }
    }

    void agent()
    {
        QProcess agentProcess;
        const QString socket = home.filePath(QStringLiteral("agent"));
        agentProcess.start(QStringLiteral("ssh-agent"), {QStringLiteral("-D"), QStringLiteral("-a"), socket});
        QVERIFY(agentProcess.waitForStarted());
        QTRY_VERIFY(QFile::exists(socket));
        const QByteArray before = qgetenv("SSH_AUTH_SOCK");
        qputenv("SSH_AUTH_SOCK", QFile::encodeName(socket));
        const auto add = [](const QString &key) { return QProcess::execute(QStringLiteral("ssh-add"), {QStringLiteral("-q"), key}); };

        SshTarget target = fresh();
        target.useAgent = true;
        target.keyFile.clear();
        REFUSED(connect(target), Cause::SshAuthRefused); // an empty agent
        for (int i = 0; i < 3; ++i)
            QCOMPARE(add(makeKey(QStringLiteral("other%1").arg(i))), 0);
        QCOMPARE(add(server->clientKey()), 0);
        IN(connect(target));

        // Full of keys that this server does not know: it hangs up before the password's turn.
        TestSshd own({"PasswordAuthentication yes\nMaxAuthTries 3", {QStringLiteral("ed25519")}, 0});
        QVERIFY(own.start());
        SshTarget second = own.target();
        second.useAgent = true;
        second.keyFile.clear();
        const auto result = connect(second);
        REFUSED(result, Cause::SshAuthRefused);
        QCOMPARE(result.error().params.value(QStringLiteral("reason")), QStringLiteral("too-many-keys"));
        second.keyFile = own.clientKey(); // a key file: the agent is not asked at all
        IN(connect(second));
        if (const ThrowAwayUser user; !user.name().isEmpty()) {
            second.keyFile.clear();
            second.user = user.name();
            IN(connect(second, password("right pass:word")));
        }
        qputenv("SSH_AUTH_SOCK", before);
        agentProcess.kill();
        agentProcess.waitForFinished();
    }

    void jump()
    {
        TestSshd gate;
        QVERIFY(gate.start());
        QFile line(server->clientKey() + QStringLiteral(".pub"));
        QVERIFY(line.open(QIODevice::ReadOnly));
        gate.authorize(line.readAll());
        SshTarget target = fresh();
        target.jump = QStringLiteral("127.0.0.1:%1").arg(gate.port());
        // The gate's key needs a trust of its own, even if it were among the target's.
        target.trustedHostKeys += gate.fingerprint();
        auto result = connect(target);
        REFUSED(result, Cause::SshHostKeyUnknown);
        QCOMPARE(result.error().params.value(QStringLiteral("jump")), QStringLiteral("yes"));
        QCOMPARE(result.error().params.value(QStringLiteral("fingerprint")), gate.fingerprint());
        target.trustedJumpHostKeys = {gate.fingerprint()};
        result = connect(target);
        IN(result);
        QFile hosts(knownHosts());
        QVERIFY(hosts.open(QIODevice::ReadOnly));
        QVERIFY(hosts.readAll().contains("jump-127.0.0.1 ssh-ed25519 "));

        const QByteArray big(20'000'000, 'y');
        const QString path = home.filePath(QStringLiteral("through the gate"));
        QVERIFY((*result)->upload(path, big, 0600, {}));
        ShellScript cat;
        cat.text = "cat '" + QFile::encodeName(path) + "'";
        const auto exit = (*result)->run(cat, {}, {});
        QVERIFY(exit);
        QVERIFY(exit->out == big);
        QVERIFY((*result)->isAlive());
        gate.stop();
        QTRY_VERIFY(!(*result)->isAlive());

        QVERIFY(gate.start());
        SshTarget nowhere = target;
        nowhere.port = TestSshd::freePort();
        const auto unreachable = connect(nowhere);
        REFUSED(unreachable, Cause::SshJumpFailed);
        QCOMPARE(unreachable.error().params.value(QStringLiteral("reason")), QStringLiteral("target-unreachable"));
        gate.stop();
        const auto noGate = connect(target);
        REFUSED(noGate, Cause::SshJumpFailed);
        QCOMPARE(noGate.error().params.value(QStringLiteral("reason")), QStringLiteral("connection-refused"));
        target.jump = QStringLiteral("a@b@c:x");
        REFUSED(connect(target), Cause::BadValue);
    }

    void jumpForms()
    {
        QCOMPARE(parseJump(QStringLiteral("me@gate.example:2222"))->user, QStringLiteral("me"));
        QCOMPARE(parseJump(QStringLiteral("gate"))->port, 22);
        QCOMPARE(parseJump(QStringLiteral("[::1]:23"))->host, QStringLiteral("::1"));
        QCOMPARE(parseJump(QStringLiteral("gate"))->hostKeyAlias, QStringLiteral("jump-gate"));
        for (const char *bad : {"", "gate:0", "gate:99999", "-oProxyCommand=x", "a b", "a:b:c", "gate:22;rm"})
            QVERIFY2(!parseJump(QString::fromLatin1(bad)), bad);
    }

    void metacharactersInEveryField()
    {
        for (const char *nasty : {"$(touch /tmp/fl-pwned)", "`id`", "a;b", "a\nb", "'\"", "%n%s"}) {
            const QString text = QString::fromLatin1(nasty);
            SshTarget target = fresh();
            target.user = text;
            target.hostKeyAlias += text; // whatever it holds, it must be one word in the file
            const auto result = connect(target);
            QVERIFY(!result);
            QVERIFY(result.error().cause == Cause::SshAuthRefused || result.error().cause == Cause::BadValue);
            target = fresh();
            target.host = text;
            QVERIFY(!connect(target));
            target = fresh();
            target.keyFile = text;
            REFUSED(connect(target), Cause::SshKeyUnreadable);
        }
        QFile hosts(knownHosts());
        QVERIFY(hosts.open(QIODevice::ReadOnly));
        for (const QByteArray &line : hosts.readAll().trimmed().split('\n'))
            QCOMPARE(line.split(' ').size(), 3);
    }

    void makeKeyPair()
    {
        LibsshConnector connector(knownHosts());
        const QString path = home.filePath(QStringLiteral("new folder/id"));
        const auto line = connector.makeKeyPair(path, QStringLiteral("firstlight @ home\nssh-rsa EVIL"));
        QVERIFY(line);
        QVERIFY(line->startsWith(QLatin1String("ssh-ed25519 ")));
        QVERIFY(!line->contains(QLatin1Char('\n')));
        struct stat info = {};
        QCOMPARE(::stat(QFile::encodeName(path).constData(), &info), 0);
        QCOMPARE(int(info.st_mode & 0777), 0600);
        QCOMPARE(TestSshd::keygen({QStringLiteral("-y"), QStringLiteral("-f"), path}).split(' ').value(1).trimmed(),
                 line->split(QLatin1Char(' ')).value(1).toLatin1());
        server->authorize(line->toUtf8());
        SshTarget target = fresh();
        target.keyFile = path;
        IN(connect(target));
        const auto again = connector.makeKeyPair(path, QString());
        QVERIFY(!again);
        QCOMPARE(again.error().cause, Cause::LocalFile);
        IN(connect(target)); // untouched
    }

    void cutWhileConnecting()
    {
        // At every few hundred bytes of the way in: always an error of the line, never a hang or a crash.
        for (int bytes = 0; bytes < 4200; bytes += 300) {
            FakeCuttingProxy proxy(server->port());
            proxy.cutAfterDown(bytes);
            SshTarget target = fresh();
            target.port = proxy.port();
            const auto result = connect(target, {}, 10s);
            if (result)
                continue; // past the end of the log-in
            const Cause cause = result.error().cause;
            QVERIFY2(cause == Cause::SshNoBanner || cause == Cause::ConnectionLost,
                     qPrintable(slug(cause) + QString::number(bytes) + result.error().detail));
        }
    }
};

QTEST_GUILESS_MAIN(SshConnectTest)
#include "tst_ssh_connect.moc"
