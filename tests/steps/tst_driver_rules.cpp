// SPDX-License-Identifier: GPL-3.0-or-later
// with: replay_server.cpp
// nvidia-driver.yaml, played: what it leaves alone, when it asks for a restart, and what apt is told. The whole story on each system is
// in tst_driver_step.cpp.
#include "tests/steps/replay_server.h"

#include <QtTest>

#include <fcntl.h>
#include <unistd.h>

using namespace fl;

class TestDriverRules : public QObject {
    Q_OBJECT

    const Matrix m_matrix = matrixOfTheProgram();
    const ServerStep m_step = builtinStep("nvidia-driver");

    static Variables with(Variables variables, const QByteArray &name, const QByteArray &value)
    {
        for (auto &each : variables)
            if (each.first == name)
                each.second = value;
        return variables;
    }

private slots:
    void whatIsThereIsLeftAlone_data()
    {
        QTest::addColumn<QByteArray>("action");
        for (const char *action : {"", "none", "windows", "keep", "install"})
            QTest::newRow(action) << QByteArray(action);
    }
    void whatIsThereIsLeftAlone()
    {
        QFETCH(QByteArray, action);
        ReplayServer server({QStringLiteral("dash")}, QStringLiteral("ubuntu-24.04"));
        server.driver("580.173.02", true, "580.173.02");
        const Variables values = with(driverVariables(m_matrix, QStringLiteral("ubuntu-24.04"), {}), "DRIVER_ACTION", action);
        QCOMPARE(server.check(m_step, values), 0);
        QCOMPARE(server.story(), QByteArray());
        if (action == "install") // the planner never applies what its check finds done
            return;
        server.apply(m_step, values);
        QCOMPARE(server.story(), QByteArray());
        server.verify(m_step, values);
        QCOMPARE(server.story(),
                 action == "keep" ? QByteArray("> fact gpu.driver 580.173.02\n> fact gpu.driver.module open\n") : QByteArray());
    }

    void aMismatchAsksForARestartAlone()
    {
        for (const char *action : {"keep", "install"}) {
            ReplayServer server({QStringLiteral("dash")}, QStringLiteral("ubuntu-24.04"));
            for (const char *package :
                 {"nvidia-headless-no-dkms-580-server-open", "linux-modules-nvidia-580-server-open-generic", "nvidia-utils-580-server"})
                server.installed(package, "580.173.02-1", "Ubuntu <kernel@lists.ubuntu.com>");
            server.write(QStringLiteral("etc/apt/apt.conf.d/firstlight-nvidia"), "x");
            server.driver("580.95.05", true, "580.173.02");
            const Variables values = with(driverVariables(m_matrix, QStringLiteral("ubuntu-24.04"), {}), "DRIVER_ACTION", action);
            QCOMPARE(server.check(m_step, values), 1);
            server.apply(m_step, values);
            const QByteArray story = server.story();
            QVERIFY2(story.endsWith("> reboot\n") && !story.contains("apt-get"), story.constData());
            server.reboot();
            QCOMPARE(server.check(m_step, values), 0);
        }
    }

    void aDriverThatIsKeptAndDoesNotWorkIsAFailure()
    {
        ReplayServer server({QStringLiteral("dash")}, QStringLiteral("ubuntu-24.04"));
        const Variables values = with(driverVariables(m_matrix, QStringLiteral("ubuntu-24.04"), {}), "DRIVER_ACTION", "keep");
        QCOMPARE(server.check(m_step, values), 1);
        server.apply(m_step, values);
        QCOMPARE(server.story(), QByteArray("> fail gpu-no-driver\n"));
    }

    void aRestartThatMendedNothingIsNotAskedForTwice()
    {
        ReplayServer server({QStringLiteral("dash")}, QStringLiteral("debian-12"));
        server.says("modprobe", "modprobe: ERROR: could not insert 'nvidia': No such device\n");
        const Variables values = driverVariables(m_matrix, QStringLiteral("debian-12"), {});
        server.apply(m_step, values);
        QVERIFY(server.story().endsWith("> reboot\n"));
        server.reboot();
        server.apply(m_step, values);
        QCOMPARE(server.story(), QByteArray("modprobe nvidia\n> fail gpu-no-driver\n"));
    }

