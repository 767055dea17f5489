// SPDX-License-Identifier: GPL-3.0-or-later
// A link of "Why no GPU?" in words, from its id and what was found (backends/run/diagnosis.h).
#pragma once

#include <QMap>
#include <QString>

namespace fl::text {

QString linkTitle(const QString &id); ///< "The driver's kernel module", "PyTorch computes"
/// Of a whole link: "version 580.95.05 (open)". Empty: nothing to add.
QString linkFound(const QString &id, const QMap<QString, QString> &facts);
QString linkState(const QString &state); ///< of a slug: "whole" is "all right"
QString linkNotThere(const QString &id); ///< why it does not apply

} // namespace fl::text
