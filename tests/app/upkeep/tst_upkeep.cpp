// SPDX-License-Identifier: GPL-3.0-or-later
// The settings' menu beyond looks: where passwords are kept, and the report, over FakeOperations.
#include "tests/app/screens/stage.h"
#include "wizard/style/theme.h"

#include <QAction>
#include <QLabel>
#include <QPlainTextEdit>
#include <QTemporaryDir>

using namespace fl;

class TestUpkeep : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;

    static QAction *action(const Stage &stage, const char *name) { return stage.window->findChild<QAction *>(QLatin1String(name)); }
    static bool choose(const Stage &stage, const char *name)
    {
        if (!QTest::qWaitFor([&] { return action(stage, name) != nullptr; }))
            return false;
        action(stage, name)->trigger();
        return true;
    }

private slots:
    void initTestCase() { applyTheme(*qApp, false); }

    void aKeyRingThatWorksIsNotTalkedAbout()
    {
        Stage stage(m_dir.path());
        stage.open();
        // The answer is there once the report, which is asked after it, is.
        QVERIFY(choose(stage, "settings-report"));
        QVERIFY(stage.find(QStringLiteral("report-dialog")));
        QVERIFY(!action(stage, "settings-vault") && !action(stage, "settings-vault-forget"));
    }
    void theLockedFileIsMadeByAPassphraseTypedTwiceAndForgotten()
    {
        Stage stage(m_dir.path());
        stage.operations->keepingToGive = Keeping::Nowhere;
        stage.open();
        QVERIFY(choose(stage, "settings-vault"));
        auto *yes = qobject_cast<QPushButton *>(stage.find(QStringLiteral("dialog-yes")));
        QVERIFY(yes && !yes->isEnabled());
        QVERIFY(stage.type(QStringLiteral("vault-passphrase"), QStringLiteral("seven77")));
        QVERIFY(stage.type(QStringLiteral("vault-again"), QStringLiteral("seven77")));
        QVERIFY(!yes->isEnabled());
        QVERIFY(stage.type(QStringLiteral("vault-passphrase"), QStringLiteral("correct horse")));
        QVERIFY(stage.type(QStringLiteral("vault-again"), QStringLiteral("correct hors")));
        QVERIFY(!yes->isEnabled());
        QVERIFY(stage.type(QStringLiteral("vault-again"), QStringLiteral("correct horse")));
        QVERIFY(stage.click(QStringLiteral("dialog-yes")));
        QTRY_VERIFY(stage.operations->lastPassphrase());
        QVERIFY(*stage.operations->lastPassphrase() == Secret(QByteArray("correct horse")));
        QTRY_VERIFY(action(stage, "settings-vault-forget") && !action(stage, "settings-vault"));
        QVERIFY(choose(stage, "settings-vault-forget"));
        QVERIFY(stage.find(QStringLiteral("confirm-dialog")));
        QVERIFY(stage.click(QStringLiteral("dialog-no")));
        QVERIFY(!stage.operations->calls().contains(QStringLiteral("forgetVault")));
        QVERIFY(choose(stage, "settings-vault-forget"));
        QVERIFY(stage.click(QStringLiteral("dialog-yes")));
        QTRY_VERIFY(action(stage, "settings-vault"));
        QVERIFY(stage.operations->calls().contains(QStringLiteral("forgetVault")));
    }
    void theReportIsShownBeforeItIsSaved()
    {
        Stage stage(m_dir.path());
        stage.operations->reportToGive = QStringLiteral("report: firstlight/1\nversion: 9\n");
        stage.open();
        QVERIFY(choose(stage, "settings-report"));
        auto *text = qobject_cast<QPlainTextEdit *>(stage.find(QStringLiteral("report-text")));
        QVERIFY(text);
        QCOMPARE(text->toPlainText(), stage.operations->reportToGive);
        const QString path = m_dir.filePath(QStringLiteral("report.txt"));
        QVERIFY(stage.type(QStringLiteral("report-path"), m_dir.filePath(QStringLiteral("none/report.txt"))));
        QVERIFY(!QFileInfo::exists(path));
        QVERIFY(stage.click(QStringLiteral("dialog-yes")));
        const auto said = [&] { return qobject_cast<QLabel *>(stage.find(QStringLiteral("report-said")))->text(); };
        QTRY_VERIFY(said().contains(QLatin1String("none/report.txt")));
        QVERIFY(stage.type(QStringLiteral("report-path"), path));
        QVERIFY(stage.click(QStringLiteral("dialog-yes")));
        QTRY_VERIFY(QFileInfo::exists(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QCOMPARE(QString::fromUtf8(file.readAll()), stage.operations->reportToGive);
        QVERIFY(stage.click(QStringLiteral("dialog-no")));
        QTRY_VERIFY(!stage.find(QStringLiteral("report-dialog"), 0));
    }
};

QTEST_MAIN(TestUpkeep)
#include "tst_upkeep.moc"
