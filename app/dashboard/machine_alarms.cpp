// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dashboard/machine_alarms.h"

#include "backends/plan/idle_stop.h"
#include "backends/text/text.h"

#include <QCoreApplication>

#include <utility>

namespace fl {
namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(fl::Alarm)
};

constexpr size_t mostGpus = 64;

const ProbeGpu *gpuOf(const std::optional<ProbeReport> &report, const QString &uuid)
{
    if (report)
        for (const ProbeGpu &gpu : report->gpus)
            if (gpu.live.uuid == uuid)
                return &gpu;
    return nullptr;
}

bool tooHot(const ProbeLive &live, const ProbeGpu *gpu)
{
    if (live.throttle.contains(QLatin1String("thermal")) || live.throttle.contains(QLatin1String("hardware-thermal")))
        return true;
    return gpu && live.temperature && gpu->slowdownTemperature && *live.temperature >= *gpu->slowdownTemperature;
}

} // namespace

std::vector<Alarm> MachineAlarms::ticked(const QString &machine, const std::optional<ProbeReport> &report, const ProbeTick &tick)
{
    std::vector<Alarm> alarms;
    auto &gpus = m_states[machine].gpus;
    for (const ProbeLive &live : tick.gpus) {
        if (live.uuid.isEmpty() || (gpus.size() >= mostGpus && !gpus.contains(live.uuid)))
            continue;
        Gpu &gpu = gpus[live.uuid];
        const ProbeGpu *known = gpuOf(report, live.uuid);
        if (known)
            gpu.name = known->name;
        if (live.error && live.error->cause == Cause::GpuLost) {
            gpu.missed = awayTicks; // the driver's word
            continue;
        }
        gpu.seen = tick.t;
        gpu.missed = 0;
        gpu.toldLost = false;
        if (!tooHot(live, known)) {
            gpu.hotSince = 0;
            if (gpu.coolSince == 0)
                gpu.coolSince = tick.t;
            if (tick.t - gpu.coolSince >= coolFor)
                gpu.toldHot = false;
            continue;
        }
        gpu.coolSince = 0;
        if (gpu.hotSince == 0)
            gpu.hotSince = tick.t;
        if (tick.t - gpu.hotSince >= hotFor && !std::exchange(gpu.toldHot, true))
            alarms.push_back({Alarm::What::TooHot, machine, gpu.name});
    }
    for (auto &[uuid, gpu] : gpus) {
        const qint64 away = tick.t - gpu.seen;
        if (away != 0)
            ++gpu.missed;
        if (gpu.seen > 0 && away >= awayFor && gpu.missed >= awayTicks && !std::exchange(gpu.toldLost, true))
            alarms.push_back({Alarm::What::GpuLost, machine, gpu.name});
    }
    return alarms;
}

std::vector<Alarm> MachineAlarms::looked(const Machine &machine, const CostState &cost, qint64 now)
{
    std::vector<Alarm> alarms;
    State &state = m_states[machine.name];
    if (const auto soFar = costSoFar(cost); soFar && cost.running) {
        const auto used = budgetUsed(*soFar, cost.budgetMicros);
        if (!used || *used < 100)
            state.toldBudget = false;
        else if (!std::exchange(state.toldBudget, true))
            alarms.push_back({Alarm::What::BudgetPassed, machine.name, text::money(*soFar)});
    }
    const qint64 since = idleSince(machine);
    const bool costs = !cost.knownFree && !(cost.perHour && cost.perHour->isFree());
    if (since <= 0 || cost.stopped)
        state.toldIdle = false;
    else if (costs && now / 1000 - since >= idleFor && !std::exchange(state.toldIdle, true))
        alarms.push_back({Alarm::What::Idle, machine.name, {}});
    return alarms;
}

std::pair<QString, QString> alarmText(const Alarm &alarm)
{
    const QString machine = text::visible(alarm.machine);
    const QString gpu = alarm.detail.isEmpty() ? Tr::tr("A GPU") : text::visible(alarm.detail);
    switch (alarm.what) {
    case Alarm::What::TooHot:
        return {Tr::tr("%1: a GPU is too hot").arg(machine),
                Tr::tr("%1 slows itself down until it is cooler. Your work goes on.").arg(gpu)};
    case Alarm::What::GpuLost:
        return {Tr::tr("%1: a GPU is gone").arg(machine),
                Tr::tr("%1 does not answer any more. Restart the machine; if that does not help, it needs repair.").arg(gpu)};
    case Alarm::What::BudgetPassed:
        return {Tr::tr("%1: the budget is used up").arg(machine), Tr::tr("It has cost %1 so far, and goes on costing.").arg(alarm.detail)};
    case Alarm::What::Idle:
        return {Tr::tr("%1 has nothing to do").arg(machine),
                Tr::tr("It costs money all the same. Stop it, or delete it when you are done.")};
    }
    Q_UNREACHABLE();
}

} // namespace fl
