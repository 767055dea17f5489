// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/steps/server_step.h"

#include <QElapsedTimer>
#include <QtTest>

using namespace fl;

namespace {

const QByteArray minimal = "id: a-step\ncheck: |\n  exit 1\napply: |\n  true\n";

ServerStep step(const char *id, const QStringList &needs = {})
{
    ServerStep made;
    made.id = QString::fromLatin1(id);
    made.needs = needs;
    return made;
}

QStringList ids(const std::vector<ServerStep> &steps)
{
    QStringList result;
    for (const auto &one : steps)
        result.append(one.id);
    return result;
}

} // namespace

class TestServerStep : public QObject {
    Q_OBJECT
private slots:
    void everyKeyIsRead()
    {
        const auto parsed = parseServerStep("# a comment\n"
                                            "id: a-step\n"
                                            "needs: [one, two-more]\n"
                                            "params:\n  - SOURCE\n  - PORT\n"
                                            "secrets: [KEY_PEM]\n"
                                            "root: true\n"
                                            "expected_seconds: 120\n"
                                            "limit_seconds: 7200\n"
                                            "check: |\n  [ -e \"$HOME/x\" ]\n"
                                            "apply: |\n  echo 'it: \"is\" $PORT'\n  exit 3\n"
                                            "verify: \"exit 0\"\n",
                                            QStringLiteral("a-step.yaml"));
        QVERIFY2(parsed, parsed ? "" : qPrintable(parsed.error().detail));
        QCOMPARE(parsed->id, QStringLiteral("a-step"));
        QCOMPARE(parsed->needs, (QStringList{QStringLiteral("one"), QStringLiteral("two-more")}));
        QCOMPARE(parsed->params, (QStringList{QStringLiteral("SOURCE"), QStringLiteral("PORT")}));
        QCOMPARE(parsed->secrets, QStringList{QStringLiteral("KEY_PEM")});
        QVERIFY(parsed->asRoot);
        QCOMPARE(parsed->expectedSeconds, 120);
        QCOMPARE(parsed->limitSeconds, 7200);
        QCOMPARE(parsed->check, QByteArray("[ -e \"$HOME/x\" ]\n"));
        QCOMPARE(parsed->apply, QByteArray("echo 'it: \"is\" $PORT'\nexit 3\n"));
        QCOMPARE(parsed->verify, QByteArray("exit 0\n"));
    }

    void theRestHasDefaults()
    {
        const auto parsed = parseServerStep(minimal, QStringLiteral("a-step.yaml"));
        QVERIFY(parsed);
        QVERIFY(!parsed->asRoot);
        QVERIFY(parsed->verify.isEmpty());
        QCOMPARE(parsed->expectedSeconds, 10);
        QCOMPARE(parsed->limitSeconds, 3600);
    }

