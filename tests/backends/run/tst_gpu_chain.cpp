// SPDX-License-Identifier: GPL-3.0-or-later
// The judgement of "Why no GPU?": one row for each way in which a machine can be broken, and whatever a stranger may tell.
#include "backends/run/gpu_chain.h"
#include "backends/text/link_text.h"
#include "backends/text/text.h"

#include <QRandomGenerator>
#include <QtTest>

using namespace fl;
using State = DiagnosisLink::State;

namespace {

using Change = std::vector<std::pair<const char *, const char *>>; ///< a null value: the fact is not told

/// An L4 with PyTorch on which all is well.
ChainFacts whole()
{
    ChainFacts facts;
    for (const auto &[name, value] : Change{{"gpus", "1"},
                                            {"pci", "27b8"},
                                            {"bound", "nvidia"},
                                            {"expected", "1"},
                                            {"kernel", "6.8.0-51-generic"},
                                            {"wsl", "no"},
                                            {"secure_boot", "no"},
                                            {"module", "580.95.05"},
                                            {"flavour", "open"},
                                            {"smi", "0"},
                                            {"model", "NVIDIA L4"},
                                            {"nodes", "1"},
                                            {"allowed", "yes"},
                                            {"library", "/usr/lib/x86_64-linux-gnu/libcuda.so.1"},
                                            {"library.version", "580.95.05"},
                                            {"cuda.init", "0"},
                                            {"cuda.version", "13.0"},
                                            {"cuda.count", "1"},
                                            {"cuda.name", "NVIDIA L4"},
                                            {"cuda.capability", "8.9"},
                                            {"cuda.context", "0"},
                                            {"source", "pypi"},
                                            {"pytorch.device", "gpu"},
                                            {"pytorch.python", "/home/ada/firstlight/envs/pytorch/bin/python"},
                                            {"pytorch.own", "yes"},
                                            {"pytorch.loads", "0"},
                                            {"pytorch.version", "2.15.0+cu130"},
                                            {"pytorch.cuda", "13.0"},
                                            {"pytorch.archs", "sm_75 sm_80 sm_86 sm_90 sm_100 compute_120"},
                                            {"pytorch.computes", "0"},
                                            {"pytorch.proof", R"({"device":"gpu","gpu":"NVIDIA L4","seconds":0.42})"}})
        facts.insert(QLatin1String(name), QLatin1String(value));
    return facts;
}

ChainFacts changed(ChainFacts facts, const Change &changes)
{
    for (const auto &[name, value] : changes)
        if (value)
            facts.insert(QLatin1String(name), QLatin1String(value));
        else
            facts.remove(QLatin1String(name));
    return facts;
}

/// What is not told once CUDA does not start.
const Change noCuda{{"cuda.init", nullptr},
                    {"cuda.count", nullptr},
                    {"cuda.context", nullptr},
                    {"pytorch.loads", nullptr},
                    {"pytorch.computes", nullptr}};
const Change noModule{{"module", nullptr}, {"bound", "none"}, {"smi", "9"}, {"nodes", "0"}, {"nodectl", "no"}, {"model", nullptr}};
const Change noCard{{"gpus", "0"}, {"bound", nullptr}, {"pci", nullptr}};
const Change onCpu{{"expected", "0"},
                   {"library", nullptr},
                   {"smi", "127"},
                   {"pytorch.cuda", nullptr},
                   {"pytorch.proof", R"({"device":"cpu","gpu":"","seconds":0.01})"}};

Change operator+(Change a, const Change &b)
{
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

/// "hardware whole, module broken …"
QString told(const Diagnosis &diagnosis)
{
    QStringList links;
    for (const DiagnosisLink &link : diagnosis.chain)
        links << link.id + QLatin1Char(' ') + slug(link.state);
    return links.join(QLatin1String(", "));
}

} // namespace

class TestGpuChain : public QObject {
    Q_OBJECT

