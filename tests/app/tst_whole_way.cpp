// SPDX-License-Identifier: GPL-3.0-or-later
// The window over FakeOperations, driven by object name: what is chosen arrives in the plan, what happens is shown, and every
// question has a safe way out.
#include "app/dashboard/dashboard.h"
#include "app/run/dialogs.h"
#include "tests/app/screens/stage.h"
#include "wizard/frame.h"
#include "wizard/style/theme.h"

#include <QAccessible>
#include <QComboBox>
#include <QDirIterator>
#include <QLabel>
#include <QListView>
#include <QTemporaryDir>

#include <QAction>

using namespace fl;

class TestWholeWay : public QObject {
    Q_OBJECT
    QTemporaryDir m_dir;
    int m_count = 0;

    std::unique_ptr<Stage> stage() { return std::make_unique<Stage>(m_dir.filePath(QString::number(++m_count))); }
    static QString text(QWidget *widget)
    {
        auto *label = qobject_cast<QLabel *>(widget);
        return label ? label->text() : QString();
    }
    static Machine machine(const QString &name, MachineState state = MachineState::Ready)
    {
        Machine machine;
        machine.id = QStringLiteral("m-000000000001");
        machine.name = name;
        machine.where = QStringLiteral("practice");
        machine.state = state;
        machine.perHour = Money{};
        return machine;
    }

private slots:
    void initTestCase() { applyTheme(*qApp, false); }

