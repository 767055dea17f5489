// SPDX-License-Identifier: GPL-3.0-or-later
// limit: 300
// Against a real sshd and a real TLS server.
#include "backends/io/tunnel/tunnel_opener.h"
#include "tests/fakes/fake_cutting_proxy.h"
#include "tests/fakes/fake_tls_server.h"
#include "tests/fakes/test_sshd.h"

#include <QCryptographicHash>
#include <QElapsedTimer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>

#include <thread>

using namespace fl;
using namespace std::chrono_literals;

namespace {

/// One request over a connection of its own; everything that comes back until the other side ends, or "" + a warning.
QByteArray fetch(int port, const QByteArray &request, int limitMs = 20000)
{
    QTcpSocket socket;
    socket.connectToHost(QStringLiteral("127.0.0.1"), static_cast<quint16>(port));
    if (!socket.waitForConnected(5000))
        return {};
    socket.write(request);
    QByteArray answer;
    QElapsedTimer timer;
    timer.start();
    while (socket.state() == QAbstractSocket::ConnectedState && timer.elapsed() < limitMs) {
        socket.waitForReadyRead(100);
        answer += socket.readAll();
    }
    return answer + socket.readAll();
}

QByteArray get(const QByteArray &path)
{
    return "GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1:1234\r\n\r\n";
}

QByteArray post(const QByteArray &body)
{
    return "POST /count HTTP/1.1\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
}

QByteArray body(const QByteArray &answer)
{
    return answer.sliced(qMax<qsizetype>(0, answer.indexOf("\r\n\r\n") + 4));
}

QByteArray sha256(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex();
}

} // namespace

class TunnelTest : public QObject {
    Q_OBJECT

    QTemporaryDir home;
    std::unique_ptr<TestSshd> sshd;

    static SshTimes impatient()
    {
        SshTimes times = LibsshTunnelOpener::usualTimes();
        times.keepAlive = 300ms;
        times.dead = 1500ms;
        return times;
    }

    std::unique_ptr<Tunnel> open(const TunnelSpec &spec, const SshTimes &times = LibsshTunnelOpener::usualTimes())
    {
        LibsshTunnelOpener opener(home.filePath(QStringLiteral("known_hosts")), times);
        auto tunnel = opener.open(spec, {}, {});
        if (!tunnel)
            qWarning("%s: %s", qPrintable(slug(tunnel.error().cause)), qPrintable(tunnel.error().detail));
        return tunnel ? std::move(*tunnel) : nullptr;
    }

    TunnelSpec spec(const FakeTlsServer &server, bool raw = false) const
    {
        TunnelSpec result;
        result.target = sshd->target();
        result.remotePort = server.port();
        if (!raw)
            result.pinnedSha256 = QString::fromLatin1(server.fingerprint());
        return result;
    }

private slots:
    void initTestCase()
    {
        if (const QString problem = TestSshd::problem(); !problem.isEmpty())
            QSKIP(qPrintable(problem));
        sshd = std::make_unique<TestSshd>();
        QVERIFY(sshd->start());
    }

    void carriesHttpToPinnedTls()
    {
        FakeTlsServer server;
        const auto tunnel = open(spec(server));
        QVERIFY(tunnel);
        QVERIFY(tunnel->localPort() > 0);
        QCOMPARE(body(fetch(tunnel->localPort(), get("/bytes/1000"))), FakeTlsServer::pattern(1000));
        QVERIFY(server.lastHead().contains("\r\nHost: 127.0.0.1:1234\r\n")); // untouched
        QCOMPARE(tunnel->state().link, TunnelState::Link::Up);
        QTRY_VERIFY(tunnel->state().bytesDown > 1000); // counted behind the sending
        QVERIFY(!tunnel->failure());
    }

    void local()
    {
        FakeTlsServer server;
        TunnelSpec s = spec(server);
        s.local = true;
        s.target = {};
        const auto tunnel = open(s);
        QVERIFY(tunnel);
        QCOMPARE(body(fetch(tunnel->localPort(), get("/bytes/3000000"))), FakeTlsServer::pattern(3'000'000));
        const QByteArray up = FakeTlsServer::pattern(3'000'000);
        QCOMPARE(body(fetch(tunnel->localPort(), post(up))), sha256(up));
    }

    void raw()
    {
        FakeTlsServer server(false);
        const auto tunnel = open(spec(server, true));
        QVERIFY(tunnel);
        QCOMPARE(body(fetch(tunnel->localPort(), get("/bytes/1000"))), FakeTlsServer::pattern(1000));
    }

