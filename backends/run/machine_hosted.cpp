// SPDX-License-Identifier: GPL-3.0-or-later
// Notebooks that somebody else runs, with what is kept of a sign-in there.
#include "backends/run/machine_operations.h"
#include "backends/run/secret_source.h"

namespace fl {

HostedAccess MachineOperations::hostedAccess(const Choices &choices, OperationCall &call)
{
    const HostedService *service = m_hosted.find(choices.where);
    if (!service || !m_ports.signIn)
        return {notHere("hosted"), false};
    // Only looks: a vault that is shut stays so.
    const auto secret = [&](const QString &name) -> std::optional<Secret> {
        if (const auto given = call.secrets.constFind(name); given != call.secrets.constEnd())
            return *given;
        return m_ports.keyRing.read({service->id(), name}).value_or(std::optional<Secret>());
    };
    const auto keepsNothing = [](const QString &, const Secret &) { return false; };
    return service->access({choices, m_ports.http, *m_ports.signIn, m_ports.clock, secret, keepsNothing,
                            [](const QString &, const QJsonObject &) {}, call.stop});
}

Result<HostedOpened> MachineOperations::openHosted(const Choices &choices, OperationCall &call)
{
    const HostedService *service = m_hosted.find(choices.where);
    if (!service || !m_ports.signIn)
        return fail(notHere("hosted"));
    const auto notebook = service->notebook(choices.software.frameworks, choices.software.notebookLanguage);
    if (!notebook)
        return fail(notebook.error());
    const auto tell = [&](const QString &code, const QJsonObject &arguments) {
        call.events({m_ports.clock.now(), {}, {}, EventKind::Notice, {{QStringLiteral("say"), code}, {QStringLiteral("args"), arguments}}});
    };
    Redactor redactor;
    SecretSource secrets(call.secrets, m_ports.keyRing, call.asker, redactor, service->id(), tell, call.stop);
    return service->upload(*notebook,
                           {choices, m_ports.http, *m_ports.signIn, m_ports.clock, [&](const QString &name) { return secrets.find(name); },
                            [&](const QString &name, const Secret &secret) { return secrets.keep(name, secret); }, tell, call.stop});
}

Status MachineOperations::signOutHosted(const QString &service, OperationCall &call)
{
    const HostedService *known = m_hosted.find(service);
    if (!known)
        return fail(notHere("hosted"));
    Redactor redactor;
    SecretSource secrets(call.secrets, m_ports.keyRing, call.asker, redactor, known->id(), {}, call.stop);
    const auto ring = secrets.ring();
    if (!ring)
        return fail(ring.error());
    for (const QString &name : known->secrets())
        FL_TRY((*ring)->remove({known->id(), name}));
    return {};
}

} // namespace fl
