// SPDX-License-Identifier: GPL-3.0-or-later
// with: replay_server.cpp
// What apt fetches ahead for the driver and the toolkit, and what of it their steps take, played: the commands, and that nothing is
// believed. With real apt: tests/practice/tst_ahead_apt.cpp.
#include "tests/steps/replay_server.h"

#include <QCryptographicHash>
#include <QDir>
#include <QtTest>

using namespace fl;

class TestAheadAptScript : public QObject {
    Q_OBJECT

    const Matrix m_matrix = matrixOfTheProgram();
    const ServerStep m_driver = builtinStep("nvidia-driver"), m_toolkit = builtinStep("cuda-toolkit");
    const Variables m_cuda{{"CUDA_VERSION", "13.0"},
                           {"CUDA_PACKAGES", "cuda-toolkit-13-0"},
                           {"CUDA_REPOSITORY", "nvidia"},
                           {"CUDNN_VERSION", "9"},
                           {"CUDNN_PACKAGES", "cudnn9-cuda-13"},
                           {"CUDNN_REPOSITORY", "nvidia"},
                           {"PROXY", "http://way:3128"},
                           {"NO_PROXY", "near.example"}};

    /// A server on which pre-flight was, with that much free.
    static void prepare(ReplayServer &server, const char *freeMb = "48000")
    {
        server.write(QStringLiteral("free-kb"), QByteArray::number(QByteArray(freeMb).toLongLong() * 1024) + '\n');
        server.write(QStringLiteral("candidate"), "580.95.05-1\n");
        server.write(QStringLiteral("var/lib/dpkg/status"),
                     "Package: a\nStatus: install reinstreq half-installed\n\nPackage: b\nStatus: deinstall ok config-files\n");
        server.write(QStringLiteral("etc/apt/preferences.d/theirs"), "Package: x\n");
        server.write(QStringLiteral("home/.local/state/firstlight/added"), "file /before\n");
        server.fact("disk.need.mb", "12000");
        server.write(QStringLiteral("uris"), "'https://x/a.deb' a.deb 419430400 SHA256:0\n'https://x/b.deb' b.deb 1048576 SHA256:0\n");
    }
    static QString below(const char *name) { return QStringLiteral("home/.local/state/firstlight/ahead/apt/") + QLatin1String(name); }
    static QByteArray filesOf(const ReplayServer &server, const char *folder)
    {
        return QDir(server.path(QLatin1String(folder)))
            .entryList(QDir::Files | QDir::System | QDir::Hidden)
            .join(QLatin1Char(' '))
            .toUtf8();
    }

private slots:
    void itFetchesWithFoldersOfItsOwn_data()
    {
        QTest::addColumn<QStringList>("shell");
        QTest::addColumn<QString>("system");
        QTest::addColumn<QByteArray>("story");
        const QByteArray lists = "apt-get [its settings] update [status]\n";
        const QByteArray get = "apt-get [its settings] -d -f --allow-downgrades install ";
        const QByteArray nvidia = "apt-helper download-file https://developer.download.nvidia.com/compute/cuda/repos/debian12/x86_64/"
                                  "3bf863cc.pub\n";
        for (const auto &[name, shell] : serverShells()) {
            QTest::newRow((QByteArray("debian ") + name).constData()) << shell << QStringLiteral("debian-12")
                                                                      << nvidia + lists + get + "nvidia-driver-pinning-580 [status]\n" + get
                    + "linux-headers-6.1.0-41-amd64 nvidia-driver-cuda nvidia-kernel-open-dkms [status]\n";
            QTest::newRow((QByteArray("ubuntu ") + name).constData()) << shell << QStringLiteral("ubuntu-24.04")
                                                                      << lists + get
                    + "nvidia-headless-no-dkms-580-server-open linux-modules-nvidia-580-server-open-generic nvidia-utils-580-server "
                      "linux-modules-nvidia-580-server-open-6.8.0-51-generic [status]\n";
        }
    }
    void itFetchesWithFoldersOfItsOwn()
    {
        QFETCH(QStringList, shell);
        QFETCH(QString, system);
        QFETCH(QByteArray, story);
        ReplayServer server(shell, system);
        prepare(server);
        const QByteArray sources = filesOf(server, "etc/apt/sources.list.d");
        server.ahead(m_driver, driverVariables(m_matrix, system));
        const QByteArray told = server.story();
        QVERIFY2(told == story, (told + server.log()).constData());
        // The packages that are being unpacked beside it count as there.
        QCOMPARE(server.read(below("status")),
                 QByteArray("Package: a\nStatus: install ok installed\n\nPackage: b\nStatus: deinstall ok config-files\n"));
        const QByteArray settings = server.read(below("apt.conf"));
        for (const char *line : {"Debug::NoLocking \"true\";\n", "/ahead/apt/lists\";\n", "/ahead/apt/nvidia-driver\";\n",
                                 "/ahead/apt/sources\";\n", "#clear APT::Update;\n"})
            QVERIFY2(settings.contains(line), (line + settings).constData());
        QCOMPARE(server.read(below("preferences/theirs")), QByteArray("Package: x\n"));
        // Nothing of the system's has changed, and there is nothing for undo.
        QCOMPARE(filesOf(server, "etc/apt/sources.list.d"), sources);
        QCOMPARE(filesOf(server, "usr/share/keyrings"), QByteArray());
        QCOMPARE(server.read(QStringLiteral("home/.local/state/firstlight/added")), QByteArray("file /before\n"));
        if (system.startsWith(QLatin1String("debian"))) {
            // With Debian's own components as the step adds them, and NVIDIA's repository with the key that was looked at.
            QVERIFY(server.read(below("sources/firstlight-debian.sources")).contains("Components: contrib\n"));
            QVERIFY(server.read(below("sources/firstlight-nvidia.sources")).contains("/ahead/apt/firstlight-nvidia.gpg\n"));
        }
    }

