// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/dashboard/copy_text.h"

#include "backends/text/text.h"

#include <QCoreApplication>
#include <QLocale>

namespace fl {
namespace {

struct Tr {
    Q_DECLARE_TR_FUNCTIONS(fl::CopyText)
};

constexpr size_t mostShown = 5;

} // namespace

QString shownName(const QByteArray &path)
{
    return text::visible(QString::fromUtf8(path)).simplified();
}

QString folderNameOf(QString machine)
{
    machine.replace(QLatin1Char('/'), QLatin1Char('_'));
    return machine.startsWith(QLatin1Char('.')) ? QLatin1Char('_') + machine : machine;
}

QStringList copiedDetails(const CopiedFiles &copied)
{
    QStringList lines;
    for (size_t i = 0; i < copied.beside.size() && i < mostShown; ++i)
        lines << Tr::tr("Another %1 was there and stays; the one that was copied is beside it as %2.")
                     .arg(shownName(copied.beside[i].path), shownName(copied.beside[i].name));
    if (copied.links > 0)
        lines << Tr::tr("Symbolic links are neither followed nor copied.");
    if (!copied.left.empty())
        lines << Tr::tr("%1 were not copied:").arg(QLocale().toString(static_cast<int>(copied.left.size())));
    for (size_t i = 0; i < copied.left.size() && i < mostShown; ++i)
        lines << shownName(copied.left[i].path) + QStringLiteral(": ") + text::reason({copied.left[i].why, {}});
    return lines;
}

} // namespace fl
