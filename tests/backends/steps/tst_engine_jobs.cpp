// SPDX-License-Identifier: GPL-3.0-or-later
// Jobs on the server through cuts, kills, restarts, locks and limits.
#include "tests/backends/steps/engine_bench.h"

class TestEngineJobs : public EngineBench {
    Q_OBJECT
private slots:
    void init() { freshHome(); }
    void cleanup() { letGo(); }

    void aCutAtAnyByteLosesAndDoublesNothing()
    {
        const auto step = makeStep("one",
                                   "for i in 1 2 3 4; do echo \"line $i ünïcödé 日本\"; fl_progress 0.$i x; printf 'half '; sleep 0.02; "
                                   "done\necho x >>\"$HOME/ran\"\n");
        QString whole;
        qint64 bytes = 0;
        {
            Engine engine(m_local, m_clock, options());
            QVERIFY(engine.apply({&step, {}, {}}, QStringLiteral("whole"), {}));
            whole = logText();
            bytes = read(state(QStringLiteral("jobs/whole-one/log"))).size() + 150;
        }
        // Every class of offset: before and inside our own lines, inside marks, between and inside characters, at the end.
        int runs = 1;
        for (qint64 after = 0; after < bytes; after += 31, ++runs) {
            m_events.clear();
            FakeCutShell cutting(m_local, after, 2);
            cutting.exitsInstead = runs % 5 == 0; // the follower killed, the connection well
            Engine engine(cutting, m_clock, reconnecting(cutting));
            const auto outcome = engine.apply({&step, {}, {}}, QStringLiteral("cut%1").arg(after), {});
            QVERIFY2(outcome,
                     qPrintable(QStringLiteral("cut after %1: %2").arg(after).arg(outcome ? QString() : slug(outcome.error().cause))));
            QCOMPARE(logText(), whole);
            QCOMPARE(std::count_if(m_events.begin(), m_events.end(), [](const Event &e) { return e.kind == EventKind::Progress; }), 4);
        }
        QCOMPARE(read(path(QStringLiteral("ran"))).size(), 2 * runs); // each job ran once
    }

    void aConnectionThatNeverComesBackIsOneError()
    {
        const auto step = makeStep("one", "echo a\n");
        FakeCutShell cutting(m_local, 0, 1000);
        Engine engine(cutting, m_clock, reconnecting(cutting));
        QCOMPARE(engine.apply({&step, {}, {}}, QStringLiteral("op"), {}).error().cause, Cause::ConnectionLost);
        QCOMPARE(cutting.runs, 6);
    }

    void aProgramThatWasKilledFindsItsJobAgain()
    {
        const auto step =
            makeStep("one", "echo started >>\"$HOME/starts\"; echo early\nwhile [ ! -e \"$HOME/go\" ]; do sleep 0.05; done\necho late\n");
        {
            FakeCutShell cutting(m_local, 200, 1);
            auto made = options();
            made.reconnect = [](std::stop_token) -> Result<Shell *> { return fail({Cause::Cancelled, {}, NextAction::Resume, {}, {}}); };
            // As if killed: nothing more is sent. (A stop would end the job.)
            made.reconnect = [](std::stop_token) -> Result<Shell *> {
                return fail({Cause::ConnectionRefused, {}, NextAction::Retry, {}, {}});
            };
            Engine engine(cutting, m_clock, made);
            QVERIFY(!engine.apply({&step, {}, {}}, QStringLiteral("op"), {}));
        }
        QVERIFY(waitFor([&] { return QFile::exists(path(QStringLiteral("starts"))); }));
        m_events.clear();
        Engine engine(m_local, m_clock, options());
        const auto checked = engine.check({{&step, {}, {}}}, {});
        QVERIFY(checked->front().jobRunning);
        std::thread later([&] {
            QThread::msleep(100); // so that it is followed while it runs
            write(path(QStringLiteral("go")), {});
        });
        const auto outcome = engine.apply({&step, {}, {}}, QStringLiteral("another-operation"), {});
        later.join();
        QVERIFY(outcome);
        QCOMPARE(logText(), QStringLiteral("early\nlate\n"));
        QCOMPARE(read(path(QStringLiteral("starts"))), QByteArray("started\n"));
    }

