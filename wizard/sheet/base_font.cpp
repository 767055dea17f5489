// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/sheet/base_font.h"

#include <QFontDatabase>
#include <QLocale>

namespace fl {

namespace {

// The system's own font where it is one made for screens; a generic or missing one is replaced, and Chinese always
// has a face to fall to (a Latin-only font would else fall to a serif under some systems). In Chinese that face comes
// first: text that falls to it from another one is drawn too heavy, and beside its own Latin letters it sits better.
QFont makeFont(bool chinese)
{
    QFont system = QFontDatabase::systemFont(QFontDatabase::GeneralFont);
    const QString family = system.family();
    QStringList families;
    const QStringList generic{QString(),
                              QStringLiteral("Sans"),
                              QStringLiteral("Sans Serif"),
                              QStringLiteral("DejaVu Sans"),
                              QStringLiteral("Helvetica"),
                              QStringLiteral("MS Shell Dlg 2")};
    const QStringList latin{QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans")};
    const QStringList han{QStringLiteral("Noto Sans CJK SC"), QStringLiteral("Microsoft YaHei UI"), QStringLiteral("PingFang SC")};
    if (!generic.contains(family))
        families << family;
    families << (chinese ? han + latin : latin + han);
    system.setFamilies(families);
    if (system.pointSizeF() < 8)
        system.setPointSizeF(10);
    return system;
}

} // namespace

QFont baseFont()
{
    static const QFont western = makeFont(false), chinese = makeFont(true);
    return QLocale().language() == QLocale::Chinese ? chinese : western;
}

QFont paperFont()
{
    return makeFont(false);
}

} // namespace fl