    void theWayOutIsTheStepsOwn()
    {
        ReplayServer server({QStringLiteral("dash")}, QStringLiteral("debian-12"));
        prepare(server);
        Variables values = m_cuda;
        values.emplace_back("APT_MIRROR", "http://mirror/debian");
        values.emplace_back("NVIDIA_MIRROR", "http://mirror/nvidia");
        server.ahead(m_toolkit, values);
        QVERIFY2(server.story().endsWith("install cuda-toolkit-13-0 cudnn9-cuda-13 [status]\n"), server.log().constData());
        const QByteArray settings = server.read(below("apt.conf"));
        QVERIFY2(settings.contains("Acquire::http::Proxy \"http://way:3128\";") && settings.contains("/ahead/apt/mirror.list\""),
                 settings.constData());
        QVERIFY(server.read(below("mirror.list")).startsWith("deb http://mirror/debian bookworm main"));
        QCOMPARE(filesOf(server, "home/.local/state/firstlight/ahead/apt/sources"), QByteArray("firstlight-nvidia.sources"));
    }

    void nothingComesWhereNothingIsToComeOrThereIsNoRoom_data()
    {
        QTest::addColumn<QString>("system");
        QTest::addColumn<QByteArray>("action");
        QTest::addColumn<QByteArray>("candidate");
        QTest::addColumn<QByteArray>("free");
        QTest::addColumn<QByteArray>("story");
        const auto row = [](const char *name, const char *system, const char *action, const char *candidate, const char *free,
                            const QByteArray &story) {
            QTest::newRow(name) << QString::fromLatin1(system) << QByteArray(action) << QByteArray(candidate) << QByteArray(free) << story;
        };
        const QByteArray lists = "apt-get [its settings] update [status]\n";
        row("there already", "ubuntu-24.04", "keep", "580.95.05-1", "48000", {});
        row("not asked for", "ubuntu-24.04", "none", "580.95.05-1", "48000", {});
        row("dnf", "rocky-9.6", "install", "580.95.05-1", "48000", {});
        row("no room for lists", "ubuntu-24.04", "install", "580.95.05-1", "12299", "> fail disk-full path=HOME need=12300 free=12299\n");
        row("no room", "ubuntu-24.04", "install", "580.95.05-1", "12300", lists + "> fail disk-full path=HOME need=12402 free=12300\n");
        row("another branch", "ubuntu-24.04", "install", "1:590.10-1", "48000", lists);
    }
    void nothingComesWhereNothingIsToComeOrThereIsNoRoom()
    {
        QFETCH(QString, system);
        QFETCH(QByteArray, action);
        QFETCH(QByteArray, candidate);
        QFETCH(QByteArray, free);
        QFETCH(QByteArray, story);
        ReplayServer server({QStringLiteral("dash")}, system);
        prepare(server, free.constData());
        server.write(QStringLiteral("candidate"), candidate + '\n');
        Variables values = driverVariables(m_matrix, system);
        values.front().second = action;
        server.ahead(m_driver, values);
        const QByteArray told = server.story().replace("/home/.local/state/firstlight", "HOME");
        QVERIFY2(told == story, (told + server.log()).constData());
    }

    void onlyWhatIsRightIsTaken_data()
    {
        QTest::addColumn<QStringList>("shell");
        for (const auto &[name, shell] : serverShells())
            QTest::newRow(name) << shell;
    }
    void onlyWhatIsRightIsTaken()
    {
        QFETCH(QStringList, shell);
        ReplayServer server(shell, QStringLiteral("debian-12"));
        prepare(server);
        QDir(server.path(QString())).mkpath(QStringLiteral("var/cache/apt/archives/partial"));
        const auto hash = [](QCryptographicHash::Algorithm how) { return QCryptographicHash::hash("right", how).toHex(); };
        QByteArray uris;
        for (const char *name : {"right.deb", "changed.deb", "link.deb", "missing.deb", "../above.deb"})
            uris += QByteArray("'https://x/") + name + "' " + name + " 5 SHA256:" + hash(QCryptographicHash::Sha256) + '\n';
        uris += "'https://x/weak.deb' weak.deb 5 MD5Sum:" + hash(QCryptographicHash::Md5) + '\n';
        server.write(QStringLiteral("uris"), uris);
        for (const char *name : {"right.deb", "weak.deb", "not-asked-for.deb"})
            server.write(below("cuda-toolkit/") + QLatin1String(name), "right");
        server.write(below("cuda-toolkit/changed.deb"), "wrong");
        server.write(below("above.deb"), "right");
        server.write(QStringLiteral("elsewhere"), "right");
        QVERIFY(QFile::link(server.path(QStringLiteral("elsewhere")), server.path(below("cuda-toolkit/link.deb"))));
        server.apply(m_toolkit, m_cuda);
        QByteArray took;
        for (const QByteArray &line : server.story().split('\n'))
            if (line.startsWith("has ") || line.startsWith("> fail"))
                took += line + '\n';
        QVERIFY2(took == "has right.deb\n", (took + server.log()).constData());
        // It does not stay, nor does what was wrong; the rest goes with the set-up.
        QCOMPARE(filesOf(server, "var/cache/apt/archives") + filesOf(server, "var/cache/apt/archives/partial"), QByteArray());
        QCOMPARE(filesOf(server, "home/.local/state/firstlight/ahead/apt/cuda-toolkit"), QByteArray("link.deb not-asked-for.deb weak.deb"));
        QCOMPARE(server.read(QStringLiteral("elsewhere")), QByteArray("right"));
    }
};

QTEST_GUILESS_MAIN(TestAheadAptScript)
#include "tst_ahead_apt_script.moc"
