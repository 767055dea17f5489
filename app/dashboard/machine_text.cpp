// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dashboard/machine_text.h"

#include "backends/plan/idle_stop.h"
#include "backends/text/proof_text.h"
#include "backends/text/text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QLocale>

namespace fl {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(fl::Dashboard)
};

QString fact(const Machine &machine, const char *name)
{
    const QJsonValue value = machine.facts.value(QLatin1String(name));
    return text::visible(value.isDouble() ? QString::number(value.toDouble()) : value.toString());
}

QString megabytes(const QString &value)
{
    bool ok = false;
    const double mb = value.toDouble(&ok);
    return ok ? Tr::tr("%1 GB").arg(QLocale().toString(mb / 1024, 'f', 1)) : QString();
}

bool hasGpu(const Machine &machine)
{
    return !fact(machine, "gpu").isEmpty() || !fact(machine, "gpu.model").isEmpty();
}

void addRow(FactRows &rows, const QString &name, const QString &value, bool data = false)
{
    if (!value.isEmpty())
        rows << FactRow{name, value, data};
}

} // namespace

QString ago(qint64 then, qint64 now)
{
    if (then <= 0)
        return Tr::tr("not asked yet");
    const qint64 seconds = std::max<qint64>(0, now - then) / 1000;
    if (seconds < 45)
        return Tr::tr("just now");
    if (seconds < 3600)
        return Tr::tr("%1 min ago").arg(std::max<qint64>(1, seconds / 60));
    const QDateTime at = QDateTime::fromMSecsSinceEpoch(then), today = QDateTime::fromMSecsSinceEpoch(now);
    const QString time = QLocale().toString(at.time(), QLocale::ShortFormat);
    const qint64 days = at.date().daysTo(today.date());
    if (days == 0)
        return Tr::tr("today at %1").arg(time);
    if (days == 1)
        return Tr::tr("yesterday at %1").arg(time);
    return Tr::tr("%1 at %2").arg(QLocale().toString(at.date(), QLocale::ShortFormat), time);
}

QString hardwareTitle(const Machine &machine)
{
    if (const QString gpu = fact(machine, "gpu"); !gpu.isEmpty())
        return gpu;
    if (const QString gpu = fact(machine, "gpu.model"); !gpu.isEmpty())
        return gpu;
    return Tr::tr("No NVIDIA GPU");
}

QString hardwareSentence(const Machine &machine)
{
    if (hasGpu(machine) && fact(machine, "verified") == QLatin1String("cpu"))
        return Tr::tr("Notebooks compute on the processor; this GPU is not used.");
    return hasGpu(machine) ? Tr::tr("Notebooks compute on this GPU.")
                           : Tr::tr("Notebooks compute on the processor, as every framework can.");
}

QString whyTheseVersions(const Machine &machine)
{
    QStringList sentences;
    for (const QJsonValue &reason : machine.facts.value(QLatin1String("resolved.why")).toArray())
        sentences << text::say(reason[QLatin1String("code")].toString(), reason[QLatin1String("args")].toObject());
    return sentences.join(QLatin1String("\n\n"));
}

FactRows hardwareRows(const Machine &machine)
{
    FactRows rows;
    addRow(rows, Tr::tr("Driver"), fact(machine, "gpu.driver"), true);
    addRow(rows, Tr::tr("Processor"), fact(machine, "cpus").isEmpty() ? QString() : Tr::tr("%1 cores").arg(fact(machine, "cpus")));
    addRow(rows, Tr::tr("Memory"), megabytes(fact(machine, "ram.mb")));
    addRow(rows, Tr::tr("Free disk"), megabytes(fact(machine, "disk.free.mb")));
    addRow(rows, Tr::tr("System"), fact(machine, "os.name"), true);
    return rows;
}

QString jupyterWord(const QString &state)
{
    if (state == QLatin1String("running"))
        return Tr::tr("running");
    if (state == QLatin1String("stopped"))
        return Tr::tr("stopped");
    if (state == QLatin1String("failed"))
        return Tr::tr("failed");
    return Tr::tr("unknown");
}

QString tunnelText(const TunnelState &tunnel)
{
    switch (tunnel.link) {
    case TunnelState::Link::Connecting: return Tr::tr("connecting again…");
    case TunnelState::Link::Down: return Tr::tr("cut; it is made again by itself");
    case TunnelState::Link::Up: break;
    }
    if (tunnel.latency.count() == 0)
        return Tr::tr("open");
    const double ms = static_cast<double>(tunnel.latency.count()) / 1000;
    return Tr::tr("open, %1 ms there and back").arg(QLocale().toString(ms, 'f', ms < 10 ? 1 : 0));
}

