// SPDX-License-Identifier: GPL-3.0-or-later
// The way to AWS against its stand-in: what is signed, what is asked again, and what each refusal becomes.
#include "backends/io/net/qt_http.h"
#include "backends/providers/aws/catalog.h"
#include "backends/providers/aws/ec2.h"
#include "backends/providers/aws/regions.h"
#include "tests/cloudsim/aws_sim.h"
#include "tests/fakes/fake_run.h"

#include <QDateTime>
#include <QTest>

using namespace fl;
using namespace fl::aws;

namespace {

/// The account that the keys belong to: what needs no permission.
Result<QString> whoAmI(Client &client, std::stop_token stop)
{
    const auto answer = client.query(QStringLiteral("sts"), QStringLiteral("GetCallerIdentity"), {}, stop);
    return answer ? Result<QString>(answer->at("GetCallerIdentityResult/Account")) : fail(answer.error());
}

} // namespace

class TestAwsClient : public QObject {
    Q_OBJECT

    QtHttp m_http;
    FakeClock m_clock;

    Access access(const AwsSim &sim, const QString &id = AwsSim::accessKeyId(), QByteArray secret = AwsSim::secretAccessKey()) const
    {
        return {{id, Secret(std::move(secret)), {}, 0, {}}, QStringLiteral("eu-central-1"), sim.url().toString(), {}};
    }
    Client client(const AwsSim &sim) { return Client(m_http, m_clock, access(sim)); }

private slots:
    void init()
    {
        m_clock.time = QDateTime::currentMSecsSinceEpoch();
        m_clock.waits.clear();
    }

    void whoWeAre()
    {
        AwsSim sim;
        Client ours(m_http, m_clock, access(sim));
        const auto identity = whoAmI(ours, {});
        QVERIFY2(identity, qPrintable(identity ? QString() : identity.error().detail));
        QCOMPARE(*identity, QStringLiteral("123456789012"));
        QCOMPARE(sim.violations(), QStringList());
        QCOMPARE(sim.operations(), QStringList{QStringLiteral("sts.GetCallerIdentity eu-central-1")});
    }

    void aWrongLogin()
    {
        AwsSim sim;
        Client unknown(m_http, m_clock, access(sim, QStringLiteral("AKIAWRONG")));
        QCOMPARE(whoAmI(unknown, {}).error().cause, Cause::CredentialsRefused);
        Client wrong(m_http, m_clock, access(sim, AwsSim::accessKeyId(), "not the secret"));
        const auto refused = whoAmI(wrong, {});
        QCOMPARE(refused.error().cause, Cause::CredentialsRefused);
        QCOMPARE(refused.error().params.value(QStringLiteral("code")), QStringLiteral("SignatureDoesNotMatch"));
        QCOMPARE(sim.operations().size(), 2); // neither is tried again
    }

