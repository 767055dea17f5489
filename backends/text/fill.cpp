// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/text/fill.h"

#include "backends/text/text.h"

#include <QCoreApplication>

namespace fl::text {

QString translated(const char *source)
{
    return QCoreApplication::translate("fl::text", source);
}

QString fill(const char *source, const QMap<QString, QString> &values)
{
    const QString pattern = translated(source);
    QString result;
    // One pass: a value that holds "{host}" itself must not be filled again.
    qsizetype at = 0;
    for (;;) {
        const qsizetype open = pattern.indexOf(QLatin1Char('{'), at);
        const qsizetype close = open < 0 ? -1 : pattern.indexOf(QLatin1Char('}'), open);
        if (close < 0)
            return result + pattern.mid(at);
        const QString value = values.value(pattern.mid(open + 1, close - open - 1));
        result += pattern.mid(at, open - at);
        result += value.isEmpty() ? translated(QT_TRANSLATE_NOOP("fl::text", "(not known)")) : visible(value);
        at = close + 1;
    }
}

QString lookUp(const Table &table, const QString &code)
{
    const auto found = table.find(code);
    return found == table.end() ? visible(code) : translated(found->second);
}

std::optional<QString> sentence(const Table &table, const char *prefix, const Reason &reason)
{
    const QLatin1String begin(prefix);
    const auto found = reason.code.startsWith(begin) ? table.find(reason.code.mid(begin.size())) : table.end();
    return found == table.end() ? std::nullopt : std::optional(fill(found->second, reason.args));
}

} // namespace fl::text
