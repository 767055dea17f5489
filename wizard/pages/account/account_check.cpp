// SPDX-License-Identifier: GPL-3.0-or-later
#include "wizard/pages/account/account_check.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace fl {

FieldProblem accountProblem(const std::vector<Field> &fields, const QMap<QString, QString> &values)
{
    for (const Field &field : fields) {
        const QString value = values.value(field.key);
        const bool empty = value.isEmpty();
        if (field.required && field.kind != Field::Kind::Secret && empty && field.fallback.isEmpty())
            return {field.key, FieldProblem::Why::Missing};
        if (empty)
            continue;
        if (field.kind == Field::Kind::Number) {
            bool number = false;
            value.toInt(&number);
            if (!number)
                return {field.key, FieldProblem::Why::NotANumber};
        }
        if (field.kind == Field::Kind::File) {
            QString path = value;
            if (path.startsWith(QLatin1String("~/")))
                path.replace(0, 1, QDir::homePath());
            if (!QFileInfo::exists(path))
                return {field.key, FieldProblem::Why::FileMissing};
        }
    }
    return {};
}

bool isMachineName(const QString &name)
{
    const auto isAlnum = [](char16_t u) { return (u >= 'a' && u <= 'z') || (u >= 'A' && u <= 'Z') || (u >= '0' && u <= '9'); };
    const auto allowed = [&](QChar c) {
        const char16_t u = c.unicode();
        return isAlnum(u) || u == '.' || u == '_' || u == '-';
    };
    return !name.isEmpty() && name.size() <= 63 && isAlnum(name[0].unicode()) && std::all_of(name.begin(), name.end(), allowed);
}

} // namespace fl