    const QStringList m_pytorch{QStringLiteral("pytorch")};

private slots:
    void aWholeChainSaysWhatWasFound()
    {
        const Diagnosis diagnosis = judgeChain(whole(), m_pytorch);
        QCOMPARE(told(diagnosis),
                 QStringLiteral(
                     "hardware whole, module whole, driver whole, library whole, cuda whole, wheel:pytorch whole, kernel:pytorch whole"));
        QVERIFY(!diagnosis.broken && !diagnosis.repairable && !diagnosis.isWithoutGpu() && !diagnosis.brokenLink());
        QStringList said;
        for (const DiagnosisLink &link : diagnosis.chain)
            said << text::linkTitle(link.id) + QStringLiteral(": ") + text::linkFound(link.id, link.facts);
        QCOMPARE(said,
                 (QStringList{QStringLiteral("The GPU in the machine: NVIDIA L4"),
                              QStringLiteral("The driver in the system's kernel: version 580.95.05 (open)"),
                              QStringLiteral("The driver answers: "), QStringLiteral("The driver's library: version 580.95.05"),
                              QStringLiteral("CUDA starts: CUDA 13.0, compute capability 8.9"),
                              QStringLiteral("PyTorch fits: version 2.15.0+cu130, built for CUDA 13.0"),
                              QStringLiteral("PyTorch computes: in 0.42 s on NVIDIA L4")}));
    }

