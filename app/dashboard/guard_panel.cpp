// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dashboard/guard_panel.h"

#include "app/dashboard/machine_text.h"
#include "backends/plan/idle_stop.h"
#include "backends/text/text.h"
#include "wizard/style/icons.h"
#include "wizard/widgets/build.h"

#include <QActionGroup>
#include <QCoreApplication>
#include <QDateTime>
#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QVBoxLayout>

namespace fl {
namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(fl::GuardPanel)
};

QMenu *timesMenu(qint64 now, const std::function<void(qint64)> &change, QWidget *parent)
{
    auto *menu = new QMenu(parent);
    menu->setObjectName(QStringLiteral("guard-menu"));
    auto *group = new QActionGroup(menu);
    for (const qint64 seconds : idleStopChoices) {
        QAction *action = menu->addAction(seconds == 0 ? Tr::tr("Never") : text::span(seconds));
        action->setObjectName(QStringLiteral("guard-%1").arg(seconds));
        action->setCheckable(true);
        action->setChecked(seconds == now);
        group->addAction(action);
        // Queued: the panel is made anew in answer.
        QObject::connect(
            action, &QAction::triggered, parent, [change, seconds] { change(seconds); }, Qt::QueuedConnection);
    }
    return menu;
}

} // namespace

QWidget *makeGuardPanel(const MachineEntry &entry, const Abilities &abilities, std::function<void(qint64)> change)
{
    const Machine &machine = entry.status.machine;
    const qint64 seconds = idleStopSeconds(machine), since = idleSince(machine);
    const bool forgotten = seconds > 0 && idleStopOnlyWarns(machine) && since > 0;
    QFrame *panel = makePanel(forgotten ? "panel-warn" : "panel");
    auto *row = new QHBoxLayout;
    row->setSpacing(10);
    row->addWidget(new IconView(QStringLiteral("power")), 0, Qt::AlignVCenter);
    QLabel *line = makeLabel(text::idleStop(seconds, idleStopOnlyWarns(machine)));
    line->setObjectName(QStringLiteral("guard-text"));
    row->addWidget(line, 1);
    QPushButton *button = makeButton(QStringLiteral("guard-change"), Tr::tr("Change"), "link");
    button->setAccessibleName(Tr::tr("Change when it stops itself"));
    button->setEnabled(machine.state == MachineState::Ready && entry.doing.isEmpty());
    button->setProperty("opens", QStringLiteral("menu"));
    button->setMenu(timesMenu(seconds, change, button));
    row->addWidget(button, 0, Qt::AlignVCenter);
    columnOf(panel)->addLayout(row);
    if (forgotten)
        columnOf(panel)->addWidget(makeLabel(Tr::tr("It last did something %1. Only deleting it ends the bill.")
                                                 .arg(ago(since * 1000, QDateTime::currentMSecsSinceEpoch())),
                                             "warn"));
    if (const FactRows rows = costRows(machine, abilities); !rows.isEmpty())
        columnOf(panel)->addWidget(makeFacts(rows, 80));
    return panel;
}

} // namespace fl
