// SPDX-License-Identifier: GPL-3.0-or-later
// with: replay_server.cpp
// limit: 600
// "Why no GPU?" on played machines: the real scripts, in each of the shells, and what is made of their answers. Of the driver CUDA's
// library is the test double of tests/backends/probe, of PyTorch the stand-in of tests/standins; the Python that runs with them is real.
#include "backends/run/gpu_chain.h"
#include "backends/steps/server_scripts.h"
#include "tests/steps/replay_server.h"

#include <QtTest>

#include <unistd.h>

using namespace fl;

namespace {

const QString env = QStringLiteral("home/firstlight/envs/pytorch");

/// A Python that has the stand-ins, in the given mode, and the double of the driver with its settings.
void python(const ReplayServer &server, const QByteArray &mode, const QByteArray &driver = {},
            const QByteArray &path = FL_SOURCE_DIR "/tests/standins")
{
    server.write(env + QStringLiteral("/bin/python"),
                 "#!/bin/sh\nexec env PYTHONPATH=" + path + " FIRSTLIGHT_STANDIN=" + mode
                     + " LD_LIBRARY_PATH=" FL_BINARY_DIR "/tests/fake_driver FAKE_CARD=rtx4090 " + driver + " /usr/bin/python3 \"$@\"\n");
    QFile::setPermissions(server.path(env + QStringLiteral("/bin/python")), QFile::Permissions(0x7555));
}

void libcuda(const ReplayServer &server, const char *folder, const char *version)
{
    const QString place = QLatin1String(folder) + QLatin1String("/libcuda.so");
    server.write(place + QLatin1Char('.') + QLatin1String(version), {});
    QFile::link(QStringLiteral("libcuda.so.") + QLatin1String(version), server.path(place + QStringLiteral(".1")));
}

/// All is well, until a case changes it.
void furnish(const ReplayServer &server, const char *version = "580.95.05")
{
    server.driver(version, true, version);
    server.write(QStringLiteral("proc/version"), "Linux version 6.8.0-51-generic (buildd@lcy02)\n");
    for (const char *node : {"nvidia0", "nvidiactl", "nvidia-uvm"})
        server.write(QStringLiteral("dev/") + QLatin1String(node), {});
    libcuda(server, "usr/lib/x86_64-linux-gnu", version);
    const QByteArray interpreter = QFile::encodeName(server.path(env + QStringLiteral("/bin/python")));
    for (const auto &[name, value] : std::vector<std::pair<const char *, QByteArray>>{{"gpu.count", "1"},
                                                                                      {"source", "pypi"},
                                                                                      {"pytorch", "hash-pypi"},
                                                                                      {"pytorch.python", interpreter},
                                                                                      {"pytorch.kernel", "firstlight-pytorch"},
                                                                                      {"pytorch.device", "gpu"}})
        server.fact(name, value);
    python(server, "honest-gpu");
}

void remove(const ReplayServer &server, const char *name)
{
    const QString path = server.path(QLatin1String(name));
    QFile::remove(path);
    QDir(path).removeRecursively();
}

void noModule(const ReplayServer &server)
{
    for (const char *name : {"sys/module/nvidia", "proc/driver/nvidia", "dev/nvidia0", "dev/nvidiactl", "dev/nvidia-uvm"})
        remove(server, name);
    python(server, "honest-gpu", "FAKE_FAIL=cuInit=100");
}

void noDriver(const ReplayServer &server)
{
    noModule(server);
    remove(server, "usr/lib/x86_64-linux-gnu");
    remove(server, "bin/nvidia-smi");
}

struct Case {
    const char *name;
    const char *link, *cause; ///< empty: whole
    std::function<void(ReplayServer &)> set;
    bool onAnotherAccount = false; ///< root may all
};

/// The kernel's words are those of its kernel/module/signing.c and of NVIDIA's driver, nvidia-smi's those of its own; not run.
std::vector<Case> cases()
{
    return {
        {"whole", "", "", [](ReplayServer &) {}},
        {"no driver", "module", "gpu-no-driver", noDriver},
        {"nouveau", "module", "gpu-nouveau",
         [](ReplayServer &server) {
             noDriver(server);
             server.write(QStringLiteral("sys/module/nouveau/refcnt"), "1\n");
             QFile::link(QStringLiteral("../../../../bus/pci/drivers/nouveau"),
                         server.path(QStringLiteral("sys/bus/pci/devices/0000:2:00.0/driver")));
         }},
        {"for virtual machines", "hardware", "gpu-hidden",
         [](ReplayServer &server) {
             noModule(server);
             QFile::link(QStringLiteral("../../../../bus/pci/drivers/vfio-pci"),
                         server.path(QStringLiteral("sys/bus/pci/devices/0000:2:00.0/driver")));
         }},
        {"a new kernel", "module", "gpu-module-missing",
         [](ReplayServer &server) {
             noModule(server);
             server.write(QStringLiteral("lib/modules/6.8.0-50-generic/updates/dkms/nvidia.ko.zst"), {});
             server.write(QStringLiteral("lib/modules/6.8.0-51-generic/kernel/other.ko"), {});
         }},
        {"not loaded", "module", "gpu-no-driver",
         [](ReplayServer &server) {
             noModule(server);
             server.write(QStringLiteral("lib/modules/6.8.0-51-generic/kernel/nvidia-580/nvidia.ko"), {});
         }},
        {"module refused", "module", "gpu-module-refused",
         [](ReplayServer &server) {
             noModule(server);
             server.write(QStringLiteral("lib/modules/6.8.0-51-generic/updates/dkms/nvidia.ko.xz"), {});
             server.says("dmesg", "[    7.1] Loading of module with unavailable key is rejected\n[    7.2] usb 1-1: new device\n");
         }},
        {"no device files", "driver", "gpu-no-device-node",
         [](ReplayServer &server) {
             for (const char *name : {"dev/nvidia0", "dev/nvidiactl"})
                 remove(server, name);
             python(server, "honest-gpu", "FAKE_FAIL=cuInit=100");
         }},
        {"no permission", "driver", "gpu-no-permission",
         [](ReplayServer &server) {
             QFile::setPermissions(server.path(QStringLiteral("dev/nvidia0")), QFile::ReadOwner);
             python(server, "honest-gpu", "FAKE_FAIL=cuInit=100");
         },
         true},
        {"lost", "driver", "gpu-lost",
         [](ReplayServer &server) {
             server.says("nvidia-smi", "Unable to determine the device handle for GPU0: 0000:01:00.0: GPU is lost.  Reboot the system\n");
             python(server, "honest-gpu", "FAKE_FAIL=cuInit=999");
         }},
        {"a fault of its own", "driver", "gpu-xid",
         [](ReplayServer &server) {
             server.says("nvidia-smi", "No devices were found\n");
             server.says("dmesg", "[ 99.1] NVRM: Xid (PCI:0000:01:00): 48, pid=1234, An uncorrectable double bit error\n");
             python(server, "honest-gpu", "FAKE_FAIL=cuInit=100");
         }},
        {"Fabric Manager", "driver", "gpu-fabric-manager",
         [](ReplayServer &server) {
             server.pci("0x10de", "0x068000");
             server.says("systemctl-is-active", "inactive\n");
             python(server, "honest-gpu", "FAKE_FAIL=cuInit=802");
         }},
        {"container", "driver", "gpu-container",
         [](ReplayServer &server) {
             for (const char *name : {"dev/nvidia0", "dev/nvidiactl", "dev/nvidia-uvm", "usr/lib/x86_64-linux-gnu"})
                 remove(server, name);
             server.write(QStringLiteral(".dockerenv"), {});
         }},
        {"no library", "library", "gpu-library-missing", [](ReplayServer &server) { remove(server, "usr/lib/x86_64-linux-gnu"); }},
        {"mismatch", "library", "gpu-driver-mismatch",
         [](ReplayServer &server) {
             server.write(QStringLiteral("sys/module/nvidia/version"), "580.82.07\n");
             python(server, "honest-gpu", "FAKE_FAIL=cuInit=803");
         }},
        {"hidden by the service", "cuda", "gpu-hidden",
         [](ReplayServer &server) { server.says("systemctl-environment", "HOME=/home/ada\nCUDA_VISIBLE_DEVICES=\nLANG=C\n"); }},
        {"no memory left", "cuda", "gpu-memory-full",
         [](ReplayServer &server) { python(server, "honest-gpu", "FAKE_FAIL=cuDevicePrimaryCtxRetain=2"); }},
        {"somebody has it", "cuda", "gpu-busy",
         [](ReplayServer &server) { python(server, "honest-gpu", "FAKE_FAIL=cuDevicePrimaryCtxRetain=46"); }},
        {"CPU wheel", "wheel:pytorch", "gpu-wheel-without-cuda", [](ReplayServer &server) { python(server, "honest-cpu"); }},
        {"damaged", "wheel:pytorch", "package-broken", [](ReplayServer &server) { python(server, "honest-gpu", {}, "/nowhere"); }},
        {"without its Python", "wheel:pytorch", "package-broken",
         [](ReplayServer &server) { remove(server, "home/firstlight/envs/pytorch/bin/python"); }},
        {"no kernel image", "kernel:pytorch", "gpu-no-kernel-image", [](ReplayServer &server) { python(server, "no-kernel-image"); }},
        {"WSL", "", "",
         [](ReplayServer &server) {
             noDriver(server);
             remove(server, "sys/bus/pci/devices");
             server.write(QStringLiteral("proc/version"), "Linux version 5.15.167.4-microsoft-standard-WSL2 (root@f9c826d3017f)\n");
             server.write(QStringLiteral("dev/dxg"), {});
             libcuda(server, "usr/lib/wsl/lib", "1.1");
             python(server, "honest-gpu");
         }},
        {"WSL without NVIDIA's driver", "hardware", "gpu-wsl",
         [](ReplayServer &server) {
             noDriver(server);
             remove(server, "sys/bus/pci/devices");
             server.write(QStringLiteral("proc/version"), "Linux version 5.15.167.4-microsoft-standard-WSL2 (root@f9c826d3017f)\n");
             server.write(QStringLiteral("dev/dxg"), {});
         }},
        {"the card is gone", "hardware", "gpu-none",
         [](ReplayServer &server) {
             noDriver(server);
             remove(server, "sys/bus/pci/devices");
         }},
        {"never had one", "", "",
         [](ReplayServer &server) {
             noDriver(server);
             remove(server, "sys/bus/pci/devices");
             server.fact("gpu.count", "0");
             python(server, "honest-cpu");
         }},
        {"never had one, and is wrong", "kernel:pytorch", "verification-failed",
         [](ReplayServer &server) {
             noDriver(server);
             remove(server, "sys/bus/pci/devices");
             server.fact("gpu.count", "0");
             python(server, "wrong-gradient");
         }},
    };
}

} // namespace

