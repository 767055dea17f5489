// SPDX-License-Identifier: GPL-3.0-or-later
// Where a run's secrets come from: given for this call, else the key ring, else asked. All of them become known to the
// redactor. What logged us in is kept in the key ring once the run went well. A vault is opened when something in it is first
// wanted, by "vault.passphrase": given, else asked.
#pragma once

#include "backends/ports/asker.h"
#include "backends/ports/keyring.h"
#include "backends/run/operations.h"
#include "backends/run/redaction.h"

namespace fl {

class SecretSource {
public:
    /// Hears, once, why the vault stays shut: "vault-left-locked", "vault-passphrase-wrong", "vault-damaged" (arg copy),
    /// "vault-unusable" (arg reason).
    using Tell = std::function<void(const QString &code, const QJsonObject &args)>;
    SecretSource(const GivenSecrets &given, KeyRing &ring, Asker &asker, Redactor &redactor, QString machine, Tell tell = {},
                 std::stop_token stop = {});

    /// The key ring, ready to be read. Errors: those of KeyRing::unlock.
    Result<KeyRing *> ring();

    std::optional<Secret> given(const QString &name);
    std::optional<Secret> kept(const QString &name);  ///< a key ring that is not there keeps nothing
    std::optional<Secret> known(const QString &name); ///< given or answered; does not ask the key ring
    std::optional<Secret> find(const QString &name);  ///< known, else kept
    /// Of the login that is kept for all machines of a provider with an account.
    std::optional<Secret> keptFor(const Provider &provider, const QString &name);
    /// Asks; `attempt` from 1. Errors: AnswerNeeded becomes SecretMissing (param name); Cancelled.
    Result<Secret> ask(const QString &name, int attempt, std::stop_token stop);

    /// Keeps what was given or asked under `name`, if there is a key ring. False: not kept.
    bool keep(const QString &name);
    bool keep(const QString &name, const Secret &secret);
    void forgetAll(const Provider &provider); ///< all we may have kept of this machine
    /// The login that was given is from now on that of all the provider's machines; without one nothing changes.
    void keepFor(const Provider &provider);
    Status forgetFor(const Provider &provider);

private:
    std::optional<Secret> read(const SecretRef &ref);
    bool write(const SecretRef &ref, const Secret &secret);
    Status unlock(bool &asked);
    KeyRing *openRing(); ///< null where it stays shut, which is told
    void tell(const Error &error);

    const GivenSecrets &m_given;
    KeyRing &m_ring;
    Asker &m_asker;
    Redactor &m_redactor;
    QString m_machine;
    Tell m_tell;
    std::stop_token m_stop;
    QMap<QString, Secret> m_answered; ///< by the user or, once, by the key ring
};

/// What logs in: to the server, and to the provider.
QStringList loginSecrets(const Provider &provider);

/// The names of the provider's own secrets, where it has an account.
QStringList accountSecrets(const Provider &provider);

/// Of what is asked of a provider before there is a machine: with what the user gave for this call, and the login that is kept for it.
/// Lives no longer than ports, provider and call.
ProviderCall providerCall(Ports &ports, const Provider &provider, OperationCall &call);

} // namespace fl
