// SPDX-License-Identifier: GPL-3.0-or-later
// From what pre-flight told to what the steps are given.
#include "backends/run/binding.h"
#include "tests/backends/run/operations_bench.h"

#include <QtTest>

using namespace fl;

class TestResolution : public QObject {
    Q_OBJECT

    Matrix m_matrix;

    static QJsonObject facts(const QString &pci, const QString &driver = {}, const QString &source = QStringLiteral("pypi"))
    {
        return {{QStringLiteral("os.id"), QStringLiteral("ubuntu")},
                {QStringLiteral("os.version"), QStringLiteral("24.04")},
                {QStringLiteral("gpu.pci"), pci},
                {QStringLiteral("gpu.driver"), driver},
                {QStringLiteral("secure_boot"), QStringLiteral("no")},
                {QStringLiteral("source"), source}};
    }
    static Choices choices(const QStringList &frameworks = {QStringLiteral("pytorch")})
    {
        Choices result;
        result.software.frameworks = frameworks;
        return result;
    }
    QByteArray of(const Resolution &resolution, const char *framework, const char *name) const
    {
        return resolution.ofStep.value(QLatin1String("framework-") + QLatin1String(framework)).value(QLatin1String(name));
    }

private slots:
    void initTestCase() { m_matrix = *builtinMatrix(); }

