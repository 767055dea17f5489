// SPDX-License-Identifier: GPL-3.0-or-later
// Steps of a plan -> steps the engine can run: script, variables and secrets put together.
#pragma once

#include "backends/core/machine.h"
#include "backends/run/resolution.h"
#include "backends/steps/engine.h"

namespace fl {

struct RuntimeValues {
    QByteArray caPem;
    bool unsafeIo = false;
    QMap<QString, Secret> made; ///< "PASSWORD_HASH", "KEY_PEM"
    Resolution resolution;
};

/// The PEM file of network.ca. Errors: LocalFile.
Result<QByteArray> readCaFile(const QString &path);

/// The port that Jupyter has on the machine; 0: not known. The server tells it as text, we keep it as a number.
int knownJupyterPort(const Machine &machine);

/// Jupyter's port on the server: what it has already, else the plan's; where the loopback is shared with others and the plan
/// has the usual 8888, one of its own.
int jupyterPort(const Machine &machine, const Choices &choices, bool sharesNetwork);

/// Errors: Internal when a step of the plan is not among `scripts`.
Result<std::vector<BoundStep>> bindSteps(const Plan &plan, const Machine &machine, const std::vector<ServerStep> &scripts,
                                         const RuntimeValues &values);

} // namespace fl
