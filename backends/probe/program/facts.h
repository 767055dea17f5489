// SPDX-License-Identifier: GPL-3.0-or-later
// What is known about one GPU without using it. NVML and CUDA each tell a part; a fact that neither tells stays unset and is printed as null.
#pragma once

#include "cuda.h"
#include "diagnose.h"
#include "nvml.h"

#include <optional>
#include <string>
#include <vector>

namespace fl::probe {

struct GpuProcess {
    unsigned pid = 0;
    std::string name;
    bool graphics = false;
    std::optional<uint64_t> memory; ///< bytes
};

struct MigDevice {
    std::string uuid, name;
    std::optional<uint64_t> memory; ///< bytes
};

/// What changes from second to second: all that --watch prints.
struct GpuLive {
    std::optional<unsigned> busy, memoryBusy; ///< percent
    std::optional<uint64_t> memoryTotal, memoryFree, memoryUsed;
    std::optional<double> watts;
    std::optional<unsigned> celsius;
    std::optional<unsigned> smMhz, memoryMhz;
    std::optional<std::vector<std::string>> throttle;
    std::optional<std::vector<GpuProcess>> processes;
    std::optional<Trouble> trouble;
};

struct GpuFacts {
    std::string name, uuid, pci; ///< pci as "00000000:01:00.0"
    std::optional<NvmlDevice> nvml;
    std::optional<CuDevice> cuda;
    std::optional<unsigned> pciDevice;
    std::optional<int> major, minor, sms;
    std::optional<double> smMhzMax, memoryMhzMax;
    std::optional<unsigned> busBits;
    std::optional<unsigned> pcieGeneration, pcieGenerationMax, pcieWidth, pcieWidthMax;
    std::optional<bool> ecc, mig, persistence;
    std::optional<uint64_t> eccCorrected, eccUncorrected;
    std::vector<MigDevice> migDevices;
    std::optional<double> wattsLimit, wattsDefault, wattsMin, wattsMax;
    std::optional<int> nvlinks, nvlinksActive, nvlinkVersion;
    std::optional<unsigned> slowdownCelsius, shutdownCelsius;
    std::optional<std::string> computeMode;
    std::optional<int> l2Bytes;
    bool integrated = false;
    GpuLive live;
    std::optional<Trouble> trouble;
};

/// Every GPU that NVML or CUDA knows, in NVML's order, each once. At most 64.
std::vector<GpuFacts> allGpus(const Cuda &cuda, const Nvml &nvml, bool cudaWorks, bool nvmlWorks);

GpuLive live(const Nvml &nvml, NvmlDevice device);
void readPcieNow(const Nvml &nvml, GpuFacts &gpu); ///< the link goes to sleep when idle: to be read again after a copy

std::vector<std::string> throttleNames(unsigned long long reasons);
void printProcesses(Json &json, const std::optional<std::vector<GpuProcess>> &processes);
void printNames(Json &json, const std::optional<std::vector<std::string>> &names);
void printFacts(Json &json, int index, const GpuFacts &gpu); ///< members only; the caller opens and closes the object

} // namespace fl::probe
