// SPDX-License-Identifier: GPL-3.0-or-later
// A TCP connection to a name. Tries all addresses, IPv6 and IPv4, each a little after the one before; the first to answer wins.
#pragma once

#include "backends/core/result.h"
#include "backends/io/local/fd.h"
#include "backends/io/ssh/deadline.h"

namespace fl {

/// Non-blocking, TCP_NODELAY, gives up an unanswered line within 45 s. Errors: HostNotFound, ConnectionRefused,
/// ConnectionTimeout (params host, port), Cancelled - within 100 ms, also while the name is looked up.
Result<UniqueFd> dial(const QString &host, int port, const Deadline &deadline);

} // namespace fl
