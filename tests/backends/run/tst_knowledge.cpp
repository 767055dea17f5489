// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/run/knowledge.h"

#include <QtTest>

using namespace fl;

class TestKnowledge : public QObject {
    Q_OBJECT
private slots:
    void theBuiltInTablesAreRead()
    {
        const auto knowledge = knowledgeOf({});
        QVERIFY2(knowledge, qPrintable(knowledge ? QString() : knowledge.error().detail));
        QVERIFY(!knowledge->matrix.gpus.empty() && !knowledge->advice.parts.empty() && !knowledge->ways.ways.empty());
    }
    void aDamagedOneIsNamed()
    {
        QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("ways.yaml")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("schema: 1\n");
        file.close();
        const auto knowledge = knowledgeOf(folder.path());
        QVERIFY(!knowledge);
        QCOMPARE(knowledge.error().cause, Cause::MatrixInvalid);
        QCOMPARE(knowledge.error().params.value(QStringLiteral("file")), file.fileName());
    }
    void aCardWithoutADriverGetsItsName()
    {
        std::vector<Offer> offers{{.gpu = QStringLiteral("10de:1eb8")},
                                  {.gpu = QStringLiteral("10de:ffff")},
                                  {.gpu = QStringLiteral("NVIDIA A10")},
                                  {}};
        nameGpus(offers, *builtinMatrix());
        QCOMPARE(offers[0].gpu, QStringLiteral("NVIDIA Tesla T4"));
        QCOMPARE(offers[1].gpu, QStringLiteral("NVIDIA 10de:ffff"));
        QCOMPARE(offers[2].gpu, QStringLiteral("NVIDIA A10"));
        QVERIFY(offers[3].gpu.isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestKnowledge)
#include "tst_knowledge.moc"
