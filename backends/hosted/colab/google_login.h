// SPDX-License-Identifier: GPL-3.0-or-later
// Who we are to Google, and on whose behalf: the program's client id, and the user's sign-in, kept in the key ring.
#pragma once

#include "backends/hosted/hosted.h"

namespace fl::google {

/// As which program we ask. Google's "Desktop app" has a secret too, which is none: it ships with the program.
struct Client {
    QString id;
    Secret secret;
};

Client builtInClient(); ///< FL_GOOGLE_CLIENT_ID and FL_GOOGLE_CLIENT_SECRET of the build; may be empty

/// Where Google is: its four hosts, or all of them at one address of the user's.
struct Places {
    QUrl authorize, token, ids, upload;
    QString colab; ///< a notebook's id follows
};

/// Errors: BadValue (key colab.endpoint).
Result<Places> placesOf(const QString &endpoint);

/// Names of what is kept.
inline const QString refreshToken = QStringLiteral("colab.refresh_token");
inline const QString clientId = QStringLiteral("colab.client_id");
inline const QString clientSecret = QStringLiteral("colab.client_secret");

class Login {
public:
    /// `client` stands in for what neither this call nor an earlier one names. Errors: NotSupportedHere (provider=google,
    /// code=no-client), UnknownKey, BadValue.
    static Result<Login> prepare(const HostedCall &call, const Client &builtIn);

    const Places &places() const { return m_places; }
    const HttpSettings &network() const { return m_place.network; }
    bool isKept() const { return m_kept; }
    QString ownClient() const { return m_own ? m_place.clientId : QString(); } ///< empty: the program's
    /// A token that Google took a moment ago: in silence where a sign-in is kept, else by the browser. Errors: SignIn's.
    Result<Secret> token();

private:
    Login(const HostedCall &call, Places places) : m_call(call), m_places(std::move(places)) { }
    Result<Secret> signIn();

    const HostedCall &m_call;
    Places m_places;
    SignInPlace m_place;
    std::optional<Secret> m_refresh;
    bool m_own = false; ///< the client is the user's
    bool m_kept = false;
};

} // namespace fl::google
