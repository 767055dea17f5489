// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dashboard/dashboard.h"

#include "app/dashboard/hosted_page.h"
#include "app/dashboard/machine_card.h"
#include "app/dashboard/machine_detail.h"
#include "app/dashboard/machine_text.h"
#include "backends/text/text.h"
#include "backends/text/way_text.h"
#include "wizard/cost.h"
#include "wizard/style/icons.h"
#include "wizard/widgets/build.h"
#include "wizard/widgets/rail.h"

#include <QDateTime>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <chrono>

namespace fl {

Dashboard::Dashboard(Machines &machines, HostedResults &hosted, QWidget *parent) : QWidget(parent), m_machines(machines), m_hosted(hosted)
{
    setObjectName(QStringLiteral("dashboard"));
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    m_rail = new Rail(Rail::cardsWidth);
    row->addWidget(m_rail);
    m_stack = new QStackedWidget;
    row->addWidget(m_stack, 1);
    m_stack->addWidget(emptyState());
    m_detail = new MachineDetail(m_machines);
    m_stack->addWidget(m_detail);
    m_stack->addWidget(new HostedPage(m_hosted));
    connect(m_rail, &Rail::clicked, this, [this](int index) {
        const QString target = m_targets.value(index);
        if (target.isEmpty())
            emit newMachine();
        else
            select(target);
    });
    connect(m_detail, &MachineDetail::verifyRequested, this, &Dashboard::verifyRequested);
    connect(m_detail, &MachineDetail::updateRequested, this, &Dashboard::updateRequested);
    connect(m_detail, &MachineDetail::resumeRequested, this, &Dashboard::resumeRequested);
    connect(m_detail, &MachineDetail::repairRequested, this, &Dashboard::repairRequested);
    connect(m_detail, &MachineDetail::outdated, this, &Dashboard::refresh);
    m_soon.setSingleShot(true);
    connect(&m_soon, &QTimer::timeout, this, &Dashboard::refresh);
    connect(&m_machines, &Machines::begun, this, &Dashboard::refresh);
    connect(&m_machines, &Machines::changed, &m_soon, qOverload<>(&QTimer::start));
    connect(&m_hosted, &HostedResults::changed, &m_soon, qOverload<>(&QTimer::start));
    // Live figures come for each machine, and prices grow, while nobody clicks.
    m_live.setSingleShot(true);
    m_live.setInterval(1000);
    connect(&m_live, &QTimer::timeout, this, &Dashboard::refreshList);
    connect(&m_machines.gpus(), &GpuWatch::ticked, this, [this] {
        if (!m_live.isActive())
            m_live.start();
    });
    connect(&m_machines.gpus(), &GpuWatch::changed, &m_soon, qOverload<>(&QTimer::start));
    m_minute.setInterval(std::chrono::minutes(1));
    connect(&m_minute, &QTimer::timeout, this, &Dashboard::refresh);
    m_minute.start();
    refresh();
}

QWidget *Dashboard::emptyState()
{
    auto *widget = new QWidget;
    auto *column = new QVBoxLayout(widget);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(8);
    column->addStretch(1);
    column->addWidget(new IconView(QStringLiteral("machines"), Token::Accent, 48), 0, Qt::AlignHCenter);
    auto *title = makeLabel(tr("No machine yet"), nullptr, TextSize::Heading, true);
    title->setAlignment(Qt::AlignHCenter);
    column->addWidget(title);
    auto *text = makeLabel(tr("Your machines will be here: their state, their hardware, and the button that opens the notebook."), "muted");
    text->setAlignment(Qt::AlignHCenter);
    column->addWidget(text);
    column->addSpacing(8);
    QPushButton *first = makeButton(QStringLiteral("dashboard-first"), tr("Set up the first one"), "primary");
    connect(first, &QPushButton::clicked, this, &Dashboard::newMachine);
    column->addWidget(first, 0, Qt::AlignHCenter);
    column->addStretch(2);
    return widget;
}

void Dashboard::select(const QString &machine)
{
    m_selected = machine;
    refresh();
}

void Dashboard::refresh()
{
    const auto &all = m_machines.all();
    bool hosted = m_selected == hostedPlace();
    if (!hosted && !m_machines.find(m_selected)) {
        hosted = all.empty() && m_machines.isLoaded() && !m_hosted.all().empty();
        if (hosted || !all.empty())
            m_selected = hosted ? hostedPlace() : all.front().status.machine.name;
    }
    refreshList();
    MachineEntry *entry = m_machines.find(m_selected);
    m_stack->setCurrentIndex(hosted ? 2 : entry ? 1 : 0);
    m_detail->show(entry);
    emit footerChanged();
}

void Dashboard::refreshList()
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    std::vector<RailEntry> entries;
    m_targets.clear();
    for (const MachineEntry &entry : m_machines.all()) {
        const Machine &machine = entry.status.machine;
        m_targets << machine.name;
        entries.push_back(machineCard(entry, m_machines.abilities(machine), m_machines.gpus().view(machine), now));
        entries.back().current = machine.name == m_selected;
    }
    m_targets << QString();
    entries.push_back({.mark = RailEntry::Mark::Icon,
                       .objectName = QStringLiteral("machine-new"),
                       .text = tr("New machine"),
                       .details = {},
                       .iconName = QStringLiteral("plus"),
                       .enabled = true});
    m_targets << hostedPlace();
    const auto &records = m_hosted.all();
    entries.push_back(
        {.mark = RailEntry::Mark::Icon,
         .objectName = QStringLiteral("hosted-results"),
         .text = records.empty() ? tr("Hosted notebooks") : text::wayName(records.front().service),
         .details = {records.empty() ? tr("bring a result code")
                                     : tr("%1, your word").arg(QLocale().toString(records.front().result.day, QLocale::ShortFormat))},
         .iconName = QStringLiteral("notebook"),
         .current = m_selected == hostedPlace(),
         .enabled = true});
    m_rail->set(entries);
}

CostText Dashboard::cost() const
{
    if (m_selected == hostedPlace())
        return costText({.running = true, .knownFree = true, .perHour = {}});
    const MachineEntry *entry = m_machines.find(m_selected);
    if (!entry)
        return costText({.perHour = {}});
    const Machine &machine = entry->status.machine;
    if (machine.state == MachineState::Gone)
        return costText({.running = true, .knownFree = true, .perHour = {}});
    return costText(costState(machine, m_machines.abilities(machine), QDateTime::currentMSecsSinceEpoch()));
}

} // namespace fl
