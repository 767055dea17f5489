// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/run/run_state.h"

#include <QJsonArray>

#include <algorithm>

namespace fl {
namespace {

std::optional<Money> moneyIn(const QJsonObject &data)
{
    const QJsonValue value = data.value(QLatin1String("perHour"));
    if (value.isObject()) {
        const QJsonObject object = value.toObject();
        return Money{object.value(QLatin1String("micros")).toInteger(), object.value(QLatin1String("currency")).toString()};
    }
    return std::nullopt;
}

// What a step weighs on the bar once it is over: what it took, or the little a check costs.
double spent(const StepView &step)
{
    return step.state == StepState::Done ? std::max(step.seconds, 0.1) : 0.1;
}

} // namespace

StepView *RunState::find(const QString &id)
{
    const auto it = std::find_if(steps.begin(), steps.end(), [&](const StepView &step) { return step.id == id; });
    return it == steps.end() ? nullptr : &*it;
}

int RunState::alreadyThere() const
{
    return static_cast<int>(
        std::count_if(steps.begin(), steps.end(), [](const StepView &step) { return step.state == StepState::AlreadyThere; }));
}

const StepView *RunState::current() const
{
    for (const StepView &step : steps)
        if (step.state == StepState::Running || step.state == StepState::NeedsUser)
            return &step;
    for (const StepView &step : steps)
        if (step.state == StepState::Checking)
            return &step;
    return nullptr;
}

void RunState::apply(const Event &event)
{
    if (began == 0)
        began = event.t;
    lastEvent = event.t;
    if (!event.machine.isEmpty())
        machine = event.machine;
    switch (event.kind) {
    case EventKind::Plan: {
        perHour = moneyIn(event.data);
        std::vector<StepView> planned;
        for (const QJsonValue &value : event.data.value(QLatin1String("steps")).toArray()) {
            const QJsonObject object = value.toObject();
            StepView step;
            step.id = object.value(QLatin1String("id")).toString();
            step.expected = std::max(1.0, object.value(QLatin1String("expected")).toDouble(1));
            planned.push_back(step);
        }
        steps = std::move(planned);
        break;
    }
    case EventKind::Step: {
        const auto state = stepStateFromSlug(event.data.value(QLatin1String("state")).toString());
        if (event.step.isEmpty() || !state)
            break;
        StepView *step = find(event.step);
        if (!step) {
            steps.push_back({});
            step = &steps.back();
            step->id = event.step;
        }
        step->state = *state;
        if (*state == StepState::Running && step->began == 0)
            step->began = event.t;
        if (step->isOver() || *state == StepState::Interrupted) {
            step->done.reset();
            step->left.reset();
            step->say.clear();
            step->seconds = event.data.contains(QLatin1String("seconds")) ? event.data.value(QLatin1String("seconds")).toDouble()
                : step->began > 0                                         ? static_cast<double>(event.t - step->began) / 1000
                                                                          : 0;
        }
        break;
    }
    case EventKind::Progress:
        if (StepView *step = find(event.step)) {
            const QJsonValue done = event.data.value(QLatin1String("done")), left = event.data.value(QLatin1String("left"));
            step->done = done.isDouble() ? std::optional(std::clamp(done.toDouble(), 0.0, 1.0)) : std::nullopt;
            step->left = left.isDouble() ? std::optional(left.toDouble()) : std::nullopt;
            step->say = event.data.value(QLatin1String("say")).toString();
            step->args = event.data.value(QLatin1String("args")).toObject();
        }
        break;
    case EventKind::Notice:
        notice = event.data.value(QLatin1String("say")).toString();
        noticeArgs = event.data.value(QLatin1String("args")).toObject();
        break;
    case EventKind::Log:
    case EventKind::Resource:
    case EventKind::Fact:
    case EventKind::Machine:
    case EventKind::Error:
    case EventKind::Result:
    case EventKind::Open: break;
    }
}

void RunState::settle()
{
    for (StepView &step : steps)
        if (step.state == StepState::Running || step.state == StepState::Checking || step.state == StepState::NeedsUser)
            step.state = StepState::Interrupted;
}

TimeLeft timeLeft(const RunState &state, qint64 now)
{
    TimeLeft answer;
    double over = 0, left = 0;
    for (const StepView &step : state.steps) {
        if (step.isOver()) {
            over += spent(step);
            continue;
        }
        if (step.began == 0) {
            left += step.expected;
            continue;
        }
        const double elapsed = std::max(0.0, static_cast<double>(now - step.began) / 1000);
        double rest = step.expected - elapsed;
        if (step.left)
            rest = *step.left;
        else if (step.done && *step.done > 0.05)
            rest = elapsed * (1 - *step.done) / *step.done;
        // Once it overruns, as much again as a quarter of what it took is the best guess there is.
        if (rest < elapsed * 0.25 && !step.left && elapsed > step.expected * 0.8)
            rest = std::max(rest, elapsed * 0.25);
        answer.slower = answer.slower || (elapsed > step.expected * 1.5 && elapsed > step.expected + 10);
        over += elapsed;
        left += std::max(rest, 1.0);
    }
    answer.seconds = left;
    answer.fraction = over + left > 0 ? over / (over + left) : 0;
    return answer;
}

} // namespace fl
