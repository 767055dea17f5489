// SPDX-License-Identifier: GPL-3.0-or-later
// The facts on a provider's card. One row a provider; an unknown one says nothing.
#include "backends/text/text.h"

#include <QCoreApplication>

namespace fl::text {
namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(fl::text)
};

} // namespace

QString providerReady(const QString &id)
{
    if (id == QLatin1String("practice"))
        return Tr::tr("about 5 minutes");
    if (id == QLatin1String("ssh") || id == QLatin1String("here"))
        return Tr::tr("about 10 minutes");
    if (id == QLatin1String("aws"))
        return Tr::tr("about 15 minutes");
    if (id == QLatin1String("lambda"))
        return Tr::tr("about 20 minutes");
    return {};
}

QString providerNeeds(const QString &id)
{
    if (id == QLatin1String("practice"))
        return Tr::tr("Linux and 5 GB of free disk");
    if (id == QLatin1String("ssh"))
        return Tr::tr("its address, your user name, a key or a password");
    if (id == QLatin1String("here"))
        return Tr::tr("Linux; better with an NVIDIA GPU");
    if (id == QLatin1String("aws"))
        return Tr::tr("an AWS account; new ones must ask for a GPU quota first");
    if (id == QLatin1String("lambda"))
        return Tr::tr("an account at Lambda with a way to pay, and an API key");
    return {};
}

} // namespace fl::text
