// SPDX-License-Identifier: GPL-3.0-or-later
// Turns what gpu-chain.sh told into the links of the way and the first that is broken. Pure: any facts give an answer.
//
// The facts, by name; what is not there was not found (of the system):
//   gpus, pci, bound    NVIDIA's display devices on the bus: how many, their ids, the module that has each
//   expected            how many set-up saw; known.driver: the version it saw
//   kernel, wsl, dxg, container, secure_boot, nouveau
//   module, flavour     the version that is loaded, "open" or "proprietary"; else module.file (one that fits the kernel) and module.other
//   refused, xid        the kernel's last words about a refusal or a fault
//   smi, smi.said, model           nvidia-smi's exit status, its complaint, the names it gives
//   nodes, nodectl, node-uvm, allowed, fabric
//   library, library.version       libcuda.so.1, and the version its file bears
//   hidden, visible                CUDA_VISIBLE_DEVICES is set, and to what
//   cuda.init .version .count .name .capability .context .said; holder
// and of each framework, behind its name and a dot:
//   device, python, own            as set-up remembers it; its environment is one of ours
//   loads, version, cuda, archs    wheel.py's exit status, and what it said of the wheel
//   computes, proof                the computation's exit status, and what it proved (JSON of verify/common.py)
//   said                           the last line of the two
#pragma once

#include "backends/run/diagnosis.h"

#include <QStringList>

namespace fl {

using ChainFacts = QMap<QString, QString>;

/// Without the machine and without what exists, which the caller knows.
Diagnosis judgeChain(const ChainFacts &facts, const QStringList &frameworks);

} // namespace fl
