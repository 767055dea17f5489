// SPDX-License-Identifier: GPL-3.0-or-later
// An Error as the data of an Error event: {"cause","next","exists","params","detail","exists_machine"?,"micros_per_hour"?,"currency"?}.
#pragma once

#include "backends/core/error.h"

#include <QJsonObject>

namespace fl {

QJsonObject toJson(const Error &error);
std::optional<Error> errorFromJson(const QJsonObject &object);

} // namespace fl
