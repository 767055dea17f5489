// SPDX-License-Identifier: GPL-3.0-or-later
// with: replay_server.cpp
// limit: 600
// nvidia-driver.yaml on each system, played: the whole list of commands that it runs and what it says, against tests/steps/recordings.
// With FL_RECORD=1 in the environment the lists are written anew; read them then.
#include "tests/steps/replay_server.h"

#include <QtTest>

using namespace fl;

namespace {

/// What a case changes on the fresh server, and for which resolver's input.
struct Case {
    const char *name;
    std::function<void(ReplayServer &)> set = {};
    std::function<void(ResolveInput &)> ask = {};
    bool ends = false;  ///< nothing more is to be done: a second check says so, at once or after the restart that was asked for
    bool after = false; ///< `set` comes after the driver was installed
};

bool usesApt(const QString &system)
{
    return system.startsWith(QLatin1String("debian")) || system.startsWith(QLatin1String("ubuntu"));
}

} // namespace

class TestDriverStep : public QObject {
    Q_OBJECT

    const Matrix m_matrix = matrixOfTheProgram();
    const ServerStep m_step = builtinStep("nvidia-driver");

    /// The cases of one system, in the order of its recording.
    static std::vector<Case> cases(const QString &system)
    {
        const bool apt = usesApt(system), nvidia = !system.startsWith(QLatin1String("ubuntu"));
        const auto replaced = [](ResolveInput &input) { input.driver = QStringLiteral("470.256.02"); };
        std::vector<Case> cases{
            {"fresh", {}, {}, true},
            {"wrong-branch",
             [=](ReplayServer &server) {
                 const QByteArray from = server.read(QStringLiteral("from")).trimmed();
                 if (!nvidia)
                     for (const char *package : {"nvidia-utils-535-server", "libnvidia-compute-535-server", "nvidia-dkms-535-server"})
                         server.installed(package, "535.183.01-1", from);
                 else
                     // NVIDIA's packages have the same names for every branch.
                     for (const QByteArray &package :
                          {QByteArray("nvidia-driver-cuda"), QByteArray(apt ? "nvidia-kernel-open-dkms" : "kmod-nvidia-open-dkms"),
                           system.startsWith(QLatin1String("rocky-8")) || apt
                               ? (apt ? "linux-headers-" : "kernel-devel-") + server.read(QStringLiteral("kernel")).trimmed()
                               : QByteArray("kernel-devel-matched")})
                         server.installed(package, "535.183.01-1", from);
                 server.driver("535.183.01", true, "535.183.01");
             },
             replaced, true},
            {"mismatch", // an upgrade came, and the module of before is still loaded
             [](ReplayServer &server) { server.write(QStringLiteral("sys/module/nvidia/version"), "580.95.05\n"); },
             {},
             true,
             true},
            {"nouveau", [](ReplayServer &server) { server.write(QStringLiteral("sys/module/nouveau/refcnt"), "1\n"); }, {}, true},
            {"nvswitch", [](ReplayServer &server) { server.pci("0x10de", "0x068000"); }, {}, true},
            {"nvlink-5",
             [](ReplayServer &server) {
                 const QString port = QStringLiteral("sys/bus/pci/devices/0000:b1:00.0/");
                 server.write(port + QStringLiteral("vendor"), "0x15b3\n");
                 server.write(port + QStringLiteral("class"), "0x020700\n");
                 server.write(port + QStringLiteral("vpd"), QByteArray("\x82\0SW_MNG\x78", 9));
             },
             {},
             true},
            {"secure-boot", [](ReplayServer &server) { server.fact("secure_boot", "yes"); }, {}, !nvidia},
            {"secure-boot-enrol",
             [](ReplayServer &server) {
                 server.fact("secure_boot", "yes");
                 server.write(QStringLiteral("var/lib/dkms/mok.pub"), "key");
             },
             [](ResolveInput &input) { input.secureBoot = input.canEnrolKey = true; }, true},
            {"key-rejected",
             [](ReplayServer &server) {
                 server.says("modprobe", "modprobe: ERROR: could not insert 'nvidia': Key was rejected by service\n");
             }},
            {"module-cannot-load",
             [](ReplayServer &server) { server.says("modprobe", "modprobe: ERROR: could not insert 'nvidia': No such device\n"); }},
            {"runfile",
             [](ReplayServer &server) {
                 server.write(QStringLiteral("usr/bin/nvidia-uninstall"), {});
                 server.driver("535.183.01", false, "535.183.01");
             },
             replaced},
            {"other-source",
             [=](ReplayServer &server) {
                 server.installed(apt ? "nvidia-kernel-dkms" : "akmod-nvidia", "535.183.01-1",
                                  nvidia ? "Debian NVIDIA Maintainers <x@lists.alioth.debian.org>" : "NVIDIA <cudatools@nvidia.com>");
             },
             replaced},
            {"disk-full-before", [](ReplayServer &server) { server.write(QStringLiteral("free-kb"), "1000000\n"); }},
        };
        if (apt) {
            // apt's words are those of apt 2.6 (strings of its programs); R03 and R06.
            cases.push_back({"interrupted-dpkg",
                             [](ReplayServer &server) { server.write(QStringLiteral("half-done"), "half-configured ok x\n"); },
                             {},
                             true});
            cases.push_back({"hash-mismatch", [](ReplayServer &server) {
                                 server.says("apt-get-install", "E: Failed to fetch http://x/y.deb  Hash Sum mismatch\n");
                             }});
            cases.push_back({"dead-mirror", [](ReplayServer &server) {
                                 server.says("apt-get-update", "W: Failed to fetch http://x/InRelease  Could not connect to x:80\n");
                             }});
            cases.push_back({"disk-full", [](ReplayServer &server) {
                                 server.says("apt-get-install", "dpkg: error: unable to write: No space left on device\n");
                             }});
            cases.push_back({"would-remove", [](ReplayServer &server) {
                                 server.says("apt-get-install", "E: Packages need to be removed but remove is disabled.\n");
                             }});
            cases.push_back({"replacing-would-remove-others",
                             [=](ReplayServer &server) {
                                 server.installed("nvidia-utils-535-server", "535.183.01-1",
                                                  nvidia ? "NVIDIA <cudatools@nvidia.com>" : "Ubuntu <kernel@lists.ubuntu.com>");
                                 server.says("apt-get-would", "Remv gnome-shell [46]\n");
                             },
                             replaced});
        } else {
            // dnf's words are those of dnf 4.14 (recordings/dnf-4.14.txt).
            cases.push_back({"hash-mismatch", [](ReplayServer &server) {
                                 server.says("dnf-install", "[MIRROR] x.rpm: Downloading successful, but checksum doesn't match.\n");
                             }});
            cases.push_back({"dead-mirror", [](ReplayServer &server) {
                                 server.says("dnf-install",
                                             "Curl error (6): Couldn't resolve host name for https://x/repodata/repomd.xml\n");
                             }});
            cases.push_back({"disk-full", [](ReplayServer &server) {
                                 server.says("dnf-install", "At least 512MB more space needed on the / filesystem.\n");
                             }});
            cases.push_back({"lock-held", [](ReplayServer &server) {
                                 server.says("dnf-locked",
                                             "metadata already locked by 4999999\n  The application with PID 4999999 is: dnf\n");
                                 server.fact("limit.lock", "2");
                             }});
        }
        if (nvidia) {
            cases.push_back({"another-key", [](ReplayServer &server) {
                                 QFile key(QStringLiteral(FL_SOURCE_DIR "/tests/steps/recordings/two-keys.asc"));
                                 QVERIFY(key.open(QIODevice::ReadOnly));
                                 server.write(QStringLiteral("key"), key.readAll());
                             }});
            cases.push_back(
                {"key-not-fetched", [](ReplayServer &server) { server.says("download", "404  Not Found\nCurl error (22)\n"); }});
        }
        if (system.startsWith(QLatin1String("debian")))
            cases.push_back({"headers-gone", [](ReplayServer &server) {
                                 server.write(QStringLiteral("not-offered"), "linux-headers-" + server.read(QStringLiteral("kernel")));
                             }});
        return cases;
    }

