// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <cmath>

namespace fl {

/// An amount as the provider's account counts it. Kept in millionths, so that sums of hourly prices stay exact.
struct Money {
    qint64 micros = 0;
    QString currency = QStringLiteral("USD"); ///< ISO 4217
    bool isFree() const { return micros == 0; }
    bool operator==(const Money &) const = default;
};

inline Money forHours(const Money &perHour, double hours)
{
    return {std::llround(static_cast<double>(perHour.micros) * hours), perHour.currency};
}

} // namespace fl
