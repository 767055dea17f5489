// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/probe/probe_report.h"
#include "backends/probe/stranger.h"

#include <QRegularExpression>

#include <array>
#include <cmath>

namespace fl {

using namespace stranger;

namespace {

constexpr const char *fields =
    "name,uuid,pci.bus_id,driver_version,memory.total,memory.used,memory.free,utilization.gpu,utilization.memory,"
    "temperature.gpu,power.draw,power.limit,clocks.sm,clocks.mem,clocks.max.sm,clocks.max.mem,"
    "pcie.link.gen.current,pcie.link.gen.max,pcie.link.width.current,pcie.link.width.max,"
    "ecc.mode.current,mig.mode.current,persistence_mode,compute_mode";

/// "81.50 W" -> 81.5; "[N/A]", "[Not Supported]", "ERR!" and the like -> unset.
std::optional<double> number(const QString &cell, double most)
{
    static const QRegularExpression form(QStringLiteral("^\\s*([0-9]{1,15}(?:\\.[0-9]{1,6})?)\\s*(MiB|W|MHz|%)?\\s*$"));
    const auto match = form.match(cell);
    if (!match.hasMatch())
        return std::nullopt;
    const double value = match.captured(1).toDouble();
    return std::isfinite(value) && value <= most ? std::optional(value) : std::nullopt;
}

std::optional<qint64> mebibytes(const QString &cell)
{
    const auto value = number(cell, 1 << 30);
    return value ? std::optional(static_cast<qint64>(*value) << 20) : std::nullopt;
}

std::optional<int> count(const QString &cell, int most)
{
    const auto value = number(cell, most);
    return value ? std::optional(static_cast<int>(*value)) : std::nullopt;
}

std::optional<bool> enabled(const QString &cell)
{
    const QString word = cell.trimmed();
    if (word == QLatin1String("Enabled"))
        return true;
    return word == QLatin1String("Disabled") ? std::optional(false) : std::nullopt;
}

QString word(const QString &cell, qsizetype limit)
{
    const QString trimmed = cell.trimmed();
    return trimmed.startsWith(QLatin1Char('[')) ? QString() : text(trimmed, limit); // "[N/A]"
}

/// One line of a header names the columns: "memory.total [MiB]" is memory.total.
QStringList columns(const QString &line)
{
    QStringList names;
    const QStringList cells = line.split(QLatin1Char(','));
    for (const QString &cell : cells)
        names << cell.trimmed().section(QLatin1Char(' '), 0, 0);
    return names;
}

ProbeGpu gpu(const QStringList &names, const QStringList &cells, QString &driver)
{
    const auto cell = [&](const char *name) { return cells.value(names.indexOf(QLatin1String(name))); };
    ProbeGpu gpu;
    gpu.name = word(cell("name"), 100);
    gpu.live.uuid = word(cell("uuid"), 80);
    gpu.pci = word(cell("pci.bus_id"), 32);
    gpu.capability = word(cell("compute_cap"), 8);
    driver = word(cell("driver_version"), 60);
    gpu.live.memoryTotal = mebibytes(cell("memory.total"));
    gpu.live.memoryUsed = mebibytes(cell("memory.used"));
    gpu.live.memoryFree = mebibytes(cell("memory.free"));
    gpu.live.busy = number(cell("utilization.gpu"), 100);
    gpu.live.memoryBusy = number(cell("utilization.memory"), 100);
    gpu.live.temperature = number(cell("temperature.gpu"), mostCelsius);
    gpu.live.power = number(cell("power.draw"), mostWatts);
    gpu.powerLimit = number(cell("power.limit"), mostWatts);
    gpu.live.smClock = number(cell("clocks.current.sm"), mostMhz);
    if (!gpu.live.smClock)
        gpu.live.smClock = number(cell("clocks.sm"), mostMhz);
    gpu.live.memoryClock = number(cell("clocks.current.memory"), mostMhz);
    if (!gpu.live.memoryClock)
        gpu.live.memoryClock = number(cell("clocks.mem"), mostMhz);
    gpu.smClockMax = number(cell("clocks.max.sm"), mostMhz);
    gpu.memoryClockMax = number(cell("clocks.max.memory"), mostMhz);
    if (!gpu.memoryClockMax)
        gpu.memoryClockMax = number(cell("clocks.max.mem"), mostMhz);
    gpu.pcieGeneration = count(cell("pcie.link.gen.current"), 64);
    gpu.pcieGenerationMax = count(cell("pcie.link.gen.max"), 64);
    gpu.pcieWidth = count(cell("pcie.link.width.current"), 64);
    gpu.pcieWidthMax = count(cell("pcie.link.width.max"), 64);
    gpu.ecc = enabled(cell("ecc.mode.current"));
    gpu.mig = enabled(cell("mig.mode.current"));
    gpu.persistence = enabled(cell("persistence_mode"));
    gpu.computeMode = word(cell("compute_mode"), 40).toLower();
    gpu.usable = true;
    if (!gpu.live.memoryTotal) { // nothing else is missing so reliably when a GPU is not well
        gpu.usable = false;
        gpu.error = gpu.live.error = Error{Cause::GpuFailed, {}, actionFor(Cause::GpuFailed), text(cells.join(QLatin1String(", ")), 400)};
    }
    return gpu;
}

/// What nvidia-smi says instead of a table.
Cause causeOf(const QString &said, int exitCode)
{
    struct Sentence {
        const char *part;
        Cause cause;
    };
    static constexpr std::array sentences{
        Sentence{"Driver/library version mismatch", Cause::GpuDriverMismatch},
        Sentence{"couldn't communicate with the NVIDIA driver", Cause::GpuNoDriver},
        Sentence{"couldn't find libnvidia-ml.so", Cause::GpuNoDriver},
        Sentence{"No devices were found", Cause::GpuNone},
        Sentence{"Insufficient Permissions", Cause::GpuNoPermission},
        Sentence{"GPU is lost", Cause::GpuLost},
        Sentence{"has fallen off the bus", Cause::GpuLost},
        Sentence{"GPU access blocked by the operating system", Cause::GpuWsl},
        Sentence{"not found", Cause::GpuNoDriver}, // the shell's: there is no nvidia-smi
    };
    for (const Sentence &sentence : sentences)
        if (said.contains(QLatin1String(sentence.part), Qt::CaseInsensitive))
            return sentence.cause;
    // nvidia-smi's exit codes (its manual page): 9 driver not loaded, 12 library not found, 15 GPU lost, 4 no permission; the shell's 127.
    switch (exitCode) {
    case 4: return Cause::GpuNoPermission;
    case 9:
    case 12:
    case 127: return Cause::GpuNoDriver;
    case 15: return Cause::GpuLost;
    default: return Cause::GpuFailed;
    }
}

} // namespace

QByteArray smiCommand()
{
    // compute_cap is unknown to drivers before 510, which then refuse the whole question: ask again without it.
    const QByteArray query = QByteArray("nvidia-smi --format=csv --query-gpu=") + fields;
    return query + ",compute_cap 2>/dev/null || " + query;
}

Result<ProbeReport> parseSmi(QByteArrayView output, QByteArrayView errors, int exitCode)
{
    const QString out = QString::fromUtf8(output.first(qMin(output.size(), qsizetype(1 << 20))));
    const QString err = QString::fromUtf8(errors.first(qMin(errors.size(), qsizetype(1 << 16))));
    ProbeReport report;
    report.source = ProbeReport::Source::NvidiaSmi;
    const QStringList lines = out.split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    qsizetype header = 0;
    while (header < lines.size() && !(lines[header].startsWith(QLatin1String("name,")) || lines[header].contains(QLatin1String(", name,"))))
        ++header;
    if (header < lines.size()) {
        const QStringList names = columns(lines[header]);
        for (qsizetype i = header + 1; i < lines.size() && report.gpus.size() < 64; ++i) {
            const QStringList cells = lines[i].split(QLatin1Char(','));
            if (cells.size() != names.size())
                continue;
            QString driver;
            report.gpus << gpu(names, cells, driver);
            if (report.driver.isEmpty())
                report.driver = driver;
        }
    }
    bool usable = false;
    for (const ProbeGpu &each : report.gpus)
        usable = usable || each.usable;
    if (usable)
        return report;
    if (exitCode == 0 && !out.contains(QLatin1String("No devices")) && err.isEmpty() && report.gpus.isEmpty() && header == lines.size())
        return fail(Error{Cause::ProbeUnreadable, {}, NextAction::ReportBug, text(out, 400)});
    const Cause cause = report.gpus.isEmpty() && header < lines.size() && exitCode == 0 ? Cause::GpuNone : causeOf(out + err, exitCode);
    report.error = Error{cause, {}, actionFor(cause), text((out + err).trimmed(), 1000)};
    return report;
}

} // namespace fl
