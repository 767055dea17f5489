// SPDX-License-Identifier: GPL-3.0-or-later
// with: replay_server.cpp
// preflight.yaml, played: which systems it takes, whom it asks whether the network is there, where software is to come from, and how much
// room that needs.
#include "tests/steps/replay_server.h"

#include <QProcess>
#include <QRegularExpression>
#include <QtTest>

using namespace fl;

class TestPreflightStep : public QObject {
    Q_OBJECT

    const ServerStep m_step = builtinStep("preflight");

    /// Of what was said, the lines that begin so.
    static QByteArray said(const QByteArray &story, const char *begin)
    {
        QByteArray lines;
        for (const QByteArray &line : story.split('\n'))
            if (line.startsWith(begin))
                lines += line + '\n';
        return lines;
    }
    static QByteArray osRelease(const QByteArray &id, const QByteArray &version, const QByteArray &name, const QByteArray &like = {})
    {
        return "NAME=x\nID=" + id + "\n" + (like.isEmpty() ? QByteArray() : "ID_LIKE=\"" + like + "\"\n") + "PRETTY_NAME=\"" + name + "\"\n"
            + (version.isEmpty() ? QByteArray() : "VERSION_ID=\"" + version + "\"\n");
    }

private slots:
    void systemsThatCanBeSetUpAndOthers_data()
    {
        QTest::addColumn<QStringList>("shell");
        QTest::addColumn<QByteArray>("release");
        QTest::addColumn<QByteArray>("arch");
        QTest::addColumn<QByteArray>("refused");
        for (const auto &[name, shell] : serverShells()) {
            const auto row = [&](const QByteArray &release, const char *arch, const char *refused) {
                static const QRegularExpression words(QStringLiteral("PRETTY_NAME=\"([^\"]*)"));
                QTest::newRow(qPrintable(words.match(QString::fromUtf8(release)).captured(1) + QLatin1Char(' ') + QLatin1String(arch)
                                         + QLatin1Char(' ') + QLatin1String(name)))
                    << shell << release << QByteArray(arch) << QByteArray(refused);
            };
            row(osRelease("debian", "12", "Debian GNU/Linux 12 (bookworm)"), "x86_64", "");
            row(osRelease("ubuntu", "22.04", "Ubuntu 22.04.5 LTS", "debian"), "aarch64", "");
            row(osRelease("rhel", "8.10", "Red Hat Enterprise Linux 8.10 (Ootpa)", "fedora"), "x86_64", "");
            row(osRelease("rocky", "9.6", "Rocky Linux 9.6 (Blue Onyx)", "rhel centos fedora"), "aarch64", "");
            row(osRelease("almalinux", "10.0", "AlmaLinux 10.0 (Purple Lion)", "rhel centos fedora"), "x86_64", "");
            row(osRelease("ol", "9.5", "Oracle Linux Server 9.5", "fedora"), "x86_64", "");
            row(osRelease("debian", "11", "Debian GNU/Linux 11 (bullseye)"), "x86_64", "Debian GNU/Linux 11 (bullseye)");
            row(osRelease("debian", "", "Debian GNU/Linux trixie/sid"), "x86_64", "Debian GNU/Linux trixie/sid");
            row(osRelease("ubuntu", "20.04", "Ubuntu 20.04.6 LTS", "debian"), "x86_64", "Ubuntu 20.04.6 LTS");
            row(osRelease("rhel", "7.9", "Red Hat Enterprise Linux Server 7.9", "fedora"), "x86_64", "Red Hat Enterprise Linux Server 7.9");
            row(osRelease("rocky", "11.0", "Rocky Linux 11.0", "rhel centos fedora"), "x86_64", "Rocky Linux 11.0");
            row(osRelease("rocky", "10.0", "Rocky Linux 10.0 (Red Quartz)"), "riscv64", "Rocky Linux 10.0 (Red Quartz) (riscv64)");
            row(osRelease("centos", "9", "CentOS Stream 9", "rhel fedora"), "x86_64", "CentOS Stream 9");
            row(osRelease("fedora", "43", "Fedora Linux 43 (Server Edition)"), "x86_64", "Fedora Linux 43 (Server Edition)");
            row(osRelease("amzn", "2023", "Amazon Linux 2023", "fedora"), "x86_64", "Amazon Linux 2023");
            row(osRelease("alpine", "3.22.1", "Alpine Linux v3.22"), "x86_64", "Alpine Linux v3.22"); // musl: no wheel fits it
            row(osRelease("arch", "", "Arch Linux"), "x86_64", "Arch Linux");
            row(osRelease("opensuse-leap", "15.6", "openSUSE Leap 15.6", "suse opensuse"), "x86_64", "openSUSE Leap 15.6");
            row(osRelease("linuxmint", "22", "Linux Mint 22", "ubuntu debian"), "x86_64", "Linux Mint 22");
            row(QByteArray(), "x86_64", "unknown");
        }
    }
    void systemsThatCanBeSetUpAndOthers()
    {
        QFETCH(QStringList, shell);
        QFETCH(QByteArray, release);
        QFETCH(QByteArray, arch);
        QFETCH(QByteArray, refused);
        ReplayServer server(shell, QStringLiteral("rocky-9.6"));
        server.write(QStringLiteral("etc/os-release"), release);
        server.write(QStringLiteral("arch"), arch + '\n');
        server.write(QStringLiteral("usr/lib/apt/apt-helper"), server.read(QStringLiteral("bin/curl"))); // each kind's is there
        QFile::setPermissions(server.path(QStringLiteral("usr/lib/apt/apt-helper")), QFile::ReadOwner | QFile::ExeOwner);
        server.apply(m_step, {{"SOURCE", "pypi"}});
        const QByteArray story = server.story();
        QCOMPARE(said(story, "> fail"), refused.isEmpty() ? QByteArray() : "> fail system-unsupported system=" + refused + '\n');
        // What cannot be set up is not asked for anything more.
        QCOMPARE(story.contains("> fact disk.free.mb"), refused.isEmpty());
        QCOMPARE(server.check(m_step, {{"SOURCE", "pypi"}}), refused.isEmpty() ? 0 : 1);
    }

