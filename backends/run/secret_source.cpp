// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/run/secret_source.h"

#include <algorithm>

namespace fl {
namespace {

const QLatin1String passphraseName("vault.passphrase");

Question passphraseQuestion(int attempt)
{
    return {Question::Kind::Secret,
            {passphraseName, {{QStringLiteral("name"), passphraseName}, {QStringLiteral("attempt"), QString::number(attempt)}}}};
}

} // namespace

SecretSource::SecretSource(const GivenSecrets &given, KeyRing &ring, Asker &asker, Redactor &redactor, QString machine, Tell tell,
                           std::stop_token stop) :
    m_given(given),
    m_ring(ring),
    m_asker(asker),
    m_redactor(redactor),
    m_machine(std::move(machine)),
    m_tell(std::move(tell)),
    m_stop(std::move(stop))
{
    for (const Secret &secret : given)
        m_redactor.add(secret);
}

Status SecretSource::unlock(bool &asked)
{
    bool used = false; // of what was given
    return m_ring.unlock([&](int attempt) -> Result<std::optional<Secret>> {
        asked = true;
        if (const auto secret = given(passphraseName); secret && !std::exchange(used, true))
            return secret;
        auto answer = m_asker.ask(passphraseQuestion(attempt), m_stop);
        if (!answer && (m_stop.stop_requested() || answer.error().cause != Cause::AnswerNeeded))
            return fail(answer.error());
        if (!answer || !answer->yes)
            return std::optional<Secret>();
        m_redactor.add(answer->secret);
        return std::optional(answer->secret);
    });
}

Result<KeyRing *> SecretSource::ring()
{
    bool asked = false;
    FL_TRY(unlock(asked));
    return &m_ring;
}

KeyRing *SecretSource::openRing()
{
    bool asked = false;
    const Status open = unlock(asked);
    if (open)
        return &m_ring;
    // Left locked before: that was said then.
    if (asked || open.error().params.value(QStringLiteral("why")) != QLatin1String("locked"))
        tell(open.error());
    return nullptr;
}

void SecretSource::tell(const Error &error)
{
    const auto param = [&](const char *name) { return error.params.value(QLatin1String(name)); };
    if (!m_tell || error.cause == Cause::Cancelled)
        return;
    if (error.cause == Cause::VaultDamaged)
        m_tell(QStringLiteral("vault-damaged"), {{QStringLiteral("copy"), param("copy")}});
    else if (error.cause == Cause::VaultPassphrase)
        m_tell(QStringLiteral("vault-passphrase-wrong"), {});
    else if (param("why") == QLatin1String("locked"))
        m_tell(QStringLiteral("vault-left-locked"), {});
    else
        m_tell(QStringLiteral("vault-unusable"), {{QStringLiteral("reason"), param("reason").isEmpty() ? param("why") : param("reason")}});
}

std::optional<Secret> SecretSource::given(const QString &name)
{
    const auto found = m_given.constFind(name);
    return found == m_given.constEnd() ? std::nullopt : std::optional(*found);
}

std::optional<Secret> SecretSource::kept(const QString &name)
{
    return read({m_machine, name});
}

std::optional<Secret> SecretSource::keptFor(const Provider &provider, const QString &name)
{
    return accountSecrets(provider).contains(name) ? read({provider.id(), name}) : std::nullopt;
}

std::optional<Secret> SecretSource::read(const SecretRef &ref)
{
    KeyRing *ring = openRing();
    auto found = ring ? ring->read(ref) : Result<std::optional<Secret>>();
    if (!found && found.error().cause == Cause::VaultDamaged)
        tell(found.error());
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
    return write({m_machine, name}, secret);
}

bool SecretSource::write(const SecretRef &ref, const Secret &secret)
{
    m_redactor.add(secret);
    KeyRing *ring = openRing();
    if (!ring)
        return false;
    const Status kept = ring->write(ref, secret);
    if (!kept && kept.error().cause == Cause::VaultDamaged)
        tell(kept.error());
    return kept.has_value();
}

void SecretSource::forgetAll(const Provider &provider)
{
    KeyRing *ring = openRing();
    if (!ring)
        return;
    QStringList names = loginSecrets(provider);
    names << QStringLiteral("jupyter.password");
    for (const QString &name : std::as_const(names))
        (void)ring->remove({m_machine, name});
}

void SecretSource::keepFor(const Provider &provider)
{
    const QStringList names = accountSecrets(provider);
    if (std::none_of(names.begin(), names.end(), [&](const QString &name) { return given(name).has_value(); }))
        return;
    // A login is all of its parts: none of an older one may stay beside it.
    if (!forgetFor(provider))
        return;
    for (const QString &name : names)
        if (const auto secret = given(name))
            write({provider.id(), name}, *secret);
}

Status SecretSource::forgetFor(const Provider &provider)
{
    KeyRing *ring = openRing();
    for (const QString &name : ring ? accountSecrets(provider) : QStringList())
        FL_TRY(ring->remove({provider.id(), name}));
    return {};
}

QStringList accountSecrets(const Provider &provider)
{
    QStringList names;
    if (provider.abilities().hasAccount)
        for (const Field &field : provider.fields())
            if (field.kind == Field::Kind::Secret)
                names << field.key;
    return names;
}

namespace {

/// What answers for a call of which no session keeps the secrets.
struct Asking {
    Redactor redactor;
    SecretSource secrets;
    Asking(Ports &ports, OperationCall &call) : secrets(call.secrets, ports.keyRing, call.asker, redactor, {}, {}, call.stop) { }
};

} // namespace

ProviderCall providerCall(Ports &ports, const Provider &provider, OperationCall &call)
{
    const auto asking = std::make_shared<Asking>(ports, call);
    return {ports,
            call.events,
            call.stop,
            [asking](const QString &name) { return asking->secrets.given(name); },
            [asking, &provider](const QString &name) { return asking->secrets.keptFor(provider, name); },
            &call.asker};
}

QStringList loginSecrets(const Provider &provider)
{
    QStringList names{QStringLiteral("ssh.password"), QStringLiteral("ssh.passphrase"), QStringLiteral("sudo.password")};
    for (const Field &field : provider.fields())
        if (field.kind == Field::Kind::Secret && !names.contains(field.key))
            names << field.key;
    return names;
}

} // namespace fl
