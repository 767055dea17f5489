// SPDX-License-Identifier: GPL-3.0-or-later
// Software from conda-forge: how conda itself comes to the server, what it is told, and what its failures are called. The scripts are the
// real ones, in each shell a server may have; curl, Miniforge's installer and the conda that it leaves are fakes that note what they were
// asked. Nothing of conda's own has been run: its messages stand here as its documentation and its source have them.
#include "tests/steps/step_home.h"

#include <QCryptographicHash>
#include <QtTest>

using namespace fl;

namespace {

/// Fetches miniforge.sh, unless the file curl-fails has a word that is in the address: then it says the rest of that file.
const char *const fakeCurl = "#!/bin/sh\n"
                             "while [ $# -gt 1 ]; do [ \"$1\" != -o ] || file=$2; shift; done\n"
                             "echo \"curl $1 ${https_proxy:-} ${CURL_CA_BUNDLE:-}\" >>\"$ASKED\"\n"
                             "if [ -e \"$ROOT/curl-fails\" ] && read -r word text <\"$ROOT/curl-fails\"; then\n"
                             "    case $1 in *$word*) echo \"$text\"; exit 1 ;; esac\n"
                             "fi\n"
                             "cp \"$ROOT/miniforge.sh\" \"$file\"\n";

/// Stands for Miniforge's installer: leaves a conda that notes what it is asked, makes environments with a Python, and says and fails what
/// stands in conda-says.
const char *const fakeInstaller =
    "#!/bin/sh\n"
    "echo \"installer $1 $2 $3\" >>\"$ASKED\"\n"
    "echo \"$3\" >\"$HOME/environments.txt\"\n"
    "if [ -e \"$ROOT/installer-says\" ]; then cat \"$ROOT/installer-says\"; exit 1; fi\n"
    "mkdir -p \"$3/bin\"\n"
    "cat >\"$3/bin/conda\" <<'CONDA'\n"
    "#!/bin/sh\n"
    "echo \"conda ${CONDA_OVERRIDE_CUDA-real} $*\" >>\"$ASKED\"\n"
    "if [ -e \"$ROOT/conda-says\" ]; then cat \"$ROOT/conda-says\"; exit 1; fi\n"
    "mkdir -p \"$4/bin\" \"$4/conda-meta\" && cp \"$ROOT/python\" \"$4/bin/python\" && : >\"$4/bin/jupyter-lab\" && chmod +x "
    "\"$4/bin/jupyter-lab\"\n"
    "CONDA\n"
    "chmod +x \"$3/bin/conda\"\n"
    "cp \"$ROOT/python\" \"$3/bin/python\"\n";

const char *const fakePython = "#!/bin/sh\n"
                               "case \"$*\" in\n"
                               "    *version_info*) echo 3.12 ;;\n"
                               "    *python_version*) echo 3.12.9 ;;\n"
                               "    *ipykernel*) echo \"kernel $*\" >>\"$ASKED\" ;;\n"
                               "esac\n";

const char *const place = "https://github.example/miniforge/Miniforge3-1-Linux-x86_64.sh";

class Server : public StepHome {
public:
    explicit Server(const QStringList &shell = shells().first()) : StepHome(shell)
    {
        qputenv("ROOT", home().toUtf8());
        program("bin/curl", fakeCurl);
        program("python", fakePython);
        write("miniforge.sh", fakeInstaller);
        facts("source conda\nsource.why asked-for\ngpu.count 1\n");
    }
    static QMap<QByteArray, QByteArray> values()
    {
        return {{"CONDA_INSTALLER", place}, {"CONDA_SHA256", QCryptographicHash::hash(fakeInstaller, QCryptographicHash::Sha256).toHex()}};
    }
    QByteArray condaItself(const QMap<QByteArray, QByteArray> &more = {})
    {
        auto all = values();
        all.insert(more);
        return apply(QStringLiteral("python-env"), all);
    }
};

const QByteArray envs = "~/firstlight/envs/", from = " --override-channels -c conda-forge ";

} // namespace

