// SPDX-License-Identifier: GPL-3.0-or-later
// The step files on a real server: a notebook that computes, with the distribution's own packages, and the way back to a bare Debian.
#include "backends/steps/server_scripts.h"
#include "tests/practice/server_setup.h"

#include <QtTest>

// limit: 1500

using namespace fl;

class TestServerSteps : public QObject {
    Q_OBJECT
private slots:
    void initTestCase()
    {
        if (const QString why = PracticeFixture::unavailable(); !why.isEmpty())
            QSKIP(qPrintable(why));
    }

    void aProvenNotebookIsSafeComesBackAndGoesAgain()
    {
        QString problem;
        const QString layer = readyLayer(problem);
        QVERIFY2(!layer.isEmpty(), qPrintable(problem));
        PracticeFixture bare, machine(layer);
        QVERIFY2(bare.isUp() && machine.isUp(), qPrintable(bare.problem() + machine.problem()));
        ServerSetup setup(machine);
        const auto connected = setup.connect();
        QVERIFY2(connected, connected ? "" : qPrintable(told(connected.error())));

        // The certificate and the hash on the machine are another object's, and the proof is of the boot before: nothing else is to
        // do, in one round trip.
        const auto listens = [&] { return machine.asRoot("ss -Hltn 'sport = :8888' | awk '{print $4}'").text(); };
        QTRY_COMPARE_WITH_TIMEOUT(listens(), QByteArray("127.0.0.1:8888"), 60000); // and nowhere else
        QVERIFY(setup.shell().run(readStateScript(), {}, {})->out.contains("jupyter=running\n"));
        const auto steps = setup.bound();
        const auto checks = setup.engine->check(steps, {});
        QVERIFY(checks);
        QStringList toDo;
        for (size_t i = 0; i < steps.size(); ++i)
            if (checks->at(i).state != CheckState::AlreadyThere)
                toDo << steps[i].script->id;
        const QStringList expected{QStringLiteral("jupyter-config"), QStringLiteral("verify")};
        QVERIFY2(toDo == expected, qPrintable(toDo.join(QLatin1Char(' '))));
        QCOMPARE(setup.fact("verified"), QStringLiteral("cpu"));
        QCOMPARE(setup.fact("source"), QStringLiteral("distro"));
        QVERIFY(!setup.fact("proof.pytorch.version").isEmpty());

        // Safe: nothing readable by others.
        QCOMPARE(machine
                     .asRoot("find /home/ada/firstlight/jupyter /home/ada/.local/state/firstlight -type f -perm /077 ! -path '*/jobs/*' "
                             "! -path '*/own/*' | head; stat -c %a /home/ada/firstlight/jupyter")
                     .text(),
                 QByteArray("700")); // what Jupyter itself puts into own/ is behind that door

        // Stop and start act on Jupyter alone.
        QCOMPARE(setup.shell().run(jupyterStopScript(), {}, {})->code, 0);
        QVERIFY(setup.shell().run(readStateScript(), {}, {})->out.contains("jupyter=stopped\n"));
        const auto started = setup.shell().run(jupyterStartScript(), {}, {});
        QVERIFY2(started && started->code == 0, started ? started->err.constData() : "");

        // It comes back by itself after a restart, and is proven again there.
        QVERIFY(machine.reboot());
        QVERIFY(setup.connect());
        QTRY_VERIFY_WITH_TIMEOUT(setup.shell().run(readStateScript(), {}, {})->out.contains("jupyter=running\n"), 60000);
        QTRY_COMPARE_WITH_TIMEOUT(listens(), QByteArray("127.0.0.1:8888"), 60000);
        const auto second = setup.run(QStringLiteral("op-2"));
        QVERIFY2(second, second ? "" : qPrintable(told(second.error())));
        QCOMPARE(*second, (QStringList{QStringLiteral("jupyter-config"), QStringLiteral("jupyter-service"), QStringLiteral("verify")}));

        // A notebook of the user's stays; all else is as on a machine that never was set up.
        QVERIFY(machine.asUser(QStringLiteral("echo '{}' > firstlight/notebooks/mine.ipynb")).ok());
        const auto undone = setup.shell().run(undoScript(QStringLiteral("m-test"), {}), {}, {});
        QVERIFY2(undone && undone->code == 0,
                 undone ? (undone->out.right(2000) + undone->err).constData() : qPrintable(told(undone.error())));
        // Line by line: which one is left over, or gone too many, is what one wants to read.
        const QByteArray list = "dpkg-query -W -f='${Package} ${db:Status-Status}\\n' | grep ' installed$' | sort";
        const QByteArrayList had = bare.asRoot(list).out.split('\n'), has = machine.asRoot(list).out.split('\n');
        QVERIFY(had.size() > 50);
        for (const QByteArray &line : has)
            QVERIFY2(had.contains(line), ("left over: " + line).constData());
        for (const QByteArray &line : had)
            QVERIFY2(has.contains(line), ("gone too: " + line).constData());
        QCOMPARE(machine.asRoot("find /home/ada/firstlight | sort").text(),
                 QByteArray("/home/ada/firstlight\n/home/ada/firstlight/notebooks\n/home/ada/firstlight/notebooks/mine.ipynb"));
        QVERIFY(machine.asRoot("rm -rf /home/ada/firstlight").ok());
        QCOMPARE(machine.asRoot("find /home/ada | sort").out, bare.asRoot("find /home/ada | sort").out);
        QCOMPARE(machine.asRoot("ls /var/lib/systemd/linger").text(), QByteArray());
    }

