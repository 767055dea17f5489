// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/providers/here/here_provider.h"

#include "backends/providers/adopted.h"
#include "backends/providers/here/this_computer.h"

#include <QFile>
#include <QSysInfo>

namespace fl {

std::vector<Field> HereProvider::fields() const
{
    return {Field{.key = QStringLiteral("sudo.password"),
                  .kind = Field::Kind::Secret,
                  .fallback = {},
                  .options = {},
                  .helpTopic = QStringLiteral("sudo-password")}};
}

Availability HereProvider::availability(ProviderCall &) const
{
    if (QSysInfo::kernelType() == QLatin1String("linux"))
        return {};
    return {.possible = false,
            .why = {QStringLiteral("here-needs-linux"), {{QStringLiteral("system"), QSysInfo::prettyProductName()}}},
            .how = {}};
}

Result<std::vector<Offer>> HereProvider::offers(const Choices &, ProviderCall &call) const
{
    if (!availability(call).possible)
        return std::vector<Offer>{};
    QFile file(QStringLiteral(":/here/look.sh"));
    if (!file.open(QIODevice::ReadOnly))
        return fail(Error{.cause = Cause::Internal, .params = {{QStringLiteral("file"), file.fileName()}}, .next = NextAction::ReportBug});
    const auto exit = call.ports.localShell.run({.text = file.readAll(), .variables = {{"root", ""}}, .silence = std::chrono::seconds(30)},
                                                {}, call.stop);
    if (!exit)
        return fail(exit.error());
    return std::vector<Offer>{offerOfComputer(exit->out)};
}

QString HereProvider::proposedName(const Choices &) const
{
    const QString host = QSysInfo::machineHostName().section(QLatin1Char('.'), 0, 0);
    return host.isEmpty() ? QStringLiteral("this-computer") : host;
}

Status HereProvider::create(Machine &machine, const Choices &choices, ProviderCall &call)
{
    if (const Availability answer = availability(call); !answer.possible)
        return fail(Error{.cause = Cause::NotSupportedHere,
                          .params = {{QStringLiteral("where"), id()}, {QStringLiteral("action"), QStringLiteral("create")}},
                          .next = NextAction::ChangeInput,
                          .detail = answer.why.code});
    machine.handle = proposedName(choices);
    return adopt(machine, machine.handle, call.ports.ledger);
}

Result<Endpoint> HereProvider::endpoint(const Machine &, ProviderCall &)
{
    Endpoint endpoint;
    endpoint.local = true;
    return endpoint;
}

Status HereProvider::start(const Machine &, ProviderCall &)
{
    return fail(notOurs(id(), QStringLiteral("start")));
}

Status HereProvider::stop(const Machine &, ProviderCall &)
{
    return fail(notOurs(id(), QStringLiteral("stop")));
}

Status HereProvider::reboot(const Machine &, ProviderCall &)
{
    return fail(notOurs(id(), QStringLiteral("reboot")));
}

Status HereProvider::destroy(const Machine &machine, ProviderCall &call)
{
    return release(machine, call.ports.ledger);
}

} // namespace fl
