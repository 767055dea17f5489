// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/plan/planner.h"

#include "backends/plan/idle_stop.h"

#include <algorithm>
#include <cmath>

namespace fl {
namespace {

const QLatin1String frameworkPrefix("framework-");
const QLatin1String extraPrefix("extra-");

QString yesNo(bool yes)
{
    return yes ? QStringLiteral("yes") : QStringLiteral("no");
}

/// The values that the choices give; the rest (runtimeVariables) is known only once the machine is there.
QMap<QString, QString> chosenVariables(const Choices &choices, const Abilities &abilities)
{
    static const char *const sources[] = {"auto", "pypi", "conda", "distro"};
    return {{QStringLiteral("SOURCE"), QString::fromLatin1(sources[static_cast<size_t>(choices.software.source)])},
            {QStringLiteral("FRAMEWORKS"), choices.software.frameworks.join(QLatin1Char(' '))},
            {QStringLiteral("CUDA_TOOLKIT"), yesNo(choices.software.cudaToolkit)},
            {QStringLiteral("LANGUAGE_CODE"), choices.software.notebookLanguage},
            {QStringLiteral("PROXY"), choices.network.proxy},
            {QStringLiteral("NO_PROXY"), choices.network.noProxy},
            {QStringLiteral("APT_MIRRORS"), choices.network.aptMirror},
            {QStringLiteral("NVIDIA_MIRRORS"), choices.network.nvidiaMirror},
            {QStringLiteral("PYPI_MIRRORS"), choices.network.pypiMirror},
            {QStringLiteral("TORCH_MIRRORS"), choices.network.torchMirror},
            {QStringLiteral("CONDA_MIRRORS"), choices.network.condaMirror},
            {QStringLiteral("HUGGINGFACE_MIRRORS"), choices.network.huggingFaceMirror},
            {QStringLiteral("MACHINE_OURS"), yesNo(abilities.createsMachine)},
            {QStringLiteral("PORT"), QString::number(choices.access.serverPort)},
            {QStringLiteral("MACHINE_NAME"), choices.machineName},
            {QStringLiteral("IDLE_SECONDS"), QString::number(idleStopSeconds(choices, abilities))},
            {QStringLiteral("IDLE_ACTION"), abilities.poweroffStops ? QStringLiteral("poweroff") : QStringLiteral("warn")}};
}

bool isChosen(const ServerStep &step, const PlanInputs &inputs)
{
    const Choices &choices = inputs.choices;
    if (step.id.startsWith(frameworkPrefix))
        return choices.software.frameworks.contains(step.id.mid(frameworkPrefix.size()));
    if (step.id.startsWith(extraPrefix))
        return choices.software.extras.contains(step.id.mid(extraPrefix.size()));
    if (step.id == updateStep)
        return false;
    if (step.id == QLatin1String("cuda-toolkit"))
        return choices.software.cudaToolkit;
    if (step.id == idleStopStep)
        return idleStopSeconds(choices, inputs.abilities) > 0 || inputs.idleStopArmed;
    if (step.id.startsWith(QLatin1String("network-")))
        return choices.network != NetworkChoice{} || inputs.networkWritten;
    return true;
}

/// The order of the files, but what stops the machine comes as early as it can: from then on it cannot be forgotten running.
std::vector<const ServerStep *> inOrder(const std::vector<ServerStep> &steps)
{
    std::vector<const ServerStep *> order;
    for (const ServerStep &step : steps)
        order.push_back(&step);
    const auto guard = std::find_if(order.begin(), order.end(), [](const ServerStep *step) { return step->id == idleStopStep; });
    if (guard == order.end())
        return order;
    auto place = guard;
    while (place != order.begin() && !(*guard)->needs.contains((*std::prev(place))->id))
        --place;
    std::rotate(place, guard, guard + 1);
    return order;
}

tl::unexpected<Error> badValue(const char *key, const QString &value, const QStringList &allowed)
{
    return fail({Cause::BadValue,
                 {{QStringLiteral("key"), QLatin1String(key)},
                  {QStringLiteral("value"), value},
                  {QStringLiteral("allowed"), allowed.join(QStringLiteral(", "))}},
                 NextAction::ChangeInput,
                 {}});
}

/// A framework that no step can install must not be left out in silence.
Status checkFrameworks(const PlanInputs &inputs)
{
    QStringList known;
    for (const ServerStep &step : *inputs.steps)
        if (step.id.startsWith(frameworkPrefix))
            known += step.id.mid(frameworkPrefix.size());
    const SoftwareChoice &software = inputs.choices.software;
    if (known.isEmpty() && software.frameworks.isEmpty())
        return {}; // nothing to choose from
    if (software.frameworks.isEmpty())
        return badValue("software.frameworks", {}, known);
    for (const QString &name : software.frameworks)
        if (!known.contains(name))
            return badValue("software.frameworks", name, known);
    // PyTorch is the only one that the distributions package.
    if (software.source == Source::Distro && software.frameworks != QStringList{QStringLiteral("pytorch")})
        return badValue("software.source", QStringLiteral("distro"),
                        {QStringLiteral("auto"), QStringLiteral("pypi"), QStringLiteral("conda")});
    if (software.source == Source::Distro && software.extras.contains(QLatin1String("collaboration")))
        return badValue("software.extras", QStringLiteral("collaboration"), {QStringLiteral("git"), QStringLiteral("vscode")});
    return {};
}

int expected(const PlanInputs &inputs, const QString &step, int seconds)
{
    const auto learnt = inputs.learntSeconds.constFind(step);
    return learnt == inputs.learntSeconds.constEnd() ? seconds : std::max(1, static_cast<int>(std::ceil(*learnt)));
}

std::vector<Reason> reasonsOf(const PlanInputs &inputs)
{
    std::vector<Reason> reasons;
    const Choices &choices = inputs.choices;
    if (choices.software.source == Source::Auto)
        reasons.push_back({QStringLiteral("source-auto"), {}});
    if (!inputs.abilities.createsMachine)
        reasons.push_back({QStringLiteral("machine-stays-yours"), {}});
    if (!canStopItself(inputs.abilities) && choices.access.autoStopSeconds.value_or(0) > 0)
        reasons.push_back({QStringLiteral("never-switched-off"), {}});
    if (!inputs.abilities.costsMoney)
        reasons.push_back({QStringLiteral("costs-nothing"), {}});
    if (!choices.network.proxy.isEmpty())
        reasons.push_back({QStringLiteral("through-proxy"), {{QStringLiteral("proxy"), choices.network.proxy}}});
    reasons.push_back({QStringLiteral("notebook-private"), {{QStringLiteral("port"), QString::number(choices.access.serverPort)}}});
    return reasons;
}

} // namespace

std::optional<Money> pricePerHour(const std::vector<PlannedResource> &resources)
{
    Money total;
    if (!resources.empty() && resources.front().perHour)
        total.currency = resources.front().perHour->currency;
    for (const PlannedResource &resource : resources) {
        // One unknown price makes the sum unknown; a smaller sum would be a lie.
        if (!resource.perHour || resource.perHour->currency != total.currency)
            return std::nullopt;
        total.micros += resource.perHour->micros;
    }
    return total;
}

QStringList runtimeVariables()
{
    return QStringLiteral("BASE_URL CERT_PEM CERT_SHA256 CA_PEM UNSAFE_IO UPDATE LOOK ENVIRONMENTS "
                          // of several mirrors the one that preflight found to be the fastest
                          "APT_MIRROR PYPI_MIRROR TORCH_MIRROR CONDA_MIRROR NVIDIA_MIRROR HUGGINGFACE_MIRROR "
                          // what the resolver says once preflight has told the GPUs and the system
                          "DRIVER_ACTION DRIVER_BRANCH DRIVER_MODULE DRIVER_REPOSITORY DRIVER_BEFORE DRIVER_PACKAGES DRIVER_LOCK "
                          "DRIVER_FABRIC_MANAGER DRIVER_ENROL_KEY CUDA_VERSION CUDA_PACKAGES CUDA_REPOSITORY CUDNN_VERSION "
                          "CUDNN_PACKAGES CUDNN_REPOSITORY FRAMEWORK_REQUIREMENTS FRAMEWORK_INDEX FRAMEWORK_PYTHON KERAS_BACKEND "
                          "CONDA_INSTALLER CONDA_SHA256")
        .split(QLatin1Char(' '));
}

Result<Plan> makePlan(const PlanInputs &inputs)
{
    FL_TRY(checkFrameworks(inputs));
    Plan plan;
    plan.choices = inputs.choices;
    plan.machineName = inputs.choices.machineName;
    plan.resources = inputs.resources;
    plan.perHour = pricePerHour(inputs.resources);
    plan.reasons = reasonsOf(inputs);

    const auto local = [&](const char *id, int seconds) {
        const QString step = QString::fromLatin1(id);
        plan.steps.push_back({step, StepKind::Local, {}, {}, expected(inputs, step, seconds)});
    };
    local("create-machine", std::max(1, inputs.createSeconds));
    local("connect", 2);
    local("jupyter-secrets", 1);

    const QMap<QString, QString> values = chosenVariables(inputs.choices, inputs.abilities);
    const QStringList later = runtimeVariables();
    for (const ServerStep *each : inOrder(*inputs.steps)) {
        const ServerStep &step = *each;
        if (!isChosen(step, inputs))
            continue;
        PlanStep planned{step.id, StepKind::Server, {}, step.secrets, expected(inputs, step.id, step.expectedSeconds)};
        for (const QString &name : step.params) {
            if (values.contains(name))
                planned.inputs.insert(name, values.value(name));
            else if (!later.contains(name))
                return fail(
                    {Cause::Internal, {{QStringLiteral("step"), step.id}, {QStringLiteral("param"), name}}, NextAction::ReportBug, {}});
        }
        plan.steps.push_back(std::move(planned));
    }
    for (const PlanStep &step : plan.steps)
        plan.expectedSeconds += step.expectedSeconds;
    return plan;
}

} // namespace fl