    void aClockThatIsOff_data()
    {
        QTest::addColumn<int>("minutes");
        QTest::newRow("20 minutes behind") << 20;
        QTest::newRow("20 minutes ahead") << -20;
    }
    void aClockThatIsOff()
    {
        QFETCH(int, minutes);
        AwsSim sim;
        sim.setClockAhead(minutes * 60'000);
        Client ours(m_http, m_clock, access(sim));
        const auto identity = whoAmI(ours, {});
        QVERIFY2(identity, qPrintable(identity ? QString() : identity.error().detail));
        QCOMPARE(sim.operations().size(), 2); // one refusal, one answer
        QCOMPARE(qRound(double(ours.clockOffset()) / 60'000), minutes);
        QVERIFY(whoAmI(ours, {})); // from now on at once
        QCOMPARE(sim.operations().size(), 3);
        sim.refuse(QStringLiteral("GetCallerIdentity"), QStringLiteral("RequestExpired"), 5);
        QCOMPARE(whoAmI(ours, {}).error().cause, Cause::CredentialsExpired); // our clock is right by now: it is the token
        QCOMPARE(sim.operations().size(), 4);
    }

    void askedTooFast()
    {
        AwsSim sim;
        sim.refuse(QStringLiteral("GetCallerIdentity"), QStringLiteral("Throttling"), 3);
        Client ours(m_http, m_clock, access(sim));
        QVERIFY(whoAmI(ours, {}));
        QCOMPARE(m_clock.waits.size(), 3u);
        QVERIFY(m_clock.waits[0] >= std::chrono::seconds(1) && m_clock.waits[2] >= std::chrono::seconds(4));
        m_clock.waits.clear();
        sim.refuse(QStringLiteral("GetCallerIdentity"), QStringLiteral("RequestLimitExceeded"), 1, "Retry-After: 17\r\n");
        QVERIFY(whoAmI(ours, {}));
        QVERIFY(m_clock.waits.at(0) >= std::chrono::seconds(17));
        sim.refuse(QStringLiteral("GetCallerIdentity"), QStringLiteral("Throttling"), 100);
        QCOMPARE(whoAmI(ours, {}).error().cause, Cause::ProviderUnavailable); // it does end
    }

    void everyRefusalHasItsMeaning_data()
    {
        QTest::addColumn<QString>("code");
        for (const QString &code : AwsContract().errorCodes())
            QTest::newRow(qPrintable(code)) << code;
    }
    void everyRefusalHasItsMeaning()
    {
        QFETCH(QString, code);
        QVERIFY2(knownCodes().contains(code), "the contract names it, we do not");
        AwsSim sim;
        sim.refuse(QStringLiteral("DescribeVpcs"), code, 100);
        Client ours(m_http, m_clock, access(sim));
        const auto refused = ours.query(QStringLiteral("ec2"), QStringLiteral("DescribeVpcs"), {}, {});
        QVERIFY(!refused);
        QCOMPARE(refused.error().cause, meaningOf(code).cause);
        QCOMPARE(refused.error().next, meaningOf(code).next);
        QCOMPARE(refused.error().params.value(QStringLiteral("code")), code);
        if (refused.error().cause == Cause::PermissionMissing)
            QCOMPARE(refused.error().params.value(QStringLiteral("permission")), QStringLiteral("ec2:DescribeVpcs"));
    }

    void theEncodedMessageIsLeftOut()
    {
        const Error error = refusalError({QStringLiteral("UnauthorizedOperation"),
                                          QStringLiteral("You are not authorized. Encoded authorization failure message: abcdef1234")},
                                         QStringLiteral("ec2"), QStringLiteral("RunInstances"));
        QVERIFY(error.detail.startsWith(QLatin1String("You are not authorized.\n\n{")) && !error.detail.contains(QLatin1String("abcdef")));
        QVERIFY(error.detail.contains(QLatin1String("\"ec2:RunInstances\""))); // the whole list, to be handed to whoever may allow it
        QCOMPARE(error.params.value(QStringLiteral("permission")), QStringLiteral("ec2:RunInstances"));
    }

    void whatIsNoAnswerIsSaid_data()
    {
        QTest::addColumn<QByteArray>("raw");
        QTest::addColumn<QString>("why");
        const QByteArray page("<!DOCTYPE html><html><body>Welcome to the airport. Sign in</body></html>");
        QTest::newRow("a sign-in page with 200") << QByteArray(
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: " + QByteArray::number(page.size()) + "\r\n\r\n" + page)
                                                 << QStringLiteral("sign-in-page");
        QTest::newRow("a redirect") << QByteArray("HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:9/\r\nContent-Length: 0\r\n\r\n")
                                    << QStringLiteral("redirect");
        QTest::newRow("half an answer") << QByteArray("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: 9\r\n\r\n<Response")
                                        << QStringLiteral("unreadable");
    }
    void whatIsNoAnswerIsSaid()
    {
        QFETCH(QByteArray, raw);
        QFETCH(QString, why);
        AwsSim sim;
        sim.answerInstead(QStringLiteral("TerminateInstances"), raw);
        Ec2 api(std::make_shared<Client>(m_http, m_clock, access(sim)), m_clock, {});
        ResourceRecord record;
        record.kind = QStringLiteral("instance");
        record.handle = QStringLiteral("i-1");
        record.region = QStringLiteral("eu-central-1");
        const auto removed = api.remove(record, {}); // never counted as a success
        QVERIFY(!removed);
        QCOMPARE(removed.error().cause, Cause::ProviderUnavailable);
        QCOMPARE(removed.error().params.value(QStringLiteral("why")), why);
    }

    void pagesEnd()
    {
        int asked = 0;
        QVERIFY(eachPage([&](const QString &token) -> Result<QString> {
            return ++asked < 100 ? QStringLiteral("t%1").arg(asked) : (token == QLatin1String("t99") ? QString() : QStringLiteral("wrong"));
        }));
        QCOMPARE(asked, 100);
        asked = 0;
        const auto circle = eachPage([&](const QString &) -> Result<QString> { return QStringLiteral("t%1").arg(++asked % 3); });
        QVERIFY(!circle);
        QVERIFY(asked < 10);
    }

    void endpoints()
    {
        QCOMPARE(endpointOf(QStringLiteral("ec2"), QStringLiteral("us-east-1")),
                 QUrl(QStringLiteral("https://ec2.us-east-1.amazonaws.com/")));
        QCOMPARE(endpointOf(QStringLiteral("sts"), QStringLiteral("cn-north-1")),
                 QUrl(QStringLiteral("https://sts.cn-north-1.amazonaws.com.cn/")));
        QCOMPARE(endpointOf(QStringLiteral("service-quotas"), QStringLiteral("us-gov-west-1")),
                 QUrl(QStringLiteral("https://servicequotas.us-gov-west-1.amazonaws.com/")));
        QCOMPARE(endpointOf(QStringLiteral("pricing"), pricingRegion(QStringLiteral("eu-west-3"))),
                 QUrl(QStringLiteral("https://api.pricing.eu-central-1.amazonaws.com/")));
    }
};

QTEST_GUILESS_MAIN(TestAwsClient)
#include "tst_client.moc"
