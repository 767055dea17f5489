// SPDX-License-Identifier: GPL-3.0-or-later
// The probe's judgement without a GPU: what keeps one from working, what a card is rated for, and whether a product is right.
#include "backends/core/error.h"
#include "backends/probe/program/diagnose.h"
#include "backends/probe/program/matrices.h"
#include "backends/probe/program/rated.h"

#include <QtTest>

#include <cmath>

using namespace fl::probe;

Q_DECLARE_METATYPE(fl::probe::Situation)

namespace {

/// A computer with one GPU that is well, but for CUDA's answer.
Situation broken(CuResult cuda)
{
    Situation s;
    s.pciGpus = 1;
    s.moduleVersion = "580.95.05";
    s.nodes = s.nodesUsable = true;
    s.cudaLoaded = s.nvmlLoaded = true;
    s.cuda = cuda;
    s.nvml = NvmlSuccess;
    s.cudaName = "CUDA_ERROR";
    return s;
}

std::vector<float> product(const Matrices &m)
{
    const int n = m.n();
    std::vector<float> c(static_cast<size_t>(n) * n);
    for (int i = 0; i < n; ++i)
        for (int k = 0; k < n; ++k)
            for (int j = 0; j < n; ++j)
                c[static_cast<size_t>(i) * n + j] += static_cast<float>(m.a()[i * n + k] * m.b()[k * n + j]);
    return c;
}

} // namespace

class TestProbeJudgement : public QObject {
    Q_OBJECT

private slots:
    void everyTroubleHasItsName_data()
    {
        QTest::addColumn<Situation>("situation");
        QTest::addColumn<QString>("cause");
        const auto add = [](const char *name, const char *cause, CuResult cuda, auto change) {
            Situation s = broken(cuda);
            change(s);
            QTest::newRow(name) << s << QString::fromLatin1(cause);
        };
        const auto noLibrary = [](Situation &s) {
            s.cudaLoaded = s.nvmlLoaded = false;
            s.nvml = NvmlNoLibrary;
        };
        add("works", "", CuSuccess, [](Situation &s) { s.devices = 1; });
        add("mismatch by CUDA", "gpu-driver-mismatch", CuDriverMismatch, [](Situation &) {});
        add("mismatch by NVML", "gpu-driver-mismatch", CuUnknown, [](Situation &s) { s.nvml = NvmlVersionMismatch; });
        add("NVSwitch without fabric manager", "gpu-fabric-manager", CuSystemNotReady, [](Situation &) {});
        add("no memory for a context", "gpu-memory-full", CuOutOfMemory, [](Situation &) {});
        add("in exclusive use", "gpu-busy", CuDeviceUnavailable, [](Situation &) {});
        add("fell off the bus", "gpu-lost", CuNoDevice, [](Situation &s) { s.nvml = NvmlGpuLost; });
        add("hidden by the environment", "gpu-hidden", CuNoDevice, [](Situation &s) { s.visible = "-1"; });
        add("hidden, but the driver is gone as well", "gpu-no-driver", CuNoDevice, [](Situation &s) {
            s.visible = "-1";
            s.nodes = s.nodesUsable = false;
            s.moduleVersion.clear();
        });
        add("WSL without the library", "gpu-wsl", CuNoLibrary, [&](Situation &s) {
            noLibrary(s);
            s.wsl = true;
        });
        add("WSL with an old Windows driver", "gpu-wsl", CuNoDevice, [](Situation &s) { s.wsl = s.wslDevice = true; });
        add("container, host has the driver", "gpu-container", CuNoLibrary, [&](Situation &s) {
            noLibrary(s);
            s.container = "docker";
            s.nodes = s.nodesUsable = false;
        });
        add("container with the libraries but no nodes", "gpu-container", CuNoDevice, [](Situation &s) {
            s.container = "podman";
            s.nodes = s.nodesUsable = false;
        });
        add("container on a computer without a GPU", "gpu-none", CuNoLibrary, [&](Situation &s) {
            noLibrary(s);
            s.container = "docker";
            s.nodes = s.nodesUsable = false;
            s.pciGpus = 0;
            s.moduleVersion.clear();
        });
        add("no GPU", "gpu-none", CuNoLibrary, [&](Situation &s) {
            noLibrary(s);
            s.pciGpus = 0;
            s.moduleVersion.clear();
            s.nodes = s.nodesUsable = false;
        });
        add("card without a driver", "gpu-no-driver", CuNoLibrary, [&](Situation &s) {
            noLibrary(s);
            s.moduleVersion.clear();
            s.nodes = s.nodesUsable = false;
        });
        add("library without a module", "gpu-no-driver", CuUnknown, [](Situation &s) {
            s.moduleVersion.clear();
            s.nvml = NvmlDriverNotLoaded;
            s.nodes = s.nodesUsable = false;
        });
        add("the toolkit's stub library", "gpu-no-driver", CuStubLibrary, [](Situation &) {});
        add("module without a library", "gpu-no-driver", CuNoLibrary, noLibrary);
        add("no device nodes", "gpu-no-device-node", CuUnknown, [](Situation &s) { s.nodes = s.nodesUsable = false; });
        add("nodes of another's", "gpu-no-permission", CuNoDevice, [](Situation &s) { s.nodesUsable = false; });
        add("NVML has no permission", "gpu-no-permission", CuNoDevice, [](Situation &s) { s.nvml = NvmlNoPermission; });
        add("an Xid in the kernel's messages", "gpu-xid", CuUnknown, [](Situation &s) { s.xids = {{"0000:01:00", 79, "…"}}; });
        add("no reason to be seen", "gpu-failed", CuUnknown, [](Situation &) {});
        add("no GPU behind a working library", "gpu-failed", CuNoDevice, [](Situation &) {});
    }
    void everyTroubleHasItsName()
    {
        QFETCH(Situation, situation);
        QFETCH(QString, cause);
        const auto trouble = diagnose(situation);
        QCOMPARE(trouble ? QString::fromStdString(trouble->cause) : QString(), cause);
        if (trouble)
            QVERIFY2(fl::causeFromSlug(cause), "the program must know the cause");
    }

