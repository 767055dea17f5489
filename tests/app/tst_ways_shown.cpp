// SPDX-License-Identifier: GPL-3.0-or-later
// The ways that lead out of the program, and "Help me choose", on the page that asks where.
#include "tests/app/screens/stage.h"
#include "wizard/pages/where/hosted_dialog.h"

#include <QComboBox>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QRadioButton>
#include <QSpinBox>

using namespace fl;

class TestWaysShown : public QObject {
    Q_OBJECT

    QTemporaryDir m_home;
    std::unique_ptr<Stage> m_stage;

    template <class T>
    T *get(const char *name) const
    {
        return qobject_cast<T *>(m_stage->find(QLatin1String(name)));
    }
    /// The ways as the dialog shows them, from top to bottom.
    QStringList shown() const
    {
        QMap<int, QString> byPlace;
        for (QWidget *widget : QApplication::allWidgets())
            if (widget->isVisible() && widget->objectName().startsWith(QLatin1String("choose-way-")))
                byPlace.insert(widget->y(), widget->objectName().mid(11));
        return byPlace.values();
    }

private slots:
    void init()
    {
        m_stage = std::make_unique<Stage>(m_home.path());
        m_stage->operations->offersToGive.front().gpuMemoryGb = 12;
        m_stage->operations->offersToGive.front().gpu = QStringLiteral("NVIDIA GeForce RTX 3060");
        m_stage->open();
        QVERIFY(m_stage->walkTo(QStringLiteral("where")));
        QVERIFY(m_stage->find(QStringLiteral("way-colab")));
    }
    void cleanup() { m_stage.reset(); }

    void aWayThatIsNotBuiltOpensItsPage()
    {
        QVERIFY(m_stage->click(QStringLiteral("way-go-gradient")));
        QCOMPARE(m_stage->desktop.urls, QStringList{QStringLiteral("https://www.paperspace.com/gradient")});
    }
    void aClosedOneLeadsToTheNearestLivingOne()
    {
        QWidget *go = m_stage->find(QStringLiteral("way-go-floydhub"));
        QTRY_VERIFY(go->mapTo(m_stage->window.get(), QPoint()).y() > m_stage->window->height()); // far down, once it is laid out
        QVERIFY(m_stage->click(QStringLiteral("way-go-floydhub")));
        QVERIFY(m_stage->desktop.urls.isEmpty());
        QTRY_COMPARE(QApplication::focusWidget() ? QApplication::focusWidget()->objectName() : QString(),
                     QStringLiteral("way-go-gradient"));
        QTRY_VERIFY(!QApplication::focusWidget()->visibleRegion().isEmpty()); // the page has scrolled to it
    }
    void aNotebookIsSavedForAHostedOne()
    {
        QVERIFY(m_stage->click(QStringLiteral("way-go-colab")));
        auto *dialog = static_cast<HostedDialog *>(m_stage->find(QStringLiteral("hosted-dialog")));
        QVERIFY(dialog);
        const QString path = m_home.filePath(QStringLiteral("out.ipynb"));
        dialog->saveTo(path);
        QVERIFY(get<QLabel>("hosted-saved")->text().contains(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(QJsonDocument::fromJson(file.readAll()).object().value(QLatin1String("nbformat")).toInt() == 4);
        dialog->saveTo(m_home.filePath(QStringLiteral("no such folder/out.ipynb")));
        QVERIFY(!get<QLabel>("hosted-saved")->text().contains(QStringLiteral("✓")));
        QVERIFY(m_stage->click(QStringLiteral("hosted-open")));
        QCOMPARE(m_stage->desktop.urls, QStringList{QStringLiteral("https://colab.research.google.com/")});
        QVERIFY(m_stage->click(QStringLiteral("hosted-close")));
    }
    void noWayIsADeadEnd()
    {
        for (QWidget *widget : QApplication::allWidgets()) {
            if (!widget->objectName().startsWith(QLatin1String("way-")) || widget->objectName().startsWith(QLatin1String("way-go-")))
                continue;
            auto *go = widget->findChild<QPushButton *>();
            QVERIFY2(go && go->isEnabled() && !go->text().isEmpty(), qPrintable(widget->objectName()));
        }
    }
    void answersReorderTheWays()
    {
        QVERIFY(m_stage->click(QStringLiteral("where-choose")));
        auto *card = get<QSpinBox>("choose-card");
        QVERIFY(card);
        QTRY_COMPARE(card->value(), 12); // this computer was looked at
        QTRY_COMPARE(shown().value(0), QStringLiteral("own-computer"));
        card->setValue(0);
        QTRY_COMPARE(shown().value(0), QStringLiteral("colab"));
        get<QComboBox>("choose-data")->setCurrentIndex(1);
        QTRY_COMPARE(shown().value(0), QStringLiteral("practice-machine"));
        QVERIFY(m_stage->click(QStringLiteral("choose-close")));
    }
    void whatIsChosenSelectsItsCard()
    {
        QVERIFY(m_stage->click(QStringLiteral("where-practice")));
        QVERIFY(m_stage->click(QStringLiteral("where-choose")));
        QVERIFY(m_stage->click(QStringLiteral("choose-go-own-computer")));
        QTRY_VERIFY(get<QRadioButton>("where-here")->isChecked());
        QVERIFY(!m_stage->find(QStringLiteral("choose-dialog"), 0));
    }
    void aWayWithoutARoadOpensItsPageFromTheDialogToo()
    {
        QVERIFY(m_stage->click(QStringLiteral("where-choose")));
        QVERIFY(m_stage->click(QStringLiteral("choose-go-colab")));
        QCOMPARE(m_stage->desktop.urls, QStringList{QStringLiteral("https://colab.research.google.com/")});
        QVERIFY(m_stage->find(QStringLiteral("choose-dialog"), 0));
        QVERIFY(m_stage->click(QStringLiteral("choose-close")));
    }
};

QTEST_MAIN(TestWaysShown)
#include "tst_ways_shown.moc"
