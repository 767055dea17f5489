// SPDX-License-Identifier: GPL-3.0-or-later
// Results of hosted notebooks on the dashboard: brought, refused when mistyped, called the user's word, and removed.
#include "app/dashboard/dashboard.h"
#include "tests/app/screens/stage.h"

#include <QLabel>

using namespace fl;

class TestHostedPage : public QObject {
    Q_OBJECT

    // By resources/hosted/code.py: PyTorch 2.15 on the GPU and Keras 3.15 not, a Tesla T4, 2026-11-27; PyTorch alone without a GPU, 2026-11-26.
    const QString m_code = QStringLiteral("044XM-4R21W-1GY22-MCNSP-RR90A-GT32V-N4");
    const QString m_other = QStringLiteral("044XJ-0821W-055Y9-8");

    std::unique_ptr<QTemporaryDir> m_home;
    std::unique_ptr<Stage> m_stage;

    QStringList cards() const
    {
        QStringList texts;
        for (QWidget *widget : QApplication::allWidgets())
            if (widget->objectName() == QLatin1String("hosted-card") && widget->isVisible()) {
                QString text;
                for (const QLabel *label : widget->findChildren<QLabel *>())
                    text += label->text() + QLatin1Char('\n');
                texts << text;
            }
        return texts;
    }
    bool bring(const QString &code) const
    {
        return m_stage->type(QStringLiteral("hosted-code"), code) && m_stage->click(QStringLiteral("hosted-keep"));
    }
    QString said() const
    {
        const auto *label = qobject_cast<QLabel *>(m_stage->find(QStringLiteral("hosted-said")));
        return label ? label->text() : QString();
    }

private slots:
    void init()
    {
        m_home = std::make_unique<QTemporaryDir>();
        m_stage = std::make_unique<Stage>(m_home->path());
        m_stage->open();
        m_stage->window->showMachines();
    }
    void cleanup() { m_stage.reset(); }

    void aCodeIsCheckedKeptAndCalledTheUsersWord()
    {
        QVERIFY(m_stage->click(QStringLiteral("hosted-results")));
        QVERIFY(!m_stage->find(QStringLiteral("hosted-keep"))->isEnabled()); // nothing stands there yet
        QString mistyped = m_code;
        mistyped[7] = mistyped.at(7) == QLatin1Char('A') ? QLatin1Char('B') : QLatin1Char('A');
        QVERIFY(bring(mistyped));
        QVERIFY2(said().contains(QLatin1String("no result code")), qPrintable(said()));
        QVERIFY(cards().isEmpty() && hostedRecords(m_home->path())->empty());
        QVERIFY(bring(m_code));
        QTRY_COMPARE(cards().size(), 1);
        QVERIFY2(said().contains(QLatin1String("your word")), qPrintable(said()));
        const QString card = cards().front();
        for (const QString &part :
             {QStringLiteral("Google Colab"), QLocale().toString(QDate(2026, 11, 27), QLocale::LongFormat), QStringLiteral("by your word"),
              QStringLiteral("Tesla T4"), QStringLiteral("2.15, computed on the GPU"), QStringLiteral("3.15, computed on the processor")})
            QVERIFY2(card.contains(part), qPrintable(card));
        QCOMPARE(hostedRecords(m_home->path())->size(), 1U);
        QVERIFY(bring(m_code)); // once more: nothing new
        QTRY_VERIFY(said().contains(QLatin1String("your word")));
        QCOMPARE(cards().size(), 1);
        QVERIFY(bring(m_other));
        QTRY_COMPARE(cards().size(), 2);
    }
    void whatIsKeptIsThereAtTheNextStartAndCanBeRemoved()
    {
        QVERIFY(keepHosted(m_home->path(), QStringLiteral("colab"), m_code, 1)
                && keepHosted(m_home->path(), QStringLiteral("colab"), m_other, 2));
        m_stage = std::make_unique<Stage>(m_home->path());
        m_stage->open();
        m_stage->window->showMachines(); // there is no machine, so these are what there is to show
        QTRY_COMPARE(cards().size(), 2);
        QTRY_COMPARE(m_stage->window->dashboard()->selected(), Dashboard::hostedPlace());
        QVERIFY(m_stage->click(QStringLiteral("hosted-remove")));
        QTRY_COMPARE(cards().size(), 1);
        QTRY_COMPARE(hostedRecords(m_home->path())->size(), 1U);
        QVERIFY(m_stage->click(QStringLiteral("hosted-remove")));
        QTRY_VERIFY(cards().isEmpty());
        QVERIFY(hostedRecords(m_home->path())->empty());
    }
    void aFileThatCannotBeReadIsSaid()
    {
        QVERIFY(QDir(m_home->path()).mkpath(QStringLiteral("hosted.json"))); // a folder in its place
        QVERIFY(m_stage->click(QStringLiteral("hosted-results")));
        QVERIFY(bring(m_code));
        QTRY_VERIFY2(said().contains(QLatin1String("hosted.json")), qPrintable(said()));
        QVERIFY(cards().isEmpty());
    }
};

QTEST_MAIN(TestHostedPage)
#include "tst_hosted_page.moc"
