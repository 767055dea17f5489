// SPDX-License-Identifier: GPL-3.0-or-later
// open, colab and password.
#include "app/cli/verbs.h"
#include "app/cli/words.h"
#include "backends/text/text.h"

#include <QDateTime>

#include <condition_variable>

namespace fl::cli {
namespace {

QString shown(const Secret &secret)
{
    return secret.reveal([](QByteArrayView bytes) { return QString::fromUtf8(bytes); });
}

/// Until it is told to end, or the tunnel gave up, or `over`.
Status wait(
    Call &call, const Tunnel &tunnel, const std::function<bool()> &over = [] { return false; })
{
    std::mutex mutex;
    std::condition_variable_any wake;
    std::unique_lock lock(mutex);
    while (!call.operation.stop.stop_requested() && !over()) {
        if (auto failure = tunnel.failure())
            return fail(*failure);
        wake.wait_for(lock, call.operation.stop, std::chrono::milliseconds(500), [] { return false; });
    }
    return {};
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
    FL_TRY(wait(call, *notebook->tunnel));
    call.output.result({{QStringLiteral("url"), notebook->url}});
    return {};
}

Status open(Call &call)
{
    return serve(call, call.line.id);
}

Status colab(Call &call)
{
    if (call.line.stop) {
        FL_TRY(call.opened.operations->closeColab(call.line.id, call.operation));
        call.output.say(tr("Colab can no longer reach %1.").arg(text::visible(call.line.id)));
        call.output.result({{QStringLiteral("id"), call.line.id}});
        return {};
    }
    const auto seconds = static_cast<qint64>(call.line.hours.value_or(4) * 3600);
    const auto open = call.opened.operations->openColab(call.line.id, seconds, call.operation);
    if (!open)
        return fail(open.error());
    const qint64 left = (open->until - QDateTime::currentMSecsSinceEpoch()) / 1000;
    call.output.say(
        tr("This may stop working: Google has changed how Colab reaches other computers again and again. JupyterLab on the machine does "
           "the same without it: firstlight-cli open %1")
            .arg(text::visible(call.line.id)));
    call.output.say(
        tr("In Colab (https://colab.research.google.com): the arrow beside Connect, \"Connect to a local runtime\", and this address:"));
    call.output.show(shown(open->url));
    call.output.json(
        {{QStringLiteral("kind"), QStringLiteral("colab")}, {QStringLiteral("url"), shown(open->url)}, {QStringLiteral("left"), left}});
    call.output.say(
        tr("Whoever has this address can run code on your machine. It ends by itself in %1; firstlight-cli colab %2 --stop ends it now. "
           "Ctrl-C closes the way to it.")
            .arg(text::duration(static_cast<double>(left)), text::visible(call.line.id)));
    FL_TRY(wait(call, *open->tunnel, [&] { return QDateTime::currentMSecsSinceEpoch() >= open->until; }));
    call.output.result({{QStringLiteral("id"), call.line.id}});
    return {};
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
