// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/text/option_text.h"

#include <QCoreApplication>

namespace fl::text {
namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(fl::text)
};

} // namespace

QString optionLabel(const QString &option)
{
    if (option.isEmpty())
        return Tr::tr("the default");
    if (option == QLatin1String("ubuntu-24.04"))
        return QStringLiteral("Ubuntu 24.04");
    if (option == QLatin1String("dlami-base"))
        return Tr::tr("Deep Learning AMI, drivers ready (Ubuntu 24.04)");
    if (option == QLatin1String("dlami-pytorch"))
        return Tr::tr("Deep Learning AMI with PyTorch (Ubuntu 24.04)");
    return option;
}

} // namespace fl::text
