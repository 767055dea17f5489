// SPDX-License-Identifier: GPL-3.0-or-later
// The test double of libcuda.so.1 (see fake_card.h). "Device memory" is plain memory, a launch of one of our kernels multiplies on the CPU, and
// time is reckoned from the card's figures, so that what is measured is the same each time.
#include "fake_card.h"

#include <map>
#include <tuple>
#include <utility>
#include <vector>

namespace {

double clockNow = 0;           ///< seconds of the card's own, invented time
unsigned long long writes = 0; ///< to the card's memory, other than by kernels

struct Module {
    bool fatbin;
    std::string text;
};
struct Function {
    std::string name;
};
struct Event {
    double at = 0;
};

std::map<unsigned long long, size_t> &memory()
{
    static std::map<unsigned long long, size_t> blocks;
    return blocks;
}

bool inside(unsigned long long pointer, size_t bytes)
{
    auto block = memory().upper_bound(pointer);
    if (block == memory().begin())
        return false;
    --block;
    return pointer + bytes <= block->first + block->second;
}

double linkSpeed()
{
    const double perLane[] = {0, 0.25e9, 0.5e9, 0.985e9, 1.969e9, 3.938e9};
    return perLane[fake::card().pcieGeneration] * fake::card().pcieWidth;
}

float halfValue(uint16_t bits)
{
    const int exponent = bits >> 10 & 31;
    const float mantissa = static_cast<float>(bits & 1023) / 1024;
    const float value = exponent ? (1 + mantissa) * static_cast<float>(1 << exponent) / 32768 : mantissa / 16384;
    return bits & 0x8000 ? -value : value;
}

void multiply(const std::vector<float> &a, const std::vector<float> &b, float *c, int n)
{
    std::fill(c, c + static_cast<size_t>(n) * n, 0.0f);
    for (int i = 0; i < n; ++i)
        for (int k = 0; k < n; ++k)
            for (int j = 0; j < n; ++j)
                c[i * n + j] += a[i * n + k] * b[k * n + j];
}

} // namespace

/// Every call may be given another end by the script.
#define FAKE_SCRIPT                                                                                                                        \
    if (int code = 0; fake::scripted(__func__, code, 999))                                                                                 \
    return code

