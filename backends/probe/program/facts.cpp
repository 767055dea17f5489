// SPDX-License-Identifier: GPL-3.0-or-later
#include "facts.h"

#include <algorithm>
#include <cstring>

namespace fl::probe {

namespace {

constexpr int mostGpus = 64;
constexpr unsigned mostProcesses = 256;

/// Text of a driver call into a buffer that ends, whatever the driver wrote.
template <class Call>
std::string textOf(Call call, size_t limit = 96)
{
    char buffer[256] = {};
    if (!call(buffer, static_cast<unsigned>(sizeof buffer - 1)))
        return {};
    buffer[sizeof buffer - 1] = 0;
    return clean(trimmed(std::string_view(buffer, strlen(buffer))), limit);
}

template <class Call>
std::optional<unsigned> small(Call call, unsigned most)
{
    unsigned value = 0;
    return call(&value) == NvmlSuccess && value <= most ? std::optional(value) : std::nullopt;
}

std::optional<double> watts(std::optional<unsigned> milliwatts)
{
    return milliwatts ? std::optional(*milliwatts / 1000.0) : std::nullopt;
}

constexpr unsigned mostMilliwatts = 10'000'000, mostMhz = 100'000, mostCelsius = 1000;

/// "00000000:01:00.0" and "0000:01:00.0" name the same device.
std::string pciKey(std::string_view pci)
{
    std::string key;
    const size_t colon = pci.find(':');
    for (const char c : colon != std::string_view::npos && colon > 4 ? pci.substr(colon - 4) : pci)
        key += static_cast<char>(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
    return key;
}

void addProcesses(const Nvml &nvml, NvmlDevice device, bool graphics, std::optional<std::vector<GpuProcess>> &all)
{
    std::vector<NvmlProcess> found(mostProcesses, NvmlProcess{});
    unsigned count = mostProcesses;
    NvmlResult code =
        graphics ? nvml.graphicsProcesses3(device, &count, found.data()) : nvml.computeProcesses3(device, &count, found.data());
    if (code == NvmlNoFunction) {
        count = mostProcesses;
        code = graphics ? nvml.graphicsProcesses2(device, &count, found.data()) : nvml.computeProcesses2(device, &count, found.data());
    }
    if (code != NvmlSuccess && code != NvmlInsufficientSize)
        return;
    if (!all)
        all.emplace();
    if (code == NvmlInsufficientSize)
        count = 0;
    for (unsigned i = 0; i < std::min(count, mostProcesses); ++i) {
        GpuProcess process{found[i].pid, {}, graphics, {}};
        if (found[i].memory < (1ull << 50))
            process.memory = found[i].memory;
        std::string name =
            textOf([&](char *text, unsigned size) { return nvml.processName(found[i].pid, text, size) == NvmlSuccess; }, 250);
        const size_t slash = name.find_last_of('/');
        process.name =
            clean(slash == std::string::npos ? name : name.substr(slash + 1), 80); // a path may hold more than the reader should see
        all->push_back(process);
    }
}

std::optional<uint64_t> bytes(unsigned long long value)
{
    return value < (1ull << 50) ? std::optional<uint64_t>(value) : std::nullopt;
}

void readMig(const Nvml &nvml, NvmlDevice device, GpuFacts &gpu)
{
    unsigned now = 0, pending = 0;
    if (nvml.mig(device, &now, &pending) != NvmlSuccess || now > 1)
        return;
    gpu.mig = now == 1;
    unsigned most = 0;
    if (!*gpu.mig || nvml.migCount(device, &most) != NvmlSuccess)
        return;
    for (unsigned i = 0; i < std::min(most, 16u); ++i) {
        NvmlDevice part = nullptr;
        if (nvml.migDevice(device, i, &part) != NvmlSuccess)
            continue;
        MigDevice mig;
        mig.uuid = textOf([&](char *text, unsigned size) { return nvml.uuid(part, text, size) == NvmlSuccess; });
        mig.name = textOf([&](char *text, unsigned size) { return nvml.name(part, text, size) == NvmlSuccess; });
        NvmlMemory memory{};
        if (nvml.memory(part, &memory) == NvmlSuccess)
            mig.memory = bytes(memory.total);
        gpu.migDevices.push_back(mig);
    }
}

void readNvlink(const Nvml &nvml, NvmlDevice device, GpuFacts &gpu)
{
    for (unsigned link = 0; link < 18; ++link) {
        int active = 0;
        if (nvml.nvlink(device, link, &active) != NvmlSuccess)
            break;
        gpu.nvlinks = gpu.nvlinks.value_or(0) + 1;
        gpu.nvlinksActive = gpu.nvlinksActive.value_or(0) + (active == 1);
    }
    if (gpu.nvlinks)
        if (const auto version = small([&](unsigned *v) { return nvml.nvlinkVersion(device, 0u, v); }, 100))
            gpu.nvlinkVersion = static_cast<int>(*version);
}

void readNvml(const Nvml &nvml, NvmlDevice device, GpuFacts &gpu)
{
    gpu.nvml = device;
    gpu.name = textOf([&](char *text, unsigned size) { return nvml.name(device, text, size) == NvmlSuccess; });
    gpu.uuid = textOf([&](char *text, unsigned size) { return nvml.uuid(device, text, size) == NvmlSuccess; });
    NvmlPci pci{};
    if (nvml.pci(device, &pci) == NvmlSuccess) {
        pci.busId[sizeof pci.busId - 1] = 0;
        gpu.pci = clean(pci.busId, 32);
        gpu.pciDevice = pci.pciDeviceId >> 16;
    }
    int major = 0, minor = 0;
    if (nvml.capability(device, &major, &minor) == NvmlSuccess && major > 0 && major < 100 && minor >= 0 && minor < 10) {
        gpu.major = major;
        gpu.minor = minor;
    }
    const auto get = [&](auto member, unsigned most) { return small([&](unsigned *v) { return member(v); }, most); };
    if (const auto mhz = get([&](unsigned *v) { return nvml.clockMax(device, NvmlClockSm, v); }, mostMhz))
        gpu.smMhzMax = *mhz;
    if (const auto mhz = get([&](unsigned *v) { return nvml.clockMax(device, NvmlClockMemory, v); }, mostMhz))
        gpu.memoryMhzMax = *mhz;
    gpu.busBits = get([&](unsigned *v) { return nvml.busBits(device, v); }, 65536);
    gpu.pcieGenerationMax = get([&](unsigned *v) { return nvml.pcieGenerationMax(device, v); }, 20);
    gpu.pcieWidthMax = get([&](unsigned *v) { return nvml.pcieWidthMax(device, v); }, 32);
    readPcieNow(nvml, gpu);

    unsigned ecc = 0, pending = 0;
    if (nvml.ecc(device, &ecc, &pending) == NvmlSuccess && ecc <= 1) {
        gpu.ecc = ecc == 1;
        unsigned long long errors = 0;
        if (nvml.eccErrors(device, 0, 1, &errors) == NvmlSuccess)
            gpu.eccCorrected = bytes(errors);
        if (nvml.eccErrors(device, 1, 1, &errors) == NvmlSuccess)
            gpu.eccUncorrected = bytes(errors);
    }
    readMig(nvml, device, gpu);
    readNvlink(nvml, device, gpu);
    gpu.wattsLimit = watts(get([&](unsigned *v) { return nvml.powerLimit(device, v); }, mostMilliwatts));
    gpu.wattsDefault = watts(get([&](unsigned *v) { return nvml.powerDefault(device, v); }, mostMilliwatts));
    unsigned least = 0, most = 0;
    if (nvml.powerRange(device, &least, &most) == NvmlSuccess && least <= most && most <= mostMilliwatts) {
        gpu.wattsMin = least / 1000.0;
        gpu.wattsMax = most / 1000.0;
    }
    gpu.shutdownCelsius = get([&](unsigned *v) { return nvml.temperatureLimit(device, 0, v); }, mostCelsius);
    gpu.slowdownCelsius = get([&](unsigned *v) { return nvml.temperatureLimit(device, 1, v); }, mostCelsius);
    if (const auto on = get([&](unsigned *v) { return nvml.persistence(device, v); }, 1))
        gpu.persistence = *on == 1;
    if (const auto mode = get([&](unsigned *v) { return nvml.computeMode(device, v); }, 3)) {
        constexpr const char *names[] = {"default", "exclusive-thread", "prohibited", "exclusive-process"};
        gpu.computeMode = names[*mode];
    }
    gpu.live = live(nvml, device);
    gpu.trouble = gpu.live.trouble;
}

std::string uuidOf(const Cuda &cuda, CuDevice device)
{
    CuUuid uuid{};
    CuResult code = cuda.deviceUuid2(&uuid, device);
    if (code == CuNoFunction)
        code = cuda.deviceUuid(&uuid, device);
    if (code != CuSuccess)
        return {};
    std::string text = "GPU-";
    for (int i = 0; i < 16; ++i) {
        text += hex(uuid.bytes[i], 2).substr(2);
        if (i == 3 || i == 5 || i == 7 || i == 9)
            text += '-';
    }
    return text;
}

/// A sensible reading of an attribute; drivers answer 0 for what they do not know.
std::optional<int> attribute(const Cuda &cuda, CuAttribute which, CuDevice device, int most)
{
    int value = 0;
    return cuda.attribute(&value, which, device) == CuSuccess && value > 0 && value <= most ? std::optional(value) : std::nullopt;
}

void readCuda(const Cuda &cuda, CuDevice device, GpuFacts &gpu)
{
    gpu.cuda = device;
    if (gpu.name.empty())
        gpu.name = textOf([&](char *text, unsigned size) { return cuda.deviceName(text, static_cast<int>(size), device) == CuSuccess; });
    if (gpu.uuid.empty())
        gpu.uuid = uuidOf(cuda, device);
    int minor = 0;
    if (const auto major = attribute(cuda, CuCapabilityMajor, device, 99);
        major && cuda.attribute(&minor, CuCapabilityMinor, device) == CuSuccess && minor >= 0 && minor < 10) {
        gpu.major = major;
        gpu.minor = minor;
    }
    gpu.sms = attribute(cuda, CuMultiprocessors, device, 4096);
    // CUDA's clock is the boost clock that data sheets count with; NVML's maximum can be above it, and is taken where CUDA has none.
    if (const auto khz = attribute(cuda, CuClockKhz, device, 20'000'000))
        gpu.smMhzMax = *khz / 1000.0;
    if (const auto khz = attribute(cuda, CuMemoryClockKhz, device, 100'000'000))
        gpu.memoryMhzMax = *khz / 1000.0;
    if (const auto bits = attribute(cuda, CuMemoryBusBits, device, 65536))
        gpu.busBits = static_cast<unsigned>(*bits);
    gpu.l2Bytes = attribute(cuda, CuL2Bytes, device, 1 << 30);
    gpu.integrated = attribute(cuda, CuIntegrated, device, 1).has_value();
    size_t total = 0;
    if (!gpu.live.memoryTotal && cuda.deviceMemory(&total, device) == CuSuccess)
        gpu.live.memoryTotal = bytes(total);
}

} // namespace

std::vector<std::string> throttleNames(unsigned long long reasons)
{
    constexpr const char *names[] = {"idle",    "application-clocks", "power-cap",   "hardware-slowdown", "sync-boost",
                                     "thermal", "hardware-thermal",   "power-brake", "display-clock"};
    std::vector<std::string> all;
    for (size_t bit = 0; bit < std::size(names); ++bit)
        if (reasons >> bit & 1)
            all.emplace_back(names[bit]);
    return all;
}

void readPcieNow(const Nvml &nvml, GpuFacts &gpu)
{
    if (!gpu.nvml)
        return;
    gpu.pcieGeneration = small([&](unsigned *v) { return nvml.pcieGeneration(*gpu.nvml, v); }, 20);
    gpu.pcieWidth = small([&](unsigned *v) { return nvml.pcieWidth(*gpu.nvml, v); }, 32);
}

GpuLive live(const Nvml &nvml, NvmlDevice device)
{
    GpuLive now;
    NvmlMemory memory{};
    const NvmlResult code = nvml.memory(device, &memory);
    now.trouble = troubleOf(code);
    if (code == NvmlSuccess) {
        now.memoryTotal = bytes(memory.total);
        now.memoryFree = bytes(memory.free);
        now.memoryUsed = bytes(memory.used);
    }
    NvmlUtilisation busy{};
    if (nvml.utilisation(device, &busy) == NvmlSuccess && busy.gpu <= 100 && busy.memory <= 100) {
        now.busy = busy.gpu;
        now.memoryBusy = busy.memory;
    }
    now.celsius = small([&](unsigned *v) { return nvml.temperature(device, 0, v); }, mostCelsius);
    now.watts = watts(small([&](unsigned *v) { return nvml.power(device, v); }, mostMilliwatts));
    now.smMhz = small([&](unsigned *v) { return nvml.clock(device, NvmlClockSm, v); }, mostMhz);
    now.memoryMhz = small([&](unsigned *v) { return nvml.clock(device, NvmlClockMemory, v); }, mostMhz);
    unsigned long long reasons = 0;
    if (nvml.throttle(device, &reasons) == NvmlSuccess)
        now.throttle = throttleNames(reasons);
    addProcesses(nvml, device, false, now.processes);
    addProcesses(nvml, device, true, now.processes);
    return now;
}

std::vector<GpuFacts> allGpus(const Cuda &cuda, const Nvml &nvml, bool cudaWorks, bool nvmlWorks)
{
    std::vector<GpuFacts> all;
    unsigned known = 0;
    if (nvmlWorks && nvml.deviceCount(&known) == NvmlSuccess) {
        for (unsigned i = 0; i < std::min(known, static_cast<unsigned>(mostGpus)); ++i) {
            NvmlDevice device = nullptr;
            GpuFacts gpu;
            const NvmlResult code = nvml.deviceByIndex(i, &device);
            if (code == NvmlSuccess)
                readNvml(nvml, device, gpu);
            else
                gpu.trouble = troubleOf(code).value_or(
                    Trouble{"gpu-failed", {{"code", decimal(code)}, {"name", "NVML"}}, "nvmlDeviceGetHandleByIndex: " + decimal(code)});
            all.push_back(gpu);
        }
    }
    int offered = 0;
    if (!cudaWorks || cuda.deviceCount(&offered) != CuSuccess)
        return all;
    for (int i = 0; i < std::min(offered, mostGpus); ++i) {
        CuDevice device = 0;
        if (cuda.device(&device, i) != CuSuccess)
            continue;
        const std::string pci =
            textOf([&](char *text, unsigned size) { return cuda.pciBusId(text, static_cast<int>(size), device) == CuSuccess; }, 32);
        auto same = std::find_if(all.begin(), all.end(),
                                 [&](const GpuFacts &gpu) { return !pci.empty() && !gpu.cuda && pciKey(gpu.pci) == pciKey(pci); });
        if (same == all.end()) {
            if (all.size() >= mostGpus)
                break;
            all.emplace_back();
            same = all.end() - 1;
            same->pci = pci;
        }
        readCuda(cuda, device, *same);
    }
    return all;
}

} // namespace fl::probe
