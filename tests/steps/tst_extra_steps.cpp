// SPDX-License-Identifier: GPL-3.0-or-later
// with: replay_server.cpp
// Git, working together and VS Code, played: what each installs, that a second time there is nothing to do, and what undo leaves.
#include "backends/io/local/local_shell.h"
#include "backends/steps/server_scripts.h"
#include "tests/steps/replay_server.h"

#include <QDir>
#include <QtTest>

using namespace fl;

namespace {

const QString envs = QStringLiteral("home/firstlight/envs/"), state = QStringLiteral("home/.local/state/firstlight/"),
              vscode = QStringLiteral("home/firstlight/notebooks/.vscode/");

class Server : public ReplayServer {
public:
    Server(const QStringList &shell, const char *system, const char *source) : ReplayServer(shell, QLatin1String(system))
    {
        program(envs + QStringLiteral("pip-install"), "#!/bin/sh\n. \"$FL_REPLAY/bin/common\"\nevent pip \"$@\"\nfails pip && exit 1\n:\n");
        program(QStringLiteral("bin/runuser"), "#!/bin/sh\n. \"$FL_REPLAY/bin/common\"\nevent as \"$2\"\nshift 3\nexec \"$@\"\n");
        program(envs + QStringLiteral("jupyter/bin/python"), "#!/bin/sh\necho \"$2\" | sed -n 's/.*version(\\(.*\\)))/\\1 1/p'\n");
        QDir().mkpath(path(QStringLiteral("home/firstlight/notebooks")));
        fact("source", source);
        fact("jupyter.python", QFile::encodeName(path(envs + QStringLiteral("jupyter/bin/python"))));
        fact("pytorch.python", "/home/a \"b\"/python");
        write(state + QStringLiteral("proof.json"), "{}");
    }
    void program(const QString &name, const QByteArray &text) const
    {
        write(name, text);
        QFile::setPermissions(path(name), QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    }
    bool changesJupyter() const
    {
        return !QFile::exists(path(state + QStringLiteral("proof.json")))
            && read(state + QStringLiteral("facts")).contains("\nconfig.changed 1700000000\n");
    }
    QByteArray ran()
    {
        QByteArray told;
        for (const QByteArray &line : story().split('\n'))
            if (!line.isEmpty() && !line.startsWith("> added") && !line.startsWith("> fact"))
                told += line + '\n';
        return told;
    }
};

} // namespace

class TestExtraSteps : public QObject {
    Q_OBJECT

    static void eachShell()
    {
        QTest::addColumn<QStringList>("shell");
        QTest::newRow("dash") << QStringList{QStringLiteral("dash")};
        QTest::newRow("bash") << QStringList{QStringLiteral("bash"), QStringLiteral("--posix")};
        QTest::newRow("busybox") << QStringList{QStringLiteral("busybox"), QStringLiteral("sh")};
    }

private slots:
    void git_data() { eachShell(); }
    void git()
    {
        QFETCH(QStringList, shell);
        const ServerStep step = builtinStep("extra-git");
        for (const char *system : {"debian-12", "rocky-9.6"}) {
            const bool apt = QLatin1String(system) == QLatin1String("debian-12");
            Server server(shell, system, "pypi");
            QCOMPARE(server.check(step, {}), 1);
            server.story();
            server.apply(step, {});
            const QByteArray ran = server.ran(), pip = "as ana\npip jupyter jupyterlab-git\n";
            const QByteArray expected = apt
                ? "apt-get [settings] update [status]\napt-get [settings] [no-remove] install git [hook] [status]\n" + pip
                : "dnf [settings] install git\n" + pip;
            QVERIFY2(ran == expected, (ran + server.log()).constData());
            QVERIFY(server.changesJupyter());
            server.program(QStringLiteral("bin/git"), "#!/bin/sh\necho git version 2\n");
            server.verify(step, {});
            QCOMPARE(server.ran(), QByteArray());
            QCOMPARE(server.check(step, {}), 0);
            QVERIFY(server.read(state + QStringLiteral("added")).contains(apt ? "apt git\n" : "rpm git\n"));
            server.undo();
            QVERIFY2(server.log().contains(apt ? "gone apt git\n" : "gone rpm git\n"), server.log().constData());
        }
    }

    void gitThatIsThereStaysAndTheSystemsJupyterGetsNoPanel()
    {
        const ServerStep step = builtinStep("extra-git");
        Server server({QStringLiteral("dash")}, "debian-12", "distro");
        server.program(QStringLiteral("bin/git"), "#!/bin/sh\necho git version 2\n");
        server.apply(step, {});
        QCOMPARE(server.ran(), QByteArray());
        QVERIFY(!server.changesJupyter() && !server.read(state + QStringLiteral("added")).contains("git"));
        QCOMPARE(server.check(step, {}), 0);
        server.fact("source", "pypi"); // with another source it is another Jupyter
        QCOMPARE(server.check(step, {}), 1);
    }

