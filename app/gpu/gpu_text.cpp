// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gpu/gpu_text.h"

#include "backends/text/text.h"

#include <QCoreApplication>
#include <QLocale>

#include <algorithm>
#include <array>
#include <cmath>

namespace fl {
namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(fl::Gpu)
};

constexpr double gib = 1024.0 * 1024 * 1024;

QString number(double value, int places = 0)
{
    return QLocale().toString(value, 'f', places);
}

/// Three digits: 46.8, 187, 1,071.
QString figure(double value)
{
    return number(value, value < 10 ? 2 : value < 100 ? 1 : 0);
}

QString percent(double share)
{
    return Tr::tr("%1 %").arg(number(share * 100));
}

double generation(const ProbeGpu &gpu)
{
    return gpu.capability.toDouble();
}

QString capabilityMeaning(double capability)
{
    if (capability <= 0)
        return {};
    if (capability < 5)
        return Tr::tr("Too old for the frameworks of today: the processor computes instead.");
    if (capability < 7)
        return Tr::tr("No tensor cores: half precision saves memory here, but not time. The newest frameworks leave this generation out.");
    if (capability < 8)
        return Tr::tr("Tensor cores for half precision (float16).");
    if (capability < 8.9)
        return Tr::tr("Tensor cores for float16 and bfloat16.");
    if (capability < 10)
        return Tr::tr("Tensor cores for float16, bfloat16 and 8-bit numbers.");
    return Tr::tr("Tensor cores for float16, bfloat16, 8-bit and 4-bit numbers.");
}

/// Shares of the rated figure from which on a card is well (docs/probe-schema.md, "How to read the shares").
struct Well {
    double fp32 = 0.6, tensor = 0.4, deviceCopy = 0.6, link = 0.5;
    explicit Well(const ProbeGpu &gpu)
    {
        if (generation(gpu) >= 9)
            tensor = 0.1; // its newest instructions are not used by the probe
    }
};

GpuFact measured(const char *id, const QString &name, const ProbeFigure &what, double well, const QString &meaning)
{
    GpuFact fact{QLatin1String(id), name, {}, meaning, false, false};
    if (what.value) {
        fact.value = figure(*what.value) + QChar(QChar::Nbsp) + what.unit;
        if (what.share)
            fact.value += Tr::tr(" · %1 of rated").arg(percent(*what.share));
        if (what.share && *what.share < well) {
            fact.bad = true;
            fact.meaning =
                Tr::tr("Less than this card should do. Another program may use it, or it is held back by heat, power or its slot.");
        }
    } else if (what.skipped == QLatin1String("no-tensor-cores")) {
        fact.value = Tr::tr("none on this card");
        fact.meaning.clear();
    } else if (what.error) {
        fact.value = Tr::tr("not measured");
        fact.meaning = text::error(*what.error).happened;
        fact.bad = true;
    } else {
        fact.value = Tr::tr("not measured");
        fact.meaning.clear();
    }
    if (what.check == ProbeFigure::Check::Wrong) {
        fact.bad = true;
        fact.meaning = Tr::tr("The result was wrong. Do not trust what this card computes.");
    }
    return fact;
}

GpuFact plainFigure(const char *id, const QString &name, const std::optional<ProbeFigure> &what, const QString &meaning)
{
    return {QLatin1String(id),
            name,
            what && what->value ? figure(*what->value) + QChar(QChar::Nbsp) + what->unit : Tr::tr("not measured"),
            what && what->value ? meaning : QString(),
            false,
            false};
}

QString leftOf(const std::optional<qint64> &total, const std::optional<qint64> &left)
{
    if (!total)
        return Tr::tr("unknown");
    if (!left)
        return memoryWord(*total);
    return Tr::tr("%1, %2 free").arg(memoryWord(*total), Tr::tr("%1 GB").arg(number(static_cast<double>(*left) / gib, 1)));
}

} // namespace

