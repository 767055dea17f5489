// SPDX-License-Identifier: GPL-3.0-or-later
// How fast one GPU really is, and whether what it computes is right. About half a second of work a GPU; everything it takes is given back.
#pragma once

#include "facts.h"
#include "matrices.h"

#include <memory>

namespace fl::probe {

struct Figure {
    std::optional<double> value; ///< GB/s or TFLOP/s
    double rated = 0;            ///< in the same unit; 0: not known
    std::string ratedFrom;       ///< "132 SMs x 1980 MHz x 128 cores x 2"
    enum class Check { None, Right, Wrong } check = Check::None;
    std::string wrong;                                ///< "3 of 4096 rows"
    int size = 0;                                     ///< side of the matrices; 0 for copies
    std::string kernel, kind;                         ///< which kernel, and whether it was "sass" or "ptx"
    std::optional<unsigned> smMhz;                    ///< clock while it ran
    std::optional<std::vector<std::string>> throttle; ///< what held the clock back while it ran
    std::string skipped; ///< why there is no value, where nothing failed: "no-tensor-cores", "capability-too-low"
    std::optional<Trouble> trouble;
};

struct Measured {
    Figure toDevice, toHost, inDevice, fp32, tensor;
    bool wrong() const;
    std::optional<Trouble> trouble; ///< where not even a context could be had
};

/// Makes the matrices once for all GPUs of a size.
class MatricesCache {
public:
    const Matrices &of(int n);

private:
    std::unique_ptr<Matrices> m_matrices;
};

/// `size`: side of the matrices, or 0 to choose one for the card.
Measured measure(const Cuda &cuda, const Nvml &nvml, GpuFacts &gpu, int size, MatricesCache &matrices);

void printMeasured(Json &json, const Measured &measured);

} // namespace fl::probe
