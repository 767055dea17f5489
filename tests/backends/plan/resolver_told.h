// SPDX-License-Identifier: GPL-3.0-or-later
// What the resolver answered, on one line.
#pragma once

#include "backends/plan/resolver.h"

namespace fl {

/// "install 580 open; pytorch 2.15 cu130 py3.12; …" or "refused CAUSE -> NEXT".
inline QString told(const Result<Resolved> &result)
{
    if (!result)
        return QStringLiteral("refused %1 -> %2").arg(slug(result.error().cause), slug(result.error().next));
    const DriverPick &driver = result->driver;
    QStringList parts{slug(driver.action)};
    if (driver.branch != 0)
        parts.first() += QStringLiteral(" %1 %2").arg(QString::number(driver.branch), slug(driver.module));
    if (driver.enrolKey)
        parts.first() += QStringLiteral(" key");
    for (const FrameworkPick &pick : result->frameworks) {
        const FrameworkPick &wheels = pick.backend.empty() ? pick : pick.backend.front();
        const QString where = wheels.index.contains(QLatin1String("download.pytorch.org")) ? wheels.index.section(QLatin1Char('/'), -1)
            : wheels.cuda.isEmpty()                                                        ? QStringLiteral("cpu")
                                                                                           : QStringLiteral("cuda") + wheels.cuda;
        const QString which = pick.backend.empty() ? pick.version : QStringLiteral("on ") + wheels.name + QLatin1Char(' ') + wheels.version;
        parts << QStringLiteral("%1 %2 %3 py%4").arg(pick.name, which, where, pick.python);
    }
    return parts.join(QStringLiteral("; "));
}

inline bool says(const Resolved &resolved, const char *code)
{
    for (const Reason &reason : resolved.reasons)
        if (reason.code == QStringLiteral("resolve-") + QLatin1String(code))
            return true;
    return false;
}

} // namespace fl
