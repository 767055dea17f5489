// SPDX-License-Identifier: GPL-3.0-or-later
// The dated certificate of a machine in words, from the facts that its last proof left. For command line and dashboard alike.
#pragma once

#include "backends/core/machine.h"

#include <QList>

namespace fl::text {

struct ProofRow {
    QString framework; ///< "PyTorch"
    QString found;     ///< "2.15.0 · NVIDIA T4 · CUDA 13.0 · 0.4 s"
    bool operator==(const ProofRow &) const = default;
};

/// What was proven of each framework; nothing before the first proof.
QList<ProofRow> proofRows(const Machine &machine);
/// Who calculated on what, or that nothing is proven yet.
QString proofSentence(const Machine &machine);

} // namespace fl::text
