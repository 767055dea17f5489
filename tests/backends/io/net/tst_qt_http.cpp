// SPDX-License-Identifier: GPL-3.0-or-later
// Requests against a server that says whatever it is told: statuses, redirects, what is too large, too late, cut, or not who it says.
#include "backends/io/net/qt_http.h"
#include "tests/fakes/fake_http_server.h"
#include "tests/fakes/fake_stream.h"
#include "tests/fakes/memory_peak.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include <future>
#include <thread>

#include <dlfcn.h>
#include <netdb.h>

using namespace fl;

static std::atomic_bool knowsTwoLocalhosts = false;

/// This computer's resolver, which finds "localhost" at ::1 first and at 127.0.0.1 then, as where a name has both; what is bound to a
/// program takes it in place of the C library's.
extern "C" int getaddrinfo(const char *name, const char *service, const addrinfo *hints, addrinfo **found)
{
    static const auto real = reinterpret_cast<decltype(&getaddrinfo)>(::dlsym(RTLD_NEXT, "getaddrinfo"));
    if (!knowsTwoLocalhosts || !name || qstrcmp(name, "localhost") != 0)
        return real(name, service, hints, found);
    addrinfo *other = nullptr;
    if (const int failed = real("::1", service, nullptr, found))
        return failed;
    if (const int failed = real("127.0.0.1", service, nullptr, &other)) {
        ::freeaddrinfo(*found);
        return failed;
    }
    addrinfo *last = *found;
    while (last->ai_next)
        last = last->ai_next;
    last->ai_next = other;
    return 0;
}

namespace {

QByteArray answer(int status, const QByteArray &body, const QByteArray &headers = {})
{
    return "HTTP/1.1 " + QByteArray::number(status) + " Said\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n" + headers
        + "\r\n" + body;
}

FakeHttpScript always(const QByteArray &bytes)
{
    return [bytes](const QByteArray &) { return bytes; };
}

Certificate identity()
{
    return makeCertificate(QStringLiteral("cloud.example"), QDateTime::currentMSecsSinceEpoch(), 7).value();
}

} // namespace

class TestQtHttp : public QObject {
    Q_OBJECT

    QtHttp m_http;

    Result<HttpAnswer> get(const QUrl &url, const HttpSettings &settings = {})
    {
        return m_http.send({.url = url, .limit = std::chrono::seconds(20)}, settings, {});
    }

private slots:
    void everyStatusIsAnAnswer_data()
    {
        QTest::addColumn<int>("status");
        for (const int status : {200, 301, 400, 401, 403, 404, 412, 429, 500, 503})
            QTest::addRow("%d", status) << status;
    }
    void everyStatusIsAnAnswer()
    {
        QFETCH(int, status);
        FakeHttpServer server(always(answer(status, "<Response/>", "X-Said: yes\r\n")));
        const auto got = get(server.url());
        QVERIFY2(got, qPrintable(got ? QString() : got.error().detail));
        QCOMPARE(got->status, status);
        QCOMPARE(got->body, QByteArray("<Response/>"));
        QCOMPARE(headerOf(got->headers, "x-said"), QByteArray("yes"));
    }

    void whatIsSentArrivesAsItIs()
    {
        FakeHttpServer server(always(answer(200, "ok")));
        HttpRequest request{.method = "POST", .url = server.url(QStringLiteral("/p?q=1")), .body = "Action=Say&Text=%26"};
        request.headers = {{"Authorization", "AWS4 …"}, {"Content-Type", "application/x-www-form-urlencoded"}};
        QVERIFY(m_http.send(request, {}, {}));
        const QByteArray heard = server.requests().value(0);
        QVERIFY2(heard.startsWith("POST /p?q=1 HTTP/1.1\r\n"), heard.constData());
        QVERIFY2(heard.contains("\r\nAuthorization: AWS4 …\r\n"), heard.constData());
        QVERIFY2(heard.endsWith("\r\n\r\nAction=Say&Text=%26"), heard.constData());
    }

