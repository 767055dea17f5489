// SPDX-License-Identifier: GPL-3.0-or-later
// The driver API of libcuda.so.1, opened at run time; the few types and numbers that are used are declared here, so that neither building nor
// running needs a CUDA Toolkit.
#pragma once

#include <cstddef>
#include <string>

namespace fl::probe {

using CuResult = int;
using CuDevice = int;
using CuPointer = unsigned long long;
using CuContext = struct CuContextOpaque *;
using CuModule = struct CuModuleOpaque *;
using CuFunction = struct CuFunctionOpaque *;
using CuStream = struct CuStreamOpaque *;
using CuEvent = struct CuEventOpaque *;
struct CuUuid {
    unsigned char bytes[16];
};

enum CuCode : CuResult {
    CuSuccess = 0,
    CuOutOfMemory = 2,
    CuStubLibrary = 34,
    CuDeviceUnavailable = 46,
    CuNoDevice = 100,
    CuInvalidDevice = 101,
    CuInvalidImage = 200,
    CuNoBinaryForGpu = 209,
    CuEccUncorrectable = 214,
    CuUnsupportedPtx = 222,
    CuNotFound = 500,
    CuSystemNotReady = 802,
    CuDriverMismatch = 803,
    CuUnknown = 999,
    /// Ours: the library could not be opened, or has not the function.
    CuNoLibrary = -1,
    CuNoFunction = -2,
};

enum CuAttribute {
    CuClockKhz = 13,
    CuMultiprocessors = 16,
    CuIntegrated = 18,
    CuMemoryClockKhz = 36,
    CuMemoryBusBits = 37,
    CuL2Bytes = 38,
    CuCapabilityMajor = 75,
    CuCapabilityMinor = 76,
};

// FL_CU(member, symbol, parameters)
#define FL_CUDA_FUNCTIONS(FL_CU)                                                                                                           \
    FL_CU(init, "cuInit", (unsigned))                                                                                                      \
    FL_CU(driverVersion, "cuDriverGetVersion", (int *))                                                                                    \
    FL_CU(errorName, "cuGetErrorName", (CuResult, const char **))                                                                          \
    FL_CU(deviceCount, "cuDeviceGetCount", (int *))                                                                                        \
    FL_CU(device, "cuDeviceGet", (CuDevice *, int))                                                                                        \
    FL_CU(deviceName, "cuDeviceGetName", (char *, int, CuDevice))                                                                          \
    FL_CU(deviceUuid, "cuDeviceGetUuid", (CuUuid *, CuDevice))                                                                             \
    FL_CU(deviceUuid2, "cuDeviceGetUuid_v2", (CuUuid *, CuDevice))                                                                         \
    FL_CU(deviceMemory, "cuDeviceTotalMem_v2", (size_t *, CuDevice))                                                                       \
    FL_CU(attribute, "cuDeviceGetAttribute", (int *, int, CuDevice))                                                                       \
    FL_CU(pciBusId, "cuDeviceGetPCIBusId", (char *, int, CuDevice))                                                                        \
    FL_CU(retainContext, "cuDevicePrimaryCtxRetain", (CuContext *, CuDevice))                                                              \
    FL_CU(releaseContext, "cuDevicePrimaryCtxRelease_v2", (CuDevice))                                                                      \
    FL_CU(setCurrent, "cuCtxSetCurrent", (CuContext))                                                                                      \
    FL_CU(synchronize, "cuCtxSynchronize", ())                                                                                             \
    FL_CU(memoryInfo, "cuMemGetInfo_v2", (size_t *, size_t *))                                                                             \
    FL_CU(allocate, "cuMemAlloc_v2", (CuPointer *, size_t))                                                                                \
    FL_CU(free, "cuMemFree_v2", (CuPointer))                                                                                               \
    FL_CU(allocateHost, "cuMemHostAlloc", (void **, size_t, unsigned))                                                                     \
    FL_CU(freeHost, "cuMemFreeHost", (void *))                                                                                             \
    FL_CU(toDevice, "cuMemcpyHtoDAsync_v2", (CuPointer, const void *, size_t, CuStream))                                                   \
    FL_CU(toHost, "cuMemcpyDtoHAsync_v2", (void *, CuPointer, size_t, CuStream))                                                           \
    FL_CU(inDevice, "cuMemcpyDtoDAsync_v2", (CuPointer, CuPointer, size_t, CuStream))                                                      \
    FL_CU(clear, "cuMemsetD32Async", (CuPointer, unsigned, size_t, CuStream))                                                              \
    FL_CU(loadModule, "cuModuleLoadDataEx", (CuModule *, const void *, unsigned, int *, void **))                                          \
    FL_CU(unloadModule, "cuModuleUnload", (CuModule))                                                                                      \
    FL_CU(function, "cuModuleGetFunction", (CuFunction *, CuModule, const char *))                                                         \
    FL_CU(launch, "cuLaunchKernel",                                                                                                        \
          (CuFunction, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, unsigned, CuStream, void **, void **))                  \
    FL_CU(createEvent, "cuEventCreate", (CuEvent *, unsigned))                                                                             \
    FL_CU(recordEvent, "cuEventRecord", (CuEvent, CuStream))                                                                               \
    FL_CU(waitForEvent, "cuEventSynchronize", (CuEvent))                                                                                   \
    FL_CU(elapsed, "cuEventElapsedTime", (float *, CuEvent, CuEvent))                                                                      \
    FL_CU(destroyEvent, "cuEventDestroy_v2", (CuEvent))

/// A function that the library does not have answers CuNoFunction: no caller needs to look first.
class Cuda {
public:
    /// Opens the library: from `folder` alone where that is given (tests), else where the system and WSL keep it.
    explicit Cuda(const std::string &folder);

    bool loaded() const { return m_library; }
    std::string name(CuResult code) const; ///< "CUDA_ERROR_OUT_OF_MEMORY"

#define FL_CU(member, symbol, parameters)                                                                                                  \
    template <class... Arguments>                                                                                                          \
    CuResult member(Arguments... arguments) const                                                                                          \
    {                                                                                                                                      \
        return m_##member ? m_##member(arguments...) : m_library ? CuNoFunction : CuNoLibrary;                                             \
    }
    FL_CUDA_FUNCTIONS(FL_CU)
#undef FL_CU

private:
    void *m_library = nullptr;
#define FL_CU(member, symbol, parameters) CuResult(*m_##member) parameters = nullptr;
    FL_CUDA_FUNCTIONS(FL_CU)
#undef FL_CU
};

/// The library of that name, or null; never closed, as drivers do not survive it.
void *openDriverLibrary(const std::string &folder, const char *name);

} // namespace fl::probe
