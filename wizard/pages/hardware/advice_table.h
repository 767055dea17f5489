// SPDX-License-Identifier: GPL-3.0-or-later
// The machine beside the guide's rule of 2018 and today's, line by line.
#pragma once

#include "backends/plan/advice.h"

class QWidget;

namespace fl {

/// A panel with a row for each line: what there is, each rule with a sign and a word, and what follows.
QWidget *makeAdviceTable(const std::vector<AdviceRow> &rows);

} // namespace fl
