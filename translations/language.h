// SPDX-License-Identifier: GPL-3.0-or-later
// Which language the program speaks. A language is one file, translations/firstlight_<code>.ts; English is in the source. UI
// thread (or the main thread of the command line).
#pragma once

#include <QString>
#include <QStringList>

namespace fl {

/// Codes of the languages there are, English first: "en", "zh_CN" …
QStringList languages();
/// Its name in itself: "English", "简体中文".
QString languageName(const QString &code);
/// The best of languages() for a wish; an empty wish is the system's language.
QString languageFor(const QString &wish);
/// Speaks it from now on: widgets get a LanguageChange event. Numbers and dates follow too.
void useLanguage(const QString &code);

} // namespace fl
