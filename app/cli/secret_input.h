// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/arguments.h"
#include "backends/run/operations.h"

#include <cstdio>

namespace fl::cli {

/// Reads what --secret names: from files or, one of them, from standard input; a line end at the end is not part of it.
/// Errors: Usage (a name that is none of ours, standard input wanted twice), LocalFile.
Result<GivenSecrets> readSecrets(const CommandLine &line, const std::vector<std::unique_ptr<Provider>> &providers, std::FILE *in);

} // namespace fl::cli
