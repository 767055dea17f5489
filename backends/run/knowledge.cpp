// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/run/knowledge.h"

namespace fl {

Result<Knowledge> knowledgeOf(const QString &home)
{
    auto matrix = currentMatrix(home);
    if (!matrix)
        return fail(matrix.error());
    auto advice = currentAdvice(home);
    if (!advice)
        return fail(advice.error());
    auto ways = currentWays(home);
    if (!ways)
        return fail(ways.error());
    return Knowledge{std::move(*matrix), std::move(*advice), std::move(*ways)};
}

void nameGpus(std::vector<Offer> &offers, const Matrix &matrix)
{
    for (Offer &offer : offers) {
        if (!offer.gpu.startsWith(QLatin1String("10de:")))
            continue;
        const GpuFound found = findGpu(matrix, offer.gpu);
        offer.gpu = QStringLiteral("NVIDIA ") + (found.kind == GpuFound::Kind::Nvidia ? found.name : offer.gpu);
    }
}

} // namespace fl
