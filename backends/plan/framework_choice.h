// SPDX-License-Identifier: GPL-3.0-or-later
// Which build of a framework fits: the part of the resolver that looks only at GPUs, driver version and Python. Pure.
#pragma once

#include "backends/plan/resolver.h"

namespace fl {

struct FrameworkConditions {
    std::vector<int> sms; ///< of the GPUs that shall compute; empty: the CPU
    Version driver;       ///< null: no limit
    Version python;       ///< null: any
};

using FrameworkBuilds = std::vector<FrameworkBuild>; ///< the matrix's, of one source

/// The first build, in the order of the matrix, that fits every GPU; null when there is none, or no GPU.
const FrameworkBuild *gpuBuild(const FrameworkBuilds &builds, const QString &name, const FrameworkConditions &conditions);

/// The build for the CPU; null when no build fits the Python.
const FrameworkBuild *cpuBuild(const FrameworkBuilds &builds, const QString &name, const Version &python);

/// Can anything of `name` compute on the GPUs? Keras can when one of its backends (or the wanted one) can.
bool runsOnGpu(const FrameworkBuilds &builds, const QString &name, const FrameworkConditions &conditions, const QString &kerasBackend);

/// Picks each of `names`, from the source and on the backend that `input` wants, and appends the reasons. `gpu` is the oldest GPU's name,
/// for the sentences. Error: PythonNotSupported.
Result<std::vector<FrameworkPick>> pickFrameworks(const Matrix &matrix, const ResolveInput &input, const QStringList &names,
                                                  const FrameworkConditions &conditions, const QString &gpu, std::vector<Reason> &reasons);

} // namespace fl
