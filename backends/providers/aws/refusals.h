// SPDX-License-Identifier: GPL-3.0-or-later
// What AWS's refusals mean to us. Source of the codes: docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html. Pure.
#pragma once

#include "backends/providers/aws/wire.h"

namespace fl::aws {

enum class Again {
    No,
    Later,     ///< asked too fast: nothing was done
    WithClock, ///< perhaps our clock: once more by the server's
    Unknown    ///< a fault of AWS: whether it was done is open
};

struct Meaning {
    Cause cause = Cause::ProviderRefused;
    NextAction next = NextAction::ShowLog;
    Again again = Again::No;
};

Meaning meaningOf(const QString &code);

/// The refusal as our error: params "provider" = aws, "code", and for a permission "permission" (= "ec2:RunInstances"; the whole policy
/// stands in the detail). AWS's own words go
/// to the detail, without the encoded message that only an administrator can read.
Error refusalError(const Refusal &refusal, const QString &service, const QString &operation);

/// All codes with a meaning of their own, for the tests.
QStringList knownCodes();

} // namespace fl::aws
