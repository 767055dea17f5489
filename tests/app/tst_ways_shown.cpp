// SPDX-License-Identifier: GPL-3.0-or-later
// The ways that lead out of the program, and "Help me choose", on the page that asks where.
#include "backends/providers/registry.h"
#include "tests/app/screens/stage.h"
#include "wizard/frame.h"
#include "wizard/pages/where/floyd_dialog.h"
#include "wizard/pages/where/hosted_dialog.h"
#include "wizard/pages/where/shopping_dialog.h"
#include "wizard/pages/where/way_cards.h"

#include <QComboBox>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QRadioButton>
#include <QSpinBox>
#include <QTextBrowser>

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
        const ProviderRegistry real; // whose fields a way's choices must fit
        for (const char *name : {"aws", "lambda"}) {
            const Provider *cloud = real.find(QLatin1String(name));
            m_stage->operations->addProvider(cloud->id(), cloud->abilities(), cloud->fields());
        }
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
    void aPriceSaysHowOldItIsAndWhereItWasSeen()
    {
        const auto ways = currentWays({});
        const WayCard card = wayCard(*ways, *ways->find(QStringLiteral("gradient")), false, QDate(2026, 11, 27));
        QVERIFY2(card.facts.front().value.contains(QLatin1String("September 2026 (2 months old)")), qPrintable(card.facts.front().value));
        QVERIFY(wayCard(*ways, *ways->find(QStringLiteral("colab")), true, QDate(2026, 11, 27))
                    .facts.front()
                    .value.contains(QLatin1String("4 years old")));
        QVERIFY(wayCard(*ways, *ways->find(QStringLiteral("azure-vm")), false, QDate(2026, 12, 1))
                    .facts.front()
                    .value.contains(QLatin1String("one month old")));
        QVERIFY(m_stage->click(QStringLiteral("way-price-gradient")));
        QCOMPARE(m_stage->desktop.urls, QStringList{QStringLiteral("https://www.paperspace.com/pricing")});
        QVERIFY(!m_stage->find(QStringLiteral("way-price-floydhub"), 0));
    }
    void noWayIsADeadEnd()
    {
        for (QWidget *widget : QApplication::allWidgets()) {
            if (!widget->objectName().startsWith(QLatin1String("way-")) || qobject_cast<QAbstractButton *>(widget))
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
    void aCardLeadsIntoTheRoadWithItsImageChosen()
    {
        QVERIFY(m_stage->click(QStringLiteral("way-go-aws-dlami")));
        QVERIFY(m_stage->find(QStringLiteral("page-account")));
        auto *image = get<QComboBox>("field-aws-image");
        QVERIFY(image);
        QCOMPARE(image->currentData().toString(), QStringLiteral("dlami-base"));
        QVERIFY(m_stage->desktop.urls.isEmpty());
        QCOMPARE(m_stage->window->wizard()->choices().where, QStringLiteral("aws"));
        // What is said there later holds, also after a look at the page before.
        image->setCurrentIndex(image->findData(QStringLiteral("ubuntu-24.04")));
        QVERIFY(m_stage->click(QStringLiteral("footer-back")) && m_stage->find(QStringLiteral("page-where")));
        QVERIFY(m_stage->next() && m_stage->find(QStringLiteral("page-account")));
        QCOMPARE(get<QComboBox>("field-aws-image")->currentData().toString(), QStringLiteral("ubuntu-24.04"));
    }
    /// A second cloud: its fields are asked, and where a machine cannot stop itself nothing says that it does.
    void aCloudThatCannotStopIsNotSaidTo()
    {
        const auto words = [this] {
            auto *label = get<QLabel>("access-idle-words");
            return label ? label->text() : QString();
        };
        QVERIFY(m_stage->click(QStringLiteral("way-go-lambda-cloud")));
        QVERIFY(m_stage->find(QStringLiteral("page-account")));
        QCOMPARE(m_stage->window->wizard()->choices().where, QStringLiteral("lambda"));
        for (const char *field : {"field-lambda-api_key", "field-lambda-region", "field-lambda-image"})
            QVERIFY2(m_stage->find(QLatin1String(field)), field);
        QVERIFY(m_stage->walkTo(QStringLiteral("access")));
        QVERIFY(words().contains(QLatin1String("only deleting it ends the bill")) && !words().contains(QLatin1String("disk")));
    }
    void whatAWayBringsAlongStaysAtItsPlace()
    {
        QVERIFY(m_stage->click(QStringLiteral("where-choose")));
        QVERIFY(m_stage->click(QStringLiteral("choose-go-aws-dlami")));
        QTRY_VERIFY(get<QRadioButton>("where-aws")->isChecked());
        QVERIFY(m_stage->click(QStringLiteral("where-practice")));
        QVERIFY(m_stage->walkTo(QStringLiteral("account")));
        QCOMPARE(m_stage->window->wizard()->choices().where, QStringLiteral("practice"));
        QVERIFY(m_stage->window->wizard()->choices().provider.isEmpty());
    }
    void aProjectOfAClosedServiceIsTakenOver()
    {
        QTemporaryDir folder;
        const auto write = [&](const QByteArray &config) {
            QFile file(folder.filePath(QStringLiteral("floyd.yml")));
            return file.open(QIODevice::WriteOnly) && file.write(config) == config.size();
        };
        QVERIFY(m_stage->click(QStringLiteral("way-open-floydhub")));
        auto *dialog = static_cast<FloydDialog *>(m_stage->find(QStringLiteral("floyd-dialog")));
        auto *take = get<QPushButton>("floyd-take");
        QVERIFY(dialog && take && !take->isEnabled());
        dialog->openFolder(folder.path()); // nothing is in it yet
        QVERIFY(m_stage->find(QStringLiteral("error-panel")));
        QVERIFY(write("env: tensorflow-1.9\nmachine: gpu2\n"));
        dialog->openFolder(folder.path());
        QTRY_VERIFY(take->isEnabled());
        QVERIFY(m_stage->find(QStringLiteral("floyd-change-framework")) && m_stage->find(QStringLiteral("floyd-change-gpu")));
        QVERIFY(m_stage->click(QStringLiteral("floyd-take")));
        QVERIFY2(get<QLabel>("where-project")->text().contains(QLatin1String("TensorFlow 2.21")),
                 qPrintable(get<QLabel>("where-project")->text()));
        QVERIFY(m_stage->click(QStringLiteral("where-choose"))); // which knows what the GPU had
        QTRY_VERIFY(get<QComboBox>("choose-use") && get<QComboBox>("choose-use")->currentData().toDouble() >= 16);
        QVERIFY(m_stage->click(QStringLiteral("choose-close")));
        QVERIFY(m_stage->click(QStringLiteral("where-practice")) && m_stage->walkTo(QStringLiteral("software")));
        const SoftwareChoice software = m_stage->window->wizard()->choices().software;
        QCOMPARE(software.frameworks, QStringList{QStringLiteral("tensorflow")});
        QCOMPARE(software.source, Source::Pypi);
    }
    void aShoppingListIsSavedAsItIsShown()
    {
        QVERIFY(m_stage->click(QStringLiteral("way-go-buy")));
        auto *dialog = static_cast<ShoppingDialog *>(m_stage->find(QStringLiteral("shopping-dialog")));
        QVERIFY(dialog);
        const auto paper = [&] { return get<QTextBrowser>("shopping-paper")->toPlainText(); };
        QTRY_VERIFY(paper().contains(QLatin1String("RTX 5060 Ti")) && paper().contains(QLatin1String("10 hours a week")));
        get<QSpinBox>("shopping-budget")->setValue(6000);
        get<QSpinBox>("shopping-hours")->setValue(30);
        QTRY_VERIFY(paper().contains(QLatin1String("RTX 5090")) && paper().contains(QLatin1String("30 hours a week")));
        const QString path = m_home.filePath(QStringLiteral("list.pdf"));
        dialog->saveTo(path);
        QTRY_VERIFY(get<QLabel>("shopping-said") && get<QLabel>("shopping-said")->text().contains(path));
        QFile file(path);
        QVERIFY(file.open(QIODevice::ReadOnly) && file.readAll().startsWith("%PDF"));
        dialog->saveTo(m_home.filePath(QStringLiteral("no such folder/list.pdf")));
        QTRY_VERIFY(!get<QLabel>("shopping-said")->text().contains(QStringLiteral("✓")));
        QVERIFY(m_stage->click(QStringLiteral("shopping-close")));
    }
    void whoWouldBuyGetsTheListFromTheQuestionsToo()
    {
        QVERIFY(m_stage->click(QStringLiteral("where-choose")));
        get<QSpinBox>("choose-hours")->setValue(33);
        QVERIFY(m_stage->click(QStringLiteral("choose-list-buy")));
        QTRY_COMPARE(get<QSpinBox>("shopping-hours") ? get<QSpinBox>("shopping-hours")->value() : 0, 33);
        QVERIFY(m_stage->click(QStringLiteral("shopping-close")));
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
