// SPDX-License-Identifier: GPL-3.0-or-later
// GPU, system, driver and wishes -> the one combination that works, with the reason of each choice. Pure.
#pragma once

#include "backends/core/plan.h"
#include "backends/plan/matrix.h"

namespace fl {

struct ResolveInput {
    QStringList gpus = {};              ///< names, "sm_75", or PCI ids; empty or "none": no GPU
    QString system = {};                ///< ID-VERSION_ID of /etc/os-release: "ubuntu-24.04"; "wsl2"
    bool wsl = false;                   ///< a Linux inside Windows, whatever `system` says
    QString driver = {};                ///< version of a driver that works now ("535.183.01", or the branch alone); empty: none
    Module driverModule = Module::None; ///< its kernel module, where known
    QString kernel = {};                ///< `uname -r`, where known
    bool secureBoot = false;
    bool canEnrolKey = false;    ///< somebody can sit at the computer's screen while it starts
    bool mayChangeDriver = true; ///< false: what the present driver cannot do is done on the CPU
    QStringList frameworks = {}; ///< pytorch, tensorflow, keras, jax
    QString kerasBackend = {};   ///< pytorch, tensorflow, jax; empty: the best
    bool conda = false;          ///< from conda-forge instead of the Python package index
    QString python = {};         ///< "3.12"; empty: the best
    bool cudaToolkit = false;    ///< "I will compile CUDA code"
};

struct DriverPick {
    enum class Action {
        None, ///< no driver: the CPU
        Keep, ///< the one that is there stays
        Install,
        Replace, ///< the one that is there does not fit
        Windows, ///< the driver of Windows serves; nothing is installed in WSL
    };
    Action action = Action::None;
    int branch = 0; ///< 0: none, or unknown (Windows)
    Module module = Module::None;
    QString repository, before, lock, fabricManager; ///< as in DriverPackages, when installed or replaced
    QStringList packages;
    bool enrolKey = false; ///< the modules are signed with a key of this computer's own, to be accepted at its screen
};

struct CudaPick {
    QString version, repository;
    QStringList packages;
};

struct FrameworkPick {
    QString name, version, requirement;
    QStringList with;
    QString index;
    QString cuda;                       ///< of the wheels; empty: for the CPU
    QString python;                     ///< of its environment
    std::vector<FrameworkPick> backend; ///< keras: what it sits on, in the same environment
};

struct Resolved {
    DriverPick driver;
    std::optional<CudaPick> cuda, cudnn; ///< only with ResolveInput::cudaToolkit; unset too where the system has none that fits
    std::vector<FrameworkPick> frameworks;
    std::vector<Reason> reasons; ///< codes "resolve-…", in the order in which one would tell them
};

QString slug(DriverPick::Action action);

/// Every refusal says why and the way out: GpuUnknown, GpuNotSupported, GpuMixImpossible, SystemUnsupported, DriverNotForSystem,
/// DriverSecureBoot, DriverKernelTooNew, DriverOfWindows, PythonNotSupported; and BadValue (params key, value, allowed).
Result<Resolved> resolve(const Matrix &matrix, const ResolveInput &input);

} // namespace fl
