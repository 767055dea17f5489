// SPDX-License-Identifier: GPL-3.0-or-later
// What later steps need is fetched while earlier ones work. Each proof is an order of events: who waits for whom.
#include "backends/steps/round.h"
#include "backends/steps/server_scripts.h"
#include "tests/backends/steps/engine_bench.h"

#include <csignal>

class TestAhead : public EngineBench {
    Q_OBJECT

    static ServerStep fetching(const char *id, const QByteArray &ahead, const QByteArray &apply = "echo applied\n")
    {
        ServerStep step = makeStep(id, apply);
        step.ahead = ahead;
        return step;
    }
    /// A script waits until a file of that name is in the home, and fails after ten seconds.
    static QByteArray until(const char *name)
    {
        return QByteArray("n=0\nwhile [ ! -e \"$HOME/NAME\" ]; do n=$((n + 1)); [ \"$n\" -lt 200 ] || exit 9; sleep 0.05; done\n")
            .replace("NAME", name);
    }
    void touch(const char *name) const { write(path(QString::fromLatin1(name)), {}); }
    bool has(const char *name) const { return QFile::exists(path(QString::fromLatin1(name))); }
    static bool soon(const std::function<bool()> &condition) // for another thread than the test's
    {
        for (int i = 0; i < 200 && !condition(); ++i)
            QThread::msleep(50);
        return condition();
    }
    bool fetches() const // whether that process is there
    {
        const QByteArray pid = read(state(QStringLiteral("ahead/pid"))).split(' ').first();
        return !pid.isEmpty() && QFile::exists(QStringLiteral("/proc/") + QString::fromLatin1(pid));
    }

private slots:
    void init() { freshHome(); }
    void cleanup() { letGo(); }

    void laterOnesFetchWhileTheFirstWorks_data()
    {
        QTest::addColumn<QString>("program");
        for (const auto *name : {"dash", "bash", "busybox"})
            QTest::newRow(name) << QStandardPaths::findExecutable(QString::fromLatin1(name));
    }
    void laterOnesFetchWhileTheFirstWorks()
    {
        QFETCH(QString, program);
        QVERIFY2(!program.isEmpty(), "this shell is a test package");
        QVERIFY(QFile::link(program, path(QStringLiteral("sh"))));
        FakeOtherShell other(m_local, QFile::encodeName(path(QStringLiteral("sh"))));
        // The first cannot end before the second has been fetched for.
        const auto one = makeStep("one", until("fetched-three") + "echo one\n");
        auto two = fetching("two", "echo noise\nfl_fact noise 1\necho x >>\"$HOME/count\"\necho \"$SOURCE\" >\"$HOME/fetched-two\"\n");
        two.params = {QStringLiteral("SOURCE")};
        const auto three = fetching("three", "set -u\n: >\"$HOME/fetched-three\"\n");
        const BoundStep first{&one, {}, {}}, second{&two, {{"SOURCE", "it's $(id)"}}, {}}, third{&three, {}, {}};
        Engine engine(other, m_clock, options());
        const auto outcome = engine.apply(first, QStringLiteral("op"), {}, {second, third});
        QVERIFY2(outcome, outcome ? "" : qPrintable(slug(outcome.error().cause) + logText()));
        QCOMPARE(read(path(QStringLiteral("fetched-two"))), QByteArray("it's $(id)\n"));
        // Nothing of it is in the log, the facts or the events of the step.
        QCOMPARE(lines(),
                 (QStringList{QStringLiteral(R"(step one {"state":"running"})"), QStringLiteral("log @0 one\n"),
                              QStringLiteral(R"(step one {"changed":true,"state":"done"})")}));
        QVERIFY(!read(state(QStringLiteral("facts"))).contains("noise"));
        QVERIFY(waitFor([&] { return !fetches(); }));
        // Once is enough, whoever goes on.
        QVERIFY(engine.apply(second, QStringLiteral("op"), {}, {third}));
        QVERIFY(engine.apply(first, QStringLiteral("again"), {}, {second, third}));
        QVERIFY(waitFor([&] { return !fetches(); }));
        QCOMPARE(read(path(QStringLiteral("count"))), QByteArray("x\n"));
        // Another set-up begins anew.
        engine.release({});
        Engine later(other, m_clock, options("m-2"));
        QVERIFY(later.apply(first, QStringLiteral("op-2"), {}, {second, third}));
        QVERIFY(waitFor([&] { return read(path(QStringLiteral("count"))) == "x\nx\n"; }));
    }

