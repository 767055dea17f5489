// SPDX-License-Identifier: GPL-3.0-or-later
// The named cases: what each known GPU, system and driver must come out as.
#include "backends/plan/resolver.h"
#include "backends/text/text.h"
#include "tests/backends/plan/resolver_told.h"
#include "tests/backends/plan/with_matrix.h"

#include <QtTest>

using namespace fl;

namespace {

QStringList split(const char *words)
{
    return QString::fromLatin1(words).split(QLatin1Char(','), Qt::SkipEmptyParts);
}

} // namespace

class TestResolver : public WithMatrix {
    Q_OBJECT

private slots:
    void initTestCase() { readMatrix(); }

    void namedCases_data()
    {
        QTest::addColumn<QStringList>("gpus");
        QTest::addColumn<QString>("system");
        QTest::addColumn<QStringList>("frameworks");
        QTest::addColumn<QString>("driver");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *gpus, const char *system, const char *frameworks, const char *driver, const char *expected) {
            QTest::addRow("%s on %s, %s, driver %s", gpus, system, frameworks, *driver ? driver : "none")
                << split(gpus) << QString::fromLatin1(system) << split(frameworks) << QString::fromLatin1(driver)
                << QString::fromLatin1(expected);
        };
        const char *all = "pytorch,tensorflow,keras,jax";
        const char *today =
            "install 580 open; pytorch 2.15 cu130 py3.12; tensorflow 2.21 cuda12.5 py3.12; keras on pytorch 2.15 cu130 py3.12; "
            "jax 0.12 cuda13.0 py3.12";
        const char *pascal =
            "install 580 proprietary; pytorch 2.14 cu126 py3.12; tensorflow 2.21 cuda12.5 py3.12; keras on pytorch 2.14 cu126 "
            "py3.12; jax 0.12 cuda12.8 py3.12";
        const char *maxwell =
            "install 580 proprietary; pytorch 2.14 cu126 py3.12; tensorflow 2.16 cuda12.3 py3.12; keras on pytorch 2.14 cu126 "
            "py3.12; jax 0.12 cuda12.8 py3.12";
        const char *kepler =
            "install 470 proprietary; pytorch 1.12.1 cu113 py3.10; tensorflow 2.21 cpu py3.12; keras on pytorch 2.15 cpu py3.12; "
            "jax 0.12 cpu py3.12";
        const char *cpu =
            "none; pytorch 2.15 cpu py3.12; tensorflow 2.21 cpu py3.12; keras on pytorch 2.15 cpu py3.12; jax 0.12 cpu py3.12";
        // The GPUs of the guide, and today's.
        for (const char *gpu : {"Tesla K80", "NVIDIA Tesla K80", "sm_37", "10de:102d"})
            row(gpu, "ubuntu-22.04", all, "", kepler);
        row("Tesla K80", "debian-12", all, "", kepler);
        for (const char *gpu :
             {"Quadro P4000", "P4000", "NVIDIA GeForce GTX 1070", "GTX 1080", "GTX1080Ti", "sm_61", "0x1b81", "Tesla P100-PCIE-16GB"})
            row(gpu, "ubuntu-24.04", all, "", pascal);
        for (const char *gpu : {"Tesla V100-SXM2-16GB", "V100", "TITAN V", "7.0"})
            row(gpu, "debian-12", all, "", pascal);
        for (const char *gpu : {"Tesla M60", "GTX 980 Ti", "NVIDIA GeForce GTX TITAN X"})
            row(gpu, "rocky-9.4", all, "", maxwell);
        row("GTX 750 Ti", "ubuntu-24.04", all, "",
            "install 580 proprietary; pytorch 2.14 cu126 py3.12; tensorflow 2.16 cuda12.3 py3.12; keras on pytorch 2.14 cu126 py3.12; jax "
            "0.12 cpu "
            "py3.12");
        for (const char *gpu : {"Tesla T4",
                                "NVIDIA A10",
                                "NVIDIA A10G",
                                "NVIDIA L4",
                                "NVIDIA A100-SXM4-40GB",
                                "A100 80GB PCIe",
                                "NVIDIA L40S",
                                "NVIDIA H100 80GB HBM3",
                                "H200",
                                "NVIDIA GH200 480GB",
                                "NVIDIA B200",
                                "GB300",
                                "NVIDIA GeForce RTX 5090",
                                "RTX 50",
                                "RTX 5070 Ti",
                                "RTX PRO 6000 Blackwell Server Edition",
                                "RTX 6000 Ada Generation",
                                "NVIDIA RTX A6000",
                                "Quadro RTX 6000",
                                "NVIDIA GeForce RTX 3080 Laptop GPU",
                                "NVIDIA GeForce RTX 2070 with Max-Q Design",
                                "RTX 4060 Ti",
                                "NVIDIA GB10",
                                "sm_120",
                                "sm_90a",
                                "10de:1eb8",
                                "10DE:2330"})
            row(gpu, "ubuntu-24.04", all, "", today);
        for (const char *system :
             {"ubuntu-22.04", "ubuntu-26.04", "debian-12", "debian-12.11", "debian-13", "rhel-8.10", "rocky-9", "almalinux-10.1"})
            row("Tesla T4", system, all, "", today);
        row("Tesla K40m", "ubuntu-22.04", "pytorch", "", "install 470 proprietary; pytorch 2.15 cpu py3.12"); // no wheels hold sm_35
        row("GeForce GTX 680", "ubuntu-22.04", all, "", cpu);
        // Several GPUs.
        row("Tesla V100-SXM2-16GB,NVIDIA H100 PCIe", "ubuntu-24.04", "pytorch,tensorflow,jax", "",
            "install 580 proprietary; pytorch 2.14 cu126 py3.12; tensorflow 2.21 cuda12.5 py3.12; jax 0.12 cuda12.8 py3.12");
        row("GTX 1080,RTX 3090", "debian-13", "pytorch", "", "install 580 proprietary; pytorch 2.14 cu126 py3.12");
        row("T4,RTX 5090", "ubuntu-24.04", "pytorch", "", "install 580 open; pytorch 2.15 cu130 py3.12");
        row("Tesla K80,Tesla T4", "ubuntu-22.04", "pytorch", "", "install 470 proprietary; pytorch 1.12.1 cu113 py3.10");
        row("GT 1030,RTX 5090", "ubuntu-24.04", "pytorch", "", "refused gpu-mix-impossible -> choose-gpus");
        row("V100,B200", "ubuntu-24.04", "jax", "", "refused gpu-mix-impossible -> choose-gpus");
        row("sm_61,sm_120", "debian-12", "pytorch", "580.95.05", "refused gpu-mix-impossible -> choose-gpus");
        row("V100,GH200", "ubuntu-24.04", "pytorch", "", "refused gpu-mix-impossible -> choose-gpus");
        row("K80,L4", "ubuntu-22.04", "pytorch", "", "refused gpu-mix-impossible -> choose-gpus");
        row("K80,H100", "ubuntu-22.04", "pytorch", "", "refused gpu-mix-impossible -> choose-gpus");
        row("GTX 680,RTX 3090", "ubuntu-24.04", "pytorch", "", "install 580 open; pytorch 2.15 cu130 py3.12");
        row("AMD Radeon RX 7900 XTX,RTX 3090", "ubuntu-24.04", "pytorch", "", "install 580 open; pytorch 2.15 cu130 py3.12");
        // No GPU, or none of NVIDIA's.
        row("none", "debian-12", all, "", cpu);
        row("", "ubuntu-26.04", all, "", cpu);
        row("AMD Radeon RX 7900 XTX", "ubuntu-24.04", all, "", cpu);
        row("1002:744c", "ubuntu-24.04", all, "", cpu);
        row("Apple M3 Max", "macos-15.1", all, "", cpu);
        // Linux within Windows.
        row("RTX 4090", "wsl2", "pytorch,jax", "", "windows; pytorch 2.15 cu130 py3.12; jax 0.12 cuda13.0 py3.12");
        row("RTX 4090", "wsl2-ubuntu-24.04", "pytorch", "595.91", "windows 595 none; pytorch 2.15 cu132 py3.12");
        row("GTX 1080", "wsl2", "pytorch", "", "windows; pytorch 2.14 cu126 py3.12");
        row("GTX 1080", "wsl2", "pytorch", "610.12", "refused driver-of-windows -> update-windows-driver");
        row("RTX 4090", "wsl2", "pytorch", "516.94", "refused driver-of-windows -> update-windows-driver");
        row("RTX 5090", "wsl2", "pytorch", "572.16", "refused driver-of-windows -> update-windows-driver");
        row("RTX 4090", "wsl2", "pytorch", "551.23", "windows 551 none; pytorch 2.14 cu126 py3.12");
        row("GTX 980", "wsl2", "pytorch", "", "none; pytorch 2.15 cpu py3.12");
        // A driver is there.
        row("Tesla T4", "ubuntu-24.04", "pytorch", "580.126.09", "keep 580 open; pytorch 2.15 cu130 py3.12");
        row("Tesla T4", "ubuntu-24.04", "pytorch", "580", "keep 580 open; pytorch 2.15 cu130 py3.12");
        row("Tesla T4", "ubuntu-24.04", "pytorch", "595.91", "keep 595 open; pytorch 2.15 cu132 py3.12");
        row("Tesla T4", "ubuntu-24.04", "pytorch,jax", "620.10.01", "keep 620 open; pytorch 2.15 cu132 py3.12; jax 0.12 cuda13.0 py3.12");
        row("Tesla T4", "debian-12", all, "535.247.01",
            "keep 535 proprietary; pytorch 2.14 cu126 py3.12; tensorflow 2.21 cuda12.5 py3.12; keras on pytorch 2.14 cu126 py3.12; jax "
            "0.12 "
            "cuda12.8 py3.12");
        row("NVIDIA L4", "debian-13", "pytorch", "550.163.01", "keep 550 proprietary; pytorch 2.14 cu126 py3.12");
        row("NVIDIA L4", "ubuntu-22.04", "jax", "525.60.13", "keep 525 proprietary; jax 0.12 cuda12.8 py3.12");
        row("NVIDIA A10", "ubuntu-22.04", "pytorch", "525.60.11", "replace 580 open; pytorch 2.15 cu130 py3.12");
        row("Tesla T4", "ubuntu-22.04", "pytorch", "470.256.02", "replace 580 open; pytorch 2.15 cu130 py3.12");
        row("Tesla T4", "ubuntu-22.04", "pytorch", "515.105.01", "replace 580 open; pytorch 2.15 cu130 py3.12");
        row("Tesla V100-SXM2-16GB", "ubuntu-22.04", "pytorch", "535.183.01", "keep 535 proprietary; pytorch 2.14 cu126 py3.12");
        row("Tesla V100-SXM2-16GB", "ubuntu-22.04", "pytorch", "595.91", "replace 580 proprietary; pytorch 2.14 cu126 py3.12");
        row("Tesla V100-SXM2-16GB", "ubuntu-22.04", "pytorch", "470.256.02", "replace 580 proprietary; pytorch 2.14 cu126 py3.12");
        row("RTX 5090", "ubuntu-24.04", "pytorch", "570.133.07", "replace 580 open; pytorch 2.15 cu130 py3.12");
        row("RTX 5090", "ubuntu-24.04", "jax", "570.133.07", "keep 570 open; jax 0.12 cuda12.8 py3.12");
        row("RTX 5090", "ubuntu-24.04", "jax", "550.163.01", "replace 580 open; jax 0.12 cuda13.0 py3.12");
        row("Tesla K80", "ubuntu-22.04", "pytorch", "470.256.02", "keep 470 proprietary; pytorch 1.12.1 cu113 py3.10");
        row("Tesla K80", "ubuntu-22.04", "pytorch", "535.183.01", "replace 470 proprietary; pytorch 1.12.1 cu113 py3.10");
        row("Tesla K80", "debian-13", "pytorch", "470.256.02", "keep 470 proprietary; pytorch 1.12.1 cu113 py3.10");
        // Systems without a driver for the card, and systems we do not know.
        row("Tesla K80", "ubuntu-26.04", "pytorch", "", "refused driver-not-for-system -> choose-other-system");
        row("Tesla K80", "debian-13", "pytorch", "", "refused driver-not-for-system -> choose-other-system");
        row("Tesla K80", "rocky-9", "pytorch", "", "refused driver-not-for-system -> choose-other-system");
        row("Tesla K80", "debian-13", "tensorflow", "", "none; tensorflow 2.21 cpu py3.12");
        for (const char *system : {"debian-11", "ubuntu-20.04", "fedora-44", "arch", "windows-11", "", "ubuntu", "rocky-11", "debian-120"})
            row("Tesla T4", system, "pytorch", "", "refused system-unsupported -> choose-other-system");
        // What is no GPU that can be told.
        for (const char *gpu :
             {"GeForce RTX 9090", "Voodoo 2", "sm_130", "10de:ffff", "RTX", "NVIDIA", "RTX 6000 Pro Max", "A100 with a hat"})
            row(gpu, "ubuntu-24.04", "pytorch", "", "refused gpu-unknown -> change-input");
        row("sm_87", "ubuntu-22.04", "pytorch", "", "refused gpu-not-supported -> choose-other-system");
        row("T4", "ubuntu-24.04", "torch", "", "refused bad-value -> change-input");
        row("T4", "ubuntu-24.04", "pytorch", "5x5", "refused bad-value -> change-input");
        row("T4", "ubuntu-24.04", "pytorch", "580.1.2.3.4", "refused bad-value -> change-input");
    }
    void namedCases()
    {
        QFETCH(QStringList, gpus);
        QFETCH(QString, system);
        QFETCH(QStringList, frameworks);
        QFETCH(QString, driver);
        ResolveInput input;
        input.gpus = gpus;
        input.system = system;
        input.frameworks = frameworks;
        input.driver = driver;
        const auto result = resolve(matrix, input);
        QTEST(told(result), "expected");
        if (!result)
            return;
        QVERIFY(!result->reasons.empty());
        for (const Reason &reason : result->reasons) {
            const QString said = text::reason(reason);
            QVERIFY2(said.contains(QLatin1Char(' ')) && !said.contains(QLatin1String("(not known)")),
                     qPrintable(reason.code + QLatin1Char(' ') + said));
        }
    }

    void theKindOfModuleThatIsThereCounts()
    {
        ResolveInput input{QStringList{QStringLiteral("V100")}, QStringLiteral("ubuntu-24.04")};
        input.driver = QStringLiteral("580.95.05");
        input.frameworks = QStringList{QStringLiteral("pytorch")};
        input.driverModule = Module::Open;
        auto result = resolve(matrix, input);
        QCOMPARE(told(result), QStringLiteral("replace 580 proprietary; pytorch 2.14 cu126 py3.12"));
        QVERIFY(says(*result, "driver-replaced-module"));
        input.gpus = QStringList{QStringLiteral("B200")};
        input.driverModule = Module::Proprietary;
        QCOMPARE(told(resolve(matrix, input)), QStringLiteral("replace 580 open; pytorch 2.15 cu130 py3.12"));
        input.gpus = QStringList{QStringLiteral("T4")};
        QCOMPARE(told(resolve(matrix, input)), QStringLiteral("keep 580 proprietary; pytorch 2.15 cu130 py3.12"));
    }

    void aDriverThatMayNotBeChangedIsNotChanged()
    {
        ResolveInput input{QStringList{QStringLiteral("T4")}, QStringLiteral("debian-12")};
        input.frameworks = QStringList{QStringLiteral("pytorch"), QStringLiteral("jax")};
        input.mayChangeDriver = false;
        QCOMPARE(told(resolve(matrix, input)), QStringLiteral("none; pytorch 2.15 cpu py3.12; jax 0.12 cpu py3.12"));
        input.driver = QStringLiteral("515.105.01");
        auto result = resolve(matrix, input);
        QCOMPARE(told(result), QStringLiteral("keep 515 proprietary; pytorch 2.15 cpu py3.12; jax 0.12 cpu py3.12"));
        QVERIFY(says(*result, "framework-cpu-driver"));
        input.driver = QStringLiteral("535.247.01");
        QCOMPARE(told(resolve(matrix, input)), QStringLiteral("keep 535 proprietary; pytorch 2.14 cu126 py3.12; jax 0.12 cuda12.8 py3.12"));
        input.gpus = QStringList{QStringLiteral("V100")};
        input.driver = QStringLiteral("610.43.02");
        QCOMPARE(told(resolve(matrix, input)), QStringLiteral("none; pytorch 2.15 cpu py3.12; jax 0.12 cpu py3.12"));
    }

    void thePythonThatIsAskedForIsTakenOrRefused()
    {
        ResolveInput input{QStringList{QStringLiteral("K80")}, QStringLiteral("ubuntu-22.04")};
        input.frameworks = QStringList{QStringLiteral("pytorch")};
        input.python = QStringLiteral("3.11");
        auto result = resolve(matrix, input);
        QCOMPARE(told(result), QStringLiteral("install 470 proprietary; pytorch 2.0.1 cu118 py3.11"));
        QVERIFY(says(*result, "note-torch-plausible"));
        for (const char *python : {"3.12", "3.14", "3.6"}) {
            input.python = QString::fromLatin1(python);
            QCOMPARE(told(resolve(matrix, input)), QStringLiteral("refused python-not-supported -> change-input"));
        }
        input.gpus = QStringList{QStringLiteral("T4")};
        input.python = QStringLiteral("3.13.2");
        QCOMPARE(told(resolve(matrix, input)), QStringLiteral("install 580 open; pytorch 2.15 cu130 py3.13.2"));
        input.frameworks = QStringList{QStringLiteral("jax")};
        input.python = QStringLiteral("3.11");
        QCOMPARE(told(resolve(matrix, input)), QStringLiteral("refused python-not-supported -> change-input"));
        input.frameworks = QStringList{QStringLiteral("keras")};
        input.python = QStringLiteral("3.10");
        QCOMPARE(told(resolve(matrix, input)), QStringLiteral("refused python-not-supported -> change-input"));
        input.python = QStringLiteral("3");
        QCOMPARE(told(resolve(matrix, input)), QStringLiteral("refused bad-value -> change-input"));
    }

    void kerasSitsOnWhatIsAskedFor()
    {
        ResolveInput input{QStringList{QStringLiteral("T4")}, QStringLiteral("ubuntu-22.04")};
        input.frameworks = QStringList{QStringLiteral("keras")};
        input.kerasBackend = QStringLiteral("tensorflow");
        QCOMPARE(told(resolve(matrix, input)), QStringLiteral("install 580 open; keras on tensorflow 2.21 cuda12.5 py3.12"));
        input.kerasBackend = QStringLiteral("jax");
        const auto result = resolve(matrix, input);
        QCOMPARE(told(result), QStringLiteral("install 580 open; keras on jax 0.12 cuda13.0 py3.12"));
        QCOMPARE(result->frameworks.front().requirement, QStringLiteral("keras==3.15.*"));
        QCOMPARE(result->frameworks.front().backend.front().requirement, QStringLiteral("jax[cuda13]==0.12.*"));
        input.kerasBackend = QStringLiteral("theano");
        QCOMPARE(told(resolve(matrix, input)), QStringLiteral("refused bad-value -> change-input"));
        input.kerasBackend.clear();
        input.gpus = QStringList{QStringLiteral("GTX 1080"), QStringLiteral("sm_89")};
        QCOMPARE(told(resolve(matrix, input)), QStringLiteral("install 580 proprietary; keras on pytorch 2.14 cu126 py3.12"));
    }

    void theSentencesSayWhy()
    {
        const auto sentences = [&](const char *gpu, const char *driver) {
            ResolveInput input{split(gpu), QStringLiteral("ubuntu-24.04")};
            input.frameworks = split("pytorch,tensorflow");
            input.driver = QString::fromLatin1(driver);
            QString all;
            const auto result = resolve(matrix, input);
            for (const Reason &reason : result->reasons)
                all += text::reason(reason) + QLatin1Char('\n');
            return all;
        };
        const QString pascal = sentences("GTX 1070", "");
        QVERIFY2(pascal.contains(QLatin1String("Driver 580 because it is the last that runs GeForce GTX 1070 (Pascal)")),
                 qPrintable(pascal));
        QVERIFY2(pascal.contains(QLatin1String(
                     "PyTorch 2.14 with CUDA 12.6, because newer versions (now 2.15) no longer hold code for GeForce GTX 1070")),
                 qPrintable(pascal));
        QVERIFY(sentences("K80", "").contains(QLatin1String("NVIDIA stopped mending driver 470 in 2024-09")));
        ResolveInput kepler{split("K80"), QStringLiteral("ubuntu-22.04")};
        kepler.frameworks = split("keras");
        const auto onKepler = resolve(matrix, kepler);
        QVERIFY(says(*onKepler, "framework-cpu-gpu") && !says(*onKepler, "framework-cpu-driver")); // no driver would help
        QVERIFY(sentences("RTX 5090", "").contains(QLatin1String("TensorFlow has trouble with the newest GPUs")));
        QVERIFY(!sentences("T4", "").contains(QLatin1String("trouble")));
        QVERIFY(sentences("T4", "535.247.01").contains(QLatin1String("2.15 needs a newer driver than 535.247.01")));
        QVERIFY(sentences("T4", "535.247.01").contains(QLatin1String("nothing forces you to change")));
        ResolveInput mixed{split("GTX 1080,RTX 5090"), QStringLiteral("ubuntu-24.04")};
        QVERIFY(text::error(resolve(matrix, mixed).error())
                    .happened.contains(QLatin1String("GeForce GTX 1080 and GeForce RTX 5090 cannot work in one machine")));
    }
};

QTEST_APPLESS_MAIN(TestResolver)
#include "tst_resolver.moc"
