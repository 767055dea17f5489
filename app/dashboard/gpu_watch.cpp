// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dashboard/gpu_watch.h"

#include "backends/run/probe_run.h"

#include <QDateTime>

#include <mutex>

namespace fl {
namespace {

constexpr int firstPause = 1000, longestPause = 8000; // ms
constexpr qsizetype mostPending = 600;

qint64 now()
{
    return QDateTime::currentMSecsSinceEpoch();
}

/// What runs by itself asks nobody anything.
class NobodyThere : public Asker {
public:
    Result<Answer> ask(const Question &, std::stop_token) override { return fail({Cause::AnswerNeeded, {}, NextAction::Retry, {}, {}}); }
};

/// Calls `work` as if nobody were there to answer.
template <class Work>
auto quietly(Operations &operations, OperationCall &call, Work work)
{
    NobodyThere nobody;
    OperationCall quiet{call.events, nobody, call.secrets, call.stop};
    return work(operations, quiet);
}

/// It may come back without anybody's doing.
bool mayPass(const Error &error)
{
    return exitCode(error.cause) == Exit::NotReachable || error.cause == Cause::JupyterNotRunning || error.cause == Cause::GpuTimeout;
}

} // namespace

/// From the worker to the window. The worker never waits: what nobody took in ten minutes of ticks is let go.
struct GpuWatch::Pending {
    std::mutex mutex;
    QList<ProbeTick> ticks;
    bool told = false;
};

GpuWatch::GpuWatch(Backend &backend, QObject *parent) : QObject(parent), m_backend(backend)
{
    m_again.setSingleShot(true);
    connect(&m_again, &QTimer::timeout, this, &GpuWatch::open);
}

GpuWatch::~GpuWatch()
{
    m_stop.request_stop();
}

const GpuView &GpuWatch::view(const Machine &machine)
{
    GpuView &view = m_views[machine.name];
    if (!view.report)
        if (auto kept = keptProbe(machine)) {
            view.report = std::move(kept);
            view.asked = keptProbeTime(machine);
        }
    return view;
}

void GpuWatch::ask(const QString &name)
{
    probe(name, false);
    if (name == m_looked && m_views[name].stream == GpuView::Stream::Refused)
        retry();
}

void GpuWatch::probe(const QString &name, bool alone)
{
    GpuView &view = m_views[name];
    if (view.asking)
        return;
    view.asking = true;
    view.problem.reset();
    emit changed(name);
    m_backend.call(
        QStringLiteral("probe:") + name, this,
        [name, alone](Operations &operations, OperationCall &call) {
            const auto work = [&](Operations &all, OperationCall &given) { return all.probe(name, given); };
            return alone ? quietly(operations, call, work) : work(operations, call);
        },
        [this, name](Result<ProbeReport> &&report) {
            GpuView &answered = m_views[name];
            answered.asking = false;
            if (report) {
                answered.report = std::move(*report);
                answered.asked = now();
            } else if (report.error().cause != Cause::Cancelled) {
                answered.problem = std::move(report).error();
            }
            emit changed(name);
        });
}

void GpuWatch::look(const Machine &machine)
{
    if (machine.name == m_looked)
        return;
    close();
    m_looked = machine.name;
    if (m_looked.isEmpty())
        return;
    const GpuView &known = view(machine);
    if (!known.report || now() - known.asked > freshFor)
        probe(m_looked, true);
    m_pause = 0;
    open();
}

void GpuWatch::retry()
{
    if (m_looked.isEmpty())
        return;
    const QString name = m_looked;
    close();
    m_looked = name;
    m_pause = 0;
    open();
}

void GpuWatch::open()
{
    m_again.stop();
    const QString name = m_looked;
    GpuView &view = m_views[name];
    if (view.stream != GpuView::Stream::Waiting) // while it waits, it says so until something comes
        view.stream = GpuView::Stream::Connecting;
    m_pending = std::make_shared<Pending>();
    const auto sink = [pending = m_pending, backend = &m_backend, guard = QPointer<GpuWatch>(this)](const ProbeTick &tick) {
        bool tell = false;
        {
            const std::lock_guard lock(pending->mutex);
            pending->ticks << tick;
            if (pending->ticks.size() > mostPending)
                pending->ticks.removeFirst();
            tell = !std::exchange(pending->told, true);
        }
        if (tell)
            QMetaObject::invokeMethod(
                backend,
                [guard, pending] {
                    if (guard)
                        guard->take(pending);
                },
                Qt::QueuedConnection);
    };
    m_stop = m_backend.call(
        QStringLiteral("watch:") + name, this,
        [name, sink](Operations &operations, OperationCall &call) {
            return quietly(operations, call, [&](Operations &all, OperationCall &quiet) { return all.watch(name, interval, sink, quiet); });
        },
        [this, pending = m_pending](Status &&status) {
            if (!status)
                ended(pending, status.error());
        });
    emit changed(name);
}

void GpuWatch::close()
{
    m_again.stop();
    m_stop.request_stop();
    m_pending.reset();
    const QString name = std::exchange(m_looked, {});
    if (name.isEmpty())
        return;
    GpuView &view = m_views[name];
    view.stream = GpuView::Stream::Off;
    view.cut.reset();
    emit changed(name);
}

void GpuWatch::take(const std::shared_ptr<Pending> &pending)
{
    QList<ProbeTick> ticks;
    {
        const std::lock_guard lock(pending->mutex);
        ticks.swap(pending->ticks);
        pending->told = false;
    }
    if (pending != m_pending || ticks.isEmpty()) // of a page that is left
        return;
    GpuView &view = m_views[m_looked];
    for (const ProbeTick &tick : std::as_const(ticks))
        view.history.add(tick);
    view.tick = ticks.last();
    view.heard = now();
    m_pause = 0;
    if (view.stream != GpuView::Stream::Live) {
        view.stream = GpuView::Stream::Live;
        view.cut.reset();
        emit changed(m_looked);
    }
    emit ticked(m_looked);
}

void GpuWatch::ended(const std::shared_ptr<Pending> &pending, const Error &why)
{
    if (pending != m_pending)
        return;
    take(pending); // what came before the end
    GpuView &view = m_views[m_looked];
    view.cut = why;
    view.stream = mayPass(why) ? GpuView::Stream::Waiting : GpuView::Stream::Refused;
    if (view.stream == GpuView::Stream::Waiting) {
        m_pause = m_pause == 0 ? firstPause : std::min(m_pause * 2, longestPause);
        m_again.start(m_pause);
    }
    emit changed(m_looked);
}

} // namespace fl
