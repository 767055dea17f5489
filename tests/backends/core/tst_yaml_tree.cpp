// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/core/yaml_tree.h"

#include <QElapsedTimer>
#include <QtTest>

using namespace fl;

class TestYamlTree : public QObject {
    Q_OBJECT
private slots:
    void aTreeKeepsOrderAndLines()
    {
        const auto tree = readYaml("a: 1\nlist:\n  - {x: \"2\", y: [3, four]}\n  - plain\nempty:\n");
        QVERIFY(tree);
        QCOMPARE(tree->kind, YamlNode::Kind::Map);
        QCOMPARE(tree->children.size(), size_t(3));
        QCOMPARE(tree->find(QLatin1String("a"))->text, QStringLiteral("1"));
        const YamlNode *list = tree->find(QLatin1String("list"));
        QCOMPARE(list->kind, YamlNode::Kind::List);
        QCOMPARE(list->children[0].line, 3);
        QCOMPARE(list->children[0].find(QLatin1String("y"))->children[1].text, QStringLiteral("four"));
        QCOMPARE(list->children[1].text, QStringLiteral("plain"));
        QCOMPARE(tree->find(QLatin1String("empty"))->kind, YamlNode::Kind::Null);
        QCOMPARE(tree->find(QLatin1String("empty"))->line, 5);
        QVERIFY(!tree->find(QLatin1String("b")));
    }

    void whatIsWrongIsNamed_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        QTest::addColumn<QString>("problem");
        QTest::addColumn<int>("line");
        QTest::addColumn<QString>("key");
        const auto row = [](const char *name, const QByteArray &yaml, const char *problem, int line, const char *key = "") {
            QTest::newRow(name) << yaml << QString::fromLatin1(problem) << line << QString::fromLatin1(key);
        };
        row("nothing", "", "empty", 1);
        row("only a remark", "# hello\n", "empty", 1);
        row("alias", "a: &x 1\nb: *x\n", "alias", 1, "a");
        row("alias alone", "a: 1\nb: *x\n", "not-yaml", 2);
        row("anchor on a list", "a:\n  - &x [1]\n", "alias", 2, "a[1]");
        row("tag", "a: !!python/object:os.system 1\n", "tag", 1, "a");
        row("tag on a map", "a: !thing {b: 1}\n", "tag", 1, "a");
        row("twice", "a: 1\nb: 2\na: 3\n", "twice", 3, "a");
        row("twice inside", "a:\n  b: 1\n  b: 2\n", "twice", 3, "a.b");
        row("a list as key", "? [1, 2]\n: 3\n", "key", 1);
        row("no key", "a: {: 1}\n", "key", 1, "a");
        row("documents", "a: 1\n---\nb: 2\n", "documents", 4);
        row("not closed", "a: [1, 2\nb: 3\n", "not-yaml", 2);
        row("a tab", "a:\n\t- 1\n", "not-yaml", 2);
        row("not UTF-8", "a: \xff\xfe\n", "not-utf8", 1);
        row("a zero byte", QByteArray("a: 1\0b", 6), "not-utf8", 1);
        row("large", "a: " + QByteArray(1024 * 1024, 'x'), "too-large", 1);
    }
    void whatIsWrongIsNamed()
    {
        QFETCH(QByteArray, yaml);
        QFETCH(QString, problem);
        const auto tree = readYaml(yaml);
        QVERIFY(!tree);
        QCOMPARE(tree.error().problem, problem);
        QTEST(tree.error().line, "line");
        QTEST(tree.error().key, "key");
    }

    void bombsEndQuickly_data()
    {
        QTest::addColumn<QByteArray>("yaml");
        const QByteArray billion = "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n";
        QTest::newRow("aliases") << billion;
        QTest::newRow("[") << QByteArray(1000000, '[');
        QTest::newRow("{") << QByteArray(1000000, '{');
        QTest::newRow("{a: ") << QByteArray("{a: ").repeated(250000);
        QTest::newRow("- ") << QByteArray("- ").repeated(500000);
        QTest::newRow("? ") << QByteArray("? ").repeated(500000);
        QByteArray deep;
        for (int i = 0; i < 65; ++i)
            deep += QByteArray(i, ' ') + "a:\n";
        QTest::newRow("65 maps") << deep;
    }
    void bombsEndQuickly()
    {
        QFETCH(QByteArray, yaml);
        QElapsedTimer timer;
        timer.start();
        QVERIFY(!readYaml(yaml));
        QVERIFY2(timer.elapsed() < 1000, qPrintable(QStringLiteral("%1 ms").arg(timer.elapsed())));
    }
    void sixtyFourLevelsAreFine()
    {
        QByteArray deep;
        for (int i = 0; i < 64; ++i)
            deep += QByteArray(i, ' ') + "a:" + (i == 63 ? " 1\n" : "\n");
        QVERIFY(readYaml(deep));
    }
};

QTEST_APPLESS_MAIN(TestYamlTree)
#include "tst_yaml_tree.moc"
