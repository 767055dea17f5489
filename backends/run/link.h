// SPDX-License-Identifier: GPL-3.0-or-later
// The connection of a run to its machine: endpoint from the provider, host key decided, login with the secrets there
// are, and coming back after a loss.
#pragma once

#include "backends/run/event_stream.h"
#include "backends/run/secret_source.h"
#include "backends/steps/step.h"

namespace fl {

class Link : public ServerLink {
public:
    struct Patience {
        std::chrono::milliseconds connect{std::chrono::seconds(20)};   ///< one try
        std::chrono::milliseconds boot{0};                             ///< a machine that was just made or started may still boot
        std::chrono::milliseconds reconnect{std::chrono::minutes(10)}; ///< after a loss
    };

    Link(const Machine &machine, Provider &provider, Ports &ports, Asker &asker, SecretSource &secrets, EventStream &events,
         Patience patience);

    /// The living shell; connects on first use. An unknown host key is shown to the user, whose default answer is No.
    Result<Shell *> shell(std::stop_token stop) override;
    /// After a loss: tries again with growing pauses; a refused login or a changed host key ends it at once.
    Result<Shell *> reconnect(std::stop_token stop);
    /// Where the machine is, with the keys to trust, and what logs in there.
    Result<Endpoint> endpoint(std::stop_token stop);
    SshSecrets sshSecrets();

    void setPatience(Patience patience) { m_patience = patience; }
    bool wasMadeFresh() const { return m_endpoint && m_endpoint->disposable; }

private:
    Result<std::unique_ptr<SshSession>> connectOnce(std::stop_token stop);
    Result<std::unique_ptr<SshSession>> connectAsking(std::stop_token stop);
    Status acceptHostKey(const Error &unknown, std::stop_token stop);

    const Machine &m_machine;
    Provider &m_provider;
    Ports &m_ports;
    Asker &m_asker;
    SecretSource &m_secrets;
    EventStream &m_events;
    Patience m_patience;
    std::optional<Endpoint> m_endpoint;
    qint64 m_endpointAsked = 0;
    std::unique_ptr<SshSession> m_session;
};

} // namespace fl
