// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/plan/resolver.h"

#include "backends/plan/framework_choice.h"
#include "backends/plan/gpu_set.h"
#include "backends/plan/toolkit_choice.h"

#include <QRegularExpression>

#include <algorithm>

namespace fl {
namespace {

/// Since this branch NVIDIA's installers take the open module where a card runs with either.
constexpr int openByDefaultFrom = 560;

using Args = QMap<QString, QString>;

Args args(std::initializer_list<std::pair<const char *, QString>> values)
{
    Args result;
    for (const auto &[key, value] : values)
        result.insert(QString::fromLatin1(key), value);
    return result;
}

tl::unexpected<Error> refuse(Cause cause, const Args &params, NextAction next)
{
    return fail({cause, params, next, {}, {}});
}

tl::unexpected<Error> badValue(const char *key, const QString &value, const QStringList &allowed)
{
    return refuse(Cause::BadValue,
                  args({{"key", QString::fromLatin1(key)}, {"value", value}, {"allowed", allowed.join(QStringLiteral(", "))}}),
                  NextAction::ChangeInput);
}

class Resolver {
public:
    Resolver(const Matrix &matrix, const ResolveInput &input) : m_matrix(matrix), m_builds(matrix.builds(input.conda)), m_input(input) { }

    Result<Resolved> run()
    {
        FL_TRY(readInput());
        auto gpus = readGpus(m_matrix, *m_system, m_input.gpus, m_result.reasons);
        if (!gpus)
            return fail(gpus.error());
        m_gpus = std::move(*gpus);
        m_conditions.sms = m_gpus.sms();
        if (!m_matrix.file.isEmpty())
            say("matrix-file", args({{"file", m_matrix.file}, {"date", m_matrix.date.toString(Qt::ISODate)}}));
        if (!m_gpus.all.empty()) {
            FL_TRY(m_system->driver == System::Driver::Windows ? windowsDriver() : chooseDriver());
        }
        if (m_input.conda)
            say("from-conda-forge", {});
        auto picks = pickFrameworks(m_matrix, m_input, m_names, m_conditions, oldest(), m_result.reasons);
        if (!picks)
            return fail(picks.error());
        m_result.frameworks = std::move(*picks);
        if (m_result.driver.action == DriverPick::Action::Windows)
            FL_TRY(windowsIsNewEnough());
        if (m_names.size() > 1)
            say("one-environment-each", {});
        if (m_result.driver.action != DriverPick::Action::None)
            chooseToolkit(m_matrix, {m_system, m_conditions, oldest(), m_input.cudaToolkit}, m_result);
        return std::move(m_result);
    }

private:
    const Matrix &m_matrix;
    const FrameworkBuilds &m_builds;
    const ResolveInput &m_input;
    const System *m_system = nullptr;
    QStringList m_names;
    Version m_driver; ///< the one that is there
    GpuSet m_gpus;
    FrameworkConditions m_conditions;
    Resolved m_result;

    void say(const char *code, const Args &values)
    {
        m_result.reasons.push_back({QStringLiteral("resolve-") + QLatin1String(code), values});
    }

    QString oldest() const { return m_gpus.oldestName(); }

    Status readInput()
    {
        for (const QString &name : m_input.frameworks) {
            if (!m_matrix.frameworkNames().contains(name))
                return badValue("framework", name, m_matrix.frameworkNames());
            if (!m_names.contains(name))
                m_names << name;
        }
        for (const FrameworkBuild &row : m_builds)
            if (!row.backends.isEmpty() && !m_input.kerasBackend.isEmpty() && !row.backends.contains(m_input.kerasBackend))
                return badValue("keras-backend", m_input.kerasBackend, row.backends);
        if (!m_input.python.isEmpty()) {
            const auto python = Version::parse(m_input.python);
            if (!python || python->parts.size() < 2)
                return badValue("python", m_input.python, {m_matrix.defaultPython.text});
            m_conditions.python = *python;
        }
        if (!m_input.driver.isEmpty()) {
            const auto driver = Version::parse(m_input.driver);
            if (!driver)
                return badValue("driver", m_input.driver, {QStringLiteral("580.65.06")});
            m_driver = *driver;
        }
        m_system = m_matrix.system(m_input.wsl ? QStringLiteral("wsl2") : m_input.system);
        if (!m_system) {
            QStringList known;
            for (const System &row : m_matrix.systems)
                known << row.name;
            return refuse(Cause::SystemUnsupported, args({{"system", m_input.system}, {"supported", known.join(QStringLiteral(", "))}}),
                          NextAction::ChooseOtherSystem);
        }
        return {};
    }

