// SPDX-License-Identifier: GPL-3.0-or-later
// SignIn by Qt NetworkAuth. All of a call lives on the caller's thread and in an event loop of the call: nothing is left behind, no
// door stays open.
#pragma once

#include "backends/ports/sign_in.h"

namespace fl {

class QtSignIn : public SignIn {
public:
    Result<SignedIn> signIn(const SignInPlace &place, std::chrono::milliseconds limit, const Show &show, std::stop_token stop) override;
    Result<SignedIn> renew(const SignInPlace &place, const Secret &refresh, std::stop_token stop) override;
};

} // namespace fl
