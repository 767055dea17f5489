// SPDX-License-Identifier: GPL-3.0-or-later
// The window: wizard or dashboard above, the footer with cost and buttons below. It wires them together and decides nothing
// else. A change of language or appearance builds the views anew from what the models hold. UI thread.
#pragma once

#include "app/dashboard/hosted_results.h"
#include "app/dashboard/notifications.h"
#include "app/run/gui_asker.h"
#include "app/run/run_controller.h"
#include "app/style/color_scheme.h"
#include "app/upkeep/upkeep.h"
#include "wizard/page.h"
#include "wizard/remembered.h"

#include <QWidget>

class QStackedWidget;
class QVBoxLayout;

namespace fl {

class Dashboard;
class Footer;
class WizardFrame;

class MainWindow : public QWidget {
    Q_OBJECT
public:
    struct Parts {
        Backend::Make operations;
        GuiAsker &asker;
        Desktop &desktop;
        QString home;      ///< the profile's folder
        QString sshFolder; ///< ~/.ssh
        Remembered remembered;
        ColorScheme &scheme;
    };
    explicit MainWindow(const Parts &parts);
    ~MainWindow() override;

    WizardFrame *wizard() const { return m_wizard; }
    Dashboard *dashboard() const { return m_dashboard; }
    /// What the services have to say above everything else: another program at work, a list that was repaired.
    void showNotice(const Error &error);
    RunController &run() { return m_run; }
    void showMachines(const QString &machine = {});
    void showWizard(const QString &page = {});

protected:
    void changeEvent(QEvent *event) override;
    void closeEvent(QCloseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void timerEvent(QTimerEvent *event) override;

private:
    void build();
    void rebuild();
    void buildWizard();
    void buildDashboard();
    void refreshFooter();
    void acted(const QString &button);
    void runFinished(bool ok);
    QWidget *settingsButton(const QString &objectName);
    void setLanguage(const QString &code);
    void setAppearance(const QString &appearance);
    void remember();

    QString m_home;
    Remembered m_remembered;
    std::optional<Remembered> m_saved;
    ColorScheme &m_scheme;
    Backend m_backend;
    Catalog m_catalog;
    PageContext m_context;
    RunController m_run;
    Machines m_machines;
    HostedResults m_hosted;
    Notifications m_notifications;
    Upkeep m_upkeep;
    Lane m_disk; ///< writes what is remembered

    QVBoxLayout *m_notices = nullptr;
    std::optional<Error> m_notice;
    QStackedWidget *m_stack = nullptr;
    Footer *m_footer = nullptr;
    WizardFrame *m_wizard = nullptr;
    Dashboard *m_dashboard = nullptr; ///< made when it is first shown
    bool m_rebuilding = false;
    bool m_closing = false;
};

} // namespace fl