    void nothingIsSaidOfAMachineThatWasNotLookedAt()
    {
        for (const QJsonObject &known : {QJsonObject(), facts(QStringLiteral("1eb8"), {}, QStringLiteral("distro"))}) {
            const auto resolution = resolveMachine(m_matrix, choices(), true, known);
            QVERIFY(resolution);
            QVERIFY(resolution->values.isEmpty() && resolution->ofStep.isEmpty() && resolution->reasons.empty());
        }
    }
    void onlyWhatTheTableIsAskedByCounts()
    {
        QJsonObject known = facts(QStringLiteral("1eb8"));
        const QJsonObject before = resolverFacts(known);
        known.insert(QStringLiteral("jupyter.port"), 8888);
        known.insert(QStringLiteral("proof.seconds"), QStringLiteral("2"));
        QCOMPARE(resolverFacts(known), before);
        known.insert(QStringLiteral("gpu.driver"), QStringLiteral("580.173.02"));
        QVERIFY(resolverFacts(known) != before);
        known.insert(QStringLiteral("source"), QStringLiteral("distro"));
        QVERIFY(resolverFacts(known).isEmpty() && !asksTable(known));
        known.insert(QStringLiteral("mirror.pypi"), QStringLiteral("https://near.example.org"));
        QCOMPARE(resolverFacts(known).keys(), QStringList{QStringLiteral("mirror.pypi")});
    }
    void theTableIsReadOnlyWhereItIsAsked()
    {
        for (const auto &[source, cause] :
             {std::pair("distro", std::optional<Cause>()), std::pair("pypi", std::optional(Cause::MatrixInvalid))}) {
            std::vector<ServerStep> steps{
                makeStep("preflight", "fl_get source\n",
                         QByteArray("fl_fact gpu.pci ''\nfl_fact os.id debian\nfl_fact source ") + source + '\n')};
            for (const ServerStep &step : makeSteps())
                steps.push_back(step);
            OperationsBench bench(std::move(steps));
            bench.make("matrix.yaml"); // one of the user's own, and empty
            const auto result = bench.setup();
            QCOMPARE(result ? std::optional<Cause>() : std::optional(result.error().cause), cause);
        }
    }
    void aGpuGetsItsDriverAndItsWheels()
    {
        const auto resolution = resolveMachine(m_matrix, choices(), true, facts(QStringLiteral("1eb8"))); // a T4
        QVERIFY2(resolution, resolution ? "" : qPrintable(slug(resolution.error().cause)));
        QCOMPARE(resolution->values.value(QStringLiteral("DRIVER_ACTION")), QByteArray("install"));
        QCOMPARE(resolution->values.value(QStringLiteral("DRIVER_BRANCH")), QByteArray("580"));
        QCOMPARE(resolution->values.value(QStringLiteral("DRIVER_MODULE")), QByteArray("open"));
        QVERIFY(
            resolution->values.value(QStringLiteral("DRIVER_PACKAGES")).contains("linux-modules-nvidia-580-server-open-${KERNEL_FLAVOUR}"));
        QVERIFY(of(*resolution, "pytorch", "FRAMEWORK_INDEX").endsWith("/whl/cu130"));
        QVERIFY(of(*resolution, "pytorch", "FRAMEWORK_REQUIREMENTS").startsWith("torch=="));
        QVERIFY(!resolution->reasons.empty());
        QVERIFY(!resolution->values.contains(QStringLiteral("CUDA_PACKAGES")));
    }
    /// Else a finished machine would be set up once more.
    void whatWasInstalledChangesNothing_data()
    {
        QTest::addColumn<QString>("pci");
        for (const char *pci : {"1eb8", "1b81", "1db1", "102d", "2236", "2330", "2901", "2b85"})
            QTest::newRow(pci) << QString::fromLatin1(pci);
    }
    void whatWasInstalledChangesNothing()
    {
        QFETCH(QString, pci);
        const Choices all =
            choices({QStringLiteral("pytorch"), QStringLiteral("tensorflow"), QStringLiteral("keras"), QStringLiteral("jax")});
        const auto before = resolveMachine(m_matrix, all, true, facts(pci));
        QVERIFY2(before, before ? "" : qPrintable(slug(before.error().cause)));
        QCOMPARE(before->values.value(QStringLiteral("DRIVER_ACTION")), QByteArray("install"));
        const QString branch = QString::fromLatin1(before->values.value(QStringLiteral("DRIVER_BRANCH")));
        const auto after = resolveMachine(m_matrix, all, true, facts(pci, branch + QStringLiteral(".173.02")));
        QVERIFY(after);
        QCOMPARE(after->values.value(QStringLiteral("DRIVER_ACTION")), QByteArray("keep"));
        QCOMPARE(after->ofStep, before->ofStep);
    }
    void withoutAGpuNothingIsDriven()
    {
        const auto resolution = resolveMachine(m_matrix, choices(), true, facts(QString()));
        QVERIFY(resolution);
        QCOMPARE(resolution->values.value(QStringLiteral("DRIVER_ACTION")), QByteArray("none"));
        QVERIFY(of(*resolution, "pytorch", "FRAMEWORK_INDEX").endsWith("/whl/cpu"));
    }
    void aMirrorTakesThePlaceOfTheIndex()
    {
        Choices mirrored = choices({QStringLiteral("pytorch"), QStringLiteral("jax")});
        mirrored.network.torchMirror = QStringLiteral("https://torch.example.org/whl");
        const auto resolution = resolveMachine(m_matrix, mirrored, true, facts(QStringLiteral("1eb8")));
        QVERIFY(resolution);
        QCOMPARE(of(*resolution, "pytorch", "FRAMEWORK_INDEX"), QByteArray("https://torch.example.org/whl/cu130"));
        QCOMPARE(of(*resolution, "jax", "FRAMEWORK_INDEX"), QByteArray()); // python-env knows the mirror of the usual index
    }
    void ofSeveralMirrorsTheFastestIsUsed()
    {
        Choices several = choices();
        several.network.torchMirror = QStringLiteral("https://a.example.org/whl,https://b.example.org/whl/");
        several.network.pypiMirror = QStringLiteral("https://a.example.org/simple");
        // Until somebody has measured, the first.
        QCOMPARE(resolveMachine(m_matrix, several, true, {})->values,
                 (QMap<QString, QByteArray>{{QStringLiteral("TORCH_MIRROR"), "https://a.example.org/whl"},
                                            {QStringLiteral("PYPI_MIRROR"), "https://a.example.org/simple"}}));
        QJsonObject told = facts(QString());
        told.insert(QStringLiteral("mirror.torch"), QStringLiteral("https://b.example.org/whl/"));
        told.insert(QStringLiteral("mirror.pypi"), QStringLiteral("https://of-an-earlier-run.example.org/simple"));
        const auto measured = resolveMachine(m_matrix, several, true, told);
        QVERIFY(measured);
        QCOMPARE(measured->values.value(QStringLiteral("TORCH_MIRROR")), QByteArray("https://b.example.org/whl/"));
        QCOMPARE(measured->values.value(QStringLiteral("PYPI_MIRROR")), QByteArray("https://a.example.org/simple"));
        QCOMPARE(of(*measured, "pytorch", "FRAMEWORK_INDEX"), QByteArray("https://b.example.org/whl/cpu"));
    }
    void condaGetsItsInstallerAndItsWords()
    {
        Choices wish = choices({QStringLiteral("pytorch"), QStringLiteral("keras")});
        wish.network.condaMirror = QStringLiteral("https://conda.example.org");
        QJsonObject known = facts(QStringLiteral("1eb8"), {}, QStringLiteral("conda"));
        known.insert(QStringLiteral("arch"), QStringLiteral("aarch64"));
        const auto resolution = resolveMachine(m_matrix, wish, true, known);
        QVERIFY2(resolution, resolution ? "" : qPrintable(slug(resolution.error().cause)));
        QVERIFY(resolution->values.value(QStringLiteral("CONDA_INSTALLER")).endsWith("-Linux-aarch64.sh"));
        QCOMPARE(resolution->values.value(QStringLiteral("CONDA_SHA256")).size(), 64);
        QCOMPARE(resolution->values.value(QStringLiteral("DRIVER_BRANCH")), QByteArray("580"));
        QCOMPARE(of(*resolution, "pytorch", "FRAMEWORK_INDEX"), QByteArray()); // .condarc knows the channel, and its mirror
        QCOMPARE(of(*resolution, "pytorch", "FRAMEWORK_REQUIREMENTS"), QByteArray("pytorch-gpu=2.13 torchvision cuda-version=13.0"));
        QCOMPARE(of(*resolution, "keras", "FRAMEWORK_REQUIREMENTS"),
                 QByteArray("pytorch-gpu=2.13 torchvision cuda-version=13.0 keras=3.*"));
        // The other sources need no conda, and a processor without an installer gets none.
        QVERIFY(!resolveMachine(m_matrix, wish, true, facts(QStringLiteral("1eb8")))->values.contains(QStringLiteral("CONDA_INSTALLER")));
        known.insert(QStringLiteral("arch"), QStringLiteral("riscv64"));
        QVERIFY(!resolveMachine(m_matrix, wish, true, known)->values.contains(QStringLiteral("CONDA_INSTALLER")));
    }
    void kerasComesAfterWhatItSitsOn()
    {
        Choices wish = choices({QStringLiteral("keras")});
        const auto best = resolveMachine(m_matrix, wish, true, facts(QStringLiteral("1eb8")));
        QVERIFY(best);
        QCOMPARE(of(*best, "keras", "KERAS_BACKEND"), QByteArray("pytorch"));
        QVERIFY(of(*best, "keras", "FRAMEWORK_REQUIREMENTS").startsWith("torch=="));
        QVERIFY(of(*best, "keras", "FRAMEWORK_REQUIREMENTS").contains(" keras=="));
        wish.software.kerasBackend = QStringLiteral("jax");
        const auto jax = resolveMachine(m_matrix, wish, true, facts(QStringLiteral("1eb8")));
        QVERIFY(jax);
        QCOMPARE(of(*jax, "keras", "KERAS_BACKEND"), QByteArray("jax"));
    }
    void aDriverThatIsToStayStays()
    {
        Choices wish = choices();
        wish.software.keepDriver = true;
        const auto theirs = resolveMachine(m_matrix, wish, false, facts(QStringLiteral("1eb8"), QStringLiteral("470.256.02")));
        QVERIFY2(theirs, theirs ? "" : qPrintable(slug(theirs.error().cause)));
        QCOMPARE(theirs->values.value(QStringLiteral("DRIVER_ACTION")), QByteArray("keep"));
    }
    void aRefusalSaysWhy()
    {
        const auto mixed = resolveMachine(m_matrix, choices(), true, facts(QStringLiteral("102d 2b85"))); // a K80 and an RTX 5090
        QVERIFY(!mixed);
        QCOMPARE(mixed.error().cause, Cause::GpuMixImpossible);
    }
    void aRunBindsAnewWhenPreflightHasSpoken()
    {
        const auto steps = [] {
            std::vector<ServerStep>
                all{makeStep("preflight", "fl_get source\n",
                             "fl_fact os.id ubuntu\nfl_fact os.version 24.04\nfl_fact gpu.pci 1eb8\nfl_fact gpu.driver ''\nfl_fact "
                             "secure_boot no\n"
                             "fl_fact source pypi\n"),
                    makeStep("framework-pytorch",
                             "[ \"$(cat \"$HOME/index\" 2>/dev/null)\" = \"$FRAMEWORK_INDEX\" ] && [ -e \"$HOME/index\" ]\n",
                             "echo \"$FRAMEWORK_INDEX\" >\"$HOME/index\"\necho \"$DRIVER_BRANCH\" >>\"$HOME/drivers\"\n"),
                    makeSteps().back()};
            all[1].params = QStringList{QStringLiteral("FRAMEWORK_INDEX"), QStringLiteral("DRIVER_BRANCH")};
            all[1].needs = QStringList{QStringLiteral("preflight")};
            return all;
        };
        OperationsBench bench(steps());
        const auto first = bench.setup();
        QVERIFY2(first, first ? "" : qPrintable(slug(first.error().cause) + first.error().detail));
        QVERIFY2(bench.read("index").endsWith("/whl/cu130\n"), bench.read("index").constData());
        QCOMPARE(bench.read("drivers"), QByteArray("580\n"));
        QVERIFY(bench.machine().facts.value(QLatin1String("resolved.why")).toArray().size() > 2);
        QCOMPARE(bench.setup()->changed, 0);
        // Another computer knows nothing of that server but what it says itself.
        bench.ledger = FakeLedger();
        const auto other = bench.setup();
        QVERIFY2(other, other ? "" : qPrintable(slug(other.error().cause) + other.error().detail));
        QCOMPARE(bench.read("drivers"), QByteArray("580\n"));
        QVERIFY(bench.read("index").endsWith("/whl/cu130\n"));
    }
    void stepsGetTheirOwn()
    {
        std::vector<ServerStep> scripts(2);
        scripts[0].id = QStringLiteral("framework-pytorch");
        scripts[0].params = QStringList{QStringLiteral("FRAMEWORK_INDEX"), QStringLiteral("DRIVER_BRANCH")};
        scripts[1].id = QStringLiteral("framework-jax");
        scripts[1].params = QStringList{QStringLiteral("FRAMEWORK_INDEX"), QStringLiteral("CUDA_PACKAGES")};
        Plan plan;
        for (const ServerStep &script : scripts)
            plan.steps.push_back({script.id, StepKind::Server, {}, {}, 1});
        RuntimeValues values;
        values.resolution =
            *resolveMachine(m_matrix, choices({QStringLiteral("pytorch"), QStringLiteral("jax")}), true, facts(QStringLiteral("1eb8")));
        const auto bound = bindSteps(plan, Machine(), scripts, values);
        QVERIFY(bound);
        QVERIFY(bound->at(0).variables.front().second.endsWith("/whl/cu130"));
        QCOMPARE(bound->at(0).variables.back().second, QByteArray("580"));
        QCOMPARE(bound->at(1).variables.front().second, QByteArray());
        QCOMPARE(bound->at(1).variables.back().second, QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestResolution)
#include "tst_resolution.moc"