QString memoryWord(qint64 bytes)
{
    const double amount = static_cast<double>(bytes) / gib;
    return Tr::tr("%1 GB").arg(amount < 3 ? number(amount, 1) : number(std::round(amount)));
}

QString memoryMeaning(qint64 bytes)
{
    const double amount = static_cast<double>(bytes) / gib;
    if (amount >= 130)
        return Tr::tr("Enough to run language models of 70 billion parameters in 8 bits with long texts, and to fine-tune them in 4 bits.");
    if (amount >= 75)
        return Tr::tr("Enough to run language models of 70 billion parameters in 8 bits, and to fine-tune them in 4 bits.");
    if (amount >= 44)
        return Tr::tr("Enough to run language models of 70 billion parameters in 4 bits, and to fine-tune 13 billion in half precision.");
    if (amount >= 38)
        return Tr::tr("Enough to run language models of 13 billion parameters in half precision, and to fine-tune them with LoRA.");
    if (amount >= 22)
        return Tr::tr("Enough to run language models of 30 billion parameters in 4 bits, and to fine-tune 7 billion with LoRA.");
    if (amount >= 14)
        return Tr::tr("Enough to run language models of 13 billion parameters in 4 bits, and to fine-tune 7 billion in 4 bits.");
    if (amount >= 10)
        return Tr::tr("Enough to make images with SDXL, and to run language models of 7 billion parameters in 8 bits.");
    if (amount >= 7)
        return Tr::tr("Enough to train image models like ResNet-50, and to run language models of 7 billion parameters in 4 bits.");
    if (amount >= 3.5)
        return Tr::tr("Enough to learn with small image models, and to run language models of 1 billion parameters.");
    return Tr::tr("Enough for first exercises; most published models do not fit.");
}

QString throttleMeaning(const QStringList &reasons)
{
    const auto has = [&](const char *slug) { return reasons.contains(QLatin1String(slug)); };
    QStringList said;
    if (has("thermal") || has("hardware-thermal"))
        said << Tr::tr("It is too hot and has slowed itself down: its cooling needs a look.");
    if (has("power-brake") || has("hardware-slowdown"))
        said << Tr::tr("The computer's power supply makes it slow down.");
    if (has("power-cap"))
        said << Tr::tr("It runs at its power limit, as a card that works hard does.");
    if (has("application-clocks"))
        said << Tr::tr("Somebody has set its clock lower.");
    if (has("sync-boost"))
        said << Tr::tr("It keeps step with another GPU.");
    return said.join(QLatin1Char(' '));
}

QString processLine(const ProbeProcess &process)
{
    const QString name = process.name.section(QLatin1Char('/'), -1);
    const QString who = Tr::tr("%1 (pid %2)").arg(text::visible(name.isEmpty() ? QStringLiteral("?") : name), QString::number(process.pid));
    return process.memory ? Tr::tr("%1, %2").arg(who, metricValue(Metric::Memory, static_cast<double>(*process.memory))) : who;
}

QString liveLine(const ProbeLive &live)
{
    QStringList parts;
    if (live.error)
        parts << text::error(*live.error).happened;
    if (live.busy)
        parts << Tr::tr("%1 % busy").arg(number(*live.busy));
    if (live.memoryUsed && live.memoryTotal)
        parts << Tr::tr("%1 of %2").arg(number(static_cast<double>(*live.memoryUsed) / gib, 1), memoryWord(*live.memoryTotal));
    if (live.power)
        parts << Tr::tr("%1 W").arg(number(*live.power));
    if (live.temperature)
        parts << Tr::tr("%1 °C").arg(number(*live.temperature));
    return parts.join(QStringLiteral(" · "));
}

