// SPDX-License-Identifier: GPL-3.0-or-later
// A key of our own for a server: made here, let in over the connection that a password opened. Blocking; the run's worker thread.
//
//     makeKeyPair -> ledger (user-key, Intended) -> authorized_keys -> proof: a log-in with it -> ledger (Created), fact ssh.key_file
//
// The private half (0600, below the profile) never leaves this computer. Undo takes the line out of authorized_keys again.
#pragma once

#include "backends/steps/step.h"

namespace fl {

/// Whether the plan wants one and there is none yet.
bool wantsOwnKey(const Plan &plan, const Machine &machine);
/// Safe to run again after an interruption at any point. Errors: LocalFile, StepFailed (the server would not write it down), or the
/// log-in's own when the server does not take the key: then its line is out again.
Status giveOwnKey(StepContext &context, Shell &shell);

} // namespace fl
