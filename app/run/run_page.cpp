// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/run/run_page.h"

#include "app/run/dialogs.h"
#include "app/run/log_view.h"
#include "app/run/receipt.h"
#include "app/run/step_list.h"
#include "backends/text/run_text.h"
#include "backends/text/text.h"
#include "wizard/cost.h"
#include "wizard/style/icons.h"
#include "wizard/widgets/build.h"
#include "wizard/widgets/error_panel.h"
#include "wizard/widgets/error_way.h"

#include <QDateTime>
#include <QFrame>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

#include <chrono>

namespace fl {
namespace {
using Phase = RunController::Phase;
using Kind = FooterButton::Kind;
} // namespace

RunPage::RunPage(PageContext &context, RunController &controller) : Page(context, {}, {}), m_run(controller)
{
    m_bar = new QProgressBar;
    m_bar->setObjectName(QStringLiteral("run-bar"));
    m_bar->setAccessibleName(tr("Progress of the set-up"));
    m_bar->setRange(0, 1000);
    m_bar->setTextVisible(false);
    column()->addWidget(m_bar);
    m_outcome = new QVBoxLayout;
    m_outcome->setSpacing(12);
    column()->addLayout(m_outcome);
    m_steps = new StepList;
    column()->addWidget(m_steps);
    m_log = new LogView(m_run.log());
    column()->addWidget(m_log);
    column()->addStretch(1);

    m_tick.setInterval(std::chrono::seconds(1));
    connect(&m_tick, &QTimer::timeout, this, &RunPage::tick);
    connect(&m_run, &RunController::changed, this, &RunPage::refresh);
    m_shown = Phase::Idle;
    refresh();
}

void RunPage::refresh()
{
    if (m_run.isBusy() != m_tick.isActive())
        m_run.isBusy() ? m_tick.start() : m_tick.stop();
    if (m_shown != m_run.phase()) {
        m_shown = m_run.phase();
        showOutcome();
    }
    tick();
    emit changed();
}

void RunPage::tick()
{
    const qint64 now = QDateTime::currentMSecsSinceEpoch();
    const TimeLeft left = timeLeft(m_run.state(), now);
    m_steps->show(m_run.state().steps, now);
    const QString name = text::visible(m_run.name());
    const QString there = text::alreadyDone(m_run.state().alreadyThere(), static_cast<int>(m_run.state().steps.size()));
    m_bar->setVisible(m_run.isBusy());
    m_bar->setRange(0, m_run.phase() == Phase::Undoing || m_run.state().steps.empty() ? 0 : 1000);
    m_bar->setValue(static_cast<int>(left.fraction * 1000));
    switch (m_run.phase()) {
    case Phase::Idle: setHeader(tr("Nothing is running"), tr("Go back to the plan to start.")); break;
    case Phase::Running: {
        QString line = m_run.state().steps.empty() ? tr("Starting…") : tr("%1 left.").arg(text::duration(left.seconds));
        line[0] = line.at(0).toUpper();
        if (left.slower)
            line = tr("This step takes longer than usual; it is still at work.");
        setHeader((m_run.setsUp() ? tr("Setting up %1") : tr("Working on %1")).arg(name),
                  line + QLatin1Char(' ') + (there.isEmpty() ? there : there + QLatin1Char(' '))
                      + tr("If the connection drops, the machine goes on and we find it again."));
        break;
    }
    case Phase::Stopping: setHeader(tr("Stopping…"), tr("The current command is being told to end.")); break;
    case Phase::Undoing: setHeader(tr("Taking it back…"), tr("What this set-up added to %1 is being removed.").arg(name)); break;
    case Phase::Done:
        setHeader(tr("%1 is ready").arg(name),
                  (tr("Set up and proven in %1.").arg(text::duration(m_run.result()->seconds)) + QLatin1Char(' ') + there).trimmed());
        break;
    case Phase::Undone:
        m_steps->hide(); // they would look as if they were still to come
        setHeader(m_run.receipt()->allGone() ? tr("Taken back") : tr("Not all of it was taken back"),
                  tr("This is what became of each thing."));
        break;
    case Phase::Failed: {
        const bool stopped = m_run.error()->cause == Cause::Cancelled;
        if (m_run.setsUp() || stopped)
            setHeader(stopped ? tr("Stopped") : tr("%1 is not ready yet").arg(name),
                      tr("What is done stays done: going on takes up where this ended."));
        else
            setHeader(tr("%1: that did not work").arg(name), tr("The machine's page shows how it is now."));
        break;
    }
    }
}

void RunPage::showOutcome()
{
    clearLayout(m_outcome);
    switch (m_shown) {
    case Phase::Done:
        m_outcome->addWidget(donePanel());
        if (m_run.result()->newPassword)
            m_outcome->addWidget(passwordPanel());
        break;
    case Phase::Failed: {
        auto *panel = new ErrorPanel(*m_run.error());
        connect(panel, &ErrorPanel::acted, this, &RunPage::errorActed);
        m_outcome->addWidget(panel);
        break;
    }
    case Phase::Undone: m_outcome->addWidget(makeReceipt(*m_run.receipt())); break;
    case Phase::Idle:
    case Phase::Running:
    case Phase::Stopping:
    case Phase::Undoing: break;
    }
}

QWidget *RunPage::donePanel()
{
    const SetupResult &result = *m_run.result();
    QFrame *panel = makePanel("panel-good");
    panel->setObjectName(QStringLiteral("run-done"));
    auto *row = new QHBoxLayout;
    row->setSpacing(10);
    row->addWidget(new IconView(QStringLiteral("shield"), Token::Good), 0, Qt::AlignTop);
    auto *words = new QVBoxLayout;
    words->setSpacing(2);
    const QString head = !result.verified ? tr("Set up, but not proven yet")
        : result.gpu.isEmpty()            ? tr("Verified on the CPU")
                                          : tr("Verified on %1").arg(text::visible(result.gpu));
    words->addWidget(makeLabel(head, nullptr, TextSize::Heading, true));
    words->addWidget(
        makeLabel(result.gpu.isEmpty()
                      ? tr("This machine has no NVIDIA GPU. A calculation ran in a notebook of the new Jupyter, and its result is right.")
                      : tr("A calculation ran in a notebook of the new Jupyter, on the GPU, and its result equals the processor's.")));
    row->addLayout(words, 1);
    columnOf(panel)->addLayout(row);
    return panel;
}

QWidget *RunPage::passwordPanel()
{
    QFrame *panel = makePanel();
    columnOf(panel)->addWidget(makeLabel(tr("The password of your notebook"), nullptr, TextSize::Heading, true));
    columnOf(panel)->addWidget(makeLabel(m_run.result()->passwordKept
                                             ? tr("It is kept on this computer, safe from others. Jupyter asks for it once.")
                                             : tr("It is not kept: write it down now, it is shown only here."),
                                         "muted"));
    columnOf(panel)->addWidget(makePasswordRow(*m_run.result()->newPassword));
    return panel;
}

std::vector<FooterButton> RunPage::buttons() const
{
    const auto button = [](const char *name, const QString &text, Kind kind, bool enabled = true) {
        return FooterButton{QLatin1String(name), text, kind, enabled};
    };
    switch (m_run.phase()) {
    case Phase::Idle: return {button("plan", tr("Back to the plan"), Kind::Primary)};
    case Phase::Running:
        if (!m_run.setsUp())
            return {button("stop", tr("Stop"), Kind::Plain)};
        return {button("stop", tr("Stop and keep"), Kind::Plain), button("stop-undo", tr("Stop and undo"), Kind::Danger)};
    case Phase::Stopping:
    case Phase::Undoing: return {button("stop", tr("Please wait"), Kind::Plain, false)};
    case Phase::Done: return {button("machine", tr("Show the machine"), Kind::Plain), button("open", tr("Open notebook"), Kind::Primary)};
    case Phase::Failed:
        if (!m_run.setsUp())
            return {button("machine", tr("Show the machine"), Kind::Plain), button("again", tr("Try again"), Kind::Plain)};
        return {button("plan", tr("Back to the plan"), Kind::Plain), button("undo", tr("Undo what was done"), Kind::Danger),
                button("again", tr("Go on from here"), Kind::Plain)};
    case Phase::Undone: return {button("plan", tr("Back to the plan"), Kind::Primary)};
    }
    Q_UNREACHABLE();
}

void RunPage::act(const QString &button)
{
    if (button == QLatin1String("stop"))
        m_run.stop(false);
    else if (button == QLatin1String("stop-undo") || button == QLatin1String("undo"))
        askUndo();
    else if (button == QLatin1String("again"))
        m_run.tryAgain();
    else if (button == QLatin1String("plan"))
        emit goTo(QStringLiteral("review"));
    else if (button == QLatin1String("open"))
        emit openRequested(m_run.name());
    else if (button == QLatin1String("machine"))
        emit machineRequested(m_run.name());
}

bool RunPage::startsHere(const QWidget *widget) const
{
    return !m_log->isAncestorOf(widget);
}

void RunPage::askUndo()
{
    auto *dialog = new ConfirmDialog(tr("Undo this set-up?"),
                                     tr("What this set-up added to %1 is removed, or the machine with it if it was made for this. "
                                        "Your own files and what was there before stay.")
                                         .arg(text::visible(m_run.name())),
                                     tr("Undo it"), true, window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this] {
        if (m_run.phase() == Phase::Running)
            m_run.stop(true);
        else
            m_run.undo();
    });
    dialog->open();
}

