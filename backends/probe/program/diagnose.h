// SPDX-License-Identifier: GPL-3.0-or-later
// Why a GPU cannot be used, by name. Looking (look) and judging (diagnose) are apart, so that the judgement can be tried on any situation.
#pragma once

#include "cuda.h"
#include "nvml.h"
#include "text.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace fl::probe {

/// A cause of backends/core/causes.def by its slug; what the sentence needs; and the technical rest.
struct Trouble {
    std::string cause;
    std::vector<std::pair<std::string, std::string>> params;
    std::string detail;
};

struct Xid {
    std::string pci;
    int number = 0;
    std::string text;
};

struct Situation {
    bool wsl = false;
    bool wslDevice = false;             ///< /dev/dxg is there
    std::string container;              ///< "docker", "podman", "lxc" …; empty outside
    int pciGpus = 0;                    ///< NVIDIA display and 3D controllers on the bus
    std::string moduleVersion;          ///< of the loaded kernel module; empty where none is loaded
    bool nodes = false;                 ///< /dev/nvidiactl and a /dev/nvidia<N> are there
    bool nodesUsable = false;           ///< and this account may open them
    std::optional<std::string> visible; ///< CUDA_VISIBLE_DEVICES, where it is set
    std::string nvmlVersion;            ///< the driver library's own version, where NVML could say
    std::vector<Xid> xids;              ///< the kernel's reports of GPU faults, newest last
    bool xidsReadable = false;          ///< this account may read the kernel's messages
    // what the libraries answered
    bool cudaLoaded = false;
    bool nvmlLoaded = false;
    CuResult cuda = CuNoLibrary; ///< cuInit, or the count of devices where that failed
    NvmlResult nvml = NvmlNoLibrary;
    int devices = 0;      ///< that CUDA offers
    std::string cudaName; ///< of the code
};

/// Everything but the libraries' answers.
Situation look(const Root &root);

/// Nothing where CUDA offers at least one GPU.
std::optional<Trouble> diagnose(const Situation &situation);

/// What a failed call on one GPU means.
Trouble troubleOf(const Cuda &cuda, CuResult code, const char *call);
std::optional<Trouble> troubleOf(NvmlResult code);

/// {"cause":…,"params":{…},"detail":…}
void print(Json &json, const Trouble &trouble);
void print(Json &json, const std::vector<Xid> &xids);

std::vector<Xid> xidsIn(std::string_view kernelMessages);

} // namespace fl::probe
