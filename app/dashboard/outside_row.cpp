// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dashboard/outside_row.h"

#include "backends/text/text.h"
#include "wizard/widgets/build.h"
#include "wizard/widgets/text_dialog.h"

#include <QCoreApplication>
#include <QHBoxLayout>
#include <QPushButton>

namespace fl {
namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(fl::OutsideRow)
};

void showConsole(Machines &machines, const QString &name, QWidget *window)
{
    auto *dialog = new TextDialog(QStringLiteral("console-dialog"), Tr::tr("The console of %1").arg(text::visible(name)),
                                  Tr::tr("What the machine wrote while it started, as the provider keeps it."),
                                  Tr::tr("Asking the provider…"), window);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    machines.readConsole(name, dialog, [dialog](Result<QString> &&said) {
        if (!said) {
            const text::ErrorText error = text::error(said.error());
            dialog->setText(error.happened + QLatin1Char('\n') + error.next);
            return;
        }
        QStringList lines;
        for (const QString &line : said->split(QLatin1Char('\n')))
            lines << text::visible(line);
        dialog->setText(said->isEmpty() ? Tr::tr("Nothing yet; a minute after the start there is.") : lines.join(QLatin1Char('\n')));
    });
    dialog->open();
}

} // namespace

QWidget *makeOutsideRow(Machines &machines, const MachineEntry &entry, QWidget *window)
{
    const Machine &machine = entry.status.machine;
    const Abilities abilities = machines.abilities(machine);
    if (!abilities.guardsDoor && !abilities.hasConsole)
        return nullptr;
    auto *widget = new QWidget;
    auto *row = new QHBoxLayout(widget);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(16);
    if (abilities.guardsDoor) {
        QPushButton *letIn = makeButton(QStringLiteral("machine-let-in"), Tr::tr("My address changed"), "link");
        letIn->setToolTip(Tr::tr("The machine's own rule lets in one address alone. This lets in the one that this computer has now."));
        letIn->setAccessibleDescription(letIn->toolTip());
        letIn->setEnabled(entry.doing.isEmpty());
        QObject::connect(letIn, &QPushButton::clicked, widget, [&machines, name = machine.name] { machines.letIn(name); });
        row->addWidget(letIn);
    }
    if (abilities.hasConsole) {
        QPushButton *console = makeButton(QStringLiteral("machine-console"), Tr::tr("Show its console"), "link");
        QObject::connect(console, &QPushButton::clicked, widget,
                         [&machines, name = machine.name, window] { showConsole(machines, name, window); });
        row->addWidget(console);
    }
    row->addStretch(1);
    return widget;
}

} // namespace fl