    void aModuleOfTheOtherKindIsReplacedByARestart()
    {
        ReplayServer server({QStringLiteral("dash")}, QStringLiteral("ubuntu-24.04"));
        const Variables values = driverVariables(m_matrix, QStringLiteral("ubuntu-24.04"), {});
        server.apply(m_step, values);
        server.driver("580.173.02", false, "580.173.02"); // the open one lies on the disk, the other is still loaded
        server.write(QStringLiteral("module"), "580.173.02 open\n");
        server.story();
        QCOMPARE(server.check(m_step, values), 1);
        server.apply(m_step, values);
        QVERIFY(server.story().endsWith("> reboot\n"));
        server.verify(m_step, values);
        QVERIFY(server.story().contains("> fail driver-other-loaded wanted=580 (open) loaded=580.173.02 (proprietary)\n"));
        server.reboot();
        QCOMPARE(server.check(m_step, values), 0);
    }

    void aSourceThatDoesNotAnswerIsTakenOutAgain()
    {
        ReplayServer server({QStringLiteral("dash")}, QStringLiteral("debian-12"));
        const QString source = server.path(QStringLiteral("etc/apt/sources.list.d/firstlight-nvidia.sources"));
        server.says("apt-get-update", "E: Failed to fetch https://x/InRelease  Could not connect to x:443\n");
        server.apply(m_step, driverVariables(m_matrix, QStringLiteral("debian-12"), {}));
        QVERIFY(server.story().endsWith("> fail no-internet\n"));
        QVERIFY(!QFile::exists(source));
        QFile::remove(server.path(QStringLiteral("say/apt-get-update")));
        server.apply(m_step, driverVariables(m_matrix, QStringLiteral("debian-12"), {}));
        QVERIFY(QFile::exists(source));
    }

    void whatIsInstalledIsNotInstalledAgain()
    {
        // Each way in which the version is read: by nvidia-utils, nvidia-driver-cuda, and the 470 of Debian itself.
        for (const auto &[system, gpu] : {std::pair{"ubuntu-22.04", "NVIDIA L4"},
                                          {"ubuntu-24.04", "Tesla K80"},
                                          {"debian-12", "NVIDIA L4"},
                                          {"debian-12", "Tesla K80"},
                                          {"rocky-9.6", "NVIDIA L4"}}) {
            ReplayServer server({QStringLiteral("dash")}, QString::fromLatin1(system));
            const Variables values = driverVariables(m_matrix, QString::fromLatin1(system),
                                                     [&](ResolveInput &input) { input.gpus = {QString::fromLatin1(gpu)}; });
            server.says("modprobe", "modprobe: ERROR: could not insert 'nvidia': No such device\n");
            server.apply(m_step, values);
            QVERIFY(server.story().endsWith("> reboot\n"));
            server.apply(m_step, values);
            const QByteArray again = server.story();
            QVERIFY2(again.startsWith("modprobe nvidia\n"), (QByteArray(system) + ' ' + gpu + ": " + again).constData());
        }
    }

    void aHeldLockIsNamed()
    {
        ReplayServer server({QStringLiteral("dash")}, QStringLiteral("ubuntu-24.04"));
        server.fact("limit.lock", "2");
        server.write(QStringLiteral("var/lib/dpkg/lock-frontend"), {});
        const int lock = ::open(QFile::encodeName(server.path(QStringLiteral("var/lib/dpkg/lock-frontend"))).constData(), O_RDWR);
        struct flock whole { };
        whole.l_type = F_WRLCK;
        QCOMPARE(::fcntl(lock, F_SETLK, &whole), 0);
        server.apply(m_step, driverVariables(m_matrix, QStringLiteral("ubuntu-24.04"), {}));
        ::close(lock);
        const QByteArray pid = QByteArray::number(QCoreApplication::applicationPid());
        QFile name(QStringLiteral("/proc/self/comm"));
        QVERIFY(name.open(QIODevice::ReadOnly));
        QCOMPARE(server.story(), "> fail package-lock-held holder=" + name.readAll().trimmed() + " (" + pid + ") seconds=2\n");
    }

