// SPDX-License-Identifier: GPL-3.0-or-later
// advice: what this computer is worth for deep learning, or what to buy for a sum of money.
#include "app/cli/verbs.h"
#include "app/cli/words.h"
#include "backends/text/advice_text.h"
#include "backends/text/text.h"
#include "backends/text/way_text.h"
#include "wizard/sheet/shopping_sheet.h"

#include <QDate>
#include <QFileInfo>
#include <QJsonArray>

namespace fl::cli {
namespace {

QString mark(Verdict verdict)
{
    switch (verdict) {
    case Verdict::Yes: return QStringLiteral("✓");
    case Verdict::No: return QStringLiteral("✗");
    case Verdict::Unknown: return QStringLiteral("?");
    case Verdict::NoRule: break;
    }
    return QStringLiteral("–");
}

QJsonObject toJson(const AdviceRow &row)
{
    const auto rule = [](Verdict verdict, const Reason &wants) {
        return QJsonObject{{QStringLiteral("verdict"), slug(verdict)}, {QStringLiteral("wants"), text::reason(wants)}};
    };
    return {{QStringLiteral("kind"), QStringLiteral("advice")},
            {QStringLiteral("what"), row.what},
            {QStringLiteral("has"), text::reason(row.has)},
            {QStringLiteral("rule_2018"), rule(row.rule2018, row.wants2018)},
            {QStringLiteral("today"), rule(row.today, row.wantsToday)},
            {QStringLiteral("code"), row.says.code},
            {QStringLiteral("says"), text::reason(row.says)}};
}

QString source(const Advice &advice, const QString &id)
{
    const DatedSource *source = sourceOf(advice.sources, id);
    return QStringLiteral("%1 (%2)").arg(source->title, text::monthYear(source->month));
}

Status thisComputer(Call &call, const Knowledge &knowledge)
{
    Choices choices;
    for (const auto &provider : call.opened.operations->providers())
        if (provider->abilities().thisComputer)
            choices.where = provider->id();
    const auto offers = call.opened.operations->offers(choices, call.operation);
    if (!offers)
        return fail(offers.error());
    if (offers->empty())
        return fail({Cause::NotSupportedHere, {{QStringLiteral("what"), QStringLiteral("advice")}}, NextAction::ReadHelp, {}, {}});
    call.output.show(tr("What this computer is worth for deep learning, by the guide's rule of 2018 and by today's:"));
    int short2018 = 0, shortToday = 0;
    for (const AdviceRow &row : adviseOn(knowledge.advice, knowledge.matrix, offers->front())) {
        short2018 += row.rule2018 == Verdict::No ? 1 : 0;
        shortToday += row.today == Verdict::No ? 1 : 0;
        call.output.json(toJson(row));
        call.output.show(QString());
        call.output.show(QStringLiteral("%1: %2").arg(text::adviceWhat(row.what), text::reason(row.has)));
        call.output.show(QStringLiteral("  %1 2018   %2").arg(mark(row.rule2018), text::reason(row.wants2018)));
        call.output.show(QStringLiteral("  %1 %2  %3").arg(mark(row.today), tr("today"), text::reason(row.wantsToday)));
        call.output.show(QStringLiteral("    ") + text::reason(row.says));
    }
    call.output.show(QString());
    call.output.show(tr("2018: %1").arg(sourceOf(knowledge.advice.sources, knowledge.advice.rule2018.source)->title));
    call.output.show(tr("Today: %1").arg(source(knowledge.advice, knowledge.advice.today.source)));
    call.output.result({{QStringLiteral("short_2018"), short2018}, {QStringLiteral("short_today"), shortToday}});
    return {};
}

/// What the same costs when it is rented, and when buying has paid off.
void renting(Call &call, const Ways &ways, const ShoppingList &list)
{
    call.output.show(tr("Rented instead, for %1 hours a week:").arg(call.line.hoursPerWeek));
    const auto all = rentedInstead(ways, list, call.line.hoursPerWeek);
    for (const RentedInstead &rented : all) {
        const DatedSource *source = sourceOf(ways.sources, rented.option.source);
        call.output.json({{QStringLiteral("kind"), QStringLiteral("rent")},
                          {QStringLiteral("way"), rented.way},
                          {QStringLiteral("gpu"), rented.option.gpu},
                          {QStringLiteral("gpu_gb"), rented.option.gpuGb},
                          {QStringLiteral("per_hour"), *rented.option.perHour},
                          {QStringLiteral("per_month"), rented.perMonth},
                          {QStringLiteral("months_low"), rented.monthsLow},
                          {QStringLiteral("months_high"), rented.monthsHigh},
                          {QStringLiteral("month"), source->month.toString(QStringLiteral("yyyy-MM"))},
                          {QStringLiteral("source"), source->url}});
        call.output.show(tr("  %1, %2 with %3 GB: %4 (%5); buying pays off after %6")
                             .arg(text::wayName(rented.way), rented.option.gpu)
                             .arg(rented.option.gpuGb)
                             .arg(text::perMonth(rented.perMonth), text::monthYear(source->month), payOff(rented)));
    }
    if (all.empty())
        call.output.show(tr("  nobody whose price is known rents a GPU with as much memory"));
    call.output.show(QString());
}

Status shopping(Call &call, const Knowledge &knowledge, double budget)
{
    const Advice &advice = knowledge.advice;
    const ShoppingList list = shoppingList(advice, budget);
    const QString fit = list.fit == ShoppingList::Fit::Yes ? QStringLiteral("yes")
        : list.fit == ShoppingList::Fit::Maybe             ? QStringLiteral("maybe")
                                                           : QStringLiteral("no");
    call.output.show(text::buildName(list.build) + QLatin1Char(':'));
    QStringList used;
    for (const ShoppingList::Row &row : list.rows) {
        const auto price = row.part.price ? std::optional(std::pair(row.part.price->low, row.part.price->high)) : std::nullopt;
        QJsonObject object{{QStringLiteral("kind"), QStringLiteral("part")},
                           {QStringLiteral("what"), row.part.kind},
                           {QStringLiteral("name"), row.part.name},
                           {QStringLiteral("used"), row.part.used},
                           {QStringLiteral("low"), price ? QJsonValue(price->first) : QJsonValue()},
                           {QStringLiteral("high"), price ? QJsonValue(price->second) : QJsonValue()}};
        QString when;
        if (price) {
            const DatedSource *from = sourceOf(advice.sources, row.part.price->source);
            object.insert(QStringLiteral("month"), from->month.toString(QStringLiteral("yyyy-MM")));
            object.insert(QStringLiteral("source"), from->url);
            when = QStringLiteral(" (%1)").arg(text::monthYear(row.month));
            if (!used.contains(from->id))
                used << from->id;
        }
        call.output.json(object);
        call.output.show(
            QStringLiteral("  %1: %2, %3%4").arg(text::adviceWhat(row.part.kind), row.part.name, text::priceRange(price), when));
    }
    call.output.show(tr("  Together: %1").arg(text::priceRange(std::pair(list.low, list.high))));
    call.output.show(QString());
    QJsonArray codes;
    for (const Reason &reason : list.reasons) {
        codes.append(reason.code);
        call.output.show(QStringLiteral("· ") + text::reason(reason));
    }
    call.output.show(QString());
    renting(call, knowledge.ways, list);
    for (const QString &id : used)
        call.output.show(QStringLiteral("  %1 %2").arg(source(advice, id), sourceOf(advice.sources, id)->url));
    QJsonValue pdf;
    if (!call.line.pdfFile.isEmpty()) {
        const QString path = QFileInfo(call.line.pdfFile).absoluteFilePath();
        FL_TRY(writePdf(shoppingSheet(knowledge, budget, call.line.hoursPerWeek, QDate::currentDate()), path));
        call.output.show(tr("The sheet is in %1.").arg(path));
        pdf = path;
    }
    call.output.result({{QStringLiteral("build"), list.build},
                        {QStringLiteral("fits"), fit},
                        {QStringLiteral("low"), list.low},
                        {QStringLiteral("high"), list.high},
                        {QStringLiteral("unknown"), list.unknown},
                        {QStringLiteral("reason_codes"), codes},
                        {QStringLiteral("hours_per_week"), call.line.hoursPerWeek},
                        {QStringLiteral("pdf"), pdf}});
    return {};
}

} // namespace

Status advice(Call &call)
{
    const auto knowledge = call.opened.operations->knowledge();
    if (!knowledge)
        return fail(knowledge.error());
    if (call.line.budget)
        return shopping(call, *knowledge, *call.line.budget);
    return thisComputer(call, *knowledge);
}

} // namespace fl::cli
