// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/providers/ssh/ssh_provider.h"

#include "backends/providers/adopted.h"

#include <QFileInfo>

#include <algorithm>

namespace fl {
namespace {

/// Something that can be a host or user name at all: no blanks or control characters, and no option for a program
/// that gets it as a word ("Open terminal").
bool isWord(const QString &text)
{
    return !text.isEmpty() && !text.startsWith(QLatin1Char('-'))
        && std::none_of(text.begin(), text.end(), [](QChar c) { return c.isSpace() || !c.isPrint(); });
}

bool isFingerprint(const QString &text)
{
    return text.startsWith(QLatin1String("SHA256:")) && text.size() > 7 && isWord(text);
}

} // namespace

QString unusableKey(const SshChoice &choice)
{
    if (!isWord(choice.host) || choice.host.contains(QLatin1Char('@')))
        return QStringLiteral("ssh.host");
    if (choice.port < 1 || choice.port > 65535)
        return QStringLiteral("ssh.port");
    if (!isWord(choice.user))
        return QStringLiteral("ssh.user");
    if (!choice.jump.isEmpty() && !isWord(choice.jump))
        return QStringLiteral("ssh.jump");
    if (!choice.acceptedHostKey.isEmpty() && !isFingerprint(choice.acceptedHostKey))
        return QStringLiteral("ssh.host_key");
    if (!choice.acceptedJumpHostKey.isEmpty() && !isFingerprint(choice.acceptedJumpHostKey))
        return QStringLiteral("ssh.jump_host_key");
    return {};
}

std::vector<Field> SshProvider::fields() const
{
    const auto field = [](const char *key, Field::Kind kind, const char *help = "") {
        return Field{.key = QLatin1String(key), .kind = kind, .fallback = {}, .options = {}, .helpTopic = QLatin1String(help)};
    };
    std::vector<Field> fields{
        field("ssh.host", Field::Kind::Text, "ssh-host"),
        field("ssh.port", Field::Kind::Number, "ssh-port"),
        field("ssh.user", Field::Kind::Text, "ssh-user"),
        field("ssh.key", Field::Kind::File, "ssh-key"),
        field("ssh.password", Field::Kind::Secret, "ssh-password"),
        field("ssh.passphrase", Field::Kind::Secret, "ssh-passphrase"),
        field("sudo.password", Field::Kind::Secret, "sudo-password"),
        field("ssh.new_key", Field::Kind::Toggle, "ssh-new-key"),
        field("ssh.jump", Field::Kind::Text, "ssh-jump"),
        field("ssh.host_key", Field::Kind::Text, "ssh-host-key"),
    };
    fields[0].required = true;
    fields[1].fallback = QStringLiteral("22");
    fields[2].required = true;
    return fields;
}

Status SshProvider::create(Machine &machine, const Choices &choices, ProviderCall &call)
{
    if (const QString key = unusableKey(choices.ssh); !key.isEmpty())
        return fail(
            Error{.cause = Cause::BadValue, .params = {{QStringLiteral("key"), key}}, .next = NextAction::ChangeInput, .detail = {}});
    machine.handle = QStringLiteral("%1@%2:%3").arg(choices.ssh.user, choices.ssh.host).arg(choices.ssh.port);
    return adopt(machine, machine.handle, call.ports.ledger);
}

Result<std::vector<PlannedResource>> SshProvider::plannedResources(const Choices &choices, ProviderCall &) const
{
    std::vector<PlannedResource> planned;
    if (choices.provider.value(QStringLiteral("new_key")) == QLatin1String("yes"))
        planned.push_back({QStringLiteral("user-key"), choices.ssh.user + QLatin1Char('@') + choices.ssh.host, Money{}});
    return planned;
}

Result<Endpoint> SshProvider::endpoint(const Machine &machine, ProviderCall &)
{
    const auto plan = planFromJson(machine.plan);
    if (!plan || !unusableKey(plan->choices.ssh).isEmpty())
        return fail(Error{.cause = Cause::LedgerDamaged,
                          .params = {{QStringLiteral("machine"), machine.name}},
                          .next = NextAction::ReportBug,
                          .detail = {}});
    SshChoice choice = plan->choices.ssh;
    // A key that we made for it comes before what let us in the first time.
    if (const QString own = machine.facts.value(QLatin1String("ssh.key_file")).toString(); !own.isEmpty() && QFileInfo::exists(own))
        choice.keyFile = own;
    Endpoint endpoint;
    endpoint.ssh = SshTarget{.host = choice.host,
                             .port = choice.port,
                             .user = choice.user,
                             .keyFile = choice.keyFile,
                             .useAgent = choice.keyFile.isEmpty(), // a named key is the only one offered
                             .jump = choice.jump,
                             .hostKeyAlias = machine.id,
                             .trustedHostKeys = {},
                             .trustedJumpHostKeys = {}};
    if (!choice.acceptedHostKey.isEmpty())
        endpoint.ssh.trustedHostKeys << choice.acceptedHostKey;
    if (!choice.acceptedJumpHostKey.isEmpty())
        endpoint.ssh.trustedJumpHostKeys << choice.acceptedJumpHostKey;
    return endpoint;
}

Status SshProvider::start(const Machine &, ProviderCall &)
{
    return fail(notOurs(id(), QStringLiteral("start")));
}

Status SshProvider::stop(const Machine &, ProviderCall &)
{
    return fail(notOurs(id(), QStringLiteral("stop")));
}

Status SshProvider::reboot(const Machine &, ProviderCall &)
{
    return fail(notOurs(id(), QStringLiteral("reboot")));
}

Status SshProvider::destroy(const Machine &machine, ProviderCall &call)
{
    return release(machine, call.ports.ledger);
}

} // namespace fl
