// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/steps/local/connect.h"

namespace fl {

Result<StepOutcome> Connect::run(StepContext &context)
{
    auto shell = context.server.shell(context.stop);
    if (!shell)
        return fail(shell.error());
    // A connection changes nothing over there.
    return StepOutcome::AlreadyThere;
}

} // namespace fl
