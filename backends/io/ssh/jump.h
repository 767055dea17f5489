// SPDX-License-Identifier: GPL-3.0-or-later
// A connection through another server: what goes into our socket comes out of a channel of an open link, on a thread of its own.
#pragma once

#include "backends/io/ssh/link.h"

#include <thread>

namespace fl {

class JumpPump {
public:
    /// Asks the jump host for a connection to host:port. Errors: SshJumpFailed (params host, port, jump, reason), those of a wait.
    static Result<std::shared_ptr<JumpPump>> open(std::unique_ptr<SshLink> link, const QString &host, int port, const Deadline &deadline);

    UniqueFd takeSocket() { return std::move(m_ours); }

private:
    JumpPump(std::unique_ptr<SshLink> link, SshChannelPtr channel, UniqueFd ours, UniqueFd theirs);
    void run(const std::stop_token &stop);
    bool toSocket(QByteArray &pending);
    bool toChannel();

    std::unique_ptr<SshLink> m_link;
    SshChannelPtr m_channel;
    UniqueFd m_ours, m_theirs;
    std::jthread m_thread; // last: it uses the others
};

} // namespace fl
