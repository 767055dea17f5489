// SPDX-License-Identifier: GPL-3.0-or-later
// What the button below an error does in a window. Its words come from backends/text, and this is what they promise.
#pragma once

#include "backends/core/error.h"

namespace fl {

enum class ErrorWay {
    Again,    ///< the same once more, from where it stands; what is missing is asked for
    Account,  ///< to what was entered about the machine, or the login
    Access,   ///< to the ports
    Hardware, ///< to another machine
    Network,  ///< to the proxy and the mirrors
    Leave,    ///< not on
    Log,
    Verify,
    Restart,
    Repair,
    Details, ///< unfolded by the panel itself
    Copy,    ///< what somebody else is to read; by the panel itself
};

ErrorWay wayOf(NextAction action);

} // namespace fl
