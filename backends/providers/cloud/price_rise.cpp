// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/providers/cloud/price_rise.h"

namespace fl {
namespace {

/// Unset: of one of them it is unknown.
std::optional<Money> sumOf(const std::vector<PlannedResource> &planned, const QString &currency)
{
    Money sum{0, currency};
    for (const PlannedResource &each : planned) {
        if (!each.perHour || (each.perHour->currency != currency && !each.perHour->isFree()))
            return std::nullopt;
        sum.micros += each.perHour->micros;
    }
    return sum;
}

} // namespace

Status agreesToPrice(Machine &machine, const std::vector<PlannedResource> &planned, ProviderCall &call)
{
    auto plan = planFromJson(machine.plan);
    if (!plan || !plan->perHour)
        return {};
    const auto now = sumOf(planned, plan->perHour->currency);
    if (now && now->micros <= plan->perHour->micros)
        return {};
    Question question{Question::Kind::ConfirmInPerson, {QStringLiteral("price-rose"), {{QStringLiteral("machine"), machine.name}}}};
    if (now) {
        question.text.args.insert(QStringLiteral("micros_per_hour"), QString::number(now->micros));
        question.text.args.insert(QStringLiteral("currency"), now->currency);
    }
    const auto answer =
        call.asker ? call.asker->ask(question, call.stop) : Result<Answer>(fail({Cause::AnswerNeeded, {}, NextAction::Resume, {}, {}}));
    if (!answer)
        return fail(answer.error());
    if (!answer->yes)
        return fail({Cause::Cancelled, {}, NextAction::Resume, {}, {}});
    machine.perHour = plan->perHour = now;
    plan->resources = planned;
    machine.plan = toJson(*plan);
    return {};
}

} // namespace fl
