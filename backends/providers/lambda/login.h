// SPDX-License-Identifier: GPL-3.0-or-later
// Which API key counts: the one the user pasted, the environment's LAMBDA_API_KEY, the one that is kept for Lambda. No request is made.
#pragma once

#include "backends/core/secret.h"
#include "backends/providers/provider.h"

namespace fl::lambda {

/// The variables of this program's environment that count here: LAMBDA_API_KEY, LAMBDA_ENDPOINT_URL.
struct Environment {
    QByteArray apiKey;
    QString endpoint; ///< instead of Lambda's own
    static Environment fromSystem();
};

struct Login {
    Secret key;
    QString from; ///< as in Identity
};

/// Errors: SecretMissing (name = lambda.api_key).
Result<Login> login(const Environment &environment, ProviderCall &call);

/// Says whether two keys are the same one; the key cannot be found from it.
QString markOf(const Secret &key);

} // namespace fl::lambda