QString kernelLines(const Machine &machine, qint64 now)
{
    constexpr qsizetype mostLines = 5;
    QStringList lines;
    const QJsonArray all = machine.facts.value(QLatin1String("kernels")).toArray();
    for (const QJsonValue &kernel : all) {
        if (lines.size() == mostLines) {
            lines << Tr::tr("and %1 more").arg(all.size() - mostLines);
            break;
        }
        const QString name = text::visible(kernel[QLatin1String("path")].toString());
        const QString state = kernel[QLatin1String("state")].toString();
        lines << (state == QLatin1String("busy")
                      ? Tr::tr("%1: computing").arg(name)
                      : Tr::tr("%1: did something %2").arg(name, ago(kernel[QLatin1String("active")].toInteger(), now)));
    }
    return lines.join(QLatin1Char('\n'));
}

FactRows notebookRows(const MachineStatus &status, const std::optional<TunnelState> &tunnel, qint64 now)
{
    FactRows rows;
    addRow(rows, QStringLiteral("Jupyter"), jupyterWord(status.jupyter));
    if (tunnel)
        addRow(rows, Tr::tr("Tunnel"), tunnelText(*tunnel));
    addRow(rows, Tr::tr("Running"), kernelLines(status.machine, now));
    addRow(rows, Tr::tr("Version"), fact(status.machine, "jupyter.version"), true);
    addRow(rows, QStringLiteral("Python"), fact(status.machine, "python"), true);
    addRow(rows, Tr::tr("Folder"), Tr::tr("firstlight/notebooks in your home folder there"));
    return rows;
}

FactRows proofRows(const Machine &machine)
{
    FactRows rows;
    for (const text::ProofRow &row : text::proofRows(machine))
        rows << FactRow{row.framework, row.found, true};
    return rows;
}

QString proofTitle(const Machine &machine, qint64 now)
{
    const QJsonValue at = machine.facts.value(QLatin1String("verified_at"));
    if (at.isDouble())
        return Tr::tr("Proven %1").arg(ago(at.toInteger(), now));
    return Tr::tr("Not proven yet");
}

FactRows costRows(const Machine &machine, const Abilities &abilities)
{
    FactRows rows;
    if (!abilities.costsMoney || (machine.perHour && machine.perHour->isFree()))
        return rows;
    addRow(rows, Tr::tr("Price"), text::perHour(machine.perHour));
    if (machine.perHour)
        addRow(rows, Tr::tr("Forgotten"), text::forgotten(*machine.perHour));
    return rows;
}

QString stopText(const Machine &machine, const Abilities &abilities, qint64 asked, qint64 now)
{
    const qint64 limit = idleStopSeconds(machine);
    if (!canStopItself(abilities) || machine.state != MachineState::Ready || limit <= 0 || idleStopOnlyWarns(machine))
        return {};
    const qint64 idle = machine.facts.value(QLatin1String("idle-stop.idle")).toInteger();
    if (idle <= 0 || asked <= 0)
        return Tr::tr("stops after %1 idle").arg(text::span(limit));
    const qint64 left = std::max<qint64>(0, limit - idle - (now - asked) / 1000);
    return left < 60 ? Tr::tr("stops in less than a minute") : Tr::tr("stops in %1").arg(text::span(left / 60 * 60));
}

const char *stateBadge(MachineState state)
{
    switch (state) {
    case MachineState::Ready: return "badge-good";
    case MachineState::Creating:
    case MachineState::SettingUp:
    case MachineState::Deleting: return "badge-info";
    case MachineState::Stopped:
    case MachineState::Gone: return "badge-warn";
    case MachineState::Missing:
    case MachineState::Unreachable:
    case MachineState::Failed: return "badge-bad";
    }
    Q_UNREACHABLE();
}

QString stateIcon(MachineState state)
{
    switch (state) {
    case MachineState::Ready: return QStringLiteral("check-circle");
    case MachineState::Creating:
    case MachineState::SettingUp: return QStringLiteral("continue");
    case MachineState::Deleting:
    case MachineState::Gone: return QStringLiteral("trash");
    case MachineState::Stopped: return QStringLiteral("power");
    case MachineState::Missing:
    case MachineState::Unreachable:
    case MachineState::Failed: return QStringLiteral("warning");
    }
    Q_UNREACHABLE();
}

} // namespace fl
