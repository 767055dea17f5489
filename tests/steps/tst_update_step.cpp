// SPDX-License-Identifier: GPL-3.0-or-later
// with: replay_server.cpp
// update.yaml, played: the real script in each shell, over environments of empty packages and a pip-install that knows an index. It is
// ended by SIGKILL before each single thing it does, and must always have left an environment that works, and end well the next time.
// limit: 900
#include "tests/steps/replay_server.h"

#include <QDir>
#include <QProcess>
#include <QStandardPaths>
#include <QtTest>

using namespace fl;

namespace {

/// Counts what could leave something half done, and ends the script before the one it is told.
const char *const counted = "#!/bin/sh\n"
                            "n=$(($(/bin/cat \"$FL_REPLAY/count\") + 1))\necho $n >\"$FL_REPLAY/count\"\n"
                            "if [ $n = \"$(/bin/cat \"$FL_REPLAY/kill-at\")\" ]; then\n"
                            "    read -r pid _ <\"$FL_REPLAY/job/child\"\n    kill -9 \"$pid\"\n    exit 1\nfi\nexec /bin/%1 \"$@\"\n";

/// Installs from the lines "NAME VERSION" of the file index what an environment has in another version, as pip tells it.
const char *const pipInstall =
    "#!/bin/sh\n"
    "echo \"pip $*\" >>\"$FL_REPLAY/asked\"\n"
    "env=$1; shift; dry=no\n"
    "if [ -e \"$FL_REPLAY/say/pip\" ]; then cat \"$FL_REPLAY/say/pip\"; exit 1; fi\n"
    "case \"$*\" in *--dry-run*) dry=yes ;; esac\n"
    "for site in \"${0%/*}/$env\"/lib/python3*/site-packages; do :; done\n"
    "would=\n"
    "for word in \"$@\"; do\n"
    "    name=${word%%[<>=[]*}\n"
    "    while read -r each version; do\n"
    "        [ \"$each\" = \"$name\" ] && [ ! -e \"$site/$name-$version.dist-info\" ] || continue\n"
    "        would=\"$would $name-$version\"\n"
    "        [ $dry = no ] || continue\n"
    "        rm -rf \"$site/$name\"-*.dist-info\n"
    "        mkdir \"$site/$name-$version.dist-info\"\n"
    "        printf 'Metadata-Version: 2.1\\nName: %s\\nVersion: %s\\n' \"$name\" \"$version\" "
    ">\"$site/$name-$version.dist-info/METADATA\"\n"
    "        printf '#!%s/bin/python\\nprint(\"%s\")\\n' \"${0%/*}/$env\" \"$version\" >\"${0%/*}/$env/bin/$name-tool\"\n"
    "    done <\"$FL_REPLAY/index\"\n"
    "done\n"
    "echo 'Requirement already satisfied: some'\n"
    "[ -z \"$would\" ] || [ $dry = no ] || echo \"Would install$would\"\n";

class Server : public ReplayServer {
public:
    explicit Server(const QStringList &shell = {QStringLiteral("dash")}) : ReplayServer(shell, QStringLiteral("debian-12"))
    {
        for (const char *program : {"cmp", "du"})
            QFile::link(QStandardPaths::findExecutable(QLatin1String(program)), path(QLatin1String("bin/") + QLatin1String(program)));
        QFile::link(QStringLiteral("/bin/true"), path(QStringLiteral("bin/sync")));
        QFile::link(QStringLiteral("/usr/bin/python3"), path(QStringLiteral("bin/python3")));
        write(QStringLiteral("asked"), {});
        write(QStringLiteral("count"), "0\n");
        write(QStringLiteral("kill-at"), "0\n");
        program(envs + QStringLiteral("pip-install"), pipInstall);
        environment("jupyter", {{"jupyterlab", "4.6.1"}, {"jupyter-server", "2.20.3"}, {"ipykernel", "6.30.1"}});
        program(envs + QStringLiteral("jupyter/bin/jupyter-lab"),
                "#!/bin/sh\nls \"${0%/bin/*}\"/lib/python3.11/site-packages | sed -n 's/^jupyterlab-\\(.*\\)\\.dist-info/\\1/p'\n");
        environment("pytorch", {{"torch", "2.15.0+cpu"}, {"torchvision", "0.29.2+cpu"}, {"numpy", "2.3.4"}, {"users-own", "1"}});
        offer("jupyterlab 4.6.1\njupyter-server 2.20.3\ntorch 2.15.0+cpu\ntorchvision 0.29.2+cpu\nnumpy 2.3.4\n");
        fact("source", "pypi");
        fact("jupyter.python", QFile::encodeName(path(envs + QStringLiteral("jupyter/bin/python"))));
        fact("jupyter.port", "1"); // nobody is there
        fact("config.base_url", "/x/");
        fact("config.changed", "1");
        fact("jupyter", "h0-pypi");
        fact("pytorch", "h0-pypi");
        fact("pytorch.from", "torch torchvision https://x/cpu");
        fact("pytorch.device", "cpu");
        write(proof, "{}");
    }
    void program(const QString &name, const QByteArray &text) const
    {
        QFile::remove(path(name));
        write(name, text);
        QFile::setPermissions(path(name), QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner);
    }
    void environment(const QString &name, const QMap<QByteArray, QByteArray> &packages) const
    {
        const QString site = envs + name + QStringLiteral("/lib/python3.11/site-packages/");
        for (auto it = packages.begin(); it != packages.end(); ++it)
            write(site + QString::fromLatin1(it.key() + '-' + it.value() + ".dist-info/METADATA"),
                  "Metadata-Version: 2.1\nName: " + it.key() + "\nVersion: " + it.value() + '\n');
        QDir().mkpath(path(envs + name + QStringLiteral("/bin")));
        QFile::link(QStringLiteral("/usr/bin/python3"), path(envs + name + QStringLiteral("/bin/python")));
        write(envs + name + QStringLiteral("/.whole"), {});
    }
    void offer(const QByteArray &index) const { write(QStringLiteral("index"), index); }
    QByteArrayList packages(const QString &name) const
    {
        QByteArrayList found;
        for (const QString &each :
             QDir(path(envs + name + QStringLiteral("/lib/python3.11/site-packages"))).entryList({QStringLiteral("*.dist-info")}))
            found += each.chopped(10).toUtf8();
        return found;
    }
    bool works(const QString &name) const { return QFile::exists(path(envs + name + QStringLiteral("/bin/python"))); }
    bool has(const QString &name) const { return QFileInfo::exists(path(envs + name)); }
    QByteArray known(const QByteArray &name) const
    {
        QByteArray value;
        for (const QByteArray &line : read(QStringLiteral("home/.local/state/firstlight/facts")).split('\n'))
            if (line.startsWith(name + ' '))
                value = line.mid(name.size() + 1);
        return value;
    }
    bool isProven() const { return QFile::exists(path(proof)); }
    /// What the step verify does once it went well.
    void prove() const
    {
        write(proof, "{}");
        QFile::remove(path(QStringLiteral("home/.local/state/firstlight/update/open")));
    }
    /// The step; what it said.
    QByteArray update(const char *to, bool look = false, const QByteArray &index = "https://x/cpu")
    {
        static const ServerStep step = builtinStep("update");
        apply(step,
              {{"UPDATE", to},
               {"LOOK", look ? "yes" : "no"},
               {"ENVIRONMENTS", "jupyter|jupyter|h1||||\npytorch|pytorch|h1|" + index + "|||torch torchvision\njax|jax|h1||||jax"}});
        return story();
    }

