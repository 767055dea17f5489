// SPDX-License-Identifier: GPL-3.0-or-later
// What a token endpoint says (RFC 6749, 5.1 and 5.2): comes from a stranger, and may be none of it. Pure; any thread.
#pragma once

#include "backends/ports/sign_in.h"

namespace fl {

/// CredentialsRefused, with what everybody who refuses a sign-in says.
Error signInRefused(const SignInPlace &place, const char *why, const QString &error = {}, const QString &detail = {});

/// `renewed`: asked by an earlier sign-in, which may have run out. Errors: as SignIn's.
Result<SignedIn> tokensOf(const HttpAnswer &answer, const SignInPlace &place, bool renewed);

} // namespace fl