    void collaboration_data() { eachShell(); }
    void collaboration()
    {
        QFETCH(QStringList, shell);
        const ServerStep step = builtinStep("extra-collaboration");
        Server server(shell, "debian-12", "pypi");
        QCOMPARE(server.check(step, {}), 1);
        server.story();
        server.apply(step, {});
        QCOMPARE(server.ran(), QByteArray("pip jupyter jupyter-collaboration\n"));
        QVERIFY(server.changesJupyter());
        QCOMPARE(server.check(step, {}), 0);
        server.program(envs + QStringLiteral("jupyter/bin/python"), "#!/bin/sh\nexit 1\n");
        server.verify(step, {});
        QVERIFY2(server.story().contains("> end extra-collaboration 1\n"), server.log().constData());

        Server distro(shell, "debian-12", "distro");
        distro.apply(step, {});
        QCOMPARE(distro.ran(), QByteArray("> fail not-supported-here why=collaboration-not-packaged\n"));
        Server without(shell, "debian-12", "pypi");
        without.says("pip", "No matching distribution found for jupyter-collaboration\n");
        without.apply(step, {});
        QVERIFY(without.ran().contains("> fail package-source-failed problem=no-such-package\n"));
        QCOMPARE(without.check(step, {}), 1);
    }

    void vscode_data() { eachShell(); }
    void vscode()
    {
        QFETCH(QStringList, shell);
        const ServerStep step = builtinStep("extra-vscode");
        const Variables values{{"FRAMEWORKS", "pytorch jax"}};
        Server server(shell, "debian-12", "pypi");
        server.program(QStringLiteral("bin/tar"), "#!/bin/sh\n");
        QFile::remove(server.path(QStringLiteral("bin/curl")));
        QCOMPARE(server.check(step, values), 1);
        server.story();
        server.apply(step, values);
        const QByteArray ran = server.ran();
        QVERIFY2(ran.contains("install curl [hook]") && !ran.contains(" tar ") && !ran.contains("fail"), (ran + server.log()).constData());
        server.program(QStringLiteral("bin/curl"), "#!/bin/sh\n");
        const QByteArray settings = server.read(::vscode + QStringLiteral("settings.json"));
        QVERIFY2(settings.contains("\"python.defaultInterpreterPath\": \"/home/a \\\"b\\\"/python\""), settings.constData());
        QVERIFY(server.read(::vscode + QStringLiteral("extensions.json")).contains("ms-toolsai.jupyter"));
        QCOMPARE(server.check(step, values), 0);
        server.verify(step, values);
        QCOMPARE(server.ran(), QByteArray());

        // Another framework comes first: the file follows, unless the user has changed it.
        server.fact("jax.python", "/jax/python");
        const Variables jax{{"FRAMEWORKS", "jax"}};
        QCOMPARE(server.check(step, jax), 1);
        server.apply(step, jax);
        QVERIFY(server.read(::vscode + QStringLiteral("settings.json")).contains("/jax/python"));
        server.write(::vscode + QStringLiteral("settings.json"), "{}\n");
        server.apply(step, values);
        QCOMPARE(server.read(::vscode + QStringLiteral("settings.json")), QByteArray("{}\n"));
    }

    void whatTheUserChangedIsTheUsers()
    {
        const ServerStep step = builtinStep("extra-vscode");
        Server server({QStringLiteral("dash")}, "debian-12", "pypi");
        for (const char *program : {"tar", "curl"})
            server.program(QLatin1String("bin/") + QLatin1String(program), "#!/bin/sh\n");
        server.apply(step, {{"FRAMEWORKS", "pytorch"}});
        const QByteArray homeBefore = qgetenv("HOME");
        qputenv("HOME", QFile::encodeName(server.path(QStringLiteral("home"))));
        LocalShell shell;
        const auto listed = [&] { return shell.run(listFilesScript(), {}, {})->out; };
        QCOMPARE(listed(), QByteArray());
        server.write(::vscode + QStringLiteral("settings.json"), "{}\n");
        const QByteArray after = listed();
        QVERIFY2(after.contains(".vscode/settings.json") && !after.contains("extensions.json"), after.constData());
        const auto undone = shell.run(undoScript(QStringLiteral("m"), Secret()), {}, {});
        qputenv("HOME", homeBefore);
        QVERIFY2(undone && undone->code == 0, undone ? undone->err.constData() : "");
        QVERIFY(QFile::exists(server.path(::vscode + QStringLiteral("settings.json"))));
        QVERIFY(!QFile::exists(server.path(::vscode + QStringLiteral("extensions.json"))));
    }
};

QTEST_GUILESS_MAIN(TestExtraSteps)
#include "tst_extra_steps.moc"