    const QString envs = QStringLiteral("home/firstlight/envs/"), proof = QStringLiteral("home/.local/state/firstlight/proof.json");
};

const QByteArrayList oldTorch{"numpy-2.3.4", "torch-2.15.0+cpu", "torchvision-0.29.2+cpu", "users-own-1"},
    newTorch{"numpy-2.3.4", "torch-2.16.0+cpu", "torchvision-0.30.0+cpu", "users-own-1"};
const QByteArray newIndex = "jupyterlab 4.6.3\njupyter-server 2.20.3\ntorch 2.16.0+cpu\ntorchvision 0.30.0+cpu\nnumpy 3.0.0\n";

} // namespace

class TestUpdateStep : public QObject {
    Q_OBJECT
private slots:
    void forwardAndBack_data()
    {
        QTest::addColumn<QStringList>("shell");
        QTest::newRow("dash") << QStringList{QStringLiteral("dash")};
        QTest::newRow("bash") << QStringList{QStringLiteral("bash"), QStringLiteral("--posix")};
        QTest::newRow("busybox") << QStringList{QStringLiteral("busybox"), QStringLiteral("sh")};
    }
    void forwardAndBack()
    {
        QFETCH(QStringList, shell);
        Server server(shell);
        server.offer(newIndex);
        QByteArray said = server.update("newest", true);
        QVERIFY2(!said.contains("fail") && !said.contains("ended"), (said + server.log()).constData());
        QCOMPARE(server.known("update.changes"),
                 QByteArray("jupyterlab 4.6.1 → 4.6.3, torch 2.15.0+cpu → 2.16.0+cpu, torchvision 0.29.2+cpu → 0.30.0+cpu"));
        QCOMPARE(server.known("update.kernels"), QByteArray("0"));
        QCOMPARE(server.known("update.state"), QByteArray("proven"));
        // It only looked.
        QVERIFY(server.isProven() && server.packages(QStringLiteral("pytorch")) == oldTorch && server.known("pytorch") == "h0-pypi");

        said = server.update("newest");
        QVERIFY2(!said.contains("fail"), (said + server.log()).constData());
        QCOMPARE(server.packages(QStringLiteral("pytorch")),
                 newTorch); // what the user added is there, and what nobody asked for is as it was
        QCOMPARE(server.packages(QStringLiteral("pytorch.before")), oldTorch);
        QVERIFY(!server.has(QStringLiteral("pytorch.new")) && !server.has(QStringLiteral("jupyter.new")) && !server.isProven());
        QCOMPARE(server.known("jupyter.version"), QByteArray("4.6.3"));
        QCOMPARE(server.known("jupyter"), QByteArray("h1-pypi"));
        QCOMPARE(server.known("pytorch"), QByteArray("h1-pypi"));
        QCOMPARE(server.known("config.changed"), QByteArray("1700000000")); // Jupyter itself changed: it is started anew
        QCOMPARE(server.known("update.before"), QByteArray("yes"));
        const QByteArray tool = server.read(server.envs + QStringLiteral("pytorch/bin/torch-tool"));
        QVERIFY2(tool.startsWith("#!" + QFile::encodeName(server.path(server.envs)) + "pytorch/bin/python\n"), tool.constData());
        server.prove();

        server.update("newest", true);
        QCOMPARE(server.known("update.changes"), QByteArray());
        server.update("before", true);
        QCOMPARE(server.known("update.changes"),
                 QByteArray("jupyterlab 4.6.3 → 4.6.1, torch 2.16.0+cpu → 2.15.0+cpu, torchvision 0.30.0+cpu → 0.29.2+cpu"));
        said = server.update("before");
        QVERIFY2(!said.contains("fail"), (said + server.log()).constData());
        QCOMPARE(server.packages(QStringLiteral("pytorch")), oldTorch);
        QCOMPARE(server.known("jupyter.version"), QByteArray("4.6.1"));
        QCOMPARE(server.known("pytorch"), QByteArray("h1-pypi")); // it is what counts now: no set-up brings the newer one back
        QVERIFY(!server.has(QStringLiteral("pytorch.before")) && !server.has(QStringLiteral("jupyter.before")) && !server.isProven());
        QCOMPARE(server.known("update.before"), QByteArray("no"));
        server.prove();
        server.update("before", true);
        QCOMPARE(server.known("update.changes"), QByteArray());
    }

