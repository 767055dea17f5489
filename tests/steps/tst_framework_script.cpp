// SPDX-License-Identifier: GPL-3.0-or-later
// A framework's step: what it asks pip for, which Python it takes, and the kernel it leaves. The scripts are the real ones, in each shell
// a server may have; python3 and pip-install are fakes that write down what they were asked.
#include "tests/steps/step_home.h"

#include <QtTest>

using namespace fl;

namespace {

/// Stands for python3 and for the Python of each environment: "-m venv FOLDER" makes one, all that is asked of it is noted.
const char *const fakePython =
    "#!/bin/sh\n"
    "case \"$*\" in\n"
    "    '-m venv'*) mkdir -p \"$3/bin\" && cp \"$0\" \"$3/bin/python\" && echo \"venv ${3##*/}\" >>\"$ASKED\" ;;\n"
    "    *version_info*) cat \"${0%/bin/*}/version\" 2>/dev/null || echo 3.11 ;;\n"
    "    *ipykernel*) echo \"kernel $*\" >>\"$ASKED\" ;;\n"
    "esac\n";

class Server : public StepHome {
public:
    explicit Server(const QStringList &shell) : StepHome(shell)
    {
        program("bin/python3", fakePython);
        // Makes an environment with the Python that is asked for, unless told that it cannot be had.
        program("firstlight/envs/pip-install",
                "#!/bin/sh\nif [ \"$2\" = --python ]; then\n    [ ! -e \"$HOME/no-python\" ] || exit 1\n    mkdir -p \"${0%/*}/$1/bin\"\n"
                "    cp \"$HOME/bin/python3\" \"${0%/*}/$1/bin/python\" && echo \"$3\" >\"${0%/*}/$1/version\"\nfi\n"
                "echo \"pip $*\" >>\"$ASKED\"\ncase \"$*\" in *\"$(cat \"$HOME/no-package\" 2>/dev/null || echo nothing)\"*) echo 'No "
                "matching distribution found'; exit 1 ;; esac\n");
        facts("source pypi\nsource.why asked-for\ngpu.count 0\n");
    }
};

QByteArray kernel(const QByteArray &name, const QByteArray &title, const QByteArray &more = {})
{
    return "kernel -m ipykernel install --prefix ~/firstlight/envs/jupyter --name firstlight-" + name + " --display-name " + title
        + " --env LD_LIBRARY_PATH " + more + "\n";
}

} // namespace

