// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/hosted/colab/colab.h"

#include "backends/hosted/notebook.h"

namespace fl {

Result<QByteArray> Colab::notebook(const QStringList &frameworks, const QString &language) const
{
    auto cells = proofCells(frameworks, language);
    if (!cells)
        return fail(cells.error());
    // The runtime's GPU is chosen here: accelerator, and which of the free ones.
    const QJsonObject metadata{{QStringLiteral("accelerator"), QStringLiteral("GPU")},
                               {QStringLiteral("colab"),
                                QJsonObject{{QStringLiteral("gpuType"), QStringLiteral("T4")},
                                            {QStringLiteral("provenance"), QJsonArray()}}}};
    return notebookJson(*cells, metadata);
}

} // namespace fl
