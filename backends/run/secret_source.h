// SPDX-License-Identifier: GPL-3.0-or-later
// Where a run's secrets come from: given for this call, else the key ring, else asked. All of them become known to the
// redactor. What logged us in is kept in the key ring once the run went well.
#pragma once

#include "backends/ports/asker.h"
#include "backends/ports/keyring.h"
#include "backends/run/operations.h"
#include "backends/run/redaction.h"

namespace fl {

class SecretSource {
public:
    SecretSource(const GivenSecrets &given, KeyRing &ring, Asker &asker, Redactor &redactor, QString machine);

    std::optional<Secret> given(const QString &name);
    std::optional<Secret> kept(const QString &name); ///< a key ring that is not there keeps nothing
    std::optional<Secret> known(const QString &name); ///< given or answered; does not ask the key ring
    std::optional<Secret> find(const QString &name);  ///< known, else kept
    /// Asks; `attempt` from 1. Errors: AnswerNeeded becomes SecretMissing (param name); Cancelled.
    Result<Secret> ask(const QString &name, int attempt, std::stop_token stop);

    /// Keeps what was given or asked under `name`, if there is a key ring. False: not kept.
    bool keep(const QString &name);
    bool keep(const QString &name, const Secret &secret);
    void forgetAll(); ///< all we may have kept of this machine

private:
    const GivenSecrets &m_given;
    KeyRing &m_ring;
    Asker &m_asker;
    Redactor &m_redactor;
    QString m_machine;
    QMap<QString, Secret> m_answered; ///< by the user or, once, by the key ring
};

} // namespace fl
