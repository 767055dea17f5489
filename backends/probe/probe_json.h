// SPDX-License-Identifier: GPL-3.0-or-later
// A report or a tick as JSON again, in the form of docs/probe-schema.md: what is printed, exported and kept. parseProbe() of it gives the same
// report. Pure, any thread.
#pragma once

#include "backends/probe/probe_report.h"

namespace fl {

QJsonObject toJson(const ProbeReport &report);
QJsonObject toJson(const ProbeTick &tick);

} // namespace fl
