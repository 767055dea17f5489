// SPDX-License-Identifier: GPL-3.0-or-later
// The machines on the pictures, and what "Why no GPU?" finds on one of them.
#pragma once

#include "tests/fakes/fake_operations.h"

#include <QDateTime>
#include <QJsonArray>

namespace fl {

inline qint64 now()
{
    return QDateTime::currentMSecsSinceEpoch();
}

inline Machine machine(const char *name, const char *where, MachineState state, const char *gpu = "")
{
    Machine machine;
    machine.id = QStringLiteral("m-") + QLatin1String(name);
    machine.name = QLatin1String(name);
    machine.where = QLatin1String(where);
    machine.state = state;
    machine.perHour = Money{};
    machine.created = now() - 3'600'000;
    machine.facts = QJsonObject{{QStringLiteral("os.name"), QStringLiteral("Debian GNU/Linux 12")},
                                {QStringLiteral("ram.mb"), QStringLiteral("15872")},
                                {QStringLiteral("disk.free.mb"), QStringLiteral("98304")},
                                {QStringLiteral("cpus"), QStringLiteral("8")},
                                {QStringLiteral("python"), QStringLiteral("3.11.2")},
                                {QStringLiteral("jupyter.version"), QStringLiteral("4.0.11")},
                                {QStringLiteral("verified_at"), now() - 240'000}};
    if (state == MachineState::SettingUp)
        machine.facts.remove(QStringLiteral("verified_at"));
    if (*gpu) {
        machine.facts.insert(QStringLiteral("gpu"), QLatin1String(gpu));
        machine.facts.insert(QStringLiteral("verified"), QStringLiteral("gpu"));
        machine.facts.insert(QStringLiteral("resolved.why"),
                             QJsonArray{QJsonObject{{QStringLiteral("code"), QStringLiteral("resolve-driver-kept")},
                                                    {QStringLiteral("args"),
                                                     QJsonObject{{QStringLiteral("driver"), QStringLiteral("580.95.05")},
                                                                 {QStringLiteral("gpu"), QStringLiteral("Tesla T4")}}}}});
    }
    return machine;
}

inline void withMachines(FakeOperations &operations)
{
    operations.machines = {machine("gpu-oslo", "ssh", MachineState::Ready, "NVIDIA T4"),
                           machine("practice", "practice", MachineState::Stopped), machine("half", "practice", MachineState::SettingUp)};
    for (const Machine &one : operations.machines)
        operations.statuses[one.name] = {one, one.state == MachineState::Ready ? QStringLiteral("running") : QStringLiteral("stopped"),
                                         now(), std::nullopt};
}

/// Of a machine with a GPU, whose chain is broken at the link of that id; null: nowhere.
inline void withDiagnosis(FakeOperations &operations, const char *brokenId, const Error &why = {.cause = Cause::GpuFailed, .detail = {}})
{
    withMachines(operations);
    QJsonObject &facts = operations.statuses[QStringLiteral("gpu-oslo")].machine.facts;
    facts.insert(QStringLiteral("gpu.count"), QStringLiteral("1"));
    facts.insert(QStringLiteral("verified"), brokenId ? QStringLiteral("cpu") : QStringLiteral("gpu"));
    const auto fact = [](const char *name, const char *value) {
        return QMap<QString, QString>{{QLatin1String(name), QLatin1String(value)}};
    };
    using State = DiagnosisLink::State;
    State state = State::Whole;
    for (const auto &[id, found] :
         std::vector<std::pair<const char *, QMap<QString, QString>>>{{"hardware", fact("model", "NVIDIA T4")},
                                                                      {"module",
                                                                       {{QStringLiteral("version"), QStringLiteral("580.95.05")},
                                                                        {QStringLiteral("flavour"), QStringLiteral("open")}}},
                                                                      {"driver", {}},
                                                                      {"library", fact("version", "580.95.05")},
                                                                      {"cuda",
                                                                       {{QStringLiteral("version"), QStringLiteral("13.0")},
                                                                        {QStringLiteral("capability"), QStringLiteral("7.5")}}},
                                                                      {"wheel:pytorch",
                                                                       {{QStringLiteral("version"), QStringLiteral("2.15.0+cu130")},
                                                                        {QStringLiteral("cuda"), QStringLiteral("13.0")}}},
                                                                      {"kernel:pytorch",
                                                                       {{QStringLiteral("gpu"), QStringLiteral("NVIDIA T4")},
                                                                        {QStringLiteral("seconds"), QStringLiteral("0.42")}}}}) {
        const bool here = brokenId && qstrcmp(id, brokenId) == 0;
        operations.diagnosis.chain.push_back(
            {QLatin1String(id), here ? State::Broken : state, here || state != State::Whole ? QMap<QString, QString>() : found});
        if (here)
            state = State::NotReached;
    }
    if (brokenId)
        operations.diagnosis.broken = why;
    operations.diagnosis.repairable = brokenId && why.next == NextAction::Repair;
}

} // namespace fl
