// SPDX-License-Identifier: GPL-3.0-or-later
// Software from a Python index. The index and its wheels are doubles (double_wheels.py); the server, pip, the venvs, the kernel and the
// steps are real, and the Jupyter and the PyTorch that run in them are Debian's.
#include "backends/steps/server_scripts.h"
#include "tests/practice/double_index.h"
#include "tests/practice/machine_state.h"
#include "tests/practice/real_cli.h"
#include "tests/practice/server_setup.h"

#include <QtTest>

// limit: 1500

using namespace fl;

class TestPypiSource : public QObject {
    Q_OBJECT

    QString m_layer, m_ready;

private slots:
    void initTestCase()
    {
        if (const QString why = PracticeFixture::unavailable(); !why.isEmpty())
            QSKIP(qPrintable(why));
        QString problem;
        m_layer = doublesLayer(packagesLayer(problem), problem);
        m_ready = doublesLayer(readyLayer(problem), problem);
        QVERIFY2(!m_layer.isEmpty() && !m_ready.isEmpty(), qPrintable(problem));
    }

    void theWholeWay()
    {
        MachineWithDouble<DoubleIndex> made(m_layer);
        QVERIFY2(made.problem.isEmpty(), qPrintable(made.problem));
        auto &machine = made.machine;
        auto &index = made.served;
        const QByteArrayList before = stateOf(machine);
        RealCli cli;
        const QStringList setUp =
            RealCli::trustedSetUp(machine,
                                  {QStringLiteral("software.source=auto"), QStringLiteral("mirror.pypi=") + index.url("simple"),
                                   QStringLiteral("mirror.torch=") + index.url("torch")});

        // One error, with pip's own words beside it, and nothing is lost.
        QVERIFY(index.fill({QStringLiteral("--without"), QStringLiteral("jupyterlab")}));
        const auto lacking = cli.run(setUp + QStringList{QStringLiteral("--verbose")}, 600);
        QVERIFY2(lacking.code == 5, lacking.all().constData());
        QCOMPARE(lacking.out.count("\"kind\":\"error\""), 1);
        const QJsonObject error = lacking.line("error");
        QCOMPARE(error.value(QLatin1String("cause")).toString(), QStringLiteral("package-source-failed"));
        QVERIFY2(lacking.out.contains("No matching distribution found for jupyterlab>=4.6"), lacking.all().constData());
        // Why it came to ask there is said.
        const QByteArray facts = machine.readFile(QStringLiteral("/home/ada/.local/state/firstlight/facts"));
        QVERIFY2(facts.contains("\nsource pypi\n") && facts.contains("\nsource.why index-answers\n"), facts.constData());
        QCOMPARE(lacking.line("notice").value(QLatin1String("args")).toObject().value(QLatin1String("why")).toString(),
                 QStringLiteral("index-answers"));

        QVERIFY(index.fill());
        const auto ran = cli.run(QStringLiteral("resume box --json").split(QLatin1Char(' ')), 600);
        QVERIFY2(ran.code == 0, (ran.out.right(2000) + ran.err.right(3000)).constData());
        QCOMPARE(ran.last().value(QLatin1String("verified")).toBool(), true);

        const auto again = cli.run(setUp);
        QVERIFY2(again.code == 0, again.all().constData());
        QCOMPARE(again.last().value(QLatin1String("changed")).toInt(-1), 0);

        // A newer program whose every step is another one than the one that was here: nothing is fetched or put there a second time.
        const auto environments = [&machine] {
            return machine
                .asUser(QStringLiteral(
                    "cd firstlight/envs && ls -di */ */.whole && find . -path '*.dist-info/RECORD' -printf '%i %T@ %p\\n' | sort"))
                .out;
        };
        const QByteArray whole = environments();
        const auto fetched = [&index] {
            const QByteArrayList asked = index.asked();
            return std::count_if(asked.begin(), asked.end(), [](const QByteArray &path) { return path.endsWith(".whl"); });
        };
        const auto downloads = fetched();
        QVERIFY2(whole.count("RECORD") > 5 && downloads > 5, whole.constData());
        const auto older = machine.asUser(
            QStringLiteral("cd .local/state/firstlight && sed -i -E 's/^([^ ]+ )[0-9a-f]{16}(-|$)/\\10123456789abcdef\\2/' facts && "
                           "grep -c 0123456789abcdef facts"));
        QVERIFY2(older.out.trimmed().toInt() >= 5, older.out.constData());
        const auto newer = cli.run(setUp, 600);
        QVERIFY2(newer.code == 0 && newer.last().value(QLatin1String("verified")).toBool(), newer.all().constData());
        QVERIFY2(newer.last().value(QLatin1String("changed")).toInt() >= 5, newer.all().constData());
        QCOMPARE(environments(), whole);
        QCOMPARE(fetched(), downloads);
        const auto settled = cli.run(setUp);
        QCOMPARE(settled.last().value(QLatin1String("changed")).toInt(-1), 0);

        // What runs is what was fetched, each in its environment, and the notebook's kernel is that of the second.
        const auto versions = machine.asUser(
            QStringLiteral("cd firstlight/envs && for env in jupyter pytorch; do $env/bin/python -m pip list --format=freeze; done; "
                           "cat jupyter/share/jupyter/kernels/firstlight-pytorch/kernel.json; "
                           "[ -e cache/pip ] || echo cleared"));
        for (const char *one : {"jupyterlab==4.6.1\n", "jupyter-server==2.20.3\n", "torch==2.15.0+cpu\n", "torchvision==0.29.2+cpu\n",
                                "numpy==2.3.4\n", "cleared\n", "\"/home/ada/firstlight/envs/pytorch/bin/python\""})
            QVERIFY2(versions.out.contains(one), (one + versions.out + versions.err).constData());
        QCOMPARE(versions.out.count("ipykernel==6.30.1\n"), 2);
        QVERIFY(welcomeRunsIn(machine, "firstlight-pytorch"));
        const QByteArray cmdline = jupyterRunning(machine);
        QVERIFY2(cmdline.contains("/home/ada/firstlight/envs/jupyter/bin/jupyter-lab"), cmdline.constData());

        const auto gone = cli.run("destroy box --yes --json", 300);
        QVERIFY2(gone.code == 0, gone.all().constData());
        const QByteArray changed = difference(before, stateOf(machine));
        QVERIFY2(changed.isEmpty(), changed.constData());
    }

