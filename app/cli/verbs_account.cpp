// SPDX-License-Identifier: GPL-3.0-or-later
// whoami, regions, policy, logout: a login with a provider; letin, console: what the provider can do for a machine from outside.
#include "app/cli/verbs.h"
#include "app/cli/words.h"
#include "backends/core/keys.h"
#include "backends/text/account_text.h"
#include "backends/text/text.h"

namespace fl::cli {
namespace {

Result<const Provider *> providerOf(Call &call)
{
    QStringList known;
    for (const auto &provider : call.opened.operations->providers()) {
        if (provider->id() == call.line.id)
            return provider.get();
        known << provider->id();
    }
    return fail({Cause::BadValue,
                 {{QStringLiteral("key"), QStringLiteral("where")},
                  {QStringLiteral("value"), call.line.id},
                  {QStringLiteral("allowed"), known.join(QStringLiteral(", "))}},
                 NextAction::ChangeInput,
                 {},
                 {}});
}

} // namespace

Result<Choices> placeChoices(const CommandLine &line)
{
    Choices choices;
    choices.where = line.id;
    for (const auto &[key, value] : line.set)
        FL_TRY(setKey(choices, key, value));
    return choices;
}

Status whoami(Call &call)
{
    const auto choices = placeChoices(call.line);
    if (!choices)
        return fail(choices.error());
    const auto who = call.opened.operations->identity(*choices, call.operation);
    if (!who)
        return fail(who.error());
    call.output.show(text::login(who->who, who->account, who->from));
    call.output.json({{QStringLiteral("kind"), QStringLiteral("identity")},
                      {QStringLiteral("account"), who->account},
                      {QStringLiteral("who"), who->who},
                      {QStringLiteral("from"), who->from}});
    call.output.result({{QStringLiteral("account"), who->account}});
    return {};
}

Status regions(Call &call)
{
    const auto choices = placeChoices(call.line);
    if (!choices)
        return fail(choices.error());
    const auto places = call.opened.operations->places(*choices, call.operation);
    if (!places)
        return fail(places.error());
    for (const Place &place : *places) {
        QJsonObject object{{QStringLiteral("kind"), QStringLiteral("region")},
                           {QStringLiteral("id"), place.id},
                           {QStringLiteral("name"), place.name},
                           {QStringLiteral("priced"), place.priced},
                           {QStringLiteral("usable"), place.usable}};
        if (place.km)
            object.insert(QStringLiteral("km"), qRound(*place.km));
        if (place.perHour) {
            object.insert(QStringLiteral("micros_per_hour"), QString::number(place.perHour->micros));
            object.insert(QStringLiteral("currency"), place.perHour->currency);
        }
        call.output.json(object);
        call.output.show(QStringLiteral("%1  %2").arg(place.id.leftJustified(16),
                                                      text::region(place.name, place.km, place.priced, place.perHour, place.usable)));
    }
    call.output.result({{QStringLiteral("regions"), static_cast<qint64>(places->size())}});
    return {};
}

Status policy(Call &call)
{
    const auto provider = providerOf(call);
    if (!provider)
        return fail(provider.error());
    const QString text = QString::fromUtf8((*provider)->policy()).trimmed();
    if (text.isEmpty())
        return fail({Cause::NotSupportedHere,
                     {{QStringLiteral("where"), call.line.id}, {QStringLiteral("what"), QStringLiteral("policy")}},
                     NextAction::ReadHelp,
                     {},
                     {}});
    call.output.show(text);
    call.output.json({{QStringLiteral("kind"), QStringLiteral("policy")}, {QStringLiteral("text"), text}});
    call.output.result({});
    return {};
}

Status logout(Call &call)
{
    FL_TRY(call.opened.operations->forgetLogin(call.line.id, call.operation));
    call.output.say(tr("No login to %1 is kept for new machines any more. Machines that are there keep theirs until they are deleted.")
                        .arg(text::providerName(call.line.id)));
    call.output.result({});
    return {};
}

Status letin(Call &call)
{
    FL_TRY(call.opened.operations->letIn(call.line.id, call.operation));
    call.output.say(tr("%1's own rule lets this computer's address of today in, and no other.").arg(text::visible(call.line.id)));
    call.output.result({{QStringLiteral("id"), call.line.id}});
    return {};
}

Status console(Call &call)
{
    const auto said = call.opened.operations->console(call.line.id, call.operation);
    if (!said)
        return fail(said.error());
    call.output.json({{QStringLiteral("kind"), QStringLiteral("console")}, {QStringLiteral("text"), *said}});
    if (said->isEmpty())
        call.output.say(tr("There is nothing on its console yet; a minute after the start there is."));
    for (const QString &line : said->split(QLatin1Char('\n')))
        if (!said->isEmpty())
            call.output.show(text::visible(line));
    call.output.result({{QStringLiteral("id"), call.line.id}});
    return {};
}

} // namespace fl::cli
