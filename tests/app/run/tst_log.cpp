// SPDX-License-Identifier: GPL-3.0-or-later
// The log's buffer and model: whole lines, bounds, filter and search, whatever way the text is cut.
#include "app/run/event_queue.h"
#include "app/run/log_model.h"

#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QtTest>

using namespace fl;

class TestLog : public QObject {
    Q_OBJECT

    static QStringList lines(const LogModel &model)
    {
        QStringList all;
        for (int row = 0; row < model.rowCount(); ++row)
            all << model.lineAt(row);
        return all;
    }

private slots:
    void linesAreWholeHoweverTheyCome()
    {
        const QByteArray text = "first\nsecond line\r\n\n10%\r55%\r100%\nlast";
        for (int cut = 1; cut < text.size(); ++cut) {
            LogModel model;
            for (qsizetype at = 0; at < text.size(); at += cut)
                model.append(QStringLiteral("s"), QByteArrayView(text).sliced(at, std::min<qsizetype>(cut, text.size() - at)), 1000,
                             nullptr);
            model.finish(QStringLiteral("s"));
            model.commit();
            QCOMPARE(lines(model),
                     QStringList({QStringLiteral("first"), QStringLiteral("second line"), QString(), QStringLiteral("100%"),
                                  QStringLiteral("last")}));
        }
    }
    void stepsDoNotMixTheirLines()
    {
        LogModel model;
        model.append(QStringLiteral("a"), "one ", 10, nullptr);
        model.append(QStringLiteral("b"), "two\n", 10, nullptr);
        model.append(QStringLiteral("a"), "half\n", 10, nullptr);
        model.commit();
        QCOMPARE(lines(model), QStringList({QStringLiteral("two"), QStringLiteral("one half")}));
    }
    void itTakesNoMoreLinesThanItIsAllowed()
    {
        LogModel model;
        qsizetype taken = 0;
        QCOMPARE(model.append(QStringLiteral("a"), "1\n2\n3\n", 2, &taken), 2);
        QCOMPARE(taken, 4);
    }
    void theOldestGoWhenItIsFull()
    {
        LogModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        QByteArray text;
        for (int i = 0; i < 130'000; ++i)
            text += "line " + QByteArray::number(i) + '\n';
        qsizetype at = 0;
        while (at < text.size()) {
            qsizetype taken = 0;
            model.append(QStringLiteral("s"), QByteArrayView(text).sliced(at), 10'000, &taken);
            model.commit();
            at += taken;
        }
        QVERIFY(model.rowCount() <= LogBuffer::maxLines);
        QVERIFY(model.rowCount() > LogBuffer::maxLines - 10'001);
        QCOMPARE(model.lineAt(model.rowCount() - 1), QStringLiteral("line 129999"));
        QCOMPARE(model.buffer().dropped() + model.rowCount(), 130'000);
    }
    void theFilterShowsOneStepAlsoWhileTheBufferRolls()
    {
        LogModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::Fatal);
        model.append(QStringLiteral("a"), "a0\n", 10, nullptr);
        model.append(QStringLiteral("b"), "b0\n", 10, nullptr);
        model.commit();
        model.setFilter(QStringLiteral("b"));
        QCOMPARE(lines(model), QStringList{QStringLiteral("b0")});
        model.append(QStringLiteral("b"), "b1\n", 10, nullptr);
        model.append(QStringLiteral("a"), "a1\n", 10, nullptr);
        model.commit();
        QCOMPARE(model.rowCount(), 2);
        QByteArray flood;
        for (int i = 0; i < 60'000; ++i)
            flood += "x\n";
        model.append(QStringLiteral("a"), flood, 60'000, nullptr);
        model.commit();
        QCOMPARE(model.rowCount(), 0); // b's lines have rolled out
        model.append(QStringLiteral("b"), "b2\n", 10, nullptr);
        model.commit();
        QCOMPARE(lines(model), QStringList{QStringLiteral("b2")});
        model.setFilter({});
        QCOMPARE(model.lineAt(model.rowCount() - 1), QStringLiteral("b2"));
    }
    void searchGoesRound()
    {
        LogModel model;
        model.append(QStringLiteral("a"), "alpha\nBeta\ngamma\nbeta two\n", 10, nullptr);
        model.commit();
        QCOMPARE(model.find(QStringLiteral("beta"), 0, false), 1);
        QCOMPARE(model.find(QStringLiteral("beta"), 2, false), 3);
        QCOMPARE(model.find(QStringLiteral("alpha"), 2, false), 0);
        QCOMPARE(model.find(QStringLiteral("beta"), 2, true), 1);
        QCOMPARE(model.find(QStringLiteral("nothing"), 0, false), -1);
    }
    void aLineWithoutAnEndDoesNotFillTheMemory()
    {
        LogModel model;
        const QByteArray piece(1024 * 1024, 'x');
        for (int i = 0; i < 40; ++i) {
            model.append(QStringLiteral("a"), piece, 1000, nullptr);
            model.commit();
        }
        qsizetype bytes = 0;
        for (qsizetype i = 0; i < model.buffer().size(); ++i)
            bytes += model.buffer().at(i).text.size();
        QVERIFY(bytes <= LogBuffer::maxBytes + 2 * 1024 * 1024);
    }
    void theQueueLetsTheOldestGoAndCountsThem()
    {
        EventQueue queue;
        QSignalSpy arrived(&queue, &EventQueue::arrived);
        const EventSink sink = queue.sink();
        const QString text = QString(999, QLatin1Char('x')) + QLatin1Char('\n');
        for (int i = 0; i < 40'000; ++i)
            sink({0, {}, QStringLiteral("a"), EventKind::Log, QJsonObject{{QStringLiteral("text"), text}}});
        sink({0, {}, QStringLiteral("a"), EventKind::Step, {}});
        QCOMPARE(arrived.count(), 1);
        const EventQueue::Batch batch = queue.take(1 << 30);
        QCOMPARE(static_cast<qsizetype>(batch.log.size()) + batch.droppedLines, 40'000);
        QVERIFY(batch.droppedLines > 20'000);
        QCOMPARE(batch.events.size(), size_t(1));
        QVERIFY(queue.take(1 << 30).isEmpty());
    }

private:
};

QTEST_MAIN(TestLog)
#include "tst_log.moc"
