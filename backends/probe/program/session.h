// SPDX-License-Identifier: GPL-3.0-or-later
// One GPU in use: its primary context, what was taken in it, and the first thing that went wrong.
#pragma once

#include "cuda.h"
#include "diagnose.h"
#include "kernels.h"

#include <algorithm>
#include <vector>

namespace fl::probe {

/// Everything is given back in the end.
class Session {
public:
    Session(const Cuda &cuda, CuDevice device) : m_cuda(cuda), m_device(device)
    {
        m_call = "cuDevicePrimaryCtxRetain";
        m_code = cuda.retainContext(&m_context, device);
        if (m_code == CuSuccess)
            ok("cuCtxSetCurrent", cuda.setCurrent(m_context));
    }
    Session(const Session &) = delete;
    Session &operator=(const Session &) = delete;
    ~Session()
    {
        for (const CuPointer pointer : m_pointers)
            m_cuda.free(pointer);
        for (void *host : m_hosts)
            m_cuda.freeHost(host);
        for (const CuEvent event : m_events)
            m_cuda.destroyEvent(event);
        for (const CuModule module : m_modules)
            m_cuda.unloadModule(module);
        if (m_context)
            m_cuda.releaseContext(m_device);
    }

    const Cuda &cuda() const { return m_cuda; }
    bool good() const { return m_code == CuSuccess; }
    CuResult code() const { return m_code; }
    Trouble trouble() const { return troubleOf(m_cuda, m_code, m_call); }

    /// Remembers the first failure; everything after it is left out.
    bool ok(const char *call, CuResult code)
    {
        if (m_code == CuSuccess && code != CuSuccess) {
            m_call = call;
            m_code = code;
        }
        return m_code == CuSuccess;
    }
    /// A failure that leaves the context whole (no memory, no code for this card) must not spoil the next measurement.
    void forgive() { m_code = CuSuccess; }

    CuPointer device(size_t bytes)
    {
        CuPointer pointer = 0;
        if (good() && ok("cuMemAlloc", m_cuda.allocate(&pointer, bytes)))
            m_pointers.push_back(pointer);
        return pointer;
    }
    void release(CuPointer pointer)
    {
        const auto at = std::find(m_pointers.begin(), m_pointers.end(), pointer);
        if (at != m_pointers.end()) {
            m_cuda.free(pointer);
            m_pointers.erase(at);
        }
    }
    void *host(size_t bytes)
    {
        void *pointer = nullptr;
        if (good() && ok("cuMemHostAlloc", m_cuda.allocateHost(&pointer, bytes, 0u)))
            m_hosts.push_back(pointer);
        return pointer;
    }
    CuEvent event()
    {
        CuEvent event = nullptr;
        if (good() && ok("cuEventCreate", m_cuda.createEvent(&event, 0u)))
            m_events.push_back(event);
        return event;
    }
    CuFunction kernel(const KernelImage &image)
    {
        CuModule module = nullptr;
        CuFunction function = nullptr;
        if (!ok("cuModuleLoadDataEx", m_cuda.loadModule(&module, image.image, 0u, nullptr, nullptr)))
            return nullptr;
        m_modules.push_back(module);
        ok("cuModuleGetFunction", m_cuda.function(&function, module, image.entry));
        return function;
    }

    /// Seconds between two points of the stream; 0 where that failed.
    template <class Work>
    double timed(Work work)
    {
        if (!m_start) {
            m_start = event();
            m_stop = event();
        }
        float milliseconds = 0;
        if (!good() || !ok("cuEventRecord", m_cuda.recordEvent(m_start, nullptr)))
            return 0;
        work();
        ok("cuEventRecord", m_cuda.recordEvent(m_stop, nullptr));
        ok("cuEventSynchronize", m_cuda.waitForEvent(m_stop));
        if (!good() || !ok("cuEventElapsedTime", m_cuda.elapsed(&milliseconds, m_start, m_stop)))
            return 0;
        return milliseconds > 0 ? milliseconds / 1000.0 : 0;
    }

private:
    const Cuda &m_cuda;
    CuDevice m_device;
    CuContext m_context = nullptr;
    CuResult m_code = CuSuccess;
    const char *m_call = "";
    CuEvent m_start = nullptr, m_stop = nullptr;
    std::vector<CuPointer> m_pointers;
    std::vector<void *> m_hosts;
    std::vector<CuEvent> m_events;
    std::vector<CuModule> m_modules;
};

} // namespace fl::probe
