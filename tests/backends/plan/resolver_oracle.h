// SPDX-License-Identifier: GPL-3.0-or-later
// What cannot work, and what may be refused, written down once more by hand: the judge of tst_resolver_sweep.cpp.
#pragma once

#include "backends/plan/resolver.h"
#include "backends/text/text.h"

namespace fl {

/// On which driver 470 does not compile.
constexpr const char *newKernel = "6.17.0-8-generic";

struct Case {
    const ResolveInput &input;
    int oldest, newest; ///< compute capability, 75 for 7.5
};

inline int major(const QString &version)
{
    return version.section(QLatin1Char('.'), 0, 0).toInt();
}

inline bool atLeast(const QString &version, const QString &least)
{
    const auto a = Version::parse(version), b = Version::parse(least);
    return a && b && compare(*a, *b) >= 0;
}

inline bool isUbuntu(const QString &system)
{
    return system.startsWith(QLatin1String("ubuntu"));
}

inline bool isDebian(const QString &system)
{
    return system.startsWith(QLatin1String("debian"));
}

/// The driver below which wheels of this CUDA do not start.
inline QString leastDriver(const QString &cuda)
{
    switch (major(cuda)) {
    case 11: return QStringLiteral("450.80.02");
    case 12: return QStringLiteral("525.60.13");
    default: return QStringLiteral("580.65.06");
    }
}

/// For which GPUs the wheels hold code.
inline std::pair<int, int> codeFor(const FrameworkPick &pick)
{
    if (pick.name == QLatin1String("pytorch")) {
        if (pick.index.endsWith(QLatin1String("/cu113")) || pick.index.endsWith(QLatin1String("/cu118")))
            return {37, 90};
        return pick.index.endsWith(QLatin1String("/cu126")) ? std::pair(50, 90) : std::pair(75, 121);
    }
    if (pick.name == QLatin1String("tensorflow"))
        return pick.version == QLatin1String("2.16") ? std::pair(50, 90) : std::pair(60, 121);
    return pick.requirement.contains(QLatin1String("cuda13")) ? std::pair(75, 121) : std::pair(52, 121);
}

inline std::pair<QString, QString> pythonsFor(const FrameworkPick &pick)
{
    const auto range = [](const char *a, const char *b) { return std::pair(QString::fromLatin1(a), QString::fromLatin1(b)); };
    if (pick.name == QLatin1String("pytorch"))
        return pick.version.startsWith(QLatin1String("1.")) ? range("3.7", "3.10")
            : pick.version.startsWith(QLatin1String("2.0")) ? range("3.8", "3.11")
                                                            : range("3.10", "3.15");
    if (pick.name == QLatin1String("tensorflow"))
        return pick.version == QLatin1String("2.16") ? range("3.9", "3.12") : range("3.10", "3.13");
    return pick.name == QLatin1String("jax") ? range("3.12", "3.14") : range("3.11", "3.14");
}

/// What is wrong with the wheels of one framework, or nothing.
inline QString wrongPick(const Case &c, const DriverPick &driver, const FrameworkPick &pick)
{
    const auto [least, most] = pythonsFor(pick);
    if (!atLeast(pick.python, least) || !atLeast(most, pick.python))
        return QStringLiteral("Python %1").arg(pick.python);
    if (!pick.backend.empty())
        return wrongPick(c, driver, pick.backend.front());
    const bool gpuIndex = pick.index.contains(QLatin1String("/whl/cu")) || pick.requirement.contains(QLatin1String("cuda"));
    if (gpuIndex == pick.cuda.isEmpty())
        return QStringLiteral("the index or requirement and the CUDA version tell different stories");
    if (pick.cuda.isEmpty()) {
        const bool free = c.input.mayChangeDriver && (isUbuntu(c.input.system) || isDebian(c.input.system));
        return free && c.oldest >= 75 ? QStringLiteral("the CPU on a GPU that everything runs on") : QString();
    }
    if (driver.action == DriverPick::Action::None)
        return QStringLiteral("a GPU build without a driver");
    if (c.oldest < 75 && major(pick.cuda) > 12)
        return QStringLiteral("CUDA 13 on an old GPU");
    if (c.oldest < 50 && major(pick.cuda) > 11)
        return QStringLiteral("CUDA 12 on Kepler");
    const auto [oldest, newest] = codeFor(pick);
    if (c.oldest < oldest || c.newest > newest)
        return QStringLiteral("no code for this GPU in %1 %2").arg(pick.requirement, pick.index);
    const bool present =
        driver.action == DriverPick::Action::Keep || (driver.action == DriverPick::Action::Windows && !c.input.driver.isEmpty());
    if (!atLeast(present ? c.input.driver : QString::number(driver.branch == 0 ? 580 : driver.branch), leastDriver(pick.cuda)))
        return QStringLiteral("the driver is too old for CUDA %1").arg(pick.cuda);
    if (pick.index.endsWith(QLatin1String("cu132"))
        && !atLeast(present ? c.input.driver : QString::number(driver.branch), QStringLiteral("595.45")))
        return QStringLiteral("cu132 needs 595");
    return {};
}

/// Do the packages bring that branch with that module, and nothing that brings another one?
inline QString wrongPackages(const QString &system, const DriverPick &driver)
{
    const bool open = driver.module == Module::Open;
    const QString names = driver.packages.join(QLatin1Char(' ')), branch = QString::number(driver.branch);
    const auto has = [&](const QString &name) { return driver.packages.contains(name); };
    if (isUbuntu(system)) {
        for (const QString &name : driver.packages)
            if (!name.contains(QLatin1Char('-') + branch + QLatin1String("-server"))
                || (!name.startsWith(QLatin1String("nvidia-utils-")) && name.contains(QLatin1String("-server-open")) != open))
                return QStringLiteral("another driver: ") + name;
        const QString kind = branch + QLatin1String(open ? "-server-open" : "-server");
        return has(QLatin1String("nvidia-headless-no-dkms-") + kind)
                && has(QLatin1String("linux-modules-nvidia-") + kind + QLatin1String("-${KERNEL_FLAVOUR}"))
                && has(QLatin1String("nvidia-utils-") + branch + QLatin1String("-server"))
            ? QString()
            : QStringLiteral("not all of it: ") + names;
    }
    if (isDebian(system)) {
        if (!has(QStringLiteral("linux-headers-${KERNEL}")))
            return QStringLiteral("no headers");
        if (driver.branch == 470)
            return driver.repository == QLatin1String("distribution") && has(QStringLiteral("nvidia-tesla-470-kernel-dkms")) && !open
                ? QString()
                : QStringLiteral("not Debian's 470: ") + names;
        return driver.before == QLatin1String("nvidia-driver-pinning-") + branch && has(QStringLiteral("nvidia-driver-cuda"))
                && has(QStringLiteral("nvidia-kernel-open-dkms")) == open && has(QStringLiteral("nvidia-kernel-dkms")) != open
            ? QString()
            : QStringLiteral("not that module, or not pinned: ") + names;
    }
    const QString release = system.section(QLatin1Char('-'), 1).section(QLatin1Char('.'), 0, 0);
    if (!has(QLatin1String(release == QLatin1String("8") ? "kernel-devel-${KERNEL}" : "kernel-devel-matched"))) // 8 has no "matched"
        return QStringLiteral("no headers");
    if (driver.lock != branch)
        return QStringLiteral("an upgrade could come by itself");
    const QString stream =
        release == QLatin1String("10") ? QString() : QLatin1String("nvidia-driver:") + branch + QLatin1String(open ? "-open" : "-dkms");
    return driver.before == stream && has(QStringLiteral("nvidia-driver-cuda")) && has(QStringLiteral("kmod-nvidia-open-dkms")) == open
            && has(QStringLiteral("kmod-nvidia-latest-dkms")) != open
        ? QString()
        : QStringLiteral("not that module, or not its stream: ") + driver.before + QLatin1Char(' ') + names;
}

inline QString wrongDriver(const Case &c, const DriverPick &driver)
{
    const QString &system = c.input.system;
    const bool installs = driver.action == DriverPick::Action::Install || driver.action == DriverPick::Action::Replace;
    if (installs && (system.startsWith(QLatin1String("wsl")) || system.startsWith(QLatin1String("macos"))))
        return QStringLiteral("a Linux driver where none goes");
    if (installs && (driver.packages.isEmpty() || driver.repository.isEmpty()))
        return QStringLiteral("nothing to install");
    if (!installs && !driver.packages.isEmpty())
        return QStringLiteral("packages, but nothing to install");
    if (driver.enrolKey != (installs && c.input.secureBoot && !isUbuntu(system)))
        return QStringLiteral("unsigned modules under Secure Boot, or a key for nothing");
    if (driver.enrolKey && !c.input.canEnrolKey)
        return QStringLiteral("a key that nobody can accept");
    if (installs && !c.input.mayChangeDriver)
        return QStringLiteral("the driver was to stay");
    if (installs && c.oldest < 50 && c.input.kernel == QLatin1String(newKernel))
        return QStringLiteral("470 does not compile there");
    if (installs)
        if (QString problem = wrongPackages(system, driver); !problem.isEmpty())
            return problem;
    if ((driver.action == DriverPick::Action::Install) != (installs && c.input.driver.isEmpty()))
        return QStringLiteral("install and replace mixed up");
    if (driver.action == DriverPick::Action::Keep && driver.branch != major(c.input.driver))
        return QStringLiteral("keeps another driver than there is");
    if (driver.action == DriverPick::Action::None || driver.action == DriverPick::Action::Windows)
        return driver.module == Module::None ? QString() : QStringLiteral("a module without a driver");
    if (driver.module == Module::None)
        return QStringLiteral("no module");
    if (c.oldest < 75 && driver.module == Module::Open)
        return QStringLiteral("the open module on an old GPU");
    if ((c.newest >= 100 || c.input.gpus.contains(QStringLiteral("GH200"))) && driver.module != Module::Open)
        return QStringLiteral("Blackwell or Grace Hopper without the open module");
    if (c.oldest < 75 && driver.branch > 580)
        return QStringLiteral("a driver that dropped this GPU");
    if (c.oldest < 50 && driver.branch > 470)
        return QStringLiteral("a driver that dropped Kepler");
    if (c.newest >= 100 && driver.branch < 570)
        return QStringLiteral("a driver older than Blackwell");
    if (c.newest >= 89 && driver.branch < 520)
        return QStringLiteral("a driver older than Ada and Hopper");
    if (driver.branch >= 620 && driver.module != Module::Open)
        return QStringLiteral("620 has open modules only");
    const int present = major(c.input.driver);
    if (driver.action == DriverPick::Action::Replace && c.oldest >= 75 && present >= 580)
        return QStringLiteral("a good driver is replaced");
    if (driver.action == DriverPick::Action::Replace && c.oldest >= 50 && c.newest <= 90 && present >= 535 && present <= 580)
        return QStringLiteral("a driver that would do is replaced");
    return {};
}

inline QString wrongToolkit(const Case &c, const Resolved &resolved)
{
    if (!resolved.cuda)
        return resolved.cudnn ? QStringLiteral("cuDNN without CUDA") : QString();
    const QString &version = resolved.cuda->version;
    if (resolved.driver.action == DriverPick::Action::None)
        return QStringLiteral("a toolkit without a GPU");
    if ((c.oldest < 75 && major(version) > 12) || (c.oldest < 50 && major(version) > 11))
        return QStringLiteral("a toolkit that dropped this GPU");
    if (!atLeast(version, QLatin1String(c.newest >= 100 ? "12.8" : c.newest >= 89 ? "11.8" : "11.0")))
        return QStringLiteral("a toolkit that does not know this GPU yet");
    const bool present = resolved.driver.action == DriverPick::Action::Keep || !c.input.driver.isEmpty();
    const bool kept = present && resolved.driver.branch == major(c.input.driver);
    if (!atLeast(kept ? c.input.driver : QString::number(resolved.driver.branch == 0 ? 580 : resolved.driver.branch), leastDriver(version)))
        return QStringLiteral("the driver is too old for the toolkit");
    if (!resolved.cudnn)
        return {};
    const QString names = resolved.cudnn->packages.join(QLatin1Char(' '));
    if (major(version) >= 12 && !names.startsWith(QStringLiteral("cudnn9-cuda-%1").arg(major(version))))
        return QStringLiteral("cuDNN of another CUDA: ") + names;
    if (major(version) >= 12 && c.oldest < 75 && resolved.cudnn->version != QLatin1String("9.10.2"))
        return QStringLiteral("a cuDNN that dropped this GPU");
    return major(version) == 11 && major(resolved.cudnn->version) != 8 ? QStringLiteral("cuDNN 9 on Kepler") : QString();
}

/// What makes it needful to refuse: whoever refuses everything is never wrong.
inline bool mayRefuse(const Case &c, Cause cause)
{
    const QString &system = c.input.system;
    const bool wsl = system.startsWith(QLatin1String("wsl")), installable = !wsl && !system.startsWith(QLatin1String("macos"));
    const auto any = [&](std::initializer_list<const char *> names) {
        return std::any_of(names.begin(), names.end(), [&](const char *name) { return c.input.gpus.contains(QString::fromLatin1(name)); });
    };
    switch (cause) {
    case Cause::SystemUnsupported: return system == QLatin1String("fedora-44");
    case Cause::GpuUnknown: return any({"Voodoo 2"});
    case Cause::GpuNotSupported: return any({"sm_32", "sm_53", "sm_62", "sm_72", "sm_87", "sm_110"});
    case Cause::GpuMixImpossible: return (c.oldest < 75 && (c.newest >= 100 || any({"GH200"}))) || (c.oldest < 50 && c.newest >= 89);
    case Cause::DriverNotForSystem:
        return installable && c.oldest < 50 && system != QLatin1String("debian-12") && system != QLatin1String("ubuntu-22.04")
            && system != QLatin1String("ubuntu-24.04");
    case Cause::DriverKernelTooNew: return installable && c.oldest < 50 && c.input.kernel == QLatin1String(newKernel);
    case Cause::DriverSecureBoot: return installable && c.input.secureBoot && !isUbuntu(system) && !c.input.canEnrolKey;
    case Cause::DriverOfWindows: return wsl && !c.input.driver.isEmpty();
    default: return false;
    }
}

inline QString wrong(const Case &c, const Result<Resolved> &result)
{
    if (!result) {
        if (!mayRefuse(c, result.error().cause))
            return QStringLiteral("refused without need: ") + slug(result.error().cause);
        const text::ErrorText said = text::error(result.error());
        if (result.error().next == NextAction::Retry || result.error().next == NextAction::ReportBug)
            return QStringLiteral("a refusal without a way out");
        if (exitCode(result.error().cause) != Exit::UserMustAct)
            return QStringLiteral("a refusal with exit code %1").arg(static_cast<int>(exitCode(result.error().cause)));
        if (said.happened.size() < 40 || said.next.size() < 10 || said.happened.contains(QLatin1String("(not known)")))
            return QStringLiteral("a refusal without a reason: ") + said.happened;
        return {};
    }
    if (result->reasons.empty())
        return QStringLiteral("an answer without a reason");
    if (result->frameworks.size() != static_cast<size_t>(c.input.frameworks.size()))
        return QStringLiteral("not every framework");
    if (QString problem = wrongDriver(c, result->driver); !problem.isEmpty())
        return problem;
    for (const FrameworkPick &pick : result->frameworks)
        if (QString problem = wrongPick(c, result->driver, pick); !problem.isEmpty())
            return pick.name + QStringLiteral(": ") + problem;
    return wrongToolkit(c, *result);
}

inline QString named(const ResolveInput &input)
{
    return QStringLiteral("%1 on %2, %3, driver %4, kernel %5, Secure Boot %6, key %7, change %8: ")
        .arg(input.gpus.join(QLatin1Char('+')), input.system, input.frameworks.join(QLatin1Char('+')), input.driver, input.kernel)
        .arg(input.secureBoot)
        .arg(input.canEnrolKey)
        .arg(input.mayChangeDriver);
}

} // namespace fl
