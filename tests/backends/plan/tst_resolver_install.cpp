// SPDX-License-Identifier: GPL-3.0-or-later
// What is installed on which system: driver packages, Secure Boot, kernels, the toolkit.
#include "tests/backends/plan/resolver_told.h"
#include "tests/backends/plan/with_matrix.h"

#include <QtTest>

using namespace fl;

class TestResolverInstall : public WithMatrix {
    Q_OBJECT

private slots:
    void initTestCase() { readMatrix(); }

    void secureBoot_data()
    {
        QTest::addColumn<QString>("gpu");
        QTest::addColumn<QString>("system");
        QTest::addColumn<QString>("driver");
        QTest::addColumn<bool>("canEnrolKey");
        QTest::addColumn<QString>("expected");
        QTest::addColumn<QString>("code");
        const auto row = [](const char *gpu, const char *system, const char *driver, bool key, const char *expected, const char *code) {
            QTest::addRow("%s %s %s %d", gpu, system, driver, key)
                << QString::fromLatin1(gpu) << QString::fromLatin1(system) << QString::fromLatin1(driver) << key
                << QString::fromLatin1(expected) << QString::fromLatin1(code);
        };
        const char *refused = "refused driver-secure-boot -> turn-off-secure-boot";
        row("T4", "ubuntu-24.04", "", false, "install 580 open; pytorch 2.15 cu130 py3.12", "secure-boot-signed");
        row("GTX 1070", "ubuntu-22.04", "", false, "install 580 proprietary; pytorch 2.14 cu126 py3.12", "secure-boot-signed");
        row("K80", "ubuntu-22.04", "", false, "install 470 proprietary; pytorch 1.12.1 cu113 py3.10", "secure-boot-signed");
        row("T4", "debian-12", "", false, refused, "");
        row("T4", "debian-13", "", false, refused, "");
        row("K80", "debian-12", "", false, refused, "");
        row("T4", "rocky-9", "", false, refused, "");
        row("T4", "debian-12", "", true, "install 580 open key; pytorch 2.15 cu130 py3.12", "secure-boot-enrol");
        row("T4", "debian-12", "580.95.05", false, "keep 580 open; pytorch 2.15 cu130 py3.12", "driver-kept");
        row("T4", "debian-12", "470.256.02", false, refused, "");
        row("none", "debian-12", "", false, "none; pytorch 2.15 cpu py3.12", "gpu-none");
        row("RTX 3090", "wsl2", "", false, "windows; pytorch 2.15 cu130 py3.12", "driver-windows");
    }
    void secureBoot()
    {
        QFETCH(QString, gpu);
        QFETCH(QString, system);
        QFETCH(QString, driver);
        QFETCH(bool, canEnrolKey);
        QFETCH(QString, code);
        ResolveInput input;
        input.gpus = QStringList{gpu};
        input.system = system;
        input.driver = driver;
        input.canEnrolKey = canEnrolKey;
        input.secureBoot = true;
        input.frameworks = QStringList{QStringLiteral("pytorch")};
        const auto result = resolve(matrix, input);
        QTEST(told(result), "expected");
        if (result)
            QVERIFY(says(*result, code.toLatin1().constData()));
    }

    void theKernelLimitsTheOldDriver()
    {
        ResolveInput input{QStringList{QStringLiteral("K80")}, QStringLiteral("ubuntu-24.04")};
        input.frameworks = QStringList{QStringLiteral("pytorch")};
        input.kernel = QStringLiteral("6.8.0-87-generic");
        QCOMPARE(told(resolve(matrix, input)), QStringLiteral("install 470 proprietary; pytorch 1.12.1 cu113 py3.10"));
        for (const char *kernel : {"6.15.0", "6.17.0-8-generic", "7.0.0-12-generic"}) {
            input.kernel = QString::fromLatin1(kernel);
            QCOMPARE(told(resolve(matrix, input)), QStringLiteral("refused driver-kernel-too-new -> boot-other-kernel"));
        }
        input.kernel = QStringLiteral("no kernel");
        QVERIFY(resolve(matrix, input));
        input.gpus = QStringList{QStringLiteral("T4")};
        input.kernel = QStringLiteral("7.0.0");
        QVERIFY(resolve(matrix, input));
    }