    void onlyWhatChangesIsTouched()
    {
        Server server;
        server.offer("jupyterlab 4.6.1\ntorch 2.16.0+cpu\n");
        server.update("newest");
        QCOMPARE(server.known("config.changed"), QByteArray("1")); // Jupyter goes on
        QVERIFY(!server.has(QStringLiteral("jupyter.before")) && !server.has(QStringLiteral("jupyter.new")));
        // The next update is another one: it forgets what was before the last.
        server.prove();
        server.offer("jupyterlab 4.6.3\ntorch 2.16.0+cpu\n");
        server.update("newest");
        QVERIFY(server.has(QStringLiteral("jupyter.before")) && !server.has(QStringLiteral("pytorch.before")));
    }

    void ofAnUpdateThatWasNeverProvenTheFirstIsKept()
    {
        Server server;
        server.offer("torch 2.16.0+cpu\n");
        server.update("newest");
        server.offer("torch 2.16.1+cpu\n");
        server.update("newest", true);
        QCOMPARE(server.known("update.state"), QByteArray("open"));
        server.update("newest");
        QVERIFY(server.packages(QStringLiteral("pytorch")).contains("torch-2.16.1+cpu"));
        QVERIFY2(!server.update("before").contains("fail"), server.log().constData());
        QCOMPARE(server.packages(QStringLiteral("pytorch")), oldTorch);
    }

    void anotherIndexIsFetchedThoughTheVersionIsTheSame()
    {
        Server server;
        server.update("newest", true, "https://x/cu130");
        QCOMPARE(server.known("update.changes"), QByteArray("pytorch"));
        server.update("newest", false, "https://x/cu130");
        QVERIFY(server.read(QStringLiteral("asked"))
                    .contains("pip pytorch.new --upgrade --force-reinstall torch torchvision --index-url https://x/cu130\n"));
        QCOMPARE(server.known("pytorch.device"), QByteArray("gpu"));
        server.update("before");
        QCOMPARE(server.known("pytorch.device"), QByteArray("cpu"));
        QCOMPARE(server.known("pytorch.from"), QByteArray("torch torchvision https://x/cpu"));
    }