    void theFirstBrokenLinkIsNamed_data()
    {
        QTest::addColumn<ChainFacts>("facts");
        QTest::addColumn<QString>("link");
        QTest::addColumn<Cause>("cause");
        QTest::addColumn<NextAction>("next");
        const auto row = [](const char *name, const Change &changes, const char *link, Cause cause, NextAction next) {
            QTest::newRow(name) << changed(whole(), changes) << QString::fromLatin1(link) << cause << next;
        };
        using A = NextAction;
        const Change gone = noCuda + noModule + noCard;
        row("the card is gone", gone, "hardware", Cause::GpuNone, A::ReadHelp);
        row("a container without it", gone + Change{{"container", "docker"}}, "hardware", Cause::GpuContainer, A::ReadHelp);
        row("given to a virtual machine", noCuda + noModule + Change{{"bound", "vfio-pci"}}, "hardware", Cause::GpuHidden, A::ReadHelp);
        row("Windows shares nothing", gone + Change{{"wsl", "yes"}}, "hardware", Cause::GpuWsl, A::UpdateWindowsDriver);
        row("Windows without NVIDIA's driver", gone + Change{{"wsl", "yes"}, {"dxg", "yes"}, {"library", nullptr}}, "hardware",
            Cause::GpuWsl, A::UpdateWindowsDriver);

        const Change bare = noCuda + noModule + Change{{"library", nullptr}, {"smi", "127"}};
        row("nothing is installed", bare, "module", Cause::GpuNoDriver, A::Repair);
        row("nouveau", bare + Change{{"nouveau", "yes"}, {"bound", "nouveau"}}, "module", Cause::GpuNouveau, A::Repair);
        row("nouveau beside the module", noCuda + Change{{"nouveau", "yes"}, {"bound", "nouveau"}}, "module", Cause::GpuNouveau, A::Repair);
        row("a new kernel", noCuda + noModule + Change{{"module.other", "6.8.0-50-generic"}}, "module", Cause::GpuModuleMissing, A::Repair);
        row("no module at all", noCuda + noModule, "module", Cause::GpuModuleMissing, A::Repair);
        row("not loaded", noCuda + noModule + Change{{"module.file", "/lib/modules/6.8.0-51-generic/nvidia.ko"}}, "module",
            Cause::GpuNoDriver, A::Repair);
        row("Secure Boot",
            noCuda + noModule + Change{{"module.file", "/x/nvidia.ko"}, {"refused", "Loading of module with unavailable key is rejected"}},
            "module", Cause::GpuModuleRefused, A::TurnOffSecureBoot);
        row("of another kernel",
            noCuda + noModule + Change{{"module.file", "/x/nvidia.ko"}, {"refused", "nvidia: version magic '6.1' should be '6.8'"}},
            "module", Cause::GpuModuleRefused, A::Repair);
        row("a container over a host without the module", noCuda + noModule + Change{{"container", "lxc"}}, "module", Cause::GpuContainer,
            A::ReadHelp);

        row("lost",
            noCuda + Change{{"smi", "15"}, {"smi.said", "Unable to determine the device handle for GPU 0000:01:00.0: GPU is lost."}},
            "driver", Cause::GpuLost, A::Reboot);
        row("lost, says the kernel",
            noCuda + Change{{"smi", "15"}, {"xid", "NVRM: Xid (PCI:0000:01:00): 79, pid=1, GPU has fallen off the bus."}}, "driver",
            Cause::GpuLost, A::Reboot);
        row("no devices", noCuda + Change{{"smi", "6"}, {"smi.said", "No devices were found"}}, "driver", Cause::GpuLost, A::Reboot);
        row("a fault of its own",
            noCuda + Change{{"smi", "6"}, {"smi.said", "No devices were found"}, {"xid", "NVRM: Xid (PCI:0000:01:00): 48, pid=1, DBE"}},
            "driver", Cause::GpuXid, A::Reboot);
        row("no device files", noCuda + Change{{"nodes", "0"}, {"nodectl", "no"}}, "driver", Cause::GpuNoDeviceNode, A::Repair);
        row("no file for memory", noCuda + Change{{"node-uvm", "no"}}, "driver", Cause::GpuNoDeviceNode, A::Repair);
        row("a container without device files", noCuda + Change{{"nodes", "0"}, {"container", "podman"}}, "driver", Cause::GpuContainer,
            A::ReadHelp);
        row("not for this account", noCuda + Change{{"allowed", "no"}}, "driver", Cause::GpuNoPermission, A::AskAdministrator);
        row("Fabric Manager", noCuda + Change{{"fabric", "inactive"}}, "driver", Cause::GpuFabricManager, A::Repair);

        row("no library", noCuda + Change{{"library", nullptr}, {"library.version", nullptr}}, "library", Cause::GpuLibraryMissing,
            A::Repair);
        row("a container without the library", noCuda + Change{{"library", nullptr}, {"container", "docker"}}, "library",
            Cause::GpuContainer, A::ReadHelp);
        row("an upgrade while it ran", noCuda + Change{{"library.version", "580.105.08"}}, "library", Cause::GpuDriverMismatch, A::Reboot);
        row("a mismatch, says nvidia-smi", noCuda + Change{{"smi.said", "Failed to initialize NVML: Driver/library version mismatch"}},
            "library", Cause::GpuDriverMismatch, A::Reboot);

        row("hidden", noCuda + Change{{"cuda.init", "100"}, {"hidden", "yes"}, {"visible", "-1"}}, "cuda", Cause::GpuHidden, A::ReadHelp);
        row("hidden by nothing", noCuda + Change{{"cuda.init", "100"}, {"hidden", "yes"}}, "cuda", Cause::GpuHidden, A::ReadHelp);
        row("switches not set up", noCuda + Change{{"cuda.init", "802"}}, "cuda", Cause::GpuFabricManager, A::Repair);
        row("a mismatch, says CUDA", noCuda + Change{{"cuda.init", "803"}}, "cuda", Cause::GpuDriverMismatch, A::Reboot);
        row("no memory is left", Change{{"cuda.context", "2"}, {"holder", "python3 (22000 MiB)"}}, "cuda", Cause::GpuMemoryFull,
            A::WaitAndResume);
        row("somebody has it alone", Change{{"cuda.context", "46"}}, "cuda", Cause::GpuBusy, A::WaitAndResume);
        row("CUDA fails", noCuda + Change{{"cuda.init", "999"}}, "cuda", Cause::GpuFailed, A::Reboot);
        row("CUDA fails after a fault", noCuda + Change{{"cuda.init", "999"}, {"xid", "NVRM: Xid (PCI:0000:01:00): 62, x"}}, "cuda",
            Cause::GpuXid, A::Reboot);
        row("CUDA cannot be asked", noCuda + Change{{"smi", "127"}}, "cuda", Cause::GpuFailed, A::Repair);

        row("not installed", Change{{"pytorch.python", nullptr}}, "wheel:pytorch", Cause::PackageBroken, A::Repair);
        row("damaged", Change{{"pytorch.loads", "1"}, {"pytorch.said", "ModuleNotFoundError: No module named 'torch._C'"}}, "wheel:pytorch",
            Cause::PackageBroken, A::Repair);
        row("damaged, the system's", Change{{"pytorch.loads", "1"}, {"pytorch.own", nullptr}}, "wheel:pytorch", Cause::PackageBroken,
            A::ReadHelp);
        row("loads for ever", Change{{"pytorch.loads", "124"}}, "wheel:pytorch", Cause::GpuTimeout, A::Reboot);
        row("the processor's wheel", Change{{"pytorch.cuda", nullptr}}, "wheel:pytorch", Cause::GpuWheelWithoutCuda, A::Repair);
        row("the processor's, by choice", Change{{"pytorch.cuda", nullptr}, {"pytorch.device", "cpu"}}, "wheel:pytorch",
            Cause::GpuWheelWithoutCuda, A::ReadHelp);
        row("the processor's, chosen before the GPU came", Change{{"pytorch.cuda", nullptr}, {"pytorch.device", "cpu"}, {"expected", "0"}},
            "wheel:pytorch", Cause::GpuWheelWithoutCuda, A::Repair);
        row("too new", Change{{"cuda.version", "12.4"}}, "wheel:pytorch", Cause::GpuWheelTooNew, A::Repair);
        row("not for this GPU", Change{{"cuda.capability", "6.1"}}, "wheel:pytorch", Cause::GpuNoKernelImage, A::Repair);
        row("not for one of them", Change{{"cuda.capability", "8.9 7.0"}}, "wheel:pytorch", Cause::GpuNoKernelImage, A::Repair);

        const auto failed = [](const char *said, const char *status = "1") {
            return Change{{"pytorch.computes", status}, {"pytorch.said", said}, {"pytorch.proof", nullptr}};
        };
        row("no kernel image", failed("RuntimeError: CUDA error: no kernel image is available for execution on the device"),
            "kernel:pytorch", Cause::GpuNoKernelImage, A::Repair);
        row("memory ran out", failed("torch.OutOfMemoryError: CUDA out of memory."), "kernel:pytorch", Cause::GpuMemoryFull,
            A::WaitAndResume);
        row("a wrong result", failed("AssertionError: the matrix product is wrong"), "kernel:pytorch", Cause::GpuWrongResult, A::ReadHelp);
        row("taken meanwhile", failed("CUDA error: all CUDA-capable devices are busy or unavailable"), "kernel:pytorch", Cause::GpuBusy,
            A::WaitAndResume);
        row("it hangs", failed("", "124"), "kernel:pytorch", Cause::GpuTimeout, A::Reboot);
        row("the framework does not see it", failed("AssertionError: there is an NVIDIA GPU, but PyTorch cannot use it"), "kernel:pytorch",
            Cause::GpuFailed, A::Repair);
        row("computed elsewhere", Change{{"pytorch.proof", R"({"device":"cpu"})"}}, "kernel:pytorch", Cause::GpuFailed, A::Repair);

        const Change cpu = gone + onCpu + Change{{"pytorch.loads", "0"}, {"pytorch.computes", "0"}};
        row("damaged, without a GPU", cpu + Change{{"pytorch.loads", "1"}}, "wheel:pytorch", Cause::PackageBroken, A::Repair);
        row("does not compute, without a GPU", cpu + failed("AssertionError: the gradient is wrong"), "kernel:pytorch",
            Cause::VerificationFailed, A::Repair);
    }
    void theFirstBrokenLinkIsNamed()
    {
        QFETCH(ChainFacts, facts);
        QFETCH(QString, link);
        QFETCH(Cause, cause);
        QFETCH(NextAction, next);
        const Diagnosis diagnosis = judgeChain(facts, m_pytorch);
        QVERIFY2(diagnosis.broken, qPrintable(told(diagnosis)));
        QCOMPARE(slug(diagnosis.broken->cause), slug(cause));
        QCOMPARE(slug(diagnosis.broken->next), slug(next));
        QCOMPARE(diagnosis.repairable, next == NextAction::Repair || next == NextAction::Reboot);
        QVERIFY(diagnosis.brokenLink());
        QCOMPARE(diagnosis.brokenLink()->id, link);
        // The sentence has all that it names.
        const QString said = text::error(*diagnosis.broken).happened;
        QVERIFY2(!said.contains(QLatin1String("(not known)")), qPrintable(said));
    }

