// SPDX-License-Identifier: GPL-3.0-or-later
// The part of MachineOperations that only asks a provider: what can be had by which login, and what it knows of a machine.
#include "backends/run/machine_operations.h"

namespace fl {

Availability MachineOperations::availability(const QString &providerId, OperationCall &call)
{
    const auto found = provider(providerId);
    if (!found)
        return {false, {QStringLiteral("unknown-provider"), {{QStringLiteral("where"), providerId}}}, {}};
    ProviderCall ask = providerCall(m_ports, **found, call);
    return (*found)->availability(ask);
}

Result<std::vector<Offer>> MachineOperations::offers(const Choices &choices, OperationCall &call)
{
    const auto found = provider(choices.where);
    if (!found)
        return fail(found.error());
    ProviderCall ask = providerCall(m_ports, **found, call);
    auto offers = (*found)->offers(choices, ask);
    if (const auto matrix = currentMatrix(m_ports.home); offers && matrix)
        nameGpus(*offers, *matrix);
    return offers;
}

Result<Identity> MachineOperations::identity(const Choices &choices, OperationCall &call)
{
    const auto found = provider(choices.where);
    if (!found)
        return fail(found.error());
    ProviderCall ask = providerCall(m_ports, **found, call);
    return (*found)->identity(choices, ask);
}

Result<std::vector<Place>> MachineOperations::places(const Choices &choices, OperationCall &call)
{
    const auto found = provider(choices.where);
    if (!found)
        return fail(found.error());
    ProviderCall ask = providerCall(m_ports, **found, call);
    return (*found)->places(choices, ask);
}

Status MachineOperations::forgetLogin(const QString &providerId, OperationCall &call)
{
    const auto found = provider(providerId);
    if (!found)
        return fail(found.error());
    Redactor redactor;
    return SecretSource(call.secrets, m_ports.keyRing, call.asker, redactor, {}, {}, call.stop).forgetFor(**found);
}

Status MachineOperations::letIn(const QString &id, OperationCall &call)
{
    auto there = session(id, call);
    if (!there)
        return fail(there.error());
    ProviderCall ask = (*there)->providerCall();
    const Status done = (*there)->provider.letIn((*there)->machine, ask);
    return done ? done : fail((*there)->explained(done.error()));
}

Result<QString> MachineOperations::console(const QString &id, OperationCall &call)
{
    auto there = session(id, call);
    if (!there)
        return fail(there.error());
    ProviderCall ask = (*there)->providerCall();
    const auto said = (*there)->provider.console((*there)->machine, ask);
    return said ? Result<QString>((*there)->redactor.mask(QString::fromUtf8(*said))) : fail((*there)->explained(said.error()));
}

} // namespace fl
