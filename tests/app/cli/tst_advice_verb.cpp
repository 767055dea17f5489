// SPDX-License-Identifier: GPL-3.0-or-later
// `firstlight-cli advice`: this computer by both rules, and what to buy.
#include "app/cli/cli.h"
#include "tests/app/cli/ran.h"
#include "tests/fakes/fake_operations.h"

#include <QtTest>

using namespace fl;

class TestAdviceVerb : public QObject {
    Q_OBJECT

    std::shared_ptr<FakeOperations> m_fake;

    Ran run(const char *line)
    {
        cli::Environment environment;
        environment.open = [this](bool writes) -> Result<cli::Opened> {
            if (writes)
                qFatal("advice changes nothing");
            return cli::Opened{m_fake, m_fake.get(), {}, std::nullopt, QStringLiteral("/nowhere")};
        };
        environment.out = std::tmpfile();
        environment.err = std::tmpfile();
        environment.in = std::tmpfile();
        const int code = cli::run(QString::fromLatin1(line).split(QLatin1Char(' ')), environment);
        std::fclose(environment.in);
        return {code, readAll(environment.out), readAll(environment.err)};
    }

private slots:
    void init() { m_fake = std::make_shared<FakeOperations>(); }

    void thisComputerIsComparedLineByLine()
    {
        const Ran ran = run("advice --json");
        QCOMPARE(ran.code, 0);
        const auto lines = ran.lines();
        QCOMPARE(lines.size(), 6U);
        QCOMPARE(lines[4].value(QLatin1String("kind")).toString(), QStringLiteral("advice"));
        QCOMPARE(lines[4].value(QLatin1String("what")).toString(), QStringLiteral("gpu"));
        QCOMPARE(lines[4].value(QLatin1String("code")).toString(), QStringLiteral("advice-gpu-none"));
        QCOMPARE(lines[4].value(QLatin1String("rule_2018")).toObject().value(QLatin1String("verdict")).toString(), QStringLiteral("no"));
        QCOMPARE(lines[0].value(QLatin1String("rule_2018")).toObject().value(QLatin1String("verdict")).toString(), QStringLiteral("yes"));
        QVERIFY(ran.last().value(QLatin1String("ok")).toBool());
        QCOMPARE(ran.last().value(QLatin1String("short_today")).toInt(), 2); // memory and GPU; the disk's size is not known
        const Ran people = run("advice");
        for (const char *part : {"✓", "✗", "2018", "GPU"})
            QVERIFY2(people.out.contains(QString::fromUtf8(part)), qPrintable(people.out));
    }
    void whereNobodyCanLookThatIsSaid()
    {
        m_fake->offersToGive.clear();
        const Ran ran = run("advice --json");
        QCOMPARE(ran.code, 3);
        QCOMPARE(ran.lines().front().value(QLatin1String("cause")).toString(), QStringLiteral("not-supported-here"));
    }
    void aBudgetGivesAList()
    {
        const Ran ran = run("advice --budget 1500 --json");
        QCOMPARE(ran.code, 0);
        QCOMPARE(ran.last().value(QLatin1String("build")).toString(), QStringLiteral("entry"));
        QCOMPARE(ran.last().value(QLatin1String("fits")).toString(), QStringLiteral("maybe"));
        const QJsonObject gpu = ran.lines().front();
        QCOMPARE(gpu.value(QLatin1String("what")).toString(), QStringLiteral("gpu"));
        QCOMPARE(gpu.value(QLatin1String("month")).toString(), QStringLiteral("2026-01"));
        QVERIFY(gpu.value(QLatin1String("source")).toString().startsWith(QLatin1String("https://")));
        QCOMPARE(ran.last().value(QLatin1String("hours_per_week")).toInt(), 10);
        QJsonObject rent;
        for (const QJsonObject &line : ran.lines())
            if (line.value(QLatin1String("way")).toString() == QLatin1String("aws-dlami"))
                rent = line;
        QCOMPARE(rent.value(QLatin1String("kind")).toString(), QStringLiteral("rent"));
        QCOMPARE(rent.value(QLatin1String("month")).toString(), QStringLiteral("2026-06"));
        QVERIFY(qAbs(rent.value(QLatin1String("per_month")).toDouble() - 1.006 * 10 * 52 / 12) < 0.01);
        QVERIFY(qAbs(rent.value(QLatin1String("months_low")).toDouble() * rent.value(QLatin1String("per_month")).toDouble()
                     - ran.last().value(QLatin1String("low")).toDouble())
                < 0.01);
        const Ran people = run("advice --budget 6000");
        QVERIFY2(people.out.contains(QLatin1String("price unknown")), qPrintable(people.out));
        QVERIFY2(people.out.contains(QLatin1String("June 2026")), qPrintable(people.out));
    }
    void aFloydHubProjectIsTranslated()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("floyd.yml")));
        const QByteArray line = "hosted floydhub --folder " + folder.path().toUtf8();
        QCOMPARE(run(line.constData()).code, 3); // there is none in it
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("env: pytorch-0.4\nmachine: gpu\n") > 0);
        file.close();
        const Ran ran = run((line + " --json").constData());
        QCOMPARE(ran.code, 0);
        QCOMPARE(ran.lines().front().value(QLatin1String("code")).toString(), QStringLiteral("floyd-pytorch-0"));
        QCOMPARE(ran.last().value(QLatin1String("gpu_gb")).toInt(), 12);
        const QString command = ran.last().value(QLatin1String("command")).toString();
        QCOMPARE(command,
                 QStringLiteral("firstlight-cli setup --where practice --set software.frameworks=pytorch --set software.source=pypi"));
        QVERIFY2(run(line.constData()).out.contains(command), "people do not get the command");
        QCOMPARE(run(("hosted colab --folder " + folder.path().toUtf8()).constData()).code, 2);
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write("env: pytroch-0.4\n") > 0);
        file.close();
        const Ran refused = run(line.constData());
        QCOMPARE(refused.code, 2);
        QVERIFY2(refused.err.contains(QLatin1String("pytorch-0.4")), qPrintable(refused.err));
    }
    void anythingButASumIsWrongUse()
    {
        for (const char *line :
             {"advice --budget", "advice --budget much", "advice --budget 0", "advice --budget -3", "advice --budget nan", "advice lab",
              "list --budget 5", "advice --pdf x.pdf", "advice --budget 900 --hours-per-week 0", "advice --budget 900 --hours-per-week 169",
              "advice --budget 900 --hours-per-week x", "advice --budget 900 --pdf"})
            QCOMPARE(run(line).code, 2);
    }
};

QTEST_GUILESS_MAIN(TestAdviceVerb)
#include "tst_advice_verb.moc"
