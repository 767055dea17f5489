// SPDX-License-Identifier: GPL-3.0-or-later
// Which login counts: what the user pasted, a profile that is named, the environment, the default profile; a profile that signs in by the
// browser buys credentials with its token. Blocks where a request is needed.
#pragma once

#include "backends/core/choices.h"
#include "backends/providers/aws/client.h"
#include "backends/providers/aws/credentials.h"
#include "backends/providers/provider.h"

namespace fl::aws {

/// Errors: SecretMissing (name = aws.access_key_id) when there is no login at all; CredentialsExpired; NotSupportedHere (what = role_arn …);
/// BadValue (key = aws.profile) when there is no such profile.
Result<Credentials> login(const Choices &choices, const CredentialPlaces &places, ProviderCall &call);

/// The region that is meant when none is chosen: of the environment or the profile; else us-east-1.
QString usualRegion(const Choices &choices, const CredentialPlaces &places);

} // namespace fl::aws
