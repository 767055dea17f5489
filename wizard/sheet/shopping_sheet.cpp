// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/sheet/shopping_sheet.h"

#include "backends/text/advice_text.h"
#include "backends/text/text.h"
#include "backends/text/way_text.h"
#include "wizard/sheet/base_font.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QLocale>
#include <QPageSize>
#include <QPdfWriter>
#include <QSaveFile>
#include <QTextDocument>

#include <cmath>

namespace fl {
namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(fl::ShoppingSheet)
};

constexpr double pointSize = 9;

QString dollars(double amount)
{
    return text::money(Money{std::llround(amount * 1e6), QStringLiteral("USD")});
}

QString wholeDollars(double amount)
{
    return text::priceRange(std::pair(amount, amount));
}

/// Puts rich text together. What comes in is plain text.
class Sheet {
public:
    QString html;

    void heading(const QString &text, const char *kind = "")
    {
        html += QStringLiteral("<h2 class='%1'>%2</h2>").arg(QLatin1String(kind), text.toHtmlEscaped());
    }
    void text(const QString &text, const char *kind = "")
    {
        html += QStringLiteral("<p class='%1'>%2</p>").arg(QLatin1String(kind), text.toHtmlEscaped());
    }
    void list(const QStringList &lines)
    {
        html += QLatin1String("<ul>");
        for (const QString &line : lines)
            html += QStringLiteral("<li>%1</li>").arg(line.toHtmlEscaped());
        html += QLatin1String("</ul>");
    }
    /// `figures`: from which column on cells are set to the right.
    void beginTable(const QStringList &head, const QList<int> &widths, qsizetype figures = 99)
    {
        html += QLatin1String("<table width='100%' cellspacing='0' cellpadding='4' style='margin-bottom: 8px'>");
        m_figures = figures;
        m_widths = widths;
        row(head, "th");
    }
    void row(const QStringList &cells, const char *kind = "td")
    {
        html += QLatin1String("<tr>");
        for (qsizetype i = 0; i < cells.size(); ++i)
            html += QStringLiteral("<td class='%1' width='%2%' align='%3'>%4</td>")
                        .arg(QLatin1String(kind))
                        .arg(m_widths.at(i))
                        .arg(i >= m_figures ? QLatin1String("right") : QLatin1String("left"), cells.at(i).toHtmlEscaped());
        html += QLatin1String("</tr>");
    }
    void endTable() { html += QLatin1String("</table>"); }

private:
    qsizetype m_figures = 99;
    QList<int> m_widths;
};

/// Sources as they come up, numbered from 1.
class Notes {
public:
    /// "January 2026 [2]"
    QString of(const std::vector<DatedSource> &sources, const QString &id)
    {
        const DatedSource *source = sourceOf(sources, id);
        if (!source)
            return {};
        qsizetype at = 0;
        while (at < m_all.size() && m_all.at(at)->title != source->title)
            ++at;
        if (at == m_all.size())
            m_all << source;
        return QStringLiteral("%1 [%2]").arg(text::monthYear(source->month)).arg(at + 1);
    }
    QStringList lines() const
    {
        QStringList all;
        for (const DatedSource *source : m_all)
            all << QStringLiteral("[%1] %2 (%3) %4")
                       .arg(all.size() + 1)
                       .arg(source->title, text::monthYear(source->month), source->url)
                       .trimmed();
        return all;
    }

private:
    QList<const DatedSource *> m_all;
};

void parts(Sheet &sheet, Notes &notes, const Advice &advice, const ShoppingList &list)
{
    sheet.heading(text::buildName(list.build));
    sheet.beginTable({Tr::tr("Part"), Tr::tr("Model"), Tr::tr("Price"), Tr::tr("As of")}, {17, 41, 22, 20}, 2);
    for (const ShoppingList::Row &row : list.rows) {
        const auto &price = row.part.price;
        sheet.row({text::adviceWhat(row.part.kind), row.part.name,
                   text::priceRange(price ? std::optional(std::pair(price->low, price->high)) : std::nullopt),
                   price ? notes.of(advice.sources, price->source) : QString()});
    }
    sheet.row({Tr::tr("Together"), QString(), text::priceRange(std::pair(list.low, list.high)), QString()}, "sum");
    sheet.endTable();
    QStringList reasons;
    if (list.fit == ShoppingList::Fit::Yes)
        reasons << Tr::tr("It fits into the money, also where each part costs the most that was seen.");
    for (const Reason &reason : list.reasons)
        reasons << text::reason(reason);
    sheet.list(reasons);
}

