// SPDX-License-Identifier: GPL-3.0-or-later
// libssh's objects, owned.
#pragma once

#include "backends/io/local/fd.h"

#include <memory>

#include <libssh/callbacks.h>
#include <libssh/libssh.h>

namespace fl {

struct FreeSshSession {
    void operator()(ssh_session session) const
    {
        // A descriptor that was handed in stays open over a disconnect, but not over an error: then it is -1 here.
        const UniqueFd fd(ssh_get_fd(session));
        ssh_disconnect(session);
        ssh_free(session);
    }
};
using SshSessionPtr = std::unique_ptr<ssh_session_struct, FreeSshSession>;

struct FreeSshChannel {
    void operator()(ssh_channel channel) const
    {
        // A first call may stop after the end-of-file it sends; only a second one then says "close".
        if (ssh_channel_is_open(channel) && ssh_channel_close(channel) == SSH_AGAIN)
            ssh_channel_close(channel);
        ssh_channel_free(channel);
    }
};
using SshChannelPtr = std::unique_ptr<ssh_channel_struct, FreeSshChannel>;

struct FreeSshKey {
    void operator()(ssh_key key) const { ssh_key_free(key); }
};
using SshKeyPtr = std::unique_ptr<ssh_key_struct, FreeSshKey>;

struct FreeSshText {
    void operator()(char *text) const { ssh_string_free_char(text); }
};
using SshTextPtr = std::unique_ptr<char, FreeSshText>;

struct FreeSshEvent {
    void operator()(ssh_event event) const { ssh_event_free(event); }
};
using SshEventPtr = std::unique_ptr<ssh_event_struct, FreeSshEvent>;

} // namespace fl
