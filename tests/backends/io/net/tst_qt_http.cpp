// SPDX-License-Identifier: GPL-3.0-or-later
// Requests against a server that says whatever it is told: statuses, redirects, what is too large, too late, cut, or not who it says.
#include "backends/io/net/qt_http.h"
#include "tests/fakes/fake_http_server.h"

#include <QDateTime>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <QTest>

#include <future>
#include <thread>

using namespace fl;

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
