// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/plan/framework_choice.h"

#include <algorithm>

namespace fl {
namespace {

bool pythonFits(const FrameworkBuild &row, const Version &python)
{
    return python.isNull() || (compare(python, row.pythonMin) >= 0 && compare(python, row.pythonMax) <= 0);
}

const FrameworkBuild *kerasRow(const FrameworkBuilds &builds, const QString &name)
{
    for (const FrameworkBuild &row : builds)
        if (row.name == name && !row.backends.isEmpty())
            return &row;
    return nullptr;
}

/// The backend of Keras and its build: the first that computes on the GPUs, else the first at all.
std::pair<QString, const FrameworkBuild *> backendOf(const FrameworkBuilds &builds, const FrameworkBuild &keras,
                                                     const FrameworkConditions &conditions, const QString &wanted)
{
    for (const bool onGpu : {true, false}) {
        for (qsizetype i = 0; i < keras.backends.size(); ++i) {
            const QString &name = keras.backends[i];
            if (!wanted.isEmpty() && name != wanted)
                continue;
            const FrameworkBuild *build = onGpu ? gpuBuild(builds, name, conditions) : cpuBuild(builds, name, conditions.python);
            if (build && compare(build->version, keras.backendVersions[static_cast<size_t>(i)]) >= 0)
                return {name, build};
        }
    }
    return {wanted.isEmpty() ? keras.backends.first() : wanted, nullptr};
}

/// The wanted one; else the matrix's default, or what is nearest to it in the range.
QString pythonFor(const Version &wanted, const Version &usual, const Version &least, const Version &most)
{
    if (!wanted.isNull())
        return wanted.text;
    if (compare(usual, least) < 0)
        return least.text;
    return compare(usual, most) > 0 ? most.text : usual.text;
}

FrameworkPick pickOf(const FrameworkBuild &build, const QString &python)
{
    return {build.name, build.version.text, build.requirement, build.with, build.index, build.cuda.text, python, {}};
}

class Choice {
public:
    Choice(const FrameworkBuilds &builds, const Version &usualPython, const FrameworkConditions &conditions, const QString &gpu,
           std::vector<Reason> &reasons) :
        m_builds(builds),
        m_usualPython(usualPython),
        m_conditions(conditions),
        m_gpu(gpu),
        m_reasons(reasons)
    {
    }

    Result<FrameworkPick> pick(const QString &name, const QString &kerasBackend)
    {
        const FrameworkBuild *keras = kerasRow(m_builds, name);
        if (keras)
            return pickKeras(*keras, kerasBackend);
        const FrameworkBuild *build = best(name);
        if (!build)
            return refusePython(name);
        explain(*build);
        return finish(*build, nullptr);
    }

private:
    const FrameworkBuilds &m_builds;
    const Version &m_usualPython;
    const FrameworkConditions &m_conditions;
    const QString &m_gpu;
    std::vector<Reason> &m_reasons;

    void say(const char *code, QMap<QString, QString> args)
    {
        m_reasons.push_back({QStringLiteral("resolve-") + QLatin1String(code), std::move(args)});
    }

    FrameworkConditions anyPython() const { return {m_conditions.sms, m_conditions.driver, {}}; }

    /// Null when a build would fit but for the Python: never the CPU behind the user's back.
    const FrameworkBuild *best(const QString &name) const
    {
        if (const FrameworkBuild *build = gpuBuild(m_builds, name, m_conditions))
            return build;
        return gpuBuild(m_builds, name, anyPython()) ? nullptr : cpuBuild(m_builds, name, m_conditions.python);
    }

    Result<FrameworkPick> pickKeras(const FrameworkBuild &keras, const QString &wanted)
    {
        const auto [free, freeBuild] = backendOf(m_builds, keras, anyPython(), wanted);
        const auto [name, build] = backendOf(m_builds, keras, m_conditions, wanted);
        if (!build || !pythonFits(keras, m_conditions.python) || (freeBuild && freeBuild->onGpu() && !build->onGpu()))
            return refusePython(keras.name);
        say("keras-backend", {{QStringLiteral("backend"), name}});
        if (build->onGpu())
            explain(*build);
        else
            explainCpu(keras, runsOnGpu(m_builds, keras.name, {m_conditions.sms, {}, {}}, wanted));
        return finish(keras, build);
    }

    FrameworkPick finish(const FrameworkBuild &build, const FrameworkBuild *backend)
    {
        Version least = build.pythonMin, most = build.pythonMax;
        if (backend) {
            least = compare(backend->pythonMin, least) > 0 ? backend->pythonMin : least;
            most = compare(backend->pythonMax, most) < 0 ? backend->pythonMax : most;
        }
        const QString python = pythonFor(m_conditions.python, m_usualPython, least, most);
        FrameworkPick pick = pickOf(build, python);
        if (backend) {
            pick.cuda = backend->cuda.text;
            pick.backend.push_back(pickOf(*backend, python));
        }
        if (m_conditions.python.isNull() && python != m_usualPython.text)
            say("python-other",
                {{QStringLiteral("framework"), build.name},
                 {QStringLiteral("version"), build.version.text},
                 {QStringLiteral("python"), python}});
        return pick;
    }

