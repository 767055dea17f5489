// SPDX-License-Identifier: GPL-3.0-or-later
// Translation and named places ("{host}") of this room's texts.
#pragma once

#include <QMap>
#include <QString>

namespace fl::text {

/// The text in the user's language. `source` is marked with QT_TRANSLATE_NOOP("fl::text", …).
QString translated(const char *source);

/// Puts visible() values into their places. A place without a value says so rather than standing empty.
QString fill(const char *source, const QMap<QString, QString> &values);

} // namespace fl::text