class TestFrameworkScript : public QObject {
    Q_OBJECT
private slots:
    void whatIsInstalled_data()
    {
        QTest::addColumn<QString>("id");
        QTest::addColumn<QByteArray>("gpus");
        QTest::addColumn<QByteArray>("wanted");
        QTest::addColumn<QByteArray>("index");
        QTest::addColumn<QByteArray>("backend");
        QTest::addColumn<QByteArray>("asked");
        QTest::addColumn<QByteArray>("device");
        const QByteArray torch = "https://download.pytorch.org/whl/",
                         arch = QSysInfo::currentCpuArchitecture() == QLatin1String("x86_64") ? "tensorflow-cpu" : "tensorflow";
        const auto row = [](const char *name, const char *id, const char *gpus, const char *wanted, const QByteArray &index,
                            const char *backend, const QByteArray &asked, const char *device) {
            QTest::newRow(name) << QString::fromLatin1(id) << QByteArray(gpus) << QByteArray(wanted) << index << QByteArray(backend)
                                << asked << QByteArray(device);
        };
        const QByteArray base = "ipykernel numpy";
        row("pytorch, nobody asked", "pytorch", "0", "", "", "",
            "pip pytorch torch torchvision --index-url " + torch + "cpu\npip pytorch " + base + "\n" + kernel("pytorch", "PyTorch"), "cpu");
        row("pytorch, nobody asked, GPU", "pytorch", "1", "", "", "",
            "pip pytorch torch torchvision --index-url " + torch + "cu130\npip pytorch " + base + "\n" + kernel("pytorch", "PyTorch"),
            "gpu");
        row("pytorch, resolved", "pytorch", "1", "torch==1.12.1 torchvision==0.13.1 numpy<2", torch + "cu113", "",
            "pip pytorch torch==1.12.1 torchvision==0.13.1 numpy<2 --index-url " + torch + "cu113\npip pytorch " + base + "\n"
                + kernel("pytorch", "PyTorch"),
            "gpu");
        row("tensorflow, nobody asked", "tensorflow", "0", "", "", "",
            "pip tensorflow " + base + " " + arch + "\n" + kernel("tensorflow", "TensorFlow"), "cpu");
        row("tensorflow, nobody asked, GPU", "tensorflow", "2", "", "", "",
            "pip tensorflow " + base + " tensorflow[and-cuda]\n" + kernel("tensorflow", "TensorFlow"), "gpu");
        row("tensorflow, the processor's on purpose", "tensorflow", "1", "tensorflow==2.21.*", "https://pypi.org/simple", "",
            "pip tensorflow tensorflow==2.21.* --index-url https://pypi.org/simple\npip tensorflow " + base + "\n"
                + kernel("tensorflow", "TensorFlow"),
            "cpu");
        row("jax, resolved", "jax", "1", "jax[cuda12]==0.12.*", "", "", "pip jax " + base + " jax[cuda12]==0.12.*\n" + kernel("jax", "JAX"),
            "gpu");
        row("keras, nobody asked", "keras", "0", "", "", "",
            "pip keras-pytorch torch torchvision --index-url " + torch + "cpu\npip keras-pytorch " + base + " keras\n"
                + kernel("keras", "Keras", " --env KERAS_BACKEND torch"),
            "cpu");
        row("keras on jax, nobody asked", "keras", "1", "", "", "jax",
            "pip keras-jax " + base + " jax[cuda13] keras\n" + kernel("keras", "Keras", " --env KERAS_BACKEND jax"), "gpu");
        row("keras on pytorch, resolved", "keras", "1", "keras==3.15.* torch==2.15.* torchvision", torch + "cu132", "pytorch",
            "pip keras-pytorch torch==2.15.* torchvision --index-url " + torch + "cu132\npip keras-pytorch " + base + " keras==3.15.*\n"
                + kernel("keras", "Keras", " --env KERAS_BACKEND torch"),
            "gpu");
    }
    void whatIsInstalled()
    {
        QFETCH(QString, id);
        QFETCH(QByteArray, gpus);
        QFETCH(QByteArray, wanted);
        QFETCH(QByteArray, index);
        QFETCH(QByteArray, backend);
        QFETCH(QByteArray, asked);
        QFETCH(QByteArray, device);
        for (const QStringList &shell : StepHome::shells()) {
            Server server(shell);
            server.facts("source pypi\ngpu.count " + gpus + '\n');
            const QByteArray name = id.toLatin1(),
                             environment =
                                 name + (id == QLatin1String("keras") ? '-' + (backend.isEmpty() ? "pytorch" : backend) : QByteArray());
            const QMap<QByteArray, QByteArray> values{{"FRAMEWORK_REQUIREMENTS", wanted},
                                                      {"FRAMEWORK_INDEX", index},
                                                      {"KERAS_BACKEND", backend}};
            const QByteArray said = server.apply(QStringLiteral("framework-") + id, values);
            QVERIFY2(said.startsWith("venv " + environment + '\n' + asked),
                     (shell.first().toUtf8() + ":\n" + said + "\nnot\n" + asked).constData());
            QCOMPARE(server.fact(name + ".device"), device);
            QCOMPARE(server.fact(name + ".kernel"), "firstlight-" + name);
            QCOMPARE(server.fact(name), QByteArray("h-pypi"));
            // What is fetched ahead is what is installed.
            Server before(shell);
            before.facts("source pypi\ngpu.count " + gpus + '\n');
            QByteArrayList installs = asked.trimmed().split('\n');
            installs.removeLast(); // the kernel
            QCOMPARE(before.ahead(QStringLiteral("framework-") + id, values),
                     "pip cache/ahead --python ~/bin/python3\n"
                         + installs.join('\n').replace("pip " + environment + ' ', "pip cache/ahead ") + '\n');
            QVERIFY(!QFile::exists(before.path("firstlight/envs/cache/ahead")) && before.fact(name).isEmpty());
            // A second time: nothing is made anew, and pip is not told to put away what fits.
            const QByteArray again = server.apply(QStringLiteral("framework-") + id, values);
            QVERIFY2(again.startsWith(asked) && !again.contains("--force-reinstall"), again.constData());
        }
    }