    /// Does every framework that could use the GPUs with `ideal` use them with `driver` too?
    bool enough(const Version &driver, const Version &ideal) const
    {
        const FrameworkConditions now{m_conditions.sms, driver, m_conditions.python}, best{m_conditions.sms, ideal, m_conditions.python};
        return std::all_of(m_names.begin(), m_names.end(), [&](const QString &name) {
            return runsOnGpu(m_builds, name, now, m_input.kerasBackend) || !runsOnGpu(m_builds, name, best, m_input.kerasBackend);
        });
    }

    bool anyUse(const Version &driver) const
    {
        return std::any_of(m_names.begin(), m_names.end(), [&](const QString &name) {
            return runsOnGpu(m_builds, name, {m_conditions.sms, driver, m_conditions.python}, m_input.kerasBackend);
        });
    }

    /// The branch that we would install anywhere: the first offered one that drives all GPUs.
    const DriverBranch *idealBranch() const
    {
        for (const DriverBranch &row : m_matrix.drivers)
            if (row.offered && m_gpus.drives(row.branch, Module::None) && (m_gpus.module != Module::Open || row.open)
                && (m_gpus.module != Module::Proprietary || row.proprietary))
                return &row;
        return nullptr;
    }

    const DriverPackages *packagesFor(int branch) const
    {
        for (const Module module : {Module::Open, Module::Proprietary})
            for (const DriverPackages &row : m_matrix.driverPackages)
                if (row.system == m_system->id && row.branch == branch && row.module == module
                    && (m_gpus.module == Module::None || m_gpus.module == module))
                    return &row;
        return nullptr;
    }

    Status chooseDriver()
    {
        const DriverBranch *ideal = idealBranch();
        const Version idealVersion = ideal ? ideal->version : Version();
        if (!m_driver.isNull()) {
            const bool works = m_gpus.drives(m_driver.major(), m_input.driverModule);
            if (works && (enough(m_driver, idealVersion) || !m_input.mayChangeDriver)) {
                keep(ideal);
                return {};
            }
            if (!works && !m_input.mayChangeDriver) {
                withoutGpu();
                return {};
            }
        } else if (!m_input.mayChangeDriver) {
            withoutGpu();
            return {};
        }
        return install(ideal);
    }

    void withoutGpu()
    {
        say("driver-not-touched", args({{"gpu", oldest()}}));
        m_conditions.sms.clear();
    }

    void keep(const DriverBranch *ideal)
    {
        const int branch = m_driver.major();
        const auto row =
            std::find_if(m_matrix.drivers.begin(), m_matrix.drivers.end(), [&](const DriverBranch &d) { return d.branch == branch; });
        const bool known = row != m_matrix.drivers.end();
        Module module = m_gpus.module != Module::None ? m_gpus.module : m_input.driverModule;
        if (module == Module::None)
            module = known && !row->proprietary ? Module::Open : branch >= openByDefaultFrom ? Module::Open : Module::Proprietary;
        m_result.driver.action = DriverPick::Action::Keep;
        m_result.driver.branch = branch;
        m_result.driver.module = module;
        m_conditions.driver = m_driver;
        say("driver-kept", args({{"driver", m_driver.text}, {"gpu", oldest()}}));
        if (known)
            sayIfEnded(*row);
        const bool older = ideal && branch < ideal->branch;
        if (older && m_input.mayChangeDriver)
            say("driver-upgrade-offer", args({{"driver", m_driver.text}, {"branch", QString::number(ideal->branch)}}));
    }

