// SPDX-License-Identifier: GPL-3.0-or-later
// Destroy and undo: on a machine of ours the machine goes; on a computer of the user's, what we added.
#pragma once

#include "backends/run/session.h"

namespace fl {

/// Intent first (state Deleting), then the work, then the proof. The ledger's record goes only when all is confirmed gone
/// twice; until then the receipt says what is left and the call can be made again.
Result<Receipt> tearDown(Session &session);

} // namespace fl