    void aStepWaitsForWhatIsFetchedForIt()
    {
        const auto one = makeStep("one", until("begun"));
        const auto two = fetching("two", ": >\"$HOME/begun\"\n" + until("go") + ": >\"$HOME/cached\"\n", "[ -e \"$HOME/cached\" ]\n");
        Engine engine(m_local, m_clock, options());
        QVERIFY(engine.apply({&one, {}, {}}, QStringLiteral("op"), {}, {{&two, {}, {}}}));
        QVERIFY(!has("cached"));
        std::thread later([&] {
            // It says so while it waits.
            if (soon([&] { return read(state(QStringLiteral("jobs/op-two/log"))).contains("downloading"); }))
                touch("go");
        });
        const auto outcome = engine.apply({&two, {}, {}}, QStringLiteral("op"), {});
        later.join();
        QVERIFY2(outcome, outcome ? "" : qPrintable(slug(outcome.error().cause) + logText()));
    }

    void whatHasNotBegunGivesWay()
    {
        const auto one = makeStep("one", until("begun"));
        const auto two = fetching("two", ": >\"$HOME/begun\"\n" + until("go"));
        const auto three = fetching("three", ": >\"$HOME/too-late\"\n");
        Engine engine(m_local, m_clock, options());
        QVERIFY(engine.apply({&one, {}, {}}, QStringLiteral("op"), {}, {{&two, {}, {}}, {&three, {}, {}}}));
        QVERIFY(engine.apply({&three, {}, {}}, QStringLiteral("op"), {})); // does not wait for what is fetched for another
        QVERIFY(fetches());
        touch("go");
        QVERIFY(waitFor([&] { return !fetches(); }));
        QVERIFY(!has("too-late"));
    }

    /// Who comes later, and was not ready when it began, has its turn without another step beginning.
    void whatGetsReadyMeanwhileHasItsTurn()
    {
        const auto one = makeStep("one", until("begun"));
        const auto two = fetching("two", ": >\"$HOME/begun\"\n" + until("go"));
        const auto three = makeStep("three", "fl_fact python.program it\n: >\"$HOME/go\"\n" + until("fetched-four"));
        const auto four = fetching("four", "fl_get python.program\necho \"$FL_VALUE\" >\"$HOME/fetched-four\"\n");
        Engine engine(m_local, m_clock, options());
        QVERIFY(engine.apply({&one, {}, {}}, QStringLiteral("op"), {}, {{&two, {}, {}}}));
        const auto outcome = engine.apply({&three, {}, {}}, QStringLiteral("op"), {}, {{&two, {}, {}}, {&four, {}, {}}});
        QVERIFY2(outcome, outcome ? "" : qPrintable(slug(outcome.error().cause) + logText()));
        QCOMPARE(read(path(QStringLiteral("fetched-four"))), QByteArray("it\n")); // by the facts of now
        QVERIFY(waitFor([&] { return !fetches(); }));
    }

    void whatNobodyTookGoesWithTheSetUp()
    {
        const auto one = makeStep("one", until("cached"));
        const auto two = fetching("two", "mkdir -p \"$FL_STATE/ahead/apt/two\"\n: >\"$HOME/cached\"\n");
        const QString cache = state(QStringLiteral("ahead/apt/two"));
        {
            Engine engine(m_local, m_clock, options());
            QVERIFY(engine.apply({&one, {}, {}}, QStringLiteral("op"), {}, {{&two, {}, {}}}));
            QVERIFY(QFile::exists(cache));
            engine.release({});
            QVERIFY(waitFor([&] { return !QFile::exists(state(QStringLiteral("ahead/apt"))); }));
        }
        // After a restart of the server nobody holds the lock, and the set-up goes on with what has come.
        QVERIFY(QDir().mkpath(cache));
        Engine engine(m_local, m_clock, options());
        QVERIFY(engine.apply({&one, {}, {}}, QStringLiteral("later"), {}));
        QVERIFY(QFile::exists(cache));
    }

