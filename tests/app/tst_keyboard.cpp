// SPDX-License-Identifier: GPL-3.0-or-later
// The window over FakeOperations, by keys alone: Enter, Escape and the way out.
#include "tests/app/screens/stage.h"
#include "wizard/frame.h"
#include "wizard/style/theme.h"

#include <QTemporaryDir>

using namespace fl;

class TestKeyboard : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;
    int m_count = 0;

    std::unique_ptr<Stage> stage() { return std::make_unique<Stage>(m_dir.filePath(QString::number(++m_count))); }

private slots:
    void initTestCase() { applyTheme(*qApp, false); }

    void enterIsThePrimaryButtonAndEscGoesBack()
    {
        auto s = stage();
        s->open();
        const auto press = [&](Qt::Key key) {
            QTest::keyClick(s->window->focusWidget() ? s->window->focusWidget() : s->window.get(), key);
        };
        press(Qt::Key_Return);
        QTRY_COMPARE(s->window->wizard()->currentName(), QStringLiteral("where"));
        press(Qt::Key_Escape);
        QTRY_COMPARE(s->window->wizard()->currentName(), QStringLiteral("start"));
        press(Qt::Key_Escape); // nothing lies before it, and the window stays
        QCOMPARE(s->window->wizard()->currentName(), QStringLiteral("start"));
        QVERIFY(s->window->isVisible());
        QTest::keyClick(s->window.get(), Qt::Key_Q, Qt::ControlModifier);
        QTRY_VERIFY(!s->window->isVisible());
    }
    void enterAloneGoesTheWholeWay()
    {
        auto s = stage();
        s->operations->hold = true;
        s->open();
        for (const char *page : {"start", "where", "account", "hardware", "software", "access", "review", "run"}) {
            QTRY_COMPARE(s->window->wizard()->currentName(), QLatin1String(page));
            if (qstrcmp(page, "start") == 0)
                QTRY_COMPARE(s->window->focusWidget()->objectName(), QStringLiteral("start-new")); // also once the machines were told
            if (qstrcmp(page, "where") == 0)
                QTRY_COMPARE(s->window->focusWidget()->objectName(), QStringLiteral("where-practice")); // and not the help beside the title
            if (qstrcmp(page, "run") == 0)
                break;
            QWidget *next = s->find(QStringLiteral("footer-next"));
            QTRY_VERIFY(next->isEnabled());
            QWidget *shown = s->window->wizard()->currentPageWidget();
            const auto focused = [&] { return s->window->focusWidget(); };
            QTRY_VERIFY(focused() && (focused() == shown || shown->isAncestorOf(focused())) && !qobject_cast<QPushButton *>(focused()));
            QTest::keyClick(focused(), Qt::Key_Return);
        }
    }
    void enterPressesTheButtonThatHasTheFocus()
    {
        auto s = stage();
        s->open();
        QVERIFY(s->walkTo(QStringLiteral("account")));
        QWidget *back = s->find(QStringLiteral("footer-back"));
        QVERIFY(back);
        back->setFocus();
        QTest::keyClick(back, Qt::Key_Return);
        QTRY_COMPARE(s->window->wizard()->currentName(), QStringLiteral("where"));
    }
    void enterBeginsNothingThatCosts_data()
    {
        QTest::addColumn<Money>("perHour");
        QTest::addColumn<bool>("begins");
        QTest::newRow("free") << Money{} << true;
        QTest::newRow("not free") << Money{530'000, QStringLiteral("USD")} << false;
    }
    void enterBeginsNothingThatCosts()
    {
        QFETCH(Money, perHour);
        QFETCH(bool, begins);
        auto s = stage();
        s->operations->hold = true;
        s->operations->planToGive.perHour = perHour;
        s->open();
        QVERIFY(s->walkTo(QStringLiteral("review")));
        QTRY_VERIFY(s->find(QStringLiteral("footer-next"))->isEnabled());
        QWidget *page = s->find(QStringLiteral("page-review"));
        page->setFocus(); // as after a click beside everything
        QTest::keyClick(page, Qt::Key_Return);
        QCOMPARE(s->window->wizard()->currentName() == QLatin1String("run"), begins);
    }
};

QTEST_MAIN(TestKeyboard)
#include "tst_keyboard.moc"
