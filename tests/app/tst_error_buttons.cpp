// SPDX-License-Identifier: GPL-3.0-or-later
// The button below an error does what its words promise, on each page that shows one.
#include "backends/text/text.h"
#include "tests/app/screens/stage.h"
#include "wizard/frame.h"
#include "wizard/style/theme.h"
#include "wizard/widgets/error_panel.h"
#include "wizard/widgets/error_way.h"

#include <QClipboard>
#include <QPlainTextEdit>
#include <QTemporaryDir>

using namespace fl;

class TestErrorButtons : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;
    int m_count = 0;

    std::unique_ptr<Stage> stage() { return std::make_unique<Stage>(m_dir.filePath(QString::number(++m_count))); }
    static Error error(NextAction next)
    {
        return {.cause = Cause::ConnectionTimeout,
                .params = {{QStringLiteral("host"), QStringLiteral("lab.example")}},
                .next = next,
                .detail = QStringLiteral("connect: timed out")};
    }

private slots:
    void initTestCase() { applyTheme(*qApp, false); }

    void wordsAndWayBelongTogether_data()
    {
        QTest::addColumn<NextAction>("next");
#define FL_ACTION(name, slug) QTest::newRow(slug) << NextAction::name;
#include "backends/core/actions.def"
#undef FL_ACTION
    }
    void wordsAndWayBelongTogether()
    {
        QFETCH(NextAction, next);
        const QString words = text::error(error(next)).button;
        const ErrorWay way = wayOf(next);
        const bool again = words == QLatin1String("Try again") || words == QLatin1String("Continue");
        if (again)
            QCOMPARE(way, ErrorWay::Again);
        QCOMPARE(words.startsWith(QLatin1String("Copy ")), way == ErrorWay::Copy);
        QCOMPARE(words == QLatin1String("Show the details"), way == ErrorWay::Details);
        QCOMPARE(words == QLatin1String("Show the log"), way == ErrorWay::Log);
        QCOMPARE(words.startsWith(QLatin1String("Restart ")), way == ErrorWay::Restart);
        if (words.startsWith(QLatin1String("Choose another machine")))
            QCOMPARE(way, ErrorWay::Hardware);
    }
    void thePanelShowsAndCopiesByItself()
    {
        for (const NextAction next : {NextAction::ReadHelp, NextAction::AskAdministrator, NextAction::Retry}) {
            ErrorPanel panel(error(next));
            panel.show();
            QSignalSpy acted(&panel, &ErrorPanel::acted);
            QGuiApplication::clipboard()->setText(QStringLiteral("before"));
            panel.button()->click();
            QCOMPARE(acted.size(), next == NextAction::Retry ? 1 : 0);
            QCOMPARE(panel.findChild<QPlainTextEdit *>()->isVisible(), next == NextAction::ReadHelp);
            const QString copied = QGuiApplication::clipboard()->text();
            QCOMPARE(copied.contains(QStringLiteral("lab.example did not answer")), next == NextAction::AskAdministrator);
            QCOMPARE(panel.button()->text().contains(QStringLiteral("Copied")), next == NextAction::AskAdministrator);
        }
    }
    void hardwareThatDoesNotAnswerIsAskedAgain()
    {
        auto s = stage();
        s->operations->offersError = error(NextAction::CheckServerIsOn);
        s->open();
        QVERIFY(s->walkTo(QStringLiteral("hardware")));
        QVERIFY(s->find(QStringLiteral("error-panel")));
        s->operations->offersError.reset();
        QVERIFY(s->click(QStringLiteral("error-act")));
        QVERIFY(s->find(QStringLiteral("hardware-here")));
        QCOMPARE(s->window->wizard()->currentName(), QStringLiteral("hardware"));
    }
    void aWrongAddressLeadsToTheAddress()
    {
        auto s = stage();
        s->operations->offersError = error(NextAction::CheckAddress);
        s->open();
        QVERIFY(s->walkTo(QStringLiteral("hardware")));
        QVERIFY(s->click(QStringLiteral("error-act")));
        QTRY_COMPARE(s->window->wizard()->currentName(), QStringLiteral("account"));
    }
    void aSetUpThatFailed_data()
    {
        QTest::addColumn<NextAction>("next");
        QTest::addColumn<QString>("page");
        QTest::addColumn<bool>("runsAgain");
        QTest::newRow("again") << NextAction::FreeDiskSpace << QStringLiteral("run") << true;
        QTest::newRow("another machine") << NextAction::ChooseOtherPlace << QStringLiteral("hardware") << false;
        QTest::newRow("login") << NextAction::CheckCredentials << QStringLiteral("account") << false;
        QTest::newRow("stay away") << NextAction::DoNotConnect << QStringLiteral("review") << false;
        QTest::newRow("details") << NextAction::ReadHelp << QStringLiteral("run") << false;
        QTest::newRow("a request") << NextAction::AskAdministrator << QStringLiteral("run") << false;
    }
    void aSetUpThatFailed()
    {
        QFETCH(NextAction, next);
        QFETCH(QString, page);
        QFETCH(bool, runsAgain);
        auto s = stage();
        s->operations->setupError = error(next);
        s->open();
        QVERIFY(s->walkTo(QStringLiteral("review")));
        QVERIFY(s->next());
        QVERIFY(s->find(QStringLiteral("error-panel")));
        QVERIFY(s->click(QStringLiteral("error-act")));
        QTRY_COMPARE(s->window->wizard()->currentName(), page);
        const auto runs = [&] { return s->operations->calls().filter(QStringLiteral("setup ")).size(); };
        QTRY_COMPARE(runs(), runsAgain ? 2 : 1);
        QTRY_VERIFY(!s->window->run().isBusy());
    }
    void aNoteAboveThePagesCanBeClosed()
    {
        auto s = stage();
        s->open();
        s->window->showNotice(error(NextAction::ReadHelp));
        QVERIFY(s->click(QStringLiteral("error-act"))); // which only unfolds
        QVERIFY(s->find(QStringLiteral("error-detail-text")));
        QVERIFY(s->click(QStringLiteral("notice-close")));
        QTRY_VERIFY(!s->find(QStringLiteral("error-panel"), 0));
    }
};

QTEST_MAIN(TestErrorButtons)
#include "tst_error_buttons.moc"