    void aptIsToldAllThis()
    {
        ReplayServer server({QStringLiteral("dash")}, QStringLiteral("debian-12"));
        Variables values = driverVariables(m_matrix, QStringLiteral("debian-12"), {});
        values.emplace_back("PROXY", "http://proxy:3128");
        values.emplace_back("CA_PEM", "pem");
        values.emplace_back("APT_MIRROR", "http://mirror/debian");
        values.emplace_back("NVIDIA_MIRROR", "http://mirror/nvidia/");
        server.apply(m_step, values);
        const QByteArray root = server.path(QStringLiteral("x")).chopped(2).toUtf8();
        QCOMPARE(server.read(QStringLiteral("job/apt.conf")).replace(root, ""),
                 QByteArray("DPkg::Lock::Timeout \"600\";\nAcquire::Retries \"2\";\nAcquire::http::Timeout \"30\";\n"
                            "Acquire::https::Timeout \"30\";\nDpkg::Use-Pty \"0\";\nAPT::Install-Recommends \"false\";\n"
                            "APT::Keep-Downloaded-Packages \"false\";\nDpkg::Options:: \"--force-confold\";\n"
                            "Dpkg::Options:: \"--force-confdef\";\nAcquire::http::Proxy \"http://proxy:3128\";\n"
                            "Acquire::https::Proxy \"http://proxy:3128\";\n"
                            "Acquire::https::CaInfo \"/home/.local/state/firstlight/extra-ca.pem\";\n"
                            "Dir::Etc::sourcelist \"/job/mirror.list\";\nDir::Etc::sourceparts \"/job/sources\";\n"));
        QCOMPARE(server.read(QStringLiteral("job/mirror.list")),
                 QByteArray("deb http://mirror/debian bookworm main contrib non-free non-free-firmware\n"));
        QCOMPARE(server.read(QStringLiteral("job/sources/firstlight-nvidia.sources")).replace(root, ""),
                 QByteArray("Types: deb\nURIs: http://mirror/nvidia/debian12/x86_64/\nSuites: /\n"
                            "Signed-By: /usr/share/keyrings/firstlight-nvidia.gpg\n"));
        const QByteArray story = server.story();
        QVERIFY2(story.startsWith("apt-helper download-file http://mirror/nvidia/debian12/x86_64/3bf863cc.pub\n"), story.constData());
    }

    void debiansOtherComponentsComeFromItsOwnPlaces()
    {
        ReplayServer server({QStringLiteral("busybox"), QStringLiteral("sh")}, QStringLiteral("debian-12"));
        server
            .write(QStringLiteral("etc/apt/sources.list"),
                   "deb http://old.example.org/debian bookworm main\ndeb [signed-by=/k.gpg] http://s.example.org/ bookworm-security main\n"
                   "deb https://packages.cloud.example.org/apt cloud-sdk-bookworm main\n#deb http://no.example.org bookworm main\n");
        server.apply(m_step, driverVariables(m_matrix, QStringLiteral("debian-12"), [](ResolveInput &input) {
                         input.gpus = {QStringLiteral("Tesla K80")};
                     }));
        QCOMPARE(server.read(QStringLiteral("etc/apt/sources.list.d/firstlight-debian.list")),
                 QByteArray("deb http://old.example.org/debian bookworm contrib non-free non-free-firmware\n"
                            "deb [signed-by=/k.gpg] http://s.example.org/ bookworm-security contrib non-free non-free-firmware\n"));
        QCOMPARE(server.read(QStringLiteral("etc/apt/sources.list.d/firstlight-debian.sources"))
                     .replace(server.path(QStringLiteral("usr")).toUtf8(), "/usr"),
                 QByteArray(
                     "Types: deb\nURIs: http://deb.debian.org/debian\nSuites: bookworm bookworm-updates\n"
                     "Components: contrib non-free non-free-firmware\nSigned-By: /usr/share/keyrings/debian-archive-keyring.gpg\n\n"));
    }

    void aNewerKernelOfAnLtsHasItsOwnPackages()
    {
        ReplayServer server({QStringLiteral("dash")}, QStringLiteral("ubuntu-24.04"));
        server.write(QStringLiteral("kernel"), "6.14.0-29-generic\n");
        server.installed("linux-image-generic-hwe-24.04", "6.14.0-29", "Ubuntu <kernel@lists.ubuntu.com>");
        server.apply(m_step, driverVariables(m_matrix, QStringLiteral("ubuntu-24.04"), {}));
        const QByteArray story = server.story();
        QVERIFY2(story.contains(" linux-modules-nvidia-580-server-open-generic-hwe-24.04 "), story.constData());
        QVERIFY2(story.contains(" linux-modules-nvidia-580-server-open-6.14.0-29-generic [hook]"), story.constData());
    }