    void windowsAndContainersAreToldApart()
    {
        ReplayServer wsl({QStringLiteral("dash")}, QStringLiteral("ubuntu-24.04"));
        wsl.write(QStringLiteral("proc/version"), "Linux version 6.6.87.2-microsoft-standard-WSL2 (root@x)\n");
        wsl.apply(m_step, {{"SOURCE", "pypi"}});
        QVERIFY(wsl.story().contains("> fact wsl yes\n"));
        // The GPU of Windows, which the bus does not show.
        for (const auto &[name, shell] : serverShells()) {
            ReplayServer gpu(shell, QStringLiteral("ubuntu-24.04"));
            gpu.withoutGpu();
            gpu.write(QStringLiteral("proc/version"), "Linux version 6.6.87.2-microsoft-standard-WSL2 (root@x)\n");
            gpu.apply(m_step, {{"SOURCE", "pypi"}});
            QVERIFY(gpu.story().contains("> fact gpu.count 0\n> fact gpu.pci \n> fact gpu.driver \n"));
            const QString smi = QStringLiteral("usr/lib/wsl/lib/nvidia-smi");
            gpu.write(smi,
                      "#!/bin/sh\ncase $1 in *pci.device_id) echo 0x268410DE && echo 0x1EB810DE ;; *driver_version) echo 581.42 && echo "
                      "581.42 ;; "
                      "*) echo 'NVIDIA GeForce RTX 4090' && echo 'Tesla T4' ;; esac\n");
            QFile::setPermissions(gpu.path(smi), QFile::ReadOwner | QFile::ExeOwner);
            gpu.apply(m_step, {{"SOURCE", "pypi"}});
            const QByteArray told = gpu.story();
            QVERIFY2(told.contains("> fact gpu.count 2\n> fact gpu.pci 2684 1eb8\n> fact gpu.driver 581.42\n"
                                   "> fact gpu.model NVIDIA GeForce RTX 4090\n"),
                     (QByteArray(name) + '\n' + told).constData());
        }

        ReplayServer container({QStringLiteral("dash")}, QStringLiteral("rocky-9.6"));
        QVERIFY(QDir(container.path(QStringLiteral("run/systemd"))).removeRecursively());
        container.apply(m_step, {{"SOURCE", "pypi"}});
        const QByteArray story = container.story();
        QVERIFY2(story.contains("> fact systemd no\n> notice no-systemd\n") && !story.contains("> fail"), story.constData());
    }

