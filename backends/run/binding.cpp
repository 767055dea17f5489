// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/run/binding.h"

#include <QFile>

#include <algorithm>

namespace fl {

Result<QByteArray> readCaFile(const QString &path)
{
    if (path.isEmpty())
        return QByteArray();
    QFile file(path);
    const auto refused = [&](const QString &reason) {
        return fail(
            {Cause::LocalFile, {{QStringLiteral("path"), path}, {QStringLiteral("reason"), reason}}, NextAction::ChangeInput, {}, {}});
    };
    if (!file.open(QIODevice::ReadOnly))
        return refused(file.errorString());
    QByteArray pem = file.read(1024 * 1024);
    if (!pem.contains("-----BEGIN CERTIFICATE-----") || pem.contains("PRIVATE KEY"))
        return refused(QStringLiteral("no certificate in PEM form"));
    return pem;
}

int knownJupyterPort(const Machine &machine)
{
    return machine.facts.value(QLatin1String("jupyter.port")).toVariant().toInt();
}

int jupyterPort(const Machine &machine, const Choices &choices, bool sharesNetwork)
{
    if (const int port = knownJupyterPort(machine); port > 0)
        return port;
    if (!sharesNetwork || choices.access.serverPort != AccessChoice{}.serverPort)
        return choices.access.serverPort;
    // From the id: the same after an interruption, another one for each machine. Below the range for outgoing connections.
    return 20000 + static_cast<int>(machine.id.mid(2, 6).toUInt(nullptr, 16) % 10000);
}

Result<std::vector<BoundStep>> bindSteps(const Plan &plan, const Machine &machine, const std::vector<ServerStep> &scripts,
                                         const RuntimeValues &values)
{
    QMap<QString, QByteArray> runtime = values.resolution.values;
    runtime.insert({
        {QStringLiteral("CA_PEM"), values.caPem},
        {QStringLiteral("UNSAFE_IO"), values.unsafeIo ? "yes" : "no"},
        {QStringLiteral("PORT"), QByteArray::number(knownJupyterPort(machine))},
        {QStringLiteral("BASE_URL"), machine.facts.value(QLatin1String("jupyter.base_url")).toString().toUtf8()},
        {QStringLiteral("CERT_PEM"), machine.facts.value(QLatin1String("jupyter.cert_pem")).toString().toUtf8()},
        {QStringLiteral("CERT_SHA256"), machine.facts.value(QLatin1String("jupyter.cert_sha256")).toString().toUtf8()},
        {QStringLiteral("MACHINE_NAME"), machine.name.toUtf8()},
        {QStringLiteral("KERAS_BACKEND"), plan.choices.software.kerasBackend.toUtf8()}, // the resolver's counts where it was asked
    });
    std::vector<BoundStep> bound;
    for (const PlanStep &step : plan.steps) {
        if (step.kind != StepKind::Server)
            continue;
        const auto script = std::find_if(scripts.begin(), scripts.end(), [&](const ServerStep &each) { return each.id == step.id; });
        if (script == scripts.end())
            return fail({Cause::Internal, {{QStringLiteral("step"), step.id}}, NextAction::UpdateProgram, {}, {}});
        BoundStep result;
        result.script = &*script;
        const auto own = values.resolution.ofStep.value(step.id);
        for (const QString &name : script->params) {
            const auto value = own.contains(name) ? own.value(name)
                : runtime.contains(name)          ? runtime.value(name)
                                                  : step.inputs.value(name).toUtf8();
            result.variables.emplace_back(name.toLatin1(), value);
        }
        for (const QString &name : script->secrets)
            result.secrets.emplace_back(name.toLatin1(), values.made.value(name));
        bound.push_back(std::move(result));
    }
    return bound;
}

} // namespace fl
