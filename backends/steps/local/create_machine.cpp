// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/steps/local/create_machine.h"

namespace fl {

Result<StepOutcome> CreateMachine::run(StepContext &context)
{
    ProviderCall call = context.providerCall();
    if (!context.machine.handle.isEmpty()) {
        const auto state = context.provider.state(context.machine, call);
        if (!state)
            return fail(state.error());
        switch (*state) {
        case InstanceState::Running: return StepOutcome::AlreadyThere;
        case InstanceState::Stopped: FL_TRY(context.provider.start(context.machine, call)); return StepOutcome::Done;
        case InstanceState::NotThere:
            // Never made again in silence: somebody removed it, or the provider does not show it at the moment.
            if (context.machine.state != MachineState::Creating)
                return fail({Cause::MachineMissing, {{QStringLiteral("machine"), context.machine.name}}, NextAction::ReadHelp, {}});
            break;
        case InstanceState::Pending:
        case InstanceState::Deleting: break;
        }
    }
    FL_TRY(context.provider.create(context.machine, context.plan.choices, call));
    return StepOutcome::Done;
}

} // namespace fl
