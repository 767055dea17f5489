// SPDX-License-Identifier: GPL-3.0-or-later
// The engine against a real shell on this computer, with a home of its own. Events are compared whole.
#include "backends/io/disk/system_clock.h"
#include "backends/io/local/local_shell.h"
#include "backends/steps/engine.h"
#include "backends/steps/job_scripts.h"
#include "tests/fakes/fake_shells.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QJsonDocument>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QThread>
#include <QtTest>

#include <thread>

using namespace fl;

namespace {

ServerStep makeStep(const char *id, const QByteArray &apply, const QByteArray &check = "exit 1\n", const QByteArray &verify = "exit 0\n")
{
    ServerStep step;
    step.id = QString::fromLatin1(id);
    step.check = check;
    step.apply = apply;
    step.verify = verify;
    step.limitSeconds = 60;
    return step;
}

/// An event as one line, times and seconds left out.
QString line(const Event &event)
{
    auto data = event.data;
    data.remove(QStringLiteral("seconds"));
    return slug(event.kind) + QLatin1Char(' ') + event.step + QLatin1Char(' ')
        + QString::fromUtf8(QJsonDocument(data).toJson(QJsonDocument::Compact));
}

} // namespace

class TestEngine : public QObject {
    Q_OBJECT

    QTemporaryDir m_home;
    LocalShell m_local;
    SystemClock m_clock;
    std::vector<Event> m_events;
    QStringList m_added;

    QString path(const QString &name) const { return m_home.filePath(name); }
    QString state(const QString &name) const { return path(QStringLiteral(".local/state/firstlight/") + name); }
    QByteArray read(const QString &file) const
    {
        QFile f(file);
        return f.open(QIODevice::ReadOnly) ? f.readAll() : QByteArray();
    }
    void write(const QString &file, const QByteArray &content) const
    {
        QFile f(file);
        QVERIFY(f.open(QIODevice::WriteOnly));
        f.write(content);
    }

    Engine::Options options(const char *machine = "m-1")
    {
        Engine::Options made;
        made.machine = QString::fromLatin1(machine);
        made.who = QStringLiteral("anna@laptop");
        made.events = [this](const Event &event) { m_events.push_back(event); };
        made.added = [this](const QString &kind, const QString &name) { m_added.append(kind + QLatin1Char(' ') + name); };
        return made;
    }
    /// With a reconnect that always hands the shell back: a connection that can be made again.
    Engine::Options reconnecting(Shell &shell, const char *machine = "m-1")
    {
        auto made = options(machine);
        made.reconnect = [&shell](std::stop_token) -> Result<Shell *> { return &shell; };
        return made;
    }
    QStringList lines() const
    {
        QStringList all;
        QString text;
        qint64 offset = 0;
        const auto flush = [&] {
            if (!text.isEmpty())
                all.append(QStringLiteral("log @%1 ").arg(offset) + text);
            text.clear();
        };
        for (const auto &event : m_events) {
            if (event.kind == EventKind::Log) {
                if (text.isEmpty())
                    offset = event.data.value(QLatin1String("offset")).toInteger();
                text += event.data.value(QLatin1String("text")).toString();
            } else {
                flush();
                all.append(line(event));
            }
        }
        flush();
        return all;
    }
    QString logText() const
    {
        QString text;
        for (const auto &event : m_events)
            if (event.kind == EventKind::Log)
                text += event.data.value(QLatin1String("text")).toString();
        return text;
    }
    bool waitFor(const std::function<bool()> &condition, int ms = 15000) const { return QTest::qWaitFor(condition, ms); }
    /// The pid of a process that has `word` in its command line, or 0.
    static int processWith(const QByteArray &word)
    {
        for (const auto &entry : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
            QFile file(QStringLiteral("/proc/") + entry + QStringLiteral("/cmdline"));
            if (entry.toInt() > 0 && file.open(QIODevice::ReadOnly) && file.readAll().contains(word))
                return entry.toInt();
        }
        return 0;
    }

private slots:
    void init()
    {
        m_events.clear();
        m_added.clear();
        QVERIFY(QDir(m_home.path()).removeRecursively());
        QVERIFY(QDir().mkpath(m_home.path()));
        qputenv("HOME", m_home.path().toLocal8Bit());
    }
    void cleanup()
    {
        // The keeper of a lock goes at once.
        if (QFile::exists(state(QStringLiteral("lock"))))
            write(state(QStringLiteral("unlock")), {});
    }

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
            made.reconnect = [](std::stop_token) -> Result<Shell *> { return fail({Cause::ConnectionRefused, {}, NextAction::Retry, {}, {}}); };
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
                                   "<\"$FL_JOB_DIR/pid\"; kill -9 \"$pid\"; sleep 60; fi\n");
        Engine engine(m_local, m_clock, options());
        QVERIFY(engine.apply({&step, {}, {}}, QStringLiteral("op"), {}));
        QCOMPARE(lines(),
                 (QStringList{QStringLiteral(R"(step one {"state":"running"})"), QStringLiteral("log @0 try\n"),
                              QStringLiteral(R"(notice one {"args":{"step":"one"},"say":"step-again"})"), QStringLiteral("log @0 try\n"),
                              QStringLiteral(R"(step one {"changed":true,"state":"done"})")}));
        // What the killed job left running was ended before the second began.
        QCOMPARE(processWith(QByteArray("sleep\00060", 8)), 0);
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