    void aRedirectIsNotFollowed()
    {
        FakeHttpServer other(always(answer(200, "stolen")));
        FakeHttpServer server(always(answer(302, {}, "Location: " + other.url().toEncoded() + "\r\n")));
        const auto got = get(server.url());
        QVERIFY(got);
        QCOMPARE(got->status, 302);
        QVERIFY(other.requests().isEmpty());
    }

    void tooMuchIsCutOff()
    {
        FakeHttpServer server(always(answer(200, QByteArray(3 << 20, 'x'))));
        const auto got = m_http.send({.url = server.url(), .mostBytes = 1 << 20}, {}, {});
        QVERIFY(!got);
        QCOMPARE(got.error().cause, Cause::ProviderUnavailable);
        QCOMPARE(got.error().params.value(QStringLiteral("why")), QStringLiteral("too-large"));
    }

    void whatHasNoEndIsCutOff_data()
    {
        QTest::addColumn<QByteArray>("head");
        QTest::addColumn<QByteArray>("piece");
        const QByteArray zeros = qCompress(QByteArray(512 << 20, '\0'), 9).mid(4); // packed as HTTP's deflate wants it
        QTest::newRow("no length is said") << QByteArray("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n") << QByteArray(1 << 16, ' ');
        QTest::newRow("in chunks") << QByteArray("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n")
                                   << "10000\r\n" + QByteArray(1 << 16, ' ') + "\r\n";
        QTest::newRow("packed") << "HTTP/1.1 200 OK\r\nContent-Encoding: deflate\r\nContent-Length: " + QByteArray::number(zeros.size())
                + "\r\n\r\n" << zeros;
    }
    /// C09: what is held of it is counted, not the time it takes.
    void whatHasNoEndIsCutOff()
    {
        QFETCH(QByteArray, head);
        QFETCH(QByteArray, piece);
        const FakeStream server(head, piece, head.contains("deflate") ? piece.size() : qint64(1) << 30);
        const QUrl url(QStringLiteral("http://127.0.0.1:%1/").arg(server.port()));
        const MemoryPeak peak;
        const auto got = m_http.send({.url = url}, {}, {}); // the usual limit: 16 MiB
        QVERIFY(!got);
        QCOMPARE(got.error().cause, Cause::ProviderUnavailable);
        QCOMPARE(got.error().params.value(QStringLiteral("why")), QStringLiteral("too-large"));
        QVERIFY2(peak.grownMiB() < 64, qPrintable(QString::number(peak.grownMiB())));
        QVERIFY2(server.sent() < 64 << 20, qPrintable(QString::number(server.sent()))); // it was hung up on
    }

    void whatCameWholeIsThereWhole_data()
    {
        QTest::addColumn<bool>("packed");
        QTest::newRow("as it is") << false;
        QTest::newRow("packed") << true;
    }
    void whatCameWholeIsThereWhole()
    {
        QFETCH(bool, packed);
        QByteArray body;
        for (int i = 0; body.size() < 9 << 20; ++i)
            body += QByteArray::number(i) + ' ';
        const QByteArray wire = packed ? qCompress(body).mid(4) : body;
        FakeHttpServer server(always(answer(200, wire, packed ? "Content-Encoding: deflate\r\n" : "")));
        const auto got = get(server.url());
        QVERIFY2(got, qPrintable(got ? QString() : got.error().detail));
        QVERIFY(got->body == body);
    }

    void whatCannotBeUnpackedIsNoAnswer()
    {
        FakeHttpServer server(always(answer(200, "this was never packed", "Content-Encoding: deflate\r\n")));
        const auto got = get(server.url());
        QVERIFY(!got);
        QCOMPARE(got.error().cause, Cause::ConnectionLost);
    }

    void whoeverIsSilentIsGivenUp()
    {
        FakeHttpServer server(always({}));
        const auto got = m_http.send({.url = server.url(), .limit = std::chrono::milliseconds(300)}, {}, {});
        QVERIFY(!got);
        QCOMPARE(got.error().cause, Cause::ConnectionTimeout);
    }

    void aStopIsHeard()
    {
        FakeHttpServer server(always({}));
        std::stop_source source;
        auto asked = std::async(std::launch::async, [&] { return m_http.send({.url = server.url()}, {}, source.get_token()); });
        QTRY_COMPARE(server.requests().size(), 1);
        source.request_stop();
        const auto got = asked.get(); // does not wait for the limit of 30 s: the test's own limit would end it
        QVERIFY(!got);
        QCOMPARE(got.error().cause, Cause::Cancelled);
    }