void rent(Sheet &sheet, Notes &notes, const Ways &ways, const ShoppingList &list, int hoursPerWeek)
{
    sheet.heading(Tr::tr("The same, rented for %1 hours a week").arg(hoursPerWeek));
    const auto all = rentedInstead(ways, list, hoursPerWeek);
    if (all.empty()) {
        sheet.text(Tr::tr("Nobody whose price is known rents a GPU with as much memory."));
        return;
    }
    sheet.beginTable({Tr::tr("Where"), Tr::tr("GPU"), Tr::tr("An hour"), Tr::tr("A month"), Tr::tr("As of"),
                      Tr::tr("Buying pays off after")},
                     {20, 17, 10, 10, 22, 21}, 2);
    for (const RentedInstead &rented : all)
        sheet.row({text::wayName(rented.way), QStringLiteral("%1, %2 GB").arg(rented.option.gpu).arg(rented.option.gpuGb),
                   dollars(*rented.option.perHour), wholeDollars(std::ceil(rented.perMonth)), notes.of(ways.sources, rented.option.source),
                   payOff(rented)});
    sheet.endTable();
    QStringList reasons{Tr::tr("Until then, renting is cheaper. With twice the hours a week it is half as long.")};
    if (list.unknown > 0)
        reasons << Tr::tr("Parts whose price is not known are not in it, so that it is longer.");
    reasons << Tr::tr(
        "Power is not in it, nor what the computer is worth when you sell it. A rented machine costs while it runs, also when "
        "you do nothing.");
    sheet.list(reasons);
}

void rules(Sheet &sheet, Notes &notes, const Knowledge &knowledge)
{
    const Advice &advice = knowledge.advice;
    sheet.heading(Tr::tr("What a computer for deep learning should have"));
    sheet.beginTable({QString(), Tr::tr("The guide of 2018"), Tr::tr("Today")}, {16, 42, 42});
    // The rules alone: whatever machine they are held against, what they want stays the same.
    for (const AdviceRow &row : adviseOn(advice, knowledge.matrix, {.id = {}, .gpu = {}, .perHour = {}, .note = {}}))
        if (row.what != QLatin1String("free")) // of a computer that one has
            sheet.row({text::adviceWhat(row.what), text::reason(row.wants2018), text::reason(row.wantsToday)});
    sheet.row({Tr::tr("As of"), notes.of(advice.sources, advice.rule2018.source), notes.of(advice.sources, advice.today.source)});
    sheet.endTable();
}

QString months(double count)
{
    return QLocale().toString(static_cast<int>(std::ceil(count)));
}

} // namespace

QString payOff(const RentedInstead &rented)
{
    constexpr double longest = 120; // months: nothing that is bought now is worth having in ten years
    if (rented.monthsLow > longest)
        return Tr::tr("more than 10 years");
    if (rented.monthsHigh > 24) {
        const QString low = QLocale().toString(rented.monthsLow / 12, 'f', 1), high = QLocale().toString(rented.monthsHigh / 12, 'f', 1);
        return low == high ? Tr::tr("%1 years").arg(low) : Tr::tr("%1 to %2 years").arg(low, high);
    }
    const QString low = months(rented.monthsLow), high = months(rented.monthsHigh);
    return low == high ? Tr::tr("%1 months").arg(low) : Tr::tr("%1 to %2 months").arg(low, high);
}

QString shoppingSheet(const Knowledge &knowledge, double budget, int hoursPerWeek, const QDate &day)
{
    const ShoppingList list = shoppingList(knowledge.advice, budget);
    Sheet sheet;
    Notes notes;
    sheet.html = QStringLiteral("<html><head><style>"
                                "h1 { font-size: 18pt; margin: 0 } h2 { font-size: 12pt; margin-top: 16px; margin-bottom: 4px }"
                                "p { margin: 4px 0 } ul { margin-top: 8px } li { margin: 2px 0 } .muted { color: #555c66 }"
                                ".th { color: #555c66; border-bottom: 1px solid #8a929c }"
                                ".td { border-bottom: 1px solid #dfe3e8; vertical-align: middle }"
                                ".page { page-break-before: always }"
                                ".sum { font-weight: bold; background-color: #eef2f7; vertical-align: middle }"
                                "</style></head><body style='color: #14181d'>");
    sheet.html += QStringLiteral("<h1>%1</h1>").arg(Tr::tr("A computer for deep learning").toHtmlEscaped());
    sheet.text(Tr::tr("For %1, made on %2. US dollars, without tax.")
                   .arg(wholeDollars(budget), QLocale().toString(day, QLocale::LongFormat)),
               "muted");
    parts(sheet, notes, knowledge.advice, list);
    rent(sheet, notes, knowledge.ways, list, hoursPerWeek);
    rules(sheet, notes, knowledge);
    sheet.heading(Tr::tr("Where the figures come from"), "page");
    for (const QString &line : notes.lines())
        sheet.text(line, "muted");
    return sheet.html + QLatin1String("</body></html>");
}

Status writePdf(const QString &sheet, const QString &path)
{
    QBuffer bytes;
    bytes.open(QIODevice::WriteOnly);
    {
        QPdfWriter writer(&bytes);
        writer.setPageSize(QPageSize(QPageSize::A4));
        writer.setPageMargins({});
        writer.setTitle(Tr::tr("A computer for deep learning"));
        writer.setCreator(QStringLiteral("Firstlight"));
        QTextDocument document;
        QFont font = paperFont();
        font.setPointSizeF(pointSize);
        document.setDefaultFont(font);
        document.setHtml(sheet);
        document.print(&writer); // with a margin of 2 cm, and the page's number
    }
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes.data()) != bytes.size() || !file.commit())
        return fail({Cause::LocalFile,
                     {{QStringLiteral("path"), path}, {QStringLiteral("reason"), file.errorString()}},
                     NextAction::ChangeInput,
                     file.errorString(),
                     {}});
    return {};
}

} // namespace fl
