// SPDX-License-Identifier: GPL-3.0-or-later
// What the window remembers between starts: the last choices, language, appearance. One small JSON file in the profile's folder;
// never a secret, never the machine's name (setting up again under it would go on with that machine).
#pragma once

#include "backends/core/choices.h"

#include <optional>

namespace fl {

struct Remembered {
    Choices choices;
    QString language;   ///< "en", "zh_CN"; empty: the system's
    QString appearance; ///< "light", "dark"; empty: the system's
    bool notify = true; ///< by the desktop's notes
    bool operator==(const Remembered &) const = default;
};

QByteArray toJson(const Remembered &remembered);
/// What cannot be read is left at its default: a damaged file must not keep the program from starting.
Remembered rememberedFromJson(const QByteArray &json);

Remembered loadRemembered(const QString &home);
/// Whole or not at all. False: it could not be written.
bool saveRemembered(const QString &home, const Remembered &remembered);

} // namespace fl
