// SPDX-License-Identifier: GPL-3.0-or-later
// The table of `--set KEY=VALUE` keys: one row a key, with its parser, its printer and its default (Choices{}).
// Plan files, the command line, remembered choices and `export` all read and write through it.
#pragma once

#include "backends/core/choices.h"
#include "backends/core/result.h"

namespace fl {

/// Sets one key. Errors: UnknownKey, BadValue (params "key", "value", "allowed"). Unknown keys below the name of
/// a provider ("aws.type") go to Choices::provider when `where` is that provider.
Status setKey(Choices &choices, const QString &key, const QString &value);

/// All keys that differ from the defaults, in the order of the table.
QList<std::pair<QString, QString>> changedKeys(const Choices &choices);

QStringList knownKeys();

} // namespace fl
