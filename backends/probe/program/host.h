// SPDX-License-Identifier: GPL-3.0-or-later
// The computer itself: what it is, and, where no GPU can be used, how fast it is without one.
#pragma once

#include "text.h"

#include <optional>
#include <string>

namespace fl::probe {

struct HostFacts {
    std::string name, system, kernel, machine;
    std::string cpu;
    int threads = 0; ///< that this program may run on
    std::optional<uint64_t> memoryTotal, memoryAvailable;
    std::optional<uint64_t> diskTotal, diskFree; ///< of the home folder
};

HostFacts hostFacts(const Root &root);
void printHost(Json &json, const HostFacts &host);

/// Bytes of MemTotal and MemAvailable.
void readMemory(const Root &root, std::optional<uint64_t> &total, std::optional<uint64_t> &available);
void readDisk(std::optional<uint64_t> &total, std::optional<uint64_t> &free);

/// The share of its time that the computer was busy since the call before.
class CpuLoad {
public:
    explicit CpuLoad(const Root &root) : m_root(root) { }
    std::optional<double> next();

private:
    const Root &m_root;
    uint64_t m_busy = 0, m_all = 0;
};

struct HostMeasured {
    std::optional<double> gflops;     ///< FP32 matrix product, all CPUs; a plain program, no tuned BLAS
    bool right = false;               ///< the product was
    std::optional<double> memoryCopy; ///< GB/s read and written, one thread
    std::optional<double> diskWrite;  ///< GB/s, 32 MiB written and flushed to the disk
    int threads = 0;
};

/// Takes about half a second. Leaves nothing behind.
HostMeasured measureHost(int threads);
void printHostMeasured(Json &json, const HostMeasured &measured);

} // namespace fl::probe