    void theFirstPlaceOfDnfIsAsked_data()
    {
        QTest::addColumn<QStringList>("shell");
        QTest::addColumn<QByteArray>("files"); // FILE TEXT, divided by ---
        QTest::addColumn<QByteArray>("asked");
        for (const auto &[name, shell] : serverShells()) {
            const auto row = [&](const char *what, const char *files, const char *asked) {
                QTest::newRow((QByteArray(what) + ' ' + name).constData()) << shell << QByteArray(files) << QByteArray(asked);
            };
            row("Rocky",
                "etc/dnf/vars/rltype \n---etc/dnf/vars/contentdir pub/rocky\n---etc/yum.repos.d/rocky.repo # rocky.repo\n#\n[baseos]\n"
                "name=Rocky Linux $releasever - BaseOS\nmirrorlist=https://mirrors.rockylinux.org/mirrorlist?arch=$basearch&repo=BaseOS-"
                "$releasever$rltype\n#baseurl=http://dl.rockylinux.org/$contentdir/$releasever/BaseOS/$basearch/os/\ngpgcheck=1\n"
                "enabled=1\n\n[baseos-debug]\nmirrorlist=https://no.example.org\nenabled=0\n",
                "https://mirrors.rockylinux.org/mirrorlist?arch=x86_64&repo=BaseOS-9");
            row("Rocky, its baseurl",
                "etc/dnf/vars/contentdir pub/rocky\n---etc/yum.repos.d/rocky.repo [baseos]\n#mirrorlist=https://no.example.org\n"
                "baseurl=http://dl.rockylinux.org/$contentdir/$releasever/BaseOS/$basearch/os/\nenabled = 1\n",
                "http://dl.rockylinux.org/pub/rocky/9/BaseOS/x86_64/os/repodata/repomd.xml");
            row("AlmaLinux",
                "etc/yum.repos.d/almalinux-baseos.repo [baseos]\nmirrorlist=https://mirrors.almalinux.org/mirrorlist/$releasever/baseos\n",
                "https://mirrors.almalinux.org/mirrorlist/9/baseos");
            row("Oracle Linux",
                "etc/dnf/vars/ociregion \n---etc/dnf/vars/ocidomain oracle.com\n---etc/yum.repos.d/oracle-linux-ol9.repo "
                "[ol9_baseos_latest]\nbaseurl=https://yum$ociregion.$ocidomain/repo/OracleLinux/OL9/baseos/latest/$basearch/\n",
                "https://yum.oracle.com/repo/OracleLinux/OL9/baseos/latest/x86_64/repodata/repomd.xml");
            row("RHEL",
                "forbidden x---etc/yum.repos.d/redhat.repo [rhel-9-debug]\nbaseurl = https://no.example.org\nenabled = 0\nsslclientcert = "
                "/x\n\n[rhel-9-baseos]\nbaseurl = https://cdn.redhat.com/content/dist/rhel9/$releasever/x86_64/baseos/os\n"
                "enabled = 1\nsslclientcert = /etc/pki/entitlement/1.pem\n",
                "https://cdn.redhat.com/content/dist/rhel9/9/x86_64/baseos/os/repodata/repomd.xml");
            row("in braces, in the second file",
                "etc/yum.repos.d/a.repo [a]\nbaseurl=https://no.example.org\nenabled=False\n---etc/yum.repos.d/b.repo "
                "[b]\nmetalink=https://m.example.org/${basearch}/$releasever_major/metalink\n",
                "https://m.example.org/x86_64/9/metalink");
        }
    }
    void theFirstPlaceOfDnfIsAsked()
    {
        QFETCH(QStringList, shell);
        QFETCH(QByteArray, files);
        QFETCH(QByteArray, asked);
        ReplayServer server(shell, QStringLiteral("rocky-9.6"));
        for (const QString &file : QString::fromUtf8(files).split(QStringLiteral("---")))
            server.write(file.section(QLatin1Char(' '), 0, 0), file.section(QLatin1Char(' '), 1).toUtf8());
        server.write(QStringLiteral("dead"), "pypi.org\n");
        server.apply(m_step, {{"SOURCE", "pypi"}});
        const QByteArray story = server.story();
        QCOMPARE(said(story, "curl"), "curl " + asked + "\ncurl https://pypi.org/simple/pip/\n");
        QVERIFY2(story.contains("> fact reaches.distro yes\n> fact reaches.pypi no\n"), story.constData());
    }

