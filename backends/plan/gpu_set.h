// SPDX-License-Identifier: GPL-3.0-or-later
// The GPUs of one machine, and what can drive all of them together. Pure.
#pragma once

#include "backends/core/plan.h"
#include "backends/plan/matrix.h"

namespace fl {

struct Gpu {
    QString name;
    int sm = 0;
    const Architecture *architecture = nullptr;
    Module only = Module::None;
};

struct GpuSet {
    std::vector<Gpu> all;
    int least = 0, most = 0;      ///< driver branches that drive all of them; most 0: no limit
    Module module = Module::None; ///< the only kernel module that drives all of them; None: either does

    const Gpu &oldest() const; ///< of a set that is not empty
    QString oldestName() const;
    std::vector<int> sms() const;
    bool drives(int branch, Module with) const;
};

/// Those that shall compute; the reasons tell what became of the others. Errors: GpuUnknown, GpuNotSupported, GpuMixImpossible.
Result<GpuSet> readGpus(const Matrix &matrix, const System &system, const QStringList &given, std::vector<Reason> &reasons);

} // namespace fl
