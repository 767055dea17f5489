// SPDX-License-Identifier: GPL-3.0-or-later
// The run, while it goes and when it is over. All it shows is the controller's, so it can be built anew at any time.
#pragma once

#include "app/run/run_controller.h"
#include "wizard/page.h"

#include <QTimer>

class QProgressBar;

namespace fl {

class LogView;
class StepList;

class RunPage : public Page {
    Q_OBJECT
public:
    RunPage(PageContext &context, RunController &controller);

    QString primaryText() const override { return {}; }
    std::vector<FooterButton> buttons() const override;
    void act(const QString &button) override;
    bool startsHere(const QWidget *widget) const override;
    std::optional<CostText> cost() const override;

signals:
    void openRequested(const QString &machine);
    void networkGiven(const QList<std::pair<QString, QString>> &changes);
    void machineRequested(const QString &machine); ///< show it on the dashboard

private:
    void refresh();
    void tick();
    void showOutcome();
    QWidget *donePanel();
    QWidget *passwordPanel();
    void errorActed(NextAction action);
    void askUndo();
    void askNetwork();

    RunController &m_run;
    QProgressBar *m_bar;
    StepList *m_steps;
    LogView *m_log;
    QVBoxLayout *m_outcome;
    RunController::Phase m_shown = RunController::Phase::Idle;
    QTimer m_tick;
};

} // namespace fl
