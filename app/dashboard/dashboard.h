// SPDX-License-Identifier: GPL-3.0-or-later
// The machines: their list in the rail, one of them in detail; below them what was proven on hosted notebooks. Built anew when language or theme change. UI thread.
#pragma once

#include "app/dashboard/hosted_results.h"
#include "app/dashboard/machines.h"
#include "wizard/widgets/footer.h"

#include <QTimer>
#include <QWidget>

class QStackedWidget;

namespace fl {

class MachineDetail;
class Rail;

class Dashboard : public QWidget {
    Q_OBJECT
public:
    Dashboard(Machines &machines, HostedResults &hosted, QWidget *parent = nullptr);
    void select(const QString &machine);                               ///< empty: the first; hostedPlace(): the hosted notebooks
    static QString hostedPlace() { return QStringLiteral("/hosted"); } ///< no machine is called so
    const QString &selected() const { return m_selected; }
    CostText cost() const;
    Rail *rail() const { return m_rail; }

signals:
    void newMachine();
    void verifyRequested(const QString &machine);
    void resumeRequested(const QString &machine);
    void updateRequested(const QString &machine, fl::UpdateTo to);
    void repairRequested(const QString &machine);
    void footerChanged();

private:
    void refresh();
    void refreshList();
    QWidget *emptyState();
    Machines &m_machines;
    HostedResults &m_hosted;
    Rail *m_rail;
    QStackedWidget *m_stack;
    MachineDetail *m_detail;
    QString m_selected;
    QStringList m_targets; ///< of the rail's entries: machines, the hosted notebooks, or empty for a new machine
    QTimer m_soon;         ///< many machines that answer at once are shown at once
    QTimer m_live;         ///< figures of many machines are shown together
    QTimer m_minute;       ///< ages, prices, what is left until a machine stops itself
};

} // namespace fl
