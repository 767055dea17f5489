// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/run/run_controller.h"

#include "backends/core/keys.h"

#include <chrono>

namespace fl {
namespace {
using namespace std::chrono_literals;
constexpr auto flushEvery = 16ms;
// About 5 ms of work a turn: the window stays alive during a flood.
constexpr qsizetype linesPerFlush = 10'000;
constexpr qsizetype bytesPerFlush = 1024 * 1024;
} // namespace

RunController::RunController(Backend &backend, QObject *parent) :
    QObject(parent),
    m_backend(backend),
    m_queue(std::make_shared<EventQueue>())
{
    m_flush.setSingleShot(true);
    connect(&m_flush, &QTimer::timeout, this, &RunController::drain);
    connect(
        m_queue.get(), &EventQueue::arrived, this,
        [this] {
            if (!m_flush.isActive())
                m_flush.start(flushEvery);
        },
        Qt::QueuedConnection);
}

RunController::~RunController()
{
    m_stop.request_stop();
}

void RunController::start(const Plan &plan, const GivenSecrets &secrets)
{
    m_free = plan.perHour && plan.perHour->isFree();
    begin(plan.machineName, secrets, [plan](Operations &operations, OperationCall &call) { return operations.setup(plan, call); });
    m_state.perHour = plan.perHour;
    m_network = plan.choices.network;
    m_opensBrowser = plan.choices.access.openBrowser;
    // The steps stand there at once, before the worker's first event.
    for (const PlanStep &step : plan.steps) {
        StepView view;
        view.id = step.id;
        view.expected = std::max(1, step.expectedSeconds);
        m_state.steps.push_back(view);
    }
    emit changed();
}

void RunController::resume(const QString &machine)
{
    begin(machine, m_secrets, [machine](Operations &operations, OperationCall &call) { return operations.resume(machine, call); });
}

void RunController::verify(const QString &machine)
{
    begin(
        machine, {}, [machine](Operations &operations, OperationCall &call) { return operations.verify(machine, call); }, false);
}

void RunController::update(const QString &machine, UpdateTo to)
{
    begin(
        machine, {}, [machine, to](Operations &operations, OperationCall &call) { return operations.update(machine, to, call); }, false);
}

void RunController::repair(const QString &machine)
{
    begin(machine, {}, [machine](Operations &operations, OperationCall &call) { return operations.repair(machine, call); });
}

void RunController::tryAgain()
{
    if (m_work && !isBusy())
        begin(m_name, m_secrets, m_work, m_setsUp);
}

void RunController::tryAgainWith(const QList<std::pair<QString, QString>> &changes)
{
    if (isBusy())
        return;
    Choices choices;
    choices.network = m_network;
    for (const auto &[key, value] : changes)
        (void)setKey(choices, key, value);
    m_network = choices.network;
    // What failed on the server left the plan in the list of machines: going on there with these keys changed.
    begin(m_name, m_secrets, [machine = m_name, changes](Operations &operations, OperationCall &call) {
        call.set = changes;
        return operations.resume(machine, call);
    });
}

void RunController::begin(const QString &name, const GivenSecrets &secrets, Work work, bool setsUp)
{
    if (isBusy())
        return;
    while (!m_queue->take(bytesPerFlush).isEmpty()) { } // of the run before
    m_waiting.clear();
    m_log.clear();
    m_state = {};
    m_name = name;
    m_secrets = secrets;
    m_work = work;
    m_setsUp = setsUp;
    m_result.reset();
    m_error.reset();
    m_receipt.reset();
    m_thenUndo = m_opensBrowser = false;
    m_phase = Phase::Running;
    m_stop = m_backend.call(
        name, this,
        [work = std::move(work), queue = m_queue](Operations &operations, OperationCall &call) { return work(operations, call); },
        [this](Result<SetupResult> &&result) { ended(std::move(result)); },
        {.events = [queue = m_queue, sink = m_queue->sink()](const Event &event) { sink(event); }, .secrets = secrets});
    emit changed();
}

void RunController::ended(Result<SetupResult> &&result)
{
    drain();
    m_stop = std::stop_source(std::nostopstate);
    if (result) {
        m_phase = Phase::Done;
        m_name = result->machine.name.isEmpty() ? m_name : result->machine.name;
        m_result = std::move(*result);
        m_secrets.clear();
    } else {
        m_phase = Phase::Failed;
        m_error = std::move(result).error();
        m_state.settle();
    }
    const bool ok = m_phase == Phase::Done;
    emit changed();
    emit finished(ok);
    if (!ok && m_thenUndo)
        undo();
}

void RunController::stop(bool thenUndo)
{
    if (m_phase != Phase::Running)
        return;
    m_thenUndo = thenUndo;
    m_phase = Phase::Stopping;
    m_stop.request_stop();
    emit changed();
}

void RunController::undo()
{
    if (isBusy())
        return;
    m_thenUndo = false;
    m_phase = Phase::Undoing;
    m_stop = m_backend.call(
        m_name, this, [name = m_name](Operations &operations, OperationCall &call) { return operations.undo(name, call); },
        [this](Result<Receipt> &&receipt) {
            drain();
            if (receipt) {
                m_phase = Phase::Undone;
                m_receipt = std::move(*receipt);
                m_error.reset();
            } else {
                m_phase = Phase::Failed;
                m_error = std::move(receipt).error();
            }
            emit changed();
        },
        {.events = [queue = m_queue, sink = m_queue->sink()](const Event &event) { sink(event); }, .secrets = m_secrets});
    emit changed();
}

void RunController::forgetPassword()
{
    if (m_result)
        m_result->newPassword.reset();
}

// At the end of a run the text that is left follows in later turns, as during it.
void RunController::drain()
{
    EventQueue::Batch batch = m_queue->take(m_waiting.empty() ? bytesPerFlush : 0);
    for (const Event &event : batch.events) {
        m_state.apply(event);
        if (event.kind == EventKind::Step && !event.step.isEmpty())
            m_log.finish(event.step);
    }
    m_log.noteDropped(batch.droppedLines);
    for (LogChunk &chunk : batch.log)
        m_waiting.push_back(std::move(chunk));
    qsizetype room = linesPerFlush;
    while (!m_waiting.empty() && room > 0) {
        LogChunk &chunk = m_waiting.front();
        qsizetype taken = 0;
        room -= m_log.append(chunk.step, chunk.text, room, &taken);
        if (taken >= chunk.text.size())
            m_waiting.pop_front();
        else
            chunk.text.remove(0, taken);
    }
    m_log.commit();
    if (!m_waiting.empty() || batch.more)
        m_flush.start(0ms); // at once, but after what the user does
    if (!batch.events.empty())
        emit changed();
}

} // namespace fl
