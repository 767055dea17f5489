// SPDX-License-Identifier: GPL-3.0-or-later
// The rows C09 to C15 of the fault table in which what stands between the program and AWS, or in its place, is wrong.
#include "tests/bench/delay_proxy.h"
#include "tests/cloudsim/aws_account.h"
#include "tests/fakes/fake_stream.h"
#include "tests/fakes/memory_peak.h"

#include <QtTest>

using namespace fl;

class TestCloudNetwork : public QObject {
    Q_OBJECT

private slots:
    /// No length is said, and it does not end: held is little of it all the same.
    void C09_anAnswerWithoutEnd()
    {
        const FakeStream endless("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n<a>", QByteArray("<b>c</b>").repeated(8192),
                                 qint64(1) << 30);
        Account account;
        account.choices.provider.insert(QStringLiteral("endpoint"), QStringLiteral("http://127.0.0.1:%1/").arg(endless.port()));
        const MemoryPeak peak;
        const auto made = account.setUp();
        QVERIFY(!made);
        QCOMPARE(slug(made.error().cause), slug(Cause::ProviderUnavailable));
        QCOMPARE(made.error().params.value(QStringLiteral("why")), QStringLiteral("too-large"));
        QVERIFY2(peak.grownMiB() < 64, qPrintable(QString::number(peak.grownMiB())));
    }

    void C10_whoeverCannotProveToBeAwsIsTurnedAway_data()
    {
        QTest::addColumn<int>("madeDaysAgo");
        QTest::addColumn<bool>("known");
        QTest::addColumn<bool>("otherHost");
        QTest::newRow("self-signed") << 0 << false << false;
        QTest::newRow("expired") << 3000 << true << false;
        QTest::newRow("another host's") << 0 << true << true;
    }
    void C10_whoeverCannotProveToBeAwsIsTurnedAway()
    {
        QFETCH(int, madeDaysAgo);
        QFETCH(bool, known);
        QFETCH(bool, otherHost);
        const Certificate certificate =
            *makeCertificate(QStringLiteral("impostor"), QDateTime::currentMSecsSinceEpoch() - madeDaysAgo * 86'400'000LL);
        const FakeHttpServer impostor([](const QByteArray &) { return http("text/xml", "<a/>"); }, certificate);
        // What is at this address has a certificate for others.
        const bench::DelayProxy elsewhere(static_cast<std::uint16_t>(impostor.port()), std::chrono::microseconds(0), 0, "127.0.0.2");
        Account account;
        account.choices.provider.insert(QStringLiteral("endpoint"),
                                        otherHost ? QStringLiteral("https://127.0.0.2:%1/").arg(elsewhere.port())
                                                  : impostor.url().toString());
        QFile authority(account.home.filePath(QStringLiteral("ca.pem")));
        QVERIFY(authority.open(QIODevice::WriteOnly) && authority.write(certificate.pem) > 0);
        authority.close();
        if (known)
            account.choices.network.caFile = authority.fileName();
        const auto made = account.setUp();
        QVERIFY(!made);
        QVERIFY2(made.error().cause == Cause::TlsRefused, qPrintable(slug(made.error().cause)));
        QVERIFY(impostor.requests().isEmpty()); // no signature was shown to it
        QCOMPARE(account.world.book(), QStringList());
    }

    void C11_aNameThatNobodyKnows()
    {
        Account account;
        account.choices.provider.insert(QStringLiteral("endpoint"), QStringLiteral("https://ec2.no-such-place.invalid/"));
        const auto made = account.setUp();
        QVERIFY(!made);
        QVERIFY2(made.error().cause == Cause::HostNotFound, qPrintable(slug(made.error().cause)));
        QCOMPARE(made.error().params.value(QStringLiteral("host")), QStringLiteral("ec2.no-such-place.invalid"));
        QVERIFY(account.operations->list()->empty());
    }

    void C12_theProxyIsNamed_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("why");
        QTest::newRow("wants a login") << QByteArray("HTTP/1.1 407 Login\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: "
                                                     "0\r\n\r\n")
                                       << QStringLiteral("login");
        QTest::newRow("lets nothing through") << QByteArray("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n") << QStringLiteral("blocked");
    }
    void C12_theProxyIsNamed()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QString, why);
        const FakeHttpServer proxy([answer](const QByteArray &) { return answer; });
        Account account;
        account.choices.provider.insert(QStringLiteral("endpoint"), QStringLiteral("https://ec2.example.com/"));
        account.choices.network.proxy = QStringLiteral("http://127.0.0.1:%1").arg(proxy.port());
        const auto made = account.setUp();
        QVERIFY(!made);
        QVERIFY2(made.error().cause == Cause::ProxyRefused, qPrintable(slug(made.error().cause)));
        QCOMPARE(made.error().params.value(QStringLiteral("proxy")), account.choices.network.proxy);
        QCOMPARE(made.error().params.value(QStringLiteral("why")), why);
        QVERIFY(text::error(made.error()).happened.contains(account.choices.network.proxy));
        QVERIFY(account.operations->list()->empty());
    }

    void C15_aRedirectLeadsNowhere()
    {
        const FakeHttpServer other([](const QByteArray &) { return http("text/xml", "<a/>"); });
        Account account;
        account.sim().answerInstead(QStringLiteral("ImportKeyPair"),
                                    "HTTP/1.1 307 Moved\r\nLocation: " + other.url().toEncoded() + "\r\nContent-Length: 0\r\n\r\n", 100);
        const auto made = account.setUp();
        QVERIFY(!made);
        QCOMPARE(made.error().params.value(QStringLiteral("why")), QStringLiteral("redirect"));
        QVERIFY(other.requests().isEmpty()); // no login has gone there
        account.sim().recover();
        QCOMPARE(account.endsWell(), QString());
    }
};

QTEST_GUILESS_MAIN(TestCloudNetwork)
#include "tst_cloud_network.moc"
