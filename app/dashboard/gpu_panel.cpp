// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dashboard/gpu_panel.h"

#include "app/dashboard/live_panel.h"
#include "app/dashboard/machine_text.h"
#include "app/gpu/gpu_text.h"
#include "backends/probe/probe_json.h"
#include "backends/text/text.h"
#include "wizard/style/icons.h"
#include "wizard/widgets/build.h"
#include "wizard/widgets/card.h"
#include "wizard/widgets/kept.h"

#include <QBuffer>
#include <QClipboard>
#include <QComboBox>
#include <QDateTime>
#include <QDir>
#include <QFileDialog>
#include <QGridLayout>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QLabel>
#include <QMenu>
#include <QPushButton>
#include <QSaveFile>
#include <QVBoxLayout>

namespace fl {
namespace {

QWidget *makeFactTable(const GpuFacts &facts)
{
    auto *table = new QWidget;
    auto *grid = new QGridLayout(table);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(10);
    grid->setColumnStretch(1, 1);
    for (int row = 0; row < facts.size(); ++row) {
        const GpuFact &fact = facts[row];
        QLabel *name = makeTag(fact.name, "muted");
        grid->addWidget(name, row, 0, Qt::AlignTop);
        auto *cell = new QVBoxLayout;
        cell->setSpacing(1);
        QLabel *value = makeLabel(fact.value, fact.bad ? "bad" : nullptr, TextSize::Body, true);
        value->setObjectName(QStringLiteral("gpu-fact-") + fact.id);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        if (fact.data)
            markData(value);
        cell->addWidget(value);
        if (!fact.meaning.isEmpty())
            cell->addWidget(makeLabel(fact.meaning, fact.bad ? "bad" : "muted"));
        grid->addLayout(cell, row, 1);
    }
    grid->setRowStretch(static_cast<int>(facts.size()), 1);
    return table;
}

QStringList lookOf(const GpuFacts &facts)
{
    QStringList look;
    for (const GpuFact &fact : facts)
        look << fact.name << fact.value << fact.meaning << (fact.bad ? QStringLiteral("bad") : QString());
    return look;
}

/// Facts that do not move, and those that a measurement gave.
std::pair<GpuFacts, GpuFacts> factsOf(const ProbeReport &report, int gpu)
{
    if (gpu >= report.gpus.size()) {
        const GpuFacts host = hostFacts(report);
        return {host.first(std::min<qsizetype>(3, host.size())), host.sliced(std::min<qsizetype>(3, host.size()))};
    }
    return {gpuFacts(report, report.gpus[gpu]), measuredFacts(report.gpus[gpu])};
}

} // namespace

GpuPanel::GpuPanel(GpuWatch &watch, QWidget *parent) : QFrame(parent), m_watch(&watch)
{
    setObjectName(QStringLiteral("gpu-panel"));
    setProperty("kind", QStringLiteral("panel"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(8);
    auto *head = new QHBoxLayout;
    head->setSpacing(10);
    head->addWidget(new IconView(QStringLiteral("chip")));
    head->addWidget(m_title = makeLabel({}, nullptr, TextSize::Heading, true), 1);
    m_title->setObjectName(QStringLiteral("gpu-title"));
    m_choice = new QComboBox;
    m_choice->setObjectName(QStringLiteral("gpu-choice"));
    m_choice->setAccessibleName(tr("Which GPU"));
    head->addWidget(m_choice);
    head->addWidget(m_again = makeButton(QStringLiteral("gpu-again"), tr("Measure again"), "link"));
    column->addLayout(head);
    column->addWidget(m_sentence = makeLabel({}, "muted"));
    m_sentence->setObjectName(QStringLiteral("gpu-sentence"));
    column->addWidget(m_age = makeLabel({}, "muted"));
    m_age->setObjectName(QStringLiteral("gpu-age"));
    column->addWidget(m_problem = new Kept);
    column->addWidget(m_facts = new Kept);
    column->addWidget(makeRule());
    column->addWidget(m_live = new LivePanel);
    auto *foot = new QHBoxLayout;
    foot->setSpacing(16);
    foot->addWidget(m_copy = makeButton(QStringLiteral("gpu-copy"), tr("Copy the figures"), "link"));
    foot->addWidget(m_save = makeButton(QStringLiteral("gpu-save"), tr("Save"), "link"));
    foot->addWidget(m_said = makeLabel({}, "muted"), 1);
    m_said->setObjectName(QStringLiteral("gpu-said"));
    column->addLayout(foot);
    m_save->setProperty("opens", QStringLiteral("menu"));
    auto *menu = new QMenu(m_save);
    menu->setObjectName(QStringLiteral("gpu-save-menu"));
    for (const auto &[ending, text] : {std::pair("json", tr("Figures as JSON…")), std::pair("csv", tr("Figures as a table (CSV)…")),
                                       std::pair("png", tr("A picture of this card…"))}) {
        QAction *action = menu->addAction(text);
        action->setObjectName(QStringLiteral("gpu-save-") + QLatin1String(ending));
        connect(action, &QAction::triggered, this, [this, ending = QLatin1String(ending)] { save(ending); });
    }
    m_save->setMenu(menu);
    connect(m_again, &QPushButton::clicked, this, [this] { m_watch->ask(m_machine.name); });
    connect(m_copy, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(QString::fromUtf8(content(QStringLiteral("json"))));
        m_said->setText(tr("Copied."));
    });
    connect(m_choice, &QComboBox::currentIndexChanged, this, [this] { refresh(m_machine.name); });
    connect(m_live, &LivePanel::retryWanted, &watch, &GpuWatch::retry);
    connect(m_live, &LivePanel::pauseChanged, this, [this] { refreshLive(m_machine.name); });
    connect(m_facts, &Kept::letGo, this, [this] { refresh(m_machine.name); });
    connect(&watch, &GpuWatch::changed, this, &GpuPanel::refresh);
    connect(&watch, &GpuWatch::ticked, this, &GpuPanel::refreshLive);
}

void GpuPanel::show(const Machine &machine)
{
    const bool other = machine.name != m_machine.name;
    m_machine = machine;
    if (other) {
        m_said->clear();
        m_choice->setCurrentIndex(0);
    }
    const bool setUp = machine.facts.contains(QLatin1String("verified_at")) && machine.state != MachineState::Gone;
    setVisible(setUp);
    if (!setUp)
        return;
    look();
    refresh(machine.name);
}

void GpuPanel::look()
{
    if (isVisible() && isWatched(m_machine))
        m_watch->look(m_machine);
    else
        m_watch->lookAway();
}

void GpuPanel::showEvent(QShowEvent *event)
{
    QFrame::showEvent(event);
    look();
}

void GpuPanel::hideEvent(QHideEvent *event)
{
    QFrame::hideEvent(event);
    if (m_watch)
        m_watch->lookAway();
}

void GpuPanel::chooseAmong(const ProbeReport &report)
{
    QStringList names;
    for (qsizetype i = 0; report.gpus.size() > 1 && i < report.gpus.size(); ++i)
        names << tr("GPU %1").arg(i);
    m_choice->setVisible(!names.isEmpty());
    if (m_choice->count() == names.size())
        return;
    const QSignalBlocker quiet(m_choice);
    m_choice->clear();
    m_choice->addItems(names);
    m_choice->setCurrentIndex(names.isEmpty() ? -1 : 0);
}

void GpuPanel::refresh(const QString &name)
{
    if (name.isEmpty() || name != m_machine.name)
        return;
    const GpuView &view = m_watch->view(m_machine);
    const bool runs = m_machine.state == MachineState::Ready;
    m_again->setEnabled(runs && !view.asking);
    m_copy->setEnabled(view.report.has_value());
    m_save->setEnabled(view.report.has_value());
    chooseAmong(view.report.value_or(ProbeReport{}));
    m_title->setText(view.report ? gpuTitle(*view.report) : tr("The GPU"));
    if (view.report && !view.report->gpus.isEmpty())
        markData(m_title);
    m_sentence->setText(view.report ? gpuSentence(*view.report) : runs ? QString() : tr("It is measured when the machine runs."));
    m_sentence->setVisible(!m_sentence->text().isEmpty());
    m_age->setText(view.asking       ? tr("Measuring, about a second for each GPU…")
                       : view.report ? tr("Measured %1.").arg(ago(view.asked, QDateTime::currentMSecsSinceEpoch()))
                                     : QString());
    m_age->setVisible(!m_age->text().isEmpty());
    if (view.problem)
        m_problem->show({slug(view.problem->cause)}, [&] {
            QLabel *label = makeLabel(tr("It could not be measured: %1").arg(text::error(*view.problem).happened), "bad");
            label->setObjectName(QStringLiteral("gpu-problem"));
            return label;
        });
    else
        m_problem->clear();
    if (view.report) {
        const int gpu = std::max(0, m_choice->currentIndex());
        const auto [known, measured] = factsOf(*view.report, gpu);
        m_facts->show(lookOf(known) + lookOf(measured), [&] { return facts(*view.report, gpu); });
    } else {
        m_facts->clear();
    }
    refreshLive(name);
}

void GpuPanel::refreshLive(const QString &name)
{
    if (!name.isEmpty() && name == m_machine.name)
        m_live->show(m_watch->view(m_machine), std::max(0, m_choice->currentIndex()));
}

QWidget *GpuPanel::facts(const ProbeReport &report, int gpu)
{
    const auto [known, measured] = factsOf(report, gpu);
    auto *grid = new CardGrid;
    for (const GpuFacts &part : {known, measured})
        if (!part.isEmpty())
            grid->add(makeFactTable(part));
    return grid;
}

QByteArray GpuPanel::content(const QString &ending)
{
    const GpuView &view = m_watch->view(m_machine);
    if (ending == QLatin1String("png")) {
        QByteArray bytes;
        QBuffer buffer(&bytes);
        buffer.open(QIODevice::WriteOnly);
        grab().save(&buffer, "PNG");
        return bytes;
    }
    if (!view.report)
        return {};
    return ending == QLatin1String("csv") ? gpuCsv(*view.report) : QJsonDocument(toJson(*view.report)).toJson(QJsonDocument::Indented);
}

void GpuPanel::save(const QString &ending)
{
    QString base = m_machine.name;
    base.replace(QLatin1Char('/'), QLatin1Char('_'));
    auto *dialog = new QFileDialog(this, tr("Save the figures"), QDir::homePath());
    dialog->setObjectName(QStringLiteral("gpu-save-dialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(ending);
    dialog->selectFile(base + QStringLiteral("-gpu.") + ending);
    connect(dialog, &QFileDialog::fileSelected, this, [this, bytes = content(ending)](const QString &path) {
        QSaveFile file(path);
        const bool saved = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
        m_said->setText(saved ? tr("Saved.") : tr("It could not be saved: %1").arg(file.errorString()));
    });
    dialog->open();
}

} // namespace fl
