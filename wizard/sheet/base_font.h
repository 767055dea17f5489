// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QFont>

namespace fl {

/// The face that windows and sheets are written in, in the program's language. A QGuiApplication must exist.
QFont baseFont();
/// The same for what becomes a PDF: Latin letters and digits never come from a Chinese face, where several letters share a glyph, so that
/// it could not be told any more which one it was.
QFont paperFont();

} // namespace fl