QString gpuTitle(const ProbeReport &report)
{
    if (report.gpus.isEmpty())
        return Tr::tr("No NVIDIA GPU");
    const QString first = text::visible(report.gpus.first().name);
    const bool alike =
        std::all_of(report.gpus.begin(), report.gpus.end(), [&](const ProbeGpu &gpu) { return gpu.name == report.gpus.first().name; });
    if (report.gpus.size() == 1)
        return first.isEmpty() ? Tr::tr("A GPU without a name") : first;
    return alike ? Tr::tr("%1 × %2").arg(QString::number(report.gpus.size()), first) : Tr::tr("%1 GPUs").arg(report.gpus.size());
}

QString gpuSentence(const ProbeReport &report)
{
    if (report.error ? report.error->cause == Cause::GpuNone : report.gpus.isEmpty())
        return Tr::tr("No NVIDIA GPU here: the processor computes, with these figures.");
    if (report.error)
        return text::error(*report.error).happened;
    if (report.source == ProbeReport::Source::NvidiaSmi)
        return Tr::tr("As nvidia-smi tells it; our own measurement cannot run on this machine.");
    const bool wasMeasured =
        std::any_of(report.gpus.begin(), report.gpus.end(), [](const ProbeGpu &gpu) { return gpu.measured.has_value(); });
    return wasMeasured ? Tr::tr("It was made to compute, and each result was compared with the processor's.")
                       : Tr::tr("As its driver tells it.");
}

GpuFacts gpuFacts(const ProbeReport &report, const ProbeGpu &gpu)
{
    GpuFacts facts;
    const ProbeLive &live = gpu.live;
    if (gpu.error)
        facts << GpuFact{QStringLiteral("problem"), Tr::tr("Problem"), text::error(*gpu.error).happened, {}, false, true};
    if (live.memoryTotal)
        facts << GpuFact{QStringLiteral("memory"),
                         Tr::tr("GPU memory"),
                         leftOf(live.memoryTotal, live.memoryFree),
                         memoryMeaning(*live.memoryTotal),
                         false,
                         false};
    if (!gpu.capability.isEmpty())
        facts << GpuFact{QStringLiteral("capability"),
                         Tr::tr("Capability"),
                         text::visible(gpu.capability),
                         capabilityMeaning(generation(gpu)),
                         true,
                         generation(gpu) < 5};
    if (!report.driver.isEmpty())
        facts << GpuFact{QStringLiteral("driver"),
                         Tr::tr("Driver"),
                         text::visible(report.driver),
                         report.cuda.isEmpty() ? QString()
                                               : Tr::tr("Runs programs made for CUDA %1 or older.").arg(text::visible(report.cuda)),
                         true,
                         false};
    if (live.temperature)
        facts << GpuFact{QStringLiteral("temperature"),
                         Tr::tr("Temperature"),
                         Tr::tr("%1 °C").arg(number(*live.temperature)),
                         gpu.slowdownTemperature ? Tr::tr("It slows itself down at %1 °C.").arg(number(*gpu.slowdownTemperature))
                                                 : QString(),
                         false,
                         gpu.slowdownTemperature && *live.temperature >= *gpu.slowdownTemperature};
    if (gpu.powerLimit) {
        const bool lowered = gpu.powerDefault && *gpu.powerLimit < *gpu.powerDefault - 1;
        const QString limit = Tr::tr("%1 W").arg(number(*gpu.powerLimit));
        facts
            << GpuFact{QStringLiteral("power"),
                       Tr::tr("Power"),
                       live.power ? Tr::tr("%1 of %2").arg(number(*live.power), limit) : limit,
                       lowered
                           ? Tr::tr("Somebody has lowered its limit from %1 W, so it computes more slowly.").arg(number(*gpu.powerDefault))
                           : QString(),
                       false,
                       false};
    }
    if (gpu.pcieGeneration && gpu.pcieWidth) {
        const bool narrow = gpu.pcieWidthMax && *gpu.pcieWidth < *gpu.pcieWidthMax;
        facts << GpuFact{QStringLiteral("pcie"),
                         Tr::tr("Slot"),
                         QStringLiteral("PCIe %1 × %2").arg(QString::number(*gpu.pcieGeneration), QString::number(*gpu.pcieWidth)),
                         narrow ? Tr::tr("The card could use %1 lanes: data reaches it more slowly than it could.").arg(*gpu.pcieWidthMax)
                                : QString(),
                         true,
                         false};
    }
    if (gpu.nvlinksActive && *gpu.nvlinksActive > 0)
        facts << GpuFact{QStringLiteral("nvlink"),
                         QStringLiteral("NVLink"),
                         Tr::tr("%1 links").arg(*gpu.nvlinksActive),
                         Tr::tr("The GPUs reach each other without the detour over the processor."),
                         false,
                         false};
    if (gpu.mig.value_or(false))
        facts << GpuFact{QStringLiteral("mig"),
                         Tr::tr("Parts"),
                         QString::number(gpu.migDevices.size()),
                         Tr::tr("The card is cut into parts (MIG); a program sees one of them."),
                         true,
                         false};
    if (gpu.eccUncorrected.value_or(0) > 0)
        facts << GpuFact{QStringLiteral("ecc"),
                         Tr::tr("Memory faults"),
                         QString::number(*gpu.eccUncorrected),
                         Tr::tr("Faults that could not be corrected: have the card looked at."),
                         true,
                         true};
    if (const QString held = throttleMeaning(live.throttle); !held.isEmpty())
        facts << GpuFact{QStringLiteral("throttle"),
                         Tr::tr("Clock"),
                         Tr::tr("held back"),
                         held,
                         false,
                         live.throttle.contains(QLatin1String("thermal")) || live.throttle.contains(QLatin1String("hardware-thermal"))};
    return facts;
}