    void fiftyMegabytes_data()
    {
        QTest::addColumn<bool>("tls");
        QTest::newRow("tls") << true;
        QTest::newRow("raw") << false;
    }
    void fiftyMegabytes()
    {
        QFETCH(bool, tls);
        FakeTlsServer server(tls);
        const auto tunnel = open(spec(server, !tls));
        QVERIFY(tunnel);
        const QByteArray expected = FakeTlsServer::pattern(50'000'000);
        QVERIFY(body(fetch(tunnel->localPort(), get("/bytes/50000000"))) == expected);
        QCOMPARE(body(fetch(tunnel->localPort(), post(expected))), sha256(expected));
    }

    void slowReaderHoldsNobodyUp()
    {
        FakeTlsServer server;
        const auto tunnel = open(spec(server));
        QVERIFY(tunnel);
        QTcpSocket slow;
        slow.setReadBufferSize(4096);
        slow.connectToHost(QStringLiteral("127.0.0.1"), static_cast<quint16>(tunnel->localPort()));
        QVERIFY(slow.waitForConnected());
        slow.write(get("/bytes/60000000"));
        QVERIFY(slow.waitForReadyRead());
        QTest::qWait(300);
        const quint64 before = tunnel->state().bytesDown;
        QCOMPARE(body(fetch(tunnel->localPort(), get("/bytes/1000000"))), FakeTlsServer::pattern(1'000'000));
        // What the slow one does not read is not taken in without bound either.
        QVERIFY2(tunnel->state().bytesDown < 30'000'000, qPrintable(QString::number(before)));
        slow.setReadBufferSize(0);
        QByteArray all;
        while (all.size() < 60'000'000 && slow.waitForReadyRead(5000))
            all += slow.readAll();
        QVERIFY(body(all) == FakeTlsServer::pattern(60'000'000));
    }

