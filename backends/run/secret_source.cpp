// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/run/secret_source.h"

namespace fl {

SecretSource::SecretSource(const GivenSecrets &given, KeyRing &ring, Asker &asker, Redactor &redactor, QString machine) :
    m_given(given), m_ring(ring), m_asker(asker), m_redactor(redactor), m_machine(std::move(machine))
{
    for (const Secret &secret : given)
        m_redactor.add(secret);
}

std::optional<Secret> SecretSource::given(const QString &name)
{
    const auto found = m_given.constFind(name);
    return found == m_given.constEnd() ? std::nullopt : std::optional(*found);
}

std::optional<Secret> SecretSource::kept(const QString &name)
{
    auto found = m_ring.read({m_machine, name});
    if (!found || !*found)
        return std::nullopt;
    m_redactor.add(**found);
    return *found;
}

std::optional<Secret> SecretSource::known(const QString &name)
{
    if (auto secret = given(name))
        return secret;
    const auto answered = m_answered.constFind(name);
    return answered == m_answered.constEnd() ? std::nullopt : std::optional(*answered);
}

std::optional<Secret> SecretSource::find(const QString &name)
{
    if (auto secret = known(name))
        return secret;
    auto secret = kept(name);
    if (secret)
        m_answered.insert(name, *secret);
    return secret;
}

Result<Secret> SecretSource::ask(const QString &name, int attempt, std::stop_token stop)
{
    auto answer = m_asker.ask({Question::Kind::Secret,
                               {name, {{QStringLiteral("name"), name}, {QStringLiteral("attempt"), QString::number(attempt)}}}},
                              stop);
    if (!answer) {
        Error error = answer.error();
        if (error.cause == Cause::AnswerNeeded)
            error = {Cause::SecretMissing, {{QStringLiteral("name"), name}}, NextAction::CheckCredentials, {}, {}};
        return fail(error);
    }
    if (!answer->yes)
        return fail({Cause::Cancelled, {}, NextAction::Resume, {}, {}});
    m_redactor.add(answer->secret);
    m_answered.insert(name, answer->secret);
    return answer->secret;
}

bool SecretSource::keep(const QString &name)
{
    const auto secret = known(name);
    return secret && keep(name, *secret);
}

bool SecretSource::keep(const QString &name, const Secret &secret)
{
    m_redactor.add(secret);
    return m_ring.write({m_machine, name}, secret).has_value();
}

void SecretSource::forgetAll()
{
    for (const char *name : {"jupyter.password", "ssh.password", "ssh.passphrase", "sudo.password"})
        (void)m_ring.remove({m_machine, QString::fromLatin1(name)});
}

} // namespace fl
