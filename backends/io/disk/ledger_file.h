// SPDX-License-Identifier: GPL-3.0-or-later
// The ledger's file: made whole, led up from older schemas, set aside when damaged.
#pragma once

#include "backends/io/disk/ledger_schema.h"
#include "backends/io/disk/sql.h"

namespace fl {

struct LedgerFile {
    std::unique_ptr<Sql> sql;
    std::optional<Error> notice;
    bool newer = false; ///< must not be written: a newer program made it
};

/// `writable`: the caller holds the profile's lock. Without it a missing ledger reads as an empty one, and a damaged or
/// older one is left as it is.
Result<LedgerFile> openLedgerFile(const QString &folder, bool writable, qint64 now, const Migrations &migrations);

} // namespace fl