FAKE_EXPORT int cuInit(unsigned)
{
    FAKE_SCRIPT;
    return fake::gpuCount() > 0 ? 0 : 100;
}
FAKE_EXPORT int cuDriverGetVersion(int *version)
{
    FAKE_SCRIPT;
    *version = fake::fuzzing() ? static_cast<int>(fake::noisyNumber()) : 13000;
    return 0;
}
FAKE_EXPORT int cuGetErrorName(int code, const char **name)
{
    static char noise[64];
    if (fake::fuzzing()) {
        fake::noisyText(noise, sizeof noise - 1);
        *name = fake::noise() % 4 ? noise : nullptr;
        return 0;
    }
    switch (code) {
    case 0: *name = "CUDA_SUCCESS"; break;
    case 2: *name = "CUDA_ERROR_OUT_OF_MEMORY"; break;
    case 34: *name = "CUDA_ERROR_STUB_LIBRARY"; break;
    case 46: *name = "CUDA_ERROR_DEVICE_UNAVAILABLE"; break;
    case 100: *name = "CUDA_ERROR_NO_DEVICE"; break;
    case 101: *name = "CUDA_ERROR_INVALID_DEVICE"; break;
    case 209: *name = "CUDA_ERROR_NO_BINARY_FOR_GPU"; break;
    case 214: *name = "CUDA_ERROR_ECC_UNCORRECTABLE"; break;
    case 218: *name = "CUDA_ERROR_INVALID_PTX"; break;
    case 222: *name = "CUDA_ERROR_UNSUPPORTED_PTX_VERSION"; break;
    case 700: *name = "CUDA_ERROR_ILLEGAL_ADDRESS"; break;
    case 719: *name = "CUDA_ERROR_LAUNCH_FAILED"; break;
    case 802: *name = "CUDA_ERROR_SYSTEM_NOT_READY"; break;
    case 803: *name = "CUDA_ERROR_SYSTEM_DRIVER_MISMATCH"; break;
    case 999: *name = "CUDA_ERROR_UNKNOWN"; break;
    default: *name = nullptr; return 1;
    }
    return 0;
}
FAKE_EXPORT int cuDeviceGetCount(int *count)
{
    FAKE_SCRIPT;
    *count = fake::fuzzing() && fake::noise() % 4 == 0 ? static_cast<int>(fake::noisyNumber()) : fake::gpuCount();
    return 0;
}
FAKE_EXPORT int cuDeviceGet(int *device, int index)
{
    FAKE_SCRIPT;
    *device = index;
    return 0;
}
FAKE_EXPORT int cuDeviceGetName(char *name, int size, int)
{
    FAKE_SCRIPT;
    if (fake::fuzzing())
        fake::noisyText(name, static_cast<unsigned long>(size));
    else
        fake::copyText(name, static_cast<size_t>(size), fake::card().name);
    return 0;
}
FAKE_EXPORT int cuDeviceGetUuid_v2(unsigned char *uuid, int device)
{
    FAKE_SCRIPT;
    for (int i = 0; i < 16; ++i)
        uuid[i] = static_cast<unsigned char>(fake::fuzzing() ? fake::noise() : static_cast<uint64_t>(i * 16 + device));
    return 0;
}
FAKE_EXPORT int cuDeviceTotalMem_v2(size_t *bytes, int)
{
    FAKE_SCRIPT;
    *bytes = fake::fuzzing() ? fake::noisyNumber() : fake::card().memory;
    return 0;
}
FAKE_EXPORT int cuDeviceGetAttribute(int *value, int which, int)
{
    FAKE_SCRIPT;
    const fake::Card &card = fake::card();
    switch (which) {
    case 13: *value = card.clockKhz; break;
    case 16: *value = fake::mig() ? 16 : card.sms; break;
    case 36: *value = card.memoryKhz; break;
    case 37: *value = card.busBits; break;
    case 38: *value = card.l2; break;
    case 75: *value = card.major; break;
    case 76: *value = card.minor; break;
    default: *value = 0;
    }
    if (fake::fuzzing() && fake::noise() % 2)
        *value = static_cast<int>(fake::noisyNumber());
    return 0;
}
FAKE_EXPORT int cuDeviceGetPCIBusId(char *text, int size, int device)
{
    FAKE_SCRIPT;
    if (fake::fuzzing() && fake::noise() % 3 == 0)
        fake::noisyText(text, static_cast<unsigned long>(size));
    else
        fake::pciText(device, text, static_cast<size_t>(size), false);
    return 0;
}
FAKE_EXPORT int cuDevicePrimaryCtxRetain(void **context, int device)
{
    FAKE_SCRIPT;
    *context = reinterpret_cast<void *>(static_cast<uintptr_t>(device + 1));
    return 0;
}
FAKE_EXPORT int cuDevicePrimaryCtxRelease_v2(int)
{
    FAKE_SCRIPT;
    return 0;
}
FAKE_EXPORT int cuCtxSetCurrent(void *)
{
    FAKE_SCRIPT;
    return 0;
}
FAKE_EXPORT int cuCtxSynchronize(void)
{
    FAKE_SCRIPT;
    return 0;
}
FAKE_EXPORT int cuMemGetInfo_v2(size_t *free, size_t *total)
{
    FAKE_SCRIPT;
    *free = static_cast<size_t>(fake::number("FAKE_FREE_MB", 128)) << 20;
    *total = fake::card().memory;
    return 0;
}
FAKE_EXPORT int cuMemAlloc_v2(unsigned long long *pointer, size_t bytes)
{
    FAKE_SCRIPT;
    void *block = bytes < (1ull << 30) ? calloc(1, bytes) : nullptr;
    if (!block)
        return 2;
    *pointer = reinterpret_cast<uintptr_t>(block);
    memory()[*pointer] = bytes;
    ++writes;
    return 0;
}
FAKE_EXPORT int cuMemFree_v2(unsigned long long pointer)
{
    if (!memory().erase(pointer))
        return 1;
    free(reinterpret_cast<void *>(static_cast<uintptr_t>(pointer)));
    return 0;
}
FAKE_EXPORT int cuMemHostAlloc(void **pointer, size_t bytes, unsigned)
{
    FAKE_SCRIPT;
    *pointer = calloc(1, bytes);
    return *pointer ? 0 : 2;
}
FAKE_EXPORT int cuMemFreeHost(void *pointer)
{
    free(pointer);
    return 0;
}
FAKE_EXPORT int cuMemcpyHtoDAsync_v2(unsigned long long to, const void *from, size_t bytes, void *)
{
    FAKE_SCRIPT;
    if (!inside(to, bytes))
        return 1;
    ++writes;
    memcpy(reinterpret_cast<void *>(static_cast<uintptr_t>(to)), from, bytes);
    clockNow += static_cast<double>(bytes) / (linkSpeed() * 0.8);
    return 0;
}
FAKE_EXPORT int cuMemcpyDtoHAsync_v2(void *to, unsigned long long from, size_t bytes, void *)
{
    FAKE_SCRIPT;
    if (!inside(from, bytes))
        return 1;
    memcpy(to, reinterpret_cast<const void *>(static_cast<uintptr_t>(from)), bytes);
    clockNow += static_cast<double>(bytes) / (linkSpeed() * 0.75);
    return 0;
}
FAKE_EXPORT int cuMemcpyDtoDAsync_v2(unsigned long long to, unsigned long long from, size_t bytes, void *)
{
    FAKE_SCRIPT;
    if (!inside(to, bytes) || !inside(from, bytes))
        return 1;
    ++writes;
    memcpy(reinterpret_cast<void *>(static_cast<uintptr_t>(to)), reinterpret_cast<const void *>(static_cast<uintptr_t>(from)), bytes);
    if (fake::has("FAKE_WRONG", "copy"))
        reinterpret_cast<char *>(static_cast<uintptr_t>(to))[bytes / 2] ^= 4;
    clockNow += 2.0 * static_cast<double>(bytes) / (fake::card().memoryKhz * 2e3 * fake::card().busBits / 8 * 0.9);
    return 0;
}
FAKE_EXPORT int cuMemsetD32Async(unsigned long long to, unsigned value, size_t words, void *)
{
    FAKE_SCRIPT;
    if (!inside(to, words * 4))
        return 1;
    ++writes;
    for (size_t i = 0; i < words; ++i)
        reinterpret_cast<unsigned *>(static_cast<uintptr_t>(to))[i] = value;
    return 0;
}
FAKE_EXPORT int cuModuleLoadDataEx(Module **module, const void *image, unsigned, int *, void **)
{
    FAKE_SCRIPT;
    uint32_t magic = 0;
    memcpy(&magic, image, sizeof magic);
    const bool fatbin = magic == 0xba55ed50;
    if (fatbin) {
        if (*fake::setting("FAKE_NO_SASS"))
            return 209;
        *module = new Module{true, {}};
        return 0;
    }
    const std::string text = static_cast<const char *>(image);
    const size_t target = text.find(".target sm_");
    if (target == std::string::npos || text.find(".version ") == std::string::npos)
        return 218;
    if (atoi(text.c_str() + target + 11) > fake::card().major * 10 + fake::card().minor)
        return 209;
    *module = new Module{false, text};
    return 0;
}
FAKE_EXPORT int cuModuleUnload(Module *module)
{
    delete module;
    return 0;
}
FAKE_EXPORT int cuModuleGetFunction(Function **function, Module *module, const char *name)
{
    FAKE_SCRIPT;
    if (!module->fatbin && module->text.find(std::string(".entry ") + name + "(") == std::string::npos)
        return 500;
    static std::map<std::string, Function> all;
    *function = &all[name];
    (*function)->name = name;
    return 0;
}
FAKE_EXPORT int cuLaunchKernel(Function *function, unsigned gridX, unsigned gridY, unsigned gridZ, unsigned blockX, unsigned blockY,
                               unsigned blockZ, unsigned, void *, void **parameters, void **)
{
    FAKE_SCRIPT;
    const int n = *static_cast<int *>(parameters[3]);
    const bool half = function->name != "fl_matmul_f32";
    const unsigned threads = half ? 128 : 256;
    const size_t elements = static_cast<size_t>(n) * static_cast<size_t>(n);
    unsigned long long where[3];
    for (int i = 0; i < 3; ++i)
        where[i] = *static_cast<unsigned long long *>(parameters[i]);
    if (gridX != static_cast<unsigned>(n) / 128 || gridY != gridX || gridZ != 1 || blockX != threads || blockY != 1 || blockZ != 1)
        return 1;
    if (!inside(where[0], elements * (half ? 2 : 4)) || !inside(where[1], elements * (half ? 2 : 4)) || !inside(where[2], elements * 4))
        return 700;
    const fake::Card &card = fake::card();
    clockNow += 2.0 * n * n * n / (card.sms * card.clockKhz * 1e3 * (half ? 1024 : 256) * 0.7);
    // The same product again changes nothing, and this card is slow: hundreds of launches would take minutes.
    static std::tuple<unsigned long long, unsigned long long, unsigned long long, int, bool, unsigned long long> last;
    const std::tuple now(where[0], where[1], where[2], n, half, writes);
    if (std::exchange(last, now) == now)
        return 0;
    std::vector<float> operands[2];
    for (int i = 0; i < 2; ++i) {
        operands[i].resize(elements);
        for (size_t e = 0; e < elements; ++e)
            operands[i][e] = half ? halfValue(reinterpret_cast<const uint16_t *>(static_cast<uintptr_t>(where[i]))[e])
                                  : reinterpret_cast<const float *>(static_cast<uintptr_t>(where[i]))[e];
    }
    auto *c = reinterpret_cast<float *>(static_cast<uintptr_t>(where[2]));
    multiply(operands[0], operands[1], c, n);
    if (fake::has("FAKE_WRONG", half ? "tensor" : "fp32"))
        c[elements / 3] += 1;
    return 0;
}
FAKE_EXPORT int cuEventCreate(Event **event, unsigned)
{
    FAKE_SCRIPT;
    *event = new Event;
    return 0;
}
FAKE_EXPORT int cuEventDestroy_v2(Event *event)
{
    delete event;
    return 0;
}
FAKE_EXPORT int cuEventRecord(Event *event, void *)
{
    FAKE_SCRIPT;
    event->at = clockNow;
    return 0;
}
FAKE_EXPORT int cuEventSynchronize(Event *)
{
    FAKE_SCRIPT;
    return 0;
}
FAKE_EXPORT int cuEventElapsedTime(float *milliseconds, Event *start, Event *stop)
{
    FAKE_SCRIPT;
    *milliseconds = static_cast<float>((stop->at - start->at) * 1000);
    if (fake::fuzzing() && fake::noise() % 2) {
        const uint32_t bits = static_cast<uint32_t>(fake::noise());
        memcpy(milliseconds, &bits, sizeof bits);
    }
    return 0;
}