    void dnfsOtherPlaces()
    {
        ReplayServer none({QStringLiteral("dash")}, QStringLiteral("rocky-9.6"));
        none.apply(m_step, {{"SOURCE", "pypi"}});
        QVERIFY(none.story().contains("> fact reaches.distro no\n> fact reaches.pypi yes\n"));

        ReplayServer disc({QStringLiteral("dash")}, QStringLiteral("rocky-9.6"));
        disc.write(QStringLiteral("etc/yum.repos.d/disc.repo"), "[disc]\nbaseurl=file:///media/dvd\n");
        disc.apply(m_step, {{"SOURCE", "pypi"}});
        QVERIFY(disc.story().contains("> fact reaches.distro yes\n"));

        ReplayServer mirror({QStringLiteral("dash")}, QStringLiteral("rocky-9.6"));
        mirror.write(QStringLiteral("forbidden"), "x"); // only a subscription's place may refuse
        mirror.apply(m_step,
                     {{"SOURCE", "pypi"},
                      {"APT_MIRRORS", "https://m.example.org/rocky/"},
                      {"PROXY", "http://proxy:3128"},
                      {"CA_PEM", "pem"}});
        const QByteArray story = mirror.story();
        QVERIFY2(story.startsWith("curl https://m.example.org/rocky/9/BaseOS/x86_64/os/repodata/repomd.xml\n"), story.constData());
        QVERIFY2(story.contains("> fact reaches.distro no\n"), story.constData());
        QCOMPARE(mirror.read(QStringLiteral("curl-was-told")).replace(mirror.path(QStringLiteral("home")).toUtf8(), "~"),
                 QByteArray("-sL --connect-timeout 8 --max-time 20 -o /dev/null -f --proxy http://proxy:3128 --cacert "
                            "~/.local/state/firstlight/extra-ca.pem https://pypi.org/simple/pip/\n"));
    }

    void aMirrorOfRhelIsSetUpByWhoeverHasOne()
    {
        ReplayServer server({QStringLiteral("dash")}, QStringLiteral("rhel-9.6"));
        server.apply(m_step, {{"SOURCE", "pypi"}, {"APT_MIRRORS", "https://m.example.org/"}});
        QVERIFY(server.story().contains("> fail not-supported-here why=mirror-of-another-layout system=rhel\n"));
    }

    void withoutCurlItIsAskedAsDnfWouldAsk()
    {
        QProcess web;
        web.start(QStringLiteral("/usr/bin/python3"),
                  {QStringLiteral("-u"), QStringLiteral("-m"), QStringLiteral("http.server"), QStringLiteral("0"), QStringLiteral("--bind"),
                   QStringLiteral("127.0.0.1"), QStringLiteral("--directory"), QStringLiteral(FL_SOURCE_DIR "/tests/steps")});
        QVERIFY(web.waitForReadyRead(20000));
        static const QRegularExpression port(QStringLiteral("port (\\d+)"));
        const QByteArray place = "http://127.0.0.1:" + port.match(QString::fromUtf8(web.readAll())).captured(1).toLatin1();
        for (const auto &[name, shell] : serverShells()) {
            ReplayServer server(shell, QStringLiteral("rocky-8.10"));
            QVERIFY(QFile::remove(server.path(QStringLiteral("bin/curl"))));
            QVERIFY(QFile::link(QStringLiteral("/usr/bin/python3"), server.path(QStringLiteral("usr/libexec/platform-python"))));
            // Nothing of the kind is there: "not found" is an answer only where a subscription's certificate is wanted.
            server.write(QStringLiteral("etc/yum.repos.d/redhat.repo"), "[x]\nbaseurl=" + place + "/none\nsslclientcert=/x\n");
            server.apply(m_step, {{"SOURCE", "pypi"}, {"PYPI_MIRRORS", place + "/none"}});
            QByteArray story = server.story();
            QVERIFY2(story.contains("> fact reaches.distro yes\n> fact reaches.pypi no\n"), (story + server.log()).constData());
            server.write(QStringLiteral("etc/yum.repos.d/redhat.repo"), "[x]\nmetalink=http://127.0.0.1:1/\nsslclientcert=/x\n");
            server.apply(m_step, {{"SOURCE", "pypi"}, {"PYPI_MIRRORS", place + "/none"}});
            QVERIFY(server.story().contains("> fail no-internet host=127.0.0.1:1\n"));
            server.write(QStringLiteral("etc/yum.repos.d/redhat.repo"), "[x]\nmetalink=" + place + "/recordings/README.md\n");
            server.apply(m_step, {{"SOURCE", "pypi"}, {"PYPI_MIRRORS", place + "/none"}});
            story = server.story();
            QVERIFY2(story.contains("> fact reaches.distro yes\n"), (story + server.log()).constData());
        }
        web.kill();
        web.waitForFinished();
    }

