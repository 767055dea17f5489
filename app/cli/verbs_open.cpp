// SPDX-License-Identifier: GPL-3.0-or-later
// open and password.
#include "app/cli/verbs.h"
#include "app/cli/words.h"
#include "backends/text/text.h"

#include <condition_variable>

namespace fl::cli {
namespace {

QString shown(const Secret &secret)
{
    return secret.reveal([](QByteArrayView bytes) { return QString::fromUtf8(bytes); });
}

} // namespace

Status serve(Call &call, const QString &machine)
{
    const auto notebook = call.opened.operations->open(machine, call.operation);
    if (!notebook)
        return fail(notebook.error());
    call.output.say(tr("The notebook is at"));
    call.output.show(notebook->url);
    if (call.output.isJson())
        call.output.say(notebook->url);
    call.output.say(tr("Its password: firstlight-cli password %1. Ctrl-C closes the way to it; the notebook goes on.").arg(machine));
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    while (!call.operation.stop.stop_requested()) {
        if (auto failure = notebook->tunnel->failure())
            return fail(*failure);
        wake.wait_for(lock, call.operation.stop, std::chrono::milliseconds(500), [] { return false; });
    }
    call.output.result({{QStringLiteral("url"), notebook->url}});
    return {};
}

Status open(Call &call)
{
    return serve(call, call.line.id);
}

Status password(Call &call)
{
    std::optional<Secret> password;
    bool kept = true;
    if (call.line.fresh) {
        const auto result = call.opened.operations->newPassword(call.line.id, call.operation);
        if (!result)
            return fail(result.error());
        password = result->newPassword;
        kept = result->passwordKept;
        if (!password) {
            call.output.say(tr("The notebook has the new password."));
            call.output.result({{QStringLiteral("kept"), kept}});
            return {};
        }
    } else {
        auto found = call.opened.operations->password(call.line.id, call.operation);
        if (!found)
            return fail(found.error());
        if (!*found)
            return fail({Cause::SecretMissing,
                         {{QStringLiteral("name"),
                           tr("the notebook's password is not kept on this computer; firstlight-cli password %1 --new makes another one")
                               .arg(call.line.id)}},
                         NextAction::ChangeInput,
                         {},
                         {}});
        password = **found;
    }
    call.output.show(shown(*password));
    call.output.json({{QStringLiteral("kind"), QStringLiteral("password")}, {QStringLiteral("password"), shown(*password)}});
    if (!kept)
        call.output.say(tr("It is not kept on this computer: write it down. It is not shown again."));
    call.output.result({{QStringLiteral("kept"), kept}});
    return {};
}

} // namespace fl::cli
