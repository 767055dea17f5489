// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/steps/local/jupyter_secrets.h"

#include "backends/jupyter/jupyter.h"

#include <QRandomGenerator>

namespace fl {
namespace {

const QLatin1String passwordName("jupyter.password");
constexpr qint64 renewBefore = qint64(30) * 24 * 3600 * 1000;

QString randomRoot()
{
    // 16 characters of 36: what scopes the login cookie, not what keeps strangers out.
    static const char alphabet[] = "abcdefghijklmnopqrstuvwxyz0123456789";
    QString root = QStringLiteral("/");
    for (int i = 0; i < 16; ++i)
        root += QLatin1Char(alphabet[QRandomGenerator::system()->bounded(36)]);
    return root + QLatin1Char('/');
}

struct Wanted {
    bool password = false;
    bool certificate = false;
};

Wanted wanted(StepContext &context, bool configured)
{
    if (!configured)
        return {true, true};
    const qint64 end = context.machine.facts.value(QLatin1String("jupyter.cert_not_after")).toInteger();
    Wanted result{context.replacePassword, end - context.ports.clock.now() < renewBefore};
    if (const auto given = context.given(passwordName); given && !result.password) {
        const auto kept = context.kept(passwordName);
        result.password = kept && !(*kept == *given);
        if (!kept) // whether it is another one cannot be told, and a set-up run again shall change nothing
            context.events({context.ports.clock.now(),
                            context.machine.id,
                            context.step.id,
                            EventKind::Notice,
                            {{QStringLiteral("say"), QStringLiteral("password-left-as-it-is")}}});
    }
    return result;
}

} // namespace

Result<StepOutcome> JupyterSecrets::run(StepContext &context)
{
    QJsonObject &facts = context.machine.facts;
    const bool configured = facts.contains(QLatin1String("jupyter.cert_sha256")) && !facts.contains(QLatin1String("jupyter.pending"));
    const Wanted want = wanted(context, configured);
    if (!want.password && !want.certificate)
        return StepOutcome::AlreadyThere;

    if (want.password) {
        auto password = context.given(passwordName);
        if (!password && !context.replacePassword)
            password = context.kept(passwordName);
        if (!password) {
            password = makePassword();
            context.made.insert(QStringLiteral("jupyter.password.new"), *password);
        }
        auto hash = jupyterPasswordHash(*password);
        if (!hash)
            return fail(hash.error());
        context.made.insert(QStringLiteral("PASSWORD_HASH"), Secret(std::move(*hash)));
        context.made.insert(passwordName, *password);
    }
    // Also for a new password alone: the key of the certificate that is there is not on this computer.
    auto certificate = makeCertificate(context.machine.name, context.ports.clock.now());
    if (!certificate)
        return fail(certificate.error());
    context.made.insert(QStringLiteral("KEY_PEM"), certificate->keyPem);
    facts.insert(QStringLiteral("jupyter.cert_pem"), QString::fromLatin1(certificate->pem));
    facts.insert(QStringLiteral("jupyter.cert_sha256"), certificate->sha256);
    facts.insert(QStringLiteral("jupyter.cert_not_after"), certificate->notAfter);
    if (!facts.contains(QLatin1String("jupyter.base_url")))
        facts.insert(QStringLiteral("jupyter.base_url"), randomRoot());
    // Until the server has them; a run that ends before makes new ones.
    facts.insert(QStringLiteral("jupyter.pending"), true);
    return StepOutcome::Done;
}

} // namespace fl
