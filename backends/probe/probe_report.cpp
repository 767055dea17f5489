// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/probe/probe_report.h"

#include "backends/probe/stranger.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace fl {

using namespace stranger;

namespace {

constexpr qsizetype mostBytes = 4 << 20;
constexpr qsizetype mostGpus = 64, mostProcesses = 512, mostXids = 64, mostWords = 16, mostMig = 64;

Error unreadable(const QString &detail)
{
    return Error{Cause::ProbeUnreadable, {}, NextAction::ReportBug, detail};
}

std::optional<Error> errorOf(const QJsonValue &value)
{
    if (!value.isObject())
        return std::nullopt;
    const QJsonObject object = value.toObject();
    const Cause cause = causeFromSlug(object[QLatin1String("cause")].toString()).value_or(Cause::GpuFailed);
    Error error{cause, {}, actionFor(cause), text(object[QLatin1String("detail")].toString(), 1000)};
    const QJsonObject params = object[QLatin1String("params")].toObject();
    for (auto it = params.begin(); it != params.end() && error.params.size() < 16; ++it)
        error.params.insert(text(it.key(), 40), text(it.value().toString(), 200));
    return error;
}

QStringList words(const QJsonValue &value)
{
    QStringList all;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &each : array)
        if (each.isString() && all.size() < mostWords)
            all << text(each.toString(), 40);
    return all;
}

std::optional<QList<ProbeProcess>> processes(const QJsonValue &value)
{
    if (!value.isArray())
        return std::nullopt;
    QList<ProbeProcess> all;
    const QJsonArray array = value.toArray();
    for (const QJsonValue &each : array) {
        const QJsonObject object = each.toObject();
        const auto pid = whole(object[QLatin1String("pid")], 0, 0xffffffffLL);
        if (!pid || all.size() >= mostProcesses)
            continue;
        all << ProbeProcess{*pid, text(object[QLatin1String("name")].toString(), 100),
                            object[QLatin1String("kind")].toString() == QLatin1String("graphics"), bytes(object[QLatin1String("memory")])};
    }
    return all;
}

ProbeFigure figure(const QJsonValue &value)
{
    const QJsonObject object = value.toObject();
    ProbeFigure figure;
    figure.value = real(object[QLatin1String("value")], 0, 1e9);
    figure.unit = text(object[QLatin1String("unit")].toString(), 16);
    figure.rated = real(object[QLatin1String("rated")], 0, 1e9);
    figure.ratedFrom = text(object[QLatin1String("rated_from")].toString(), 120);
    figure.share = real(object[QLatin1String("share")], 0, 1e6);
    const QString check = object[QLatin1String("check")].toString();
    figure.check = check == QLatin1String("right") ? ProbeFigure::Check::Right
        : check == QLatin1String("wrong")          ? ProbeFigure::Check::Wrong
                                                   : ProbeFigure::Check::None;
    figure.wrong = text(object[QLatin1String("wrong")].toString(), 200);
    figure.skipped = text(object[QLatin1String("skipped")].toString(), 60);
    figure.error = errorOf(object[QLatin1String("error")]);
    return figure;
}

std::optional<ProbeMeasured> measured(const QJsonValue &value)
{
    if (!value.isObject() || value.toObject().contains(QLatin1String("error")))
        return std::nullopt; // the GPU's own error says why
    const QJsonObject object = value.toObject();
    return ProbeMeasured{figure(object[QLatin1String("host_to_device")]), figure(object[QLatin1String("device_to_host")]),
                         figure(object[QLatin1String("device_copy")]), figure(object[QLatin1String("fp32")]),
                         figure(object[QLatin1String("tensor")])};
}