GpuFacts measuredFacts(const ProbeGpu &gpu)
{
    if (!gpu.measured)
        return {};
    const Well well(gpu);
    return {measured("tensor", Tr::tr("Half precision"), gpu.measured->tensor, well.tensor,
                     generation(gpu) >= 9 ? Tr::tr(
                         "What training mostly needs. Frameworks reach more: they use instructions of this card that this test does not.")
                                          : Tr::tr("What training mostly needs.")),
            measured("fp32", Tr::tr("Single precision"), gpu.measured->fp32, well.fp32, {}),
            measured("device_copy", Tr::tr("Its own memory"), gpu.measured->deviceCopy, well.deviceCopy,
                     Tr::tr("How fast language models write, for the most part.")),
            measured("host_to_device", Tr::tr("To the card"), gpu.measured->hostToDevice, well.link,
                     Tr::tr("How fast your data gets there.")),
            measured("device_to_host", Tr::tr("From the card"), gpu.measured->deviceToHost, well.link, {})};
}

GpuFacts hostFacts(const ProbeReport &report)
{
    const ProbeHost &host = report.host;
    GpuFacts facts;
    if (!host.cpu.isEmpty())
        facts << GpuFact{QStringLiteral("cpu"),
                         Tr::tr("Processor"),
                         text::visible(host.cpu),
                         host.threads > 0 ? Tr::tr("It computes %1 things at once.").arg(host.threads) : QString(),
                         true,
                         false};
    if (host.memoryTotal)
        facts << GpuFact{QStringLiteral("ram"), Tr::tr("Memory"), leftOf(host.memoryTotal, host.memoryAvailable), {}, false, false};
    if (host.diskTotal)
        facts << GpuFact{QStringLiteral("disk"), Tr::tr("Disk"), leftOf(host.diskTotal, host.diskFree), {}, false, false};
    if (!report.hostFp32)
        return facts;
    return facts << plainFigure("blas", Tr::tr("Single precision"), report.hostFp32,
                                Tr::tr("By a plain program; a framework is some times faster. A small GPU does about 5,000."))
                 << plainFigure("ram-copy", Tr::tr("Memory speed"), report.hostMemoryCopy, {})
                 << plainFigure("disk-write", Tr::tr("Disk speed"), report.hostDiskWrite, {});
}

} // namespace fl