void RunPage::errorActed(NextAction action)
{
    // The pages are about what is set up here; a machine of long ago has a page of its own.
    const auto change = [this](const char *page) { m_run.setsUp() ? emit goTo(QLatin1String(page)) : emit machineRequested(m_run.name()); };
    switch (wayOf(action)) {
    case ErrorWay::Account: change("account"); break;
    case ErrorWay::Access: change("access"); break;
    case ErrorWay::Hardware: change("hardware"); break;
    case ErrorWay::Leave: change("review"); break;
    case ErrorWay::Network: askNetwork(); break;
    case ErrorWay::Log: m_log->unfold(true); break;
    case ErrorWay::Restart: emit machineRequested(m_run.name()); break; // where it asks before it restarts
    case ErrorWay::Again:
    case ErrorWay::Verify:
    case ErrorWay::Repair: m_run.tryAgain(); break;
    case ErrorWay::Details:
    case ErrorWay::Copy: break;
    }
}

void RunPage::askNetwork()
{
    auto *dialog = new NetworkDialog(m_run.network(), window());
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QDialog::accepted, this, [this, dialog] {
        const auto changes = dialog->changes();
        emit networkGiven(changes); // they are remembered with the other choices
        m_run.tryAgainWith(changes);
    });
    dialog->open();
}

std::optional<CostText> RunPage::cost() const
{
    const RunState &state = m_run.state();
    const bool exists = m_run.phase() != Phase::Idle && m_run.phase() != Phase::Undone;
    const double hours = state.began > 0 ? static_cast<double>(QDateTime::currentMSecsSinceEpoch() - state.began) / 3'600'000 : 0;
    const bool known = state.perHour.has_value();
    // A run that was taken up again tells its price with its plan event; until then nothing is said rather than a wrong thing.
    if (exists && !known && !m_run.isFree() && state.steps.empty())
        return CostText{};
    return costText({.running = exists, .knownFree = m_run.isFree(), .known = known, .perHour = state.perHour, .hours = hours});
}

} // namespace fl