    void withoutAGpuTheFrameworksAreJudgedForTheProcessor()
    {
        const Diagnosis diagnosis =
            judgeChain(changed(whole(), noCuda + noModule + noCard + onCpu + Change{{"pytorch.loads", "0"}, {"pytorch.computes", "0"}}),
                       m_pytorch);
        QCOMPARE(told(diagnosis),
                 QStringLiteral(
                     "hardware not-there, module not-there, driver not-there, library not-there, cuda not-there, wheel:pytorch whole, "
                     "kernel:pytorch whole"));
        QVERIFY(diagnosis.isWithoutGpu() && !diagnosis.broken);
        QCOMPARE(text::linkFound(QStringLiteral("kernel:pytorch"), diagnosis.chain.back().facts),
                 QStringLiteral("in 0.01 s on the processor"));
    }
    void withinWindowsTheKernelIsWindows()
    {
        const Diagnosis diagnosis = judgeChain(changed(whole(),
                                                       noCard
                                                           + Change{{"wsl", "yes"},
                                                                    {"dxg", "yes"},
                                                                    {"module", nullptr},
                                                                    {"nodes", "0"},
                                                                    {"library.version", "1.1"}}),
                                               m_pytorch);
        QCOMPARE(told(diagnosis),
                 QStringLiteral("hardware whole, module not-there, driver not-there, library whole, cuda whole, wheel:pytorch whole, "
                                "kernel:pytorch whole"));
    }
    void whatComputesIsWholeWhateverElseCouldNotBeSeen()
    {
        // As in a container that hides the bus and the module.
        const Diagnosis diagnosis =
            judgeChain(changed(whole(), noModule + noCard + Change{{"library", nullptr}, {"container", "docker"}, {"smi", "127"}}),
                       m_pytorch);
        QVERIFY2(!diagnosis.broken, qPrintable(told(diagnosis)));
    }
    void codeForAGpuIsTheSameGenerationsOrCompiledThere_data()
    {
        QTest::addColumn<QString>("archs");
        QTest::addColumn<QString>("capability");
        QTest::addColumn<bool>("runs");
        QTest::newRow("a lower minor") << "sm_86"
                                       << "8.9" << true;
        QTest::newRow("a higher minor") << "sm_89"
                                        << "8.6" << false;
        QTest::newRow("another generation") << "sm_80"
                                            << "9.0" << false;
        QTest::newRow("left to compile") << "compute_70"
                                         << "12.0" << true;
        QTest::newRow("left to compile, newer") << "compute_90"
                                                << "8.9" << false;
        QTest::newRow("two digits") << "sm_120"
                                    << "12.1" << true;
        QTest::newRow("of that very one") << "sm_90a"
                                          << "9.0" << true;
        QTest::newRow("of another one") << "sm_100a"
                                        << "10.3" << false;
        QTest::newRow("nobody knows") << ""
                                      << "8.9" << true;
    }
    void codeForAGpuIsTheSameGenerationsOrCompiledThere()
    {
        QFETCH(QString, archs);
        QFETCH(QString, capability);
        QFETCH(bool, runs);
        ChainFacts facts = whole();
        facts.insert(QStringLiteral("pytorch.archs"), archs);
        facts.insert(QStringLiteral("cuda.capability"), capability);
        QCOMPARE(!judgeChain(facts, m_pytorch).broken, runs);
    }
    void whateverIsToldThereIsOneBrokenLinkAtMost()
    {
        QRandomGenerator random(20261127);
        const QStringList names = whole().keys()
            + QStringList{QStringLiteral("dxg"),       QStringLiteral("container"),  QStringLiteral("nouveau"), QStringLiteral("xid"),
                          QStringLiteral("hidden"),    QStringLiteral("visible"),    QStringLiteral("fabric"),  QStringLiteral("refused"),
                          QStringLiteral("jax.loads"), QStringLiteral("jax.python"), QStringLiteral("jax.cuda")};
        const QStringList values{QString(),
                                 QStringLiteral("0"),
                                 QStringLiteral("-7"),
                                 QStringLiteral("99999999999999999999"),
                                 QStringLiteral("yes"),
                                 QStringLiteral("no"),
                                 QStringLiteral("NVRM: Xid (PCI"),
                                 QStringLiteral("sm_999999999999 compute_ sm_9"),
                                 QStringLiteral("{\"device\":[],\"seconds\":\"x\"}"),
                                 QStringLiteral("8.9.1 . .. x.y"),
                                 QString(4000, QLatin1Char(','))};
        ChainFacts both = whole();
        for (const QString &name : whole().keys())
            if (name.startsWith(QLatin1String("pytorch.")))
                both.insert(QLatin1String("jax.") + name.mid(8), both.value(name));
        int broken = 0;
        for (int i = 0; i < 20'000; ++i) {
            ChainFacts facts = random.bounded(4) ? both : ChainFacts();
            for (int change = random.bounded(12); change > 0; --change)
                facts.insert(names[random.bounded(names.size())], values[random.bounded(values.size())]);
            const Diagnosis diagnosis = judgeChain(facts, {QStringLiteral("pytorch"), QStringLiteral("jax")});
            QCOMPARE(diagnosis.chain.size(), 9U);
            bool behind = false;
            for (const DiagnosisLink &link : diagnosis.chain) {
                QVERIFY2(!behind || link.state == State::NotReached, qPrintable(told(diagnosis)));
                QVERIFY2(behind || link.state != State::NotReached, qPrintable(told(diagnosis)));
                behind = behind || link.state == State::Broken;
            }
            QCOMPARE(behind, diagnosis.broken.has_value());
            broken += behind ? 1 : 0;
            if (diagnosis.broken)
                QVERIFY(!text::error(*diagnosis.broken).happened.isEmpty());
        }
        QVERIFY(broken > 1000 && broken < 20'000);
    }
};

QTEST_APPLESS_MAIN(TestGpuChain)
#include "tst_gpu_chain.moc"
