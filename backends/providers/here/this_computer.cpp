// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/providers/here/this_computer.h"

namespace fl {
namespace {

constexpr double kiloPerGiga = 1024.0 * 1024; ///< memory is counted in powers of two
constexpr double bytesPerGb = 1e9;            ///< and disks, as they are sold, in powers of ten

} // namespace

Offer offerOfComputer(const QByteArray &answers)
{
    Offer offer{.id = QStringLiteral("this-computer"), .perHour = Money{}, .recommended = true};
    for (const QByteArray &line : answers.split('\n')) {
        const qsizetype tab = line.indexOf('\t');
        if (tab < 0)
            continue;
        const QByteArray name = line.left(tab), value = line.mid(tab + 1).trimmed();
        bool number = false;
        const double amount = value.toDouble(&number);
        const bool counts = number && amount > 0;
        if (name == "cpu")
            offer.cpu = QString::fromUtf8(value).left(200);
        else if (name == "cores" && counts && amount < 100'000)
            offer.cpus = static_cast<int>(amount);
        else if (name == "avx2" && (value == "yes" || value == "no"))
            offer.avx2 = value == "yes";
        else if (name == "memory-kb" && counts)
            offer.ramGb = amount / kiloPerGiga;
        else if (name == "free-kb" && counts)
            offer.diskGb = amount * 1024 / bytesPerGb;
        else if (name == "disk-bytes" && counts)
            offer.diskTotalGb = amount / bytesPerGb;
        else if (name == "ssd-bytes" && number && amount >= 0)
            offer.ssdGb = amount / bytesPerGb;
        else if (name == "gpu") {
            // memory in MiB, a blank, its name
            const qsizetype blank = value.indexOf(' ');
            const double gb = value.left(blank).toDouble() / 1024;
            if (blank > 0 && (offer.gpu.isEmpty() || gb > offer.gpuMemoryGb)) {
                offer.gpu = QString::fromUtf8(value.mid(blank + 1).trimmed()).left(200);
                offer.gpuMemoryGb = std::max(0.0, gb);
            }
        }
    }
    return offer;
}

} // namespace fl
