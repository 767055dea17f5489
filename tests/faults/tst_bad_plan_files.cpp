// SPDX-License-Identifier: GPL-3.0-or-later
// Plan files that are wrong, given to the real program: one error with its line, exit code 2, nothing made.
// label: fast
#include "tests/practice/real_cli.h"

#include <QDir>
#include <QtTest>

using namespace fl;

class TestBadPlanFiles : public QObject {
    Q_OBJECT
private slots:
    void theProgramRefusesEachAndTouchesNothing_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QString>("problem");
        QTest::newRow("unknown key") << QByteArray("firstlight: 1\nwhere: ssh\nsoftware:\n  sauce: x\n") << "unknown-key";
        // Of a provider's own section the provider knows the keys, not the reader of the file.
        QTest::newRow("unknown key of a provider") << QByteArray("firstlight: 1\nwhere: ssh\nssh:\n  hots: x\n") << QString();
        QTest::newRow("wrong type") << QByteArray("firstlight: 1\nwhere: ssh\nssh:\n  port: many\n") << "bad-value";
        QTest::newRow("list for a word") << QByteArray("firstlight: 1\nwhere: [ssh, here]\n") << "bad-value";
        QTest::newRow("depth bomb") << QByteArray("firstlight: 1\nssh: ") + QByteArray(400'000, '[') << "too-deep";
        QTest::newRow("map bomb") << QByteArray("firstlight: 1\nssh: ") + QByteArray("{a: ").repeated(200'000) << "too-deep";
        QTest::newRow("laughs") << QByteArray("firstlight: 1\na: &a [x,x]\nb: &b [*a,*a]\nc: [*b,*b]\n") << "alias";
        QTest::newRow("huge") << QByteArray("firstlight: 1\n#") + QByteArray(8 * 1024 * 1024, 'x') << "too-large";
        QTest::newRow("a secret in it") << QByteArray("firstlight: 1\nwhere: ssh\njupyter:\n  password: canary\n") << "unknown-key";
    }
    void theProgramRefusesEachAndTouchesNothing()
    {
        QFETCH(QByteArray, yaml);
        QFETCH(QString, problem);
        RealCli cli;
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("plan.yaml")));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(yaml) == yaml.size());
        file.close();
        const auto ran =
            cli.run({QStringLiteral("setup"), QStringLiteral("--plan"), file.fileName(), QStringLiteral("--yes"), QStringLiteral("--json")},
                    30);
        QVERIFY2(ran.code == 2, ran.all().left(2000).constData());
        const QJsonObject error = ran.line("error");
        QCOMPARE(error.value(QLatin1String("cause")).toString(),
                 problem.isEmpty() ? QStringLiteral("unknown-key") : QStringLiteral("plan-file-invalid"));
        QCOMPARE(error.value(QLatin1String("next")).toString(), QStringLiteral("change-input"));
        QCOMPARE(error.value(QLatin1String("exists")).toString(), QStringLiteral("nothing"));
        QCOMPARE(error.value(QLatin1String("params")).toObject().value(QLatin1String("problem")).toString(), problem);
        QCOMPARE(ran.out.count('\n'), 2); // the error and the end, and no more
        QVERIFY(!ran.all().contains("canary"));
        QVERIFY(cli.run("list --json").out.isEmpty() || cli.run("list --json").line("machine").isEmpty());
    }
};

QTEST_GUILESS_MAIN(TestBadPlanFiles)
#include "tst_bad_plan_files.moc"
