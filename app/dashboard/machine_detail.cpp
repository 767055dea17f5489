// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dashboard/machine_detail.h"

#include "app/dashboard/colab_dialog.h"
#include "app/dashboard/copy_panel.h"
#include "app/dashboard/diagnosis_panel.h"
#include "app/dashboard/gpu_panel.h"
#include "app/dashboard/guard_panel.h"
#include "app/dashboard/machine_actions.h"
#include "app/dashboard/machine_text.h"
#include "app/dashboard/outside_row.h"
#include "app/dashboard/update_button.h"
#include "app/run/dialogs.h"
#include "app/run/receipt.h"
#include "backends/plan/idle_stop.h"
#include "backends/text/account_text.h"
#include "backends/text/proof_text.h"
#include "backends/text/text.h"
#include "wizard/style/icons.h"
#include "wizard/widgets/build.h"
#include "wizard/widgets/card.h"
#include "wizard/widgets/error_panel.h"
#include "wizard/widgets/error_way.h"
#include "wizard/widgets/help.h"
#include "wizard/widgets/kept.h"
#include "wizard/widgets/scrolled.h"

#include <QDateTime>
#include <QDragEnterEvent>
#include <QFrame>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

namespace fl {
namespace {

QStringList lookOf(const FactRows &rows)
{
    QStringList look;
    for (const FactRow &row : rows)
        look << row.name << row.value;
    return look;
}

QFrame *titled(const QString &iconName, const QString &title, const QString &sentence, QWidget *beside = nullptr)
{
    QFrame *panel = makePanel();
    auto *row = new QHBoxLayout;
    row->setSpacing(10);
    row->addWidget(new IconView(iconName)); // in the middle of the row, as the title is
    row->addWidget(makeLabel(title, nullptr, TextSize::Heading, true), 1);
    if (beside)
        row->addWidget(beside);
    columnOf(panel)->addLayout(row);
    columnOf(panel)->addWidget(makeLabel(sentence, "muted"));
    columnOf(panel)->addSpacing(6);
    return panel;
}

QString doingText(const QString &doing)
{
    if (doing == QLatin1String("stop"))
        return MachineDetail::tr("Stopping…");
    if (doing == QLatin1String("start"))
        return MachineDetail::tr("Starting…");
    if (doing == QLatin1String("letin"))
        return MachineDetail::tr("Letting this computer's address in…");
    if (doing == QLatin1String("reboot"))
        return MachineDetail::tr("Restarting; this takes a minute or two…");
    if (doing == QLatin1String("destroy"))
        return MachineDetail::tr("Taking it down…");
    if (doing == QLatin1String("open"))
        return MachineDetail::tr("Opening the notebook…");
    if (doing == QLatin1String("guard"))
        return MachineDetail::tr("Telling the machine when to stop itself…");
    if (doing == QLatin1String("password"))
        return MachineDetail::tr("Making a new password…");
    return MachineDetail::tr("Working…");
}

} // namespace

MachineDetail::MachineDetail(Machines &machines, QWidget *parent) : QWidget(parent), m_machines(machines)
{
    QVBoxLayout *column = makePageColumn(this, QStringLiteral("machine-scroll"));
    auto *head = new QHBoxLayout;
    head->setContentsMargins(0, 0, 0, 0);
    head->addWidget(m_words = new Kept, 1);
    head->addWidget(m_main = new Kept, 0, Qt::AlignTop);
    column->addLayout(head);
    for (Kept **part : {&m_doing, &m_problem, &m_said, &m_receipt})
        column->addWidget(*part = new Kept);
    m_grid = new CardGrid;
    m_grid->add(m_notebook = new Kept);
    auto *beside = new QWidget;
    auto *pair = new QVBoxLayout(beside);
    pair->setContentsMargins(0, 0, 0, 0);
    pair->setSpacing(16);
    pair->addWidget(m_proof = new Kept);
    pair->addWidget(m_hardware = new Kept, 1);
    m_grid->add(beside);
    column->addWidget(m_grid);
    column->addWidget(m_gpu = new GpuPanel(m_machines.gpus()));
    m_gpu->hide();
    column->addWidget(m_files = new CopyPanel(m_machines.copies()));
    column->addWidget(m_guard = new Kept);
    column->addWidget(m_actions = new Kept);
    column->addWidget(m_outside = new Kept);
    column->addStretch(1);
    for (const Kept *part : {m_main, m_problem, m_receipt, m_notebook, m_proof, m_hardware, m_guard, m_actions, m_outside})
        connect(part, &Kept::letGo, this, &MachineDetail::outdated);
    setObjectName(QStringLiteral("machine-page"));
    setAcceptDrops(true);
    connect(&m_machines, &Machines::passwordMade, this, &MachineDetail::showPassword);
}

void MachineDetail::show(const MachineEntry *entry)
{
    if (!entry)
        return; // the empty state is showing
    const Machine &machine = entry->status.machine;
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    const bool idle = entry->doing.isEmpty();
    const QString asked = entry->asking ? tr("asking how it is…") : tr("asked %1").arg(ago(entry->status.asked, now));
    // What the buttons of each part depend on, and after it what the part says.
    const QStringList acts{machine.name, slug(machine.state), QString::number(idle)};

    m_words->show(acts + QStringList{machine.where, asked}, [&] { return words(machine, asked); });
    note(m_doing, entry->doing.isEmpty() ? QString() : doingText(entry->doing));
    note(m_said, entry->said);
    if (const auto &problem = entry->problem ? entry->problem : entry->status.problem)
        m_problem->show(QStringList{machine.name, slug(problem->cause), problem->detail} + problem->params.values(), [&] {
            auto *panel = new ErrorPanel(*problem);
            connect(panel, &ErrorPanel::acted, this, [this, name = machine.name](NextAction action) { errorActed(name, action); });
            return panel;
        });
    else
        m_problem->clear();

    m_grid->setVisible(!entry->receipt);
    m_gpu->show(entry->receipt ? Machine{} : machine);
    m_files->setVisible(!entry->receipt);
    m_files->show(machine.name, !entry->receipt && runs(machine));
    if (entry->receipt) {
        m_main->clear();
        m_guard->clear();
        m_actions->clear();
        m_outside->clear();
        m_receipt->show({machine.name}, [&] { return receipt(*entry); });
        return;
    }
    m_receipt->clear();
    m_main->show(acts, [&] { return mainButton(*entry); });
    m_notebook->show(acts + lookOf(notebookRows(entry->status, entry->tunnel, now)) + QStringList{entry->url},
                     [&] { return notebookCard(*entry); });
    m_proof->show(acts + QStringList{proofTitle(machine, now), text::proofSentence(machine), updateLook(machine)}
                      + lookOf(proofRows(machine)),
                  [&] { return proofCard(*entry); });
    m_hardware->show(acts
                         + QStringList{machine.facts.value(QLatin1String("verified")).toString(), hardwareTitle(machine),
                                       hardwareSentence(machine), whyTheseVersions(machine)}
                         + lookOf(hardwareRows(machine)),
                     [&] { return hardwareCard(*entry); });
    if (const Abilities abilities = m_machines.abilities(machine); canStopItself(abilities))
        m_guard->show(acts
                          + QStringList{text::idleStop(idleStopSeconds(machine), idleStopOnlyWarns(machine)),
                                        ago(idleSince(machine) * 1000, now)}
                          + lookOf(costRows(machine, abilities)),
                      [&] {
                          return makeGuardPanel(*entry, abilities,
                                                [this, name = machine.name](qint64 seconds) { m_machines.stopWhenIdle(name, seconds); });
                      });
    else
        m_guard->clear();
    m_actions->show(acts + QStringList{QString::number(m_machines.hasSshEntry(machine.name))},
                    [&] { return makeActionsRow(m_machines, *entry, window()); });
    if (const Abilities abilities = m_machines.abilities(machine); abilities.guardsDoor || abilities.hasConsole)
        m_outside->show(acts, [&] { return makeOutsideRow(m_machines, *entry, window()); });
    else
        m_outside->clear();
}

void MachineDetail::dragEnterEvent(QDragEnterEvent *event)
{
    if (m_files->dropped(event->mimeData()).isEmpty())
        return;
    m_files->setHovered(true);
    event->setDropAction(Qt::CopyAction); // never a move: what is dropped stays here
    event->accept();
}

void MachineDetail::dragLeaveEvent(QDragLeaveEvent *)
{
    m_files->setHovered(false);
}

void MachineDetail::dropEvent(QDropEvent *event)
{
    m_files->setHovered(false);
    m_files->take(m_files->dropped(event->mimeData()));
    event->setDropAction(Qt::CopyAction);
    event->accept();
}

void MachineDetail::note(Kept *place, const QString &text)
{
    if (text.isEmpty())
        return place->clear();
    place->show({text}, [&] {
        QFrame *panel = makePanel("panel-info");
        QLabel *line = makeLabel(text);
        line->setTextInteractionFlags(Qt::TextSelectableByMouse);
        columnOf(panel)->addWidget(line);
        return panel;
    });
}

QWidget *MachineDetail::receipt(const MachineEntry &entry)
{
    auto *widget = new QWidget;
    auto *column = new QVBoxLayout(widget);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(12);
    column->addWidget(makeReceipt(*entry.receipt));
    QPushButton *done = makeButton(QStringLiteral("machine-forget"), tr("Take it off the list"));
    connect(done, &QPushButton::clicked, this, [this, name = entry.status.machine.name] { m_machines.forget(name); });
    column->addWidget(done, 0, Qt::AlignLeading);
    return widget;
}

QWidget *MachineDetail::words(const Machine &machine, const QString &asked)
{
    auto *widget = new QWidget;
    auto *words = new QVBoxLayout(widget);
    words->setContentsMargins(0, 0, 0, 0);
    words->setSpacing(4);
    auto *line = new QHBoxLayout;
    line->setSpacing(12);
    line->addWidget(makeTag(text::visible(machine.name), nullptr, TextSize::Title));
    auto *state = makeTag(text::machineState(machine.state), stateBadge(machine.state));
    state->setObjectName(QStringLiteral("machine-state"));
    line->addWidget(state);
    line->addStretch(1);
    words->addLayout(line);
    words->addWidget(makeLabel(text::providerName(machine.where) + QStringLiteral(" · ") + asked, "muted"));
    return widget;
}

QWidget *MachineDetail::mainButton(const MachineEntry &entry)
{
    const Machine &machine = entry.status.machine;
    const bool unfinished =
        machine.state == MachineState::SettingUp || machine.state == MachineState::Creating || machine.state == MachineState::Failed;
    QPushButton *main = nullptr;
    if (unfinished) {
        main = makeButton(QStringLiteral("machine-resume"), tr("Go on setting up"), "primary");
        connect(main, &QPushButton::clicked, this, [this, name = machine.name] { emit resumeRequested(name); });
    } else if (machine.state == MachineState::Stopped) {
        main = makeButton(QStringLiteral("machine-start"), m_machines.abilities(machine).stopsMachine ? tr("Start") : tr("Start Jupyter"),
                          "primary");
        main->setEnabled(entry.doing.isEmpty());
        connect(main, &QPushButton::clicked, this, [this, name = machine.name] { m_machines.start(name); });
    } else {
        main = makeButton(QStringLiteral("machine-open"), tr("Open notebook"), "primary");
        main->setEnabled(machine.state == MachineState::Ready && entry.doing.isEmpty());
        connect(main, &QPushButton::clicked, this, [this, name = machine.name] { m_machines.openNotebook(name); });
    }
    return main;
}

QWidget *MachineDetail::notebookCard(const MachineEntry &entry)
{
    const QString name = entry.status.machine.name;
    QFrame *panel =
        titled(QStringLiteral("notebook"), tr("The notebook"), tr("Password-protected; reached through an encrypted tunnel only."));
    columnOf(panel)->addWidget(makeFacts(notebookRows(entry.status, entry.tunnel, QDateTime::currentMSecsSinceEpoch()), 80));
    if (!entry.url.isEmpty()) {
        auto *url = new QLineEdit(entry.url);
        url->setObjectName(QStringLiteral("machine-url"));
        url->setAccessibleName(tr("Address of the open notebook"));
        url->setReadOnly(true);
        url->setCursorPosition(0);
        url->setProperty("kind", QStringLiteral("readonly"));
        columnOf(panel)->addWidget(url);
        QPushButton *close = makeButton(QStringLiteral("machine-close"), tr("Close the tunnel"), "link");
        connect(close, &QPushButton::clicked, this, [this, name] { m_machines.closeNotebook(name); });
        columnOf(panel)->addWidget(close, 0, Qt::AlignLeading);
    }
    QPushButton *password = makeButton(QStringLiteral("machine-password"), tr("Make a new password"), "link");
    password->setEnabled(entry.status.machine.state == MachineState::Ready && entry.doing.isEmpty());
    connect(password, &QPushButton::clicked, this, [this, name] { m_machines.newPassword(name); });
    columnOf(panel)->addWidget(password, 0, Qt::AlignLeading);
    QPushButton *colab = makeButton(QStringLiteral("machine-colab"), tr("Open in Colab…"), "link");
    colab->setEnabled(password->isEnabled());
    connect(colab, &QPushButton::clicked, this,
            [this, name] { ask(new ColabDialog(m_machines, name, window()), [this, name] { m_machines.openNotebook(name); }); });
    columnOf(panel)->addWidget(colab, 0, Qt::AlignLeading);
    columnOf(panel)->addStretch(1);
    return panel;
}

QWidget *MachineDetail::hardwareCard(const MachineEntry &entry)
{
    const Machine &machine = entry.status.machine;
    const QString why = whyTheseVersions(machine);
    QWidget *help = why.isEmpty() ? nullptr : new HelpButton(QStringLiteral("machine-why"), tr("Why these versions"), why);
    QFrame *panel = titled(QStringLiteral("chip"), hardwareTitle(machine), hardwareSentence(machine), help);
    if (const FactRows rows = hardwareRows(machine); !rows.isEmpty())
        columnOf(panel)->addWidget(makeFacts(rows, 80));
    columnOf(panel)->addStretch(1);
    if (QPushButton *diagnosis = makeDiagnosisButton(entry, [this, name = machine.name] {
            ask(new DiagnosisDialog(m_machines, name, window()), [this, name] { emit repairRequested(name); });
        }))
        columnOf(panel)->addWidget(diagnosis, 0, Qt::AlignLeading);
    return panel;
}

QWidget *MachineDetail::proofCard(const MachineEntry &entry)
{
    const Machine &machine = entry.status.machine;
    QFrame *panel =
        titled(QStringLiteral("shield"), proofTitle(machine, QDateTime::currentMSecsSinceEpoch()), text::proofSentence(machine));
    if (const FactRows rows = proofRows(machine); !rows.isEmpty())
        columnOf(panel)->addWidget(makeFacts(rows, 80));
    columnOf(panel)->addStretch(1);
    QPushButton *again = makeButton(QStringLiteral("machine-verify"),
                                    machine.facts.contains(QLatin1String("verified_at")) ? tr("Verify again") : tr("Verify it"), "link");
    again->setEnabled(machine.state == MachineState::Ready && entry.doing.isEmpty());
    connect(again, &QPushButton::clicked, this, [this, name = machine.name] { emit verifyRequested(name); });
    auto *links = new QHBoxLayout;
    links->setSpacing(16);
    links->addWidget(again);
    links->addWidget(makeUpdateButton(entry, [this, name = machine.name](UpdateTo to) { emit updateRequested(name, to); }));
    links->addStretch(1);
    columnOf(panel)->addLayout(links);
    return panel;
}

void MachineDetail::ask(QDialog *dialog, std::function<void()> then)
{
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, std::move(then));
    dialog->open();
}

void MachineDetail::showPassword(const QString &machine, const Secret &password, bool kept)
{
    auto *dialog = new PasswordDialog(text::visible(machine), password, kept, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
}

void MachineDetail::errorActed(const QString &machine, NextAction action)
{
    const ErrorWay way = wayOf(action);
    auto *restart = findChild<QPushButton *>(QStringLiteral("machine-reboot"));
    if (way == ErrorWay::Verify)
        emit verifyRequested(machine);
    else if (way == ErrorWay::Repair)
        emit repairRequested(machine);
    else if (way == ErrorWay::Restart && restart && restart->isEnabled())
        restart->click(); // it asks first
    else if (action == NextAction::Resume || action == NextAction::WaitAndResume)
        emit resumeRequested(machine);
    else
        m_machines.ask(machine);
}

} // namespace fl
