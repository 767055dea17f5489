// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/pages/hardware/hardware_advice.h"

#include "backends/text/account_text.h"
#include "backends/text/text.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace fl {

namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(fl::HardwarePage)
};
QString gigabytes(double value)
{
    return Tr::tr("%1 GB").arg(QLocale().toString(value, 'f', value < 10 && std::floor(value) != value ? 1 : 0));
}
} // namespace

QString offerTitle(const Offer &offer)
{
    if (offer.gpu.isEmpty())
        return Tr::tr("No GPU");
    return offer.gpuMemoryGb > 0 ? Tr::tr("%1, %2 of memory").arg(text::visible(offer.gpu), gigabytes(offer.gpuMemoryGb))
                                 : text::visible(offer.gpu);
}

FactRows offerFacts(const Offer &offer)
{
    FactRows rows;
    if (offer.cpus > 0)
        rows << FactRow{Tr::tr("Processor"), Tr::tr("%1 cores").arg(offer.cpus)};
    if (offer.ramGb > 0)
        rows << FactRow{Tr::tr("Memory"), gigabytes(offer.ramGb)};
    const bool rented = offer.quota || offer.onDemand || offer.spot;
    if (offer.diskGb > 0)
        rows << FactRow{rented ? Tr::tr("Disk") : Tr::tr("Free disk"),
                        offer.disk ? QStringLiteral("%1, %2").arg(gigabytes(offer.diskGb), text::perHour(offer.disk))
                                   : gigabytes(offer.diskGb)};
    if (offer.address)
        rows << FactRow{Tr::tr("Public address"), text::perHour(offer.address)};
    if (rented) {
        rows << FactRow{Tr::tr("On demand"), text::perHour(offer.onDemand)};
        rows << FactRow{Tr::tr("Spot"), text::perHour(offer.spot)};
    }
    if (offer.quota)
        rows << FactRow{Tr::tr("Quota"), text::quota(offer.quota->allowed, offer.quota->needed)};
    rows << FactRow{rented ? Tr::tr("In all") : Tr::tr("Price"), text::perHour(offer.perHour)};
    return rows;
}

QString askedText(qint64 asked, qint64 now)
{
    const qint64 minutes = (now - asked) / 60'000;
    return minutes < 1 ? Tr::tr("Prices and quota as the provider says them now.")
                       : Tr::tr("Prices as the provider said them %1 min ago; the quota as it is now.").arg(minutes);
}

QString hardwareAdvice(const Offer &offer)
{
    QString advice;
    if (offer.gpu.isEmpty())
        advice = Tr::tr("Good for learning, for small models and for getting code ready. Training large models takes 10 to 50 times "
                        "longer than on a GPU.");
    else if (offer.gpuMemoryGb >= 40)
        advice = Tr::tr("Enough for training large models, and for running language models of 30 billion parameters.");
    else if (offer.gpuMemoryGb >= 14)
        advice = Tr::tr("Enough for most training, and for running language models of 7 billion parameters in 4-bit.");
    else
        advice = Tr::tr("Enough for courses, pictures and small language models. Large ones do not fit into its memory.");
    if (offer.ramGb > 0 && offer.ramGb < 2)
        advice += QLatin1Char(' ') + Tr::tr("The memory is small: close other programs while setting up.");
    return advice;
}

} // namespace fl