ProbeGpu gpu(const QJsonObject &object)
{
    const auto member = [&](const char *part, const char *name) -> QJsonValue {
        return object[QLatin1String(part)].toObject()[QLatin1String(name)];
    };
    const auto count = [](const QJsonValue &value, qint64 most) -> std::optional<int> {
        const auto number = whole(value, 0, most);
        return number ? std::optional(static_cast<int>(*number)) : std::nullopt;
    };
    const auto flag = [](const QJsonValue &value) { return value.isBool() ? std::optional(value.toBool()) : std::nullopt; };
    const auto clock = [&](const char *which, const char *name) {
        return real(member("clocks", which).toObject()[QLatin1String(name)], 0, mostMhz);
    };
    const auto link = [&](const char *which, const char *name) { return count(member("pci", which).toObject()[QLatin1String(name)], 64); };

    ProbeGpu gpu;
    gpu.name = text(object[QLatin1String("name")].toString(), 100);
    gpu.pci = text(member("pci", "bus").toString(), 32);
    gpu.capability = text(object[QLatin1String("capability")].toString(), 8);
    gpu.multiprocessors = count(object[QLatin1String("multiprocessors")], 4096);
    gpu.busBits = count(member("memory", "bus_bits"), 65536);
    gpu.smClockMax = clock("sm", "max");
    gpu.memoryClockMax = clock("memory", "max");
    gpu.pcieGeneration = link("generation", "now");
    gpu.pcieGenerationMax = link("generation", "max");
    gpu.pcieWidth = link("width", "now");
    gpu.pcieWidthMax = link("width", "max");
    gpu.ecc = flag(member("ecc", "enabled"));
    gpu.eccCorrected = bytes(member("ecc", "corrected"));
    gpu.eccUncorrected = bytes(member("ecc", "uncorrected"));
    gpu.mig = flag(member("mig", "enabled"));
    const QJsonArray parts = member("mig", "devices").toArray();
    for (const QJsonValue &part : parts)
        if (gpu.migDevices.size() < mostMig)
            gpu.migDevices << ProbeMigDevice{text(part[QLatin1String("uuid")].toString(), 80),
                                             text(part[QLatin1String("name")].toString(), 100), bytes(part[QLatin1String("memory")])};
    gpu.persistence = flag(object[QLatin1String("persistence")]);
    gpu.computeMode = text(object[QLatin1String("compute_mode")].toString(), 40);
    gpu.powerLimit = real(member("power", "limit"), 0, mostWatts);
    gpu.powerDefault = real(member("power", "default"), 0, mostWatts);
    gpu.powerMin = real(member("power", "min"), 0, mostWatts);
    gpu.powerMax = real(member("power", "max"), 0, mostWatts);
    gpu.nvlinks = count(member("nvlink", "links"), 64);
    gpu.nvlinksActive = count(member("nvlink", "active"), 64);
    gpu.nvlinkVersion = count(member("nvlink", "version"), 100);
    gpu.slowdownTemperature = real(member("temperature", "slowdown"), 0, mostCelsius);
    gpu.shutdownTemperature = real(member("temperature", "shutdown"), 0, mostCelsius);
    gpu.usable = object[QLatin1String("cuda")].toBool() && !object.contains(QLatin1String("error"));

    ProbeLive &live = gpu.live;
    live.uuid = text(object[QLatin1String("uuid")].toString(), 80);
    live.busy = real(member("utilisation", "gpu"), 0, 100);
    live.memoryBusy = real(member("utilisation", "memory"), 0, 100);
    live.memoryTotal = bytes(member("memory", "total"));
    live.memoryFree = bytes(member("memory", "free"));
    live.memoryUsed = bytes(member("memory", "used"));
    live.power = real(member("power", "draw"), 0, mostWatts);
    live.temperature = real(member("temperature", "now"), 0, mostCelsius);
    live.smClock = clock("sm", "now");
    live.memoryClock = clock("memory", "now");
    live.throttle = words(object[QLatin1String("throttle")]);
    live.processes = processes(object[QLatin1String("processes")]);
    gpu.measured = measured(object[QLatin1String("measured")]);
    gpu.error = live.error = errorOf(object[QLatin1String("error")]);
    return gpu;
}

ProbeHost host(const QJsonObject &object)
{
    const auto word = [&](const char *name) { return text(object[QLatin1String(name)].toString(), 120); };
    ProbeHost host;
    host.name = word("name");
    host.system = word("system");
    host.kernel = word("kernel");
    host.machine = word("machine");
    host.cpu = word("cpu");
    host.threads = static_cast<int>(whole(object[QLatin1String("threads")], 0, 1 << 20).value_or(0));
    const QJsonValue memory = object[QLatin1String("memory")], disk = object[QLatin1String("disk")];
    host.memoryTotal = bytes(memory[QLatin1String("total")]);
    host.memoryAvailable = bytes(memory[QLatin1String("available")]);
    host.diskTotal = bytes(disk[QLatin1String("total")]);
    host.diskFree = bytes(disk[QLatin1String("free")]);
    return host;
}

ProbeLive tickGpu(const QJsonObject &object)
{
    ProbeLive live;
    live.uuid = text(object[QLatin1String("uuid")].toString(), 80);
    live.busy = real(object[QLatin1String("gpu")], 0, 100);
    live.memoryBusy = real(object[QLatin1String("memory")], 0, 100);
    live.memoryTotal = bytes(object[QLatin1String("memory_total")]);
    live.memoryFree = bytes(object[QLatin1String("memory_free")]);
    live.memoryUsed = bytes(object[QLatin1String("memory_used")]);
    live.power = real(object[QLatin1String("power")], 0, mostWatts);
    live.temperature = real(object[QLatin1String("temperature")], 0, mostCelsius);
    live.smClock = real(object[QLatin1String("sm_clock")], 0, mostMhz);
    live.memoryClock = real(object[QLatin1String("memory_clock")], 0, mostMhz);
    live.throttle = words(object[QLatin1String("throttle")]);
    live.processes = processes(object[QLatin1String("processes")]);
    live.error = errorOf(object[QLatin1String("error")]);
    return live;
}

} // namespace

