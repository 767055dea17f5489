// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dashboard/machine_actions.h"

#include "app/dashboard/history_dialog.h"
#include "app/dashboard/machine_text.h"
#include "app/dashboard/teardown_dialog.h"
#include "app/run/dialogs.h"
#include "backends/text/account_text.h"
#include "backends/text/text.h"
#include "wizard/widgets/build.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>

namespace fl {
namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(fl::MachineActions)
};

void ask(Machines &machines, QDialog *dialog, std::function<void()> then)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    QObject::connect(dialog, &QDialog::accepted, &machines, std::move(then));
    dialog->open();
}

void confirm(Machines &machines, QWidget *window, const QString &title, const QString &text, const QString &yes, bool danger,
             std::function<void()> then)
{
    ask(machines, new ConfirmDialog(title, text, yes, danger, window), std::move(then));
}

} // namespace

bool runs(const Machine &machine)
{
    return machine.state == MachineState::Ready || machine.state == MachineState::SettingUp || machine.state == MachineState::Failed;
}

QWidget *makeActionsRow(Machines &machines, const MachineEntry &entry, QWidget *window)
{
    const Machine &machine = entry.status.machine;
    const Abilities abilities = machines.abilities(machine);
    const QString name = machine.name, shown = text::visible(name);
    auto *widget = new QWidget;
    auto *row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 4, 0, 0);
    row->setSpacing(8);
    const bool idle = entry.doing.isEmpty();
    const auto add = [&](const char *objectName, const QString &label, bool enabled, std::function<void()> then,
                         const char *kind = nullptr) {
        QPushButton *button = makeButton(QLatin1String(objectName), label, kind);
        button->setEnabled(enabled && idle);
        QObject::connect(button, &QPushButton::clicked, button, std::move(then));
        row->addWidget(button);
        return button;
    };
    add("machine-terminal", Tr::tr("Terminal"), runs(machine), [&machines, name] { machines.openTerminal(name); });
    QPushButton *editor = add("machine-vscode", Tr::tr("Open in VS Code"), true, [&machines, name] { machines.openEditor(name); });
    if (machines.hasSshEntry(name)) {
        auto *menu = new QMenu(editor);
        menu->setObjectName(QStringLiteral("machine-vscode-menu"));
        editor->setProperty("opens", QStringLiteral("menu"));
        editor->setMenu(menu);
        for (const auto &[id, label, then] :
             {std::tuple("machine-vscode-open", Tr::tr("Open"), &Machines::openEditor),
              std::tuple("machine-vscode-remove", Tr::tr("Take it out of ~/.ssh/config"), &Machines::removeSshEntry)}) {
            QAction *action = menu->addAction(label);
            action->setObjectName(QLatin1String(id));
            // Queued: the button is made anew in answer.
            QObject::connect(
                action, &QAction::triggered, &machines, [&machines, name, then] { (machines.*then)(name); }, Qt::QueuedConnection);
        }
    }
    add("machine-history", Tr::tr("Log"), true, [&machines, window, name] {
        auto *dialog = new HistoryDialog(machines, name, window);
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->open();
    });
    const QString stopped = abilities.costsMoney
        ? QLatin1Char(' ') + text::stillCosts(costState(machine, abilities, QDateTime::currentMSecsSinceEpoch()).stoppedPerHour)
        : QString();
    if (machine.state != MachineState::Stopped)
        add("machine-stop", abilities.stopsMachine ? Tr::tr("Stop") : Tr::tr("Stop Jupyter"), runs(machine),
            [&machines, window, name, shown, abilities, stopped] {
                confirm(machines, window, Tr::tr("Stop %1?").arg(shown),
                        abilities.stopsMachine     ? Tr::tr("Running notebooks end. Everything on its disk is kept.") + stopped
                            : abilities.costsMoney ? Tr::tr(
                                  "Running notebooks end. Only Jupyter stops; the machine goes on, and is paid for until it is torn down.")
                                                   : Tr::tr("Running notebooks end. Only Jupyter stops; the computer goes on."),
                        Tr::tr("Stop it"), false, [&machines, name] { machines.stop(name); });
            });
    add("machine-reboot", Tr::tr("Restart"), runs(machine), [&machines, window, name, shown, abilities] {
        confirm(machines, window, Tr::tr("Restart %1?").arg(shown),
                abilities.rebootAsksFirst
                    ? Tr::tr("The whole computer restarts, with everything else that runs on it. Jupyter comes back by itself.")
                    : Tr::tr("Running notebooks end. Jupyter comes back by itself."),
                Tr::tr("Restart it"), abilities.rebootAsksFirst, [&machines, name] { machines.reboot(name); });
    });
    row->addStretch(1);
    add(
        "machine-destroy", Tr::tr("Tear down…"), true,
        [&machines, window, name, shown, abilities] {
            const auto destroy = [&machines, name] { machines.destroy(name); };
            if (abilities.createsMachine)
                ask(machines, new TearDownDialog(machines, name, window), destroy);
            else
                confirm(machines, window, Tr::tr("Tear down %1?").arg(shown),
                        Tr::tr("What Firstlight added is removed. The computer, its own packages and your files stay."),
                        Tr::tr("Remove what was added"), true, destroy);
        },
        "danger-link");
    return widget;
}

} // namespace fl