    /// Oracle's kernel is not RHEL's: what its modules are built with has another name, and RHEL's would bring RHEL's kernel.
    void aKernelOfOraclesOwnHasItsOwnHeaders()
    {
        for (const auto &[shell, words] : serverShells())
            for (const auto &[system, kernel] : {std::pair<const char *, QByteArray>{"ol-8.10", "5.15.0-313.189.5.el8uek.x86_64"},
                                                 {"ol-9.6", "6.12.0-100.28.2.2.el9uek.x86_64"}}) {
                ReplayServer server(words, QString::fromLatin1(system));
                server.write(QStringLiteral("kernel"), kernel + '\n');
                const Variables values = driverVariables(m_matrix, QString::fromLatin1(system), {});
                server.apply(m_step, values);
                const QByteArray story = server.story();
                QVERIFY2(story.contains("dnf [settings] install kernel-uek-devel-" + kernel
                                        + " nvidia-driver-cuda-580.* kmod-nvidia-open-dkms-580.*\n")
                             && !story.contains("kernel-devel"),
                         (QByteArray(shell) + '\n' + story + server.log()).constData());
                QCOMPARE(server.check(m_step, values), 0);
            }
    }

    /// An upgrade that comes by itself would leave the library and the loaded module of two versions.
    void noUpgradeComesByItself()
    {
        for (const char *system :
             {"ubuntu-22.04", "ubuntu-24.04", "ubuntu-26.04", "debian-12", "debian-13", "rocky-8.10", "rocky-9.6", "rocky-10.0"}) {
            ReplayServer server({QStringLiteral("dash")}, QString::fromLatin1(system));
            server.pci("0x10de", "0x068000"); // with switches: Fabric Manager is held too
            server.apply(m_step, driverVariables(m_matrix, QString::fromLatin1(system), {}));
            const QByteArray story = server.story();
            if (QByteArray(system).startsWith("rocky")) {
                for (const char *package : {"nvidia-driver-cuda", "kmod-nvidia-open-dkms", "nvidia-fabricmanager"})
                    QVERIFY2(story.contains(QByteArray("dnf [settings] versionlock add ") + package + '\n')
                                 && story.contains(QByteArray("> added hold ") + package + '\n'),
                             (QByteArray(system) + ": " + package + '\n' + story).constData());
            } else {
                QCOMPARE(server.read(QStringLiteral("etc/apt/apt.conf.d/firstlight-nvidia")),
                         QByteArray("// Written by Firstlight: the NVIDIA driver changes only on purpose.\n"
                                    "Unattended-Upgrade::Package-Blacklist { \"nvidia-\"; \"libnvidia-\"; \"libcuda1\"; \"cuda-\"; };\n"));
                QVERIFY2(story.contains("> added system-file /etc/apt/apt.conf.d/firstlight-nvidia\n"), story.constData());
            }
        }
    }

    void fabricManagerThatDoesNotRunIsAFailure()
    {
        ReplayServer server({QStringLiteral("dash")}, QStringLiteral("ubuntu-24.04"));
        server.driver("580.173.02", true, "580.173.02");
        server.write(QStringLiteral("dev/nvidia-nvswitch0"), {});
        QFile::remove(server.path(QStringLiteral("bin/systemctl")));
        server.verify(m_step, driverVariables(m_matrix, QStringLiteral("ubuntu-24.04"), {}));
        QVERIFY(server.story().contains("> fail gpu-fabric-manager\n"));
    }

