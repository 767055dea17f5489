// SPDX-License-Identifier: GPL-3.0-or-later
// Steps from check to done: what they say, how they fail, who may ask what of them.
#include "tests/backends/steps/engine_bench.h"

class TestEngine : public EngineBench {
    Q_OBJECT
private slots:
    void init() { freshHome(); }
    void cleanup() { letGo(); }

    void aStepFromCheckToDone()
    {
        const auto step = makeStep("one",
                                   "echo hello\nfl_fact ram.mb 2048\nfl_progress 0.5 apt-unpacking package='a b'\nfl_progress - waiting\n"
                                   "fl_added dir \"$HOME/firstlight\"\nfl_notice cpu-only\nprintf 'no end'\nfl_fact gpu none\nprintf "
                                   "'\\ntail'\necho err >&2\n",
                                   "[ -e \"$HOME/done\" ]\n", "touch \"$HOME/done\"\necho quiet\nfl_fact verified cpu\n");
        Engine engine(m_local, m_clock, options());
        const auto checked = engine.check({{&step, {}, {}}}, {});
        QVERIFY(checked);
        QCOMPARE(checked->front().state, CheckState::ToDo);
        QCOMPARE(*engine.apply({&step, {}, {}}, QStringLiteral("op-1"), {}), StepOutcome::Done);
        QCOMPARE(engine.check({{&step, {}, {}}}, {})->front().state, CheckState::AlreadyThere);
        const auto markLine = [&](const QByteArray &rest) {
            return read(state(QStringLiteral("jobs/op-1-one/mark"))).trimmed().size() + rest.size() + 1;
        };
        qint64 at = 6 + markLine("fact\tram.mb\t2048") + markLine("progress\t0.5\tapt-unpacking\tpackage=a b")
            + markLine("progress\t-\twaiting") + markLine("added\tdir\t" + m_home.path().toUtf8() + "/firstlight")
            + markLine("notice\tcpu-only");
        const auto second = at + 6 + markLine("fact\tgpu\tnone");
        QCOMPARE(lines(),
                 (QStringList{
                     QStringLiteral(R"(step one {"state":"waiting"})"),
                     QStringLiteral(R"(step one {"state":"running"})"),
                     QStringLiteral("log @0 hello\n"),
                     QStringLiteral(R"(fact one {"name":"ram.mb","value":"2048"})"),
                     QStringLiteral(R"(progress one {"args":{"package":"a b"},"done":0.5,"say":"apt-unpacking"})"),
                     QStringLiteral(R"(progress one {"args":{},"say":"waiting"})"),
                     QStringLiteral(R"(notice one {"args":{},"say":"cpu-only"})"),
                     QStringLiteral("log @%1 no end").arg(at),
                     QStringLiteral(R"(fact one {"name":"gpu","value":"none"})"),
                     QStringLiteral("log @%1 \ntailerr\n").arg(second),
                     QStringLiteral(R"(fact one {"name":"verified","value":"cpu"})"),
                     QStringLiteral(R"(step one {"changed":true,"state":"done"})"),
                     QStringLiteral(R"(step one {"state":"already-there"})"),
                 }));
        QCOMPARE(m_added, QStringList{QStringLiteral("dir ") + path(QStringLiteral("firstlight"))});
        QCOMPARE(read(state(QStringLiteral("facts"))), QByteArray("ram.mb 2048\ngpu none\nverified cpu\n"));
        QCOMPARE(read(state(QStringLiteral("added"))), "dir " + m_home.path().toUtf8() + "/firstlight\n");
    }

    void factsOfEarlierRunsAreThereAndTheNewestCounts()
    {
        QVERIFY(QDir().mkpath(state(QString())));
        write(state(QStringLiteral("facts")), "source distro\nsource.why no pypi here\nsource pypi\n");
        const auto step = makeStep("one", "true\n",
                                   "fl_get source && [ \"$FL_VALUE\" = pypi ] && fl_get source.why && [ \"$FL_VALUE\" = 'no pypi here' ] "
                                   "&& ! fl_get sourc\n");
        Engine engine(m_local, m_clock, options());
        QCOMPARE(engine.check({{&step, {}, {}}}, {})->front().state, CheckState::AlreadyThere);
        QCOMPARE(engine.facts().values.value(QStringLiteral("source")), QStringLiteral("pypi"));
        QCOMPARE(read(state(QStringLiteral("facts"))).count('\n'), 3); // a check writes nothing
    }