    void sayIfEnded(const DriverBranch &row)
    {
        if (row.ends < m_matrix.date.toString(QStringLiteral("yyyy-MM")))
            say("driver-ended", args({{"branch", QString::number(row.branch)}, {"ends", row.ends}}));
    }

    Status install(const DriverBranch *ideal)
    {
        const DriverPackages *row = ideal ? packagesFor(ideal->branch) : nullptr;
        const bool useful = anyUse(ideal ? ideal->version : Version());
        Status problem;
        if (!row)
            problem = refuse(Cause::DriverNotForSystem,
                             args({{"gpu", oldest()},
                                   {"system", m_system->name},
                                   {"branch", ideal ? QString::number(ideal->branch) : QString()},
                                   {"others", ideal ? systemsWith(ideal->branch) : QString()}}),
                             NextAction::ChooseOtherSystem);
        else if (kernelTooNew(*ideal))
            problem = refuse(Cause::DriverKernelTooNew,
                             args({{"branch", QString::number(ideal->branch)},
                                   {"gpu", oldest()},
                                   {"kernel", m_input.kernel},
                                   {"most", ideal->maxKernel.text}}),
                             NextAction::BootOtherKernel);
        else if (m_input.secureBoot && !row->isSigned && !m_input.canEnrolKey)
            problem = refuse(Cause::DriverSecureBoot, args({{"system", m_system->name}, {"branch", QString::number(ideal->branch)}}),
                             NextAction::TurnOffSecureBoot);
        if (!problem && useful)
            return problem;
        if (!problem || !row || !ideal) {
            // Nothing here would compute on this card even with its driver, so its lack stops nobody.
            m_conditions.driver = ideal ? ideal->version : Version();
            return {};
        }

        sayWhyReplaced(*ideal);
        DriverPick &pick = m_result.driver;
        pick.action = m_driver.isNull() ? DriverPick::Action::Install : DriverPick::Action::Replace;
        pick.branch = ideal->branch;
        pick.module = row->module;
        pick.repository = row->repository;
        pick.before = row->before;
        pick.lock = row->lock;
        pick.packages = row->packages;
        pick.fabricManager = row->fabricManager;
        pick.enrolKey = m_input.secureBoot && !row->isSigned;
        m_conditions.driver = ideal->version;
        sayBranch(*ideal);
        sayModule(row->module);
        if (m_input.secureBoot)
            say(row->isSigned ? "secure-boot-signed" : "secure-boot-enrol", args({{"system", m_system->name}}));
        return {};
    }

    QString systemsWith(int branch) const
    {
        QStringList names;
        for (const System &system : m_matrix.systems)
            for (const DriverPackages &row : m_matrix.driverPackages)
                if (row.system == system.id && row.branch == branch && (m_gpus.module == Module::None || row.module == m_gpus.module)
                    && !names.contains(system.name))
                    names << system.name;
        return names.join(QStringLiteral(", "));
    }

    bool kernelTooNew(const DriverBranch &branch) const
    {
        static const QRegularExpression form(QStringLiteral("\\A[0-9]{1,4}\\.[0-9]{1,4}"));
        const auto kernel = Version::parse(form.match(m_input.kernel).captured(0));
        return kernel && !branch.maxKernel.isNull() && compare(*kernel, branch.maxKernel) > 0;
    }

    void sayWhyReplaced(const DriverBranch &ideal)
    {
        if (m_driver.isNull())
            return;
        const Args values = args({{"driver", m_driver.text}, {"branch", QString::number(ideal.branch)}, {"gpu", oldest()}});
        if (m_gpus.most != 0 && m_driver.major() > m_gpus.most)
            say("driver-replaced-new", values);
        else if (m_driver.major() >= m_gpus.least && !m_gpus.drives(m_driver.major(), m_input.driverModule))
            say("driver-replaced-module", values);
        else
            say("driver-replaced-old", values);
    }

