// SPDX-License-Identifier: GPL-3.0-or-later
// The page to photograph before a computer with Secure Boot restarts: all that its own screen will ask stands on it, and nothing restarts
// before the user says that there is a photo.
#include "app/run/enrol_key_dialog.h"

#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QtTest>

using namespace fl;

class TestEnrolKeyDialog : public QObject {
    Q_OBJECT

    const Question m_question{Question::Kind::ConfirmInPerson,
                              {QStringLiteral("enrol-key"),
                               {{QStringLiteral("machine"), QStringLiteral("lab")},
                                {QStringLiteral("password"), QStringLiteral("40718263")}}}};

private slots:
    void nothingRestartsWithoutAPhoto()
    {
        const std::unique_ptr<QuestionDialog> dialog(makeDialog(m_question, nullptr));
        QVERIFY(qobject_cast<EnrolKeyDialog *>(dialog.get()));
        dialog->show();
        auto *restart = dialog->findChild<QPushButton *>(QStringLiteral("dialog-yes"));
        auto *taken = dialog->findChild<QCheckBox *>(QStringLiteral("enrol-key-taken"));
        QVERIFY(restart && taken && !restart->isEnabled());
        restart->click();
        QTest::keyClick(dialog.get(), Qt::Key_Return);
        QCOMPARE(dialog->result(), int(QDialog::Rejected));
        taken->click();
        QVERIFY(restart->isEnabled());
        taken->click();
        QVERIFY(!restart->isEnabled());
        taken->click();
        restart->click();
        QCOMPARE(dialog->result(), int(QDialog::Accepted));
    }

    void allThatTheScreenWillAskStandsThere()
    {
        const std::unique_ptr<QuestionDialog> dialog(makeDialog(m_question, nullptr));
        QCOMPARE(dialog->findChild<QLabel *>(QStringLiteral("enrol-key-password"))->text(), QStringLiteral("4071 8263"));
        QStringList screens;
        for (const BlueScreen *screen : dialog->findChildren<BlueScreen *>())
            screens << screen->accessibleName();
        screens.sort();
        QCOMPARE(screens.size(), 6);
        for (int i = 0; i < screens.size(); ++i)
            QVERIFY2(screens[i].startsWith(QString::number(i + 1) + QLatin1String(". ")), qPrintable(screens[i]));
        QVERIFY(screens[1].contains(QLatin1String("Enroll MOK")) && screens[3].contains(QLatin1String("Yes"))
                && screens[5].contains(QLatin1String("Reboot")));
    }
};

QTEST_MAIN(TestEnrolKeyDialog)
#include "tst_enrol_key_dialog.moc"
