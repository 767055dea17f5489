// SPDX-License-Identifier: GPL-3.0-or-later
// Rows of the ledger's tables <-> values. A row that cannot be read is LedgerDamaged.
#pragma once

#include "backends/io/disk/sql.h"
#include "backends/ports/ledger.h"

namespace fl {

Status writeMachine(const Sql &sql, const Machine &machine);
Result<std::vector<Machine>> readMachines(const Sql &sql);
Status writeResource(const Sql &sql, const ResourceRecord &record);
using RegionRow = std::pair<QString, QString>; ///< provider, region
Status writeRegion(const Sql &sql, const RegionRow &row);
Result<std::vector<RegionRow>> readRegions(const Sql &sql);
/// Of one machine, or with an empty id of all.
Result<std::vector<ResourceRecord>> readResources(const Sql &sql, const QString &machineId);

} // namespace fl