    void sayBranch(const DriverBranch &row)
    {
        const Args values = args({{"branch", QString::number(row.branch)},
                                  {"gpu", oldest()},
                                  {"generation", m_gpus.oldest().architecture->generation},
                                  {"kind", row.kind},
                                  {"ends", row.ends},
                                  {"cuda", row.cuda.text}});
        say(m_gpus.most != 0 && row.branch == m_gpus.most ? "driver-last" : "driver-chosen", values);
        sayIfEnded(row);
        if (!row.maxKernel.isNull())
            say("driver-kernel", args({{"branch", QString::number(row.branch)}, {"most", row.maxKernel.text}}));
    }

    void sayModule(Module module)
    {
        const auto must = std::find_if(m_gpus.all.begin(), m_gpus.all.end(), [](const Gpu &gpu) { return gpu.only != Module::None; });
        const auto other = std::find_if(m_gpus.all.begin(), m_gpus.all.end(), [](const Gpu &gpu) { return gpu.only == Module::None; });
        if (must == m_gpus.all.end())
            say(module == Module::Open ? "module-open" : "module-proprietary-only", args({{"gpu", oldest()}}));
        else if (module == Module::Proprietary && other != m_gpus.all.end())
            say("module-mixed", args({{"gpu", must->name}, {"other", other->name}}));
        else
            say(module == Module::Open ? "module-must-open" : "module-must-proprietary",
                args({{"gpu", must->name}, {"generation", must->architecture->generation}}));
    }

    Status windowsDriver()
    {
        m_result.driver.action = DriverPick::Action::Windows;
        m_result.driver.branch = m_driver.major();
        if (m_driver.isNull()) {
            // Not known: plan for what the newest advice is, and say what it must be.
            const DriverBranch *ideal = idealBranch();
            m_conditions.driver = ideal ? ideal->version : Version();
            return {};
        }
        m_conditions.driver = m_driver;
        if (m_gpus.drives(m_driver.major(), Module::None))
            return {};
        return windowsRefusal();
    }

    tl::unexpected<Error> windowsRefusal() const
    {
        const DriverBranch *ideal = idealBranch();
        return refuse(Cause::DriverOfWindows,
                      args({{"driver", m_driver.text}, {"gpu", oldest()}, {"branch", ideal ? QString::number(ideal->branch) : QString()}}),
                      NextAction::UpdateWindowsDriver);
    }

    Status windowsIsNewEnough()
    {
        if (!m_driver.isNull()) {
            const DriverBranch *ideal = idealBranch();
            if (ideal && !enough(m_driver, ideal->version))
                return windowsRefusal();
            say("driver-windows-kept", args({{"driver", m_driver.text}}));
            return {};
        }
        Version least;
        for (const FrameworkPick &pick : m_result.frameworks) {
            const FrameworkPick &used = pick.backend.empty() ? pick : pick.backend.front();
            for (const FrameworkBuild &row : m_builds)
                if (row.name == used.name && row.requirement == used.requirement && row.index == used.index && row.cuda.text == used.cuda
                    && (least.isNull() || compare(row.minDriver, least) > 0))
                    least = row.minDriver;
        }
        say("driver-windows", args({{"driver", least.isNull() ? QString::number(m_gpus.least) : least.text}}));
        return {};
    }
};

} // namespace

QString slug(DriverPick::Action action)
{
    switch (action) {
    case DriverPick::Action::None: break;
    case DriverPick::Action::Keep: return QStringLiteral("keep");
    case DriverPick::Action::Install: return QStringLiteral("install");
    case DriverPick::Action::Replace: return QStringLiteral("replace");
    case DriverPick::Action::Windows: return QStringLiteral("windows");
    }
    return QStringLiteral("none");
}

Result<Resolved> resolve(const Matrix &matrix, const ResolveInput &input)
{
    return Resolver(matrix, input).run();
}

} // namespace fl
