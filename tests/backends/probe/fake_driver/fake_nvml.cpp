// SPDX-License-Identifier: GPL-3.0-or-later
// The test double of libnvidia-ml.so.1 (see fake_card.h). A device is its index + 1; a part of a MIG card is 1000 + 16 x index + part.
#include "fake_card.h"

using Device = uintptr_t;
using u64 = unsigned long long;

namespace {

int give(unsigned *value, unsigned right)
{
    *value = fake::fuzzing() ? static_cast<unsigned>(fake::noisyNumber()) : right;
    return 0;
}

int giveText(char *text, unsigned size, const char *right)
{
    if (fake::fuzzing())
        fake::noisyText(text, size);
    else
        fake::copyText(text, size, right);
    return 0;
}

int indexOf(Device device)
{
    return device >= 1000 ? static_cast<int>((device - 1000) / 16) : static_cast<int>(device) - 1;
}

struct Process {
    unsigned pid;
    u64 memory;
    unsigned gpuInstance, computeInstance;
};

} // namespace

/// Every call may be given another end by the script.
#define FAKE_SCRIPT                                                                                                                        \
    if (int code = 0; fake::scripted(__func__, code, 3))                                                                                   \
    return code
FAKE_EXPORT int nvmlInit_v2(void)
{
    FAKE_SCRIPT;
    return 0;
}
FAKE_EXPORT int nvmlSystemGetDriverVersion(char *text, unsigned size)
{
    FAKE_SCRIPT;
    return giveText(text, size, "580.00 (test double)");
}
FAKE_EXPORT int nvmlSystemGetCudaDriverVersion_v2(int *version)
{
    FAKE_SCRIPT;
    *version = 13000;
    return 0;
}
FAKE_EXPORT int nvmlSystemGetProcessName(unsigned pid, char *text, unsigned size)
{
    FAKE_SCRIPT;
    return giveText(text, size, pid == 4242 ? "/home/someone/envs/torch/bin/python3" : "/usr/lib/xorg/Xorg");
}
FAKE_EXPORT int nvmlDeviceGetCount_v2(unsigned *count)
{
    FAKE_SCRIPT;
    *count =
        static_cast<unsigned>(fake::fuzzing() && fake::noise() % 4 == 0 ? fake::noisyNumber() : static_cast<uint64_t>(fake::gpuCount()));
    return 0;
}
FAKE_EXPORT int nvmlDeviceGetHandleByIndex_v2(unsigned index, Device *device)
{
    FAKE_SCRIPT;
    *device = index + 1;
    return 0;
}
FAKE_EXPORT int nvmlDeviceGetName(Device device, char *text, unsigned size)
{
    FAKE_SCRIPT;
    return giveText(text, size, device >= 1000 ? "NVIDIA H100 80GB HBM3 MIG 1g.10gb (test double)" : fake::card().name);
}
FAKE_EXPORT int nvmlDeviceGetUUID(Device device, char *text, unsigned size)
{
    FAKE_SCRIPT;
    char right[64];
    snprintf(right, sizeof right, "%s-00000000-0000-4000-8000-%012llx", device >= 1000 ? "MIG" : "GPU", static_cast<u64>(device));
    return giveText(text, size, right);
}
struct Pci {
    char busIdLegacy[16];
    unsigned domain, bus, device, pciDeviceId, pciSubSystemId;
    char busId[32];
};
FAKE_EXPORT int nvmlDeviceGetPciInfo_v3(Device device, Pci *pci)
{
    FAKE_SCRIPT;
    memset(pci, 0, sizeof *pci);
    pci->pciDeviceId = fake::card().pciDevice << 16 | 0x10de;
    if (fake::fuzzing() && fake::noise() % 3 == 0)
        fake::noisyText(pci->busId, sizeof pci->busId);
    else
        fake::pciText(indexOf(device), pci->busId, sizeof pci->busId, true);
    return 0;
}
struct Memory {
    u64 total, free, used;
};
FAKE_EXPORT int nvmlDeviceGetMemoryInfo(Device device, Memory *memory)
{
    FAKE_SCRIPT;
    const u64 total = device >= 1000 ? fake::card().memory / 8 : fake::card().memory;
    const u64 used = 900ull << 20;
    *memory = fake::fuzzing() ? Memory{fake::noisyNumber(), fake::noisyNumber(), fake::noisyNumber()} : Memory{total, total - used, used};
    return 0;
}
struct Utilisation {
    unsigned gpu, memory;
};
FAKE_EXPORT int nvmlDeviceGetUtilizationRates(Device, Utilisation *busy)
{
    FAKE_SCRIPT;
    give(&busy->gpu, 37);
    return give(&busy->memory, 12);
}
FAKE_EXPORT int nvmlDeviceGetTemperature(Device, int, unsigned *celsius)
{
    FAKE_SCRIPT;
    return give(celsius, 54);
}
FAKE_EXPORT int nvmlDeviceGetTemperatureThreshold(Device, int which, unsigned *celsius)
{
    FAKE_SCRIPT;
    return give(celsius, which == 0 ? 95 : 90);
}
FAKE_EXPORT int nvmlDeviceGetPowerUsage(Device, unsigned *value)
{
    FAKE_SCRIPT;
    return give(value, 81500);
}
FAKE_EXPORT int nvmlDeviceGetEnforcedPowerLimit(Device, unsigned *value)
{
    FAKE_SCRIPT;
    return give(value, fake::card().wattsLimit * 1000);
}
FAKE_EXPORT int nvmlDeviceGetPowerManagementDefaultLimit(Device, unsigned *value)
{
    FAKE_SCRIPT;
    return give(value, fake::card().wattsLimit * 1000);
}
FAKE_EXPORT int nvmlDeviceGetPowerManagementLimitConstraints(Device, unsigned *least, unsigned *most)
{
    FAKE_SCRIPT;
    give(least, 50000);
    return give(most, fake::card().wattsLimit * 1000);
}
FAKE_EXPORT int nvmlDeviceGetClockInfo(Device, int which, unsigned *mhz)
{
    FAKE_SCRIPT;
    return give(mhz, which == 2 ? static_cast<unsigned>(fake::card().memoryKhz / 1000) : 1200);
}
FAKE_EXPORT int nvmlDeviceGetMaxClockInfo(Device, int which, unsigned *mhz)
{
    FAKE_SCRIPT;
    return give(mhz, static_cast<unsigned>((which == 2 ? fake::card().memoryKhz : fake::card().clockKhz) / 1000));
}
FAKE_EXPORT int nvmlDeviceGetCurrPcieLinkGeneration(Device, unsigned *value)
{
    FAKE_SCRIPT;
    return give(value, static_cast<unsigned>(fake::card().pcieGeneration));
}
FAKE_EXPORT int nvmlDeviceGetCurrPcieLinkWidth(Device, unsigned *value)
{
    FAKE_SCRIPT;
    return give(value, static_cast<unsigned>(fake::card().pcieWidth));
}
FAKE_EXPORT int nvmlDeviceGetMaxPcieLinkGeneration(Device, unsigned *value)
{
    FAKE_SCRIPT;
    return give(value, static_cast<unsigned>(fake::card().pcieGeneration));
}
FAKE_EXPORT int nvmlDeviceGetMaxPcieLinkWidth(Device, unsigned *value)
{
    FAKE_SCRIPT;
    return give(value, static_cast<unsigned>(fake::card().pcieWidth));
}
FAKE_EXPORT int nvmlDeviceGetEccMode(Device, unsigned *now, unsigned *pending)
{
    FAKE_SCRIPT;
    if (fake::card().major < 7)
        return 3;
    give(pending, 1);
    return give(now, 1);
}
FAKE_EXPORT int nvmlDeviceGetTotalEccErrors(Device, int kind, int, u64 *errors)
{
    FAKE_SCRIPT;
    *errors = fake::fuzzing() ? fake::noisyNumber() : kind == 0 ? 3 : 0;
    return 0;
}
FAKE_EXPORT int nvmlDeviceGetMigMode(Device, unsigned *now, unsigned *pending)
{
    FAKE_SCRIPT;
    if (fake::card().major < 8)
        return 3;
    give(pending, fake::mig());
    return give(now, fake::mig());
}
FAKE_EXPORT int nvmlDeviceGetMaxMigDeviceCount(Device, unsigned *value)
{
    FAKE_SCRIPT;
    return give(value, 7);
}
FAKE_EXPORT int nvmlDeviceGetMigDeviceHandleByIndex(Device device, unsigned part, Device *out)
{
    FAKE_SCRIPT;
    if (part >= 3 && !fake::fuzzing())
        return 6;
    *out = 1000 + 16 * (device - 1) + part;
    return 0;
}
FAKE_EXPORT int nvmlDeviceGetNvLinkState(Device, unsigned link, int *active)
{
    FAKE_SCRIPT;
    if (static_cast<int>(link) >= fake::card().nvlinks)
        return 3;
    *active = fake::fuzzing() ? static_cast<int>(fake::noisyNumber()) : 1;
    return 0;
}
FAKE_EXPORT int nvmlDeviceGetNvLinkVersion(Device, unsigned, unsigned *version)
{
    FAKE_SCRIPT;
    return give(version, 4);
}
FAKE_EXPORT int nvmlDeviceGetCurrentClocksThrottleReasons(Device, u64 *reasons)
{
    FAKE_SCRIPT;
    *reasons = fake::fuzzing() ? fake::noisyNumber() : 4;
    return 0;
}
FAKE_EXPORT int nvmlDeviceGetComputeRunningProcesses_v3(Device, unsigned *count, Process *processes)
{
    FAKE_SCRIPT;
    if (fake::fuzzing()) {
        for (unsigned i = 0; i < *count && i < 3; ++i)
            processes[i] = {static_cast<unsigned>(fake::noise()), fake::noisyNumber(), 0, 0};
        *count = static_cast<unsigned>(fake::noisyNumber()); // a lie
        return static_cast<int>(fake::noise() % 2 * 7);
    }
    if (*count < 1)
        return 7;
    *count = 1;
    processes[0] = {4242, 768ull << 20, ~0u, ~0u};
    return 0;
}
FAKE_EXPORT int nvmlDeviceGetGraphicsRunningProcesses_v3(Device, unsigned *count, Process *processes)
{
    FAKE_SCRIPT;
    if (*count < 1)
        return 7;
    *count = 1;
    processes[0] = {1001, ~0ull, ~0u, ~0u};
    return 0;
}
FAKE_EXPORT int nvmlDeviceGetPersistenceMode(Device, unsigned *value)
{
    FAKE_SCRIPT;
    return give(value, 1);
}
FAKE_EXPORT int nvmlDeviceGetComputeMode(Device, unsigned *value)
{
    FAKE_SCRIPT;
    return give(value, 0);
}
FAKE_EXPORT int nvmlDeviceGetMemoryBusWidth(Device, unsigned *value)
{
    FAKE_SCRIPT;
    return give(value, static_cast<unsigned>(fake::card().busBits));
}
FAKE_EXPORT int nvmlDeviceGetCudaComputeCapability(Device, int *major, int *minor)
{
    FAKE_SCRIPT;
    *major = fake::fuzzing() ? static_cast<int>(fake::noisyNumber()) : fake::card().major;
    *minor = fake::card().minor;
    return 0;
}
