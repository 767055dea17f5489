// SPDX-License-Identifier: GPL-3.0-or-later
// What a person would type instead: the scripts of tests/bench/peers.
#pragma once

#include <QByteArray>
#include <QFile>

namespace fl::bench {

/// A script that sets a server up, with what they share in front; empty when it cannot be read.
inline QByteArray setupByHand(const char *name)
{
    QFile shared(QStringLiteral(FL_SOURCE_DIR "/tests/bench/peers/service.sh"));
    QFile own(QStringLiteral(FL_SOURCE_DIR "/tests/bench/peers/") + QLatin1String(name));
    return shared.open(QIODevice::ReadOnly) && own.open(QIODevice::ReadOnly) ? shared.readAll() + own.readAll() : QByteArray();
}

} // namespace fl::bench
