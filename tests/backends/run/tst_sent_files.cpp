// SPDX-License-Identifier: GPL-3.0-or-later
// What a machine sends, in any pieces, and what makes no sense in it; and its list of files.
#include "backends/run/copy_home.h"
#include "backends/run/sent_files.h"

#include <QtTest>

using namespace fl;

class TestSentFiles : public QObject {
    Q_OBJECT

    static QByteArray sum() { return QByteArray(64, 'a'); }
    static QByteArray stream()
    {
        return "M 1 5 " + sum() + "\nhelloM 2 - -\nM 3 4 " + sum() + "\n\nM 1M 4 0 " + sum() + "\nM 5 9 " + sum() + "\nM end\n";
    }
    struct Taken {
        QStringList story;
        QByteArray bytes;
        bool refuse = false;

        SentFiles::Taker taker()
        {
            return {[this](const SentFiles::Head &head) {
                        story << QStringLiteral("begins %1 %2").arg(head.index).arg(head.there ? head.size : -1);
                        return !refuse;
                    },
                    [this](QByteArrayView part) {
                        bytes += part;
                        return true;
                    },
                    [this](const SentFiles::Head &head) {
                        story << QStringLiteral("ends %1 ").arg(head.index) + QString::fromLatin1(std::exchange(bytes, {}));
                        return true;
                    }};
        }
    };
    static std::vector<FileWanted> wanted() { return {{"a", 0}, {"b", 0}, {"c", 0}, {"d", 0}, {"e", std::nullopt}}; }

private slots:
    void piecesMakeNoDifference()
    {
        const QStringList expected{QStringLiteral("begins 0 5"), QStringLiteral("ends 0 hello"), QStringLiteral("begins 1 -1"),
                                   QStringLiteral("ends 1 "),    QStringLiteral("begins 2 4"),   QStringLiteral("ends 2 \nM 1"),
                                   QStringLiteral("begins 3 0"), QStringLiteral("ends 3 "),      QStringLiteral("begins 4 9"),
                                   QStringLiteral("ends 4 ")};
        const QByteArray all = stream();
        for (qsizetype size = 1; size <= all.size(); ++size) {
            Taken taken;
            SentFiles sent("M", wanted(), taken.taker());
            for (qsizetype at = 0; at < all.size(); at += size)
                QCOMPARE(sent.feed(QByteArrayView(all).sliced(at, std::min(size, all.size() - at))), at + size < all.size());
            QCOMPARE(taken.story, expected);
            QVERIFY(sent.isComplete() && !sent.isBroken());
            QVERIFY(!sent.feed("M 1 5 more"));
            QCOMPARE(taken.story, expected);
        }
    }
    void onlyTheRestIsTaken()
    {
        Taken taken;
        SentFiles sent("M", {{"a", 3}, {"b", 9}}, taken.taker());
        QVERIFY(!sent.feed("M 1 5 " + sum() + "\nloM 2 9 " + sum() + "\nM end\n"));
        QCOMPARE(taken.story.filter(QStringLiteral("ends")), (QStringList{QStringLiteral("ends 0 lo"), QStringLiteral("ends 1 ")}));
        QVERIFY(sent.isComplete());
    }
    void nonsenseEndsIt_data()
    {
        QTest::addColumn<QByteArray>("said");
        QTest::newRow("another mark") << QByteArray("N 1 5 " + sum() + '\n');
        QTest::newRow("another number") << QByteArray("M 2 5 " + sum() + '\n');
        QTest::newRow("no number") << QByteArray("M x 5 " + sum() + '\n');
        QTest::newRow("no size") << QByteArray("M 1 x " + sum() + '\n');
        QTest::newRow("a size below nothing") << QByteArray("M 1 -5 " + sum() + '\n');
        QTest::newRow("a size beyond all") << QByteArray("M 1 99999999999999999999 " + sum() + '\n');
        QTest::newRow("no hash") << QByteArray("M 1 5 abc\n");
        QTest::newRow("a hash of letters") << QByteArray("M 1 5 " + QByteArray(64, 'z') + '\n');
        QTest::newRow("words too many") << QByteArray("M 1 5 " + sum() + " x\n");
        QTest::newRow("an early end") << QByteArray("M end\n");
        QTest::newRow("nothing") << QByteArray("\n");
        QTest::newRow("an endless line") << QByteArray(300, 'M');
    }
    void nonsenseEndsIt()
    {
        QFETCH(QByteArray, said);
        Taken taken;
        SentFiles sent("M", wanted(), taken.taker());
        QVERIFY(!sent.feed(said));
        QVERIFY(sent.isBroken() && !sent.isComplete());
        QVERIFY(taken.story.isEmpty());
    }
    void aTakerMayEndIt()
    {
        Taken taken;
        taken.refuse = true;
        SentFiles sent("M", wanted(), taken.taker());
        QVERIFY(!sent.feed(stream()));
        QCOMPARE(taken.story, QStringList{QStringLiteral("begins 0 5")});
        QVERIFY(!sent.isBroken() && !sent.isComplete());
    }

    void aListIsReadWithAnyNames()
    {
        const QByteArray nul(1, '\0');
        const QByteArray records =
            "f 3 1764000000 b c\nd" + nul + "l" + nul + "f 0 -5 a" + nul + "f 3 1764000000 b c\nd" + nul + "l" + nul + "x" + nul;
        const UserFiles found = readUserFiles(records);
        QCOMPARE(found.files, (std::vector<UserFile>{{"a", 0, -5000}, {"b c\nd", 3, 1'764'000'000'000}}));
        QCOMPARE(found.links, 2);
        QVERIFY(found.unread && !found.cut);
        QCOMPARE(found.bytes(), 3);
        QVERIFY(readUserFiles({}).files.empty());
    }
    void nonsenseInAListIsLeftOut_data()
    {
        QTest::addColumn<QByteArray>("record");
        for (const char *record : {"", "f", "f 3", "f 3 5", "f 3 5 ", "f x 5 a", "f -1 5 a", "f 3 x a", "f 99999999999999999999 5 a",
                                   "f 999999999999999999 5 a", "f 3 999999999999999999 a", "g 3 5 a", "cut off"})
            QTest::newRow(record) << QByteArray(record);
    }
    void nonsenseInAListIsLeftOut()
    {
        QFETCH(QByteArray, record);
        const QByteArray nul(1, '\0');
        QCOMPARE(readUserFiles("f 1 1 good" + nul + record + (record == "cut off" ? QByteArray() : nul)).files.size(), 1U);
    }
    void aListHasABound()
    {
        QByteArray records;
        for (int i = 0; i <= mostListed; ++i)
            records += "f 1 1 " + QByteArray::number(i) + '\0';
        const UserFiles found = readUserFiles(records);
        QVERIFY(found.cut);
        QCOMPARE(static_cast<qsizetype>(found.files.size()), mostListed);
    }
};

QTEST_APPLESS_MAIN(TestSentFiles)
#include "tst_sent_files.moc"
