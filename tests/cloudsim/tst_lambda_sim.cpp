// SPDX-License-Identifier: GPL-3.0-or-later
// Who judges the judge: what the contract of Lambda forbids is found, and the stand-in keeps its book.
#include "backends/io/net/qt_http.h"
#include "tests/cloudsim/lambda_sim.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QTest>

using namespace fl;

namespace {

LambdaContract::Request request(const QByteArray &method, const QString &path, const QByteArray &body = {})
{
    return {method, path, {}, {{"authorization", "Bearer x"}, {"content-type", "application/json"}}, body};
}

const QByteArray goodLaunch(
    R"({"region_name":"us-west-1","instance_type_name":"gpu_1x_a10","ssh_key_names":["k"],"name":"n","user_data":"#!","firewall_rulesets":[{"id":"f"}],"image":{"id":"i"}})");

} // namespace

class TestLambdaSim : public QObject {
    Q_OBJECT

    QtHttp m_http;

    QPair<int, QJsonObject> ask(const LambdaSim &sim, const QByteArray &method, const QString &path, const QByteArray &body = {},
                                const QByteArray &key = LambdaSim::apiKey())
    {
        HttpRequest request{.method = method, .body = body};
        request.url = sim.url();
        request.url.setPath(QStringLiteral("/api/v1/") + path);
        request.headers = {{"Authorization", "Bearer " + key}};
        if (!body.isEmpty())
            request.headers.emplaceBack("Content-Type", "application/json");
        const auto answer = m_http.send(request, {}, {});
        return answer ? QPair(answer->status, QJsonDocument::fromJson(answer->body).object()) : QPair(0, QJsonObject());
    }

private slots:
    void whatTheContractForbids_data()
    {
        QTest::addColumn<QByteArray>("method");
        QTest::addColumn<QString>("path");
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("wrong");
        const QString launch = QStringLiteral("/api/v1/instance-operations/launch");
        const QByteArray post("POST"), get("GET");
        const auto with = [](const char *what, const QByteArray &instead) { return QByteArray(goodLaunch).replace(what, instead); };
        QTest::newRow("a good launch") << post << launch << goodLaunch << QString();
        QTest::newRow("no such path") << get << QStringLiteral("/api/v1/machines") << QByteArray() << QStringLiteral("there is no GET");
        QTest::newRow("no such method") << QByteArray("PUT") << launch << goodLaunch << QStringLiteral("there is no PUT");
        QTest::newRow("a member it has not") << post << launch << with("\"name\"", "\"title\"") << QStringLiteral("no member title");
        QTest::newRow("one inside") << post << launch << with("{\"id\":\"f\"}", "{\"id\":\"f\",\"x\":1}") << QStringLiteral("no member x");
        QTest::newRow("one is missing") << post << launch << with("\"region_name\":\"us-west-1\",", "")
                                        << QStringLiteral("region_name is missing");
        QTest::newRow("of another type") << post << launch << with("[\"k\"]", "\"k\"") << QStringLiteral("is no array");
        QTest::newRow("a name too long") << post << launch << with("\"n\"", '"' + QByteArray(65, 'n') + '"') << QStringLiteral("too long");
        QTest::newRow("none of either image") << post << launch << with("{\"id\":\"i\"}", "{}") << QStringLiteral("is missing");
        QTest::newRow("no JSON") << post << launch << QByteArray("x=1") << QStringLiteral("no object");
        QTest::newRow("a body too many") << get << QStringLiteral("/api/v1/instances") << QByteArray("{}")
                                         << QStringLiteral("takes no body");
        const QString rulesets = QStringLiteral("/api/v1/firewall-rulesets");
        const QByteArray rules(
            R"({"name":"n","region":"r","rules":[{"protocol":"tcp","port_range":[22,22],"source_network":"1.2.3.4/32","description":""}]})");
        QTest::newRow("good rules") << post << rulesets << rules << QString();
        QTest::newRow("no protocol") << post << rulesets << QByteArray(rules).replace("tcp", "ssh") << QStringLiteral("cannot be ssh");
        QTest::newRow("half a range") << post << rulesets << QByteArray(rules).replace("[22,22]", "[22]") << QStringLiteral("too few");
        QTest::newRow("no port") << post << rulesets << QByteArray(rules).replace("[22,22]", "[0,22]") << QStringLiteral("too small");
        QTest::newRow("no IPv4") << post << rulesets << QByteArray(rules).replace("1.2.3.4/32", "2001:db8::7/128")
                                 << QStringLiteral("no range of addresses");
    }
    void whatTheContractForbids()
    {
        QFETCH(QByteArray, method);
        QFETCH(QString, path);
        QFETCH(QByteArray, body);
        QFETCH(QString, wrong);
        const QString found = LambdaContract().violations(request(method, path, body)).join(QLatin1Char('\n'));
        QVERIFY2(wrong.isEmpty() ? found.isEmpty() : found.contains(wrong), qPrintable(found));
    }