    void xidsAreRead()
    {
        const auto xids = xidsIn("6,1,2,-;NVRM: loading\n"
                                 "4,812,99,-;NVRM: Xid (PCI:0000:01:00): 79, pid='<unknown>', name=<unknown>, GPU has fallen off the bus.\n"
                                 "4,813,99,-;NVRM: Xid (PCI:0000:02:00): many\n"
                                 "4,814,99,-;NVRM: Xid (PCI:0000:02:00): 31, pid=1, Ch 8\xff\n"
                                 "NVRM: Xid (PCI:");
        QCOMPARE(xids.size(), size_t(2));
        QCOMPARE(xids[0].number, 79);
        QCOMPARE(xids[0].pci, std::string("0000:01:00"));
        QCOMPARE(xids[1].number, 31);
        QCOMPARE(xids[1].text.back(), '?');
    }

    /// NVIDIA's data sheets, to within 3 %.
    void cardsAreRatedAsTheirDataSheetsSay_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<int>("sms");
        QTest::addColumn<int>("mhz");
        QTest::addColumn<int>("major");
        QTest::addColumn<int>("minor");
        QTest::addColumn<double>("fp32");
        QTest::addColumn<double>("tensor");
        const auto add = [](const char *name, int sms, int mhz, int major, int minor, double fp32, double tensor) {
            QTest::newRow(name) << QString::fromLatin1(name) << sms << mhz << major << minor << fp32 << tensor;
        };
        add("Tesla M60", 16, 1178, 5, 2, 4.825, 0);
        add("Tesla P100", 56, 1480, 6, 0, 10.6, 0);
        add("Quadro P4000", 14, 1480, 6, 1, 5.3, 0);
        add("Tesla V100-SXM2", 80, 1530, 7, 0, 15.7, 125);
        add("Tesla T4", 40, 1590, 7, 5, 8.1, 65);
        add("NVIDIA GeForce GTX 1660", 22, 1785, 7, 5, 5.0, 0);
        add("A100-SXM4", 108, 1410, 8, 0, 19.5, 312);
        add("NVIDIA A10", 72, 1695, 8, 6, 31.2, 125);
        add("NVIDIA GeForce RTX 3090", 82, 1695, 8, 6, 35.6, 71);
        add("NVIDIA GeForce RTX 4090", 128, 2520, 8, 9, 82.6, 165);
        add("NVIDIA L40S", 142, 2520, 8, 9, 91.6, 366);
        add("NVIDIA H100 SXM at 1830 MHz", 132, 1830, 9, 0, 62, 989);
        add("NVIDIA B200", 148, 1860, 10, 0, 70.5, 2250);
        add("NVIDIA GeForce RTX 5090", 170, 2407, 12, 0, 104.8, 209.5);
    }
    void cardsAreRatedAsTheirDataSheetsSay()
    {
        QFETCH(QString, name);
        QFETCH(int, sms);
        QFETCH(int, mhz);
        QFETCH(int, major);
        QFETCH(int, minor);
        QFETCH(double, fp32);
        QFETCH(double, tensor);
        const double gotFp32 = ratedFp32(sms, mhz, major, minor), gotTensor = ratedTensor(sms, mhz, major, minor, name.toStdString());
        QVERIFY2(std::abs(gotFp32 - fp32) <= 0.03 * fp32, qPrintable(QString::number(gotFp32)));
        QVERIFY2(std::abs(gotTensor - tensor) <= 0.03 * tensor, qPrintable(QString::number(gotTensor)));
    }
    void memoryAndLinkAreRated()
    {
        QVERIFY(std::abs(ratedMemory(2619, 5120) - 3352) < 1); // H100 SXM
        QVERIFY(std::abs(ratedMemory(5001, 256) - 320) < 1);   // T4
        QVERIFY(std::abs(ratedPcie(4, 16) - 31.5) < 0.1);
        QCOMPARE(ratedPcie(9, 16), 0.0);
        QCOMPARE(ratedFp32(-1, 1000, 9, 0), 0.0);
        QCOMPARE(ratedFp32(1, 1000, 42, 0), 0.0);
        QCOMPARE(coresPerSm(3, 7), 0);
        QCOMPARE(coresPerSm(8, -1), 0);
    }

    void aRightProductPassesAndEveryWrongOneDoesNot()
    {
        const Matrices m(256);
        std::vector<float> c = product(m);
        QCOMPARE(m.wrongRows(c.data(), 0, 256), 0);
        QCOMPARE(m.wrongElements(c.data(), 0, 256, 500), 0);
        // One element, anywhere, by the least that can be: found.
        int found = 0;
        for (int trial = 0; trial < 500; ++trial) {
            const size_t at = static_cast<size_t>(trial) * 7919 % c.size();
            const float was = c[at];
            c[at] += trial % 2 ? 1 : -1;
            found += m.wrongRows(c.data(), 0, 256) == 1;
            c[at] = was;
        }
        QVERIFY2(found >= 499, qPrintable(QString::number(found))); // once in 32768 it slips through
        c[1000] = std::nanf("");
        QCOMPARE(m.wrongRows(c.data(), 0, 256), 1);
        c[1000] = INFINITY;
        QCOMPARE(m.wrongRows(c.data(), 0, 256), 1);
        c[1000] = -0.5f;
        QCOMPARE(m.wrongRows(c.data(), 0, 256), 1);
        // Rows by parts, and a row in another's place.
        c = product(m);
        QCOMPARE(m.wrongRows(c.data() + 100 * 256, 100, 56), 0);
        QCOMPARE(m.wrongRows(c.data() + 100 * 256, 99, 56), 56);
        for (float &value : c)
            value = 0;
        QVERIFY(m.wrongElements(c.data(), 0, 256, 64) > 32);
    }
    void halvesHoldTheElements()
    {
        QCOMPARE(halfBits(0), quint16(0));
        QCOMPARE(halfBits(1), quint16(0x3c00));
        QCOMPARE(halfBits(-2), quint16(0xc000));
        QCOMPARE(halfBits(3), quint16(0x4200));
    }

    void textIsCleaned()
    {
        QCOMPARE(clean("a\"b\\c\n\x01"
                       "d\x7f"),
                 std::string("a\"b\\c??d?"));
        QCOMPARE(clean("\xc3\xa9\xff\xc0\x80\xed\xa0\x80"), std::string("\xc3\xa9??????"));
        Json json;
        json.open('{')
            .text("k", "q\"\\\n")
            .number("n", 0.0 / 0.0)
            .key("a")
            .open('[')
            .integer(1)
            .integer(-2)
            .close(']')
            .flag("f", true)
            .close('}');
        QCOMPARE(json.str(), std::string("{\"k\":\"q\\\"\\\\?\",\"n\":null,\"a\":[1,-2],\"f\":true}"));
    }
};

QTEST_GUILESS_MAIN(TestProbeJudgement)
#include "tst_probe_judgement.moc"