    void itsFailingIsNothing()
    {
        const auto one = makeStep("one", until("end"));
        const auto two = fetching("two", "fl_fail disk-full path=/\n");
        const auto three = fetching("three", "false\n: >\"$HOME/went-on\"\n");
        const auto four = fetching("four", ": >\"$HOME/end\"\n");
        Engine engine(m_local, m_clock, options());
        QVERIFY(engine.apply({&one, {}, {}}, QStringLiteral("op"), {}, {{&two, {}, {}}, {&three, {}, {}}, {&four, {}, {}}}));
        for (const auto *step : {&two, &three, &four})
            QVERIFY(engine.apply({step, {}, {}}, QStringLiteral("op"), {}));
        QVERIFY(!has("went-on"));
        QCOMPARE(logText(), QStringLiteral("applied\napplied\napplied\n"));
    }

    void itEndsWithTheSetUp_data()
    {
        QTest::addColumn<QByteArray>("how");
        for (const char *how : {"cancelled", "released", "undone", "killed"})
            QTest::newRow(how) << QByteArray(how);
    }
    void itEndsWithTheSetUp()
    {
        QFETCH(QByteArray, how);
        const bool cancelled = how == "cancelled";
        const auto one = makeStep("one", until("begun") + (cancelled ? "sleep 60.734\n" : ""));
        const auto two = fetching("two", ": >\"$HOME/begun\"\nsleep 60.733\n");
        const QByteArray sleeping("sleep\00060.733", 12);
        Engine engine(m_local, m_clock, options());
        std::stop_source stop;
        std::thread user([&] {
            if (cancelled && soon([&] { return has("begun"); }))
                stop.request_stop();
        });
        const auto outcome = engine.apply({&one, {}, {}}, QStringLiteral("op"), stop.get_token(), {{&two, {}, {}}});
        user.join();
        QCOMPARE(outcome.has_value(), !cancelled);
        if (how == "released") {
            QVERIFY(processWith(sleeping) != 0);
            engine.release({});
        } else if (how == "undone") {
            QVERIFY(m_local.run(undoScript(QStringLiteral("m-1"), {}), {}, {}));
            QVERIFY(!QFile::exists(state(QString())));
        } else if (how == "killed") { // what it left is no reason to wait
            ::kill(read(state(QStringLiteral("ahead/pid"))).split(' ').first().toInt(), SIGKILL);
            QVERIFY(engine.apply({&two, {}, {}}, QStringLiteral("op"), {}));
            ::kill(processWith(sleeping), SIGKILL);
        }
        QVERIFY(waitFor([&] { return processWith(sleeping) == 0; }));
    }

    void onlyWhatIsToDoAndReadyFetches()
    {
        std::vector<ServerStep> scripts{makeStep("base", "a\n"), fetching("one", "a\n"),   makeStep("env", "a\n"),
                                        fetching("two", "a\n"),  fetching("three", "a\n"), makeStep("four", "a\n")};
        scripts[3].aheadNeeds = scripts[4].aheadNeeds = QStringList{QStringLiteral("env")};
        std::vector<BoundStep> steps;
        std::vector<CheckResult> checks;
        for (const ServerStep &script : scripts) {
            steps.push_back({&script, {}, {{"KEY", Secret("x")}}});
            checks.push_back({script.id == QLatin1String("three") ? CheckState::AlreadyThere : CheckState::ToDo, {}, false});
        }
        const auto ids = [&](size_t now) {
            QStringList all;
            for (const BoundStep &step : Round::ahead(steps, checks, now)) {
                all += step.script->id;
                if (!step.secrets.empty())
                    all += QStringLiteral("with secrets");
            }
            return all.join(QLatin1Char(' '));
        };
        QCOMPARE(ids(0), QStringLiteral("one"));
        QCOMPARE(ids(2), QString()); // its own work is not done
        QCOMPARE(ids(1), QString());
        checks[2].state = CheckState::AlreadyThere;
        std::swap(steps[1], steps[2]);
        std::swap(checks[1], checks[2]);
        QCOMPARE(ids(2), QStringLiteral("two"));
    }
};

QTEST_GUILESS_MAIN(TestAhead)
#include "tst_ahead.moc"