    void anotherIndexReplacesWhatIsThere()
    {
        Server server(StepHome::shells().first());
        (void)server.apply(QStringLiteral("framework-pytorch"));
        const QByteArray said = server.apply(QStringLiteral("framework-pytorch"),
                                             {{"FRAMEWORK_REQUIREMENTS", "torch torchvision"}, {"FRAMEWORK_INDEX", "https://x/cu130"}});
        QVERIFY2(said.startsWith("pip pytorch torch torchvision --index-url https://x/cu130 --force-reinstall\n"), said.constData());
    }

    void anotherPythonIsFetchedOrSaid()
    {
        for (const QStringList &shell : StepHome::shells()) {
            Server fetches(shell);
            const QMap<QByteArray, QByteArray> wanted{{"FRAMEWORK_PYTHON", "3.12"}};
            const QByteArray fetched = fetches.apply(QStringLiteral("framework-jax"), wanted);
            QVERIFY2(fetched.startsWith("pip jax --python 3.12\npip jax ipykernel"), fetched.constData());
            QVERIFY2(!fetched.contains("python-other"), fetched.constData());

            Server cannot(shell);
            cannot.write("no-python", {});
            const QByteArray said = cannot.apply(QStringLiteral("framework-jax"), wanted);
            QVERIFY2(said.startsWith("venv jax\npip jax ipykernel"), said.constData());
            QVERIFY2(said.contains("@notice\tpython-other\tframework=JAX\twanted=3.12\tpython=3.11\n"), said.constData());
            QCOMPARE(cannot.fact("jax"), QByteArray("h-pypi"));

            // The system's own is taken without asking anybody.
            Server same(shell);
            QVERIFY(same.apply(QStringLiteral("framework-jax"), {{"FRAMEWORK_PYTHON", "3.11"}}).startsWith("venv jax\npip jax ipykernel"));

            // Also where base-packages put one beside that which the system runs on.
            Server beside(shell);
            QVERIFY(QFile::rename(beside.path("bin/python3"), beside.path("bin/python3.12")));
            beside.program("bin/python3", "#!/bin/sh\necho 3.6\n");
            beside.facts("source pypi\ngpu.count 0\npython.program " + beside.path("bin/python3.12").toUtf8() + '\n');
            const QByteArray made = beside.apply(QStringLiteral("framework-jax"), {{"FRAMEWORK_PYTHON", "3.11"}});
            QVERIFY2(made.startsWith("venv jax\npip jax ipykernel"), made.constData());
        }
    }

    void whatIsFetchedAheadIsForTheSamePython()
    {
        for (const QStringList &shell : StepHome::shells()) {
            Server server(shell);
            QVERIFY(server.ahead(QStringLiteral("framework-jax"), {{"FRAMEWORK_PYTHON", "3.12"}})
                        .startsWith("pip cache/ahead --python 3.12\n"));
            QVERIFY(server.read(".local/state/firstlight/added").contains("tree " + server.path("firstlight/envs/python").toUtf8() + '\n'));
            QVERIFY(server.ahead(QStringLiteral("framework-jax"), {{"FRAMEWORK_PYTHON", "3.11"}})
                        .startsWith("pip cache/ahead --python ~/bin/python3\n"));
            // Without uv, or where the software is the distribution's, nothing is.
            server.write("no-python", {});
            QCOMPARE(server.ahead(QStringLiteral("framework-jax")), QByteArray());
            server.facts("source distro\n");
            for (const char *id : {"framework-pytorch", "jupyter"})
                QCOMPARE(server.ahead(QLatin1String(id)), QByteArray());
        }
    }

    void jupyterIsFetchedAheadAsItIsInstalled()
    {
        Server server(StepHome::shells().first());
        QCOMPARE(server.ahead(QStringLiteral("jupyter")),
                 QByteArray("pip cache/ahead --python ~/bin/python3\npip cache/ahead jupyterlab>=4.6 jupyter_server>=2.20 ipykernel\n"));
    }