    void whereSoftwareComesFrom_data()
    {
        QTest::addColumn<QString>("system");
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<bool>("gpu");
        QTest::addColumn<QByteArray>("dead");
        QTest::addColumn<QByteArray>("story");
        const auto row = [](const char *name, const char *system, const char *source, bool gpu, const char *dead, const char *story) {
            QTest::newRow(name) << QString::fromLatin1(system) << QByteArray(source) << gpu << QByteArray(dead) << QByteArray(story);
        };
        const char *const index =
            "> fact source pypi\n> fact source.why index-answers\n> notice source-chosen source=pypi why=index-answers\n";
        const char *const silent = "> fail no-internet host=https://pypi.org/simple\n";
        row("auto", "debian-12", "auto", false, "", index);
        row("auto, the index silent", "debian-12", "auto", false, "pypi.org",
            "> fact source distro\n> fact source.why index-silent\n> notice source-chosen source=distro why=index-silent\n");
        row("auto, the index silent, a GPU", "debian-12", "auto", true, "pypi.org",
            "> fail no-internet host=https://pypi.org/simple needed=gpu\n");
        row("auto on RHEL", "rocky-9.6", "auto", false, "", index);
        row("auto on RHEL, the index silent", "rocky-9.6", "auto", false, "pypi.org", silent);
        row("auto on RHEL, the index silent, a GPU", "rocky-9.6", "auto", true, "pypi.org", silent);
        row("the index silent that was asked for", "ubuntu-24.04", "pypi", true, "pypi.org", silent);
        row("nothing answers", "rocky-9.6", "auto", false, "example.org\npypi.org", "> fail no-internet host=m.example.org\n");
        row("the distribution", "debian-12", "distro", false, "",
            "> fact source distro\n> fact source.why asked-for\n> notice source-chosen source=distro why=asked-for\n");
        row("the distribution, a GPU", "ubuntu-24.04", "distro", true, "",
            "> notice distribution-without-gpu\n> fact source distro\n> fact source.why asked-for\n"
            "> notice source-chosen source=distro why=asked-for\n");
        row("the distribution on RHEL", "rocky-10.0", "distro", false, "",
            "> fail not-supported-here why=distribution-without-pytorch system=rocky\n");
    }
    void whereSoftwareComesFrom()
    {
        QFETCH(QString, system);
        QFETCH(QByteArray, source);
        QFETCH(bool, gpu);
        QFETCH(QByteArray, dead);
        QFETCH(QByteArray, story);
        for (const auto &[name, shell] : serverShells()) {
            ReplayServer server(shell, system);
            if (!gpu)
                server.withoutGpu();
            server.write(QStringLiteral("etc/yum.repos.d/x.repo"), "[x]\nbaseurl=https://m.example.org/os\n");
            server.write(QStringLiteral("etc/apt/sources.list"), "deb http://m.example.org/debian bookworm main\n");
            if (!dead.isEmpty())
                server.write(QStringLiteral("dead"), dead + '\n');
            server.apply(m_step, {{"SOURCE", source}});
            QByteArray told;
            const QByteArray all = server.story();
            for (const QByteArray &line : all.split('\n'))
                for (const char *begin : {"> fail ", "> fact source", "> notice source", "> notice distribution"})
                    if (line.startsWith(begin))
                        told += line + '\n';
            QVERIFY2(told == story, (QByteArray(name) + ": " + all + server.log()).constData());
        }
    }

