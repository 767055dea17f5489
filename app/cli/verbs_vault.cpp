// SPDX-License-Identifier: GPL-3.0-or-later
// vault: where passwords are kept, and the locked file for them.
#include "app/cli/verbs.h"
#include "app/cli/words.h"
#include "backends/text/text.h"

namespace fl::cli {
namespace {

const QString passphraseName = QStringLiteral("vault.passphrase");
constexpr int attempts = 3;

QString slugOf(Keeping keeping)
{
    switch (keeping) {
    case Keeping::System: return QStringLiteral("key-ring");
    case Keeping::Vault: return QStringLiteral("vault");
    case Keeping::Nowhere: break;
    }
    return QStringLiteral("nowhere");
}

Result<Secret> askOne(Call &call, const char *which)
{
    auto answer = call.asker.ask({Question::Kind::Secret, {QString::fromLatin1(which), {{QStringLiteral("name"), passphraseName}}}},
                                 call.operation.stop);
    if (!answer && answer.error().cause == Cause::AnswerNeeded)
        return fail({Cause::SecretMissing, {{QStringLiteral("name"), passphraseName}}, NextAction::ChangeInput, {}, {}});
    if (!answer)
        return fail(answer.error());
    if (!answer->yes)
        return fail({Cause::Cancelled, {}, NextAction::Retry, {}, {}});
    return answer->secret;
}

Result<Secret> newPassphrase(Call &call)
{
    if (const auto given = call.operation.secrets.constFind(passphraseName); given != call.operation.secrets.constEnd())
        return *given;
    for (int attempt = 1; attempt <= attempts; ++attempt) {
        auto first = askOne(call, "vault-new");
        if (!first)
            return first;
        const auto again = askOne(call, "vault-again");
        if (!again)
            return again;
        if (*first == *again)
            return first;
        call.output.say(tr("They are not the same."));
    }
    return fail(usageError(tr("the two passphrases were not the same")));
}

} // namespace

Status vault(Call &call)
{
    Operations &operations = *call.opened.operations;
    if (call.line.fresh) {
        if (operations.keeping() == Keeping::Vault)
            return fail(usageError(tr("there is a locked file already; firstlight-cli vault --delete takes it away")));
        const auto passphrase = newPassphrase(call);
        if (!passphrase)
            return fail(passphrase.error());
        FL_TRY(operations.createVault(*passphrase));
        call.output.say(tr("From now on passwords are kept in a file locked by this passphrase. It is stored nowhere: do not forget it."));
    } else if (call.line.remove) {
        const auto answer = call.asker.ask({Question::Kind::Confirm, {QStringLiteral("vault-forget"), {}}}, call.operation.stop);
        if (!answer)
            return fail(answer.error());
        if (!answer->yes)
            return fail({Cause::Cancelled, {}, NextAction::Retry, {}, {}});
        FL_TRY(operations.forgetVault());
        call.output.say(tr("The file with your passwords is deleted."));
    }
    const Keeping keeping = operations.keeping();
    if (!call.line.fresh && !call.line.remove)
        call.output.show(keeping == Keeping::System      ? tr("Passwords are kept in this computer's key ring.")
                             : keeping == Keeping::Vault ? tr("Passwords are kept in a file locked by your passphrase.")
                                                         : tr("Passwords are not kept: each is asked for when it is needed. "
                                                              "firstlight-cli vault --new makes a locked file for them."));
    call.output.result({{QStringLiteral("keeping"), slugOf(keeping)}});
    return {};
}

} // namespace fl::cli
