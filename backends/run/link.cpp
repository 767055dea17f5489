// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/run/link.h"

#include "backends/run/host_key_renewal.h"

#include <algorithm>

namespace fl {
namespace {

using namespace std::chrono_literals;

/// Between two tries while it boots: whoever waits sees it answer within a second.
constexpr std::chrono::milliseconds bootPause = 400ms;
/// The provider is asked less often than the machine: it may have booted with another address.
constexpr std::chrono::milliseconds endpointAge = 15s;

const QLatin1String passwordName("ssh.password");
const QLatin1String passphraseName("ssh.passphrase");

/// Worth another try: the machine or the network may come back.
bool mayPass(Cause cause)
{
    switch (cause) {
    case Cause::HostNotFound:
    case Cause::ConnectionRefused:
    case Cause::ConnectionTimeout:
    case Cause::ConnectionLost:
    case Cause::SshNoBanner:
    case Cause::SshProtocol:
    case Cause::SshJumpFailed: return true;
    default: return false;
    }
}

} // namespace

Link::Link(const Machine &machine, Provider &provider, Ports &ports, Asker &asker, SecretSource &secrets, EventStream &events,
           Patience patience) :
    m_machine(machine),
    m_provider(provider),
    m_ports(ports),
    m_asker(asker),
    m_secrets(secrets),
    m_events(events),
    m_patience(patience)
{
}

Result<Endpoint> Link::endpoint(std::stop_token stop)
{
    if (!m_endpoint) {
        ProviderCall call{m_ports,
                          m_events.sink(),
                          stop,
                          [this](const QString &name) { return m_secrets.find(name); },
                          [this](const QString &name) { return m_secrets.keptFor(m_provider, name); },
                          &m_asker};
        auto found = m_provider.endpoint(m_machine, call);
        if (!found)
            return fail(found.error());
        m_endpoint = std::move(*found);
        m_endpointAsked = m_ports.clock.now();
    }
    return *m_endpoint;
}

SshSecrets Link::sshSecrets()
{
    // The key ring is asked only when a login needs it: it may take its time.
    return {m_secrets.known(passwordName).value_or(Secret()), m_secrets.known(passphraseName).value_or(Secret())};
}

Status Link::acceptHostKey(const Error &unknown, std::stop_token stop)
{
    auto answer = m_asker.ask({Question::Kind::AcceptHostKey, {QStringLiteral("host-key-new"), unknown.params}}, stop);
    if (!answer) {
        if (answer.error().cause != Cause::AnswerNeeded)
            return fail(answer.error());
        return fail(unknown); // nobody there to compare: says which key it is, and how to accept it
    }
    if (!answer->yes)
        return fail(unknown);
    const bool jump = unknown.params.value(QStringLiteral("jump")) == QLatin1String("yes");
    (jump ? m_endpoint->ssh.trustedJumpHostKeys : m_endpoint->ssh.trustedHostKeys) << unknown.params.value(QStringLiteral("fingerprint"));
    return {};
}

Result<std::unique_ptr<SshSession>> Link::connectOnce(std::stop_token stop)
{
    return m_ports.ssh.connect(m_endpoint->ssh, sshSecrets(), m_patience.connect, stop);
}

Result<std::unique_ptr<SshSession>> Link::connectAsking(std::stop_token stop)
{
    SshSecrets secrets = sshSecrets();
    int hostKeys = 0, passwords = 0, passphrases = 0;
    for (;;) {
        auto session = m_ports.ssh.connect(m_endpoint->ssh, secrets, m_patience.connect, stop);
        if (session)
            return session;
        const Error error = session.error();
        if (error.cause == Cause::SshHostKeyUnknown && hostKeys < 2) { // the jump host's and the server's
            ++hostKeys;
            FL_TRY(acceptHostKey(error, stop));
        } else if (error.cause == Cause::SshAuthRefused && m_endpoint->ssh.keyFile.isEmpty() && passwords < 3) {
            if (passwords == 0 && secrets.password.isEmpty())
                if (auto kept = m_secrets.find(passwordName)) {
                    secrets.password = *kept;
                    ++passwords;
                    continue;
                }
            auto asked = m_secrets.ask(passwordName, ++passwords, stop);
            if (!asked)
                return fail(asked.error().cause == Cause::SecretMissing ? error : asked.error());
            secrets.password = *asked;
        } else if (error.cause == Cause::SshKeyPassphrase && passphrases < 3) {
            if (passphrases == 0)
                if (auto kept = m_secrets.find(passphraseName); kept && !(*kept == secrets.passphrase)) {
                    secrets.passphrase = *kept;
                    ++passphrases;
                    continue;
                }
            auto asked = m_secrets.ask(passphraseName, ++passphrases, stop);
            if (!asked)
                return fail(asked.error().cause == Cause::SecretMissing ? error : asked.error());
            secrets.passphrase = *asked;
        } else {
            return fail(error);
        }
    }
}

Result<Shell *> Link::shell(std::stop_token stop)
{
    if (const auto found = endpoint(stop); !found)
        return fail(found.error());
    if (m_endpoint->local)
        return &m_ports.localShell;
    if (m_session && m_session->isAlive())
        return m_session.get();
    m_session.reset();
    const qint64 end = m_ports.clock.now() + m_patience.boot.count();
    for (bool told = false;;) {
        auto session = connectAsking(stop);
        if (session) {
            m_session = std::move(*session);
            if (m_endpoint->throwAwayKeyFile.isEmpty())
                return m_session.get();
            FL_TRY(renewHostKey(*m_session, *m_endpoint, m_ports.ssh, stop));
            m_session.reset(); // proven by the old key alone; its sshd starts anew, and may be away for a moment
            continue;
        }
        if (!mayPass(session.error().cause) || m_ports.clock.now() + bootPause.count() >= end)
            return fail(session.error());
        if (!std::exchange(told, true))
            m_events.emitEvent(EventKind::Progress, {{QStringLiteral("say"), QStringLiteral("waiting-for-machine")}});
        if (!m_ports.clock.wait(bootPause, stop))
            return fail({Cause::Cancelled, {}, NextAction::Resume, {}, {}});
        if (m_ports.clock.now() - m_endpointAsked < endpointAge.count())
            continue;
        m_endpoint.reset(); // it may have booted with another address
        if (const auto found = endpoint(stop); !found)
            return fail(found.error());
    }
}

Result<Shell *> Link::reconnect(std::stop_token stop)
{
    if (m_endpoint && m_endpoint->local)
        return &m_ports.localShell;
    const qint64 end = m_ports.clock.now() + m_patience.reconnect.count();
    std::chrono::milliseconds pause = 500ms;
    for (int attempt = 1;; ++attempt) {
        m_events.emitEvent(EventKind::Progress,
                           {{QStringLiteral("say"), QStringLiteral("reconnecting")},
                            {QStringLiteral("args"), QJsonObject{{QStringLiteral("attempt"), attempt}}}});
        m_session.reset();
        // A reboot may have moved it: ask the provider anew, but keep the host keys the user has accepted.
        const QStringList trusted = m_endpoint ? m_endpoint->ssh.trustedHostKeys : QStringList();
        m_endpoint.reset();
        Result<Endpoint> found = endpoint(stop);
        if (found) {
            m_endpoint->ssh.trustedHostKeys += trusted;
            m_endpoint->ssh.trustedHostKeys.removeDuplicates();
            auto session = connectOnce(stop);
            if (session) {
                m_session = std::move(*session);
                return m_session.get();
            }
            found = fail(session.error());
        }
        if (!mayPass(found.error().cause))
            return fail(found.error());
        if (m_ports.clock.now() + pause.count() >= end) {
            Error lost = found.error();
            lost.cause = Cause::ConnectionLost;
            lost.next = NextAction::Resume;
            return fail(lost);
        }
        if (!m_ports.clock.wait(pause, stop))
            return fail({Cause::Cancelled, {}, NextAction::Resume, {}, {}});
        pause = std::min<std::chrono::milliseconds>(pause * 2, 10s);
    }
}

} // namespace fl