    void whatIsInstalledIsNamed()
    {
        ResolveInput input{QStringList{QStringLiteral("A100")}, QStringLiteral("ubuntu-24.04")};
        input.frameworks = QStringList{QStringLiteral("pytorch")};
        auto result = resolve(matrix, input);
        QCOMPARE(result->driver.repository, QStringLiteral("distribution"));
        QVERIFY(result->driver.packages.contains(QStringLiteral("linux-modules-nvidia-580-server-open-${KERNEL_FLAVOUR}")));
        QVERIFY(result->driver.packages.contains(QStringLiteral("nvidia-utils-580-server")));
        QCOMPARE(result->driver.fabricManager, QStringLiteral("nvidia-fabricmanager-580"));
        QVERIFY(!result->cuda);
        QVERIFY(says(*result, "cuda-not-needed"));
        input.system = QStringLiteral("debian-12");
        result = resolve(matrix, input);
        QCOMPARE(result->driver.before, QStringLiteral("nvidia-driver-pinning-580"));
        QVERIFY(result->driver.packages.contains(QStringLiteral("nvidia-kernel-open-dkms")));
        input.system = QStringLiteral("rocky-9");
        QCOMPARE(resolve(matrix, input)->driver.before, QStringLiteral("nvidia-driver:580-open"));
        input.gpus = QStringList{QStringLiteral("V100")};
        QCOMPARE(resolve(matrix, input)->driver.before, QStringLiteral("nvidia-driver:580-dkms"));
    }

    void theToolkitGoesWithTheFrameworks_data()
    {
        QTest::addColumn<QString>("gpu");
        QTest::addColumn<QString>("system");
        QTest::addColumn<QString>("framework");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char *gpu, const char *system, const char *framework, const char *expected) {
            QTest::addRow("%s %s %s", gpu, system, framework) << QString::fromLatin1(gpu) << QString::fromLatin1(system)
                                                              << QString::fromLatin1(framework) << QString::fromLatin1(expected);
        };
        row("T4", "ubuntu-24.04", "pytorch", "cuda-toolkit-13-0 cudnn9-cuda-13");
        row("T4", "debian-13", "pytorch", "cuda-toolkit-13-2 cudnn9-cuda-13");
        row("T4", "ubuntu-24.04", "tensorflow", "cuda-toolkit-12-9 cudnn9-cuda-12");
        row("V100", "ubuntu-22.04", "pytorch", "cuda-toolkit-12-6 cudnn9-cuda-12=9.10.2*");
        row("V100", "ubuntu-26.04", "pytorch", "none");
        row("B200", "rocky-9", "pytorch", "cuda-toolkit-13-0 cudnn9-cuda-13");
        row("K80", "debian-12", "pytorch", "nvidia-cuda-toolkit nvidia-cudnn");
        row("K80", "ubuntu-22.04", "pytorch", "cuda-toolkit-11-8 libcudnn8=8.7*");
        row("K80", "ubuntu-24.04", "pytorch", "none");
        row("RTX 3090", "wsl2", "pytorch", "cuda-toolkit-13-0 cudnn9-cuda-13");
        row("none", "ubuntu-24.04", "pytorch", "none");
    }
    void theToolkitGoesWithTheFrameworks()
    {
        QFETCH(QString, gpu);
        QFETCH(QString, system);
        QFETCH(QString, framework);
        ResolveInput input{QStringList{gpu}, system};
        input.frameworks = QStringList{framework};
        input.cudaToolkit = true;
        const auto result = resolve(matrix, input);
        QVERIFY(result);
        QTEST(result->cuda ? (result->cuda->packages + result->cudnn.value_or(CudaPick()).packages).join(QLatin1Char(' '))
                           : QStringLiteral("none"),
              "expected");
    }
};

QTEST_APPLESS_MAIN(TestResolverInstall)
#include "tst_resolver_install.moc"
