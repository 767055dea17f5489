// SPDX-License-Identifier: GPL-3.0-or-later
// libnvidia-ml.so.1, opened at run time, with the few types that are used.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace fl::probe {

using NvmlResult = int;
using NvmlDevice = struct NvmlDeviceOpaque *;

enum NvmlCode : NvmlResult {
    NvmlSuccess = 0,
    NvmlNoPermission = 4,
    NvmlInsufficientSize = 7,
    NvmlDriverNotLoaded = 9,
    NvmlGpuLost = 15,
    NvmlVersionMismatch = 18,
    NvmlUnknown = 999,
    NvmlNoLibrary = -1,
    NvmlNoFunction = -2,
};

struct NvmlMemory {
    unsigned long long total, free, used;
};
struct NvmlUtilisation {
    unsigned gpu, memory; ///< percent
};
struct NvmlPci {
    char busIdLegacy[16];
    unsigned domain, bus, device, pciDeviceId, pciSubSystemId;
    char busId[32];
};
struct NvmlProcess { ///< of the _v2 and _v3 calls
    unsigned pid;
    unsigned long long memory; ///< all ones: not available
    unsigned gpuInstance, computeInstance;
};

enum NvmlClock { NvmlClockSm = 1, NvmlClockMemory = 2 };

// FL_NV(member, symbol, parameters)
#define FL_NVML_FUNCTIONS(FL_NV)                                                                                                           \
    FL_NV(init, "nvmlInit_v2", ())                                                                                                         \
    FL_NV(driverVersion, "nvmlSystemGetDriverVersion", (char *, unsigned))                                                                 \
    FL_NV(cudaVersion, "nvmlSystemGetCudaDriverVersion_v2", (int *))                                                                       \
    FL_NV(processName, "nvmlSystemGetProcessName", (unsigned, char *, unsigned))                                                           \
    FL_NV(deviceCount, "nvmlDeviceGetCount_v2", (unsigned *))                                                                              \
    FL_NV(deviceByIndex, "nvmlDeviceGetHandleByIndex_v2", (unsigned, NvmlDevice *))                                                        \
    FL_NV(name, "nvmlDeviceGetName", (NvmlDevice, char *, unsigned))                                                                       \
    FL_NV(uuid, "nvmlDeviceGetUUID", (NvmlDevice, char *, unsigned))                                                                       \
    FL_NV(pci, "nvmlDeviceGetPciInfo_v3", (NvmlDevice, NvmlPci *))                                                                         \
    FL_NV(memory, "nvmlDeviceGetMemoryInfo", (NvmlDevice, NvmlMemory *))                                                                   \
    FL_NV(utilisation, "nvmlDeviceGetUtilizationRates", (NvmlDevice, NvmlUtilisation *))                                                   \
    FL_NV(temperature, "nvmlDeviceGetTemperature", (NvmlDevice, int, unsigned *))                                                          \
    FL_NV(temperatureLimit, "nvmlDeviceGetTemperatureThreshold", (NvmlDevice, int, unsigned *))                                            \
    FL_NV(power, "nvmlDeviceGetPowerUsage", (NvmlDevice, unsigned *))                                                                      \
    FL_NV(powerLimit, "nvmlDeviceGetEnforcedPowerLimit", (NvmlDevice, unsigned *))                                                         \
    FL_NV(powerDefault, "nvmlDeviceGetPowerManagementDefaultLimit", (NvmlDevice, unsigned *))                                              \
    FL_NV(powerRange, "nvmlDeviceGetPowerManagementLimitConstraints", (NvmlDevice, unsigned *, unsigned *))                                \
    FL_NV(clock, "nvmlDeviceGetClockInfo", (NvmlDevice, int, unsigned *))                                                                  \
    FL_NV(clockMax, "nvmlDeviceGetMaxClockInfo", (NvmlDevice, int, unsigned *))                                                            \
    FL_NV(pcieGeneration, "nvmlDeviceGetCurrPcieLinkGeneration", (NvmlDevice, unsigned *))                                                 \
    FL_NV(pcieWidth, "nvmlDeviceGetCurrPcieLinkWidth", (NvmlDevice, unsigned *))                                                           \
    FL_NV(pcieGenerationMax, "nvmlDeviceGetMaxPcieLinkGeneration", (NvmlDevice, unsigned *))                                               \
    FL_NV(pcieWidthMax, "nvmlDeviceGetMaxPcieLinkWidth", (NvmlDevice, unsigned *))                                                         \
    FL_NV(ecc, "nvmlDeviceGetEccMode", (NvmlDevice, unsigned *, unsigned *))                                                               \
    FL_NV(eccErrors, "nvmlDeviceGetTotalEccErrors", (NvmlDevice, int, int, unsigned long long *))                                          \
    FL_NV(mig, "nvmlDeviceGetMigMode", (NvmlDevice, unsigned *, unsigned *))                                                               \
    FL_NV(migCount, "nvmlDeviceGetMaxMigDeviceCount", (NvmlDevice, unsigned *))                                                            \
    FL_NV(migDevice, "nvmlDeviceGetMigDeviceHandleByIndex", (NvmlDevice, unsigned, NvmlDevice *))                                          \
    FL_NV(nvlink, "nvmlDeviceGetNvLinkState", (NvmlDevice, unsigned, int *))                                                               \
    FL_NV(nvlinkVersion, "nvmlDeviceGetNvLinkVersion", (NvmlDevice, unsigned, unsigned *))                                                 \
    FL_NV(throttle, "nvmlDeviceGetCurrentClocksThrottleReasons", (NvmlDevice, unsigned long long *))                                       \
    FL_NV(computeProcesses3, "nvmlDeviceGetComputeRunningProcesses_v3", (NvmlDevice, unsigned *, NvmlProcess *))                           \
    FL_NV(computeProcesses2, "nvmlDeviceGetComputeRunningProcesses_v2", (NvmlDevice, unsigned *, NvmlProcess *))                           \
    FL_NV(graphicsProcesses3, "nvmlDeviceGetGraphicsRunningProcesses_v3", (NvmlDevice, unsigned *, NvmlProcess *))                         \
    FL_NV(graphicsProcesses2, "nvmlDeviceGetGraphicsRunningProcesses_v2", (NvmlDevice, unsigned *, NvmlProcess *))                         \
    FL_NV(persistence, "nvmlDeviceGetPersistenceMode", (NvmlDevice, unsigned *))                                                           \
    FL_NV(computeMode, "nvmlDeviceGetComputeMode", (NvmlDevice, unsigned *))                                                               \
    FL_NV(busBits, "nvmlDeviceGetMemoryBusWidth", (NvmlDevice, unsigned *))                                                                \
    FL_NV(capability, "nvmlDeviceGetCudaComputeCapability", (NvmlDevice, int *, int *))

/// A function that the library does not have answers NvmlNoFunction.
class Nvml {
public:
    explicit Nvml(const std::string &folder);

    bool loaded() const { return m_library; }

#define FL_NV(member, symbol, parameters)                                                                                                  \
    template <class... Arguments>                                                                                                          \
    NvmlResult member(Arguments... arguments) const                                                                                        \
    {                                                                                                                                      \
        return m_##member ? m_##member(arguments...) : m_library ? NvmlNoFunction : NvmlNoLibrary;                                         \
    }
    FL_NVML_FUNCTIONS(FL_NV)
#undef FL_NV

private:
    void *m_library = nullptr;
#define FL_NV(member, symbol, parameters) NvmlResult(*m_##member) parameters = nullptr;
    FL_NVML_FUNCTIONS(FL_NV)
#undef FL_NV
};

} // namespace fl::probe
