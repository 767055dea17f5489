// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/steps/local/connect.h"

#include "backends/steps/local/own_key.h"

namespace fl {

Result<StepOutcome> Connect::run(StepContext &context)
{
    auto shell = context.server.shell(context.stop);
    if (!shell)
        return fail(shell.error());
    if (wantsOwnKey(context.plan, context.machine)) {
        FL_TRY(giveOwnKey(context, **shell));
        return StepOutcome::Done;
    }
    // A connection changes nothing over there.
    return StepOutcome::AlreadyThere;
}

} // namespace fl
