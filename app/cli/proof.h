// SPDX-License-Identifier: GPL-3.0-or-later
// The dated certificate of a machine on the command line: what its last proof said of each framework, as kept on this computer.
#pragma once

#include "app/cli/output.h"
#include "backends/core/machine.h"

namespace fl::cli {

/// {"at": ms since the epoch, "on": "gpu" or "cpu", "frameworks": [{"name": …, "version": …, …}]}; empty: nothing is proven.
QJsonObject proofJson(const Machine &machine);
void showProof(Output &output, const Machine &machine);

} // namespace fl::cli