    void whatBreaksOffIsNoAnswer()
    {
        FakeHttpServer server(always("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<Respon"));
        const auto got = get(server.url());
        QVERIFY(!got);
        QCOMPARE(got.error().cause, Cause::ConnectionLost);
    }

    void nobodyThere()
    {
        QUrl url;
        {
            FakeHttpServer server(always(answer(200, {})));
            url = server.url();
        }
        const auto got = get(url);
        QVERIFY(!got);
        QCOMPARE(got.error().cause, Cause::ConnectionRefused);
        const auto unknown = get(QUrl(QStringLiteral("https://no-such-host.invalid/")));
        QVERIFY(!unknown);
        QCOMPARE(unknown.error().cause, Cause::HostNotFound);
    }

    /// C11: the name has an address of the newer kind, too, and what is sent there is never heard of again.
    void aRoadThatLeadsNowhereIsLeftForTheOther()
    {
        FakeHttpServer server(always(answer(200, "here")));
        const FakeBlackHole hole(server.port());
        if (!hole.isHole())
            QSKIP("no IPv6 here, or none that stays silent");
        knowsTwoLocalhosts = true;
        const auto leave = qScopeGuard([] { knowsTwoLocalhosts = false; });
        const auto got =
            m_http.send({.url = QUrl(QStringLiteral("http://localhost:%1/").arg(server.port())), .limit = std::chrono::seconds(10)}, {},
                        {});
        QVERIFY2(got, qPrintable(got ? QString() : slug(got.error().cause)));
        QCOMPARE(got->body, QByteArray("here"));
    }

    void anAddressOfTheNewerKindAlone()
    {
        const FakeStream server("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\n", "here", 4, true);
        if (server.port() == 0)
            QSKIP("no IPv6 here");
        const auto got = get(QUrl(QStringLiteral("http://[::1]:%1/").arg(server.port())));
        QVERIFY2(got, qPrintable(got ? QString() : slug(got.error().cause)));
        QCOMPARE(got->body, QByteArray("here"));
        knowsTwoLocalhosts = true; // at the other address nobody listens
        const auto leave = qScopeGuard([] { knowsTwoLocalhosts = false; });
        QVERIFY(get(QUrl(QStringLiteral("http://localhost:%1/").arg(server.port()))));
    }

    void plainHttpStaysAtHome()
    {
        for (const char *url : {"http://ec2.example.com/", "ftp://127.0.0.1/", "nothing"}) {
            const auto got = get(QUrl(QLatin1String(url)));
            QVERIFY(!got);
            QCOMPARE(got.error().cause, Cause::BadValue);
        }
    }

