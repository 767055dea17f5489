// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/providers/cloud/fallback.h"

namespace fl {

Result<bool> agreesTo(const Fallback &fallback, const Choices &choices, ProviderCall &call)
{
    const QString told = choices.provider.value(QStringLiteral("fallback"));
    const bool otherType = !fallback.type.isEmpty();
    if (told == QLatin1String("types") || (told == QLatin1String("zones") && !otherType))
        return true;
    if (!told.isEmpty() || !call.asker)
        return false;
    Question question{fallback.samePrice ? Question::Kind::Confirm : Question::Kind::ConfirmInPerson, fallback.what};
    if (fallback.perHour) {
        question.text.args.insert(QStringLiteral("micros_per_hour"), QString::number(fallback.perHour->micros));
        question.text.args.insert(QStringLiteral("currency"), fallback.perHour->currency);
    }
    const auto answer = call.asker->ask(question, call.stop);
    if (!answer)
        return answer.error().cause == Cause::AnswerNeeded ? Result<bool>(false) : fail(answer.error());
    return answer->yes;
}

void remember(Machine &machine, const Fallback &fallback)
{
    machine.facts.insert(QStringLiteral("cloud.type"), fallback.type);
    machine.perHour = fallback.perHour;
    if (auto plan = planFromJson(machine.plan)) {
        plan->choices.provider.insert(QStringLiteral("type"), fallback.type);
        plan->perHour = fallback.perHour;
        std::optional<Money> rest = fallback.perHour; // of the machine alone: its disk and its address cost what they did
        for (const PlannedResource &each : plan->resources)
            if (rest && each.kind != QLatin1String("instance"))
                rest = each.perHour ? std::optional(Money{rest->micros - each.perHour->micros, rest->currency}) : std::nullopt;
        for (PlannedResource &each : plan->resources)
            if (each.kind == QLatin1String("instance"))
                each.perHour = rest;
        machine.plan = toJson(*plan);
    }
}

} // namespace fl