    void halfClose()
    {
        FakeTlsServer server(false);
        const auto tunnel = open(spec(server, true));
        QVERIFY(tunnel);
        const int fd = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address = {};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<uint16_t>(tunnel->localPort()));
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        QCOMPARE(::connect(fd, reinterpret_cast<sockaddr *>(&address), sizeof address), 0);
        const QByteArray request = get("/echo") + "hello ";
        QCOMPARE(::send(fd, request.constData(), size_t(request.size()), 0), ssize_t(request.size()));
        ::shutdown(fd, SHUT_WR); // our end; the answer must still come
        QByteArray answer;
        char buffer[100];
        for (ssize_t n; (n = ::recv(fd, buffer, sizeof buffer, 0)) > 0;)
            answer.append(buffer, n);
        ::close(fd);
        QCOMPARE(answer, QByteArray("hello bye"));
    }

    void hundredAtOnce()
    {
        FakeTlsServer server;
        const auto tunnel = open(spec(server));
        QVERIFY(tunnel);
        std::atomic_int right = 0;
        const QByteArray expected = FakeTlsServer::pattern(200'000);
        {
            std::vector<std::jthread> threads;
            for (int i = 0; i < 100; ++i)
                threads.emplace_back([&] { right += body(fetch(tunnel->localPort(), get("/bytes/200000"), 40000)) == expected ? 1 : 0; });
        }
        QCOMPARE(right.load(), 100);
    }

    void wrongCertificateGetsNothing()
    {
        FakeTlsServer server;
        TunnelSpec s = spec(server);
        server.makeNewCertificate();
        const auto tunnel = open(s);
        QVERIFY(tunnel);
        const QByteArray answer = fetch(tunnel->localPort(), get("/secret-path"));
        QVERIFY2(answer.startsWith("HTTP/1.1 502 "), answer.constData());
        QVERIFY(answer.contains("FL-TUNNEL-PIN-MISMATCH"));
        QCOMPARE(server.plainBytes(), 0);
        QTRY_VERIFY(tunnel->failure()); // the page is sent first
        QCOMPARE(tunnel->failure()->cause, Cause::TunnelPinMismatch);
        QVERIFY(fetch(tunnel->localPort(), get("/again")).startsWith("HTTP/1.1 502 ")); // and so on
    }

    void nobodyListening()
    {
        TunnelSpec s;
        s.target = sshd->target();
        s.remotePort = TestSshd::freePort();
        s.pinnedSha256 = QString(64, QLatin1Char('a'));
        const auto tunnel = open(s);
        QVERIFY(tunnel);
        const QByteArray answer = fetch(tunnel->localPort(), get("/"));
        QVERIFY2(answer.startsWith("HTTP/1.1 502 ") && answer.contains("FL-JUPYTER-NOT-RUNNING"), answer.constData());
        QVERIFY(!tunnel->failure()); // it may start yet
        FakeTlsServer late(true, s.remotePort);
        TunnelSpec right = s;
        right.pinnedSha256 = QString::fromLatin1(late.fingerprint());
        const auto second = open(right);
        QVERIFY(second);
        QCOMPARE(body(fetch(second->localPort(), get("/bytes/10"))), FakeTlsServer::pattern(10));
    }

    void localPortTaken()
    {
        QTcpServer taken;
        QVERIFY(taken.listen(QHostAddress::LocalHost));
        FakeTlsServer server;
        TunnelSpec s = spec(server);
        s.localPort = taken.serverPort();
        LibsshTunnelOpener opener(home.filePath(QStringLiteral("known_hosts")));
        const auto tunnel = opener.open(s, {}, {});
        QVERIFY(!tunnel);
        QCOMPARE(tunnel.error().cause, Cause::LocalPortTaken);
        QCOMPARE(tunnel.error().params.value(QStringLiteral("port")), QString::number(taken.serverPort()));
        s.localPort = TestSshd::freePort();
        const auto second = open(s);
        QVERIFY(second);
        QCOMPARE(second->localPort(), s.localPort);
    }

    void forwardingForbidden()
    {
        TestSshd strict({"AllowTcpForwarding no", {QStringLiteral("ed25519")}, 0});
        QVERIFY(strict.start());
        FakeTlsServer server;
        TunnelSpec s = spec(server);
        s.target = strict.target();
        LibsshTunnelOpener opener(home.filePath(QStringLiteral("known_hosts")));
        const auto tunnel = opener.open(s, {}, {});
        QVERIFY(!tunnel);
        QCOMPARE(slug(tunnel.error().cause), slug(Cause::SshForwardRefused));
    }

    void comesBackAfterACut()
    {
        FakeTlsServer server;
        FakeCuttingProxy proxy(sshd->port());
        TunnelSpec s = spec(server);
        s.target.port = proxy.port();
        const auto tunnel = open(s, impatient());
        QVERIFY(tunnel);
        QCOMPARE(body(fetch(tunnel->localPort(), get("/bytes/10"))), FakeTlsServer::pattern(10));
        proxy.setDown(true);
        QTRY_VERIFY(tunnel->state().link != TunnelState::Link::Up);
        QTest::qWait(1500);
        proxy.setDown(false);
        // A browser that comes while the link is down waits for it.
        QCOMPARE(body(fetch(tunnel->localPort(), get("/bytes/10"))), FakeTlsServer::pattern(10));
        QCOMPARE(tunnel->state().link, TunnelState::Link::Up);
        QVERIFY(!tunnel->failure());
    }

    void comesBackAfterAFrozenLine()
    {
        FakeTlsServer server;
        FakeCuttingProxy proxy(sshd->port());
        TunnelSpec s = spec(server);
        s.target.port = proxy.port();
        const auto tunnel = open(s, impatient());
        QVERIFY(tunnel);
        QTRY_VERIFY(tunnel->state().latency.count() > 0); // the keep-alive at work
        proxy.freeze();
        QTRY_VERIFY(tunnel->state().link != TunnelState::Link::Up);
        proxy.thaw();
        QTRY_COMPARE_WITH_TIMEOUT(tunnel->state().link, TunnelState::Link::Up, 10'000);
        QCOMPARE(body(fetch(tunnel->localPort(), get("/bytes/10"))), FakeTlsServer::pattern(10));
    }

    void givesUpOnAChangedHostKey()
    {
        TestSshd own;
        QVERIFY(own.start());
        FakeTlsServer server;
        TunnelSpec s = spec(server);
        s.target = own.target();
        const auto tunnel = open(s, impatient());
        QVERIFY(tunnel);
        own.stop();
        own.makeNewHostKeys();
        QVERIFY(own.start());
        QTRY_VERIFY_WITH_TIMEOUT(tunnel->failure(), 15'000);
        QCOMPARE(slug(tunnel->failure()->cause), slug(Cause::SshHostKeyChanged));
        QVERIFY(fetch(tunnel->localPort(), get("/")).startsWith("HTTP/1.1 502 "));
    }

    void closesInTheMiddleOfATransfer()
    {
        FakeTlsServer server;
        auto tunnel = open(spec(server));
        QVERIFY(tunnel);
        QTcpSocket socket;
        socket.setReadBufferSize(4096);
        socket.connectToHost(QStringLiteral("127.0.0.1"), static_cast<quint16>(tunnel->localPort()));
        QVERIFY(socket.waitForConnected());
        socket.write(get("/bytes/60000000"));
        QVERIFY(socket.waitForReadyRead());
        tunnel.reset(); // while nobody reads: a close that waited for the browser would never end
    }
};

QTEST_GUILESS_MAIN(TunnelTest)
#include "tst_tunnel.moc"
