// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/io/ssh/connector.h"

#include "backends/io/ssh/auth.h"
#include "backends/io/ssh/dial.h"
#include "backends/io/ssh/jump.h"
#include "backends/io/ssh/keys.h"
#include "backends/io/ssh/session.h"
#include "backends/io/ssh/ssh_config.h"

#include <QRegularExpression>

namespace fl {
namespace {

/// Signature algorithms by the type of key, in our order of preference.
struct KeyFamily {
    const char *algorithms;
    QByteArrayView typePrefix;
};
constexpr KeyFamily families[] = {{"ssh-ed25519", "ssh-ed25519"},
                                  {"ecdsa-sha2-nistp256,ecdsa-sha2-nistp384,ecdsa-sha2-nistp521", "ecdsa-sha2-"},
                                  {"rsa-sha2-512,rsa-sha2-256", "ssh-rsa"}};

QByteArray allAlgorithms()
{
    QByteArrayList list;
    for (const KeyFamily &family : families)
        list += family.algorithms;
    return list.join(',');
}

/// Those of the pinned keys first: a server with several keys must show the one that we know.
QByteArray algorithmsFor(const std::vector<HostKey> &pins)
{
    QByteArrayList known, others;
    for (const KeyFamily &family : families) {
        const bool pinned =
            std::any_of(pins.begin(), pins.end(), [&](const HostKey &key) { return key.type.startsWith(family.typePrefix); });
        (pinned ? known : others) += family.algorithms;
    }
    return (known + others).join(',');
}

bool isAboutTheHostKey(const Error &error)
{
    return error.cause == Cause::SshHostKeyUnknown || error.cause == Cause::SshHostKeyChanged;
}

} // namespace

struct LibsshConnector::Attempt {
    SshCredentials credentials;
    const SshSecrets &secrets;
    QByteArray hostKeyAlgorithms;
};

std::optional<SshTarget> parseJump(const QString &text)
{
    static const QRegularExpression form(QStringLiteral("^(?:([^@]+)@)?(?:\\[([0-9A-Fa-f:.%]+)\\]|([^:@\\[\\]\\s]+))(?::([0-9]{1,5}))?$"));
    const QRegularExpressionMatch match = form.match(text.trimmed());
    if (!match.hasMatch())
        return std::nullopt;
    SshTarget jump;
    jump.user = match.captured(1);
    jump.host = match.captured(2) + match.captured(3);
    if (!match.captured(4).isEmpty())
        jump.port = match.captured(4).toInt();
    jump.hostKeyAlias = QStringLiteral("jump-") + jump.host;
    if (jump.port < 1 || jump.port > 65535 || jump.host.startsWith(QLatin1Char('-')))
        return std::nullopt;
    return jump;
}

Result<std::unique_ptr<SshSession>> LibsshConnector::connect(const SshTarget &target, const SshSecrets &secrets,
                                                             std::chrono::milliseconds limit, std::stop_token stop)
{
    auto opened = open(target, secrets, Deadline::in(limit, std::move(stop)));
    if (!opened)
        return fail(opened.error());
    return std::make_unique<LibsshSession>(std::move(opened->link), opened->hostKey.fingerprint);
}

Result<OpenLink> LibsshConnector::open(const SshTarget &target, const SshSecrets &secrets, const Deadline &deadline) const
{
    const NoSigPipe guard;
    SshKeyPtr key;
    if (!target.keyFile.isEmpty()) {
        auto loaded = loadPrivateKey(target.keyFile, secrets.passphrase);
        if (!loaded)
            return fail(loaded.error());
        key = std::move(*loaded);
    }
    const auto pins = m_knownHosts.pins(target.hostKeyAlias);
    if (!pins)
        return fail(pins.error());

    Attempt attempt{{key.get(), target.useAgent && !key, secrets.password}, secrets, algorithmsFor(*pins)};
    auto result = openOnce(target, attempt, deadline);
    const auto failedWith = [&](Cause cause) {
        return !result && result.error().cause == cause && !result.error().params.contains(QStringLiteral("jump"));
    };

    // The fingerprint we were given may be that of another of the server's keys: have it show each kind.
    if (failedWith(Cause::SshHostKeyUnknown) && !target.trustedHostKeys.isEmpty()) {
        const Error first = result.error();
        for (const KeyFamily &family : families) {
            if (!failedWith(Cause::SshHostKeyUnknown))
                break;
            if (first.params.value(QStringLiteral("type")).toLatin1().startsWith(family.typePrefix.toByteArray()))
                continue;
            attempt.hostKeyAlgorithms = family.algorithms;
            result = openOnce(target, attempt, deadline);
            if (failedWith(Cause::SshProtocol)) // it has none of that kind
                result = fail(first);
        }
        if (failedWith(Cause::SshHostKeyUnknown))
            result = fail(first);
    }
    // An agent full of keys uses up the server's patience before the password's turn comes.
    if (failedWith(Cause::SshAuthRefused) && attempt.credentials.useAgent && !secrets.password.isEmpty()
        && result.error().params.contains(QStringLiteral("reason"))) {
        attempt.credentials.useAgent = false;
        result = openOnce(target, attempt, deadline);
    }
    return result;
}

Result<OpenLink> LibsshConnector::openOnce(const SshTarget &target, const Attempt &attempt, const Deadline &deadline) const
{
    UniqueFd socket;
    std::shared_ptr<JumpPump> pump;
    if (target.jump.isEmpty()) {
        auto dialled = dial(target.host, target.port, deadline);
        if (!dialled)
            return fail(dialled.error());
        socket = std::move(*dialled);
    } else {
        auto jump = parseJump(target.jump);
        if (!jump)
            return fail({Cause::BadValue,
                         {{QStringLiteral("key"), QStringLiteral("ssh.jump")}, {QStringLiteral("value"), target.jump}},
                         NextAction::ChangeInput,
                         {}});
        if (jump->user.isEmpty())
            jump->user = target.user;
        jump->keyFile = target.keyFile;
        jump->useAgent = target.useAgent;
        jump->trustedHostKeys = target.trustedJumpHostKeys;
        auto first = open(*jump, attempt.secrets, deadline);
        if (!first) {
            Error error = first.error();
            if (isAboutTheHostKey(error))
                error.params.insert(QStringLiteral("jump"), QStringLiteral("yes"));
            else if (error.cause != Cause::Cancelled && !error.params.contains(QStringLiteral("path"))) {
                error.params.insert(QStringLiteral("jump"), jump->host);
                error.params.insert(QStringLiteral("reason"), slug(error.cause));
                error.params.insert(QStringLiteral("host"), target.host);
                error.cause = Cause::SshJumpFailed;
            }
            return fail(error);
        }
        auto opened = JumpPump::open(std::move(first->link), target.host, target.port, deadline);
        if (!opened)
            return fail(opened.error());
        pump = std::move(*opened);
        socket = pump->takeSocket();
    }

    auto link = SshLink::open(std::move(socket), {target.host, target.port, target.user},
                              attempt.hostKeyAlgorithms.isEmpty() ? allAlgorithms() : attempt.hostKeyAlgorithms, m_times, deadline, pump);
    if (!link)
        return fail(link.error());
    auto key = (*link)->hostKey();
    if (!key)
        return fail(key.error());
    FL_TRY(checkHostKey(target, *key));
    FL_TRY(logIn(**link, attempt.credentials, deadline));
    return OpenLink{std::move(*link), std::move(*key)};
}

Status LibsshConnector::checkHostKey(const SshTarget &target, const HostKey &key) const
{
    const QMap<QString, QString> params{{QStringLiteral("host"), target.host},
                                        {QStringLiteral("port"), QString::number(target.port)},
                                        {QStringLiteral("fingerprint"), key.fingerprint},
                                        {QStringLiteral("type"), QString::fromLatin1(key.type)},
                                        {QStringLiteral("alias"), target.hostKeyAlias}};
    // Read again: another thread or program may have kept a key since.
    const auto pins = m_knownHosts.pins(target.hostKeyAlias);
    if (!pins)
        return fail(pins.error());
    for (const HostKey &pin : *pins)
        if (pin.type == key.type && pin.base64 == key.base64)
            return {};
    if (!pins->empty())
        return fail({Cause::SshHostKeyChanged, params, NextAction::DoNotConnect, {}});
    if (!target.trustedHostKeys.contains(key.fingerprint))
        return fail({Cause::SshHostKeyUnknown, params, NextAction::CompareHostKey, {}});
    return target.hostKeyAlias.isEmpty() ? Status() : m_knownHosts.pin(target.hostKeyAlias, key);
}

std::vector<SshConfigHost> LibsshConnector::configuredHosts() const
{
    return sshConfigHosts();
}

Result<QString> LibsshConnector::makeKeyPair(const QString &path, const QString &comment)
{
    return makeKeyPairFiles(path, comment);
}

} // namespace fl
