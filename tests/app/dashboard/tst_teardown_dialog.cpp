// SPDX-License-Identifier: GPL-3.0-or-later
// Before a machine is deleted: what goes with it is shown, and can be brought home first.
#include "app/dashboard/teardown_dialog.h"
#include "tests/app/screens/stage.h"

#include <QLabel>
#include <QListWidget>
#include <QProgressBar>
#include <QTemporaryDir>

using namespace fl;

class TestTearDownDialog : public QObject {
    Q_OBJECT

    QTemporaryDir m_home;

    std::unique_ptr<Stage> opened(const std::function<void(FakeOperations &)> &prepare = {}, const char *where = "practice")
    {
        auto stage = std::make_unique<Stage>(m_home.path());
        Machine machine;
        machine.id = QStringLiteral("m-1");
        machine.name = QStringLiteral("lab/1");
        machine.where = QLatin1String(where);
        machine.state = MachineState::Ready;
        machine.perHour = Money{};
        stage->operations->machines = {machine};
        stage->operations->files.files = {{"a\nb.ipynb", 1'200'000, 0}, {"data.csv", 300, 0}};
        if (prepare)
            prepare(*stage->operations);
        stage->open();
        stage->window->showMachines(machine.name);
        return stage->click(QStringLiteral("machine-destroy")) ? std::move(stage) : nullptr;
    }
    static QString said(const Stage &stage)
    {
        auto *label = qobject_cast<QLabel *>(stage.find(QStringLiteral("teardown-say")));
        return label ? label->text() : QString();
    }
    static bool shows(const Stage &stage, const char *name) { return stage.find(QLatin1String(name), 0) != nullptr; }
    static bool canDelete(const Stage &stage) { return stage.find(QStringLiteral("dialog-yes"))->isEnabled(); }
    static TearDownDialog *dialog(const Stage &stage)
    {
        return static_cast<TearDownDialog *>(stage.find(QStringLiteral("teardown-dialog")));
    }

private slots:
    void theFilesAreListedAndTheFocusIsOnCancel()
    {
        auto s = opened();
        QVERIFY(s);
        auto *list = qobject_cast<QListWidget *>(s->find(QStringLiteral("teardown-files")));
        QVERIFY(list);
        QCOMPARE(list->count(), 2);
        QCOMPARE(list->item(0)->text(), QStringLiteral("a b.ipynb · 1.2\u00a0MB"));
        QCOMPARE(said(*s), QStringLiteral("2 files you made go with it, 1.2\u00a0MB:"));
        QCOMPARE(dialog(*s)->focusWidget(), s->find(QStringLiteral("dialog-no")));
        QVERIFY(!canDelete(*s)); // two seconds
        QTRY_VERIFY(canDelete(*s));
        QVERIFY(s->click(QStringLiteral("dialog-yes")));
        QTRY_VERIFY(s->operations->calls().contains(QStringLiteral("destroy lab/1")));
    }
    void noFilesNoList()
    {
        auto s = opened([](FakeOperations &operations) { operations.files = {}; });
        QVERIFY(s);
        QTRY_COMPARE(said(*s), QStringLiteral("No files of yours are in its notebook folder."));
        QVERIFY(!shows(*s, "teardown-files") && !shows(*s, "teardown-copy"));
        QTRY_VERIFY(canDelete(*s));
    }
    void whatCannotBeLookedUpIsSaidAndKeepsNobodyFromIt()
    {
        auto s = opened([](FakeOperations &operations) {
            operations.filesError =
                Error{Cause::ConnectionTimeout, {{QStringLiteral("host"), QStringLiteral("h")}}, NextAction::CheckServerIsOn, {}, {}};
        });
        QVERIFY(s);
        QTRY_VERIFY2(said(*s).startsWith(QLatin1String("Could not look for your files: ")), qPrintable(said(*s)));
        QVERIFY(!shows(*s, "teardown-copy"));
        QTRY_VERIFY(canDelete(*s));
    }
    void aStoppedMachineSaysHowToKeepThem()
    {
        auto s = opened([](FakeOperations &operations) {
            operations.filesError =
                Error{Cause::JupyterNotRunning, {{QStringLiteral("stopped"), QStringLiteral("yes")}}, NextAction::Retry, {}, {}};
        });
        QVERIFY(s);
        QTRY_VERIFY2(said(*s).contains(QLatin1String("start it, and come back")), qPrintable(said(*s)));
    }
    void copyingComesFirstAndDeletingGoesOn()
    {
        auto s = opened([](FakeOperations &operations) {
            operations.hold = true;
            operations.copied.copied = 2;
            operations.copyEvents = {{0,
                                      {},
                                      {},
                                      EventKind::Progress,
                                      {{QStringLiteral("say"), QStringLiteral("copying-file")},
                                       {QStringLiteral("args"),
                                        QJsonObject{{QStringLiteral("file"), QStringLiteral("data.csv")},
                                                    {QStringLiteral("done"), QStringLiteral("600000")},
                                                    {QStringLiteral("of"), QStringLiteral("1200300")}}},
                                       {QStringLiteral("done"), 0.5}}}};
        });
        QVERIFY(s && s->find(QStringLiteral("teardown-copy")));
        QTRY_VERIFY(canDelete(*s));
        dialog(*s)->copyInto(QStringLiteral("/somewhere"));
        QVERIFY(!canDelete(*s));
        auto *bar = qobject_cast<QProgressBar *>(s->find(QStringLiteral("teardown-bar")));
        QVERIFY(bar);
        QTRY_COMPARE(bar->value(), 50);
        QVERIFY(shows(*s, "teardown-stop-copy") && !shows(*s, "teardown-copy"));
        s->operations->release();
        QTRY_COMPARE(said(*s), QStringLiteral("2 files are on this computer now, in /somewhere/lab_1."));
        QVERIFY(s->operations->calls().contains(QStringLiteral("fetch lab/1 /somewhere/lab_1")));
        QVERIFY(canDelete(*s));
        QVERIFY(!shows(*s, "teardown-bar") && !shows(*s, "teardown-copy"));
        QVERIFY(!s->operations->calls().contains(QStringLiteral("destroy lab/1")));
        QVERIFY(s->click(QStringLiteral("dialog-yes")));
        QTRY_VERIFY(s->operations->calls().contains(QStringLiteral("destroy lab/1")));
    }
    void whatWasNotCopiedIsSaid()
    {
        auto s = opened([](FakeOperations &operations) {
            operations.copied.copied = 1;
            operations.copied.left = {{"../up", QStringLiteral("copy-name-outside")}};
        });
        QVERIFY(s && s->find(QStringLiteral("teardown-copy")));
        dialog(*s)->copyInto(QStringLiteral("/somewhere"));
        QTRY_VERIFY2(said(*s).contains(QLatin1String("../up: its name would lead out of the folder")), qPrintable(said(*s)));
        QVERIFY(shows(*s, "teardown-copy"));
    }
    void aCopyCanBeStoppedAndTriedAgain()
    {
        auto s = opened([](FakeOperations &operations) { operations.hold = true; });
        QVERIFY(s && s->find(QStringLiteral("teardown-copy")));
        dialog(*s)->copyInto(QStringLiteral("/somewhere"));
        QVERIFY(s->click(QStringLiteral("teardown-stop-copy")));
        QTRY_VERIFY2(said(*s).startsWith(QLatin1String("They were not all copied: ")), qPrintable(said(*s)));
        QVERIFY(s->find(QStringLiteral("teardown-copy")));
        // Leaving stops it, too: the fake ends only when it is let go or stopped, and the window waits for its worker.
        dialog(*s)->copyInto(QStringLiteral("/somewhere"));
        QTRY_COMPARE(s->operations->calls().filter(QStringLiteral("fetch")).size(), 2);
        QVERIFY(s->click(QStringLiteral("dialog-no")));
        QTRY_VERIFY(!shows(*s, "teardown-dialog"));
        QVERIFY(!s->operations->calls().contains(QStringLiteral("destroy lab/1")));
    }
    void theFolderIsAskedFor()
    {
        auto s = opened();
        QVERIFY(s && s->click(QStringLiteral("teardown-copy")));
        auto *chooser = qobject_cast<QDialog *>(s->find(QStringLiteral("teardown-folder")));
        QVERIFY(chooser);
        chooser->reject();
        QTRY_VERIFY(!shows(*s, "teardown-folder"));
        QVERIFY(s->operations->calls().filter(QStringLiteral("fetch")).isEmpty());
    }
    void onAComputerOfTheUsersNobodyLooks()
    {
        auto s = opened({}, "ssh");
        QVERIFY(s && s->find(QStringLiteral("confirm-dialog")));
        QVERIFY(s->operations->calls().filter(QStringLiteral("files")).isEmpty());
    }
};

QTEST_MAIN(TestTearDownDialog)
#include "tst_teardown_dialog.moc"
