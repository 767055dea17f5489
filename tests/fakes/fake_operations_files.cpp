// SPDX-License-Identifier: GPL-3.0-or-later
// What the double says of files and of hosted notebooks.
#include "tests/fakes/fake_operations.h"

namespace fl {

Result<UserFiles> FakeOperations::userFiles(const QString &machine, OperationCall &)
{
    note(QStringLiteral("files ") + machine);
    if (filesError)
        return fail(*filesError);
    return files;
}

Result<CopiedFiles> FakeOperations::copyHome(const QString &machine, const QString &folder, OperationCall &call)
{
    note(QStringLiteral("fetch ") + machine + QLatin1Char(' ') + folder);
    return copy(folder, call);
}

Result<CopiedFiles> FakeOperations::copyThere(const QString &machine, const QStringList &paths, const QString &folder, OperationCall &call)
{
    note((QStringList{QStringLiteral("send"), machine} + paths + QStringList{folder}).join(QLatin1Char(' ')));
    return copy(folder, call);
}

Result<CopiedFiles> FakeOperations::copy(const QString &folder, OperationCall &call)
{
    for (const Event &event : copyEvents)
        call.events(event);
    if (!waits(call.stop))
        return fail({.cause = Cause::Cancelled, .params = {}, .next = NextAction::Resume, .detail = {}});
    if (copyError)
        return fail(*copyError);
    CopiedFiles done = copied;
    done.folder = folder;
    return done;
}

HostedAccess FakeOperations::hostedAccess(const Choices &choices, OperationCall &)
{
    note(QStringLiteral("access ") + choices.where);
    return access;
}

Result<HostedOpened> FakeOperations::openHosted(const Choices &choices, OperationCall &call)
{
    note(QStringLiteral("upload ") + choices.where);
    {
        const std::lock_guard lock(m_mutex);
        m_choices = choices;
        m_secrets = call.secrets;
    }
    for (const Event &event : hostedEvents)
        call.events(event);
    if (!waits(call.stop))
        return fail({.cause = Cause::Cancelled, .params = {}, .next = NextAction::Resume, .detail = {}});
    if (hostedError)
        return fail(*hostedError);
    return hosted;
}

Status FakeOperations::signOutHosted(const QString &service, OperationCall &)
{
    note(QStringLiteral("sign-out ") + service);
    if (signOutError)
        return fail(*signOutError);
    access.signedIn = false;
    return {};
}

} // namespace fl
