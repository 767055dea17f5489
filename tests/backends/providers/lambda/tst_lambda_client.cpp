// SPDX-License-Identifier: GPL-3.0-or-later
// The way to Lambda against its stand-in: how fast is asked, what is asked again, what each refusal becomes, and what its sentence is.
#include "backends/io/net/qt_http.h"
#include "backends/providers/lambda/lambda_cloud.h"
#include "backends/text/text.h"
#include "tests/cloudsim/lambda_sim.h"
#include "tests/fakes/fake_run.h"

#include <QDateTime>
#include <QSet>
#include <QTest>

using namespace fl;
using namespace fl::lambda;
using namespace std::chrono_literals;

class TestLambdaClient : public QObject {
    Q_OBJECT

    QtHttp m_http;
    FakeClock m_clock;
    Pace m_pace;

    Client client(const LambdaSim &sim, QByteArray key = LambdaSim::apiKey())
    {
        return Client(m_http, m_clock, m_pace, {Secret(std::move(key)), sim.url().toString(), {}});
    }

private slots:
    void init()
    {
        m_clock.time += 3'600'000;
        m_clock.waits.clear();
        m_clock.onWait = {};
    }

    void oneRequestASecond()
    {
        LambdaSim sim;
        sim.setTime(m_clock.time);
        m_clock.onWait = [&] { sim.setTime(m_clock.time); };
        Client one = client(sim), other = client(sim); // one key, one pace
        for (int i = 0; i < 3; ++i) {
            QVERIFY(one.get(QStringLiteral("ssh-keys"), {}));
            QVERIFY(other.get(QStringLiteral("regions"), {}));
        }
        QCOMPARE(sim.askedTooFast(), 0);
        QCOMPARE(m_clock.waits, std::vector<std::chrono::milliseconds>(5, 1s)); // and not slower than that
        m_clock.waits.clear();
        const QJsonObject launch{{QStringLiteral("region_name"), QStringLiteral("us-west-1")},
                                 {QStringLiteral("instance_type_name"), QStringLiteral("gpu_1x_a10")},
                                 {QStringLiteral("ssh_key_names"), QJsonArray{QStringLiteral("k")}}};
        for (int i = 0; i < 2; ++i)
            QVERIFY(!one.ask("POST", QStringLiteral("instance-operations/launch"), launch, {})); // it has no such key
        QCOMPARE(sim.askedTooFast(), 0);
        QCOMPARE(m_clock.waits, (std::vector<std::chrono::milliseconds>{1s, 12s}));
    }

    void aClockThatIsPutBack()
    {
        LambdaSim sim;
        Client ours = client(sim);
        QVERIFY(ours.get(QStringLiteral("ssh-keys"), {}));
        m_clock.time -= 24 * 3'600'000;
        m_clock.waits.clear();
        QVERIFY(ours.get(QStringLiteral("ssh-keys"), {}));
        QVERIFY(m_clock.waits.empty());
    }

    void askedTooFast()
    {
        LambdaSim sim;
        sim.answerInstead(QStringLiteral("listSSHKeys"), "HTTP/1.1 429 Too Many\r\nRetry-After: 17\r\nContent-Length: 0\r\n\r\n");
        Client ours = client(sim);
        QVERIFY(ours.get(QStringLiteral("ssh-keys"), {}));
        QVERIFY(m_clock.waits.at(0) >= 17s);
        m_clock.waits.clear();
        sim.answerInstead(QStringLiteral("listSSHKeys"), "HTTP/1.1 429 Too Many\r\nRetry-After: -5\r\nContent-Length: 0\r\n\r\n", 100);
        const qsizetype before = sim.operations().size();
        const auto refused = ours.get(QStringLiteral("ssh-keys"), {});
        QVERIFY(!refused);
        QCOMPARE(refused.error().cause, Cause::ProviderUnavailable); // it does end
        QCOMPARE(sim.operations().size() - before, 6);
        QVERIFY(text::error(refused.error()).happened.contains(QLatin1String("Lambda")));
    }

    void theKeyIsInNoError()
    {
        LambdaSim sim;
        for (const QByteArray &key : {QByteArray("secret_wrong"), QByteArray("two words"), QByteArray("a\r\nX-Evil: 1"), QByteArray()}) {
            Client ours = client(sim, key);
            const auto refused = ours.get(QStringLiteral("ssh-keys"), {});
            QVERIFY(!refused);
            QCOMPARE(refused.error().cause, Cause::CredentialsRefused);
            QVERIFY(key.isEmpty() || !refused.error().detail.contains(QString::fromUtf8(key)));
        }
        QCOMPARE(sim.operations().size(), 1); // what is no key is not sent
        QCOMPARE(sim.violations(), QStringList());
    }