    void whatPipCannotDoLeavesAllAsItWas()
    {
        Server server;
        server.offer(newIndex);
        server.says("pip", "ERROR: No matching distribution found for jupyterlab>=4.6\n");
        QVERIFY(server.update("newest").contains("> fail package-source-failed problem=no-such-package\n"));
        QVERIFY(!server.has(QStringLiteral("jupyter.new")) && server.isProven() && server.packages(QStringLiteral("pytorch")) == oldTorch);
        // One that cannot tell beforehand is not asked twice.
        server.says("pip", "ERROR: no such option: --dry-run\n");
        server.update("newest", true);
        QCOMPARE(server.known("update.changes"), QByteArray("Jupyter, pytorch"));
    }

    void tooLittleRoomIsSaidBefore()
    {
        Server server;
        server.offer(newIndex);
        server.write(QStringLiteral("free-kb"), "90000\n");
        const QByteArray said = server.update("newest");
        QVERIFY2(said.contains("> fail disk-full path=") && said.contains(" free=87\n"), said.constData());
        QVERIFY(!server.has(QStringLiteral("jupyter.new")) && server.isProven());
    }

    void theSystemsOwnSoftwareIsTheSystems()
    {
        Server server;
        server.fact("source", "distro");
        QVERIFY(server.update("newest", true).contains("> fail not-supported-here what=update why=update-not-pypi\n"));
    }

    void endedAnywhere_data()
    {
        QTest::addColumn<bool>("exchanges");
        QTest::newRow("the file system can exchange") << true;
        QTest::newRow("it cannot") << false;
    }
    void endedAnywhere()
    {
        QFETCH(bool, exchanges);
        int gaps = 0, at = 1;
        for (bool ended = true; ended; ++at) {
            Server server;
            for (const char *program : {"mv", "cp", "rm"})
                server.program(QLatin1String("bin/") + QLatin1String(program), QByteArray(counted).replace("%1", program));
            server.program(QStringLiteral("bin/python3"),
                           exchanges ? QByteArray(counted).replace("/bin/%1", "/usr/bin/python3")
                                     : "#!/bin/sh\ntext=$(cat)\ncase $text in *renameat2*) exit 1 ;; esac\n"
                                       "printf '%s\\n' \"$text\" | /usr/bin/python3 \"$@\"\n");
            server.offer(newIndex);
            const auto broken = [&](const char *to) {
                server.write(QStringLiteral("count"), "0\n");
                server.write(QStringLiteral("kill-at"), QByteArray::number(at));
                const bool was = server.update(to).contains("ended with killed");
                server.write(QStringLiteral("kill-at"), "0\n");
                const QByteArrayList now = server.packages(QStringLiteral("pytorch"));
                if (server.works(QStringLiteral("pytorch")) && server.works(QStringLiteral("jupyter")))
                    return std::pair(was, now == oldTorch || now == newTorch);
                ++gaps;
                return std::pair(was, !exchanges);
            };
            const auto [endedThere, whole] = broken("newest");
            QVERIFY2(whole, qPrintable(QString::number(at)));
            QByteArray said = server.update("newest");
            QVERIFY2(!said.contains("fail") && !said.contains("ended"), (QByteArray::number(at) + said + server.log()).constData());
            QCOMPARE(server.packages(QStringLiteral("pytorch")), newTorch);
            QCOMPARE(server.packages(QStringLiteral("pytorch.before")), oldTorch);
            QCOMPARE(server.known("pytorch"), QByteArray("h1-pypi"));
            server.prove();

            const auto [endedBack, wholeBack] = broken("before");
            QVERIFY2(wholeBack, qPrintable(QString::number(at)));
            said = server.update("before");
            QVERIFY2(!said.contains("fail") && !said.contains("ended"), (QByteArray::number(at) + said + server.log()).constData());
            QCOMPARE(server.packages(QStringLiteral("pytorch")), oldTorch);
            QVERIFY(server.packages(QStringLiteral("jupyter")).contains("jupyterlab-4.6.1"));
            for (const char *left : {"pytorch.new", "pytorch.before", "pytorch.swap", "jupyter.new", "jupyter.before", "jupyter.swap"})
                QVERIFY2(!server.has(QLatin1String(left)), left);
            ended = endedThere || endedBack;
        }
        QVERIFY2(at > 10, qPrintable(QString::number(at)));
        QCOMPARE(gaps > 0, !exchanges);
    }
};

QTEST_GUILESS_MAIN(TestUpdateStep)
#include "tst_update_step.moc"
