// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace fl {

enum class StepOutcome {
    Done,
    AlreadyThere,
    NeedsReboot, ///< applied; its verify waits until the machine has booted again
};

} // namespace fl
