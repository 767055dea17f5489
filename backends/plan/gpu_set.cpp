// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/plan/gpu_set.h"

#include <algorithm>

namespace fl {
namespace {

void say(std::vector<Reason> &reasons, const char *code, QMap<QString, QString> args)
{
    reasons.push_back({QStringLiteral("resolve-") + QLatin1String(code), std::move(args)});
}

/// The branches and the module that serve all, or the two GPUs that nothing serves together.
Status together(GpuSet &set)
{
    const Gpu *newest = &set.all.front(), *limited = nullptr, *open = nullptr, *closed = nullptr;
    for (const Gpu &gpu : set.all) {
        if (gpu.architecture->minDriver > newest->architecture->minDriver)
            newest = &gpu;
        if (const int most = gpu.architecture->maxDriver; most != 0 && (set.most == 0 || most < set.most)) {
            set.most = most;
            limited = &gpu;
        }
        if (gpu.only == Module::Open)
            open = &gpu;
        if (gpu.only == Module::Proprietary)
            closed = &gpu;
    }
    set.least = newest->architecture->minDriver;
    set.module = open ? Module::Open : closed ? Module::Proprietary : Module::None;
    const bool noBranch = limited && set.most < set.least;
    if (!noBranch && !(open && closed))
        return {};
    return fail(
        {Cause::GpuMixImpossible,
         {{QStringLiteral("old"), noBranch ? limited->name : closed->name}, {QStringLiteral("new"), noBranch ? newest->name : open->name}},
         NextAction::ChooseGpus,
         {},
         {}});
}

} // namespace

const Gpu &GpuSet::oldest() const
{
    return *std::min_element(all.begin(), all.end(), [](const Gpu &a, const Gpu &b) { return a.sm < b.sm; });
}

QString GpuSet::oldestName() const
{
    return all.empty() ? QString() : oldest().name;
}

std::vector<int> GpuSet::sms() const
{
    std::vector<int> numbers;
    for (const Gpu &gpu : all)
        numbers.push_back(gpu.sm);
    return numbers;
}

bool GpuSet::drives(int branch, Module with) const
{
    return branch >= least && (most == 0 || branch <= most) && (module == Module::None || with == Module::None || with == module);
}

Result<GpuSet> readGpus(const Matrix &matrix, const System &system, const QStringList &given, std::vector<Reason> &reasons)
{
    GpuSet set;
    std::vector<Gpu> tooOld;
    QString otherVendor;
    for (const QString &name : given) {
        const GpuFound found = findGpu(matrix, name);
        if (found.kind == GpuFound::Kind::NoGpu)
            continue;
        if (found.kind == GpuFound::Kind::OtherVendor) {
            otherVendor = found.name;
            continue;
        }
        const Architecture *architecture = found.kind == GpuFound::Kind::Nvidia ? matrix.architecture(found.sm) : nullptr;
        if (!architecture)
            return fail({Cause::GpuUnknown,
                         {{QStringLiteral("gpu"), name}, {QStringLiteral("date"), matrix.date.toString(Qt::ISODate)}},
                         NextAction::ChangeInput,
                         {},
                         {}});
        if (architecture->use == Architecture::Use::Board)
            return fail({Cause::GpuNotSupported,
                         {{QStringLiteral("gpu"), found.name}, {QStringLiteral("sm"), smText(found.sm)}},
                         NextAction::ChooseOtherSystem,
                         {},
                         {}});
        const Gpu gpu{found.name, found.sm, architecture, found.only != Module::None ? found.only : architecture->only};
        const bool old = architecture->use == Architecture::Use::Cpu || gpu.sm < system.minSm;
        (old ? tooOld : set.all).push_back(gpu);
    }
    const bool any = !set.all.empty() || !tooOld.empty() || !otherVendor.isEmpty();
    if (!any)
        say(reasons, "gpu-none", {});
    if (system.driver == System::Driver::None) {
        if (any)
            say(reasons, "gpu-system", {{QStringLiteral("system"), system.name}});
        return GpuSet{};
    }
    for (const Gpu &gpu : tooOld)
        say(reasons,
            gpu.architecture->use == Architecture::Use::Gpu ? "gpu-too-old-here"
                : set.all.empty()                           ? "gpu-too-old"
                                                            : "gpu-ignored",
            {{QStringLiteral("gpu"), gpu.name}, {QStringLiteral("sm"), smText(gpu.sm)}, {QStringLiteral("system"), system.name}});
    if (!otherVendor.isEmpty())
        say(reasons, set.all.empty() ? "gpu-other-vendor" : "gpu-other-ignored", {{QStringLiteral("gpu"), otherVendor}});
    if (!set.all.empty())
        FL_TRY(together(set));
    return set;
}

} // namespace fl