Result<ProbeReport> parseProbe(QByteArrayView document)
{
    if (document.size() > mostBytes)
        return fail(unreadable(QStringLiteral("%1 bytes are too many").arg(document.size())));
    QJsonParseError parse;
    const QJsonDocument json = QJsonDocument::fromJson(document.toByteArray(), &parse);
    if (!json.isObject())
        return fail(unreadable(parse.errorString() + QLatin1Char('\n')
                               + text(QString::fromUtf8(document.first(qMin(document.size(), qsizetype(400)))), 400)));
    const QJsonObject object = json.object();
    const QString schema = object[QLatin1String("schema")].toString();
    if (schema != QLatin1String("firstlight-probe/1"))
        return fail(unreadable(QStringLiteral("schema \"%1\"").arg(text(schema, 60))));

    ProbeReport report;
    if (object[QLatin1String("source")].toString() == QLatin1String("nvidia-smi"))
        report.source = ProbeReport::Source::NvidiaSmi;
    report.version = text(object[QLatin1String("probe")][QLatin1String("version")].toString(), 40);
    report.time = whole(object[QLatin1String("time")], 0, 1LL << 50).value_or(0);
    report.seconds = real(object[QLatin1String("seconds")], 0, 1e6);
    report.host = host(object[QLatin1String("host")].toObject());
    report.container = text(object[QLatin1String("container")].toString(), 40);
    report.wsl = object[QLatin1String("wsl")].toBool();
    const QJsonValue driver = object[QLatin1String("driver")];
    report.driver = text(driver[QLatin1String("version")].toString(), 60);
    report.cuda = text(driver[QLatin1String("cuda")].toString(), 20);
    report.module = text(driver[QLatin1String("module")].toString(), 60);
    const QJsonArray gpus = object[QLatin1String("gpus")].toArray();
    for (const QJsonValue &each : gpus)
        if (each.isObject() && report.gpus.size() < mostGpus)
            report.gpus << gpu(each.toObject());
    if (const QJsonValue xids = object[QLatin1String("xid")]; xids.isArray()) {
        report.xids.emplace();
        const QJsonArray array = xids.toArray();
        for (const QJsonValue &each : array)
            if (const auto number = whole(each[QLatin1String("number")], 0, 100000); number && report.xids->size() < mostXids)
                *report.xids << ProbeXid{text(each[QLatin1String("pci")].toString(), 32), text(each[QLatin1String("text")].toString(), 300),
                                         static_cast<int>(*number)};
    }
    if (const QJsonValue measured = object[QLatin1String("host_measured")]; measured.isObject()) {
        report.hostFp32 = figure(measured[QLatin1String("fp32")]);
        report.hostMemoryCopy = figure(measured[QLatin1String("memory_copy")]);
        report.hostDiskWrite = figure(measured[QLatin1String("disk_write")]);
    }
    report.error = errorOf(object[QLatin1String("error")]);
    return report;
}

QList<ProbeTick> ProbeStream::feed(QByteArrayView bytes)
{
    QList<ProbeTick> ticks;
    while (!bytes.isEmpty()) {
        const qsizetype end = bytes.indexOf('\n');
        const QByteArrayView part = end < 0 ? bytes : bytes.first(end);
        if (!m_tooLong && m_rest.size() + part.size() <= mostBytes)
            m_rest.append(part);
        else
            m_tooLong = true;
        if (end < 0)
            break;
        if (m_tooLong)
            ++m_unreadable;
        else
            line(m_rest, ticks);
        m_rest.clear();
        m_tooLong = false;
        bytes = bytes.sliced(end + 1);
    }
    return ticks;
}

void ProbeStream::line(QByteArrayView line, QList<ProbeTick> &ticks)
{
    const QJsonDocument json = QJsonDocument::fromJson(line.toByteArray());
    const QJsonObject object = json.object();
    if (object[QLatin1String("schema")].toString() == QLatin1String("firstlight-probe-watch/1")) {
        m_interval = static_cast<int>(whole(object[QLatin1String("interval")], 0, 3600000).value_or(0));
        m_error = errorOf(object[QLatin1String("error")]);
        return;
    }
    const auto t = whole(object[QLatin1String("t")], 1, 1LL << 50);
    if (!t) {
        ++m_unreadable;
        return;
    }
    ProbeTick tick;
    tick.t = *t;
    const QJsonArray gpus = object[QLatin1String("gpus")].toArray();
    for (const QJsonValue &each : gpus)
        if (each.isObject() && tick.gpus.size() < mostGpus)
            tick.gpus << tickGpu(each.toObject());
    const QJsonObject host = object[QLatin1String("host")].toObject();
    tick.cpu = real(host[QLatin1String("cpu")], 0, 1);
    tick.memoryTotal = bytes(host[QLatin1String("memory")][QLatin1String("total")]);
    tick.memoryAvailable = bytes(host[QLatin1String("memory")][QLatin1String("available")]);
    tick.diskTotal = bytes(host[QLatin1String("disk")][QLatin1String("total")]);
    tick.diskFree = bytes(host[QLatin1String("disk")][QLatin1String("free")]);
    ticks << tick;
}

} // namespace fl
