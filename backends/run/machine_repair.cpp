// SPDX-License-Identifier: GPL-3.0-or-later
// The part of MachineOperations that answers "Why no GPU?".
#include "backends/run/diagnose.h"
#include "backends/run/machine_operations.h"

namespace fl {

Result<Diagnosis> MachineOperations::diagnose(const QString &id, OperationCall &call)
{
    auto there = session(id, call);
    if (!there)
        return fail(there.error());
    auto looked = lookAtGpu(**there);
    return looked ? Result<Diagnosis>(std::move(looked->diagnosis)) : fail((*there)->explained(looked.error()));
}

Result<SetupResult> MachineOperations::repair(const QString &id, OperationCall &call)
{
    auto there = session(id, call);
    if (!there)
        return fail(there.error());
    Session &session = **there;
    const auto options = prepareRepair(session);
    if (options)
        return rerun(session, *options);
    const Error error = session.explained(options.error());
    session.events.error(error);
    return fail(error);
}

} // namespace fl
