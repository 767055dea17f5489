// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>

namespace fl {

/// The face that windows and sheets are written in, in the program's language. A QGuiApplication must exist.
QFont baseFont();

} // namespace fl
