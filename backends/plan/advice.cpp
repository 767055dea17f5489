// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/plan/advice.h"

#include <algorithm>
#include <cmath>

namespace fl {
namespace {

/// A computer never shows quite what was bought: firmware and kernel keep a part, "16 GB" of a GPU are 15.0.
constexpr double asSold = 0.92;

QString number(double value)
{
    return QString::number(value, 'f', value < 10 && std::floor(value * 10) != std::floor(value) * 10 ? 1 : 0);
}

Reason said(const char *code, QMap<QString, QString> args = {})
{
    return {QStringLiteral("advice-") + QLatin1String(code), std::move(args)};
}

bool reaches(double has, double wants)
{
    return has >= wants * asSold;
}

/// Of something measured, of which 0 is "nobody knows".
Verdict atLeast(double has, double wants)
{
    if (wants <= 0)
        return Verdict::NoRule;
    return has <= 0 ? Verdict::Unknown : reaches(has, wants) ? Verdict::Yes : Verdict::No;
}

bool named(const AdviceRule &rule, const QString &cpu)
{
    const QStringList words = gpuWords(cpu, {});
    return std::any_of(rule.cpuNames.begin(), rule.cpuNames.end(), [&](const QString &name) { return words.contains(name); });
}

Verdict cpuVerdict(const AdviceRule &rule, const Offer &machine)
{
    if (rule.avx2 && machine.avx2 == false)
        return Verdict::No;
    if (named(rule, machine.cpu))
        return Verdict::Yes;
    if (machine.cpus <= 0 || (rule.avx2 && !machine.avx2))
        return Verdict::Unknown;
    return machine.cpus >= rule.cores ? Verdict::Yes : Verdict::No;
}

AdviceRow cpuRow(const Advice &advice, const Offer &machine)
{
    AdviceRow row{.what = QStringLiteral("cpu")};
    row.has = machine.cpus <= 0 ? said("unknown")
        : machine.cpu.isEmpty()
        ? said("has-cores", {{QStringLiteral("cores"), QString::number(machine.cpus)}})
        : said("has-cpu", {{QStringLiteral("cores"), QString::number(machine.cpus)}, {QStringLiteral("cpu"), machine.cpu}});
    row.wants2018 = said("wants-cpu-2018", {{QStringLiteral("cores"), QString::number(advice.rule2018.cores)}});
    row.wantsToday = said("wants-cpu", {{QStringLiteral("cores"), QString::number(advice.today.cores)}});
    row.rule2018 = cpuVerdict(advice.rule2018, machine);
    row.today = cpuVerdict(advice.today, machine);
    row.says = machine.avx2 == false    ? said("cpu-no-avx2")
        : row.today == Verdict::No      ? said("cpu-few-cores")
        : row.today == Verdict::Unknown ? said("cpu-unknown")
                                        : said("cpu-good");
    return row;
}

AdviceRow memoryRow(const Advice &advice, const Offer &machine)
{
    AdviceRow row{.what = QStringLiteral("memory")};
    const AdviceRule &today = advice.today;
    const double forGpu = today.ramPerGpuGb * machine.gpuMemoryGb;
    const double wants = std::max(today.ramGb, std::round(forGpu));
    row.has = machine.ramGb > 0 ? said("has-gb", {{QStringLiteral("gb"), number(machine.ramGb)}}) : said("unknown");
    row.wants2018 = said("wants-gb", {{QStringLiteral("gb"), number(advice.rule2018.ramGb)}});
    row.wantsToday = said("wants-gb", {{QStringLiteral("gb"), number(wants)}});
    row.rule2018 = atLeast(machine.ramGb, advice.rule2018.ramGb);
    row.today = atLeast(machine.ramGb, wants);
    const QMap<QString, QString> good{{QStringLiteral("good"), number(std::max(wants, today.ramGoodGb))}};
    row.says = row.today == Verdict::Unknown  ? said("unknown-says")
        : row.today == Verdict::Yes           ? said(reaches(machine.ramGb, today.ramGoodGb) ? "memory-ample" : "memory-good", good)
        : reaches(machine.ramGb, today.ramGb) ? said("memory-for-gpu", {{QStringLiteral("gb"), number(wants)}})
                                              : said("memory-small", good);
    return row;
}

Verdict diskVerdict(const AdviceRule &rule, const Offer &machine)
{
    const Verdict whole = atLeast(machine.diskTotalGb, rule.diskGb);
    if (whole != Verdict::Yes)
        return whole;
    if (!machine.ssdGb)
        return Verdict::Unknown;
    return reaches(*machine.ssdGb, rule.ssdGb) ? Verdict::Yes : Verdict::No;
}

AdviceRow diskRow(const Advice &advice, const Offer &machine)
{
    AdviceRow row{.what = QStringLiteral("disk")};
    const QString whole = number(machine.diskTotalGb);
    row.has = machine.diskTotalGb <= 0 ? said("unknown")
        : !machine.ssdGb               ? said("has-disk", {{QStringLiteral("gb"), whole}})
                                       : said("has-ssd", {{QStringLiteral("gb"), whole}, {QStringLiteral("ssd"), number(*machine.ssdGb)}});
    row.wants2018 = said("wants-disk-2018", {{QStringLiteral("ssd"), number(advice.rule2018.ssdGb)}});
    row.wantsToday = said("wants-ssd", {{QStringLiteral("ssd"), number(advice.today.ssdGb)}});
    row.rule2018 = diskVerdict(advice.rule2018, machine);
    row.today = diskVerdict(advice.today, machine);
    row.says = row.today == Verdict::Yes       ? said("disk-good")
        : row.today == Verdict::Unknown        ? said(machine.diskTotalGb > 0 ? "disk-kind-unknown" : "unknown-says")
        : machine.ssdGb && *machine.ssdGb <= 0 ? said("disk-no-ssd")
                                               : said("disk-small");
    return row;
}

AdviceRow freeRow(const Advice &advice, const Offer &machine)
{
    AdviceRow row{.what = QStringLiteral("free")};
    row.has = machine.diskGb > 0 ? said("has-gb", {{QStringLiteral("gb"), number(machine.diskGb)}}) : said("unknown");
    row.wants2018 = said("wants-nothing");
    row.wantsToday = said("wants-gb", {{QStringLiteral("gb"), number(advice.today.freeGb)}});
    row.today = machine.diskGb <= 0 ? Verdict::Unknown : machine.diskGb >= advice.today.freeGb ? Verdict::Yes : Verdict::No;
    row.says = row.today == Verdict::Unknown ? said("unknown-says") : said(row.today == Verdict::Yes ? "free-good" : "free-small");
    return row;
}

Verdict gpuVerdict(const AdviceRule &rule, const Matrix &matrix, const GpuFound &gpu, double memoryGb)
{
    if (gpu.kind == GpuFound::Kind::NoGpu || gpu.kind == GpuFound::Kind::OtherVendor)
        return Verdict::No;
    if (gpu.kind == GpuFound::Kind::Unknown)
        return Verdict::Unknown;
    if (gpu.sm < rule.gpuSm)
        return Verdict::No;
    for (const QString &model : rule.gpuNotBetter)
        if (findGpu(matrix, model).name == gpu.name)
            return Verdict::No;
    return atLeast(memoryGb, rule.gpuGb);
}

AdviceRow gpuRow(const Advice &advice, const Matrix &matrix, const Offer &machine)
{
    AdviceRow row{.what = QStringLiteral("gpu")};
    const GpuFound gpu = machine.gpu.isEmpty() ? GpuFound{GpuFound::Kind::NoGpu, {}, 0, Module::None} : findGpu(matrix, machine.gpu);
    const bool nvidia = gpu.kind == GpuFound::Kind::Nvidia;
    const AdviceRule &today = advice.today;
    QMap<QString, QString> args{{QStringLiteral("gpu"), machine.gpu},
                                {QStringLiteral("gb"), number(std::round(machine.gpuMemoryGb))},
                                {QStringLiteral("sm"), smText(gpu.sm)}};
    row.has = gpu.kind == GpuFound::Kind::NoGpu ? said("has-no-gpu")
        : !nvidia                               ? said("has-other-gpu", args)
        : machine.gpuMemoryGb > 0               ? said("has-gpu", args)
                                                : said("has-gpu-no-memory", args);
    const auto wants = [](const char *code, const AdviceRule &rule) {
        return said(code, {{QStringLiteral("sm"), smText(rule.gpuSm)}, {QStringLiteral("gb"), number(rule.gpuGb)}});
    };
    row.wants2018 = wants("wants-gpu-2018", advice.rule2018);
    row.wantsToday = wants("wants-gpu", today);
    row.rule2018 = gpuVerdict(advice.rule2018, matrix, gpu, machine.gpuMemoryGb);
    row.today = gpuVerdict(today, matrix, gpu, machine.gpuMemoryGb);
    args[QStringLiteral("wants")] = number(today.gpuGb);
    const Architecture *architecture = nvidia ? matrix.architecture(gpu.sm) : nullptr;
    if (gpu.kind == GpuFound::Kind::NoGpu)
        row.says = said("gpu-none", args);
    else if (gpu.kind == GpuFound::Kind::OtherVendor)
        row.says = said("gpu-other", args);
    else if (gpu.kind == GpuFound::Kind::Unknown)
        row.says = said("gpu-unknown", args);
    else if (architecture && architecture->use != Architecture::Use::Gpu)
        row.says = said("gpu-too-old", args);
    else if (gpu.sm < today.gpuSm)
        row.says = said("gpu-legacy", args);
    else if (machine.gpuMemoryGb <= 0)
        row.says = said("gpu-memory-unknown", args);
    else if (!reaches(machine.gpuMemoryGb, today.gpuGb))
        row.says = said("gpu-small", args);
    else if (reaches(machine.gpuMemoryGb, today.gpuLargeGb))
        row.says = said("gpu-large", args);
    else
        row.says = said(reaches(machine.gpuMemoryGb, today.gpuGoodGb) ? "gpu-good" : "gpu-enough", args);
    return row;
}

} // namespace

QString slug(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Yes: return QStringLiteral("yes");
    case Verdict::No: return QStringLiteral("no");
    case Verdict::Unknown: return QStringLiteral("unknown");
    case Verdict::NoRule: return QStringLiteral("no-rule");
    }
    Q_UNREACHABLE();
}

const Part *Advice::part(const QString &id) const
{
    const auto found = std::find_if(parts.begin(), parts.end(), [&](const Part &part) { return part.id == id; });
    return found == parts.end() ? nullptr : &*found;
}

std::vector<AdviceRow> adviseOn(const Advice &advice, const Matrix &matrix, const Offer &machine)
{
    return {cpuRow(advice, machine), memoryRow(advice, machine), diskRow(advice, machine), freeRow(advice, machine),
            gpuRow(advice, matrix, machine)};
}

} // namespace fl
