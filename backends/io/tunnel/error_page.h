// SPDX-License-Identifier: GPL-3.0-or-later
// What a browser gets to see when the tunnel cannot carry its request.
#pragma once

#include "backends/core/error.h"

#include <QByteArray>

namespace fl {

/// A whole HTTP/1.1 answer, status 502, self-contained and never cached. TunnelPinMismatch, JupyterNotRunning,
/// SshForwardRefused have words of their own; anything else is "no connection".
QByteArray errorPage(Cause cause);

} // namespace fl
