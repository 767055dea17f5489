// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/plan/toolkit_choice.h"

#include <algorithm>

namespace fl {
namespace {

void say(Resolved &result, const char *code, QMap<QString, QString> args)
{
    result.reasons.push_back({QStringLiteral("resolve-") + QLatin1String(code), std::move(args)});
}

/// The CUDA of the first framework on the GPU: extensions are compiled against it.
Version cudaOf(const Resolved &result)
{
    for (const FrameworkPick &pick : result.frameworks)
        if (const auto version = Version::parse(pick.cuda))
            return *version;
    return {};
}

/// 2: the same version, 1: the same major version (which is enough to link), 0: another.
int nearness(const Version &toolkit, const Version &wanted)
{
    if (wanted.isNull() || toolkit.major() != wanted.major())
        return 0;
    return compare(toolkit, wanted) == 0 ? 2 : 1;
}

} // namespace

void chooseToolkit(const Matrix &matrix, const ToolkitConditions &conditions, Resolved &result)
{
    if (!conditions.wanted) {
        say(result, "cuda-not-needed", {});
        return;
    }
    const auto &[sms, driver, python] = conditions.stack;
    const auto [oldest, youngest] = std::minmax_element(sms.begin(), sms.end());
    const Version wanted = cudaOf(result);
    const CudaToolkit *best = nullptr;
    for (const CudaToolkit &row : matrix.cuda) {
        const bool fits = row.minSm <= *oldest && *youngest <= row.maxSm && compare(driver, row.minDriver) >= 0
            && row.systems.contains(conditions.system->id);
        if (fits && (wanted.isNull() || nearness(row.version, wanted) > 0)
            && (!best || nearness(row.version, wanted) > nearness(best->version, wanted)))
            best = &row;
    }
    if (!best) {
        say(result, "cuda-none", {{QStringLiteral("system"), conditions.system->name}, {QStringLiteral("gpu"), conditions.gpu}});
        return;
    }
    result.cuda = CudaPick{best->version.text, best->repository, best->packages};
    say(result, "cuda-toolkit", {{QStringLiteral("version"), best->version.text}});
    for (const Cudnn &row : matrix.cudnn) {
        if (row.cuda != best->version.major() || row.minSm > *oldest || row.repository != best->repository
            || !(row.systems.isEmpty() || row.systems.contains(conditions.system->id)))
            continue;
        result.cudnn = CudaPick{row.version.text, row.repository, row.packages};
        say(result, "cudnn", {{QStringLiteral("version"), row.version.text}, {QStringLiteral("gpu"), conditions.gpu}});
        return;
    }
}

} // namespace fl
