// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/providers/aws/wire.h"

#include "tests/fakes/memory_peak.h"

#include <QTest>

using namespace fl;
using namespace fl::aws;

namespace {

HttpAnswer said(int status, const QByteArray &body, const QByteArray &type = "text/xml;charset=UTF-8")
{
    return {status, {{"Content-Type", type}}, body};
}

QString whyNot(const HttpAnswer &answer)
{
    const auto read = readXml(answer);
    return read ? QString() : read.error().params.value(QStringLiteral("why"));
}

} // namespace

class TestWire : public QObject {
    Q_OBJECT

private slots:
    void aForm()
    {
        Form form;
        form.add(QStringLiteral("Action"), QStringLiteral("RunInstances"))
            .list(QStringLiteral("SecurityGroupId"), {QStringLiteral("sg-1"), QStringLiteral("sg-2")});
        form.filter(QStringLiteral("tag:a b"), {QStringLiteral("1")})
            .filter(QStringLiteral("state"), {QStringLiteral("x"), QStringLiteral("y")});
        form.tags(QStringLiteral("instance"), {{QStringLiteral("Name"), QStringLiteral("läb & co")}}).flag(QStringLiteral("DryRun"), true);
        QCOMPARE(form.body(),
                 QByteArray("Action=RunInstances&SecurityGroupId.1=sg-1&SecurityGroupId.2=sg-2&Filter.1.Name=tag%3Aa%20b&Filter.1.Value.1=1"
                            "&Filter.2.Name=state&Filter.2.Value.1=x&Filter.2.Value.2=y&TagSpecification.1.ResourceType=instance"
                            "&TagSpecification.1.Tag.1.Key=Name&TagSpecification.1.Tag.1.Value=l%C3%A4b%20%26%20co&DryRun=true"));
    }

    void anAnswerOfEc2()
    {
        const auto root =
            readXml(said(200,
                         "<DescribeInstancesResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>r</requestId> "
                         "<reservationSet><item><instancesSet><item><instanceId>i-1</instanceId><instanceState><code>16</"
                         "code><name>running</name></instanceState></item> "
                         "<item><instanceId>i-2</instanceId></item></instancesSet></item></reservationSet></DescribeInstancesResponse>"));
        QVERIFY(root);
        QCOMPARE(root->at("requestId"), QStringLiteral("r"));
        const auto reservations = root->items("reservationSet");
        QCOMPARE(reservations.size(), 1u);
        const auto instances = reservations[0]->items("instancesSet");
        QCOMPARE(instances.size(), 2u);
        QCOMPARE(instances[0]->at("instanceState/name"), QStringLiteral("running"));
        QCOMPARE(instances[1]->at("instanceState/name"), QString());
        QVERIFY(root->items("nothing/here").empty());
    }