    QByteArray played(const Case &each, const QStringList &shell, const QString &system)
    {
        ReplayServer server(shell, system);
        const Variables values = driverVariables(m_matrix, system, each.ask);
        if (each.after) {
            server.apply(m_step, values);
            server.reboot();
        }
        if (each.set)
            each.set(server);
        if (server.check(m_step, values) != 1)
            return "the check finds nothing to do\n" + server.log();
        server.story();
        server.apply(m_step, values);
        const bool asks = server.asksForReboot();
        QByteArray story = server.story();
        if (asks) {
            server.reboot();
            server.write(QStringLiteral("enrolled"), {});
        }
        server.verify(m_step, values);
        const QByteArray verified = server.story();
        if (each.ends || asks)
            story += "-- verify\n" + verified;
        if (!each.ends)
            return story;
        // A second run changes nothing.
        const int again = server.check(m_step, values);
        const QByteArray second = server.story();
        if (again != 0 || !second.isEmpty())
            story += "-- again " + QByteArray::number(again) + '\n' + second + server.log();
        const QByteArray added = server.read(QStringLiteral("home/.local/state/firstlight/added"));
        return story + "-- added\n"
            + QByteArray(added)
                  .replace(server.path(QStringLiteral("etc")).toUtf8(), "/etc")
                  .replace(server.path(QStringLiteral("usr")).toUtf8(), "/usr");
    }

private slots:
    void eachSystem_data()
    {
        QTest::addColumn<QString>("system");
        QTest::addColumn<QStringList>("shell");
        const auto row = [](const char *system, const char *name, const QStringList &shell) {
            QTest::newRow((QByteArray(system) + ' ' + name).constData()) << QString::fromLatin1(system) << shell;
        };
        for (const char *system :
             {"ubuntu-22.04", "ubuntu-24.04", "ubuntu-26.04", "debian-12", "debian-13", "rocky-8.10", "rocky-9.6", "rocky-10.0"})
            row(system, "dash", {QStringLiteral("dash")});
        // The same scripts in the other shells, on one system of each kind: all must tell the same story.
        for (const char *system : {"ubuntu-24.04", "debian-12", "rocky-8.10", "rocky-10.0"}) {
            row(system, "bash", {QStringLiteral("bash"), QStringLiteral("--posix")});
            row(system, "busybox", {QStringLiteral("busybox"), QStringLiteral("sh")});
        }
    }
    void eachSystem()
    {
        QFETCH(QString, system);
        QFETCH(QStringList, shell);
        const QString file = QStringLiteral(FL_SOURCE_DIR "/tests/steps/recordings/driver-%1.txt").arg(system);
        const bool record = qEnvironmentVariableIsSet("FL_RECORD") && shell.first() == QLatin1String("dash");
        QByteArray whole = "# SPDX-License-Identifier: GPL-3.0-or-later\n# Source: played by tst_driver_step, not run on " + system.toUtf8()
            + ": what its package manager and the driver answer is said by\n# stand-ins from documentation (README.md beside this).\n";
        for (const Case &each : cases(system))
            whole += "\n== " + QByteArray(each.name) + '\n' + played(each, shell, system);
        QFile recording(file);
        if (record) {
            QVERIFY(recording.open(QIODevice::WriteOnly));
            QCOMPARE(recording.write(whole), whole.size());
            return;
        }
        QVERIFY(recording.open(QIODevice::ReadOnly));
        const QList<QByteArray> wanted = recording.readAll().split('\n'), found = whole.split('\n');
        QByteArray at = "the beginning";
        for (qsizetype i = 0; i < std::max(wanted.size(), found.size()); ++i) {
            if (wanted.value(i).startsWith("== "))
                at = wanted.value(i);
            QVERIFY2(wanted.value(i) == found.value(i), (at + ": wanted " + wanted.value(i) + "\nfound " + found.value(i)).constData());
        }
    }
};

QTEST_GUILESS_MAIN(TestDriverStep)
#include "tst_driver_step.moc"
