// SPDX-License-Identifier: GPL-3.0-or-later
// How the program looks: colour tokens (resources/theme/tokens.json) -> palette and style sheet, made once for each change.
// UI thread. Widgets ask theme() while they paint or are built; after a change the views are built anew.
#pragma once

#include <QColor>
#include <QFont>
#include <QPalette>
#include <QString>

#include <array>
#include <vector>

class QApplication;

namespace fl {

enum class Token {
    Surface,
    Raised,
    Line,
    Control,
    Text,
    Muted,
    Accent,
    AccentStrong,
    AccentSoft,
    Good,
    GoodSoft,
    Warn,
    WarnSoft,
    Bad,
    BadStrong,
    BadSoft,
    Disabled,
    DisabledSoft,
};
inline constexpr int tokenCount = static_cast<int>(Token::DisabledSoft) + 1;

/// The name in tokens.json.
QString tokenName(Token token);

/// A text colour that is used on a ground; the tests hold each to 4.5:1.
struct TokenPair {
    Token text, ground;
};
const std::vector<TokenPair> &usedPairs();

/// WCAG 2.2 contrast of two opaque colours, 1 to 21.
double contrast(const QColor &a, const QColor &b);

class Theme {
public:
    /// Reads one half of the token file. A token that is missing there is black: the tests see to it that none is.
    static Theme load(bool dark);

    bool isDark() const { return m_dark; }
    QColor color(Token token) const { return m_colors[static_cast<size_t>(token)]; }
    QPalette palette() const;
    QString styleSheet() const;

private:
    bool m_dark = false;
    std::array<QColor, tokenCount> m_colors;
};

/// The theme in force.
const Theme &theme();
/// Puts it in force for the whole application: base style, fonts, palette, style sheet.
void applyTheme(QApplication &application, bool dark);

enum class TextSize { Body, Heading, Title, Small, Mono };
/// Sizes are points, relative to the system's font, so they follow its setting: body 1, heading 1.2, title 1.8.
QFont font(TextSize size, bool strong = false);

/// Motion is off when the platform says so.
bool motionAllowed();

} // namespace fl
