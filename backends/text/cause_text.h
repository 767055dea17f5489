// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "backends/core/error.h"

namespace fl::text {

/// What happened, in one or two plain sentences.
QString happened(const Error &error);

} // namespace fl::text
