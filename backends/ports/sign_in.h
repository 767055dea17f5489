// SPDX-License-Identifier: GPL-3.0-or-later
// Signing in with the browser, as a program on a desktop does it (OAuth 2.0 for native apps, RFC 8252): whoever knows the user shows a
// page in the user's own browser, and sends the browser back to a door of ours on 127.0.0.1 that is open for this one sign-in.
// What comes back must carry our state, and counts only together with a verifier that never left this program (PKCE, S256).
#pragma once

#include "backends/core/secret.h"
#include "backends/ports/http.h"

#include <functional>

namespace fl {

/// Where one signs in, as which program, and for what.
struct SignInPlace {
    QString provider;     ///< named in errors
    QUrl authorize;       ///< the page; https, http on loopback alone
    QUrl token;           ///< where its code is turned into tokens; likewise
    QString clientId;     ///< of this program
    Secret clientSecret;  ///< some want one of a desktop program too, though it cannot be kept from anybody there; may be empty
    QString scope;        ///< what is asked for: all of it must be granted
    HttpSettings network; ///< for `token`; the browser has its own
};

struct SignedIn {
    Secret access;
    Secret refresh; ///< for the next time; empty: none was given
};

class SignIn {
public:
    virtual ~SignIn() = default;

    using Show = std::function<void(const QUrl &page)>; ///< has the page opened in the browser; called once, on the caller's thread

    /// Blocks until the user has said yes or no there, `limit` is over, or within 100 ms of a stop. Not on a thread that paints.
    /// Errors: CredentialsRefused (why: consent = the user said no, state = what came back belongs to another sign-in, code, client,
    /// other; error = in the provider's own word), PermissionMissing (not all of the scope), AnswerNeeded (why=browser: the limit),
    /// LocalPortTaken (no door could be opened), ProviderUnavailable (why: sign-in-page, unreadable, too-large), BadValue
    /// (key=endpoint), Cancelled, and those of Http.
    virtual Result<SignedIn> signIn(const SignInPlace &place, std::chrono::milliseconds limit, const Show &show, std::stop_token stop) = 0;
    /// In silence, by what an earlier sign-in gave. Errors: CredentialsExpired (the provider takes it no more), others as above.
    virtual Result<SignedIn> renew(const SignInPlace &place, const Secret &refresh, std::stop_token stop) = 0;
};

} // namespace fl
