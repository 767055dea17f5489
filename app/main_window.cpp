// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/main_window.h"

#include "app/dashboard/dashboard.h"
#include "app/run/dialogs.h"
#include "app/run/run_page.h"
#include "app/settings_menu.h"
#include "backends/core/keys.h"
#include "translations/language.h"
#include "wizard/frame.h"
#include "wizard/pages/review/review_page.h"
#include "wizard/widgets/build.h"
#include "wizard/widgets/error_panel.h"
#include "wizard/widgets/footer.h"
#include "wizard/widgets/rail.h"
#include "wizard/widgets/scroll_access.h"
#include "wizard/widgets/tab_order.h"

#include <QApplication>
#include <QCloseEvent>
#include <QKeyEvent>
#include <QPushButton>
#include <QScreen>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

namespace fl {

MainWindow::MainWindow(const Parts &parts) :
    m_home(parts.home),
    m_remembered(parts.remembered),
    m_scheme(parts.scheme),
    m_backend(parts.operations, parts.asker),
    m_catalog(m_backend),
    m_context{m_backend, m_catalog, [&desktop = parts.desktop](const QString &url) { (void)desktop.openUrl(url); }},
    m_run(m_backend),
    m_machines(m_backend, m_catalog, parts.desktop, parts.sshFolder),
    m_hosted(m_backend, parts.home),
    m_notifications(m_machines, parts.desktop),
    m_upkeep(m_backend, this)
{
    m_notifications.setWanted(m_remembered.notify);
    setObjectName(QStringLiteral("main-window"));
    setWindowTitle(QStringLiteral("Firstlight"));
    parts.asker.setWindow(this);
    // A screen that is smaller gets a smaller window: everything in it scrolls.
    constexpr QSize frame(2, 40); // its title bar wants room too, and is not known before it is shown
    const QSize room = screen() ? screen()->availableSize() - frame : QSize(960, 640);
    setMinimumSize(std::min(960, room.width()), std::min(640, room.height()));
    resize(std::min(1080, room.width()), std::min(720, room.height()));
    installScrollAccess();
    build();
    new ReadingOrder(this);
    connect(&m_run, &RunController::finished, this, &MainWindow::runFinished);
    connect(&m_upkeep, &Upkeep::failed, this, &MainWindow::showNotice);
    connect(&m_scheme, &ColorScheme::changed, this, [this] {
        applyTheme(*qApp, m_scheme.isDark());
        rebuild();
    });
    // Behind the first paint: it asks providers.
    QMetaObject::invokeMethod(&m_machines, &Machines::settle, Qt::QueuedConnection);
    // Prices and ages go on while nobody clicks.
    startTimer(std::chrono::seconds(20));
}

MainWindow::~MainWindow() = default;

void MainWindow::build()
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_notices = new QVBoxLayout;
    column->addLayout(m_notices);
    m_stack = new QStackedWidget;
    column->addWidget(m_stack, 1);
    m_footer = new Footer;
    column->addWidget(m_footer);
    connect(m_footer, &Footer::acted, this, &MainWindow::acted);
    buildWizard();
    m_wizard->setChoices(m_remembered.choices);
    refreshFooter();
}

void MainWindow::buildWizard()
{
    auto pages = wizardPages();
    pages.push_back({QStringLiteral("run"), RailStep::Run, [this](PageContext &context) -> Page * {
                         auto *page = new RunPage(context, m_run);
                         connect(page, &RunPage::openRequested, this, [this](const QString &machine) {
                             showMachines(machine);
                             m_machines.openNotebook(machine);
                         });
                         connect(page, &RunPage::networkGiven, this, [this](const QList<std::pair<QString, QString>> &changes) {
                             Choices choices = m_wizard->choices();
                             for (const auto &[key, value] : changes)
                                 (void)setKey(choices, key, value);
                             m_wizard->setChoices(choices);
                             remember();
                         });
                         connect(page, &RunPage::machineRequested, this, &MainWindow::showMachines);
                         return page;
                     }});
    m_wizard = new WizardFrame(m_context, std::move(pages));
    m_wizard->rail()->foot()->addWidget(settingsButton(QStringLiteral("settings")));
    m_stack->insertWidget(0, m_wizard);
    m_wizard->currentPageWidget()->focusFirst(); // what it had focused before it came into this window is forgotten
    connect(m_wizard, &WizardFrame::footerChanged, this, &MainWindow::refreshFooter);
    connect(m_wizard, &WizardFrame::choicesChanged, this, &MainWindow::remember);
    connect(m_wizard, &WizardFrame::setupRequested, this, [this](const Plan &plan) {
        m_run.start(plan, m_wizard->secrets());
        m_wizard->next();
    });
    connect(m_wizard, &WizardFrame::pageRequested, this, [this](const QString &name) {
        if (name == QLatin1String("machines")) {
            showMachines();
        } else if (name.startsWith(QLatin1String("resume:"))) {
            m_run.resume(name.mid(7));
            showWizard(QStringLiteral("run"));
        }
    });
}