    void allChecksGoInOneRoundTripAndKeepApart()
    {
        FakeShellAround counting(m_local);
        const std::vector<ServerStep> steps{makeStep("a", "true\n", "X=1; exit 0\n"),
                                            makeStep("b", "true\n", "[ -z \"${X:-}\" ] || exit 3\nexit 1\n"),
                                            makeStep("c", "true\n", "echo why it cannot be\nexit 9\n"),
                                            makeStep("d", "true\n", "fl_fail disk-full free=3 path=/var\n"),
                                            makeStep("e", "true\n", "cat\nread -r x; echo \"$x\"; exit 0\n")};
        std::vector<BoundStep> bound;
        for (const auto &step : steps)
            bound.push_back({&step, {}, {}});
        Engine engine(counting, m_clock, options());
        const auto checked = engine.check(bound, {});
        QVERIFY2(checked, checked ? "" : qPrintable(checked.error().detail));
        QCOMPARE(counting.runs, 1);
        QCOMPARE(checked->at(0).state, CheckState::AlreadyThere);
        QCOMPARE(checked->at(1).state, CheckState::ToDo);
        QCOMPARE(checked->at(2).state, CheckState::Impossible);
        QCOMPARE(checked->at(2).error->cause, Cause::StepFailed);
        QCOMPARE(checked->at(2).error->detail, QStringLiteral("why it cannot be"));
        QCOMPARE(checked->at(3).error->cause, Cause::DiskFull);
        QCOMPARE(checked->at(3).error->next, NextAction::FreeDiskSpace);
        QCOMPARE(checked->at(3).error->params.value(QStringLiteral("path")), QStringLiteral("/var"));
        QCOMPARE(checked->at(4).state, CheckState::AlreadyThere); // a check that reads standard input finds it closed
        QVERIFY(!QFile::exists(state(QString())));                // and nothing was made
    }

    void everyPosixShellWillDo_data()
    {
        QTest::addColumn<QString>("program");
        for (const auto *name : {"dash", "bash", "busybox"})
            QTest::newRow(name) << QStandardPaths::findExecutable(QString::fromLatin1(name));
    }
    void everyPosixShellWillDo()
    {
        QFETCH(QString, program);
        QVERIFY2(!program.isEmpty(), "this shell is a test package");
        QVERIFY(QFile::link(program, path(QStringLiteral("sh"))));
        FakeOtherShell other(m_local, QFile::encodeName(path(QStringLiteral("sh"))));
        ServerStep step = makeStep("one",
                                   "echo \"$SOURCE\"\nfl_fact a 'b\tc\n\nd  e'\nfl_added file x\nfl_added file x\necho \"secret has "
                                   "${#KEY_PEM} bytes\"\n",
                                   "fl_get a && [ \"$FL_VALUE\" = 'b c d  e' ]\n", {});
        step.params = {QStringLiteral("SOURCE")};
        step.secrets = {QStringLiteral("KEY_PEM")};
        const BoundStep bound{&step, {{"SOURCE", "a 'b' \"c\" $(id) `id` \\ \n;&|*"}}, {{"KEY_PEM", Secret("a'b$c\n")}}};
        Engine engine(other, m_clock, options());
        QCOMPARE(engine.check({bound}, {})->front().state, CheckState::ToDo);
        const auto outcome = engine.apply(bound, QStringLiteral("op"), {});
        QVERIFY2(outcome, outcome ? "" : qPrintable(outcome.error().detail + logText()));
        QCOMPARE(logText(), QStringLiteral("a 'b' \"c\" $(id) `id` \\ \n;&|*\nsecret has 6 bytes\n"));
        QCOMPARE(read(state(QStringLiteral("added"))), QByteArray("file x\n"));
        QCOMPARE(engine.check({bound}, {})->front().state, CheckState::AlreadyThere);
        // The rest of the machinery in this shell too: a limit, a failure.
        ServerStep slow = makeStep("slow", "sleep 100\n");
        slow.limitSeconds = 1;
        QCOMPARE(engine.apply({&slow, {}, {}}, QStringLiteral("op"), {}).error().cause, Cause::StepTimeout);
        const auto failing = makeStep("failing", "fl_fail package-lock-held holder='apt 12'\n");
        const auto failed = engine.apply({&failing, {}, {}}, QStringLiteral("op"), {});
        QCOMPARE(failed.error().cause, Cause::PackageLockHeld);
        QCOMPARE(failed.error().params.value(QStringLiteral("holder")), QStringLiteral("apt 12"));
    }

