// SPDX-License-Identifier: GPL-3.0-or-later
// limit: 300
// Every GPU × system × framework × Secure Boot × driver: an answer, or a refusal with reason and way out, and never a pair that
// cannot work. What cannot work is written down here once more, by hand: this file does not read the matrix for it.
#include "backends/plan/resolver.h"
#include "backends/text/text.h"
#include "tests/backends/plan/with_matrix.h"

#include <QtTest>

using namespace fl;

namespace {

struct Case {
    const ResolveInput &input;
    int oldest, newest; ///< compute capability, 75 for 7.5
};

int major(const QString &version)
{
    return version.section(QLatin1Char('.'), 0, 0).toInt();
}

bool atLeast(const QString &version, const QString &least)
{
    const auto a = Version::parse(version), b = Version::parse(least);
    return a && b && compare(*a, *b) >= 0;
}

/// The driver below which wheels of this CUDA do not start.
QString leastDriver(const QString &cuda)
{
    switch (major(cuda)) {
    case 11: return QStringLiteral("450.80.02");
    case 12: return QStringLiteral("525.60.13");
    default: return QStringLiteral("580.65.06");
    }
}

/// For which GPUs the wheels hold code.
std::pair<int, int> codeFor(const FrameworkPick &pick)
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

std::pair<QString, QString> pythonsFor(const FrameworkPick &pick)
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
QString wrongPick(const Case &c, const DriverPick &driver, const FrameworkPick &pick)
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
        const bool free = c.input.system.startsWith(QLatin1String("ubuntu")) || c.input.system.startsWith(QLatin1String("debian"));
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

QString wrongDriver(const Case &c, const DriverPick &driver)
{
    const QString &system = c.input.system;
    const bool installs = driver.action == DriverPick::Action::Install || driver.action == DriverPick::Action::Replace;
    if (installs && (system.startsWith(QLatin1String("wsl")) || system.startsWith(QLatin1String("macos"))))
        return QStringLiteral("a Linux driver where none goes");
    if (installs && (driver.packages.isEmpty() || driver.repository.isEmpty()))
        return QStringLiteral("nothing to install");
    if (!installs && !driver.packages.isEmpty())
        return QStringLiteral("packages, but nothing to install");
    if (installs && c.input.secureBoot && !system.startsWith(QLatin1String("ubuntu")) && !driver.enrolKey)
        return QStringLiteral("unsigned modules under Secure Boot");
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
    if (c.newest >= 100 && driver.module != Module::Open)
        return QStringLiteral("Blackwell without the open module");
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

QString wrong(const Case &c, const Result<Resolved> &result)
{
    if (!result) {
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
    if (result->cuda && ((c.oldest < 75 && major(result->cuda->version) > 12) || (c.oldest < 50 && major(result->cuda->version) > 11)))
        return QStringLiteral("a toolkit that dropped this GPU");
    return {};
}

QString named(const ResolveInput &input)
{
    return QStringLiteral("%1 on %2, %3, driver %4, Secure Boot %5: ")
        .arg(input.gpus.join(QLatin1Char('+')), input.system, input.frameworks.join(QLatin1Char('+')), input.driver)
        .arg(input.secureBoot);
}

} // namespace

class TestResolverSweep : public WithMatrix {
    Q_OBJECT
    const QStringList systems{QStringLiteral("ubuntu-22.04"), QStringLiteral("ubuntu-24.04"), QStringLiteral("ubuntu-26.04"),
                              QStringLiteral("debian-12"),    QStringLiteral("debian-13"),    QStringLiteral("rocky-8"),
                              QStringLiteral("rhel-9.4"),     QStringLiteral("rocky-10"),     QStringLiteral("wsl2"),
                              QStringLiteral("macos-15"),     QStringLiteral("fedora-44")};
    const QStringList drivers{QString(),
                              QStringLiteral("390.157"),
                              QStringLiteral("470.256.02"),
                              QStringLiteral("515.65.01"),
                              QStringLiteral("525.60.13"),
                              QStringLiteral("535.247.01"),
                              QStringLiteral("550.163.01"),
                              QStringLiteral("570.133.07"),
                              QStringLiteral("580.65.06"),
                              QStringLiteral("595.91"),
                              QStringLiteral("620.10.01")};
    QList<QStringList> wishes{QStringList{QStringLiteral("pytorch")}, QStringList{QStringLiteral("tensorflow")},
                              QStringList{QStringLiteral("keras")}, QStringList{QStringLiteral("jax")},
                              QStringList{QStringLiteral("pytorch"), QStringLiteral("tensorflow"), QStringLiteral("keras"),
                                          QStringLiteral("jax")}};

    struct Count {
        int asked = 0, answered = 0;
        QStringList broken;
    };

    /// What is too old to compute does not limit the others.
    std::pair<int, int> limits(const QStringList &gpus, const QString &system) const
    {
        int oldest = 0, newest = 0;
        for (const QString &gpu : gpus) {
            const int sm = findGpu(matrix, gpu).sm;
            if (sm < (system == QLatin1String("wsl2") ? 60 : 35))
                continue;
            oldest = oldest == 0 ? sm : std::min(oldest, sm);
            newest = std::max(newest, sm);
        }
        return {oldest, newest};
    }

    void ask(const QStringList &gpus, Count &count)
    {
        ResolveInput input;
        input.gpus = gpus;
        input.cudaToolkit = true;
        for (const QString &system : systems) {
            const auto [oldest, newest] = limits(gpus, system);
            for (const QStringList &frameworks : wishes)
                for (const QString &driver : drivers)
                    for (const bool secureBoot : {false, true}) {
                        input.system = system;
                        input.frameworks = frameworks;
                        input.driver = driver;
                        input.secureBoot = secureBoot;
                        const auto result = resolve(matrix, input);
                        ++count.asked;
                        count.answered += result ? 1 : 0;
                        if (const QString problem = wrong({input, oldest, newest}, result); !problem.isEmpty() && count.broken.size() < 20)
                            count.broken << named(input) + problem;
                    }
        }
    }
    static void report(const Count &count)
    {
        qInfo("%d questions, %d answers, %d refusals", count.asked, count.answered, count.asked - count.answered);
        QVERIFY2(count.broken.isEmpty(), qPrintable(QLatin1Char('\n') + count.broken.join(QLatin1Char('\n'))));
        QVERIFY(count.answered > 0);
    }

private slots:
    void initTestCase() { readMatrix(); }

    void everyGpu()
    {
        Count count;
        // One model of each kind goes everywhere; that all others of its kind are the same to the resolver is the next test.
        QSet<std::pair<int, int>> kinds;
        for (const GpuModel &gpu : matrix.gpus) {
            const std::pair kind(gpu.sm, static_cast<int>(gpu.only));
            if (kinds.contains(kind))
                continue;
            kinds.insert(kind);
            ask({gpu.name}, count);
        }
        for (const Architecture &architecture : matrix.architectures)
            ask({QStringLiteral("sm_%1").arg(architecture.sm)}, count);
        for (const char *gpu : {"none", "RTX 50", "RTX 4080 SUPER", "AMD Radeon RX 7900 XTX", "Voodoo 2"})
            ask({QString::fromLatin1(gpu)}, count);
        QVERIFY(count.asked > 50000);
        report(count);
    }

    void everyModelIsAsItsKind()
    {
        QStringList broken;
        for (const GpuModel &gpu : matrix.gpus) {
            QStringList givens{gpu.name, QStringLiteral("NVIDIA ") + gpu.name};
            givens += gpu.aliases;
            for (const QString &pci : gpu.pci)
                givens << QStringLiteral("10de:") + pci;
            for (const QString &given : givens) {
                const GpuFound found = findGpu(matrix, given);
                if (found.kind != GpuFound::Kind::Nvidia || found.sm != gpu.sm || found.only != gpu.only)
                    broken << given;
            }
        }
        QVERIFY2(broken.isEmpty(), qPrintable(broken.join(QLatin1String(", "))));
    }

    void everyPairOfGpus()
    {
        Count count;
        wishes = {QStringList{QStringLiteral("pytorch")}, QStringList{QStringLiteral("jax")}};
        const QStringList all{QStringLiteral("sm_30"),  QStringLiteral("sm_37"),  QStringLiteral("sm_52"), QStringLiteral("sm_61"),
                              QStringLiteral("sm_70"),  QStringLiteral("sm_75"),  QStringLiteral("sm_86"), QStringLiteral("sm_90"),
                              QStringLiteral("sm_100"), QStringLiteral("sm_120"), QStringLiteral("GH200")};
        for (qsizetype a = 0; a < all.size(); ++a)
            for (qsizetype b = a + 1; b < all.size(); ++b)
                ask({all[a], all[b]}, count);
        report(count);
    }

    void oldAndBlackwellAreAlwaysRefused()
    {
        for (const char *old : {"K80", "M60", "P4000", "GTX 1070", "V100"})
            for (const char *fresh : {"B200", "RTX 5090", "RTX PRO 6000", "GB300"})
                for (const QString &system : systems) {
                    if (system == QLatin1String("fedora-44") || system == QLatin1String("macos-15"))
                        continue;
                    if (system == QLatin1String("wsl2") && (qstrcmp(old, "K80") == 0 || qstrcmp(old, "M60") == 0))
                        continue; // the old one does not count there
                    ResolveInput input{QStringList{QString::fromLatin1(fresh), QString::fromLatin1(old)}, system};
                    input.frameworks = QStringList{QStringLiteral("jax")};
                    const auto result = resolve(matrix, input);
                    QVERIFY2(!result && result.error().cause == Cause::GpuMixImpossible, old);
                }
    }

    /// That the checks above can fail: each of these pairs is one that a broken resolver would give.
    void theChecksSeeWhatCannotWork()
    {
        ResolveInput input{QStringList{QStringLiteral("V100")}, QStringLiteral("debian-12")};
        input.frameworks = QStringList{QStringLiteral("pytorch")};
        const auto good = resolve(matrix, input);
        const Case old{input, 70, 70};
        QCOMPARE(wrong(old, good), QString());
        const auto broken = [&](const std::function<void(Resolved &)> &change) {
            Resolved copy = *good;
            change(copy);
            return wrong(old, copy);
        };
        QVERIFY(!broken([](Resolved &r) { r.driver.module = Module::Open; }).isEmpty());
        QVERIFY(!broken([](Resolved &r) { r.driver.branch = 595; }).isEmpty());
        QVERIFY(!broken([](Resolved &r) { r.driver.action = DriverPick::Action::Keep; }).isEmpty());
        QVERIFY(!broken([](Resolved &r) { r.driver.packages.clear(); }).isEmpty());
        QVERIFY(!broken([](Resolved &r) { r.reasons.clear(); }).isEmpty());
        QVERIFY(!broken([](Resolved &r) { r.frameworks.clear(); }).isEmpty());
        QVERIFY(!broken([](Resolved &r) { r.frameworks[0].index.replace(QLatin1String("cu126"), QLatin1String("cu130")); }).isEmpty());
        QVERIFY(!broken([](Resolved &r) { r.frameworks[0].cuda = QStringLiteral("13.0"); }).isEmpty());
        QVERIFY(!broken([](Resolved &r) { r.frameworks[0].python = QStringLiteral("3.9"); }).isEmpty());
        QVERIFY(!wrong({input, 100, 100}, good).isEmpty());
        QVERIFY(!wrong({input, 37, 37}, good).isEmpty());
        input.secureBoot = true;
        QVERIFY(!wrong(old, good).isEmpty());
        QVERIFY(!wrong(old, fail({Cause::GpuUnknown, {}, NextAction::Retry, {}, {}})).isEmpty());
        QVERIFY(!wrong(old, fail({Cause::Internal, {}, NextAction::ChangeInput, {}, {}})).isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestResolverSweep)
#include "tst_resolver_sweep.moc"