    /// uv makes an environment in a moment.
    void whereThereIsUvItMakesTheEnvironments()
    {
        Server server(StepHome::shells().first());
        QDir(server.path("firstlight/envs")).mkpath(QStringLiteral("uv/bin"));
        server.program("firstlight/envs/uv/bin/uv", "#!/bin/sh\n");
        QVERIFY(server.apply(QStringLiteral("framework-jax")).startsWith("pip jax --python ~/bin/python3\npip jax ipykernel"));
        QDir(server.path("firstlight/envs/jax")).removeRecursively();
        server.write("no-python", {});
        QVERIFY(server.apply(QStringLiteral("framework-jax")).startsWith("venv jax\npip jax ipykernel"));
    }

    void aJupyterThatIsTooOldByNowIsReplaced()
    {
        for (const QStringList &shell : StepHome::shells()) {
            Server server(shell);
            QDir(server.path("firstlight/envs")).mkpath(QStringLiteral("jupyter/bin"));
            server.write("firstlight/envs/jupyter/.whole", {});
            server.program("firstlight/envs/jupyter/bin/jupyter-lab", "#!/bin/sh\necho 4.6.1\n");
            QVERIFY(!server.there(QStringLiteral("jupyter")));
            const QByteArray asked = server.apply(QStringLiteral("jupyter"));
            QVERIFY2(asked.startsWith("pip jupyter jupyterlab>=4.6 jupyter_server>=2.20 ipykernel\n"), asked.constData());
            QVERIFY(server.there(QStringLiteral("jupyter")));
            // As a program from before the last hole in it was closed left it.
            server.facts(server.read(".local/state/firstlight/facts") + "jupyter.least jupyterlab>=4.5 jupyter_server>=2.15\n");
            QVERIFY(!server.there(QStringLiteral("jupyter")));
            QCOMPARE(server.apply(QStringLiteral("jupyter")), asked);
            QVERIFY(server.there(QStringLiteral("jupyter")));
        }
    }

    void theDistributionHasPyTorchAlone()
    {
        for (const QStringList &shell : StepHome::shells()) {
            Server server(shell);
            server.facts("source distro\nsource.why asked-for\ngpu.count 0\n");
            (void)server.apply(QStringLiteral("framework-pytorch"));
            QCOMPARE(server.fact("pytorch.kernel"), QByteArray("python3"));
            QCOMPARE(server.fact("pytorch.device"), QByteArray("cpu")); // who chose it was told
            for (const auto &[id, title] : {std::pair("tensorflow", "TensorFlow"), std::pair("keras", "Keras"), std::pair("jax", "JAX")}) {
                const QByteArray said = server.apply(QStringLiteral("framework-") + QLatin1String(id));
                QVERIFY2(said.contains(QByteArray("@fail\tnot-supported-here\twhy=not-packaged\tframework=") + title + '\n'),
                         said.constData());
                QCOMPARE(server.fact(id), QByteArray());
            }
            server.facts("source distro\nsource.why index-silent\ngpu.count 0\n");
            QVERIFY(server.apply(QStringLiteral("framework-jax")).contains("why=not-packaged-index-silent"));
            (void)server.apply(QStringLiteral("framework-pytorch"));
            QCOMPARE(server.fact("pytorch.device"), QByteArray("gpu")); // a GPU that is there must be used
        }
    }

    void whatPipCannotFindEndsTheStepAndProvesNothing()
    {
        for (const char *missing : {"torchvision", "numpy"}) { // of the framework's own index, and of the usual one
            Server server(StepHome::shells().first());
            server.write("no-package", missing);
            server.write(".local/state/firstlight/proof.json", "{}");
            const QByteArray said = server.apply(QStringLiteral("framework-pytorch"));
            QVERIFY2(said.contains("@fail\tpackage-source-failed\tproblem=no-such-package"), said.constData());
            QCOMPARE(server.fact("pytorch"), QByteArray());
            QVERIFY(!QFile::exists(server.path(".local/state/firstlight/proof.json")));
            QVERIFY(!QFile::exists(server.path("firstlight/envs/pytorch/.whole"))); // and is made anew
        }
    }
};

QTEST_GUILESS_MAIN(TestFrameworkScript)
#include "tst_framework_script.moc"