    void aFoundJobThatWorkedByOldValuesIsDoneAgain()
    {
        ServerStep step = makeStep("one", "while [ ! -e \"$HOME/go\" ]; do sleep 0.05; done\nfl_fact port \"$PORT\"\n", "exit 1\n",
                                   "fl_get port && [ \"$FL_VALUE\" = \"$PORT\" ]\n");
        step.params = {QStringLiteral("PORT")};
        {
            FakeCutShell cutting(m_local, 200, 1);
            auto made = options();
            made.reconnect = [](std::stop_token) -> Result<Shell *> {
                return fail({Cause::ConnectionRefused, {}, NextAction::Retry, {}, {}});
            };
            Engine engine(cutting, m_clock, made);
            QVERIFY(!engine.apply({&step, {{"PORT", "1"}}, {}}, QStringLiteral("op"), {}));
        }
        m_events.clear();
        std::thread later([&] {
            QThread::msleep(100); // so that it is found while it runs
            write(path(QStringLiteral("go")), {});
        });
        Engine engine(m_local, m_clock, options());
        const auto outcome = engine.apply({&step, {{"PORT", "2"}}, {}}, QStringLiteral("op"), {});
        later.join();
        QVERIFY2(outcome, outcome ? "" : qPrintable(slug(outcome.error().cause)));
        QVERIFY(lines().contains(QStringLiteral(R"(notice one {"args":{"step":"one"},"say":"step-again"})")));
        QCOMPARE(engine.facts().values.value(QStringLiteral("port")), QStringLiteral("2"));
    }

    void aKilledJobIsRunAgainOnce()
    {
        const auto step = makeStep("one",
                                   "echo try\nif [ ! -e \"$HOME/second\" ]; then touch \"$HOME/second\"; read -r pid start "
                                   "<\"$FL_JOB_DIR/pid\"; kill -9 \"$pid\"; sleep 60.731; fi\n");
        Engine engine(m_local, m_clock, options());
        QVERIFY(engine.apply({&step, {}, {}}, QStringLiteral("op"), {}));
        QCOMPARE(lines(),
                 (QStringList{QStringLiteral(R"(step one {"state":"running"})"), QStringLiteral("log @0 try\n"),
                              QStringLiteral(R"(notice one {"args":{"step":"one"},"say":"step-again"})"), QStringLiteral("log @0 try\n"),
                              QStringLiteral(R"(step one {"changed":true,"state":"done"})")}));
        // What the killed job left running was ended before the second began.
        QCOMPARE(processWith(QByteArray("sleep\00060.731", 12)), 0);
    }

    // As the system does that runs out of memory: the largest program of the step goes, its keeper stays.
    void whatIsKilledFromOutsideIsRunAgainOnce()
    {
        const auto once = makeStep("one", "if [ ! -e \"$HOME/second\" ]; then touch \"$HOME/second\"; sh -c 'kill -9 $$'; fi\n");
        Engine engine(m_local, m_clock, options());
        QVERIFY(engine.apply({&once, {}, {}}, QStringLiteral("op"), {}));
        const auto always = makeStep("two", "sh -c 'kill -9 $$'\n");
        QCOMPARE(engine.apply({&always, {}, {}}, QStringLiteral("op"), {}).error().cause, Cause::StepInterrupted);
    }

    void whoeverFindsTheDiskFullIsUnderstood()
    {
        const auto step = makeStep("one", "cat /proc/version >/dev/full\n");
        Engine engine(m_local, m_clock, options());
        QCOMPARE(engine.apply({&step, {}, {}}, QStringLiteral("op"), {}).error().cause, Cause::DiskFull);
    }

