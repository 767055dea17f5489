// SPDX-License-Identifier: GPL-3.0-or-later
// The notebook that proves frameworks on a computer that is not ours, whoever runs it.
#pragma once

#include "backends/core/result.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QStringList>

namespace fl {

/// Which GPU, a proof of each framework (those we set up; keras computes with TensorFlow there), and the result as a code. Errors: Internal; BadValue for a framework
/// that there is no proof of.
Result<QJsonArray> proofCells(const QStringList &frameworks, const QString &language);

/// nbformat 4.5.
QByteArray notebookJson(const QJsonArray &cells, QJsonObject metadata);

} // namespace fl
