// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/providers/cloud/nearness.h"

#include <QFile>
#include <QRegularExpression>
#include <QTimeZone>

#include <algorithm>
#include <cmath>
#include <limits>

namespace fl {
namespace {

constexpr double earthKm = 6371, radians = 3.14159265358979323846 / 180, stepKm = 1000;

/// "+5230" or "-123456": degrees, minutes and, where there are six digits or more, seconds.
double degrees(const QString &text, int wholeDigits)
{
    const QString digits = text.mid(1);
    const double minutes = digits.mid(wholeDigits, 2).toDouble() + digits.mid(wholeDigits + 2).toDouble() / 60;
    return (digits.left(wholeDigits).toDouble() + minutes / 60) * (text.startsWith(QLatin1Char('-')) ? -1 : 1);
}

} // namespace

std::optional<Position> positionOf(const QByteArray &zoneTab, const QByteArray &zone)
{
    static const QRegularExpression position(QStringLiteral("^([+-]\\d{4}(?:\\d{2})?)([+-]\\d{5}(?:\\d{2})?)$"));
    for (const QByteArray &line : zoneTab.split('\n')) {
        const QList<QByteArray> columns = line.trimmed().split('\t');
        if (line.startsWith('#') || columns.value(2) != zone)
            continue;
        if (const auto match = position.match(QString::fromLatin1(columns[1])); match.hasMatch())
            return Position{degrees(match.captured(1), 2), degrees(match.captured(2), 3)};
    }
    return std::nullopt;
}

std::optional<Position> positionHere()
{
    const QByteArray zone = QTimeZone::systemTimeZoneId();
    for (const char *name : {"/usr/share/zoneinfo/zone.tab", "/usr/share/zoneinfo/zone1970.tab"}) {
        QFile file(QString::fromLatin1(name));
        if (file.open(QIODevice::ReadOnly))
            if (const auto found = positionOf(file.readAll(), zone))
                return found;
    }
    return std::nullopt;
}

double kmBetween(const Position &a, const Position &b)
{
    const double up = (b.latitude - a.latitude) * radians / 2, across = (b.longitude - a.longitude) * radians / 2;
    const double chord =
        std::pow(std::sin(up), 2) + std::cos(a.latitude * radians) * std::cos(b.latitude * radians) * std::pow(std::sin(across), 2);
    return 2 * earthKm * std::asin(std::min(1.0, std::sqrt(chord)));
}

void sortByNearness(std::vector<Place> &places)
{
    const auto rank = [](const Place &place) {
        return std::tuple(!place.usable, place.km ? std::floor(*place.km / stepKm) : std::numeric_limits<double>::max(),
                          place.perHour ? place.perHour->micros : std::numeric_limits<qint64>::max(), place.km.value_or(0));
    };
    std::vector<std::pair<decltype(rank(Place{})), size_t>> order; // the place last: as near and as dear ones stay in their order
    for (size_t i = 0; i < places.size(); ++i)
        order.emplace_back(rank(places[i]), i);
    std::sort(order.begin(), order.end());
    std::vector<Place> sorted;
    for (const auto &each : order)
        sorted.push_back(std::move(places[each.second]));
    places = std::move(sorted);
}

} // namespace fl
