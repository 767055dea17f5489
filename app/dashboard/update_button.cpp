// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dashboard/update_button.h"

#include "wizard/widgets/build.h"

#include <QCoreApplication>
#include <QMenu>
#include <QPushButton>

namespace fl {
namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(fl::UpdateButton)
};

QString fact(const Machine &machine, const char *name)
{
    return machine.facts.value(QLatin1String(name)).toString();
}

} // namespace

QString updateLook(const Machine &machine)
{
    return fact(machine, "source") + QLatin1Char(' ') + fact(machine, "update.before");
}

QWidget *makeUpdateButton(const MachineEntry &entry, std::function<void(UpdateTo)> change)
{
    const Machine &machine = entry.status.machine;
    QPushButton *button = makeButton(QStringLiteral("machine-update"), Tr::tr("Update"), "link");
    const bool ours = fact(machine, "source") == QLatin1String("pypi");
    button->setEnabled(machine.state == MachineState::Ready && entry.doing.isEmpty() && ours);
    button->setToolTip(ours ? QString() : Tr::tr("The software comes from the system, which keeps it up to date itself."));
    button->setAccessibleDescription(button->toolTip());
    button->setProperty("opens", QStringLiteral("menu"));
    auto *menu = new QMenu(button);
    menu->setObjectName(QStringLiteral("update-menu"));
    const auto add = [&](const char *name, const QString &label, UpdateTo to) {
        QAction *action = menu->addAction(label);
        action->setObjectName(QLatin1String(name));
        // Queued: the panel is made anew in answer.
        QObject::connect(
            action, &QAction::triggered, button, [change, to] { change(to); }, Qt::QueuedConnection);
        return action;
    };
    add("update-newest", Tr::tr("To the newest versions…"), UpdateTo::Newest);
    add("update-before", Tr::tr("Back to the versions before…"), UpdateTo::Before)
        ->setEnabled(fact(machine, "update.before") == QLatin1String("yes"));
    button->setMenu(menu);
    return button;
}

} // namespace fl