    void fromTheFirstPageToAnOpenNotebook()
    {
        auto s = stage();
        s->operations->result.machine = machine(QStringLiteral("practice"));
        s->operations->machines = {s->operations->result.machine};
        s->operations->setupEvents = {fakeStep(QStringLiteral("create-machine"), StepState::Running, 1000),
                                      fakeStep(QStringLiteral("create-machine"), StepState::Done, 5000, 4)};
        s->open();
        QVERIFY(s->click(QStringLiteral("start-new")));
        QVERIFY(s->next());
        QVERIFY(s->click(QStringLiteral("where-practice")));
        QVERIFY(s->walkTo(QStringLiteral("software")));
        QVERIFY(s->click(QStringLiteral("software-source-distro")));
        QVERIFY(s->next());
        QVERIFY(s->click(QStringLiteral("access-own")));
        QVERIFY(s->type(QStringLiteral("access-password"), QStringLiteral("correct horse battery")));
        QVERIFY(s->next());
        QVERIFY(s->next()); // "Set up practice"
        QVERIFY(s->find(QStringLiteral("run-done")));
        const Choices chosen = s->operations->lastChoices();
        QCOMPARE(chosen.where, QStringLiteral("practice"));
        QVERIFY(chosen.software.source == Source::Distro);
        QCOMPARE(s->operations->lastSecrets().value(QStringLiteral("jupyter.password")),
                 Secret::fromString(QStringLiteral("correct horse battery")));
        // "Open the browser when the notebook is ready" was on: the tunnel opens by itself.
        QTRY_COMPARE(s->desktop.urls.size(), 1);
        QVERIFY(s->click(QStringLiteral("footer-machine")));
        QVERIFY(s->find(QStringLiteral("machine-open")));
    }
    void severalFrameworksAndWhatTheSystemHasNot()
    {
        auto s = stage();
        s->operations->result.machine = machine(QStringLiteral("practice"));
        s->open();
        QVERIFY(s->click(QStringLiteral("start-new")));
        QVERIFY(s->next());
        QVERIFY(s->click(QStringLiteral("where-practice")));
        QVERIFY(s->walkTo(QStringLiteral("software")));
        QVERIFY(!s->find(QStringLiteral("software-keras-backend"), 100)); // only with Keras
        QVERIFY(s->click(QStringLiteral("software-framework-pytorch")));
        QVERIFY(s->next());
        QVERIFY(!text(s->find(QStringLiteral("page-problem"))).isEmpty()); // none is left
        QVERIFY(s->click(QStringLiteral("software-framework-keras")));
        QVERIFY(s->click(QStringLiteral("software-framework-jax")));
        auto *backend = qobject_cast<QComboBox *>(s->find(QStringLiteral("software-keras-backend")));
        QVERIFY(backend);
        backend->setCurrentIndex(backend->findData(QStringLiteral("jax")));
        QVERIFY(s->click(QStringLiteral("software-source-distro")));
        QVERIFY(s->next());
        QVERIFY(!text(s->find(QStringLiteral("page-problem"))).isEmpty()); // the system packages PyTorch alone
        QVERIFY(s->click(QStringLiteral("software-source-conda")));
        QVERIFY(s->next());
        QVERIFY(s->next());
        QVERIFY(s->next()); // "Set up practice"
        QVERIFY(s->find(QStringLiteral("run-done")));
        const SoftwareChoice chosen = s->operations->lastChoices().software;
        QCOMPARE(chosen.frameworks, (QStringList{QStringLiteral("keras"), QStringLiteral("jax")}));
        QCOMPARE(chosen.kerasBackend, QStringLiteral("jax"));
        QVERIFY(chosen.source == Source::Conda);
    }
    void nothingGoesOnWithoutWhatIsNeeded()
    {
        auto s = stage();
        s->open();
        QVERIFY(s->next());
        QVERIFY(s->click(QStringLiteral("where-ssh")));
        QVERIFY(s->next());
        QVERIFY(s->find(QStringLiteral("field-ssh-host")));
        QVERIFY(s->next());
        QVERIFY(!text(s->find(QStringLiteral("page-problem"))).isEmpty());
        QCOMPARE(s->window->wizard()->currentName(), QStringLiteral("account"));
        QCOMPARE(s->window->focusWidget(), s->find(QStringLiteral("field-ssh-host")));
        QVERIFY(s->type(QStringLiteral("field-ssh-host"), QStringLiteral("lab.example")));
        QVERIFY(s->type(QStringLiteral("field-ssh-user"), QStringLiteral("ada")));
        QVERIFY(s->next());
        QTRY_COMPARE(s->window->wizard()->currentName(), QStringLiteral("hardware"));
        QCOMPARE(s->window->wizard()->choices().ssh.host, QStringLiteral("lab.example"));
    }
    void whatIsTypedIntoASecretFieldIsRememberedNowhere()
    {
        auto s = stage();
        s->open();
        QVERIFY(s->next());
        QVERIFY(s->click(QStringLiteral("where-ssh")));
        QVERIFY(s->next());
        QVERIFY(s->type(QStringLiteral("field-ssh-host"), QStringLiteral("lab.example")));
        QVERIFY(s->type(QStringLiteral("field-ssh-user"), QStringLiteral("ada")));
        int typed = 0;
        const auto typeAll = [&] {
            for (QLineEdit *line : s->window->findChildren<QLineEdit *>())
                if (line->echoMode() == QLineEdit::Password && line->text().isEmpty())
                    line->setText(QStringLiteral("CanarySecret-%1").arg(++typed));
        };
        typeAll();
        QVERIFY(s->walkTo(QStringLiteral("access")));
        QVERIFY(s->click(QStringLiteral("access-own")));
        typeAll();
        QVERIFY(s->walkTo(QStringLiteral("review")));
        QVERIFY2(typed >= 4, qPrintable(QString::number(typed)));
        const QString home = s->home;
        QTRY_VERIFY(QFileInfo::exists(home + QStringLiteral("/window.json")));
        s.reset(); // waits for what is still to be written
        int files = 0;
        for (QDirIterator all(home, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); all.hasNext(); ++files) {
            QFile file(all.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            const QByteArray text = file.readAll();
            QVERIFY2(!text.contains("CanarySecret") && text.contains("lab.example"), qPrintable(file.fileName()));
        }
        QVERIFY(files > 0);
    }
    void goingBackLosesNothing()
    {
        auto s = stage();
        s->open();
        QVERIFY(s->walkTo(QStringLiteral("access")));
        QVERIFY(s->click(QStringLiteral("access-any-port")));
        auto *port = qobject_cast<QWidget *>(s->find(QStringLiteral("access-port")));
        QVERIFY(port && port->isEnabled());
        QVERIFY(s->click(QStringLiteral("rail-3")));
        QCOMPARE(s->window->wizard()->currentName(), QStringLiteral("hardware"));
        QVERIFY(s->walkTo(QStringLiteral("access")));
        QCOMPARE(s->window->wizard()->choices().access.localPort, 8888);
    }
    void anUnknownHostKeyIsAskedForAndTheDefaultIsNo()
    {
        auto s = stage();
        s->operations->question = Question{Question::Kind::AcceptHostKey,
                                           {QStringLiteral("host-key-new"),
                                            {{QStringLiteral("host"), QStringLiteral("lab.example")},
                                             {QStringLiteral("type"), QStringLiteral("ssh-ed25519")},
                                             {QStringLiteral("fingerprint"), QStringLiteral("SHA256:abc")}}}};
        s->open();
        QVERIFY(s->walkTo(QStringLiteral("review")));
        QVERIFY(s->next());
        QWidget *dialog = s->find(QStringLiteral("host-key-dialog"));
        QVERIFY(dialog);
        QTest::keyClick(dialog, Qt::Key_Return); // what a hasty person does
        QTRY_VERIFY(s->operations->lastAnswer().has_value());
        QVERIFY(!s->operations->lastAnswer()->yes);
        QVERIFY(s->find(QStringLiteral("error-panel")));
    }
    void aPasswordIsHandedToTheWorker()
    {
        auto s = stage();
        s->operations->question = Question{Question::Kind::Secret,
                                           {QStringLiteral("sudo-password"), {{QStringLiteral("name"), QStringLiteral("sudo.password")}}}};
        s->open();
        QVERIFY(s->walkTo(QStringLiteral("review")));
        QVERIFY(s->next());
        QVERIFY(s->type(QStringLiteral("secret-input"), QStringLiteral("hunter2 hunter2")));
        QVERIFY(s->click(QStringLiteral("dialog-yes")));
        QTRY_VERIFY(s->operations->lastAnswer().has_value());
        QVERIFY(s->operations->lastAnswer()->yes);
        QCOMPARE(s->operations->lastAnswer()->secret, Secret::fromString(QStringLiteral("hunter2 hunter2")));
    }
    void stoppingClosesAQuestionThatWaits()
    {
        auto s = stage();
        s->operations->question = Question{Question::Kind::Secret,
                                           {QStringLiteral("sudo-password"), {{QStringLiteral("name"), QStringLiteral("sudo.password")}}}};
        s->open();
        QVERIFY(s->walkTo(QStringLiteral("review")));
        QVERIFY(s->next());
        QVERIFY(s->find(QStringLiteral("secret-dialog")));
        s->window->run().stop(false);
        QTRY_VERIFY(!s->find(QStringLiteral("secret-dialog"), 0));
        QTRY_VERIFY(s->window->run().phase() == RunController::Phase::Failed);
        QCOMPARE(s->window->run().error()->cause, Cause::Cancelled);
    }
    void stopAndUndoAsksFirstAndWaitsTwoSeconds()
    {
        auto s = stage();
        s->operations->hold = true;
        s->open();
        QVERIFY(s->walkTo(QStringLiteral("review")));
        QVERIFY(s->next());
        QVERIFY(s->click(QStringLiteral("footer-stop-undo")));
        QWidget *yes = s->find(QStringLiteral("dialog-yes"));
        QVERIFY(yes && !yes->isEnabled());
        QCOMPARE(yes->window()->focusWidget(), s->find(QStringLiteral("dialog-no")));
        QElapsedTimer waited;
        waited.start();
        QVERIFY(s->click(QStringLiteral("dialog-yes")));
        QVERIFY(waited.elapsed() > 1500);
        QTRY_VERIFY(s->operations->calls().contains(QStringLiteral("undo practice")));
        QVERIFY(s->find(QStringLiteral("receipt")));
    }
    void afterAFailureItGoesOnFromThere()
    {
        auto s = stage();
        s->operations->setupError =
            Error{.cause = Cause::NoInternet, .params = {}, .next = NextAction::Retry, .detail = QStringLiteral("x")};
        s->open();
        QVERIFY(s->walkTo(QStringLiteral("review")));
        QVERIFY(s->next());
        QVERIFY(s->find(QStringLiteral("error-panel")));
        s->operations->setupError.reset();
        QVERIFY(s->click(QStringLiteral("footer-again")));
        QVERIFY(s->find(QStringLiteral("run-done")));
        QCOMPARE(s->operations->calls().filter(QStringLiteral("setup")).size(), 2);
    }
    void theDashboardDoesWhatItsButtonsSay()
    {
        auto s = stage();
        s->operations->machines = {machine(QStringLiteral("lab"))};
        s->operations->reachToGive.endpoint.ssh.host = QStringLiteral("127.0.0.1");
        s->operations->reachToGive.endpoint.ssh.user = QStringLiteral("ada");
        s->open();
        QTRY_VERIFY(qobject_cast<QAbstractButton *>(s->find(QStringLiteral("start-machines"))));
        QVERIFY(QTest::qWaitFor([&] {
            s->click(QStringLiteral("start-machines"));
            return static_cast<QAbstractButton *>(s->find(QStringLiteral("start-machines")))->isChecked();
        }));
        QVERIFY(s->next());
        QVERIFY(s->find(QStringLiteral("machine-lab")));
        QTRY_VERIFY(s->operations->calls().contains(QStringLiteral("status lab"))); // the true state is asked
        QVERIFY(s->click(QStringLiteral("machine-open")));
        QTRY_COMPARE(s->desktop.urls, QStringList{QStringLiteral("http://127.0.0.1:41234/k3v9x2/")});
        QVERIFY(s->find(QStringLiteral("machine-url")));
        QVERIFY(s->click(QStringLiteral("machine-terminal")));
        QTRY_COMPARE(s->desktop.terminals.size(), 1);
        QCOMPARE(s->desktop.terminals[0].first(), QStringLiteral("ssh"));
        QVERIFY(s->click(QStringLiteral("machine-vscode")));
        QTRY_VERIFY(QFile::exists(s->home + QStringLiteral("/ssh/firstlight_config")));
        QTRY_COMPARE(s->desktop.editors, QStringList{QStringLiteral("lab")});
        const auto choose = [&](const char *action) {
            return QTest::qWaitFor([&] {
                auto *found = s->window->findChild<QAction *>(QLatin1String(action));
                if (found)
                    found->trigger();
                return found != nullptr;
            });
        };
        QVERIFY(choose("machine-vscode-open")); // the entry is there: only opened
        QTRY_COMPARE(s->desktop.editors.size(), 2);
        QVERIFY(choose("machine-vscode-remove"));
        QTRY_VERIFY(!QFile::exists(s->home + QStringLiteral("/ssh/firstlight_config")));
        QTRY_VERIFY(static_cast<QAbstractButton *>(s->find(QStringLiteral("machine-stop")))->isEnabled());
        QVERIFY(s->click(QStringLiteral("machine-stop")));
        QVERIFY(s->click(QStringLiteral("dialog-yes")));
        QVERIFY2(QTest::qWaitFor([&] { return s->operations->calls().contains(QStringLiteral("stop lab")); }),
                 qPrintable(s->operations->calls().join(QLatin1Char('\n'))));
        QVERIFY(s->click(QStringLiteral("machine-reboot")));
        QVERIFY(s->click(QStringLiteral("dialog-yes")));
        QTRY_VERIFY(s->operations->calls().contains(QStringLiteral("reboot lab")));
        QVERIFY(s->click(QStringLiteral("machine-password")));
        QVERIFY(s->find(QStringLiteral("password-dialog")));
        QVERIFY(s->click(QStringLiteral("dialog-close")));
        s->operations->receipt.rows = {{QStringLiteral("instance"), QStringLiteral("lab"), true, std::nullopt}};
        QVERIFY(s->click(QStringLiteral("machine-destroy")));
        QVERIFY(s->click(QStringLiteral("dialog-yes")));
        QVERIFY(s->find(QStringLiteral("receipt")));
        QVERIFY(s->click(QStringLiteral("machine-forget")));
        QVERIFY(s->find(QStringLiteral("dashboard-first"))); // the empty state says what comes next
    }
    void anUnfinishedMachineIsOfferedAtTheStart()
    {
        auto s = stage();
        s->operations->machines = s->operations->unfinishedMachines = {machine(QStringLiteral("half"), MachineState::SettingUp)};
        s->operations->hold = true;
        s->open();
        QVERIFY(s->click(QStringLiteral("start-continue")));
        QVERIFY(s->next());
        QTRY_VERIFY(s->operations->calls().contains(QStringLiteral("resume half")));
        QVERIFY(s->find(QStringLiteral("run-bar")));
    }
    void leavingDuringARunAsks()
    {
        auto s = stage();
        s->operations->hold = true;
        s->open();
        QVERIFY(s->walkTo(QStringLiteral("review")));
        QVERIFY(s->next());
        QVERIFY(s->find(QStringLiteral("footer-stop")));
        s->window->close();
        QVERIFY(s->find(QStringLiteral("confirm-dialog")));
        QVERIFY(s->window->isVisible());
        QVERIFY(s->click(QStringLiteral("dialog-no")));
        QVERIFY(s->window->isVisible());
    }
    void choicesAreThereAgainNextTime()
    {
        auto s = stage();
        s->open();
        QVERIFY(s->next());
        QVERIFY(s->click(QStringLiteral("where-here")));
        QVERIFY(s->next());
        QTRY_COMPARE(loadRemembered(s->home).choices.where, QStringLiteral("here"));
        QFile file(s->home + QStringLiteral("/window.json"));
        QVERIFY(!(file.permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther)));
    }
    void aScreenReaderMayAskForAScrollBarThatIsGone()
    {
        auto s = stage();
        s->open();
        auto *area = s->find(QStringLiteral("page-scroll"));
        QVERIFY(area);
        QAccessibleInterface *face = QAccessible::queryAccessibleInterface(area);
        QVERIFY(face && face->childCount() > 0);
        QVERIFY(!face->child(face->childCount()));
        QVERIFY(!face->child(face->childCount() + 7));
    }
    void aProxyIsTakenOnFromTheErrorAndRemembered()
    {
        auto s = stage();
        s->operations->setupError =
            Error{.cause = Cause::NoInternet, .params = {}, .next = NextAction::CheckServerNetwork, .detail = QStringLiteral("x")};
        s->open();
        QVERIFY(s->walkTo(QStringLiteral("review")));
        QVERIFY(s->next());
        QVERIFY(s->click(QStringLiteral("error-act")));
        QVERIFY(s->type(QStringLiteral("field-network-proxy"), QStringLiteral("not an address")));
        QVERIFY(!s->find(QStringLiteral("dialog-yes"))->isEnabled());
        QVERIFY(s->type(QStringLiteral("field-network-proxy"), QStringLiteral("http://proxy.example:3128")));
        s->operations->setupError.reset();
        QVERIFY(s->click(QStringLiteral("dialog-yes")));
        QTRY_VERIFY(s->operations->calls().contains(QStringLiteral("resume practice")));
        QTRY_COMPARE(loadRemembered(s->home).choices.network.proxy, QStringLiteral("http://proxy.example:3128"));
        QVERIFY(s->find(QStringLiteral("run-done")));
    }
    void aRestrictedNetworkIsEnteredOnTheSoftwarePage()
    {
        auto s = stage();
        s->open();
        QVERIFY(s->walkTo(QStringLiteral("software")));
        QVERIFY(!s->find(QStringLiteral("field-network-proxy"), 100)); // folded: most need none of it
        QVERIFY(s->click(QStringLiteral("software-network-fold")));
        QVERIFY(s->type(QStringLiteral("field-network-proxy"), QStringLiteral("proxy.example")));
        QVERIFY(s->next());
        QVERIFY(!text(s->find(QStringLiteral("page-problem"))).isEmpty());
        QVERIFY(s->type(QStringLiteral("field-network-proxy"), QStringLiteral("http://proxy.example:3128")));
        QVERIFY(s->type(QStringLiteral("field-network-ca"), QStringLiteral("/nowhere/ca.pem")));
        QVERIFY(s->next());
        QVERIFY(!text(s->find(QStringLiteral("page-problem"))).isEmpty());
        QVERIFY(s->type(QStringLiteral("field-network-ca"), {}));
        QVERIFY(s->type(QStringLiteral("field-mirror-pypi"), QStringLiteral("https://a.example/simple, https://b.example/simple")));
        QVERIFY(s->walkTo(QStringLiteral("review")));
        QTRY_COMPARE(s->operations->lastChoices().network.proxy, QStringLiteral("http://proxy.example:3128"));
        QCOMPARE(s->operations->lastChoices().network.pypiMirror, QStringLiteral("https://a.example/simple,https://b.example/simple"));
        // Open where something is set, and emptied it is gone.
        QVERIFY(s->window->wizard()->goToPage(QStringLiteral("software")));
        QVERIFY(s->type(QStringLiteral("field-network-proxy"), {}));
        QVERIFY(s->type(QStringLiteral("field-mirror-pypi"), {}));
        QVERIFY(s->walkTo(QStringLiteral("review")));
        QTRY_COMPARE(s->operations->lastChoices().network, NetworkChoice{});
    }
    void theLogInIsOneQuestion()
    {
        auto s = stage();
        s->open();
        QVERIFY(s->next());
        QVERIFY(s->click(QStringLiteral("where-ssh")));
        QVERIFY(s->next());
        QVERIFY(s->type(QStringLiteral("field-ssh-host"), QStringLiteral("lab.example")));
        QTRY_COMPARE(static_cast<QLineEdit *>(s->find(QStringLiteral("account-name")))->placeholderText(), QStringLiteral("lab.example"));
        QVERIFY(s->type(QStringLiteral("field-ssh-user"), QStringLiteral("ada")));
        QVERIFY(s->find(QStringLiteral("field-ssh-password")) && !s->find(QStringLiteral("field-ssh-key"), 0));
        QVERIFY(s->click(QStringLiteral("account-login-key")));
        QVERIFY(s->find(QStringLiteral("field-ssh-key")) && !s->find(QStringLiteral("field-ssh-password"), 0));
        QVERIFY(s->next());
        QVERIFY(!text(s->find(QStringLiteral("page-problem"))).isEmpty()); // that answer needs a file
        QVERIFY(s->click(QStringLiteral("account-login-new-key")));
        QVERIFY(s->type(QStringLiteral("field-ssh-password"), QStringLiteral("once only")));
        QVERIFY(s->next());
        QTRY_COMPARE(s->window->wizard()->currentName(), QStringLiteral("hardware"));
        QCOMPARE(s->window->wizard()->choices().provider.value(QStringLiteral("new_key")), QStringLiteral("yes"));
        QVERIFY(s->window->wizard()->secrets().contains(QStringLiteral("ssh.password")));
        QVERIFY(s->click(QStringLiteral("rail-2")));
        QVERIFY(s->click(QStringLiteral("account-login-agent")));
        QVERIFY(s->next());
        QTRY_COMPARE(s->window->wizard()->currentName(), QStringLiteral("hardware"));
        QVERIFY(!s->window->wizard()->choices().provider.contains(QStringLiteral("new_key")));
        QVERIFY(!s->window->wizard()->secrets().contains(QStringLiteral("ssh.password")));
    }
    void themeAndLanguageChangeInPlace()
    {
        auto s = stage();
        s->open();
        QVERIFY(s->walkTo(QStringLiteral("access")));
        QVERIFY(s->click(QStringLiteral("access-own")));
        QVERIFY(s->type(QStringLiteral("access-password"), QStringLiteral("correct horse battery")));
        const QColor light = theme().color(Token::Surface);
        s->scheme.setWish(ColorScheme::Wish::Dark);
        QTRY_VERIFY(theme().color(Token::Surface) != light);
        QTRY_COMPARE(s->window->wizard()->currentName(), QStringLiteral("access"));
        auto *again = qobject_cast<QLineEdit *>(s->find(QStringLiteral("access-password")));
        QVERIFY(again);
        QCOMPARE(again->text(), QStringLiteral("correct horse battery")); // what was typed is not lost
        s->scheme.setWish(ColorScheme::Wish::Light);
    }
};

QTEST_MAIN(TestWholeWay)
#include "tst_whole_way.moc"