    void everyRefusalHasItsMeaning_data()
    {
        QTest::addColumn<QString>("code");
        for (const QString &code : LambdaContract().errorCodes())
            QTest::newRow(qPrintable(code)) << code;
    }
    void everyRefusalHasItsMeaning()
    {
        QFETCH(QString, code);
        QVERIFY2(knownCodes().contains(code), "the contract names it, we do not");
        static const QStringList operations{QStringLiteral("launchInstance"), QStringLiteral("restartInstance"),
                                            QStringLiteral("deleteSSHKey"), QStringLiteral("listInstances"),
                                            QStringLiteral("deleteFirewallRuleset")};
        const auto operation = std::find_if(operations.begin(), operations.end(),
                                            [&](const QString &each) { return LambdaContract().statusOf(each, code) > 0; });
        QVERIFY(operation != operations.end());
        LambdaSim sim;
        sim.refuse(*operation, code);
        Client ours = client(sim);
        static const QMap<QString, std::pair<const char *, QString>> how{{operations[0],
                                                                          {"POST", QStringLiteral("instance-operations/launch")}},
                                                                         {operations[1],
                                                                          {"POST", QStringLiteral("instance-operations/restart")}},
                                                                         {operations[2], {"DELETE", QStringLiteral("ssh-keys/1")}},
                                                                         {operations[3], {"GET", QStringLiteral("instances")}},
                                                                         {operations[4],
                                                                          {"DELETE", QStringLiteral("firewall-rulesets/1")}}};
        const auto [method, path] = how.value(*operation);
        const auto refused = ours.ask(method, path, {}, {});
        QVERIFY(!refused);
        QCOMPARE(refused.error().cause, meaningOf(code).cause);
        QCOMPARE(refused.error().next, meaningOf(code).next);
        QCOMPARE(refused.error().params.value(QStringLiteral("code")), code);
        QVERIFY(refused.error().detail.contains(QLatin1String("What it proposes.")));
    }

    void eachHasASentenceOfItsOwn()
    {
        QSet<QString> sentences;
        for (const QString &code : knownCodes()) {
            const QString sentence = text::error(refusalError({400, code, {}})).happened;
            QVERIFY2(!sentence.isEmpty() && !sentences.contains(sentence), qPrintable(code + QLatin1Char(' ') + sentence));
            sentences.insert(sentence);
        }
        QVERIFY(!sentences.contains(text::error({Cause::ProviderRefused, {}, NextAction::Retry, {}, {}}).happened));
    }

    void whatIsNoAnswerIsSaid_data()
    {
        QTest::addColumn<QByteArray>("raw");
        QTest::addColumn<QString>("why");
        const auto said = [](const QByteArray &body, const QByteArray &head = "200 OK\r\nContent-Type: application/json") {
            return "HTTP/1.1 " + head + "\r\nContent-Length: " + QByteArray::number(body.size()) + "\r\n\r\n" + body;
        };
        QTest::newRow("a sign-in page with 200")
            << said("<html>Sign in</html>", "200 OK\r\nContent-Type: text/html") << QStringLiteral("sign-in-page");
        QTest::newRow("one with 404") << said("<html>Sign in</html>", "404 Not\r\nContent-Type: text/html")
                                      << QStringLiteral("sign-in-page");
        QTest::newRow("a redirect") << said({}, "302 Found\r\nLocation: http://127.0.0.1:9/") << QStringLiteral("redirect");
        QTest::newRow("half an answer") << said("{\"data\": [") << QStringLiteral("unreadable");
        QTest::newRow("without data") << said("{}") << QStringLiteral("unreadable");
        QTest::newRow("no list") << said("{\"data\": {}}") << QStringLiteral("unreadable");
        QTest::newRow("a 404 that says nothing") << said({}, "404 Not Found") << QString();
        QTest::newRow("a 500 in Lambda's words")
            << said("{\"error\":{\"code\":\"global/not-found\",\"message\":\"\"}}", "500 Oh") << QString();
    }
    /// Never taken for "it is not there", nor for "nothing is there".
    void whatIsNoAnswerIsSaid()
    {
        QFETCH(QByteArray, raw);
        QFETCH(QString, why);
        LambdaSim sim;
        for (const char *operation : {"getInstance", "listInstances", "listSSHKeys"})
            sim.answerInstead(QLatin1String(operation), raw);
        LambdaCloud api(std::make_shared<Client>(m_http, m_clock, m_pace, Access{Secret(LambdaSim::apiKey()), sim.url().toString(), {}}),
                        m_clock, {});
        ResourceRecord record;
        record.handle = QStringLiteral("1");
        const auto judge = [&](const std::optional<Error> &error) {
            return error && error->cause == Cause::ProviderUnavailable && error->params.value(QStringLiteral("why")) == why;
        };
        for (const QLatin1String kind : {instanceKind, keyKind}) {
            record.kind = kind;
            const auto described = api.describe(record, {});
            QVERIFY(!described && judge(described.error()));
        }
        const auto listed = api.list(instanceKind, {}, {}, {});
        QVERIFY(!listed && judge(listed.error()));
    }

    void whatIsOursByName()
    {
        const QString name = nameOf(QStringLiteral("m-0123456789ab-89abcdef"), QStringLiteral("0011223344556677"));
        QVERIFY(name.size() <= 64);
        const auto marks = marksIn(name);
        QVERIFY(marks);
        QCOMPARE(marks->machine, QStringLiteral("m-0123456789ab"));
        QCOMPARE(marks->operation, QStringLiteral("m-0123456789ab-89abcdef"));
        QCOMPARE(marks->profile, QStringLiteral("0011223344556677"));
        for (const QString &other : {QString(), QStringLiteral("my machine"), QStringLiteral("fl-0123456789ab-instance"),
                                     name + QLatin1Char('0'), QLatin1Char('x') + name})
            QVERIFY(!marksIn(other));
    }
};

QTEST_GUILESS_MAIN(TestLambdaClient)
#include "tst_lambda_client.moc"
