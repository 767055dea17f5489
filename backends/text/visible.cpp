// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/text/text.h"

namespace fl::text {
namespace {

/// Characters that turn the direction of what follows, or that have no shape: they can make a text read as another one.
bool deceives(char32_t c)
{
    return c == 0x061C || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF
        || (c >= 0xFFF9 && c <= 0xFFFB) || (c >= 0xE0000 && c <= 0xE007F);
}

} // namespace

QString visible(const QString &stranger)
{
    QString result;
    result.reserve(stranger.size());
    for (qsizetype i = 0; i < stranger.size(); ++i) {
        const QChar c = stranger.at(i);
        const bool pair = c.isHighSurrogate() && i + 1 < stranger.size() && stranger.at(i + 1).isLowSurrogate();
        const char32_t code = pair ? QChar::surrogateToUcs4(c, stranger.at(i + 1)) : c.unicode();
        if (code == '\n' || code == '\t')
            result += c;
        else if (code < 0x20)
            result += QChar(0x2400 + static_cast<char16_t>(code)); // ␛ and its like
        else if (code == 0x7f)
            result += QChar(0x2421);
        else if ((code >= 0x80 && code < 0xa0) || deceives(code))
            result += QStringLiteral("<U+%1>").arg(static_cast<uint>(code), 4, 16, QLatin1Char('0')).toUpper();
        else if (c.isSurrogate() && !pair)
            result += QChar(QChar::ReplacementCharacter);
        else
            result += pair ? stranger.mid(i, 2) : QString(c);
        i += pair ? 1 : 0;
    }
    return result;
}

} // namespace fl::text
