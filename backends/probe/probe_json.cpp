// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/probe/probe_json.h"

#include <QJsonArray>

namespace fl {
namespace {

QJsonValue value(const std::optional<double> &number)
{
    return number ? QJsonValue(*number) : QJsonValue();
}

QJsonValue value(const std::optional<qint64> &number)
{
    return number ? QJsonValue(*number) : QJsonValue();
}

QJsonValue value(const std::optional<int> &number)
{
    return number ? QJsonValue(*number) : QJsonValue();
}

QJsonValue value(const std::optional<bool> &flag)
{
    return flag ? QJsonValue(*flag) : QJsonValue();
}

template <class T>
QJsonObject nowAndMost(const T &now, const T &most)
{
    return {{QStringLiteral("now"), value(now)}, {QStringLiteral("max"), value(most)}};
}

void addError(QJsonObject &object, const std::optional<Error> &error)
{
    if (!error)
        return;
    QJsonObject params;
    for (auto it = error->params.begin(); it != error->params.end(); ++it)
        params.insert(it.key(), it.value());
    object.insert(QStringLiteral("error"),
                  QJsonObject{{QStringLiteral("cause"), slug(error->cause)},
                              {QStringLiteral("params"), params},
                              {QStringLiteral("detail"), error->detail}});
}

QJsonValue processes(const std::optional<QList<ProbeProcess>> &all)
{
    if (!all)
        return {};
    QJsonArray array;
    for (const ProbeProcess &each : *all)
        array.append(QJsonObject{{QStringLiteral("pid"), each.pid},
                                 {QStringLiteral("name"), each.name},
                                 {QStringLiteral("kind"), each.graphics ? QStringLiteral("graphics") : QStringLiteral("compute")},
                                 {QStringLiteral("memory"), value(each.memory)}});
    return array;
}

QJsonObject figure(const ProbeFigure &figure)
{
    QJsonObject object{{QStringLiteral("value"), value(figure.value)},
                       {QStringLiteral("unit"), figure.unit},
                       {QStringLiteral("rated"), value(figure.rated)},
                       {QStringLiteral("rated_from"), figure.ratedFrom},
                       {QStringLiteral("share"), value(figure.share)},
                       {QStringLiteral("check"),
                        figure.check == ProbeFigure::Check::Right       ? QJsonValue(QStringLiteral("right"))
                            : figure.check == ProbeFigure::Check::Wrong ? QJsonValue(QStringLiteral("wrong"))
                                                                        : QJsonValue()}};
    if (!figure.wrong.isEmpty())
        object.insert(QStringLiteral("wrong"), figure.wrong);
    if (!figure.skipped.isEmpty())
        object.insert(QStringLiteral("skipped"), figure.skipped);
    addError(object, figure.error);
    return object;
}

QJsonValue measured(const std::optional<ProbeMeasured> &all)
{
    if (!all)
        return {};
    return QJsonObject{{QStringLiteral("host_to_device"), figure(all->hostToDevice)},
                       {QStringLiteral("device_to_host"), figure(all->deviceToHost)},
                       {QStringLiteral("device_copy"), figure(all->deviceCopy)},
                       {QStringLiteral("fp32"), figure(all->fp32)},
                       {QStringLiteral("tensor"), figure(all->tensor)}};
}

QJsonObject gpuObject(const ProbeGpu &gpu, int index)
{
    QJsonArray parts;
    for (const ProbeMigDevice &part : gpu.migDevices)
        parts.append(QJsonObject{{QStringLiteral("uuid"), part.uuid},
                                 {QStringLiteral("name"), part.name},
                                 {QStringLiteral("memory"), value(part.memory)}});
    const ProbeLive &live = gpu.live;
    QJsonObject object{
        {QStringLiteral("index"), index},
        {QStringLiteral("name"), gpu.name},
        {QStringLiteral("uuid"), live.uuid},
        {QStringLiteral("pci"),
         QJsonObject{{QStringLiteral("bus"), gpu.pci},
                     {QStringLiteral("generation"), nowAndMost(gpu.pcieGeneration, gpu.pcieGenerationMax)},
                     {QStringLiteral("width"), nowAndMost(gpu.pcieWidth, gpu.pcieWidthMax)}}},
        {QStringLiteral("capability"), gpu.capability},
        {QStringLiteral("multiprocessors"), value(gpu.multiprocessors)},
        {QStringLiteral("cuda"), gpu.usable},
        {QStringLiteral("clocks"),
         QJsonObject{{QStringLiteral("sm"), nowAndMost(live.smClock, gpu.smClockMax)},
                     {QStringLiteral("memory"), nowAndMost(live.memoryClock, gpu.memoryClockMax)}}},
        {QStringLiteral("memory"),
         QJsonObject{{QStringLiteral("total"), value(live.memoryTotal)},
                     {QStringLiteral("free"), value(live.memoryFree)},
                     {QStringLiteral("used"), value(live.memoryUsed)},
                     {QStringLiteral("bus_bits"), value(gpu.busBits)}}},
        {QStringLiteral("ecc"),
         QJsonObject{{QStringLiteral("enabled"), value(gpu.ecc)},
                     {QStringLiteral("corrected"), value(gpu.eccCorrected)},
                     {QStringLiteral("uncorrected"), value(gpu.eccUncorrected)}}},
        {QStringLiteral("mig"), QJsonObject{{QStringLiteral("enabled"), value(gpu.mig)}, {QStringLiteral("devices"), parts}}},
        {QStringLiteral("power"),
         QJsonObject{{QStringLiteral("draw"), value(live.power)},
                     {QStringLiteral("limit"), value(gpu.powerLimit)},
                     {QStringLiteral("default"), value(gpu.powerDefault)},
                     {QStringLiteral("min"), value(gpu.powerMin)},
                     {QStringLiteral("max"), value(gpu.powerMax)}}},
        {QStringLiteral("nvlink"),
         QJsonObject{{QStringLiteral("links"), value(gpu.nvlinks)},
                     {QStringLiteral("active"), value(gpu.nvlinksActive)},
                     {QStringLiteral("version"), value(gpu.nvlinkVersion)}}},
        {QStringLiteral("temperature"),
         QJsonObject{{QStringLiteral("now"), value(live.temperature)},
                     {QStringLiteral("slowdown"), value(gpu.slowdownTemperature)},
                     {QStringLiteral("shutdown"), value(gpu.shutdownTemperature)}}},
        {QStringLiteral("utilisation"),
         QJsonObject{{QStringLiteral("gpu"), value(live.busy)}, {QStringLiteral("memory"), value(live.memoryBusy)}}},
        {QStringLiteral("throttle"), QJsonArray::fromStringList(live.throttle)},
        {QStringLiteral("processes"), processes(live.processes)},
        {QStringLiteral("persistence"), value(gpu.persistence)},
        {QStringLiteral("compute_mode"), gpu.computeMode},
        {QStringLiteral("measured"), measured(gpu.measured)},
    };
    addError(object, gpu.error);
    return object;
}

QJsonObject totalAnd(const char *rest, const std::optional<qint64> &total, const std::optional<qint64> &left)
{
    return {{QStringLiteral("total"), value(total)}, {QLatin1String(rest), value(left)}};
}

} // namespace

QJsonObject toJson(const ProbeReport &report)
{
    QJsonArray gpus;
    for (const ProbeGpu &gpu : report.gpus)
        gpus.append(gpuObject(gpu, static_cast<int>(gpus.size())));
    const ProbeHost &host = report.host;
    QJsonObject object{
        {QStringLiteral("schema"), QStringLiteral("firstlight-probe/1")},
        {QStringLiteral("probe"), QJsonObject{{QStringLiteral("version"), report.version}}},
        {QStringLiteral("time"), report.time},
        {QStringLiteral("seconds"), value(report.seconds)},
        {QStringLiteral("host"),
         QJsonObject{{QStringLiteral("name"), host.name},
                     {QStringLiteral("system"), host.system},
                     {QStringLiteral("kernel"), host.kernel},
                     {QStringLiteral("machine"), host.machine},
                     {QStringLiteral("cpu"), host.cpu},
                     {QStringLiteral("threads"), host.threads},
                     {QStringLiteral("memory"), totalAnd("available", host.memoryTotal, host.memoryAvailable)},
                     {QStringLiteral("disk"), totalAnd("free", host.diskTotal, host.diskFree)}}},
        {QStringLiteral("container"), report.container},
        {QStringLiteral("wsl"), report.wsl},
        {QStringLiteral("driver"),
         QJsonObject{{QStringLiteral("version"), report.driver},
                     {QStringLiteral("cuda"), report.cuda},
                     {QStringLiteral("module"), report.module}}},
        {QStringLiteral("gpus"), gpus},
    };
    if (report.source == ProbeReport::Source::NvidiaSmi)
        object.insert(QStringLiteral("source"), QStringLiteral("nvidia-smi"));
    QJsonValue xids;
    if (report.xids) {
        QJsonArray array;
        for (const ProbeXid &each : *report.xids)
            array.append(QJsonObject{{QStringLiteral("pci"), each.pci},
                                     {QStringLiteral("number"), each.number},
                                     {QStringLiteral("text"), each.text}});
        xids = array;
    }
    object.insert(QStringLiteral("xid"), xids);
    if (report.hostFp32 && report.hostMemoryCopy && report.hostDiskWrite)
        object.insert(QStringLiteral("host_measured"),
                      QJsonObject{{QStringLiteral("fp32"), figure(*report.hostFp32)},
                                  {QStringLiteral("memory_copy"), figure(*report.hostMemoryCopy)},
                                  {QStringLiteral("disk_write"), figure(*report.hostDiskWrite)}});
    addError(object, report.error);
    return object;
}

QJsonObject toJson(const ProbeTick &tick)
{
    QJsonArray gpus;
    for (const ProbeLive &live : tick.gpus) {
        QJsonObject gpu{{QStringLiteral("uuid"), live.uuid},
                        {QStringLiteral("gpu"), value(live.busy)},
                        {QStringLiteral("memory"), value(live.memoryBusy)},
                        {QStringLiteral("memory_used"), value(live.memoryUsed)},
                        {QStringLiteral("memory_free"), value(live.memoryFree)},
                        {QStringLiteral("memory_total"), value(live.memoryTotal)},
                        {QStringLiteral("power"), value(live.power)},
                        {QStringLiteral("temperature"), value(live.temperature)},
                        {QStringLiteral("sm_clock"), value(live.smClock)},
                        {QStringLiteral("memory_clock"), value(live.memoryClock)},
                        {QStringLiteral("throttle"), QJsonArray::fromStringList(live.throttle)},
                        {QStringLiteral("processes"), processes(live.processes)}};
        addError(gpu, live.error);
        gpus.append(gpu);
    }
    return {{QStringLiteral("t"), tick.t},
            {QStringLiteral("gpus"), gpus},
            {QStringLiteral("host"),
             QJsonObject{{QStringLiteral("cpu"), value(tick.cpu)},
                         {QStringLiteral("memory"), totalAnd("available", tick.memoryTotal, tick.memoryAvailable)},
                         {QStringLiteral("disk"), totalAnd("free", tick.diskTotal, tick.diskFree)}}}};
}

} // namespace fl