class TestCondaScript : public QObject {
    Q_OBJECT
private slots:
    void condaComesOnceAndLeavesNothingElse()
    {
        for (const QStringList &shell : StepHome::shells()) {
            Server server(shell);
            const QByteArray said = server.condaItself();
            QVERIFY2(said.startsWith("curl " + QByteArray(place) + "  \ninstaller -b -p " + envs + "conda\n"), said.constData());
            QCOMPARE(server.fact("python"), QByteArray("3.12.9"));
            QCOMPARE(server.fact("python-env"), QByteArray("h"));
            for (const char *added :
                 {"tree ~/firstlight/envs/conda\n", "tree ~/firstlight/envs/cache\n", "file ~/firstlight/envs/conda-install\n"})
                QVERIFY2(server.read(".local/state/firstlight/added").replace(server.home().toUtf8(), "~").contains(added), added);
            const QByteArray settings = server.read("firstlight/envs/conda/.condarc");
            QVERIFY2(settings.contains("\nchannels: [conda-forge]\ndenylist_channels: [defaults]\n"), settings.constData());
            for (const char *unset : {"channel_alias", "proxy_servers", "ssl_verify"})
                QVERIFY2(!settings.contains(unset), settings.constData());
            // Its list of environments is not the user's, and the installer is gone.
            QVERIFY(server.read("firstlight/envs/cache/home/environments.txt").contains("envs/conda"));
            QVERIFY(!QFile::exists(server.path("firstlight/envs/cache/Miniforge3-1-Linux-x86_64.sh")));
            QCOMPARE(QDir(server.home()).entryList({QStringLiteral(".*")}, QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot),
                     QStringList{QStringLiteral(".local")});

            // Again: only what it is told may change.
            const QByteArray again = server.condaItself({{"CONDA_MIRROR", "https://it's.example/conda/"},
                                                         {"PROXY", "http://proxy.example:3128"},
                                                         {"CA_PEM", "-----BEGIN CERTIFICATE-----"}});
            QVERIFY2(!again.contains("curl") && !again.contains("installer"), again.constData());
            const QByteArray told = server.read("firstlight/envs/conda/.condarc");
            QVERIFY2(told.contains("\nchannel_alias: 'https://it''s.example/conda'\n"), told.constData());
            QVERIFY2(told.contains("\nproxy_servers: {http: 'http://proxy.example:3128', https: 'http://proxy.example:3128'}\n"),
                     told.constData());
            QVERIFY2(told.contains("\nssl_verify: '" + server.path(".local/state/firstlight/ca-bundle.pem").toUtf8() + "'\n"),
                     told.constData());
            // Another release takes its place.
            server.write("miniforge.sh", fakeInstaller + QByteArray("# 2\n"));
            const QByteArray newer = server.condaItself(
                {{"CONDA_SHA256", QCryptographicHash::hash(fakeInstaller + QByteArray("# 2\n"), QCryptographicHash::Sha256).toHex()}});
            QVERIFY2(newer.contains("installer -b -p"), newer.constData());
        }
    }

    void aMirrorIsAskedFirstAndOnlyTheHashCounts()
    {
        for (const QStringList &shell : StepHome::shells()) {
            Server server(shell);
            const QMap<QByteArray, QByteArray> behind{{"CONDA_MIRROR", "https://conda.example/"}, {"PROXY", "http://proxy.example:3128"}};
            const QByteArray mirrored = "curl https://conda.example/miniforge/Miniforge3-1-Linux-x86_64.sh http://proxy.example:3128 \n";
            QVERIFY(server.condaItself(behind).startsWith(mirrored + "installer"));

            Server lacking(shell);
            lacking.write("curl-fails", "conda.example curl: (22) The requested URL returned error: 404\n");
            const QByteArray said = lacking.condaItself(behind);
            QVERIFY2(said.startsWith(mirrored + "curl " + place + " http://proxy.example:3128 \ninstaller"), said.constData());

            Server damaged(shell);
            damaged.write("miniforge.sh", fakeInstaller + QByteArray("rm -rf /\n"));
            const QByteArray refused = damaged.condaItself();
            QVERIFY2(!refused.contains("installer -b"), refused.constData());
            QVERIFY2(refused.contains("@fail\tpackage-source-failed\tproblem=hash-mismatch\thost=Miniforge3-1-Linux-x86_64.sh\n"),
                     refused.constData());
            QVERIFY(!QFile::exists(damaged.path("firstlight/envs/cache/Miniforge3-1-Linux-x86_64.sh")));
            QVERIFY(!QFile::exists(damaged.path("firstlight/envs/conda/.whole")));
        }
    }

    void aProcessorThatTheTableLacksIsSaid()
    {
        Server server;
        const QByteArray said = server.apply(QStringLiteral("python-env"));
        QVERIFY2(said.contains("@fail\tnot-supported-here\twhat=conda (") && !said.contains("curl"), said.constData());
    }