    void theCertificateThatIsServedMustBeGoodForAMonth()
    {
        QString problem;
        const QString layer = readyLayer(problem);
        QVERIFY2(!layer.isEmpty(), qPrintable(problem));
        PracticeFixture machine(layer);
        QVERIFY2(machine.isUp(), qPrintable(machine.problem()));
        ServerSetup setup(machine);
        QVERIFY(setup.connect());
        const qint64 now = QDateTime::currentMSecsSinceEpoch(), day = 24LL * 3600 * 1000;
        setup.use(*makeCertificate(QStringLiteral("practice"), now - 375 * day)); // 22 days are left; the file is a minute old
        const auto refused = setup.run(QStringLiteral("op"));
        QVERIFY(!refused);
        QCOMPARE(refused.error().cause, Cause::VerificationFailed);
        QCOMPARE(refused.error().params.value(QStringLiteral("problem")), QStringLiteral("certificate-too-old"));
        setup.use(*makeCertificate(QStringLiteral("practice"), now - 357 * day)); // 40 days
        const auto fine = setup.run(QStringLiteral("op"));
        QVERIFY2(fine, fine ? "" : qPrintable(told(fine.error())));
        QVERIFY(fine->contains(QStringLiteral("jupyter-config")) && !fine->contains(QStringLiteral("base-packages")));
        // What was configured before is not proven again because its file grew old.
        QVERIFY(machine.asUser(QStringLiteral("touch -d '2 years ago' firstlight/jupyter/cert.pem")).ok());
        QVERIFY(setup.verify("verify"));
    }

    void jupyterMovesOnlyWhenItIsAsked()
    {
        QString problem;
        const QString layer = readyLayer(problem);
        QVERIFY2(!layer.isEmpty(), qPrintable(problem));
        PracticeFixture machine(layer);
        QVERIFY2(machine.isUp(), qPrintable(machine.problem()));
        // Somebody else has the port that is asked for: the next free one is taken, and said.
        QVERIFY(machine
                    .asRoot("python3 -m http.server --bind 127.0.0.1 9000 </dev/null >/dev/null 2>&1 & "
                            "until ss -Hltn 'sport = :9000' | grep -q .; do sleep 0.1; done")
                    .ok());
        ServerSetup setup(machine);
        QVERIFY(setup.connect());
        setup.set("PORT", "9000");
        const auto moved = setup.run(QStringLiteral("op"));
        QVERIFY2(moved, moved ? "" : qPrintable(told(moved.error())));
        QCOMPARE(setup.fact("jupyter.port"), QStringLiteral("9001"));
        QVERIFY(std::any_of(setup.events.begin(), setup.events.end(), [](const Event &event) {
            return event.kind == EventKind::Notice && event.data.value(QLatin1String("say")) == QLatin1String("port-moved");
        }));
        QCOMPARE(machine.asRoot("ss -Hltn 'sport = :9001' | awk '{print $4}'").text(), QByteArray("127.0.0.1:9001"));
        // By the port asked for and by the one it has: nothing is to do.
        for (const char *port : {"9000", "9001"}) {
            setup.set("PORT", port);
            const auto again = setup.run(QStringLiteral("op"));
            QVERIFY(again);
            QCOMPARE(*again, QStringList());
        }
    }

