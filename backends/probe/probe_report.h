// SPDX-License-Identifier: GPL-3.0-or-later
// What firstlight-probe (or, where it cannot run, nvidia-smi) says about a computer, as values. Everything read here comes from a stranger:
// sizes are limited, text is cut and freed of control characters, and a figure that makes no sense is left unset. Pure functions, any thread.
#pragma once

#include "backends/core/result.h"

#include <QByteArray>
#include <QJsonObject>
#include <QList>
#include <QString>

#include <optional>

namespace fl {

struct ProbeProcess {
    qint64 pid = 0;
    QString name;
    bool graphics = false;
    std::optional<qint64> memory; ///< bytes on the GPU
    bool operator==(const ProbeProcess &) const = default;
};

/// What moves. Unset: not known. Bytes, percent, watts, degrees Celsius, MHz.
struct ProbeLive {
    QString uuid;
    std::optional<double> busy, memoryBusy;
    std::optional<qint64> memoryTotal, memoryFree, memoryUsed;
    std::optional<double> power, temperature;
    std::optional<double> smClock, memoryClock;
    QStringList throttle; ///< "idle", "power-cap", "thermal" … (docs/probe-schema.md)
    std::optional<QList<ProbeProcess>> processes;
    std::optional<Error> error;
    bool operator==(const ProbeLive &) const = default;
};

struct ProbeFigure {
    enum class Check { None, Right, Wrong };

    std::optional<double> value; ///< in `unit`
    QString unit;                ///< "GB/s", "TFLOP/s", "GFLOP/s"
    std::optional<double> rated; ///< what the card is rated for, same unit
    QString ratedFrom;           ///< how that was computed
    std::optional<double> share; ///< value / rated
    Check check = Check::None;
    QString wrong;   ///< what was wrong
    QString skipped; ///< why nothing was measured: "no-tensor-cores", "capability-too-low"
    std::optional<Error> error;
    bool operator==(const ProbeFigure &) const = default;
};

struct ProbeMeasured {
    ProbeFigure hostToDevice, deviceToHost, deviceCopy, fp32, tensor;
    bool operator==(const ProbeMeasured &) const = default;
};

struct ProbeMigDevice {
    QString uuid, name;
    std::optional<qint64> memory;
    bool operator==(const ProbeMigDevice &) const = default;
};

struct ProbeGpu {
    QString name;
    QString pci;        ///< "00000000:01:00.0"
    QString capability; ///< "9.0"
    std::optional<int> multiprocessors, busBits;
    std::optional<double> smClockMax, memoryClockMax;
    std::optional<int> pcieGeneration, pcieGenerationMax, pcieWidth, pcieWidthMax;
    std::optional<bool> ecc, mig, persistence;
    std::optional<qint64> eccCorrected, eccUncorrected;
    QList<ProbeMigDevice> migDevices;
    std::optional<double> powerLimit, powerDefault, powerMin, powerMax;
    std::optional<int> nvlinks, nvlinksActive, nvlinkVersion;
    std::optional<double> slowdownTemperature, shutdownTemperature;
    QString computeMode;
    bool usable = false; ///< CUDA offers it
    ProbeLive live;      ///< uuid, memory, load … at the time of the report
    std::optional<ProbeMeasured> measured;
    std::optional<Error> error;
    bool operator==(const ProbeGpu &) const = default;
};

struct ProbeHost {
    QString name, system, kernel, machine, cpu;
    int threads = 0;
    std::optional<qint64> memoryTotal, memoryAvailable, diskTotal, diskFree;
    bool operator==(const ProbeHost &) const = default;
};

struct ProbeXid {
    QString pci, text;
    int number = 0;
    bool operator==(const ProbeXid &) const = default;
};

struct ProbeReport {
    enum class Source { Probe, NvidiaSmi };

    Source source = Source::Probe;
    QString version;               ///< the probe's
    qint64 time = 0;               ///< ms since the epoch, the server's clock; 0: not said
    std::optional<double> seconds; ///< that it took
    ProbeHost host;
    QString container; ///< "docker" …; empty outside
    bool wsl = false;
    QString driver, cuda, module; ///< versions: driver library, CUDA it offers, kernel module
    QList<ProbeGpu> gpus;
    std::optional<QList<ProbeXid>> xids;                                ///< unset: the account may not read the kernel's messages
    std::optional<ProbeFigure> hostFp32, hostMemoryCopy, hostDiskWrite; ///< measured where no GPU can be used
    std::optional<Error> error;                                         ///< why no GPU can be used, or that one computed something wrong
    bool operator==(const ProbeReport &) const = default;
};

/// The document of `firstlight-probe`. ProbeUnreadable where it is none, or of another schema.
Result<ProbeReport> parseProbe(QByteArrayView document);

/// One line of `firstlight-probe --watch`.
struct ProbeTick {
    qint64 t = 0;
    QList<ProbeLive> gpus;
    std::optional<double> cpu; ///< 0 … 1
    std::optional<qint64> memoryTotal, memoryAvailable, diskTotal, diskFree;
    bool operator==(const ProbeTick &) const = default;
};

/// Bytes of `firstlight-probe --watch` in, ticks out; lines may be cut anywhere. A line that is no tick is counted and skipped.
class ProbeStream {
public:
    QList<ProbeTick> feed(QByteArrayView bytes);

    int interval() const { return m_interval; } ///< ms; 0 before the first line
    int unreadable() const { return m_unreadable; }
    const std::optional<Error> &error() const { return m_error; } ///< why there are no GPUs in the ticks

private:
    void line(QByteArrayView line, QList<ProbeTick> &ticks);

    QByteArray m_rest;
    bool m_tooLong = false; ///< in the middle of a line that is thrown away
    int m_interval = 0;
    int m_unreadable = 0;
    std::optional<Error> m_error;
};

/// The command whose output parseSmi reads: one line of a header, one a GPU.
QByteArray smiCommand();

/// `nvidia-smi --query-gpu=… --format=csv`, or what it says when it fails. Columns may be missing or in another order.
Result<ProbeReport> parseSmi(QByteArrayView output, QByteArrayView errors, int exitCode);

} // namespace fl
