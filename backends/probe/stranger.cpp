// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/probe/stranger.h"

#include <cmath>

namespace fl::stranger {

QString text(const QString &value, qsizetype limit)
{
    QString out;
    for (const QChar c : value) {
        if (out.size() >= limit)
            break;
        const auto category = c.category();
        const bool hidden = category == QChar::Other_Control || category == QChar::Other_Format;
        out += hidden && c != QLatin1Char('\n') ? QChar(QChar::ReplacementCharacter) : c;
    }
    if (!out.isEmpty() && out.back().isHighSurrogate()) // the cut must not leave half a character
        out.chop(1);
    return out;
}

std::optional<double> real(const QJsonValue &value, double least, double most)
{
    if (!value.isDouble())
        return std::nullopt;
    const double number = value.toDouble();
    return std::isfinite(number) && number >= least && number <= most ? std::optional(number) : std::nullopt;
}

std::optional<qint64> whole(const QJsonValue &value, qint64 least, qint64 most)
{
    const auto number = real(value, static_cast<double>(least), static_cast<double>(most));
    if (!number || *number != std::floor(*number))
        return std::nullopt;
    return static_cast<qint64>(*number);
}

std::optional<qint64> bytes(const QJsonValue &value)
{
    return whole(value, 0, 1LL << 50);
}

NextAction actionFor(Cause cause)
{
    switch (cause) {
    case Cause::GpuBusy:
    case Cause::GpuMemoryFull: return NextAction::CloseOtherProgram;
    case Cause::GpuNoPermission: return NextAction::AskAdministrator;
    case Cause::GpuWsl: return NextAction::UpdateWindowsDriver;
    case Cause::GpuNoDriver:
    case Cause::GpuNoDeviceNode:
    case Cause::GpuDriverMismatch:
    case Cause::GpuFabricManager: return NextAction::Resume; // set-up installs, repairs or reboots
    case Cause::GpuTimeout:
    case Cause::GpuFailed: return NextAction::Retry;
    default: return NextAction::ReadHelp;
    }
}

} // namespace fl::stranger
