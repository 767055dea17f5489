// SPDX-License-Identifier: GPL-3.0-or-later
// "Why no GPU?" on a machine: one look at it, judged (gpu_chain.h), and what comes before a set-up that mends.
#pragma once

#include "backends/run/gpu_chain.h"
#include "backends/run/session.h"
#include "backends/run/setup_run.h"

namespace fl {

struct LookedAt {
    ChainFacts facts;
    Diagnosis diagnosis;
};

/// One round trip, which changes nothing. Errors as Operations::diagnose.
Result<LookedAt> lookAtGpu(Session &session);

/// Looks, restarts the machine where that mends it, or makes the set-up do the broken part anew; the options to run it with. Asks before a
/// framework's environment is given up. Errors as Operations::repair; ServerBusy; Cancelled.
Result<SetupOptions> prepareRepair(Session &session);

} // namespace fl
