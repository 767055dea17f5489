// SPDX-License-Identifier: GPL-3.0-or-later
// What Lambda's refusals say, in words: one sentence a code.
#pragma once

#include "backends/core/error.h"

namespace fl::text {

/// The pattern for a refusal of Lambda (params provider = lambda and code); null for any other error, and for a code that is not known.
const char *lambdaPattern(const Error &error);

} // namespace fl::text