    void anUnknownSystemIsRefusedBeforeAnythingIsDone()
    {
        PracticeFixture machine;
        QVERIFY2(machine.isUp(), qPrintable(machine.problem()));
        QVERIFY(machine.asRoot("sed -i 's/^ID=.*/ID=alpine/; s/^PRETTY_NAME=.*/PRETTY_NAME=\"Alpine Linux v3.22\"/' /etc/os-release").ok());
        ServerSetup setup(machine);
        QVERIFY(setup.connect());
        const auto ended = setup.run(QStringLiteral("op"));
        QCOMPARE(ended.error().cause, Cause::SystemUnsupported);
        QCOMPARE(ended.error().params.value(QStringLiteral("system")), QStringLiteral("Alpine Linux v3.22"));
        // A disk that is too small is said with what it takes.
        QVERIFY(machine.asRoot("sed -i 's/^ID=.*/ID=debian/' /etc/os-release").ok());
        QVERIFY(machine.shrinkDisk(QStringLiteral("/var"), 600));
        const auto small = setup.run(QStringLiteral("op2"));
        QCOMPARE(small.error().cause, Cause::DiskFull);
        QCOMPARE(small.error().params.value(QStringLiteral("path")), QStringLiteral("/var"));
        QVERIFY(small.error().params.contains(QStringLiteral("need")));
    }

    void withoutANetworkItSaysSo()
    {
        PracticeFixture machine;
        QVERIFY2(machine.isUp(), qPrintable(machine.problem()));
        QVERIFY(machine.breakDns());
        ServerSetup setup(machine);
        QVERIFY(setup.connect());
        QCOMPARE(setup.run(QStringLiteral("op")).error().cause, Cause::NoInternet);
        QVERIFY(machine.restoreDns());
        const auto preflight = setup.apply("preflight");
        QVERIFY2(preflight, preflight ? "" : qPrintable(told(preflight.error())));
        // Gone in the middle: apt's own words are understood.
        QVERIFY(machine.breakDns());
        const auto packages = setup.apply("base-packages");
        QVERIFY(!packages);
        QCOMPARE(told(packages.error()).section(QLatin1Char('\n'), 0, 0).section(QLatin1Char(' '), 0, 0), QStringLiteral("no-internet"));
    }

    void aHeldPackageLockIsWaitedForAndItsHolderNamed()
    {
        PracticeFixture machine;
        QVERIFY2(machine.isUp(), qPrintable(machine.problem()));
        ServerSetup setup(machine);
        QVERIFY(setup.connect());
        QVERIFY(setup.apply("preflight"));
        QVERIFY(machine.asUser(QStringLiteral("echo 'limit.lock 3' >> .local/state/firstlight/facts")).ok());
        QVERIFY(machine.holdPackageLock());
        const auto ended = setup.apply("base-packages");
        QVERIFY(!ended);
        QCOMPARE(ended.error().cause, Cause::PackageLockHeld);
        QVERIFY2(ended.error().params.value(QStringLiteral("holder")).startsWith(QStringLiteral("unattended-upgr (")),
                 qPrintable(told(ended.error())));
        QVERIFY(machine.releasePackageLock());
    }

    void sudoIsRealAndItsRefusalsAreToldApart()
    {
        PracticeFixture machine;
        QVERIFY2(machine.isUp(), qPrintable(machine.problem()));
        QVERIFY(machine.setSudoPassword("sesame $1"));
        ServerSetup setup(machine);
        QVERIFY(setup.connect());
        QVERIFY(setup.apply("preflight"));
        QCOMPARE(setup.apply("linger").error().cause, Cause::SudoPassword); // nobody to ask
        QVERIFY(machine.denySudo());
        QCOMPARE(setup.apply("linger").error().cause, Cause::SudoPassword); // sudo wants the password even to refuse
    }
};

QTEST_GUILESS_MAIN(TestServerSteps)
#include "tst_server_steps.moc"
