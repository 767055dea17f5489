// SPDX-License-Identifier: GPL-3.0-or-later
// --watch: one line a tick until standard input ends, a signal comes, or nobody reads any more.
#pragma once

#include "facts.h"

namespace fl::probe {

/// `input`: whether the end of standard input ends the watch.
/// `trouble`: what keeps the GPUs from being read, where something does; the computer's own figures come all the same. Returns the exit code.
int watch(const Nvml &nvml, bool nvmlWorks, const std::optional<Trouble> &trouble, const Root &root, int milliseconds, bool input);

} // namespace fl::probe
