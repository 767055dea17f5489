// SPDX-License-Identifier: GPL-3.0-or-later
// `firstlight-cli resolve`: the resolver alone. It opens no profile and asks no server.
#pragma once

#include "app/cli/output.h"
#include "backends/plan/resolver.h"

#include <QJsonObject>

namespace fl::cli {

/// The arguments after the verb. Errors: Usage (param what), UnknownKey, BadValue.
Result<ResolveInput> parseResolve(const QStringList &arguments);

QJsonObject toJson(const Resolved &resolved, const Matrix &matrix);

/// Reads the table (a newer matrix.yaml in `home` counts), resolves and prints. A refusal is the resolver's error.
Status resolve(const QStringList &arguments, const QString &home, Output &output);

} // namespace fl::cli