class TestGpuChainScript : public QObject {
    Q_OBJECT

    static void shells()
    {
        QTest::addColumn<QStringList>("shell");
        QTest::newRow("dash") << QStringList{QStringLiteral("dash")};
        QTest::newRow("bash") << QStringList{QStringLiteral("bash"), QStringLiteral("--posix")};
        QTest::newRow("busybox") << QStringList{QStringLiteral("busybox"), QStringLiteral("sh")};
    }

private slots:
    void theLinkThatIsBrokenIsFound_data() { shells(); }
    void theLinkThatIsBrokenIsFound()
    {
        QFETCH(QStringList, shell);
        for (const Case &each : cases()) {
            QStringList with = shell;
            if (each.onAnotherAccount && ::geteuid() == 0) {
                with.first() = QStandardPaths::findExecutable(with.first());
                with = QStringList{QStringLiteral("setpriv"), QStringLiteral("--reuid=65534"), QStringLiteral("--clear-groups")} + with;
            }
            ReplayServer server(with, QStringLiteral("ubuntu-24.04"));
            QFile::setPermissions(server.path(QString()), QFile::Permissions(0x7755));
            furnish(server);
            each.set(server);
            const QByteArray before = listing(server);
            const ChainFacts facts = server.told(gpuChainScript(server.mark(), {QStringLiteral("pytorch")}));
            QVERIFY2(server.status() == 0 && !facts.isEmpty(), (each.name + QByteArray(": ") + server.log()).constData());
            const Diagnosis diagnosis = judgeChain(facts, {QStringLiteral("pytorch")});
            const DiagnosisLink *broken = diagnosis.brokenLink();
            QCOMPARE(QByteArray(each.name) + ": "
                         + (broken ? broken->id.toUtf8() + ' ' + slug(diagnosis.broken->cause).toUtf8() : QByteArray(" ")),
                     QByteArray(each.name) + ": " + each.link + ' ' + each.cause);
            QCOMPARE(listing(server), before); // looks only
        }
    }
    void whatIsFoundIsTold()
    {
        ReplayServer server({QStringLiteral("dash")}, QStringLiteral("ubuntu-24.04"));
        furnish(server);
        const ChainFacts facts = server.told(gpuChainScript(server.mark(), {QStringLiteral("pytorch"), QStringLiteral("none-of-ours")}));
        for (const auto &[name, value] : std::vector<std::pair<const char *, const char *>>{{"gpus", "1"},
                                                                                            {"expected", "1"},
                                                                                            {"kernel", "6.8.0-51-generic"},
                                                                                            {"module", "580.95.05"},
                                                                                            {"flavour", "open"},
                                                                                            {"model", "NVIDIA L4"},
                                                                                            {"library.version", "580.95.05"},
                                                                                            {"cuda.init", "0"},
                                                                                            {"cuda.capability", "8.9"},
                                                                                            {"cuda.context", "0"},
                                                                                            {"pytorch.version", "2.15.0+standin"},
                                                                                            {"pytorch.cuda", "13.0"},
                                                                                            {"pytorch.own", "yes"},
                                                                                            {"pytorch.computes", "0"}})
            QCOMPARE(QByteArray(name) + '=' + facts.value(QLatin1String(name)).toUtf8(), QByteArray(name) + '=' + value);
        QVERIFY2(facts.value(QStringLiteral("pytorch.proof")).contains(QLatin1String("\"device\": \"gpu\"")), server.log().constData());
        QVERIFY(facts.value(QStringLiteral("cuda.name")).contains(QLatin1String("4090")));
    }

