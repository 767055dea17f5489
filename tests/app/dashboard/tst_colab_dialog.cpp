// SPDX-License-Identifier: GPL-3.0-or-later
// "Open in Colab": off until it is asked for, the address to paste, and its end; JupyterLab stands first.
#include "app/dashboard/colab_dialog.h"
#include "tests/app/screens/stage.h"

#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QTemporaryDir>

using namespace fl;

class TestColabDialog : public QObject {
    Q_OBJECT

    QTemporaryDir m_home;

    std::unique_ptr<Stage> opened(const std::function<void(FakeOperations &)> &prepare = {})
    {
        auto stage = std::make_unique<Stage>(m_home.path());
        Machine machine;
        machine.id = QStringLiteral("m-lab");
        machine.name = QStringLiteral("lab");
        machine.where = QStringLiteral("practice");
        machine.state = MachineState::Ready;
        machine.perHour = Money{};
        stage->operations->machines = {machine};
        if (prepare)
            prepare(*stage->operations);
        stage->open();
        stage->window->showMachines(machine.name);
        return stage->click(QStringLiteral("machine-colab")) && stage->find(QStringLiteral("colab-dialog")) ? std::move(stage) : nullptr;
    }
    static QString text(const Stage &stage, const char *name)
    {
        auto *label = qobject_cast<QLabel *>(stage.find(QLatin1String(name), 0));
        return label ? label->text() : QString();
    }
    static bool shows(const Stage &stage, const char *name) { return stage.find(QLatin1String(name), 0) != nullptr; }

private slots:
    void nothingIsOpenBeforeItIsAskedFor()
    {
        auto s = opened();
        QVERIFY(s);
        QVERIFY(s->operations->calls().filter(QStringLiteral("olab")).isEmpty());
        QVERIFY(!shows(*s, "colab-url") && text(*s, "colab-say").startsWith(QStringLiteral("It is off.")));
        // JupyterLab is the button that stands out.
        QCOMPARE(s->find(QStringLiteral("dialog-yes"))->property("kind").toString(), QStringLiteral("primary"));
        QVERIFY(s->click(QStringLiteral("dialog-yes")));
        QTRY_VERIFY(s->operations->calls().contains(QStringLiteral("open lab")));
        QVERIFY(s->operations->calls().filter(QStringLiteral("olab")).isEmpty());
    }
    void theAddressIsShownCopiedAndEnded()
    {
        auto s = opened();
        QVERIFY(s);
        auto *hours = qobject_cast<QComboBox *>(s->find(QStringLiteral("colab-hours")));
        QVERIFY(hours);
        QCOMPARE(hours->currentData().toInt(), 4 * 3600);
        hours->setCurrentIndex(0);
        QVERIFY(s->click(QStringLiteral("colab-allow")));
        auto *url = qobject_cast<QLineEdit *>(s->find(QStringLiteral("colab-url")));
        QVERIFY(url && url->text().startsWith(QStringLiteral("http://localhost:41234/?token=")));
        QVERIFY(s->operations->calls().contains(QStringLiteral("openColab lab 3600")));
        QCOMPARE(text(*s, "colab-left"), QStringLiteral("It ends by itself in 1 hour."));
        QVERIFY(s->click(QStringLiteral("colab-copy")));
        QCOMPARE(QGuiApplication::clipboard()->text(), url->text());
        QVERIFY(s->click(QStringLiteral("colab-go")));
        QCOMPARE(s->desktop.urls, QStringList{QStringLiteral("https://colab.research.google.com/")});
        // It outlives the dialog.
        QVERIFY(s->click(QStringLiteral("dialog-no")));
        QTRY_VERIFY(!shows(*s, "colab-dialog"));
        QVERIFY(s->click(QStringLiteral("machine-colab")) && s->find(QStringLiteral("colab-url")));
        QVERIFY(s->click(QStringLiteral("colab-end")));
        QTRY_VERIFY(!shows(*s, "colab-url") && shows(*s, "colab-allow"));
        QTRY_VERIFY(s->operations->calls().contains(QStringLiteral("closeColab lab")));
    }
    void whatWentWrongIsSaid()
    {
        auto s = opened([](FakeOperations &operations) {
            operations.colabError =
                Error{Cause::JupyterNotRunning, {{QStringLiteral("machine"), QStringLiteral("lab")}}, NextAction::ShowLog, {}, {}};
        });
        QVERIFY(s && s->click(QStringLiteral("colab-allow")));
        QTRY_VERIFY2(text(*s, "colab-say").contains(QLatin1String("Jupyter")), qPrintable(text(*s, "colab-say")));
        QVERIFY(!shows(*s, "colab-url") && s->find(QStringLiteral("colab-allow"))->isEnabled());
    }
    void aMachineThatStopsTakesItAlong()
    {
        auto s = opened();
        QVERIFY(s && s->click(QStringLiteral("colab-allow")) && s->find(QStringLiteral("colab-url")));
        QVERIFY(s->click(QStringLiteral("dialog-no")));
        QTRY_VERIFY(!shows(*s, "colab-dialog"));
        QVERIFY(s->click(QStringLiteral("machine-stop")) && s->click(QStringLiteral("dialog-yes")));
        QTRY_VERIFY(s->operations->calls().contains(QStringLiteral("stop lab")));
        QVERIFY(s->click(QStringLiteral("machine-colab")));
        QVERIFY(s->find(QStringLiteral("colab-allow")) && !shows(*s, "colab-url"));
    }
};

QTEST_MAIN(TestColabDialog)
#include "tst_colab_dialog.moc"
