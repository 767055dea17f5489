// SPDX-License-Identifier: GPL-3.0-or-later
// Files dropped on a machine's page, and brought home by a button.
#include "app/dashboard/copy_panel.h"
#include "tests/app/screens/stage.h"

#include <QAction>
#include <QDropEvent>
#include <QFileDialog>
#include <QLabel>
#include <QMimeData>
#include <QProgressBar>
#include <QTemporaryDir>

using namespace fl;

class TestCopyPanel : public QObject {
    Q_OBJECT

    QTemporaryDir m_home;

    std::unique_ptr<Stage> opened(const std::function<void(FakeOperations &)> &prepare = {}, MachineState state = MachineState::Ready)
    {
        auto stage = std::make_unique<Stage>(m_home.path());
        for (const char *name : {"lab", "other"}) {
            Machine machine;
            machine.id = QStringLiteral("m-") + QLatin1String(name);
            machine.name = QLatin1String(name);
            machine.where = QStringLiteral("practice");
            machine.state = state;
            machine.perHour = Money{};
            stage->operations->machines.push_back(machine);
        }
        if (prepare)
            prepare(*stage->operations);
        stage->open();
        stage->window->showMachines(QStringLiteral("lab"));
        return stage->find(QStringLiteral("copy-panel")) ? std::move(stage) : nullptr;
    }
    /// Whether the page took it.
    static bool drop(const Stage &stage, const QList<QUrl> &urls)
    {
        QMimeData data;
        data.setUrls(urls);
        QWidget *page = stage.find(QStringLiteral("machine-page"));
        QDragEnterEvent enter(QPoint(50, 50), Qt::CopyAction | Qt::MoveAction, &data, Qt::LeftButton, Qt::NoModifier);
        enter.ignore();
        QApplication::sendEvent(page, &enter);
        if (!enter.isAccepted())
            return false;
        if (enter.dropAction() != Qt::CopyAction
            || stage.find(QStringLiteral("copy-panel"))->property("kind") != QStringLiteral("panel-info"))
            qFatal("the page does not show what a drop would do");
        QDropEvent event(QPointF(50, 50), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        QApplication::sendEvent(page, &event);
        return event.isAccepted() && stage.find(QStringLiteral("copy-panel"))->property("kind") == QStringLiteral("panel");
    }
    static QString text(const Stage &stage, const char *name)
    {
        auto *label = qobject_cast<QLabel *>(stage.find(QLatin1String(name), 0));
        return label ? label->text() : QString();
    }
    static bool shows(const Stage &stage, const char *name) { return stage.find(QLatin1String(name), 0) != nullptr; }
    static Event progress()
    {
        return {0,
                {},
                {},
                EventKind::Progress,
                {{QStringLiteral("say"), QStringLiteral("copying-file")},
                 {QStringLiteral("args"),
                  QJsonObject{{QStringLiteral("file"), QStringLiteral("data.csv")},
                              {QStringLiteral("done"), QStringLiteral("600000")},
                              {QStringLiteral("of"), QStringLiteral("1200000")},
                              {QStringLiteral("speed"), QStringLiteral("300000")},
                              {QStringLiteral("left"), QStringLiteral("10")}}},
                 {QStringLiteral("done"), 0.5}}};
    }

private slots:
    void whatIsDroppedIsCopiedThere()
    {
        auto s = opened([](FakeOperations &operations) {
            operations.hold = true;
            operations.copied.copied = 2;
            operations.copyEvents = {progress()};
        });
        QVERIFY(s);
        QVERIFY(drop(*s,
                     {QUrl::fromLocalFile(QStringLiteral("/home/ada/a b.csv")), QUrl(QStringLiteral("https://example.org/x")),
                      QUrl::fromLocalFile(QStringLiteral("/home/ada/data"))}));
        QTRY_COMPARE(text(*s, "copy-now"),
                     QStringLiteral("Copying data.csv; 600.0\u00a0kB of 1.2\u00a0MB in all, 300.0\u00a0kB a second, about 10 s left"));
        QCOMPARE(qobject_cast<QProgressBar *>(s->find(QStringLiteral("copy-bar")))->value(), 50);
        QVERIFY(s->operations->calls().contains(QStringLiteral("send lab /home/ada/a b.csv /home/ada/data ")));
        QVERIFY(shows(*s, "copy-stop") && !shows(*s, "copy-there") && !shows(*s, "copy-home"));
        QVERIFY(!drop(*s, {QUrl::fromLocalFile(QStringLiteral("/home/ada/more"))})); // one at a time
        // Another machine's page knows nothing of it, and its own goes on.
        QVERIFY(s->click(QStringLiteral("machine-other")));
        QVERIFY(!shows(*s, "copy-bar"));
        QVERIFY(s->click(QStringLiteral("machine-lab")));
        QVERIFY(s->find(QStringLiteral("copy-bar")));
        s->operations->release();
        QTRY_COMPARE(text(*s, "copy-said"), QStringLiteral("2 files are in the notebook folder now."));
        QVERIFY(shows(*s, "copy-there") && !shows(*s, "copy-bar") && !shows(*s, "copy-stop"));
    }
    void onlyFilesOfThisComputerAreTaken()
    {
        auto s = opened();
        QVERIFY(s);
        QVERIFY(!drop(*s, {QUrl(QStringLiteral("https://example.org/x"))}));
        QVERIFY(!drop(*s, {}));
        QVERIFY(s->operations->calls().filter(QStringLiteral("send")).isEmpty());
    }
    void aStoppedMachineTakesNothing()
    {
        auto s = opened({}, MachineState::Stopped);
        QVERIFY(s);
        QVERIFY(!drop(*s, {QUrl::fromLocalFile(QStringLiteral("/home/ada/x"))}));
        QVERIFY(!s->find(QStringLiteral("copy-there"))->isEnabled() && !s->find(QStringLiteral("copy-home"))->isEnabled());
    }
    void itCanBeStoppedAndGoesOn()
    {
        auto s = opened([](FakeOperations &operations) { operations.hold = true; });
        QVERIFY(s && drop(*s, {QUrl::fromLocalFile(QStringLiteral("/home/ada/x"))}));
        QVERIFY(s->click(QStringLiteral("copy-stop")));
        QTRY_VERIFY(text(*s, "copy-said").startsWith(QStringLiteral("Stopped.")));
        QVERIFY(drop(*s, {QUrl::fromLocalFile(QStringLiteral("/home/ada/x"))}));
        s->operations->release();
        QTRY_COMPARE(s->operations->calls().filter(QStringLiteral("send")).size(), 2);
    }
    void whatWentWrongIsSaid()
    {
        auto s = opened([](FakeOperations &operations) {
            operations.copied.copied = 1;
            operations.copied.left = {{"a\nb", QStringLiteral("copy-name-control")}};
            operations.copied.beside = {{"x.txt", "x (12345678).txt"}};
        });
        QVERIFY(s && drop(*s, {QUrl::fromLocalFile(QStringLiteral("/home/ada/x"))}));
        QTRY_VERIFY2(text(*s, "copy-said").contains(QLatin1String("x (12345678).txt")), qPrintable(text(*s, "copy-said")));
        QVERIFY(text(*s, "copy-said").contains(QLatin1String("1 were not copied:\na b: its name has characters that cannot be seen")));
        s->operations->copyError =
            Error{Cause::DiskFull, {{QStringLiteral("path"), QStringLiteral("~")}}, NextAction::FreeDiskSpace, {}, {}};
        QVERIFY(drop(*s, {QUrl::fromLocalFile(QStringLiteral("/home/ada/x"))}));
        QTRY_VERIFY2(text(*s, "copy-said").startsWith(QLatin1String("Not all was copied: There is too little space")),
                     qPrintable(text(*s, "copy-said")));
    }
    void theButtonsAskWhatAndWhere()
    {
        auto s = opened();
        QVERIFY(s);
        s->window->findChild<QAction *>(QStringLiteral("copy-files"))->trigger();
        auto *chooser = qobject_cast<QFileDialog *>(s->find(QStringLiteral("copy-chooser")));
        QVERIFY(chooser && chooser->fileMode() == QFileDialog::ExistingFiles);
        emit chooser->filesSelected({QStringLiteral("/home/ada/one")});
        chooser->reject();
        QTRY_VERIFY(s->operations->calls().contains(QStringLiteral("send lab /home/ada/one ")));
        QTRY_VERIFY(!shows(*s, "copy-chooser"));
        QVERIFY(s->click(QStringLiteral("copy-home")));
        chooser = qobject_cast<QFileDialog *>(s->find(QStringLiteral("copy-chooser")));
        QVERIFY(chooser && chooser->fileMode() == QFileDialog::Directory);
        emit chooser->fileSelected(QStringLiteral("/home/ada"));
        QTRY_VERIFY(s->operations->calls().contains(QStringLiteral("fetch lab /home/ada/lab")));
        QTRY_COMPARE(text(*s, "copy-said"), QStringLiteral("0 files are on this computer now, in /home/ada/lab."));
    }
};

QTEST_MAIN(TestCopyPanel)
#include "tst_copy_panel.moc"
