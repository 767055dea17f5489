// SPDX-License-Identifier: GPL-3.0-or-later
// Translation and named places ("{host}") of this room's texts.
#pragma once

#include "backends/core/plan.h"

#include <map>
#include <optional>

namespace fl::text {

/// The text in the user's language. `source` is marked with QT_TRANSLATE_NOOP("fl::text", …).
QString translated(const char *source);

/// Puts visible() values into their places. A place without a value says so rather than standing empty.
QString fill(const char *source, const QMap<QString, QString> &values);

using Table = std::map<QString, const char *>; ///< texts by their code

/// The text of that code; where there is none, the code itself.
QString lookUp(const Table &table, const QString &code);

/// The sentence for a reason whose code begins with `prefix`; unset for any other.
std::optional<QString> sentence(const Table &table, const char *prefix, const Reason &reason);

} // namespace fl::text