    void explainCpu(const FrameworkBuild &build, bool withNewerDriver)
    {
        if (!m_conditions.sms.empty())
            say(withNewerDriver ? "framework-cpu-driver" : "framework-cpu-gpu",
                {{QStringLiteral("framework"), build.name},
                 {QStringLiteral("version"), build.version.text},
                 {QStringLiteral("gpu"), m_gpu},
                 {QStringLiteral("driver"), m_conditions.driver.text}});
    }

    void explain(const FrameworkBuild &build)
    {
        if (!build.onGpu()) {
            explainCpu(build, gpuBuild(m_builds, build.name, {m_conditions.sms, {}, {}}));
            return;
        }
        QMap<QString, QString> args{{QStringLiteral("framework"), build.name}, {QStringLiteral("version"), build.version.text}};
        args.insert(QStringLiteral("cuda"), build.cuda.text);
        const auto newest =
            std::find_if(m_builds.begin(), m_builds.end(), [&](const FrameworkBuild &row) { return row.name == build.name; });
        if (compare(newest->version, build.version) == 0) {
            say("framework-newest", args);
        } else {
            args.insert(QStringLiteral("newest"), newest->version.text);
            args.insert(QStringLiteral("gpu"), m_gpu);
            args.insert(QStringLiteral("driver"), m_conditions.driver.text);
            const FrameworkBuild *free = gpuBuild(m_builds, build.name, anyPython());
            const FrameworkBuild *freer = gpuBuild(m_builds, build.name, {m_conditions.sms, {}, {}});
            if (free && compare(free->version, build.version) != 0) {
                args.insert(QStringLiteral("python"), m_conditions.python.text);
                say("framework-held-python", args);
            } else {
                say(freer && compare(freer->version, build.version) != 0 ? "framework-held-driver" : "framework-held-gpu", args);
            }
        }
        const int oldest = *std::min_element(m_conditions.sms.begin(), m_conditions.sms.end());
        const int youngest = *std::max_element(m_conditions.sms.begin(), m_conditions.sms.end());
        if (!build.note.isEmpty() && youngest >= build.noteFromSm)
            m_reasons.push_back(
                {QStringLiteral("resolve-note-") + build.note, {{QStringLiteral("gpu"), m_gpu}, {QStringLiteral("sm"), smText(oldest)}}});
    }

    tl::unexpected<Error> refusePython(const QString &name) const
    {
        QStringList ranges;
        for (const FrameworkBuild &row : m_builds) {
            const QString range = row.pythonMin.text + QStringLiteral("–") + row.pythonMax.text;
            if (row.name == name && !ranges.contains(range))
                ranges << range;
        }
        return fail({Cause::PythonNotSupported,
                     {{QStringLiteral("framework"), name},
                      {QStringLiteral("python"), m_conditions.python.text},
                      {QStringLiteral("range"), ranges.join(QStringLiteral(", "))},
                      {QStringLiteral("usual"), m_usualPython.text}},
                     NextAction::ChangeInput,
                     {},
                     {}});
    }
};

} // namespace

const FrameworkBuild *gpuBuild(const FrameworkBuilds &builds, const QString &name, const FrameworkConditions &conditions)
{
    if (conditions.sms.empty())
        return nullptr;
    const auto [oldest, youngest] = std::minmax_element(conditions.sms.begin(), conditions.sms.end());
    for (const FrameworkBuild &row : builds)
        if (row.name == name && row.onGpu() && row.minSm <= *oldest && *youngest <= row.maxSm
            && (row.onlyBelowSm == 0 || *oldest < row.onlyBelowSm)
            && (conditions.driver.isNull() || compare(conditions.driver, row.minDriver) >= 0) && pythonFits(row, conditions.python))
            return &row;
    return nullptr;
}

const FrameworkBuild *cpuBuild(const FrameworkBuilds &builds, const QString &name, const Version &python)
{
    for (const FrameworkBuild &row : builds)
        if (row.name == name && !row.onGpu() && row.backends.isEmpty() && pythonFits(row, python))
            return &row;
    return nullptr;
}

bool runsOnGpu(const FrameworkBuilds &builds, const QString &name, const FrameworkConditions &conditions, const QString &kerasBackend)
{
    const FrameworkBuild *keras = kerasRow(builds, name);
    const FrameworkBuild *build = keras ? backendOf(builds, *keras, conditions, kerasBackend).second : gpuBuild(builds, name, conditions);
    return build && build->onGpu();
}

Result<std::vector<FrameworkPick>> pickFrameworks(const Matrix &matrix, const ResolveInput &input, const QStringList &names,
                                                  const FrameworkConditions &conditions, const QString &gpu, std::vector<Reason> &reasons)
{
    std::vector<FrameworkPick> picks;
    Choice choice(matrix.builds(input.conda), matrix.defaultPython, conditions, gpu, reasons);
    for (const QString &name : names) {
        auto pick = choice.pick(name, input.kerasBackend);
        if (!pick)
            return fail(pick.error());
        picks.push_back(std::move(*pick));
    }
    return picks;
}

} // namespace fl
