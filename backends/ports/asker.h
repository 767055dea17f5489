// SPDX-License-Identifier: GPL-3.0-or-later
// A question only the user can answer. The worker thread waits; the window or the terminal asks.
#pragma once

#include "backends/core/plan.h"
#include "backends/core/result.h"

#include <stop_token>

namespace fl {

struct Question {
    enum class Kind {
        AcceptHostKey,   ///< args: host, fingerprint, type. The default answer is No, and --yes never says Yes.
        Confirm,         ///< create something that costs, or delete; --yes says Yes
        ConfirmInPerson, ///< what another computer made is deleted, what cannot be reached let go; --yes never says Yes
        Secret,          ///< args: name ("sudo.password" …), attempt
    };
    Kind kind;
    Reason text; ///< which question: "host-key-new", "sudo-password" …
};

struct Answer {
    bool yes = false;
    Secret secret;
};

class Asker {
public:
    virtual ~Asker() = default;
    /// Errors: AnswerNeeded (nobody there to ask), Cancelled.
    virtual Result<Answer> ask(const Question &question, std::stop_token stop) = 0;
};

} // namespace fl
