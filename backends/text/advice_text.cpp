// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/text/advice_text.h"

#include "backends/text/fill.h"
#include "backends/text/text.h"

#include <QLocale>

#include <cmath>

namespace fl::text {
namespace {

#define T(text) QT_TRANSLATE_NOOP("fl::text", text)

const Table &reasons()
{
    static const Table table{
        // what there is
        {QStringLiteral("unknown"), T("cannot be told")},
        {QStringLiteral("has-cores"), T("{cores} cores")},
        {QStringLiteral("has-cpu"), T("{cores} cores, {cpu}")},
        {QStringLiteral("has-gb"), T("{gb} GB")},
        {QStringLiteral("has-disk"), T("{gb} GB")},
        {QStringLiteral("has-ssd"), T("{gb} GB, of them {ssd} GB on SSDs")},
        {QStringLiteral("has-no-gpu"), T("no NVIDIA GPU")},
        {QStringLiteral("has-other-gpu"), T("{gpu}")},
        {QStringLiteral("has-gpu"), T("{gpu}, {gb} GB")},
        {QStringLiteral("has-gpu-no-memory"), T("{gpu}")},
        // what a rule wants
        {QStringLiteral("wants-nothing"), T("nothing said")},
        {QStringLiteral("wants-cpu-2018"), T("Core i5, i7 or Xeon, or {cores} cores")},
        {QStringLiteral("wants-cpu"), T("{cores} cores or more, with AVX2")},
        {QStringLiteral("wants-gb"), T("{gb} GB or more")},
        {QStringLiteral("wants-disk-2018"), T("an SSD of {ssd} GB or more, and 1 TB")},
        {QStringLiteral("wants-ssd"), T("an SSD of {ssd} GB or more")},
        {QStringLiteral("wants-gpu-2018"), T("better than a GTX 1070, {gb} GB or more")},
        {QStringLiteral("wants-gpu"), T("compute capability {sm} or newer, {gb} GB or more")},
        // what follows
        {QStringLiteral("unknown-says"), T("This could not be looked at.")},
        {QStringLiteral("cpu-good"), T("The processor keeps a GPU busy.")},
        {QStringLiteral("cpu-few-cores"), T("It works; preparing data takes longer than on more cores.")},
        {QStringLiteral("cpu-no-avx2"),
         T("The processor has no AVX2, which most frameworks are built for: their newest versions may not start here.")},
        {QStringLiteral("cpu-unknown"), T("Whether the processor has AVX2 could not be told.")},
        {QStringLiteral("memory-ample"), T("Enough, also for large data.")},
        {QStringLiteral("memory-good"), T("Enough; {good} GB are more comfortable.")},
        {QStringLiteral("memory-for-gpu"), T("Enough for most; a GPU of this size wants twice its own memory, {gb} GB.")},
        {QStringLiteral("memory-small"), T("Small models will work. {good} GB are comfortable, and memory is easy to add.")},
        {QStringLiteral("disk-good"), T("Enough, and fast.")},
        {QStringLiteral("disk-small"), T("The frameworks fit; large data needs a larger SSD.")},
        {QStringLiteral("disk-no-ssd"), T("There is no SSD: loading data will be slow. An SSD is the cheapest thing to add.")},
        {QStringLiteral("disk-kind-unknown"), T("Of a virtual disk it cannot be told whether there is an SSD behind it.")},
        {QStringLiteral("free-good"), T("The frameworks need 15 to 30 GB.")},
        {QStringLiteral("free-small"), T("The frameworks need 15 to 30 GB: make room first.")},
        {QStringLiteral("gpu-none"),
         T("Everything works without a GPU, 10 to 50 times slower. An NVIDIA card with {wants} GB or more would change that.")},
        {QStringLiteral("gpu-other"), T("{gpu} is not made by NVIDIA. Firstlight sets up NVIDIA GPUs only.")},
        {QStringLiteral("gpu-unknown"), T("Firstlight does not know {gpu}, so it cannot tell.")},
        {QStringLiteral("gpu-too-old"), T("{gpu} (compute capability {sm}) is too old for every framework of today.")},
        {QStringLiteral("gpu-legacy"),
         T("{gpu} (compute capability {sm}) still works, with older drivers and frameworks that end about 2028.")},
        {QStringLiteral("gpu-memory-unknown"), T("New enough. How much memory it has is known once its driver is installed.")},
        {QStringLiteral("gpu-small"), T("Enough for courses, pictures and small models. Large ones do not fit into {gb} GB.")},
        {QStringLiteral("gpu-enough"), T("Enough for most training.")},
        {QStringLiteral("gpu-good"), T("Good for most training, and for language models of 7 to 14 billion parameters in 4-bit.")},
        {QStringLiteral("gpu-large"), T("Good for large models, up to 30 billion parameters in 4-bit.")},
        // what to buy
        {QStringLiteral("buy-gpu"), T("The GPU comes first: its memory of {gb} GB decides which models fit.")},
        {QStringLiteral("buy-card-only"),
         T("This is a card for a computer that you have: it needs a free slot and a strong power supply.")},
        {QStringLiteral("buy-maybe"), T("It costs between ${low} and ${high}: it fits if you buy cheaply.")},
        {QStringLiteral("buy-too-little"),
         T("The money does not reach: ${missing} are missing. A rented GPU or a free notebook in the browser is the better start.")},
        {QStringLiteral("buy-unknown"), T("The price of {n} of the parts is not known and comes on top.")},
        {QStringLiteral("buy-used"), T("This card is sold used only: ask for the right to give it back.")},
        {QStringLiteral("buy-prices-age"),
         T("Prices are of the month that stands beside them, from shops in the USA and without tax. Look again before you buy.")},
    };
    return table;
}

const Table &whats()
{
    static const Table table{
        {QStringLiteral("cpu"), T("Processor")},  {QStringLiteral("memory"), T("Memory")}, {QStringLiteral("disk"), T("Disk")},
        {QStringLiteral("free"), T("Free disk")}, {QStringLiteral("gpu"), T("GPU")},       {QStringLiteral("board"), T("Mainboard")},
        {QStringLiteral("cooler"), T("Cooler")},  {QStringLiteral("ssd"), T("SSD")},       {QStringLiteral("power"), T("Power supply")},
        {QStringLiteral("case"), T("Case")},
    };
    return table;
}

const Table &verdicts()
{
    static const Table table{
        {QStringLiteral("yes"), T("fits")},
        {QStringLiteral("no"), T("falls short")},
        {QStringLiteral("unknown"), T("cannot be told")},
        {QStringLiteral("no-rule"), T("nothing said")},
    };
    return table;
}

const Table &builds()
{
    static const Table table{
        {QStringLiteral("large"), T("A computer for large models")},
        {QStringLiteral("used-24"), T("A computer with a used 24 GB card and much memory")},
        {QStringLiteral("used-24-small"), T("A computer with a used 24 GB card")},
        {QStringLiteral("standard"), T("A good computer for learning and training")},
        {QStringLiteral("entry"), T("The smallest computer that is worth its money")},
        {QStringLiteral("card-only"), T("A card for the computer that you have")},
    };
    return table;
}

QString dollars(double amount)
{
    return QLatin1Char('$') + QLocale().toString(std::round(amount), 'f', 0);
}

} // namespace

std::optional<QString> adviceReason(const Reason &reason)
{
    return sentence(reasons(), "advice-", reason);
}

QString adviceWhat(const QString &what)
{
    return lookUp(whats(), what);
}

QString adviceVerdict(const QString &verdict)
{
    return lookUp(verdicts(), verdict);
}

QString buildName(const QString &build)
{
    return lookUp(builds(), build);
}

QString priceRange(const std::optional<std::pair<double, double>> &range)
{
    if (!range)
        return translated(T("price unknown"));
    if (range->first == range->second)
        return dollars(range->first);
    return fill(T("{low} to {high}"), {{QStringLiteral("low"), dollars(range->first)}, {QStringLiteral("high"), dollars(range->second)}});
}

QString monthYear(const QDate &month)
{
    // The order and the words between are the translation's, as the program's language may be another one than the system's.
    return month.isValid() ? QLocale(QLocale::English).toString(month, translated(T("MMMM yyyy"))) : QString();
}

} // namespace fl::text
