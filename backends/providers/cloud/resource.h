// SPDX-License-Identifier: GPL-3.0-or-later
// The life of one thing that costs money, so that none is lost and none is made twice: a committed intent before the request, the
// outcome after it; an answer that was lost is looked for by operation, never asked for blindly; a record is Gone only after the
// cloud said twice that it does not know the thing.
//
//     Intended ──create──> Created ──remove──> Deleting ──not there, twice──> Gone
//        └── looked for: found ─┘ · not there, and the cloud has settled ────────┘
#pragma once

#include "backends/providers/cloud/cloud_api.h"

namespace fl {

struct CloudCall {
    CloudApi &api;
    QString profile; ///< our own tag
    ProviderCall &call;
};

/// Makes it, or finds what an interrupted try made. `wanted` says machine, kind, name, region and price. Errors: the cloud's;
/// after one that leaves it open the record stays Intended.
Result<ResourceRecord> ensureResource(ResourceRecord wanted, const Choices &choices, CloudCall &cloud);

/// Looks for what an intent without an outcome made: Created with its handle, or as it was. Makes nothing.
Result<ResourceRecord> findIntended(ResourceRecord record, CloudCall &cloud);

/// Removes it and waits until it is confirmed; the record is Gone when it returns well. Errors: the cloud's, StillThere; the
/// record stays Deleting.
Status removeResource(ResourceRecord record, CloudCall &cloud);

} // namespace fl
