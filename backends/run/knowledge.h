// SPDX-License-Identifier: GPL-3.0-or-later
// The tables that advise, each the newer of the built-in one and the one in the data folder.
#pragma once

#include "backends/plan/advice.h"
#include "backends/plan/ways.h"

namespace fl {

struct Knowledge {
    Matrix matrix;
    Advice advice;
    Ways ways;
};

/// `home`: the data folder; empty: only what is built in. Errors: MatrixInvalid, LocalFile.
Result<Knowledge> knowledgeOf(const QString &home);

/// A GPU that was told as "10de:1eb8", because there is no driver to ask, gets its name.
void nameGpus(std::vector<Offer> &offers, const Matrix &matrix);

} // namespace fl