void MainWindow::buildDashboard()
{
    m_dashboard = new Dashboard(m_machines, m_hosted);
    m_dashboard->rail()->foot()->addWidget(settingsButton(QStringLiteral("machines-settings")));
    m_stack->addWidget(m_dashboard);
    connect(m_dashboard, &Dashboard::footerChanged, this, &MainWindow::refreshFooter);
    connect(m_dashboard, &Dashboard::newMachine, this, [this] {
        Choices fresh = m_wizard->choices();
        fresh.machineName.clear();
        m_wizard->setChoices(fresh);
        showWizard(QStringLiteral("where"));
    });
    connect(m_dashboard, &Dashboard::verifyRequested, this, [this](const QString &machine) {
        m_run.verify(machine);
        showWizard(QStringLiteral("run"));
    });
    connect(m_dashboard, &Dashboard::updateRequested, this, [this](const QString &machine, UpdateTo to) {
        m_run.update(machine, to);
        showWizard(QStringLiteral("run"));
    });
    connect(m_dashboard, &Dashboard::repairRequested, this, [this](const QString &machine) {
        m_run.repair(machine);
        showWizard(QStringLiteral("run"));
    });
    connect(m_dashboard, &Dashboard::resumeRequested, this, [this](const QString &machine) {
        m_run.resume(machine);
        showWizard(QStringLiteral("run"));
    });
}

// Everything is made again from the models: texts, icons and colours are new, what was typed is in the Choices.
void MainWindow::rebuild()
{
    if (m_rebuilding || !m_wizard)
        return;
    m_rebuilding = true;
    m_wizard->keep();
    const Choices choices = m_wizard->choices();
    const GivenSecrets secrets = m_wizard->secrets();
    const QString page = m_wizard->currentName();
    const bool machines = m_dashboard && m_stack->currentWidget() == m_dashboard;
    const QString selected = m_dashboard ? m_dashboard->selected() : QString();
    m_wizard->deleteLater();
    m_stack->removeWidget(m_wizard);
    if (m_dashboard) {
        m_stack->removeWidget(m_dashboard);
        m_dashboard->deleteLater();
        m_dashboard = nullptr;
    }
    buildWizard();
    m_wizard->setChoices(choices);
    m_wizard->setSecrets(secrets);
    m_wizard->jumpTo(page);
    if (machines)
        showMachines(selected);
    else
        m_stack->setCurrentWidget(m_wizard);
    if (m_notice)
        showNotice(Error(*m_notice));
    m_rebuilding = false;
    refreshFooter();
}

void MainWindow::showNotice(const Error &error)
{
    m_notice = error;
    clearLayout(m_notices);
    auto *panel = new ErrorPanel(error);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(16, 12, 16, 12);
    row->addWidget(panel);
    m_notices->addLayout(row);
    QPushButton *close = makeButton(QStringLiteral("notice-close"), tr("Close this note"), "link");
    panel->addLink(close);
    const auto closed = [this] {
        m_notice.reset();
        clearLayout(m_notices);
        m_machines.refresh();
    };
    connect(panel, &ErrorPanel::acted, this, closed);
    connect(close, &QPushButton::clicked, this, closed);
}

void MainWindow::showMachines(const QString &machine)
{
    if (!m_dashboard)
        buildDashboard();
    m_stack->setCurrentWidget(m_dashboard);
    if (!machine.isEmpty())
        m_dashboard->select(machine);
    m_machines.refresh();
    m_hosted.refresh();
    refreshFooter();
}