    void undoTakesBackWhatWasAdded()
    {
        ReplayServer rocky({QStringLiteral("dash")}, QStringLiteral("rocky-10.0"));
        rocky.installed("nvidia-container-toolkit", "1.18-1", "NVIDIA Corporation"); // the user's own
        rocky.write(QStringLiteral("sys/module/nouveau/refcnt"), "1\n");
        rocky.apply(m_step, driverVariables(m_matrix, QStringLiteral("rocky-10.0")));
        QVERIFY(rocky.asksForReboot());
        rocky.story();
        rocky.undo();
        QCOMPARE(rocky.story(),
                 QByteArray("dnf -y config-manager --set-disabled crb\ndnf -y versionlock delete nvidia-driver-cuda\n"
                            "dnf -y versionlock delete kmod-nvidia-open-dkms\n"
                            "rpm -e dnf-plugins-core epel-release kernel-devel-matched kmod-nvidia-open-dkms nvidia-driver-cuda "
                            "python3-dnf-plugin-versionlock\ndracut -f\n"));
        QCOMPARE(rocky.read(QStringLiteral("packages")), QByteArray("nvidia-container-toolkit 1.18-1 NVIDIA Corporation\n"));
        for (const char *file : {"etc/yum.repos.d/firstlight-nvidia.repo", "etc/pki/rpm-gpg/RPM-GPG-KEY-firstlight-nvidia",
                                 "etc/modprobe.d/firstlight-nouveau.conf"})
            QVERIFY2(!QFile::exists(rocky.path(QString::fromLatin1(file))), file);

        ReplayServer nine({QStringLiteral("dash")}, QStringLiteral("rocky-9.6"));
        nine.apply(m_step, driverVariables(m_matrix, QStringLiteral("rocky-9.6")));
        nine.story();
        nine.undo();
        QVERIFY(nine.story().contains("dnf -y module reset nvidia-driver\n"));

        ReplayServer debian({QStringLiteral("dash")}, QStringLiteral("debian-12"));
        debian.apply(m_step, with(driverVariables(m_matrix, QStringLiteral("debian-12")), "DRIVER_LOCK", "580"));
        QVERIFY(debian.story().contains("apt-mark hold nvidia-driver-cuda\napt-mark hold nvidia-kernel-open-dkms\n"));
        // Whoever writes into that list from elsewhere takes nothing else away.
        debian.write(QStringLiteral("etc/apt/firstlight-x/y"), {});
        QFile added(debian.path(QStringLiteral("home/.local/state/firstlight/added")));
        QVERIFY(added.open(QIODevice::Append));
        added.write("system-file " + debian.path(QStringLiteral("etc/apt/firstlight-x/../sources.list.d/debian.sources")).toUtf8()
                    + "\nsystem-file " + debian.path(QStringLiteral("etc/apt/sources.list.d/debian.sources")).toUtf8() + '\n');
        added.close();
        debian.undo();
        QVERIFY(debian.story().startsWith("apt-mark unhold nvidia-driver-cuda\napt-mark unhold nvidia-kernel-open-dkms\n"));
        for (const char *file : {"usr/share/keyrings/firstlight-nvidia.gpg", "etc/apt/sources.list.d/firstlight-nvidia.sources",
                                 "etc/apt/sources.list.d/firstlight-debian.sources", "etc/apt/apt.conf.d/firstlight-nvidia"})
            QVERIFY2(!QFile::exists(debian.path(QString::fromLatin1(file))), file);
        QVERIFY(QFile::exists(debian.path(QStringLiteral("etc/apt/sources.list.d/debian.sources"))));
    }

    void eachKeyIsTheOneThatWasRead()
    {
        // tests/steps/recordings/README.md says where.
        const QByteArray script = scriptResource("nvidia.sh");
        for (const char *line :
             {"debian12 | ubuntu2204 | ubuntu2404) fl_file=3bf863cc.pub fl_pin=EB693B3035CD5710E231E123A4B469963BF863CC",
              "debian13) fl_file=8793F200.pub fl_pin=02182E60104FCDC26EAE1B8597A5D4CB8793F200",
              "ubuntu2604) fl_file=60DF8A40.pub fl_pin=14BAFBC7562AD710CA04E69905FBB6DA60DF8A40",
              "rhel8 | rhel9) fl_file=D42D0685.pub fl_pin=610C7B14E068A878070DA4E99CD0A493D42D0685",
              "rhel10) fl_file=CDF6BA43.pub fl_pin=sha256:afbea87d3b979b3788ef34223aeeb323ade481128e2c133723ae99b8a51368bb"})
            QVERIFY2(script.contains(line), line);
    }
};

QTEST_GUILESS_MAIN(TestDriverRules)
#include "tst_driver_rules.moc"