    void jupyterAndAFrameworkComeFromTheChannel()
    {
        for (const QStringList &shell : StepHome::shells()) {
            Server server(shell);
            (void)server.condaItself();
            const QByteArray jupyter = server.apply(QStringLiteral("jupyter"));
            const QByteArray into = " -y -p " + envs + "jupyter" + from;
            QVERIFY2(jupyter.startsWith("conda real create" + into + "python\nconda real install" + into
                                        + "jupyterlab>=4.6 jupyter_server>=2.20 ipykernel\n"),
                     jupyter.constData());
            QCOMPARE(server.fact("jupyter"), QByteArray("h-conda"));

            const QMap<QByteArray, QByteArray> wanted{{"FRAMEWORK_REQUIREMENTS", "pytorch-gpu=2.13 torchvision cuda-version=12.9"},
                                                      {"FRAMEWORK_PYTHON", "3.12"}};
            const QByteArray said = server.apply(QStringLiteral("framework-pytorch"), wanted);
            const QByteArray env = envs + "pytorch",
                             install = "conda 12.9 install -y -p " + env + from
                + "ipykernel numpy pytorch-gpu=2.13 torchvision cuda-version=12.9\n";
            QVERIFY2(said.startsWith("conda real create -y -p " + env + from + "python=3.12\n" + install
                                     + "kernel -m ipykernel install --prefix ~/firstlight/envs/jupyter --name firstlight-pytorch "
                                       "--display-name PyTorch --env LD_LIBRARY_PATH  --env CONDA_PREFIX "
                                     + env + " --env PATH " + env + "/bin:${PATH}\n"),
                     said.constData());
            QVERIFY2(!said.contains("python-other"), said.constData());
            QCOMPARE(server.fact("pytorch.device"), QByteArray("gpu"));
            QCOMPARE(server.fact("pytorch"), QByteArray("h-conda"));
            // What is whole is asked for again and not made anew, nor forced when the wish changes: conda knows the builds apart.
            QVERIFY(server.apply(QStringLiteral("framework-pytorch"), wanted).startsWith(install));
            const QByteArray cpu = server.apply(QStringLiteral("framework-pytorch"), {{"FRAMEWORK_REQUIREMENTS", "pytorch-cpu=2.13"}});
            QVERIFY2(cpu.startsWith("conda real install -y -p " + env + from + "ipykernel numpy pytorch-cpu=2.13\n"), cpu.constData());
            QCOMPARE(server.fact("pytorch.device"), QByteArray("cpu"));
        }
    }

    void whereNobodyAskedTheUsualIsTaken_data()
    {
        QTest::addColumn<QByteArray>("gpus");
        QTest::addColumn<QString>("id");
        QTest::addColumn<QByteArray>("asked");
        const auto row = [](const char *gpus, const char *id, const char *asked) {
            QTest::addRow("%s, %s GPUs", id, gpus) << QByteArray(gpus) << QString::fromLatin1(id) << QByteArray(asked);
        };
        row("0", "pytorch", "pytorch-cpu");
        row("1", "pytorch", "pytorch-gpu");
        row("1", "tensorflow", "tensorflow-gpu");
        row("0", "jax", "jax");
        row("1", "jax", "jax jaxlib=*=cuda*");
        row("1", "keras", "pytorch-gpu keras");
    }
    void whereNobodyAskedTheUsualIsTaken()
    {
        QFETCH(QByteArray, gpus);
        QFETCH(QString, id);
        QFETCH(QByteArray, asked);
        Server server;
        server.facts("source conda\ngpu.count " + gpus + '\n');
        (void)server.condaItself();
        const QByteArray said = server.apply(QStringLiteral("framework-") + id);
        QVERIFY2(said.contains(from + "ipykernel numpy " + asked + '\n'), said.constData());
        QCOMPARE(server.fact(id.toUtf8() + ".device"), gpus == "0" ? QByteArray("cpu") : QByteArray("gpu"));
    }