    void refusals_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::addColumn<QString>("code");
        QTest::addColumn<QString>("message");
        const QString quota = QStringLiteral("VcpuLimitExceeded"), token = QStringLiteral("ExpiredToken"), none;
        QTest::newRow("ec2") << QByteArray(
            "<Response><Errors><Error><Code>VcpuLimitExceeded</Code><Message>0 vCPU</Message></Error></Errors>"
            "<RequestID>x</RequestID></Response>")
                             << quota << QStringLiteral("0 vCPU");
        QTest::newRow("sts") << QByteArray(
            "<ErrorResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><Error><Type>Sender</Type><Code>"
            "ExpiredToken</Code><Message>old</Message></Error><RequestId>x</RequestId></ErrorResponse>")
                             << token << QStringLiteral("old");
        QTest::newRow("json") << QByteArray("{\"__type\":\"com.amazon#VcpuLimitExceeded\",\"Message\":\"no\"}") << quota
                              << QStringLiteral("no");
        QTest::newRow("json, lower") << QByteArray("{\"__type\":\"ExpiredToken\",\"message\":\"m\"}") << token << QStringLiteral("m");
        QTest::newRow("a page") << QByteArray("<html><body>Error</body></html>") << none << none;
        QTest::newRow("nothing") << QByteArray() << none << none;
        QTest::newRow("json without a code") << QByteArray("{}") << none << none;
    }
    void refusals()
    {
        QFETCH(QByteArray, body);
        QFETCH(QString, code);
        QFETCH(QString, message);
        const auto refusal = refusalOf(said(400, body));
        QCOMPARE(refusal ? refusal->code : QString(), code);
        QCOMPARE(refusal ? refusal->message : QString(), message);
        QVERIFY(!refusalOf(said(200, body)));
    }

    void whatIsNoAnswer()
    {
        QCOMPARE(whyNot(said(200, "<!DOCTYPE html><html>Welcome to the airport</html>", "text/html")), QStringLiteral("sign-in-page"));
        QCOMPARE(whyNot(said(200, "  <HTML>sign in</HTML>")), QStringLiteral("sign-in-page"));
        QCOMPARE(whyNot(said(302, "<a/>")), QStringLiteral("redirect"));
        QCOMPARE(whyNot(said(200, {})), QStringLiteral("unreadable"));
        QCOMPARE(whyNot(said(200, "<a><b></a>")), QStringLiteral("unreadable"));
        QCOMPARE(whyNot(said(200, "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><x>&b;</x>")), QStringLiteral("unreadable"));
        QCOMPARE(whyNot(said(200, QByteArray("<a>").repeated(100'000))), QStringLiteral("too-deep"));
        QVERIFY(!readJson(said(200, QByteArray(100'000, '['), "application/x-amz-json-1.1")));
        QVERIFY(!readJson(said(200, "[1]", "application/x-amz-json-1.1")));
        QVERIFY(!readJson(said(200, "{\"a\":NaN}", "application/x-amz-json-1.1")));
        QCOMPARE(whyNot(said(200, "<a>" + QByteArray("<b/>").repeated(200'000) + "</a>")), QStringLiteral("too-large"));
        QCOMPARE(readJson(said(200, "{\"a\":1}"))->value(QLatin1String("a")).toInt(), 1);
    }

    void aNameThatStandsTwice_data()
    {
        QTest::addColumn<QByteArray>("json");
        QTest::addColumn<bool>("readable");
        QTest::newRow("twice") << QByteArray("{\"Value\":0,\"Value\":64}") << false;
        QTest::newRow("twice below") << QByteArray("{\"a\":[{\"b\":{\"c\":1,\"c\":1}}]}") << false;
        QTest::newRow("once in each") << QByteArray("{\"a\":{\"c\":1},\"b\":[{\"c\":2},{\"c\":3}]}") << true;
        QTest::newRow("colons in words") << QByteArray("{\"a:b\":\"{\\\"c\\\":1, \\\"c\\\":1}\",\"d\":\"\\\\\",\"e\":\": \\\\\\\":\"}")
                                         << true;
    }
    void aNameThatStandsTwice()
    {
        QFETCH(QByteArray, json);
        QFETCH(bool, readable);
        QCOMPARE(readJson(said(200, json, "application/x-amz-json-1.1")).has_value(), readable);
    }

    /// C09: the worst that the limits of the client let in, read into elements.
    void whatIsReadTakesLittle_data()
    {
        QTest::addColumn<QByteArray>("body");
        QTest::newRow("elements") << "<a>" + QByteArray("<b>c</b>").repeated((8 << 20) / 8) + "</a>";
        QTest::newRow("text") << "<a>" + QByteArray(8 << 20, 'x') + "</a>";
        QTest::newRow("numbers") << "{\"a\":[1" + QByteArray(",1").repeated((4 << 20) / 2) + "]}";
    }
    void whatIsReadTakesLittle()
    {
        QFETCH(QByteArray, body);
        const HttpAnswer answer = said(200, body);
        const MemoryPeak peak;
        if (body.startsWith('{'))
            (void)readJson(answer);
        else
            (void)readXml(answer);
        QVERIFY2(peak.grownMiB() < 64, qPrintable(QString::number(peak.grownMiB())));
    }
};

QTEST_GUILESS_MAIN(TestWire)
#include "tst_wire.moc"
