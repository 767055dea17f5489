// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/pages/hardware/hardware_advice.h"

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
    if (offer.diskGb > 0)
        rows << FactRow{Tr::tr("Free disk"), gigabytes(offer.diskGb)};
    rows << FactRow{Tr::tr("Price"), text::perHour(offer.perHour)};
    return rows;
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