    /// A server that has the distribution's software comes to the index's, though the index fails it in every way first.
    void anotherSourceAndEveryFaultOnTheWay()
    {
        MachineWithDouble<DoubleIndex> made(m_ready);
        auto &machine = made.machine;
        auto &index = made.served;
        QVERIFY2(made.problem.isEmpty() && index.fill(), qPrintable(made.problem));
        ServerSetup setup(machine);
        index.serve(setup);
        QVERIFY(setup.connect());

        struct Fault {
            const char *name;
            Cause cause;
            const char *word, *value; ///< one of the error's
            std::function<bool()> breakIt, mendIt;
        };
        const auto offered = [&index](const char *option, const char *value) {
            return [&index, option, value] { return index.fill({QLatin1String(option), QLatin1String(value)}); };
        };
        const auto root = [&machine](const char *script) { return [&machine, script] { return machine.asRoot(script).ok(); }; };
        const std::vector<Fault> faults{
            {"no index", Cause::NoInternet, "", "",
             // pip waits longer before each of its tries; two are as good as six.
             [&] {
                 return setup.apply("preflight") && setup.apply("base-packages")
                     && root("printf '[global]\\nretries = 1\\n' >/etc/pip.conf")() && index.silence();
             },
             // It is whole from here on, for the test's sake: making it anew takes longest, and the last two rows have it done.
             [&] { return index.listenAgain() && root("touch /home/ada/firstlight/envs/jupyter/.whole")(); }},
            {"a damaged wheel", Cause::PackageSourceFailed, "problem", "hash-mismatch", offered("--damage", "jupyter-server"), {}},
            {"a wheel that is listed and lost",
             Cause::PackageSourceFailed,
             "problem",
             "not-found",
             [&] { return index.fill() && index.lose(QStringLiteral("simple/ipykernel/ipykernel-6.30.1-py3-none-any.whl")); },
             {}},
            {"no room", Cause::DiskFull, "path", "/home/ada/firstlight",
             [&] {
                 return index.fill({QStringLiteral("--weight"), QStringLiteral("jupyterlab=300")})
                     && root("rm /home/ada/firstlight/envs/jupyter/.whole")() && machine.shrinkDisk(QStringLiteral("/home/ada"), 150);
             },
             root("mount -o remount,size=2g /home/ada")},
            {"no PyTorch", Cause::PackageSourceFailed, "problem", "no-such-package", offered("--without", "torch"),
             // An environment whose making was broken off: Python without pip.
             root("cd /home/ada/firstlight/envs && rm -rf pytorch && su ada -c 'python3 -m venv --without-pip pytorch'")},
        };
        int number = 0;
        for (const Fault &fault : faults) {
            QVERIFY2(fault.breakIt(), fault.name);
            const auto failed = setup.run(QStringLiteral("op-%1").arg(++number));
            QVERIFY2(!failed, fault.name);
            QVERIFY2(failed.error().cause == fault.cause,
                     qPrintable(QLatin1String(fault.name) + QLatin1String(": ") + told(failed.error())));
            QVERIFY2(failed.error().params.value(QLatin1String(fault.word)) == QLatin1String(fault.value),
                     qPrintable(QLatin1String(fault.name) + QLatin1String(": ") + told(failed.error())));
            QVERIFY2(!fault.mendIt || fault.mendIt(), fault.name);
        }

        QVERIFY(index.fill());
        const auto done = setup.run(QStringLiteral("op-done"));
        QVERIFY2(done, done ? "" : qPrintable(told(done.error())));
        QVERIFY2(done->contains(QStringLiteral("verify")) && !done->contains(QStringLiteral("never settled")),
                 qPrintable(done->join(QLatin1Char(' '))));
        QCOMPARE(setup.fact("pytorch.python"), QStringLiteral("/home/ada/firstlight/envs/pytorch/bin/python"));
        QCOMPARE(setup.fact("jupyter.program"), QStringLiteral("/home/ada/firstlight/envs/jupyter/bin/jupyter-lab"));
        QVERIFY(welcomeRunsIn(machine, "firstlight-pytorch"));

        // The script that stays for the user is as clean as ours.
        const QByteArray installer = machine.readFile(QStringLiteral("/home/ada/firstlight/envs/pip-install"));
        QProcess shellcheck;
        shellcheck.start(QStringLiteral("shellcheck"), {QStringLiteral("-")});
        shellcheck.write(installer);
        shellcheck.closeWriteChannel();
        QVERIFY(shellcheck.waitForFinished());
        QVERIFY2(shellcheck.exitCode() == 0, (shellcheck.readAll() + installer).constData());

        // And back: nothing of the other source is taken for this one's.
        setup.set("SOURCE", "distro");
        const auto back = setup.run(QStringLiteral("op-back"));
        QVERIFY2(back, back ? "" : qPrintable(told(back.error())));
        QVERIFY2(back->contains(QStringLiteral("jupyter-service")) && back->contains(QStringLiteral("verify")),
                 qPrintable(back->join(QLatin1Char(' '))));
        QCOMPARE(setup.fact("pytorch.python"), QStringLiteral("/usr/bin/python3"));
    }
};

QTEST_GUILESS_MAIN(TestPypiSource)
#include "tst_pypi_source.moc"
