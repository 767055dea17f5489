// SPDX-License-Identifier: GPL-3.0-or-later
// Which login counts: what the user pasted, a profile that is named, the environment, what is kept for AWS, the default profile; a profile
// that signs in by the browser buys credentials with its token. Blocks where a request is needed.
#pragma once

#include "backends/core/choices.h"
#include "backends/providers/aws/client.h"
#include "backends/providers/aws/credentials.h"
#include "backends/providers/provider.h"

#include <mutex>

namespace fl::aws {

/// Credentials that a browser's sign-in has bought, until they run out: buying costs a request. Any thread.
class BoughtLogins {
public:
    std::optional<Credentials> find(const QString &profile, qint64 now) const;
    void keep(const QString &profile, const Credentials &credentials);

private:
    mutable std::mutex m_mutex;
    QMap<QString, Credentials> m_bought;
};

/// Errors: SecretMissing (name = aws.access_key_id) when there is no login at all; CredentialsExpired; NotSupportedHere (what = role_arn …);
/// BadValue (key = aws.profile) when there is no such profile.
Result<Credentials> login(const Choices &choices, const CredentialPlaces &places, ProviderCall &call, BoughtLogins &bought);

/// The region that is meant when none is chosen: of the environment or the profile; else us-east-1.
QString usualRegion(const Choices &choices, const CredentialPlaces &places);

} // namespace fl::aws