    void aCertificateMustBeKnown()
    {
        const Certificate mine = identity();
        FakeHttpServer server(always(answer(200, "ok")), mine);
        const auto stranger = get(server.url());
        QVERIFY(!stranger);
        QCOMPARE(stranger.error().cause, Cause::TlsRefused);
        QVERIFY(!stranger.error().params.value(QStringLiteral("why")).isEmpty());
        QVERIFY(server.requests().isEmpty());

        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("ca.pem")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(mine.pem) > 0);
        file.close();
        const auto known = get(server.url(), {{}, file.fileName()});
        QVERIFY2(known, qPrintable(known ? QString() : known.error().detail));
        QCOMPARE(known->body, QByteArray("ok"));
        const auto none = get(server.url(), {{}, folder.filePath(QStringLiteral("none.pem"))});
        QVERIFY(!none);
        QCOMPARE(none.error().cause, Cause::LocalFile);
    }

    void anOldProtocolIsRefused_data()
    {
        QTest::addColumn<QString>("version");
        QTest::addColumn<bool>("refused");
        QTest::newRow("TLS 1.0") << QStringLiteral("-tls1") << true;
        QTest::newRow("TLS 1.1") << QStringLiteral("-tls1_1") << true;
        QTest::newRow("TLS 1.2") << QStringLiteral("-tls1_2") << false;
    }
    /// C10: by a server whose certificate is known, so that nothing but its protocol is in the way.
    void anOldProtocolIsRefused()
    {
        QFETCH(QString, version);
        QFETCH(bool, refused);
        const Certificate mine = identity();
        const QTemporaryDir folder;
        const auto write = [&](const char *name, QByteArrayView bytes) {
            QFile file(folder.filePath(QLatin1String(name)));
            return file.open(QIODevice::WriteOnly) && file.write(bytes.data(), bytes.size()) == bytes.size();
        };
        QVERIFY(write("certificate.pem", mine.pem));
        QVERIFY(mine.keyPem.reveal([&](QByteArrayView pem) { return write("key.pem", pem); }));
        QProcess server;
        server.setWorkingDirectory(folder.path());
        server.setProcessChannelMode(QProcess::MergedChannels);
        server.start(QStringLiteral("openssl"),
                     {QStringLiteral("s_server"), version, QStringLiteral("-cipher"), QStringLiteral("ALL:@SECLEVEL=0"),
                      QStringLiteral("-accept"), QStringLiteral("127.0.0.1:0"), QStringLiteral("-cert"), QStringLiteral("certificate.pem"),
                      QStringLiteral("-key"), QStringLiteral("key.pem"), QStringLiteral("-www")});
        const auto leave = qScopeGuard([&] {
            server.kill();
            server.waitForFinished();
        });
        static const QRegularExpression listens(QStringLiteral("ACCEPT 127\\.0\\.0\\.1:(\\d+)"));
        QByteArray said;
        QRegularExpressionMatch port;
        while (!port.hasMatch() && server.waitForReadyRead(20'000)) {
            said += server.readAll();
            port = listens.match(QString::fromLatin1(said));
        }
        if (!port.hasMatch())
            QSKIP(qPrintable(QStringLiteral("no openssl here that speaks it: ") + QString::fromLatin1(said) + server.errorString()));
        const auto got = get(QUrl(QStringLiteral("https://127.0.0.1:%1/").arg(port.captured(1))),
                             {{}, folder.filePath(QStringLiteral("certificate.pem"))});
        QCOMPARE(!got && got.error().cause == Cause::TlsRefused, refused); // openssl's own page breaks off, as it may
        QVERIFY2(!refused || !got.error().params.value(QStringLiteral("host")).isEmpty(), qPrintable(got ? QString() : got.error().detail));
    }

    void theProxyIsNamed_data()
    {
        QTest::addColumn<int>("status");
        QTest::addColumn<QString>("why");
        QTest::newRow("wants a login") << 407 << QStringLiteral("login");
        QTest::newRow("lets nothing through") << 403 << QStringLiteral("blocked");
    }
    void theProxyIsNamed()
    {
        QFETCH(int, status);
        QFETCH(QString, why);
        FakeHttpServer proxy(always(answer(status, {}, "Proxy-Authenticate: Basic realm=\"x\"\r\n")));
        const HttpSettings settings{QStringLiteral("http://127.0.0.1:%1").arg(proxy.port()), {}};
        const auto got = get(QUrl(QStringLiteral("https://ec2.example.com/")), settings);
        QVERIFY(!got);
        QCOMPARE(got.error().cause, Cause::ProxyRefused);
        QCOMPARE(got.error().params.value(QStringLiteral("proxy")), settings.proxy);
        QCOMPARE(got.error().params.value(QStringLiteral("why")), why);
        QVERIFY(proxy.requests().value(0).startsWith("CONNECT ec2.example.com:443 "));
    }

    void manyAtOnce()
    {
        FakeHttpServer server(always(answer(200, "ok")));
        std::vector<std::future<Result<HttpAnswer>>> asked;
        for (int i = 0; i < 30; ++i)
            asked.push_back(std::async(std::launch::async, [&] { return m_http.send({.url = server.url()}, {}, {}); }));
        for (auto &each : asked)
            QVERIFY(each.get());
        QCOMPARE(server.requests().size(), 30);
    }
};

QTEST_GUILESS_MAIN(TestQtHttp)
#include "tst_qt_http.moc"
