// SPDX-License-Identifier: GPL-3.0-or-later
// Values out of a stranger's text and JSON, within limits; used by the readers of this room.
#pragma once

#include "backends/core/error.h"

#include <QJsonValue>

#include <optional>

namespace fl::stranger {

constexpr double mostMhz = 100000, mostWatts = 10000, mostCelsius = 1000;

/// At most `limit` characters, none of them a control or bidirectional-override character.
QString text(const QString &value, qsizetype limit);

std::optional<double> real(const QJsonValue &value, double least, double most);
std::optional<qint64> whole(const QJsonValue &value, qint64 least, qint64 most);
std::optional<qint64> bytes(const QJsonValue &value); ///< up to 2^50

/// What a person can do about a GPU's trouble.
NextAction actionFor(Cause cause);

} // namespace fl::stranger
