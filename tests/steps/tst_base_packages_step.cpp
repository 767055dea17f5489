// SPDX-License-Identifier: GPL-3.0-or-later
// with: replay_server.cpp
// base-packages.yaml on dnf's systems, played: which Python comes, how each failure of dnf is named (recordings/dnf-4.14.txt), that another
// dnf is waited for, and what undo leaves. On apt's systems it is run for real (tests/practice).
#include "tests/steps/replay_server.h"

#include <QtTest>

using namespace fl;

class TestBasePackagesStep : public QObject {
    Q_OBJECT

    const ServerStep m_step = builtinStep("base-packages");

    static QByteArray added(const ReplayServer &server) { return server.read(QStringLiteral("home/.local/state/firstlight/added")); }
    static QByteArray packages(const ReplayServer &server)
    {
        QByteArrayList names;
        for (const QByteArray &line : server.read(QStringLiteral("packages")).split('\n'))
            if (!line.isEmpty())
                names += line.split(' ').first();
        return names.join(' ');
    }
    /// What dnf said, by the names of the recording's parts.
    static QMap<QByteArray, QByteArray> dnfSays()
    {
        QFile file(QStringLiteral(FL_SOURCE_DIR "/tests/steps/recordings/dnf-4.14.txt"));
        if (!file.open(QIODevice::ReadOnly))
            qFatal("there is no recording of dnf");
        QMap<QByteArray, QByteArray> said;
        QByteArray name;
        while (!file.atEnd()) {
            const QByteArray line = file.readLine();
            if (line.startsWith("== "))
                name = line.mid(3).trimmed();
            else if (!name.isEmpty())
                said[name] += line;
        }
        return said;
    }

private slots:
    void thePythonOfEachSystem_data()
    {
        QTest::addColumn<QStringList>("shell");
        QTest::addColumn<QString>("system");
        QTest::addColumn<QByteArray>("python");
        for (const auto &[name, shell] : serverShells())
            for (const auto &[system, python] : {std::pair{"rocky-8.10", "python3.12"},
                                                 {"rocky-9.6", "python3.12"},
                                                 {"rocky-10.0", "python3"},
                                                 {"rhel-8.10", "python3.12"},
                                                 {"almalinux-10.1", "python3"},
                                                 {"ol-9.5", "python3.12"}})
                QTest::newRow((QByteArray(system) + ' ' + name).constData()) << shell << QString::fromLatin1(system) << QByteArray(python);
    }
    void thePythonOfEachSystem()
    {
        QFETCH(QStringList, shell);
        QFETCH(QString, system);
        QFETCH(QByteArray, python);
        ReplayServer server(shell, system);
        server.fact("source", "pypi");
        server.installed("dnf", "4.14", "x");
        server.installed("ca-certificates", "2025", "x");
        QCOMPARE(server.check(m_step, {}), 1);
        server.story();
        server.apply(m_step, {});
        const QByteArray list = "ca-certificates " + python + ' ' + python + "-pip";
        QCOMPARE(server.story(),
                 "dnf [settings] install " + list + "\n> added rpm " + python + "\n> added rpm " + python
                     + "-pip\n> fact python.program "
                       "/usr/bin/"
                     + python + "\n> fact packages " + list + "\n> fact packages.source pypi\n");
        server.verify(m_step, {});
        QCOMPARE(server.story(), QByteArray());
        QCOMPARE(server.check(m_step, {}), 0);
        // A second run asks dnf nothing.
        server.apply(m_step, {});
        QVERIFY(!server.story().contains("dnf"));
        QCOMPARE(added(server), "rpm " + python + "\nrpm " + python + "-pip\n");
        // One that somebody took away is missed.
        server.write(QStringLiteral("packages"), "dnf 4.14 x\nca-certificates 2025 x\n");
        QCOMPARE(server.check(m_step, {}), 1);
    }

    void condaBringsItsOwnPython()
    {
        ReplayServer server({QStringLiteral("dash")}, QStringLiteral("rocky-9.6"));
        server.fact("source", "conda");
        server.apply(m_step, {});
        QVERIFY(server.story().startsWith("dnf [settings] install ca-certificates\n"));
    }

    void dnfIsToldAllThis()
    {
        ReplayServer server({QStringLiteral("dash")}, QStringLiteral("rocky-9.6"));
        server.fact("source", "pypi");
        QVERIFY(QFile::remove(server.path(QStringLiteral("bin/curl")))); // which a later step fetches NVIDIA's key with
        server.apply(m_step, {{"PROXY", "http://proxy:3128"}, {"CA_PEM", "pem"}});
        const QByteArray story = server.story().replace(server.path(QStringLiteral("home")).toUtf8(), "~");
        QVERIFY2(story.startsWith("dnf [settings] --setopt=proxy=http://proxy:3128 "
                                  "--setopt=sslcacert=STATE/extra-ca.pem install ca-certificates python3.12 "
                                  "python3.12-pip curl\n"),
                 story.constData());
    }

