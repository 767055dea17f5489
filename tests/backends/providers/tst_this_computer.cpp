// SPDX-License-Identifier: GPL-3.0-or-later
// What resources/here/look.sh sees of made-up computers, under each shell there is, and what becomes of its answers.
#include "backends/providers/here/here_provider.h"
#include "backends/providers/here/this_computer.h"
#include "tests/fakes/fake_ports.h"

#include "backends/io/local/local_shell.h"

#include <QProcess>
#include <QStandardPaths>
#include <QtTest>

using namespace fl;

namespace {

/// A /proc and /sys of one's own.
struct Computer {
    QTemporaryDir root;
    void put(const QString &path, const QByteArray &content) const
    {
        const QFileInfo info(root.filePath(path));
        QDir().mkpath(info.path());
        QFile file(info.filePath());
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
    }
    void disk(const char *name, qint64 gb, const char *rotational, const char *removable = "0") const
    {
        const QString at = QStringLiteral("sys/block/%1/").arg(QLatin1String(name));
        put(at + QStringLiteral("size"), QByteArray::number(gb * 1'000'000'000 / 512) + '\n');
        put(at + QStringLiteral("removable"), QByteArray(removable) + '\n');
        put(at + QStringLiteral("queue/rotational"), QByteArray(rotational) + '\n');
    }
    void pci(const char *name, const char *vendor, const char *kind, const char *device) const
    {
        const QString at = QStringLiteral("sys/bus/pci/devices/%1/").arg(QLatin1String(name));
        put(at + QStringLiteral("vendor"), QByteArray(vendor) + '\n');
        put(at + QStringLiteral("class"), QByteArray(kind) + '\n');
        put(at + QStringLiteral("device"), QByteArray(device) + '\n');
    }
    void processors(int packages, int cores, int threads, const char *flags) const
    {
        QByteArray text;
        for (int p = 0; p < packages; ++p)
            for (int t = 0; t < threads; ++t)
                for (int c = 0; c < cores; ++c)
                    text += "processor\t: 0\nmodel name\t: Intel(R) Core(TM) i9: the fast one\nphysical id\t: " + QByteArray::number(p)
                        + "\ncore id\t\t: " + QByteArray::number(c) + "\nflags\t\t: fpu sse " + flags + "\n\n";
        put(QStringLiteral("proc/cpuinfo"), text);
    }
    void smi(const QByteArray &answer) const
    {
        put(QStringLiteral("bin/nvidia-smi"), "#!/bin/sh\ncat <<'E'\n" + answer + "\nE\n");
        QFile::setPermissions(root.filePath(QStringLiteral("bin/nvidia-smi")), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    Offer look(const QStringList &shell) const
    {
        QFile script(QStringLiteral(FL_SOURCE_DIR "/resources/here/look.sh"));
        if (!script.open(QIODevice::ReadOnly))
            return {};
        QProcess process;
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QStringLiteral("PATH"), root.filePath(QStringLiteral("bin")) + QStringLiteral(":/usr/bin:/bin"));
        process.setProcessEnvironment(environment);
        process.start(shell.first(), shell.mid(1));
        process.write("root='" + root.path().toUtf8() + "'\n" + script.readAll());
        process.closeWriteChannel();
        if (!process.waitForFinished() || process.exitCode() != 0 || !process.readAllStandardError().isEmpty())
            return {.id = QStringLiteral("failed")};
        return offerOfComputer(process.readAllStandardOutput());
    }
};

} // namespace

class TestThisComputer : public QObject {
    Q_OBJECT
private slots:
    void aComputerIsSeen_data()
    {
        QTest::addColumn<QStringList>("shell");
        QTest::newRow("dash") << QStringList{QStringLiteral("dash"), QStringLiteral("-s")};
        QTest::newRow("bash") << QStringList{QStringLiteral("bash"), QStringLiteral("-s")};
        QTest::newRow("busybox") << QStringList{QStringLiteral("busybox"), QStringLiteral("sh"), QStringLiteral("-s")};
    }
    void aComputerIsSeen()
    {
        QFETCH(QStringList, shell);
        if (QStandardPaths::findExecutable(shell.first()).isEmpty())
            QSKIP("this shell is not installed");
        Computer computer;
        computer.processors(2, 8, 2, "avx avx2 avx512f");
        computer.put(QStringLiteral("proc/meminfo"), "MemTotal:       65802244 kB\nMemFree: 1 kB\n");
        computer.disk("nvme0n1", 1000, "0");
        computer.disk("sda", 4000, "1");
        computer.disk("sdb", 64, "0", "1"); // a stick
        computer.disk("loop0", 9, "0");
        computer.disk("zram0", 8, "0");
        computer.pci("0000:00:02.0", "0x8086", "0x030000", "0x9bc5");
        computer.pci("0000:01:00.0", "0x10de", "0x030000", "0x2204");
        computer.pci("0000:01:00.1", "0x10de", "0x040300", "0x1aef"); // its sound
        Offer offer = computer.look(shell);
        QCOMPARE(offer.id, QStringLiteral("this-computer"));
        QCOMPARE(offer.cpus, 16);
        QCOMPARE(offer.cpu, QStringLiteral("Intel(R) Core(TM) i9"));
        QCOMPARE(offer.avx2, std::optional(true));
        QVERIFY(qAbs(offer.ramGb - 62.75) < 0.01);
        QVERIFY(qAbs(offer.diskTotalGb - 5000) < 0.1);
        QVERIFY(offer.ssdGb && qAbs(*offer.ssdGb - 1000) < 0.1);
        QVERIFY(offer.diskGb > 0);
        QCOMPARE(offer.gpu, QStringLiteral("10de:2204"));
        QCOMPARE(offer.gpuMemoryGb, 0.0);
        computer.smi("8192, NVIDIA GeForce GTX 1070\n24576, NVIDIA GeForce RTX 3090");
        offer = computer.look(shell);
        QCOMPARE(offer.gpu, QStringLiteral("NVIDIA GeForce RTX 3090"));
        QCOMPARE(offer.gpuMemoryGb, 24.0);
        computer.smi("NVIDIA-SMI has failed because it couldn't communicate with the NVIDIA driver.");
        QCOMPARE(computer.look(shell).gpu, QStringLiteral("10de:2204"));
    }
    void aVirtualMachineSaysNothingOfItsDisk()
    {
        Computer computer;
        computer.put(QStringLiteral("proc/cpuinfo"), "processor\t: 0\nBogoMIPS: 50\nprocessor\t: 1\n");
        computer.put(QStringLiteral("proc/meminfo"), "MemTotal: 2048000 kB\n");
        computer.disk("vda", 40, "1");
        const Offer offer = computer.look({QStringLiteral("sh"), QStringLiteral("-s")});
        QCOMPARE(offer.cpus, 2);
        QVERIFY(!offer.avx2 && !offer.ssdGb);
        QVERIFY(qAbs(offer.diskTotalGb - 40) < 0.1);
        QVERIFY(offer.gpu.isEmpty());
    }
    void nonsenseStaysUnknown()
    {
        const Offer offer =
            offerOfComputer("cores\t-3\nmemory-kb\tmuch\navx2\tperhaps\ndisk-bytes\t\nssd-bytes\t-1\ngpu\tnone\ncpu\n\t\n\xff");
        QCOMPARE(offer.cpus, 0);
        QCOMPARE(offer.ramGb, 0.0);
        QVERIFY(!offer.avx2 && !offer.ssdGb && offer.gpu.isEmpty() && offer.cpu.isEmpty());
    }
    void thisVeryComputerIsSeenByTheProvider()
    {
        LocalShell shell;
        FakePorts ports(shell, QStringLiteral("/nonexistent"));
        ProviderCall call{ports.ports, [](const Event &) {}, {}};
        const auto offers = HereProvider().offers({}, call);
        QVERIFY(offers);
        QCOMPARE(offers->size(), 1u);
        QVERIFY(offers->front().cpus >= 1);
        QVERIFY(offers->front().ramGb > 0.1);
        QVERIFY(offers->front().perHour == Money{});
    }
};

QTEST_GUILESS_MAIN(TestThisComputer)
#include "tst_this_computer.moc"
