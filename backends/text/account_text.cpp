// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/text/account_text.h"

#include "backends/text/text.h"

#include <QCoreApplication>
#include <QLocale>

#include <cmath>

namespace fl::text {
namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(fl::text)
};

} // namespace

QString loginFrom(const QString &from)
{
    if (from == QLatin1String("pasted"))
        return Tr::tr("with the keys you gave");
    if (from == QLatin1String("kept"))
        return Tr::tr("with the keys kept on this computer");
    if (from == QLatin1String("environment"))
        return Tr::tr("with the keys in the environment variables");
    if (from.startsWith(QLatin1String("profile ")))
        return Tr::tr("with the profile “%1”").arg(visible(from.mid(8)));
    return visible(from);
}

QString login(const QString &who, const QString &account, const QString &from)
{
    // Not every provider says whose a login is.
    return who.isEmpty() && account.isEmpty()
        ? Tr::tr("The login is accepted, %1.").arg(loginFrom(from))
        : Tr::tr("You are %1 in the account %2, %3.").arg(visible(who), visible(account), loginFrom(from));
}

QString region(const QString &name, const std::optional<double> &km, const QString &priced, const std::optional<Money> &price, bool usable)
{
    QStringList said{visible(name)};
    if (km) // a time zone is no address: rounder than it could be
        said << Tr::tr("%1 km away").arg(QLocale().toString(std::llround(*km / 100) * 100));
    if (!usable)
        said << Tr::tr("not switched on in your account");
    else if (priced.isEmpty())
        said << Tr::tr("none free just now");
    else
        said << QStringLiteral("%1 %2").arg(visible(priced), perHour(price));
    return said.join(QStringLiteral(" · "));
}

QString stillCosts(const std::optional<Money> &price)
{
    if (!price)
        return Tr::tr("What its disk costs meanwhile is not known.");
    return price->isFree() ? Tr::tr("It costs nothing meanwhile.")
                           : Tr::tr("Its disk goes on costing %1 until it is deleted.").arg(perHour(price));
}

QString quota(const std::optional<int> &allowed, int needed)
{
    return allowed ? Tr::tr("%1 vCPUs allowed, %2 needed").arg(*allowed).arg(needed) : Tr::tr("not known; %1 vCPUs needed").arg(needed);
}

} // namespace fl::text
