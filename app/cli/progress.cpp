// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/progress.h"

#include "app/cli/words.h"
#include "backends/text/run_text.h"
#include "backends/text/text.h"

#include <QJsonArray>

#include <algorithm>
#include <condition_variable>

namespace fl::cli {
namespace {

constexpr size_t keptLines = 15;
constexpr qsizetype longestPart = 4096; ///< a line that never ends is cut for show

} // namespace

Progress::Progress(Output &output, bool verbose) : m_output(output), m_verbose(verbose)
{
    if (output.isLive())
        m_ticker = std::jthread([this](std::stop_token stop) {
            std::mutex mutex;
            std::condition_variable_any wake;
            std::unique_lock lock(mutex);
            while (!stop.stop_requested()) {
                wake.wait_for(lock, stop, std::chrono::seconds(1), [] { return false; });
                if (!stop.stop_requested())
                    draw();
            }
        });
}

Progress::~Progress() = default;

void Progress::take(const Event &event)
{
    {
        const std::lock_guard lock(m_mutex);
        switch (event.kind) {
        case EventKind::Plan:
            for (const QJsonValue &step : event.data.value(QLatin1String("steps")).toArray())
                m_expected.insert(step.toObject().value(QLatin1String("id")).toString(),
                                  step.toObject().value(QLatin1String("expected")).toDouble());
            break;
        case EventKind::Step: takeStep(event); break;
        case EventKind::Log: takeLog(event); break;
        case EventKind::Progress:
            m_saying = text::say(event.data.value(QLatin1String("say")).toString(), event.data.value(QLatin1String("args")).toObject());
            if (m_running.isEmpty())
                m_output.status((QStringLiteral("  … ") + m_saying).left(110));
            break;
        case EventKind::Notice:
            m_output.say(
                QStringLiteral("  ")
                + text::say(event.data.value(QLatin1String("say")).toString(), event.data.value(QLatin1String("args")).toObject()));
            break;
        case EventKind::Result: {
            const QList<StepState> states = m_states.values();
            const auto there = static_cast<int>(states.count(StepState::AlreadyThere));
            if (there > 0)
                m_output.say(QStringLiteral("  ") + text::alreadyDone(there, static_cast<int>(states.size())));
            break;
        }
        default: break;
        }
    }
    draw();
}

void Progress::takeStep(const Event &event)
{
    const auto state = stepStateFromSlug(event.data.value(QLatin1String("state")).toString());
    if (!state)
        return;
    m_states.insert(event.step, *state);
    const QString title = text::stepTitle(event.step);
    const double seconds = event.data.value(QLatin1String("seconds")).toDouble();
    switch (*state) {
    case StepState::Running:
        if (m_running != event.step) {
            m_running = event.step;
            m_since = Clock::now();
            m_saying.clear();
            m_log.clear();
            m_partLine.clear();
            if (!m_output.isLive())
                m_output.say(QStringLiteral("  · ") + title);
        }
        return;
    case StepState::Done:
        m_expected.remove(event.step);
        m_output.say(QStringLiteral("  ✓ ") + title
                     + (seconds >= 1 ? QStringLiteral("  (%1 s)").arg(static_cast<int>(seconds + 0.5)) : QString()));
        break;
    case StepState::AlreadyThere:
        m_expected.remove(event.step);
        m_output.say(QStringLiteral("  ✓ ") + title + QStringLiteral("  ") + tr("(already there)"));
        break;
    case StepState::Failed: m_output.say(QStringLiteral("  ✗ ") + title); break;
    case StepState::Interrupted: m_output.say(QStringLiteral("  – ") + title + QStringLiteral("  ") + tr("(stopped)")); break;
    default: return;
    }
    if (m_running == event.step)
        m_running.clear();
}

void Progress::takeLog(const Event &event)
{
    m_partLine += event.data.value(QLatin1String("text")).toString();
    QStringList lines = m_partLine.split(QLatin1Char('\n'));
    m_partLine = lines.takeLast().left(longestPart);
    for (const QString &line : lines.mid(std::max<qsizetype>(0, m_verbose ? 0 : lines.size() - static_cast<qsizetype>(keptLines)))) {
        // Of a line that a program rewrote again and again, only its last form is worth showing.
        const QString last = text::visible(line.section(QLatin1Char('\r'), -1));
        if (m_verbose)
            m_output.say(QStringLiteral("    ") + last);
        m_log.push_back(last);
        if (m_log.size() > keptLines)
            m_log.pop_front();
    }
}

double Progress::left() const
{
    double sum = 0;
    for (auto it = m_expected.begin(); it != m_expected.end(); ++it) {
        if (it.key() != m_running) {
            sum += it.value();
            continue;
        }
        const double gone = std::chrono::duration<double>(Clock::now() - m_since).count();
        // Late: it may well take a tenth more of what it has taken; never "0 s left" for minutes.
        sum += std::max(it.value() - gone, gone / 10);
    }
    return sum;
}

void Progress::draw()
{
    const std::lock_guard lock(m_mutex);
    if (m_running.isEmpty() || !m_output.isLive())
        return;
    QString line = QStringLiteral("  … ") + text::stepTitle(m_running);
    if (!m_saying.isEmpty())
        line += QStringLiteral(": ") + m_saying;
    line += QStringLiteral("  ") + tr("(%1 left in all)").arg(text::duration(left()));
    m_output.status(line.left(110));
}

QStringList Progress::lastLines() const
{
    const std::lock_guard lock(m_mutex);
    return QStringList(m_log.begin(), m_log.end());
}

} // namespace fl::cli