    void mistakesAreNamedWithLineAndKey_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("key");
        QTest::addColumn<QString>("problem");
        const auto row = [](const char *name, const QByteArray &yaml, int line, const char *key, const char *problem) {
            QTest::newRow(name) << yaml << line << QString::fromLatin1(key) << QString::fromLatin1(problem);
        };
        row("unknown key", minimal + "colour: red\n", 6, "colour", "is no key of a step");
        row("twice", minimal + "root: true\nroot: true\n", 7, "root", "stands there twice");
        row("list for a word", "id: [a]\n", 1, "id", "must be no list");
        row("word for a list", minimal + "needs: one\n", 6, "needs", "must be a list");
        row("map for a list", minimal + "needs:\n  a: b\n", 7, "needs", "a map is not expected");
        row("list in a list", minimal + "needs: [[a]]\n", 6, "needs", "a list is not expected");
        row("null", minimal + "needs:\n", 6, "needs", "a value is missing");
        row("not a bool", minimal + "root: 1\n", 6, "root", "must be true or false");
        row("not a number", minimal + "limit_seconds: long\n", 6, "limit_seconds", "must be a number of seconds from 1 to 86400");
        row("negative", minimal + "limit_seconds: -1\n", 6, "limit_seconds", "must be a number of seconds from 1 to 86400");
        row("variable of ours", minimal + "params: [FL_MARK]\n", 6, "params", "cannot hold \"FL_MARK\"");
        row("dangerous variable", minimal + "params: [PATH]\n", 6, "params", "cannot hold \"PATH\"");
        row("variable injection", minimal + "params: [\"A;id\"]\n", 6, "params", "cannot hold \"A;id\"");
        row("secret and parameter", minimal + "params: [A]\nsecrets: [A]\n", 1, "secrets", "names the parameter A");
        row("no check", "id: a-step\napply: |\n  true\n", 3, "check", "is missing");
        row("empty script", "id: a-step\ncheck: \"  \"\n", 2, "check", "must be a script");
        row("other name", "id: b-step\ncheck: exit 1\napply: exit 1\n", 1, "id", "is \"b-step\" in a file for \"a-step\"");
        row("path for an id", "id: ../x\n", 1, "id", "cannot be \"../x\"");
        row("anchor", "id: &x a-step\n", 1, "id", "anchors are not allowed");
        row("alias", minimal + "needs: *x\n", 6, "", "the referenced anchor is not defined");
        row("tag", "id: !!python/object a-step\n", 1, "id", "tags are not allowed");
        row("two documents", minimal + "---\nid: b\n", 7, "", "a second document");
        row("no map", "- a\n", 1, "", "a map is expected");
        row("a word", "hello\n", 1, "", "a map is expected");
        row("empty", "", 1, "", "the file is empty");
        row("too large", QByteArray(1024 * 1024 + 1, '#'), 1, "", "larger than 1 MiB");
    }
    void mistakesAreNamedWithLineAndKey()
    {
        QFETCH(QByteArray, yaml);
        QFETCH(int, line);
        QFETCH(QString, key);
        QFETCH(QString, problem);
        const auto parsed = parseServerStep(yaml, QStringLiteral("a-step.yaml"));
        QVERIFY(!parsed);
        const auto &params = parsed.error().params;
        QCOMPARE(params.value(QStringLiteral("problem")), problem);
        QCOMPARE(params.value(QStringLiteral("key")), key);
        QCOMPARE(params.value(QStringLiteral("line")).toInt(), line);
        QCOMPARE(parsed.error().cause, Cause::Internal);
    }

    void bombsAreRefusedAtOnce_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::newRow("open brackets") << QByteArray(1000000, '[');
        QTest::newRow("open braces") << QByteArray(1000000, '{');
        QTest::newRow("in a value") << "id: " + QByteArray(100000, '[');
        QTest::newRow("maps in maps") << QByteArray("{a: ").repeated(200000);
        QTest::newRow("lists by lines") << QByteArray("- ").repeated(400000);
        QTest::newRow("question marks") << QByteArray("? ").repeated(400000);
        QTest::newRow("billion laughs") << QByteArray("a: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n");
        QTest::newRow("binary") << QByteArray("\x00\x01\xff\xfe\x80{", 6).repeated(1000);
        QTest::newRow("bad escape") << QByteArray("id: \"\\xZZ\"\n");
        QTest::newRow("tabs") << QByteArray("\t\tid:\t\n");
    }
    void bombsAreRefusedAtOnce()
    {
        QFETCH(QByteArray, yaml);
        QElapsedTimer timer;
        timer.start();
        QVERIFY(!parseServerStep(yaml, QStringLiteral("a-step.yaml")));
        QVERIFY2(timer.elapsed() < 60'000, qPrintable(QString::number(timer.elapsed())));
    }

    void needsComeFirst()
    {
        const auto sorted = sortedSteps({step("c", {QStringLiteral("b")}), step("b", {QStringLiteral("z")}), step("a"), step("z")});
        QVERIFY(sorted);
        QCOMPARE(ids(*sorted), (QStringList{QStringLiteral("a"), QStringLiteral("z"), QStringLiteral("b"), QStringLiteral("c")}));
    }
    void aCircleOrAnUnknownNeedIsRefused()
    {
        QVERIFY(!sortedSteps({step("a", {QStringLiteral("b")}), step("b", {QStringLiteral("a")})}));
        QVERIFY(!sortedSteps({step("a", {QStringLiteral("a")})}));
        QVERIFY(!sortedSteps({step("a", {QStringLiteral("nowhere")})}));
    }
};

QTEST_APPLESS_MAIN(TestServerStep)
#include "tst_server_step.moc"
