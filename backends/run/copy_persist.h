// SPDX-License-Identifier: GPL-3.0-or-later
// What copies in both directions do when the line is cut.
#pragma once

#include "backends/run/session.h"

namespace fl {

constexpr int mostTries = 3; ///< without a byte or a file more

/// Does `work` until nothing is left, through losses of the connection, as long as something comes of it: `left` gets less, or `moved` more.
template <class Work, class Left>
Status persistIn(Session &session, const qint64 &moved, Work work, Left left)
{
    for (int fruitless = 0; left() > 0;) {
        const size_t before = left();
        const qint64 had = moved;
        const Status went = work();
        if (left() == 0)
            return {};
        if (!went && went.error().cause != Cause::ConnectionLost && went.error().cause != Cause::ConnectionTimeout)
            return went;
        fruitless = left() < before || moved > had ? 0 : fruitless + 1;
        if (fruitless == mostTries)
            return went ? fail({Cause::SshShellUnusable, {}, NextAction::Retry, {}}) : went;
        if (!went)
            if (const auto again = session.link.reconnect(session.call.stop); !again)
                return fail(again.error());
    }
    return {};
}

} // namespace fl
