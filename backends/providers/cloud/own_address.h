// SPDX-License-Identifier: GPL-3.0-or-later
// Who may come in by SSH: this computer, as the internet sees it.
#pragma once

#include "backends/providers/provider.h"

namespace fl {

/// The range that holds this computer's address alone ("203.0.113.7/32"): the one in <provider>.address, else asked of a service of Amazon's
/// that says who asks. Errors: those of Http; BadValue (<provider>.address).
Result<QString> ownRange(const QString &provider, const Choices &choices, ProviderCall &call);

} // namespace fl