    void linesThatOnlyLookLikeOursStayText()
    {
        const auto step =
            makeStep("one", "echo '@fl-00000000000000000000000000000000@fact\tgpu\tfake'\necho '@fl-fact gpu fake'\nprintf '@fl-0123'\n");
        Engine engine(m_local, m_clock, options());
        QVERIFY(engine.apply({&step, {}, {}}, QStringLiteral("op"), {}));
        QVERIFY(engine.facts().values.isEmpty());
        QCOMPARE(logText(), QStringLiteral("@fl-00000000000000000000000000000000@fact\tgpu\tfake\n@fl-fact gpu fake\n@fl-0123"));
    }

    void aFailedStepSaysWhyAndShowsItsLastLines()
    {
        const auto step = makeStep("one", "echo first\nfalse\necho never\n");
        auto made = options();
        made.redact = [](QString text) { return text.replace(QStringLiteral("first"), QStringLiteral("•••")); };
        Engine engine(m_local, m_clock, made);
        const auto outcome = engine.apply({&step, {}, {}}, QStringLiteral("op"), {});
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().cause, Cause::StepFailed);
        QCOMPARE(outcome.error().params.value(QStringLiteral("status")), QStringLiteral("1"));
        QCOMPARE(outcome.error().detail, QStringLiteral("•••"));
        QCOMPARE(lines(),
                 (QStringList{QStringLiteral(R"(step one {"state":"running"})"), QStringLiteral("log @0 •••\n"),
                              QStringLiteral(R"(step one {"reason":"step-failed","state":"failed"})")}));
    }

    void aStepThatIsNotProvenFails()
    {
        const auto step = makeStep("one", "true\n", "exit 1\n", "echo it is not there\nexit 1\n");
        Engine engine(m_local, m_clock, options());
        const auto outcome = engine.apply({&step, {}, {}}, QStringLiteral("op"), {});
        QCOMPARE(outcome.error().cause, Cause::VerificationFailed);
        QCOMPARE(outcome.error().detail, QStringLiteral("it is not there"));
        const auto checkOnly = makeStep("two", "true\n", "exit 1\n", {});
        QCOMPARE(engine.apply({&checkOnly, {}, {}}, QStringLiteral("op"), {}).error().cause, Cause::VerificationFailed);
    }

    void aNeededRebootIsHandedUpBeforeVerify()
    {
        const auto step = makeStep("one", "fl_reboot\n", "exit 1\n", "touch \"$HOME/verified\"\n");
        Engine engine(m_local, m_clock, options());
        QCOMPARE(*engine.apply({&step, {}, {}}, QStringLiteral("op"), {}), StepOutcome::NeedsReboot);
        QVERIFY(!QFile::exists(path(QStringLiteral("verified"))));
        QVERIFY(engine.verify({&step, {}, {}}, {}));
        QVERIFY(QFile::exists(path(QStringLiteral("verified"))));
    }

    void aNoisyLoginShellDoesNotMatter()
    {
        FakePrefixShell noisy(m_local, "echo 'Welcome! 3 updates'; printf 'no newline'; echo oops >&2\n");
        const auto step = makeStep("one", "echo text\n", "exit 0\n");
        Engine engine(noisy, m_clock, options());
        QCOMPARE(engine.check({{&step, {}, {}}}, {})->front().state, CheckState::AlreadyThere);
        QVERIFY(engine.apply({&step, {}, {}}, QStringLiteral("op"), {}));
        QCOMPARE(logText(), QStringLiteral("text\n"));
    }

    void aShellThatRunsNothingIsNamed()
    {
        FakePrefixShell refusing(m_local, "echo 'This account is not available.' >&2; exit 1\n");
        const auto step = makeStep("one", "echo text\n", "exit 0\n");
        Engine engine(refusing, m_clock, options());
        const auto checked = engine.check({{&step, {}, {}}}, {});
        QCOMPARE(checked.error().cause, Cause::SshShellUnusable);
        QVERIFY(checked.error().detail.contains(QStringLiteral("not available")));
        QCOMPARE(engine.apply({&step, {}, {}}, QStringLiteral("op"), {}).error().cause, Cause::SshShellUnusable);
    }

    void fiftyMegabytesOfLogComeThroughWhole()
    {
        const auto step = makeStep("one",
                                   "yes 'a line of the flood that is about sixty bytes long, as apt prints' | head -c 50000000\n"
                                   "head -c 3000000 /dev/zero | tr '\\0' x\n");
        Engine::Options made;
        made.machine = QStringLiteral("m-1");
        QCryptographicHash hash(QCryptographicHash::Sha1);
        qint64 expected = 0, largest = 0;
        int count = 0;
        made.events = [&](const Event &event) {
            if (event.kind != EventKind::Log)
                return;
            const auto text = event.data.value(QLatin1String("text")).toString().toUtf8();
            QCOMPARE(event.data.value(QLatin1String("offset")).toInteger(), expected);
            expected += text.size();
            largest = std::max<qint64>(largest, text.size());
            hash.addData(text);
            ++count;
        };
        Engine engine(m_local, m_clock, made);
        QElapsedTimer timer;
        timer.start();
        QVERIFY(engine.apply({&step, {}, {}}, QStringLiteral("op"), {}));
        qInfo("53 MB of log in %lld ms, %d events", timer.elapsed(), count);
        QCOMPARE(expected, 53000000);
        QCOMPARE(hash.result(), QCryptographicHash::hash(read(state(QStringLiteral("jobs/op-one/log"))), QCryptographicHash::Sha1));
        QVERIFY(largest <= 72 * 1024);
        QVERIFY(count < 53000000 / 8192);
    }

    void invalidBytesBecomeReplacementCharacters()
    {
        const auto step = makeStep("one", "printf 'ok \\377\\376 end\\n'\nprintf '\\303'; sleep 1.2; printf '\\274\\n'\n");
        Engine engine(m_local, m_clock, options());
        QVERIFY(engine.apply({&step, {}, {}}, QStringLiteral("op"), {}));
        QCOMPARE(logText(), QStringLiteral("ok \ufffd\ufffd end\nü\n"));
    }

    void aNameThatIsNoOperationIsRefused()
    {
        const auto step = makeStep("one", "true\n");
        Engine engine(m_local, m_clock, options());
        QCOMPARE(engine.apply({&step, {}, {}}, QStringLiteral("../x"), {}).error().cause, Cause::Internal);
    }

    void sudoIsAskedForAndItsAnswersAreToldApart_data()
    {
        QTest::addColumn<QString>("sudo"); // what the fake does
        QTest::addColumn<QStringList>("answers");
        QTest::addColumn<QString>("cause"); // empty: works
        QTest::addColumn<int>("asked");
        QTest::newRow("no password wanted") << QStringLiteral("free") << QStringList{} << QString() << 0;
        QTest::newRow("right at once") << QStringLiteral("password") << QStringList{QStringLiteral("p'w $x")} << QString() << 1;
        QTest::newRow("right the third time") << QStringLiteral("password")
                                              << QStringList{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("p'w $x")}
                                              << QString() << 3;
        QTest::newRow("wrong three times") << QStringLiteral("password")
                                           << QStringList{QStringLiteral("a"), QStringLiteral("b"), QStringLiteral("c")}
                                           << QStringLiteral("sudo-password") << 3;
        QTest::newRow("not in sudoers") << QStringLiteral("sudoers") << QStringList{QStringLiteral("p'w $x")}
                                        << QStringLiteral("sudo-not-allowed") << 1;
        QTest::newRow("tty") << QStringLiteral("tty") << QStringList{} << QStringLiteral("sudo-needs-tty") << 0;
        QTest::newRow("home closed to root") << QStringLiteral("closed") << QStringList{} << QStringLiteral("not-supported-here") << 0;
        QTest::newRow("missing") << QStringLiteral("missing") << QStringList{} << QStringLiteral("sudo-not-allowed") << 0;
    }
    void sudoIsAskedForAndItsAnswersAreToldApart()
    {
        QFETCH(QString, sudo);
        QFETCH(QStringList, answers);
        QFETCH(QString, cause);
        QFETCH(int, asked);
        // Words as sudo 1.9 prints them. Run as root these tests would need none: id says otherwise.
        QVERIFY(QDir().mkpath(path(QStringLiteral("bin"))));
        write(path(QStringLiteral("bin/id")), "#!/bin/sh\n[ \"$1\" = -u ] && echo 1000 || echo anna\n");
        write(path(QStringLiteral("bin/sudo")),
              QByteArray("#!/bin/sh\nmode=")
                  .append(sudo.toLatin1())
                  .append("\n"
                          "while [ \"$1\" != -- ]; do\n"
                          "    case $1 in -n) quiet=1 ;; -S) stdin=1 ;; -p) shift; printf '%s' \"$1\" >&2 ;; esac\n"
                          "    shift\n"
                          "done\n"
                          "shift\n"
                          "echo 'We trust you have received the usual lecture.' >&2\n"
                          "case $mode in\n"
                          "    free) exec \"$@\" ;;\n"
                          "    closed) echo \"$1: 0: cannot open $2: Permission denied\" >&2; exit 2 ;;\n"
                          "    tty) echo 'sudo: sorry, you must have a tty to run sudo' >&2; exit 1 ;;\n"
                          "esac\n"
                          "[ \"$quiet\" ] && { echo 'sudo: a password is required' >&2; exit 1; }\n"
                          "IFS= read -r password\n"
                          "[ \"$password\" = \"p'w \\$x\" ] || { echo 'Sorry, try again.' >&2; echo 'sudo: no password was provided' >&2; "
                          "exit 1; }\n"
                          "[ $mode = sudoers ] && { echo 'anna is not in the sudoers file.' >&2; exit 1; }\n"
                          "exec \"$@\"\n"
                          "\n"));
        for (const auto *name : {"bin/id", "bin/sudo"})
            QVERIFY(QFile::setPermissions(path(QString::fromLatin1(name)), QFile::ReadOwner | QFile::ExeOwner));
        if (sudo == QLatin1String("missing"))
            QVERIFY(QFile::remove(path(QStringLiteral("bin/sudo"))));
        FakePrefixShell shell(m_local,
                              sudo == QLatin1String("missing")
                                  ? "mkdir \"$HOME/b\"; for t in id mkdir rm df tail flock setsid sleep; do ln -s \"$(command -v $t)\" "
                                    "\"$HOME/b/$t\"; done; rm \"$HOME/b/id\"; export PATH=\"$HOME/bin:$HOME/b\"\n"
                                  : "export PATH=\"$HOME/bin:$PATH\"\n");
        ServerStep step = makeStep("one", "echo as root\n");
        step.asRoot = true;
        QList<int> attempts;
        auto made = options();
        made.askSudoPassword = [&](int attempt) -> Result<Secret> {
            attempts.append(attempt);
            return Secret(answers.value(attempt - 1).toUtf8());
        };
        Engine engine(shell, m_clock, made);
        const auto outcome = engine.apply({&step, {}, {}}, QStringLiteral("op"), {});
        QCOMPARE(outcome ? QString() : slug(outcome.error().cause), cause);
        QCOMPARE(attempts.size(), asked);
        if (cause.isEmpty()) {
            QCOMPARE(logText(), QStringLiteral("as root\n"));
            QVERIFY(engine.apply({&step, {}, {}}, QStringLiteral("op2"), {})); // asked once, then remembered
            QCOMPARE(attempts.size(), asked);
        } else {
            QVERIFY(!QFile::exists(state(QStringLiteral("jobs/op-one")))); // nothing of it is left
        }
    }

    void theProofStandsUntilSomethingChanges()
    {
        const auto bootFile = path(QStringLiteral("boot"));
        const auto watched = path(QStringLiteral("packages"));
        write(bootFile, "boot-1\n");
        write(watched, "x");
        QVERIFY(QDir().mkpath(state(QString())));
        write(state(QStringLiteral("proof.json")),
              "{\n\"boot_id\": \"boot-1\",\n\"driver\": \"\",\n\"step\": \"abc\",\n\"watch\": \"" + QFile::encodeName(watched)
                  + "\",\n\"date\": 1\n}\n");
        const auto step = makeStep("one", "true\n", "[ \"$FL_PROVEN\" = yes ] && [ \"$FL_PROOF_STEP\" = abc ]\n");
        auto made = options();
        made.bootIdFile = QFile::encodeName(bootFile);
        Engine engine(m_local, m_clock, made);
        const auto now = [&] { return engine.check({{&step, {}, {}}}, {})->front().state; };
        const bool driver = QFile::exists(QStringLiteral("/sys/module/nvidia/version"));
        if (driver)
            QSKIP("a machine with an NVIDIA driver proves another driver than this test's");
        QCOMPARE(now(), CheckState::AlreadyThere);
        QFile file(watched);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.setFileTime(QDateTime::currentDateTime().addSecs(5), QFileDevice::FileModificationTime));
        file.close();
        QCOMPARE(now(), CheckState::ToDo);
        QVERIFY(file.open(QIODevice::ReadWrite));
        QVERIFY(file.setFileTime(QDateTime::currentDateTime().addSecs(-50), QFileDevice::FileModificationTime));
        file.close();
        QCOMPARE(now(), CheckState::AlreadyThere);
        write(bootFile, "boot-2\n");
        QCOMPARE(now(), CheckState::ToDo);
        write(bootFile, "boot-1\n");
        QVERIFY(file.remove());
        QCOMPARE(now(), CheckState::ToDo);
    }
};

QTEST_GUILESS_MAIN(TestEngine)
#include "tst_engine.moc"
