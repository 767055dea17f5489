// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dashboard/gpu_watch.h"

#include "app/dashboard/quiet_call.h"
#include "backends/run/probe_run.h"

#include <QDateTime>

#include <mutex>

namespace fl {
namespace {

constexpr int firstPause = 1000, longestPause = 5000; // ms
constexpr qsizetype mostPending = 600;

qint64 now()
{
    return QDateTime::currentMSecsSinceEpoch();
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

bool isWatched(const Machine &machine)
{
    return machine.facts.contains(QLatin1String("verified_at"))
        && (machine.state == MachineState::Ready || machine.state == MachineState::Unreachable);
}

GpuWatch::GpuWatch(Backend &backend, QObject *parent) : QObject(parent), m_backend(backend)
{
}

GpuWatch::~GpuWatch()
{
    for (const auto &[name, stream] : m_streams)
        stream->stop.request_stop();
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
    m_looked = machine.name;
    arrange();
    if (m_looked.isEmpty())
        return;
    const GpuView &known = view(machine);
    if (!known.report || now() - known.asked > freshFor)
        probe(m_looked, true);
}

void GpuWatch::keep(const QStringList &names)
{
    const QStringList kept = names.first(std::min(names.size(), mostAtOnce));
    if (kept == m_kept)
        return;
    m_kept = kept;
    arrange();
}

void GpuWatch::retry()
{
    if (m_looked.isEmpty())
        return;
    close(m_looked);
    arrange();
}

void GpuWatch::arrange()
{
    const auto paceOf = [this](const QString &name) { return name == m_looked ? interval : m_kept.contains(name) ? calmInterval : 0; };
    QStringList over;
    for (const auto &[name, stream] : m_streams)
        if (paceOf(name) == 0)
            over << name;
    for (const QString &name : std::as_const(over))
        close(name);
    for (const QString &name : m_kept + QStringList{m_looked}) {
        if (name.isEmpty())
            continue;
        std::unique_ptr<Stream> &stream = m_streams[name];
        if (!stream) {
            stream = std::make_unique<Stream>();
            stream->again.setSingleShot(true);
            connect(&stream->again, &QTimer::timeout, this, [this, name] { open(name); });
        }
        if (const int pace = paceOf(name); stream->interval != pace) {
            stream->interval = pace;
            stream->pause = 0;
            open(name);
        }
    }
}

void GpuWatch::open(const QString &name)
{
    Stream &stream = *m_streams.at(name);
    stream.again.stop();
    stream.stop.request_stop();
    GpuView &view = m_views[name];
    if (view.stream == GpuView::Stream::Off) // while it waits, it says so until something comes
        view.stream = GpuView::Stream::Connecting;
    stream.pending = std::make_shared<Pending>();
    const auto sink = [pending = stream.pending, name, backend = &m_backend, guard = QPointer<GpuWatch>(this)](const ProbeTick &tick) {
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
                [guard, name, pending] {
                    if (guard)
                        guard->take(name, pending);
                },
                Qt::QueuedConnection);
    };
    stream.stop = m_backend.call(
        QStringLiteral("watch:") + name, this,
        [name, sink, pace = stream.interval](Operations &operations, OperationCall &call) {
            return quietly(operations, call, [&](Operations &all, OperationCall &quiet) { return all.watch(name, pace, sink, quiet); });
        },
        [this, name, pending = stream.pending](Status &&status) {
            if (!status)
                ended(name, pending, status.error());
        });
    emit changed(name);
}

void GpuWatch::close(const QString &name)
{
    const auto stream = m_streams.find(name);
    if (stream == m_streams.end())
        return;
    stream->second->stop.request_stop();
    m_streams.erase(stream);
    GpuView &view = m_views[name];
    view.stream = GpuView::Stream::Off;
    view.cut.reset();
    emit changed(name);
}

GpuWatch::Stream *GpuWatch::streamOf(const QString &name, const std::shared_ptr<Pending> &pending)
{
    const auto stream = m_streams.find(name);
    return stream != m_streams.end() && stream->second->pending == pending ? stream->second.get() : nullptr;
}

void GpuWatch::take(const QString &name, const std::shared_ptr<Pending> &pending)
{
    QList<ProbeTick> ticks;
    {
        const std::lock_guard lock(pending->mutex);
        ticks.swap(pending->ticks);
        pending->told = false;
    }
    Stream *stream = streamOf(name, pending);
    if (!stream || ticks.isEmpty())
        return;
    GpuView &view = m_views[name];
    for (const ProbeTick &tick : std::as_const(ticks))
        view.history.add(tick);
    view.tick = ticks.last();
    view.heard = now();
    stream->pause = 0;
    if (view.stream != GpuView::Stream::Live) {
        view.stream = GpuView::Stream::Live;
        view.cut.reset();
        emit changed(name);
    }
    emit ticked(name);
}

void GpuWatch::ended(const QString &name, const std::shared_ptr<Pending> &pending, const Error &why)
{
    take(name, pending); // what came before the end
    Stream *stream = streamOf(name, pending);
    if (!stream)
        return;
    GpuView &view = m_views[name];
    view.cut = why;
    view.stream = mayPass(why) ? GpuView::Stream::Waiting : GpuView::Stream::Refused;
    if (view.stream == GpuView::Stream::Waiting) {
        stream->pause = stream->pause == 0 ? firstPause : std::min(stream->pause * 2, longestPause);
        stream->again.start(stream->pause);
    }
    emit changed(name);
}

} // namespace fl