    void anEnvironmentOfAnotherSourceIsMadeAnew()
    {
        Server server;
        (void)server.condaItself();
        QDir(server.path("firstlight/envs")).mkpath(QStringLiteral("jupyter/bin"));
        server.write("firstlight/envs/jupyter/.whole", {});
        server.write("firstlight/envs/jupyter/of-pip", {});
        const QByteArray said = server.apply(QStringLiteral("jupyter"));
        QVERIFY2(said.startsWith("conda real create"), said.constData());
        QVERIFY(!QFile::exists(server.path("firstlight/envs/jupyter/of-pip")));
        // And back.
        server.program("bin/python3", "#!/bin/sh\necho \"python3 $*\" >>\"$ASKED\"\nexit 1\n");
        server.facts("source pypi\n");
        QVERIFY(server.apply(QStringLiteral("jupyter")).startsWith("python3 -m venv ~/firstlight/envs/jupyter\n"));
    }

    void failuresAreNamed_data()
    {
        QTest::addColumn<QString>("who");
        QTest::addColumn<QByteArray>("message");
        QTest::addColumn<QByteArray>("failure");
        const auto row = [](const char *who, const char *message, const QByteArray &failure) {
            QTest::addRow("%s: %s", who, message) << QString::fromLatin1(who) << QByteArray(message) << "@fail\t" + failure;
        };
        const QByteArray source = "package-source-failed\tproblem=";
        const QByteArray github = QByteArray("\thost=") + place;
        row("curl", "curl: (6) Could not resolve host: github.example", "no-internet" + github);
        row("curl", "curl: (28) Connection timed out after 20001 milliseconds", "no-internet" + github);
        row("curl", "curl: (56) Received HTTP code 407 from proxy after CONNECT", "no-internet" + github);
        row("curl", "curl: (60) SSL certificate problem: unable to get local issuer certificate", source + "certificate-unknown" + github);
        row("curl", "curl: (22) The requested URL returned error: 404", source + "not-found" + github);
        row("curl", "curl: (23) Failure writing output to destination: No space left on device", "disk-full");
        row("installer", "OSError: [Errno 28] No space left on device", "disk-full");
        row("installer", "Segmentation fault", "step-failed\tstep=python-env");
        row("conda", "NoSpaceLeftError: No space left on devices.", "disk-full");
        row("conda", "CondaHTTPError: HTTP 000 CONNECTION FAILED for url <https://conda.anaconda.org/conda-forge/linux-64/repodata.json>",
            "no-internet");
        row("conda", "ProxyError: Conda cannot proceed due to an error in your proxy configuration.", "no-internet");
        row("conda", "CondaSSLError: Encountered an SSL error. Most likely a certificate verification issue.",
            source + "certificate-unknown");
        row("conda", "ChecksumMismatchError: Conda detected a mismatch between the expected content and downloaded content",
            source + "hash-mismatch");
        row("conda", "CondaHTTPError: HTTP 503 SERVICE UNAVAILABLE for url <https://conda.example/conda-forge/noarch/repodata.json>",
            source + "not-found");
        row("conda", "UnavailableInvalidChannel: HTTP 404 NOT FOUND for channel conda-forge <https://conda.example/conda-forge>",
            source + "not-found");
        row("conda", "PackagesNotFoundError: The following packages are not available from current channels:", source + "no-such-package");
        row("conda", "LibMambaUnsatisfiableError: Encountered problems while solving:", source + "no-such-package");
        row("conda", "IndexError: list index out of range", "step-failed\tstep=jupyter");
    }
    void failuresAreNamed()
    {
        QFETCH(QString, who);
        QFETCH(QByteArray, message);
        QFETCH(QByteArray, failure);
        for (const QStringList &shell : StepHome::shells()) {
            Server server(shell);
            if (who == QLatin1String("conda"))
                (void)server.condaItself();
            const QByteArray says = (who == QLatin1String("curl") ? "github " : "") + message + '\n';
            server.write(qPrintable(who + (who == QLatin1String("curl") ? QStringLiteral("-fails") : QStringLiteral("-says"))), says);
            const QByteArray said = who == QLatin1String("conda") ? server.apply(QStringLiteral("jupyter")) : server.condaItself();
            QVERIFY2(said.contains(failure), said.constData());
            QVERIFY2(said.contains(message), said.constData());
            QCOMPARE(server.fact("jupyter"), QByteArray());
        }
    }

    void whatStaysForTheUserIsClean()
    {
        Server server;
        (void)server.condaItself();
        QProcess shellcheck;
        shellcheck.start(QStringLiteral("shellcheck"), {server.path("firstlight/envs/conda-install")});
        QVERIFY(shellcheck.waitForFinished());
        QVERIFY2(shellcheck.exitCode() == 0, shellcheck.readAll().constData());
    }
};

QTEST_GUILESS_MAIN(TestCondaScript)
#include "tst_conda_script.moc"