    // dash's own echo says "I/O error" and no more; who is killed says nothing at all.
    void aFullDiskThatNobodyNamesIsLookedFor()
    {
        // The double of df: of several disks one is full, and one has a name that is no number.
        QVERIFY(QDir(m_home.path()).mkpath(QStringLiteral("bin")));
        write(path(QStringLiteral("bin/df")),
              "#!/bin/sh\necho 'Filesystem 1024-blocks Used Available Capacity Mounted on'\necho '/dev/a 9 0 900000 1% /'\n"
              "echo '/dev/b 9 9 12 99% /home of all'\necho 'none - - - - /proc'\n");
        QFile(path(QStringLiteral("bin/df"))).setPermissions(QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
        const QByteArray before = qgetenv("PATH");
        qputenv("PATH", path(QStringLiteral("bin")).toUtf8() + ':' + before);
        const auto back = qScopeGuard([&] { qputenv("PATH", before); });
        Engine engine(m_local, m_clock, options());
        const auto ended = [&](const char *id, const char *apply) {
            const auto step = makeStep(id, apply);
            const auto done = engine.apply({&step, {}, {}}, QStringLiteral("op"), {});
            return done ? Error{Cause::Internal, {}, NextAction::ReportBug, {}, {}} : done.error();
        };
        for (const char *apply : {"echo 'echo: echo: I/O error' >&2\nexit 1\n", "fl_fail step-failed step=x\n",
                                  "read -r pid start <\"$FL_JOB_DIR/pid\"; kill -9 \"$pid\"\n"}) {
            const Error error = ended("one", apply);
            QCOMPARE(slug(error.cause), slug(Cause::DiskFull));
            QCOMPARE(error.params.value(QStringLiteral("path")), QStringLiteral("/home of all"));
            QCOMPARE(error.params.value(QStringLiteral("free")), QStringLiteral("0"));
        }
        // Whoever knows why is believed, and who ends well is not asked.
        QCOMPARE(slug(ended("two", "fl_fail no-internet\n").cause), slug(Cause::NoInternet));
        const auto well = makeStep("three", "true\n");
        QVERIFY(engine.apply({&well, {}, {}}, QStringLiteral("op"), {}));
    }

    void aJobThatIsKilledEachTimeIsInterrupted()
    {
        const auto step = makeStep("one", "echo try\nread -r pid start <\"$FL_JOB_DIR/pid\"; kill -9 \"$pid\"\n");
        Engine engine(m_local, m_clock, options());
        QCOMPARE(engine.apply({&step, {}, {}}, QStringLiteral("op"), {}).error().cause, Cause::StepInterrupted);
        QCOMPARE(logText(), QStringLiteral("try\ntry\n"));
    }

    void aRebootInTheMiddleIsSeen()
    {
        const auto bootFile = path(QStringLiteral("boot"));
        write(bootFile, "boot-1\n");
        const auto step =
            makeStep("one",
                     "echo \"$FL_BOOT\"\nif [ ! -e \"$HOME/second\" ]; then touch \"$HOME/second\"; echo boot-2 >\"$FL_BOOT_FILE\"; "
                     "read -r pid start <\"$FL_JOB_DIR/pid\"; kill -9 \"$pid\"; fi\n");
        FakeCutShell cutting(m_local, 100000, 0);
        auto made = reconnecting(cutting);
        made.bootIdFile = QFile::encodeName(bootFile);
        Engine engine(cutting, m_clock, made);
        QVERIFY(engine.apply({&step, {}, {}}, QStringLiteral("op"), {}));
        QCOMPARE(logText(), QStringLiteral("boot-1\nboot-2\n"));
    }

    void aRebootThatWasAskedForIsWaitedFor()
    {
        const auto bootFile = path(QStringLiteral("boot"));
        write(bootFile, "boot-1\n");
        // The fake command "boots": another id a moment later.
        QVERIFY(QDir().mkpath(path(QStringLiteral("bin"))));
        write(path(QStringLiteral("bin/systemctl")), "#!/bin/sh\necho \"$1\" >>\"$HOME/called\"\necho boot-2 >\"$HOME/boot\"\n");
        QVERIFY(QFile::setPermissions(path(QStringLiteral("bin/systemctl")), QFile::ReadOwner | QFile::ExeOwner));
        FakePrefixShell shell(m_local, "export PATH=\"$HOME/bin:$PATH\"\n");
        auto made = options();
        made.bootIdFile = QFile::encodeName(bootFile);
        Engine engine(shell, m_clock, made);
        const auto status = engine.reboot({});
        QVERIFY2(status, status ? "" : qPrintable(slug(status.error().cause) + status.error().detail));
        QCOMPARE(read(path(QStringLiteral("called"))), QByteArray("reboot\n"));
        // And one that never comes back.
        made.rebootLimit = std::chrono::seconds(1);
        Engine impatient(shell, m_clock, made);
        QCOMPARE(impatient.reboot({}).error().cause, Cause::RebootNotBack);
    }

    void onlyOneSetUpAtATime()
    {
        const auto step = makeStep("one", "echo hi\n");
        Engine first(m_local, m_clock, options("m-1"));
        QVERIFY(first.apply({&step, {}, {}}, QStringLiteral("op"), {}));
        auto other = options("m-2");
        other.who = QStringLiteral("ben@desktop");
        Engine second(m_local, m_clock, other);
        const auto refused = second.apply({&step, {}, {}}, QStringLiteral("op2"), {});
        QCOMPARE(refused.error().cause, Cause::ServerBusy);
        QCOMPARE(refused.error().params.value(QStringLiteral("who")), QStringLiteral("anna@laptop"));
        // The same machine record may come again, from a second program after the first was killed.
        Engine again(m_local, m_clock, options("m-1"));
        QVERIFY(again.apply({&step, {}, {}}, QStringLiteral("op3"), {}));
        first.release({});
        QVERIFY(second.apply({&step, {}, {}}, QStringLiteral("op4"), {}));
        second.release({});
    }

    void twoAtOnceAndOneIsTold()
    {
        const auto step = makeStep("one", "sleep 0.3\n");
        std::atomic<int> done = 0, busy = 0;
        std::vector<std::thread> threads;
        for (const char *machine : {"m-1", "m-2", "m-3"})
            threads.emplace_back([&, machine] {
                LocalShell shell;
                Engine::Options made;
                made.machine = QString::fromLatin1(machine);
                Engine engine(shell, m_clock, made);
                const auto outcome = engine.apply({&step, {}, {}}, QStringLiteral("op-") + made.machine, {});
                if (outcome)
                    ++done;
                else if (outcome.error().cause == Cause::ServerBusy)
                    ++busy;
            });
        for (auto &thread : threads)
            thread.join();
        QCOMPARE(done, 1);
        QCOMPARE(busy, 2);
    }

    void cancelEndsTheJobOnTheServerToo()
    {
        const auto step = makeStep("one", "echo begun\nsleep 4711\n");
        Engine engine(m_local, m_clock, options());
        std::stop_source stop;
        std::thread canceller([&] {
            waitForLog(QStringLiteral("op-one"));
            stop.request_stop();
        });
        const auto outcome = engine.apply({&step, {}, {}}, QStringLiteral("op"), stop.get_token());
        canceller.join();
        QCOMPARE(outcome.error().cause, Cause::Cancelled);
        QVERIFY(waitFor([&] { return QFile::exists(state(QStringLiteral("jobs/op-one/rc"))); }));
        QCOMPARE(processWith("4711"), 0);
        // And the next try is a fresh one.
        const auto quick = makeStep("one", "echo fresh\n");
        QVERIFY(engine.apply({&quick, {}, {}}, QStringLiteral("op"), {}));
    }
    void waitForLog(const QString &job) const
    {
        for (int i = 0; i < 500 && read(state(QStringLiteral("jobs/") + job + QStringLiteral("/log"))).isEmpty(); ++i)
            QThread::msleep(20);
    }

    void aStepThatTakesTooLongIsEnded()
    {
        ServerStep step = makeStep("one", "echo begun\n(sleep 4712) & sleep 4712\n");
        step.limitSeconds = 1;
        Engine engine(m_local, m_clock, options());
        const auto outcome = engine.apply({&step, {}, {}}, QStringLiteral("op"), {});
        QCOMPARE(outcome.error().cause, Cause::StepTimeout);
        QCOMPARE(outcome.error().detail, QStringLiteral("begun"));
        QVERIFY(waitFor([&] { return processWith("4712") == 0; }));
    }

    void secretsAreInNoCommandLineEnvironmentOrFileThatStays()
    {
        const QByteArray canary = "canary-7f3a";
        ServerStep step =
            makeStep("one", "echo \"got ${#PASSWORD_HASH}\"\ntouch \"$HOME/ready\"\nwhile [ ! -e \"$HOME/go\" ]; do sleep 0.05; done\n");
        step.secrets = {QStringLiteral("PASSWORD_HASH")};
        auto made = options();
        made.sudoPassword = Secret(QByteArray(canary));
        Engine engine(m_local, m_clock, made);
        QStringList found;
        std::thread watcher([&] {
            for (int i = 0; i < 500 && !QFile::exists(path(QStringLiteral("ready"))); ++i)
                QThread::msleep(20);
            for (const auto &pid : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs))
                for (const auto *name : {"cmdline", "environ"})
                    if (pid.toInt() > 0 && pid.toInt() != QCoreApplication::applicationPid()
                        && read(QStringLiteral("/proc/%1/%2").arg(pid, QString::fromLatin1(name))).contains(canary))
                        found.append(pid + QLatin1Char(' ') + QString::fromLatin1(name));
            QDirIterator files(m_home.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
            while (files.hasNext())
                if (const auto file = files.next(); read(file).contains(canary))
                    found.append(file);
            write(path(QStringLiteral("go")), {});
        });
        const auto outcome = engine.apply({&step, {}, {{"PASSWORD_HASH", Secret(QByteArray(canary))}}}, QStringLiteral("op"), {});
        watcher.join();
        QVERIFY(outcome);
        QCOMPARE(found, QStringList());
        QCOMPARE(logText(), QStringLiteral("got %1\n").arg(canary.size()));
        QCOMPARE(QFile::permissions(state(QStringLiteral("jobs/op-one"))) & (QFile::ReadGroup | QFile::ReadOther | QFile::ExeOther),
                 QFile::Permissions());
    }
};

QTEST_GUILESS_MAIN(TestEngineJobs)
#include "tst_engine_jobs.moc"