    void mendingForgetsOnePartAlone_data() { shells(); }
    void mendingForgetsOnePartAlone()
    {
        QFETCH(QStringList, shell);
        ReplayServer server(shell, QStringLiteral("ubuntu-24.04"));
        furnish(server);
        const QString state = QStringLiteral("home/.local/state/firstlight/");
        server.write(env + QStringLiteral("/.whole"), {});
        server.write(QStringLiteral("home/firstlight/envs/jax/.whole"), {});
        server.write(state + QStringLiteral("proof.json"), "{}");
        server.fact("jax", "hash-pypi");
        Mending mending{{{"gpu.count", "2"}, {"gpu.pci", "27b8 27b8"}, {"gpu.driver", ""}}, "pytorch"};
        server.told(mendScript(QStringLiteral("m-1"), mending));
        QVERIFY2(server.status() == 0, server.log().constData());
        QVERIFY(!QFile::exists(server.path(env + QStringLiteral("/.whole"))));
        QVERIFY(QFile::exists(server.path(env + QStringLiteral("/bin/python")))); // it is made anew, not taken away
        QVERIFY(QFile::exists(server.path(QStringLiteral("home/firstlight/envs/jax/.whole"))));
        QVERIFY(!QFile::exists(server.path(state + QStringLiteral("proof.json"))));
        const QByteArray facts = server.read(state + QStringLiteral("facts"));
        QVERIFY2(facts.endsWith("gpu.count 2\ngpu.pci 27b8 27b8\ngpu.driver \npytorch \n"), facts.constData());

        // Somebody else is at work there: nothing is touched.
        server.write(env + QStringLiteral("/.whole"), {});
        server.write(state + QStringLiteral("lock"), "m-2\tbob@desk\n");
        QFile::link(QStandardPaths::findExecutable(QStringLiteral("false")), server.path(QStringLiteral("bin/flock")));
        server.told(mendScript(QStringLiteral("m-1"), mending));
        QCOMPARE(server.status(), 75);
        QVERIFY2(server.log().contains("bob@desk"), server.log().constData());
        QVERIFY(QFile::exists(server.path(env + QStringLiteral("/.whole"))));
        // The lock of our own last run does not keep us out.
        server.told(mendScript(QStringLiteral("m-2"), mending));
        QCOMPARE(server.status(), 0);
        QVERIFY(!QFile::exists(server.path(env + QStringLiteral("/.whole"))));
    }

private:
    /// Every file of the user's with its size.
    static QByteArray listing(const ReplayServer &server)
    {
        QProcess find;
        find.start(QStringLiteral("find"),
                   {server.path(QStringLiteral("home")), QStringLiteral("-printf"), QStringLiteral("%p %s %T@\\n")});
        find.waitForFinished();
        QList<QByteArray> lines = find.readAll().split('\n');
        std::sort(lines.begin(), lines.end());
        return lines.join('\n');
    }
};

QTEST_GUILESS_MAIN(TestGpuChainScript)
#include "tst_gpu_chain_script.moc"
