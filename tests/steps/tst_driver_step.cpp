// SPDX-License-Identifier: GPL-3.0-or-later
// with: replay_server.cpp
// limit: 600
// nvidia-driver.yaml on each system, played: the whole list of commands that it runs and what it says, against tests/steps/recordings.
// With FL_RECORD=1 in the environment the lists are written anew; read them then.
#include "tests/steps/replay_server.h"

#include <QtTest>

#include <fcntl.h>
#include <unistd.h>

using namespace fl;

namespace {

/// What a case changes on the fresh server, and for which resolver's input.
struct Case {
    const char *name;
    std::function<void(ReplayServer &)> set = {};
    std::function<void(ResolveInput &)> ask = {};
    bool ends = false; ///< nothing more is to be done: a second check says so, at once or after the restart that was asked for
};

bool usesApt(const QString &system)
{
    return system.startsWith(QLatin1String("debian")) || system.startsWith(QLatin1String("ubuntu"));
}

void says(ReplayServer &server, const char *name, const QByteArray &text)
{
    server.write(QStringLiteral("say/") + QLatin1String(name), text);
}

} // namespace

class TestDriverStep : public QObject {
    Q_OBJECT

    Matrix m_matrix;
    ServerStep m_step;

    Variables variables(const QString &system, const std::function<void(ResolveInput &)> &ask) const
    {
        ResolveInput input{{QStringLiteral("NVIDIA L4")}, system};
        input.frameworks = {QStringLiteral("pytorch")};
        if (ask)
            ask(input);
        const auto resolved = resolve(m_matrix, input);
        if (!resolved)
            qFatal("%s: %s", qPrintable(system), qPrintable(slug(resolved.error().cause)));
        return driverVariables(resolved->driver);
    }
    static Variables with(Variables variables, const QByteArray &name, const QByteArray &value)
    {
        for (auto &each : variables)
            if (each.first == name)
                each.second = value;
        return variables;
    }

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
                     for (const char *package : {"nvidia-driver-cuda", apt ? "nvidia-kernel-open-dkms" : "kmod-nvidia-open-dkms"})
                         server.installed(package, "535.183.01-1", from);
                 server.driver("535.183.01", false, "535.183.01");
             },
             replaced, true},
            {"nouveau", [](ReplayServer &server) { server.write(QStringLiteral("sys/module/nouveau/refcnt"), "1\n"); }, {}, true},
            {"nvswitch", [](ReplayServer &server) { server.pci("0x10de", "0x068000"); }, {}, true},
            {"secure-boot", [](ReplayServer &server) { server.fact("secure_boot", "yes"); }, {}, !nvidia},
            {"secure-boot-enrol",
             [](ReplayServer &server) {
                 server.fact("secure_boot", "yes");
                 server.write(QStringLiteral("var/lib/dkms/mok.pub"), "key");
             },
             [](ResolveInput &input) { input.secureBoot = input.canEnrolKey = true; }, true},
            {"key-rejected",
             [](ReplayServer &server) {
                 says(server, "modprobe", "modprobe: ERROR: could not insert 'nvidia': Key was rejected by service\n");
             }},
            {"module-cannot-load",
             [](ReplayServer &server) { says(server, "modprobe", "modprobe: ERROR: could not insert 'nvidia': No such device\n"); }},
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
                             [](ReplayServer &server) { server.write(QStringLiteral("audit"), "half-configured: x\n"); },
                             {},
                             true});
            cases.push_back({"hash-mismatch", [](ReplayServer &server) {
                                 says(server, "apt-get-install", "E: Failed to fetch http://x/y.deb  Hash Sum mismatch\n");
                             }});
            cases.push_back({"dead-mirror", [](ReplayServer &server) {
                                 says(server, "apt-get-update", "W: Failed to fetch http://x/InRelease  Could not connect to x:80\n");
                             }});
            cases.push_back({"disk-full", [](ReplayServer &server) {
                                 says(server, "apt-get-install", "dpkg: error: unable to write: No space left on device\n");
                             }});
            cases.push_back({"would-remove", [](ReplayServer &server) {
                                 says(server, "apt-get-install", "E: Packages need to be removed but remove is disabled.\n");
                             }});
            cases.push_back({"replacing-would-remove-others",
                             [=](ReplayServer &server) {
                                 server.installed("nvidia-utils-535-server", "535.183.01-1",
                                                  nvidia ? "NVIDIA <cudatools@nvidia.com>" : "Ubuntu <kernel@lists.ubuntu.com>");
                                 says(server, "apt-get-would", "Remv gnome-shell [46]\n");
                             },
                             replaced});
        } else {
            // dnf's words are those of dnf 4 (its sources, dnf/i18n); not run.
            cases.push_back({"hash-mismatch", [](ReplayServer &server) {
                                 says(server, "dnf-install", "[MIRROR] x.rpm: Downloading successful, but checksum doesn't match.\n");
                             }});
            cases.push_back({"dead-mirror", [](ReplayServer &server) {
                                 says(server, "dnf-install",
                                      "Curl error (6): Couldn't resolve host name for https://x/repodata/repomd.xml\n");
                             }});
            cases.push_back({"disk-full", [](ReplayServer &server) {
                                 says(server, "dnf-install", "At least 512MB more space needed on the / filesystem.\n");
                             }});
            cases.push_back({"lock-held", [](ReplayServer &server) {
                                 says(server, "dnf-locked", "Waiting for process with pid 4242 to finish.\n");
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
                {"key-not-fetched", [](ReplayServer &server) { says(server, "download", "404  Not Found\nCurl error (22)\n"); }});
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
        const Variables values = variables(system, each.ask);
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
    void initTestCase()
    {
        auto matrix = builtinMatrix();
        QVERIFY(matrix);
        m_matrix = std::move(*matrix);
        const auto steps = builtinServerSteps();
        QVERIFY2(steps, steps ? "" : qPrintable(steps.error().detail));
        for (const ServerStep &step : *steps)
            if (step.id == QLatin1String("nvidia-driver"))
                m_step = step;
    }

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
        QByteArray whole = "# SPDX-License-Identifier: GPL-3.0-or-later\n";
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
        const Variables values = with(variables(QStringLiteral("ubuntu-24.04"), {}), "DRIVER_ACTION", action);
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
            const Variables values = with(variables(QStringLiteral("ubuntu-24.04"), {}), "DRIVER_ACTION", action);
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
        const Variables values = with(variables(QStringLiteral("ubuntu-24.04"), {}), "DRIVER_ACTION", "keep");
        QCOMPARE(server.check(m_step, values), 1);
        server.apply(m_step, values);
        QCOMPARE(server.story(), QByteArray("> fail gpu-no-driver\n"));
    }

    void aRestartThatMendedNothingIsNotAskedForTwice()
    {
        ReplayServer server({QStringLiteral("dash")}, QStringLiteral("debian-12"));
        says(server, "modprobe", "modprobe: ERROR: could not insert 'nvidia': No such device\n");
        const Variables values = variables(QStringLiteral("debian-12"), {});
        server.apply(m_step, values);
        QVERIFY(server.story().endsWith("> reboot\n"));
        server.reboot();
        server.apply(m_step, values);
        QCOMPARE(server.story(), QByteArray("modprobe nvidia\n> fail gpu-no-driver\n"));
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
        server.apply(m_step, variables(QStringLiteral("ubuntu-24.04"), {}));
        ::close(lock);
        const QByteArray pid = QByteArray::number(QCoreApplication::applicationPid());
        QCOMPARE(server.story(), "> fail package-lock-held holder=tst_driver_step (" + pid + ") seconds=2\n");
    }

    void aptIsToldAllThis()
    {
        ReplayServer server({QStringLiteral("dash")}, QStringLiteral("debian-12"));
        Variables values = variables(QStringLiteral("debian-12"), {});
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
        server.apply(m_step,
                     variables(QStringLiteral("debian-12"), [](ResolveInput &input) { input.gpus = {QStringLiteral("Tesla K80")}; }));
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
        server.apply(m_step, variables(QStringLiteral("ubuntu-24.04"), {}));
        const QByteArray story = server.story();
        QVERIFY2(story.contains(" linux-modules-nvidia-580-server-open-generic-hwe-24.04 "), story.constData());
        QVERIFY2(story.contains(" linux-modules-nvidia-580-server-open-6.14.0-29-generic [hook]"), story.constData());
    }

    void fabricManagerThatDoesNotRunIsAFailure()
    {
        ReplayServer server({QStringLiteral("dash")}, QStringLiteral("ubuntu-24.04"));
        server.driver("580.173.02", true, "580.173.02");
        server.write(QStringLiteral("dev/nvidia-nvswitch0"), {});
        QFile::remove(server.path(QStringLiteral("bin/systemctl")));
        server.verify(m_step, variables(QStringLiteral("ubuntu-24.04"), {}));
        QVERIFY(server.story().contains("> fail gpu-fabric-manager\n"));
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

QTEST_GUILESS_MAIN(TestDriverStep)
#include "tst_driver_step.moc"