    void aMirrorTakesThePlaceOfTheSystemsOwnRepositories()
    {
        for (const auto &[name, shell] : serverShells()) {
            ReplayServer server(shell, QStringLiteral("almalinux-8.10"));
            server.fact("source", "pypi");
            server.apply(m_step, {{"APT_MIRROR", "https://m.example.org/alma/"}});
            const QByteArray story = server.story();
            for (const char *repository : {"baseos:BaseOS", "appstream:AppStream", "extras:extras"}) {
                const QByteArrayList words = QByteArray(repository).split(':');
                QVERIFY2(story.contains("--setopt=" + words[0] + ".mirrorlist= --setopt=" + words[0] + ".metalink= --setopt=" + words[0]
                                        + ".baseurl=https://m.example.org/alma/8/" + words[1] + "/$basearch/os/ "),
                         story.constData());
            }
        }
    }

    void eachFailureHasItsName_data()
    {
        QTest::addColumn<QByteArray>("words");
        QTest::addColumn<QByteArray>("named");
        const QMap<QByteArray, QByteArray> said = dnfSays();
        const QMap<QByteArray, QByteArray> names{{"lock", "package-lock-held holder=a program (4999999) seconds=2"},
                                                 {"rpm-lock", "package-lock-held holder=a program seconds=2"},
                                                 {"mirror-404", "package-source-failed problem=not-found"},
                                                 {"package-404", "package-source-failed problem=not-found"},
                                                 {"checksum", "package-source-failed problem=hash-mismatch"},
                                                 {"metadata-checksum", "package-source-failed problem=hash-mismatch"},
                                                 {"unsigned", "package-source-failed problem=key-missing"},
                                                 {"other-key", "package-source-failed problem=key-missing"},
                                                 {"key-file-gone", "package-source-failed problem=key-missing"},
                                                 {"no-key", "package-source-failed problem=key-missing"},
                                                 {"disk-full-download", "disk-full path=/var free=48828"},
                                                 {"disk-full", "disk-full path=/var free=48828"},
                                                 {"refused", "no-internet"},
                                                 {"no-name", "no-internet"},
                                                 {"no-such-package", "package-source-failed problem=no-such-package"},
                                                 {"no-repository", "package-source-failed problem=no-source"},
                                                 {"broken", "package-broken"}};
        QCOMPARE(names.keys(), said.keys());
        for (auto it = names.begin(); it != names.end(); ++it)
            QTest::newRow(it.key().constData()) << said[it.key()] << it.value();
    }
    void eachFailureHasItsName()
    {
        QFETCH(QByteArray, words);
        QFETCH(QByteArray, named);
        for (const auto &[name, shell] : serverShells()) {
            ReplayServer server(shell, QStringLiteral("rocky-9.6"));
            server.fact("source", "pypi");
            server.fact("limit.lock", "2");
            server.says("dnf-install", words);
            server.apply(m_step, {});
            const QByteArray story = server.story();
            QVERIFY2(story.endsWith("\n> fail " + named + '\n'), (QByteArray(name) + ": " + story + server.log()).constData());
            // Nothing is said to be ours that did not come, and the next try can go on.
            QCOMPARE(added(server), QByteArray());
            QVERIFY(QFile::remove(server.path(QStringLiteral("say/dnf-install"))));
            server.apply(m_step, {});
            QVERIFY2(server.story().contains("> fact packages.source pypi\n"), server.log().constData());
            QVERIFY(added(server).contains("rpm python3.12\n"));
        }
    }

    void anotherDnfIsWaitedFor()
    {
        for (const auto &[name, shell] : serverShells()) {
            ReplayServer server(shell, QStringLiteral("rocky-8.10"));
            server.fact("source", "pypi");
            server.says("dnf-locked", dnfSays()["lock"]);
            // It is done after a second.
            server.write(QStringLiteral("bin/sleep"), "#!/bin/sh\nrm -f \"$FL_REPLAY/say/dnf-locked\"\n");
            server.apply(m_step, {});
            QVERIFY2(server.log().contains("waiting-for-lock\tholder=a program (4999999)"), server.log().constData());
            const QByteArray story = server.story();
            QCOMPARE(story.count("dnf [settings] install"), 2);
            QVERIFY2(story.endsWith("> fact packages.source pypi\n"), story.constData());
        }
    }

    void undoLeavesWhatTheUserCameToNeed()
    {
        for (const auto &[name, shell] : serverShells()) {
            ReplayServer server(shell, QStringLiteral("rocky-9.6"));
            server.fact("source", "pypi");
            server.installed("dnf", "4.14", "x");
            server.installed("ca-certificates", "2025", "x");
            server.apply(m_step, {});
            server.installed("users-tool", "1.0", "x");
            server.write(QStringLiteral("needs"), "python3.12-pip python3.12\nusers-tool python3.12\n");
            server.story();
            server.undo();
            QCOMPARE(server.story(), QByteArray("rpm -e python3.12-pip\n"));
            QVERIFY2(server.log().contains("gone rpm python3.12-pip\n") && !server.log().contains("left rpm"), server.log().constData());
            QCOMPARE(packages(server), QByteArray("dnf ca-certificates python3.12 users-tool"));

            ReplayServer plain(shell, QStringLiteral("rocky-9.6"));
            plain.fact("source", "pypi");
            plain.installed("dnf", "4.14", "x");
            plain.apply(m_step, {});
            plain.write(QStringLiteral("needs"), "python3.12-pip python3.12\n");
            plain.undo();
            QCOMPARE(packages(plain), QByteArray("dnf"));
        }
    }
};

QTEST_GUILESS_MAIN(TestBasePackagesStep)
#include "tst_base_packages_step.moc"
