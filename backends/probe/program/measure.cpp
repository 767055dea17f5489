// SPDX-License-Identifier: GPL-3.0-or-later
#include "measure.h"

#include "kernels.h"
#include "rated.h"
#include "session.h"

#include <algorithm>
#include <cstdio>
#include <cstring>

namespace fl::probe {

namespace {

constexpr size_t chunkBytes = 32u << 20;
constexpr size_t mostChunks = 8;

uint64_t patternWord(uint64_t index, uint64_t chunk)
{
    return (index + chunk * 0x100000001ull + 1) * 0x9e3779b97f4a7c15ull;
}

void better(std::optional<double> &best, double bytes, double seconds)
{
    if (seconds > 0)
        best = std::max(best.value_or(0), bytes / seconds * 1e-9);
}

/// Up, across and down again, chunk by chunk, each with a pattern of its own; every word that comes back is looked at.
void measureCopies(Session &session, GpuFacts &gpu, const Nvml &nvml, void *host, size_t freeBytes, Measured &out)
{
    const Cuda &cuda = session.cuda();
    const size_t chunks = std::min(mostChunks, freeBytes / 4 / chunkBytes);
    if (chunks == 0) {
        const Trouble full{"gpu-memory-full", {}, "less than 128 MiB are free on the GPU"};
        out.toDevice.trouble = out.toHost.trouble = out.inDevice.trouble = full;
        return;
    }
    const size_t words = chunkBytes / sizeof(uint64_t);
    auto *pattern = static_cast<uint64_t *>(host);
    const CuPointer from = session.device(chunks * chunkBytes), to = session.device(chunks * chunkBytes);
    if (session.good())
        session.timed([&] { session.ok("cuMemcpyHtoD", cuda.toDevice(from, host, chunkBytes, nullptr)); }); // wakes the link

    for (size_t chunk = 0; chunk < chunks && session.good(); ++chunk) {
        for (size_t i = 0; i < words; ++i)
            pattern[i] = patternWord(i, chunk);
        better(out.toDevice.value, chunkBytes,
               session.timed([&] { session.ok("cuMemcpyHtoD", cuda.toDevice(from + chunk * chunkBytes, host, chunkBytes, nullptr)); }));
    }
    for (int round = 0; round < 4 && session.good(); ++round)
        better(out.inDevice.value, 2.0 * static_cast<double>(chunks * chunkBytes), // each byte is read and written
               session.timed([&] { session.ok("cuMemcpyDtoD", cuda.inDevice(to, from, chunks * chunkBytes, nullptr)); }));
    readPcieNow(nvml, gpu);
    size_t wrong = 0;
    for (size_t chunk = 0; chunk < chunks && session.good(); ++chunk) {
        memset(host, 0, chunkBytes);
        better(out.toHost.value, chunkBytes,
               session.timed([&] { session.ok("cuMemcpyDtoH", cuda.toHost(host, to + chunk * chunkBytes, chunkBytes, nullptr)); }));
        for (size_t i = 0; i < words; ++i)
            wrong += pattern[i] != patternWord(i, chunk);
    }
    for (Figure *figure : {&out.toDevice, &out.inDevice, &out.toHost}) {
        if (!session.good()) {
            figure->trouble = session.trouble();
            continue;
        }
        figure->check = wrong ? Figure::Check::Wrong : Figure::Check::Right;
        if (wrong)
            figure->wrong =
                decimal(static_cast<int64_t>(wrong)) + " of " + decimal(static_cast<int64_t>(words * chunks)) + " words came back wrong";
    }
    session.release(from);
    session.release(to);
    if (session.code() == CuOutOfMemory) // the products need less
        session.forgive();
}

/// Sends the elements as floats or halves through the pinned buffer.
void upload(Session &session, CuPointer to, const int8_t *values, size_t count, bool half, void *host)
{
    const size_t width = half ? sizeof(uint16_t) : sizeof(float);
    const size_t each = chunkBytes / width;
    uint16_t halves[256] = {};
    for (int v = -8; v <= 8; ++v)
        halves[v & 0xff] = halfBits(v);
    for (size_t at = 0; at < count && session.good(); at += each) {
        const size_t now = std::min(each, count - at);
        if (half)
            for (size_t i = 0; i < now; ++i)
                static_cast<uint16_t *>(host)[i] = halves[static_cast<uint8_t>(values[at + i])];
        else
            for (size_t i = 0; i < now; ++i)
                static_cast<float *>(host)[i] = static_cast<float>(values[at + i]);
        session.ok("cuMemcpyHtoD", session.cuda().toDevice(to + at * width, host, now * width, nullptr));
        session.ok("cuCtxSynchronize", session.cuda().synchronize()); // the buffer is filled anew
    }
}

void checkProduct(Session &session, const Matrices &matrices, CuPointer c, void *host, Figure &figure)
{
    const int n = matrices.n();
    const int rowsAtOnce = std::min<int>(n, static_cast<int>(chunkBytes / (static_cast<size_t>(n) * sizeof(float))));
    int wrongRows = 0, wrongElements = 0;
    for (int row = 0; row < n && session.good(); row += rowsAtOnce) {
        const int rows = std::min(rowsAtOnce, n - row);
        const size_t bytes = static_cast<size_t>(rows) * n * sizeof(float);
        session.ok("cuMemcpyDtoH", session.cuda().toHost(host, c + static_cast<size_t>(row) * n * sizeof(float), bytes, nullptr));
        if (!session.ok("cuCtxSynchronize", session.cuda().synchronize()))
            return;
        wrongRows += matrices.wrongRows(static_cast<const float *>(host), row, rows);
        wrongElements += matrices.wrongElements(static_cast<const float *>(host), row, rows, 64);
    }
    figure.check = wrongRows || wrongElements ? Figure::Check::Wrong : Figure::Check::Right;
    if (figure.check == Figure::Check::Wrong)
        figure.wrong = decimal(wrongRows) + " of " + decimal(n) + " rows of the product are wrong";
}

int sizeFor(double ratedTflops)
{
    if (ratedTflops >= 15)
        return 4096;
    return ratedTflops >= 2 || ratedTflops <= 0 ? 2048 : 1024;
}

/// The first image that serves the card and that its driver takes.
CuFunction loadKernel(Session &session, const KernelImage *images, int capability, unsigned &threads, Figure &figure)
{
    bool served = false;
    for (const KernelImage *image = images; image->entry; ++image) {
        if (capability < image->from || capability >= image->below)
            continue;
        served = true;
        session.forgive();
        if (const CuFunction function = session.kernel(*image); function && session.good()) {
            figure.kernel = image->entry;
            figure.kind = image->kind;
            threads = image->threads;
            return function;
        }
    }
    if (!served)
        figure.skipped = "capability-too-low";
    return nullptr;
}

void measureProduct(Session &session, const GpuFacts &gpu, const Nvml &nvml, const KernelImage *images, bool half, int size,
                    MatricesCache &cache, void *host, Figure &figure)
{
    const Cuda &cuda = session.cuda();
    if (!session.good()) {
        figure.trouble = session.trouble();
        return;
    }
    unsigned threads = 0;
    const CuFunction kernel = loadKernel(session, images, gpu.major.value_or(0) * 10 + gpu.minor.value_or(0), threads, figure);
    if (!figure.skipped.empty())
        return;
    if (!kernel || !session.good()) {
        figure.trouble = session.trouble();
        session.forgive();
        return;
    }
    int n = size ? size : sizeFor(figure.rated);
    size_t freeBytes = 0, total = 0;
    session.ok("cuMemGetInfo", cuda.memoryInfo(&freeBytes, &total));
    while (!size && n > 1024 && static_cast<size_t>(n) * n * 12 > freeBytes / 2)
        n /= 2;
    figure.size = n;
    const Matrices &matrices = cache.of(n);
    const size_t elements = static_cast<size_t>(n) * n;
    const size_t in = elements * (half ? sizeof(uint16_t) : sizeof(float)), out = elements * sizeof(float);
    CuPointer a = session.device(in), b = session.device(in), c = session.device(out);
    if (!session.good()) { // no memory: the context is whole
        figure.trouble = session.trouble();
        session.forgive();
    } else {
        upload(session, a, matrices.a(), elements, half, host);
        upload(session, b, matrices.b(), elements, half, host);
        session.ok("cuMemsetD32", cuda.clear(c, 0x7fc00000u, elements, nullptr)); // NaN everywhere: what is not written is wrong
        void *parameters[] = {&a, &b, &c, &n};
        const unsigned tiles = static_cast<unsigned>(n) / 128;
        const auto run = [&](int times) {
            for (int i = 0; i < times && session.good(); ++i)
                session.ok("cuLaunchKernel", cuda.launch(kernel, tiles, tiles, 1u, threads, 1u, 1u, 0u, nullptr, parameters, nullptr));
        };
        // The first run pays for loading; the second says how many fill 20 ms to wake the clocks and 40 ms to measure.
        session.timed([&] { run(1); });
        const double once = session.timed([&] { run(1); });
        const auto fill = [&](double seconds) { return once > 0 ? std::clamp(static_cast<int>(seconds / once), 1, 400) : 1; };
        if (!size)
            session.timed([&] { run(fill(0.02)); });
        const int times = size ? 2 : fill(0.04);
        const double seconds = session.timed([&] {
            run(times);
            if (gpu.nvml && session.good()) { // the launches above are still running
                unsigned mhz = 0;
                if (nvml.clock(*gpu.nvml, NvmlClockSm, &mhz) == NvmlSuccess && mhz < 100000)
                    figure.smMhz = mhz;
                unsigned long long reasons = 0;
                if (nvml.throttle(*gpu.nvml, &reasons) == NvmlSuccess)
                    figure.throttle = throttleNames(reasons);
            }
        });
        if (session.good() && seconds > 0)
            figure.value = 2.0 * n * static_cast<double>(elements) * times / seconds * 1e-12;
        checkProduct(session, matrices, c, host, figure);
        if (!session.good())
            figure.trouble = session.trouble();
    }
    for (const CuPointer pointer : {a, b, c})
        session.release(pointer);
}

std::string sentence(const char *format, double first, double second, double third)
{
    char text[96];
    snprintf(text, sizeof text, format, first, second, third);
    return text;
}

void rate(const GpuFacts &gpu, Measured &out)
{
    const int sms = gpu.sms.value_or(0), major = gpu.major.value_or(0), minor = gpu.minor.value_or(0);
    const double mhz = gpu.smMhzMax.value_or(0);
    if ((out.fp32.rated = ratedFp32(sms, mhz, major, minor)) > 0)
        out.fp32.ratedFrom = sentence("%.0f SMs x %.0f MHz x %.0f cores x 2", sms, mhz, coresPerSm(major, minor));
    if ((out.tensor.rated = ratedTensor(sms, mhz, major, minor, gpu.name)) > 0)
        out.tensor.ratedFrom = sentence("%.0f SMs x %.0f MHz x %.0f FLOP a clock", sms, mhz, tensorFlopsPerClock(major, minor, gpu.name));
    if ((out.inDevice.rated = ratedMemory(gpu.memoryMhzMax.value_or(0), static_cast<int>(gpu.busBits.value_or(0)))) > 0)
        out.inDevice.ratedFrom = sentence("%.0f MHz x 2 x %.0f bits / 8%.0s", gpu.memoryMhzMax.value_or(0), gpu.busBits.value_or(0), 0);
    const int generation = static_cast<int>(gpu.pcieGenerationMax.value_or(0)), width = static_cast<int>(gpu.pcieWidthMax.value_or(0));
    if ((out.toDevice.rated = ratedPcie(generation, width)) > 0)
        out.toDevice.ratedFrom = "PCIe " + decimal(generation) + ".0 x" + decimal(width);
    out.toHost.rated = out.toDevice.rated;
    out.toHost.ratedFrom = out.toDevice.ratedFrom;
}

} // namespace

bool Measured::wrong() const
{
    for (const Figure *figure : {&toDevice, &toHost, &inDevice, &fp32, &tensor})
        if (figure->check == Figure::Check::Wrong)
            return true;
    return false;
}

const Matrices &MatricesCache::of(int n)
{
    if (!m_matrices || m_matrices->n() != n)
        m_matrices = std::make_unique<Matrices>(n);
    return *m_matrices;
}

Measured measure(const Cuda &cuda, const Nvml &nvml, GpuFacts &gpu, int size, MatricesCache &matrices)
{
    Measured out;
    rate(gpu, out);
    Session session(cuda, *gpu.cuda);
    size_t freeBytes = 0, total = 0;
    if (session.good() && session.ok("cuMemGetInfo", cuda.memoryInfo(&freeBytes, &total)) && !gpu.live.memoryFree)
        gpu.live.memoryFree = freeBytes;
    void *host = session.host(chunkBytes);
    if (!session.good()) {
        out.trouble = session.trouble();
        return out;
    }
    measureCopies(session, gpu, nvml, host, freeBytes, out);
    measureProduct(session, gpu, nvml, fp32Kernels(), false, size, matrices, host, out.fp32);
    if (tensorFlopsPerClock(gpu.major.value_or(0), gpu.minor.value_or(0), gpu.name) == 0)
        out.tensor.skipped = "no-tensor-cores";
    else
        measureProduct(session, gpu, nvml, tensorKernels(), true, size, matrices, host, out.tensor);
    return out;
}

} // namespace fl::probe
