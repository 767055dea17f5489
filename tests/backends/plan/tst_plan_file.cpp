// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/core/keys.h"
#include "backends/plan/plan_file.h"

#include <QElapsedTimer>
#include <QtTest>

using namespace fl;

class TestPlanFile : public QObject {
    Q_OBJECT

    static Error refusal(const QByteArray &yaml)
    {
        const auto result = parsePlanFile(yaml, QStringLiteral("plan.yaml"));
        return result ? Error{Cause::Internal, {}, NextAction::Retry, {}} : result.error();
    }

private slots:
    void theDocumentedExampleIsRead()
    {
        QFile page(QStringLiteral(FL_SOURCE_DIR "/docs/plan-file.md"));
        QVERIFY(page.open(QIODevice::ReadOnly));
        QByteArray yaml;
        while (!page.atEnd())
            if (const QByteArray line = page.readLine(); line.startsWith("    "))
                yaml += line.mid(4);
        // The example names two providers' sections and a shortened key, for the reader's sake.
        yaml.replace("SHA256:…", "SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU");
        yaml.replace("practice:  ", "ssh2:  ");
        yaml.truncate(yaml.indexOf("ssh2:"));
        const auto choices = parsePlanFile(yaml, QStringLiteral("plan.yaml"));
        QVERIFY2(choices, choices ? "" : qPrintable(choices.error().params.value(QStringLiteral("key"))));
        QCOMPARE(choices->ssh.user, QStringLiteral("ada"));
        QCOMPARE(choices->software.frameworks, QStringList{QStringLiteral("pytorch")});
        QCOMPARE(choices->network.proxy, QStringLiteral("http://proxy.example.org:3128"));
    }
    void whatIsWrittenIsReadBack()
    {
        Choices choices;
        choices.where = QStringLiteral("aws");
        choices.machineName = QStringLiteral("a: 'b' \"c\" # $(x) é");
        choices.ssh.host = QStringLiteral("h;rm");
        choices.ssh.port = 2222;
        choices.software.frameworks = {QStringLiteral("pytorch"), QStringLiteral("jax")};
        choices.access.openBrowser = false;
        choices.provider = {{QStringLiteral("region"), QStringLiteral("no")}};
        const auto back = parsePlanFile(writePlanFile(choices), QStringLiteral("x"));
        QVERIFY(back);
        QCOMPARE(*back, choices);
    }
    void whereMayStandLast()
    {
        const auto choices = parsePlanFile("firstlight: 1\naws:\n  type: g4dn.xlarge\nwhere: aws\n", QStringLiteral("x"));
        QVERIFY(choices);
        QCOMPARE(choices->provider.value(QStringLiteral("type")), QStringLiteral("g4dn.xlarge"));
    }
    void badFilesAreRefusedWithTheirLine_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QString>("problem");
        QTest::addColumn<QString>("line");
        const auto row = [](const char *name, const QByteArray &yaml, const char *problem, const char *line) {
            QTest::newRow(name) << yaml << QString::fromLatin1(problem) << QString::fromLatin1(line);
        };
        row("nothing", "", "missing", "1");
        row("no schema", "where: ssh\n", "missing", "1");
        row("other schema", "where: ssh\nfirstlight: 2\n", "schema", "2");
        row("unknown key", "firstlight: 1\nssh:\n  hots: x\n", "unknown-key", "3");
        row("unknown section", "firstlight: 1\nsss:\n  host: x\n", "unknown-key", "3");
        row("other provider", "firstlight: 1\nwhere: ssh\naws:\n  type: x\n", "unknown-key", "4");
        row("wrong type", "firstlight: 1\nssh:\n  port: many\n", "bad-value", "3");
        row("map for a value", "firstlight: 1\nssh:\n  port: {a: 1}\n", "unknown-key", "3");
        row("list for a number", "firstlight: 1\nssh:\n  port: [1, 2]\n", "bad-value", "3");
        row("list of maps", "firstlight: 1\nsoftware:\n  frameworks: [{a: 1}]\n", "not-a-map", "3");
        row("list of lists", "firstlight: 1\nsoftware:\n  frameworks: [[pytorch]]\n", "list-of-lists", "3");
        row("a list", "- firstlight: 1\n", "not-a-map", "1");
        row("a word", "firstlight\n", "not-a-map", "1");
        row("twice", "firstlight: 1\nssh:\n  port: 1\n  port: 2\n", "twice", "4");
        row("empty value", "firstlight: 1\nssh:\n  host:\n", "empty-value", "3");
        row("alias", "firstlight: 1\nssh: &a\n  host: x\njump: *a\n", "alias", "2");
        row("tag", "firstlight: 1\nssh:\n  host: !!binary eA==\n", "tag", "3");
        row("two documents", "firstlight: 1\n---\nfirstlight: 1\n", "documents", "1");
        row("not yaml", "firstlight: 1\nssh: [\n", "not-yaml", "3");
        row("control characters", "firstlight: 1\nssh:\n  host: \"a\\nb\"\n", "bad-value", "3");
        row("flow depth bomb", "firstlight: 1\nssh: " + QByteArray(100000, '['), "too-deep", "2");
        row("map depth bomb", "firstlight: 1\nssh: " + QByteArray("{a: ").repeated(100000), "too-deep", "2");
        row("huge", "firstlight: 1\n#" + QByteArray(1024 * 1024, 'x'), "too-large", "1");
    }
    void badFilesAreRefusedWithTheirLine()
    {
        QFETCH(QByteArray, yaml);
        QFETCH(QString, problem);
        QFETCH(QString, line);
        QElapsedTimer timer;
        timer.start();
        const Error error = refusal(yaml);
        QVERIFY2(timer.elapsed() < 60'000, "slow");
        QCOMPARE(error.cause, Cause::PlanFileInvalid);
        QCOMPARE(error.params.value(QStringLiteral("problem")), problem);
        QCOMPARE(error.params.value(QStringLiteral("line")), line);
        QCOMPARE(error.params.value(QStringLiteral("file")), QStringLiteral("plan.yaml"));
    }
    void damagedFilesNeverCrashIt()
    {
        QByteArray good = writePlanFile(Choices{}) + "ssh:\n  host: x\n  port: 22\nsoftware:\n  frameworks: [pytorch, jax]\n";
        quint32 seed = 1;
        for (int i = 0; i < 10000; ++i) {
            QByteArray bad = good;
            for (int j = 0; j < 3; ++j) {
                seed = seed * 1664525U + 1013904223U;
                bad[static_cast<qsizetype>(seed % static_cast<quint32>(bad.size()))] = static_cast<char>(seed >> 24);
            }
            bad.truncate(static_cast<qsizetype>(seed >> 8) % bad.size() + 1);
            (void)parsePlanFile(bad, QStringLiteral("x"));
        }
    }
};

QTEST_APPLESS_MAIN(TestPlanFile)
#include "tst_plan_file.moc"
