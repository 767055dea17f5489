// SPDX-License-Identifier: GPL-3.0-or-later
// The plan file: YAML with a documented schema (docs/plan-file.md), no secret in it.
#pragma once

#include "backends/core/choices.h"
#include "backends/core/result.h"

namespace fl {

/// Reads the choices of a plan file. Errors: PlanFileInvalid with params file, line, key, problem.
/// Limits: 1 MiB, depth 64, no aliases, no unknown keys.
Result<Choices> parsePlanFile(const QByteArray &yaml, const QString &file);
QByteArray writePlanFile(const Choices &choices);

} // namespace fl
