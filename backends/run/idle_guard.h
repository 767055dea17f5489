// SPDX-License-Identifier: GPL-3.0-or-later
// Changes after how long without work a machine stops itself: the one server step, and nothing else of its set-up.
#pragma once

#include "backends/run/session.h"
#include "backends/steps/server_step.h"

namespace fl {

/// `plan`: the machine's, with the new time. Kept as the machine's own once the server has taken it.
Status armIdleStop(Session &session, const Plan &plan, const std::vector<ServerStep> &scripts);

} // namespace fl
