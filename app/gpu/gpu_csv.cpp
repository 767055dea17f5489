// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gpu/gpu_text.h"

namespace fl {
namespace {

/// One cell. What a spreadsheet would take for a formula is made text: names come from a stranger.
QByteArray cell(const QString &text)
{
    QString safe = text;
    if (!safe.isEmpty() && QStringLiteral("=+-@\t").contains(safe.front()))
        safe.prepend(QLatin1Char('\''));
    safe.replace(QLatin1Char('"'), QLatin1String("\"\""));
    return '"' + safe.toUtf8() + '"';
}

class Table {
public:
    explicit Table(QByteArray &out) : m_out(out) { m_out += "gpu,uuid,name,figure,value,unit\n"; }
    void begin(const QByteArray &index, const QString &uuid, const QString &name)
    {
        m_head = index + ',' + cell(uuid) + ',' + cell(name) + ',';
    }
    void text(const char *figure, const QString &value)
    {
        if (!value.isEmpty())
            m_out += m_head + figure + ',' + cell(value) + ",\n";
    }
    template <class T>
    void number(const char *figure, const std::optional<T> &value, const char *unit)
    {
        if (value)
            m_out += m_head + figure + ',' + QByteArray::number(*value) + ',' + unit + '\n';
    }
    void figure(const QByteArray &name, const ProbeFigure &figure)
    {
        number(name.constData(), figure.value, figure.unit.toLatin1().constData());
        number((name + "_rated").constData(), figure.rated, figure.unit.toLatin1().constData());
    }

private:
    QByteArray &m_out;
    QByteArray m_head;
};

} // namespace

QByteArray gpuCsv(const ProbeReport &report)
{
    QByteArray out;
    Table table(out);
    table.begin({}, {}, report.host.name);
    table.text("cpu", report.host.cpu);
    table.number("threads", std::optional(report.host.threads), "");
    table.number("memory_total", report.host.memoryTotal, "bytes");
    table.number("disk_free", report.host.diskFree, "bytes");
    table.text("driver", report.driver);
    table.text("cuda", report.cuda);
    for (const auto &[name, figure] : {std::pair("fp32", &report.hostFp32), std::pair("memory_copy", &report.hostMemoryCopy),
                                       std::pair("disk_write", &report.hostDiskWrite)})
        if (*figure)
            table.figure(name, **figure);
    int index = 0;
    for (const ProbeGpu &gpu : report.gpus) {
        const ProbeLive &live = gpu.live;
        table.begin(QByteArray::number(index++), live.uuid, gpu.name);
        table.text("capability", gpu.capability);
        table.text("pci", gpu.pci);
        table.number("memory_total", live.memoryTotal, "bytes");
        table.number("memory_used", live.memoryUsed, "bytes");
        table.number("utilisation", live.busy, "%");
        table.number("temperature", live.temperature, "C");
        table.number("power", live.power, "W");
        table.number("power_limit", gpu.powerLimit, "W");
        table.number("sm_clock", live.smClock, "MHz");
        table.number("sm_clock_max", gpu.smClockMax, "MHz");
        if (!gpu.measured)
            continue;
        table.figure("tensor", gpu.measured->tensor);
        table.figure("fp32", gpu.measured->fp32);
        table.figure("device_copy", gpu.measured->deviceCopy);
        table.figure("host_to_device", gpu.measured->hostToDevice);
        table.figure("device_to_host", gpu.measured->deviceToHost);
    }
    return out;
}

} // namespace fl
