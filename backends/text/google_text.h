// SPDX-License-Identifier: GPL-3.0-or-later
// What goes wrong with a sign-in to Google and with the user's Drive, in words.
#pragma once

#include "backends/core/error.h"

namespace fl::text {

/// The pattern for an error about Google (param provider = google); null for any other, and where there is nothing more to say.
const char *googlePattern(const Error &error);

} // namespace fl::text
