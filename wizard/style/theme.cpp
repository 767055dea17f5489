// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/style/theme.h"

#include "wizard/sheet/base_font.h"
#include "wizard/style/focus_ring.h"

#include <QApplication>
#include <QFile>
#include <QFontDatabase>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStyle>
#include <QStyleFactory>

#include <cmath>

namespace fl {
namespace {

constexpr std::array<const char *, tokenCount> names{
    "surface", "raised",    "line", "control",   "text", "muted",      "accent",   "accent-strong", "accent-soft",
    "good",    "good-soft", "warn", "warn-soft", "bad",  "bad-strong", "bad-soft", "disabled",      "disabled-soft",
};

Theme &current()
{
    static Theme value = Theme::load(false);
    return value;
}

double luminance(const QColor &color)
{
    const auto linear = [](double c) { return c <= 0.04045 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

} // namespace

QString tokenName(Token token)
{
    return QString::fromLatin1(names[static_cast<size_t>(token)]);
}

const std::vector<TokenPair> &usedPairs()
{
    using enum Token;
    static const std::vector<TokenPair> pairs{
        {Text, Surface},   {Text, Raised},   {Text, AccentSoft},   {Text, BadSoft},   {Text, WarnSoft},  {Text, GoodSoft},
        {Muted, Surface},  {Muted, Raised},  {Muted, AccentSoft},  {Muted, BadSoft},  {Muted, WarnSoft}, {Muted, GoodSoft},
        {Accent, Surface}, {Accent, Raised}, {Accent, AccentSoft}, {Accent, BadSoft}, {Raised, Accent},  {Raised, AccentStrong},
        {Good, GoodSoft},  {Good, Raised},   {Good, Surface},      {Raised, Good},    {Warn, WarnSoft},  {Warn, Raised},
        {Warn, Surface},   {Bad, BadSoft},   {Bad, Raised},        {Bad, Surface},    {Raised, Bad},     {Raised, BadStrong},
    };
    return pairs;
}

double contrast(const QColor &a, const QColor &b)
{
    const double la = luminance(a), lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

Theme Theme::load(bool dark)
{
    Theme theme;
    theme.m_dark = dark;
    QFile file(QStringLiteral(":/theme/tokens.json"));
    if (!file.open(QIODevice::ReadOnly))
        return theme;
    const QJsonObject half =
        QJsonDocument::fromJson(file.readAll()).object().value(dark ? QLatin1String("dark") : QLatin1String("light")).toObject();
    for (size_t i = 0; i < names.size(); ++i) {
        const QString value = half.value(QLatin1String(names[i])).toString();
        // A token one half lacks has no colour of its own there: "bad-strong" and the like.
        theme.m_colors[i] = value.isEmpty() ? QColor(Qt::black) : QColor(value);
    }
    return theme;
}

QPalette Theme::palette() const
{
    QPalette palette;
    const auto set = [&](QPalette::ColorRole role, Token token) { palette.setColor(role, color(token)); };
    set(QPalette::Window, Token::Surface);
    set(QPalette::WindowText, Token::Text);
    set(QPalette::Base, Token::Raised);
    set(QPalette::AlternateBase, Token::Surface);
    set(QPalette::Text, Token::Text);
    set(QPalette::Button, Token::Raised);
    set(QPalette::ButtonText, Token::Text);
    set(QPalette::BrightText, Token::Bad);
    set(QPalette::ToolTipBase, Token::Raised);
    set(QPalette::ToolTipText, Token::Text);
    set(QPalette::PlaceholderText, Token::Muted);
    set(QPalette::Highlight, Token::Accent);
    set(QPalette::HighlightedText, Token::Raised);
    set(QPalette::Link, Token::Accent);
    set(QPalette::LinkVisited, Token::Accent);
    set(QPalette::Mid, Token::Line);
    set(QPalette::Midlight, Token::Line);
    set(QPalette::Light, Token::Raised);
    set(QPalette::Dark, Token::Control);
    for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, color(Token::Disabled));
    return palette;
}

const Theme &theme()
{
    return current();
}

void applyTheme(QApplication &application, bool dark)
{
    static bool styled = false;
    if (!styled) {
        styled = true;
        QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
        new FocusRing(&application);
    }
    QApplication::setFont(font(TextSize::Body));
    current() = Theme::load(dark);
    QApplication::setPalette(current().palette());
    application.setStyleSheet(current().styleSheet());
}

QFont font(TextSize size, bool strong)
{
    QFont result = size == TextSize::Mono ? QFontDatabase::systemFont(QFontDatabase::FixedFont) : baseFont();
    const double base = baseFont().pointSizeF();
    switch (size) {
    case TextSize::Body: break;
    case TextSize::Heading: result.setPointSizeF(base * 1.2); break;
    case TextSize::Title: result.setPointSizeF(base * 1.8); break;
    case TextSize::Small: result.setPointSizeF(base * 0.88); break;
    case TextSize::Mono: result.setPointSizeF(base * 0.93); break;
    }
    // Always said: an unset weight is taken from the widget that is painted on.
    result.setWeight(strong || size == TextSize::Title ? QFont::DemiBold : QFont::Normal);
    return result;
}

bool motionAllowed()
{
    return QApplication::style()->styleHint(QStyle::SH_Widget_Animation_Duration) > 0 && !qEnvironmentVariableIsSet("FIRSTLIGHT_NO_MOTION");
}

} // namespace fl