void MainWindow::showWizard(const QString &page)
{
    m_stack->setCurrentWidget(m_wizard);
    if (!page.isEmpty())
        m_wizard->jumpTo(page);
    refreshFooter();
}

void MainWindow::refreshFooter()
{
    if (!m_wizard || !m_footer)
        return;
    if (m_dashboard && m_stack->currentWidget() == m_dashboard) {
        m_footer->setCost(m_dashboard->cost());
        m_footer->setButtons({});
    } else {
        m_footer->setCost(m_wizard->cost());
        m_footer->setButtons(m_wizard->footerButtons());
    }
}

void MainWindow::acted(const QString &button)
{
    m_wizard->act(button);
}

void MainWindow::runFinished(bool ok)
{
    const bool seen = m_stack->currentWidget() == m_wizard && m_wizard->currentName() == QLatin1String("run");
    if (ok && seen && m_run.result()->verified && m_run.opensBrowser())
        m_machines.openNotebook(m_run.name());
    if (m_closing)
        close();
    else if (ok || !m_run.error() || m_run.error()->cause != Cause::Cancelled)
        m_notifications.setupEnded(m_run.name(), ok, seen && isActiveWindow());
}

QWidget *MainWindow::settingsButton(const QString &objectName)
{
    auto *button = new SettingsButton(objectName, m_remembered);
    connect(button, &SettingsButton::languageChosen, this, &MainWindow::setLanguage);
    connect(button, &SettingsButton::appearanceChosen, this, &MainWindow::setAppearance);
    connect(button, &SettingsButton::notifyChosen, this, [this](bool wanted) {
        m_remembered.notify = wanted;
        m_notifications.setWanted(wanted);
        remember();
    });
    m_upkeep.attach(button);
    return button;
}

void MainWindow::setLanguage(const QString &code)
{
    m_remembered.language = code;
    remember();
    useLanguage(languageFor(code)); // its LanguageChange event rebuilds
}

void MainWindow::setAppearance(const QString &appearance)
{
    m_remembered.appearance = appearance;
    remember();
    m_scheme.setWish(appearanceWish(appearance));
}

void MainWindow::remember()
{
    Remembered now = m_remembered;
    now.choices = m_wizard->choices();
    if (m_saved == now)
        return;
    m_remembered = now;
    m_saved = now;
    m_disk.add(std::stop_source(), [home = m_home, now](std::stop_token) { saveRemembered(home, now); });
}

void MainWindow::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::LanguageChange)
        QMetaObject::invokeMethod(this, &MainWindow::rebuild, Qt::QueuedConnection);
    QWidget::changeEvent(event);
}

void MainWindow::keyPressEvent(QKeyEvent *event)
{
    const bool wizard = m_stack->currentWidget() == m_wizard;
    if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && !event->isAutoRepeat()) {
        QWidget *focused = focusWidget();
        QPushButton *primary = m_footer->primary();
        // The button that has the focus; where no widget wants Enter for itself, the primary one.
        if (qobject_cast<QPushButton *>(focused) || qobject_cast<QToolButton *>(focused))
            static_cast<QAbstractButton *>(focused)->click();
        else if (wizard && primary && primary->isEnabled() && m_wizard->currentPageWidget()->enterGoesOn())
            primary->click();
    } else if (event->key() == Qt::Key_Escape) {
        // Never the whole window: notebooks that are open in the browser come through it.
        const auto buttons = wizard ? m_wizard->footerButtons() : std::vector<FooterButton>();
        if (std::ranges::any_of(buttons, [](const FooterButton &button) { return button.name == QLatin1String("back"); }))
            m_wizard->act(QStringLiteral("back"));
    } else if (event->keyCombination() == QKeyCombination(Qt::ControlModifier, Qt::Key_Q)) {
        close();
    } else {
        QWidget::keyPressEvent(event);
    }
}

void MainWindow::timerEvent(QTimerEvent *)
{
    refreshFooter();
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_run.isBusy() || m_closing) {
        event->accept();
        return;
    }
    event->ignore();
    auto *dialog = new ConfirmDialog(tr("Leave while it is being set up?"),
                                     tr("The machine finishes the step it is at. Start Firstlight again, and it goes on from there."),
                                     tr("Leave"), true, this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this] {
        m_closing = true;
        m_run.stop(false);
        close();
    });
    dialog->open();
}

} // namespace fl