    void whatBeganWithTheIndexGoesOnWithIt()
    {
        ReplayServer server({QStringLiteral("dash")}, QStringLiteral("debian-12"));
        server.withoutGpu();
        server.write(QStringLiteral("dead"), "pypi.org\n");
        server.fact("packages.source", "pypi");
        server.apply(m_step, {{"SOURCE", "auto"}});
        QVERIFY(server.story().contains("> fail no-internet host=https://pypi.org/simple\n"));
    }

    void theRoomThatIsNeeded_data()
    {
        QTest::addColumn<QByteArray>("frameworks");
        QTest::addColumn<bool>("gpu");
        QTest::addColumn<QByteArray>("toolkit");
        QTest::addColumn<QByteArray>("facts");
        QTest::addColumn<QByteArray>("source");
        QTest::addColumn<QByteArray>("needs"); // PATH MB of each failure, as more and more is free
        const auto row = [](const char *name, const char *frameworks, bool gpu, const char *toolkit, const char *facts, const char *needs,
                            const char *source = "pypi") {
            QTest::newRow(name) << QByteArray(frameworks) << gpu << QByteArray(toolkit) << QByteArray(facts) << QByteArray(source)
                                << QByteArray(needs);
        };
        row("one, no GPU", "pytorch", false, "no", "", "/usr 600, /var 800, ~ 2500");
        row("three, no GPU", "pytorch tensorflow jax", false, "no", "", "/usr 600, /var 800, ~ 4500");
        row("one on a GPU", "pytorch", true, "no", "", "/usr 3100, ~ 10500");
        row("two on a GPU, the toolkit", "pytorch jax", true, "yes", "", "/usr 12100, ~ 15500");
        row("no GPU: no toolkit either", "pytorch", false, "yes", "", "/usr 600, /var 800, ~ 2500");
        row("one more, on a GPU", "pytorch jax", true, "yes", "packages x\npytorch x\ncuda.version 13.0", "/usr 2800, ~ 10500");
        row("all is there", "pytorch", false, "no", "packages x\npytorch x", "/usr 300, /var 800");
        row("the distribution's", "pytorch", true, "yes", "", "/usr 3500", "distro");
    }
    void theRoomThatIsNeeded()
    {
        QFETCH(QByteArray, frameworks);
        QFETCH(bool, gpu);
        QFETCH(QByteArray, toolkit);
        QFETCH(QByteArray, facts);
        QFETCH(QByteArray, source);
        QFETCH(QByteArray, needs);
        QByteArray found;
        qint64 free = 200;
        for (int tries = 0; tries < 6; ++tries) {
            ReplayServer server(serverShells()[tries % 3].second, QStringLiteral("debian-12"));
            if (!gpu)
                server.withoutGpu();
            for (const QByteArray &fact : facts.split('\n'))
                if (!fact.isEmpty())
                    server.fact(fact.split(' ')[0], fact.split(' ')[1]);
            server.write(QStringLiteral("free-kb"), QByteArray::number(free * 1024) + '\n');
            server.apply(m_step, {{"SOURCE", source}, {"FRAMEWORKS", frameworks}, {"CUDA_TOOLKIT", toolkit}});
            const QByteArray story = server.story(), failure = said(story, "> fail ");
            if (failure.isEmpty())
                break;
            static const QRegularExpression words(QStringLiteral("disk-full path=(\\S+) need=(\\d+) free=(\\d+)"));
            const auto match = words.match(QString::fromUtf8(failure));
            QVERIFY2(match.hasMatch() && match.captured(3).toLongLong() == free, failure.constData());
            const QString path = match.captured(1).endsWith(QLatin1String("/home")) ? QStringLiteral("~") : match.captured(1);
            found += (found.isEmpty() ? "" : ", ") + path.toUtf8() + ' ' + match.captured(2).toUtf8();
            free = match.captured(2).toLongLong(); // exactly that is enough
        }
        QCOMPARE(found, needs);
    }
};

QTEST_GUILESS_MAIN(TestPreflightStep)
#include "tst_preflight_step.moc"
