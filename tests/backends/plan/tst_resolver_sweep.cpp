// SPDX-License-Identifier: GPL-3.0-or-later
// limit: 300
// Every GPU × system × framework × driver × Secure Boot, kernel and wish to keep the driver: an answer, or a refusal with reason and way
// out that is needed, and never a pair that cannot work. What cannot work, and what may be refused, resolver_oracle.h says by hand: it does
// not read the matrix. The compute capability of a name comes from there; tst_matrix compares it with the chip.
#include "tests/backends/plan/resolver_oracle.h"
#include "tests/backends/plan/with_matrix.h"

#include <QtTest>

using namespace fl;

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

    struct Around {
        bool secureBoot = false, canEnrolKey = false, mayChange = true;
        QString kernel = {};
    };
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
                    for (const auto &[secureBoot, canEnrolKey, mayChange, kernel] :
                         {Around{}, Around{true}, Around{true, true}, Around{false, false, false},
                          Around{false, false, true, QString::fromLatin1(newKernel)}}) {
                        input.system = system;
                        input.frameworks = frameworks;
                        input.driver = driver;
                        input.secureBoot = secureBoot;
                        input.canEnrolKey = canEnrolKey;
                        input.mayChangeDriver = mayChange;
                        input.kernel = kernel;
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
        QVERIFY(count.asked > 100'000);
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
        QVERIFY(!broken([](Resolved &r) { r.driver.packages.last() = QStringLiteral("nvidia-kernel-open-dkms"); }).isEmpty());
        QVERIFY(!broken([](Resolved &r) { r.driver.before.clear(); }).isEmpty());
        QVERIFY(!broken([](Resolved &r) { r.driver.enrolKey = true; }).isEmpty());
        QVERIFY(!broken([](Resolved &r) { r.cuda = CudaPick{QStringLiteral("13.0"), {}, {}}; }).isEmpty());
        QVERIFY(!broken([](Resolved &r) { r.cudnn = CudaPick{QStringLiteral("9.27"), {}, {QStringLiteral("cudnn9-cuda-12")}}; }).isEmpty());
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
        input.secureBoot = false;
        for (const Cause cause : {Cause::DriverSecureBoot, Cause::DriverNotForSystem, Cause::GpuMixImpossible, Cause::SystemUnsupported})
            QVERIFY(wrong(old, fail({cause, {}, NextAction::ChooseOtherSystem, {}, {}})).startsWith(QLatin1String("refused without need")));
        input.mayChangeDriver = false;
        QVERIFY(!wrong(old, good).isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestResolverSweep)
#include "tst_resolver_sweep.moc"