    void nobodyAsks()
    {
        LambdaContract::Request unknown = request("GET", QStringLiteral("/api/v1/instances"));
        unknown.headers.clear();
        unknown.query.insert(QStringLiteral("page"), QStringLiteral("2"));
        QCOMPARE(LambdaContract().violations(unknown).size(), 2);
    }

    void whatItAnswersItselfIsJudged()
    {
        const LambdaContract contract;
        const QString keys = QStringLiteral("listSSHKeys");
        QCOMPARE(contract.answerViolations(keys, 200, {{QStringLiteral("data"), QJsonArray()}}), QStringList());
        QVERIFY(!contract.answerViolations(keys, 200, {}).isEmpty());
        QVERIFY(!contract.answerViolations(keys, 418, {}).isEmpty());
        QVERIFY(!contract.answerViolations(keys, 200, {{QStringLiteral("data"), QJsonArray{QJsonObject{}}}}).isEmpty());
        QCOMPARE(contract.statusOf(QStringLiteral("launchInstance"), QStringLiteral("global/invalid-address")), 403);
        QCOMPARE(contract.statusOf(keys, QStringLiteral("global/invalid-address")), 0);
        QCOMPARE(contract.errorCodes().size(), 13);
        LambdaContract::Request global = request("GET", QStringLiteral("/api/v1/firewall-rulesets/global"));
        QCOMPARE(contract.operationOf(global), QStringLiteral("getGlobalFirewallRuleset"));
        global.path = QStringLiteral("/api/v1/firewall-rulesets/f1");
        QCOMPARE(contract.operationOf(global), QStringLiteral("getFirewallRuleset"));
        QCOMPARE(contract.idIn(global), QStringLiteral("f1"));
    }

    void theBook()
    {
        LambdaSim sim;
        sim.setTime(1'000'000);
        QCOMPARE(ask(sim, "GET", QStringLiteral("instances"), {}, "wrong").first, 401);
        QCOMPARE(ask(sim, "GET", QStringLiteral("instances")).first, 429); // in the same second
        QCOMPARE(sim.askedTooFast(), 1);
        qint64 time = 1'000'000;
        const auto later = [&](qint64 ms) { sim.setTime(time += ms); };
        later(1000);
        QCOMPARE(ask(sim, "POST", QStringLiteral("ssh-keys"), R"({"name":"k","public_key":"ssh-ed25519 A"})").first, 200);
        later(1000);
        const QByteArray launch(R"({"region_name":"us-west-1","instance_type_name":"gpu_1x_a10","ssh_key_names":["k"]})");
        QCOMPARE(ask(sim, "POST", QStringLiteral("instance-operations/launch"), launch).first, 200);
        later(11'000);
        QCOMPARE(ask(sim, "POST", QStringLiteral("instance-operations/launch"), launch).first, 429);
        later(1000);
        QCOMPARE(ask(sim, "POST", QStringLiteral("instance-operations/launch"), launch).first, 200); // no tokens: another machine
        QCOMPARE(sim.instances().size(), 2u);
        later(60'000);
        QCOMPARE(sim.secondsBilled(), 12 + 60 + 60);
        sim.endAll();
        later(60'000);
        QCOMPARE(sim.secondsBilled(), 12 + 60 + 60);
        QCOMPARE(sim.violations(), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestLambdaSim)
#include "tst_lambda_sim.moc"
