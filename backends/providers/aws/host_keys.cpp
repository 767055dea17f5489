// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/providers/aws/host_keys.h"

#include <QRegularExpression>

namespace fl::aws {

QStringList hostKeysOf(const QByteArray &console)
{
    const QByteArray begin("-----BEGIN SSH HOST KEY FINGERPRINTS-----"), end("-----END SSH HOST KEY FINGERPRINTS-----");
    const qsizetype to = console.lastIndexOf(end), from = to < 0 ? -1 : console.lastIndexOf(begin, to);
    if (from < 0)
        return {};
    static const QRegularExpression key(QStringLiteral("\\bSHA256:[A-Za-z0-9+/]{43}\\b"));
    QStringList keys;
    auto found = key.globalMatch(QString::fromLatin1(console.mid(from, to - from)));
    while (found.hasNext())
        keys << found.next().captured();
    keys.removeDuplicates();
    return keys;
}

} // namespace fl::aws
