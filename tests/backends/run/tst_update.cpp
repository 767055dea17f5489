// SPDX-License-Identifier: GPL-3.0-or-later
// Operations::update over the real engine and a real shell: what is asked when, and that what does not pass goes back by itself.
#include "backends/run/update.h"
#include "tests/backends/run/operations_bench.h"

#include <QRegularExpression>

#include <algorithm>

using namespace fl;

namespace {

/// A machine whose "version" is 1; "newer" says that there is a 2, "bad" which version is proven wrong.
std::vector<ServerStep> steps()
{
    std::vector<ServerStep> all{
        makeStep("jupyter", "[ -f \"$HOME/jupyter\" ]\n",
                 ": >\"$HOME/jupyter\"\necho 1 >\"$HOME/version\"\nfl_fact source pypi\nfl_fact jupyter h-pypi\n"),
        makeStep("framework-pytorch", "[ -f \"$HOME/torch\" ]\n", ": >\"$HOME/torch\"\n"),
        makeStep("update", "exit 1\n",
                 "cd \"$HOME\"\necho \"$UPDATE $LOOK\" >>told\n"
                 "case $LOOK$UPDATE in\n"
                 "    yesnewest) if [ -e newer ]; then fl_fact update.changes 'torch 1 → 2'; else fl_fact update.changes ''; fi ;;\n"
                 "    yesbefore) if [ -e was ]; then fl_fact update.changes 'torch 2 → 1'; else fl_fact update.changes ''; fi ;;\n"
                 "    nonewest) rm -f proven newer; : >was; echo 2 >version; [ ! -e no-index ] || fl_fail no-internet ;;\n"
                 "    nobefore) rm -f proven was; echo 1 >version ;;\n"
                 "esac\n"
                 "fl_fact update.kernels \"$(cat kernels 2>/dev/null || echo 0)\"\n"
                 "fl_fact update.state \"$(cat state 2>/dev/null || echo proven)\"\n"),
        makeStep("verify", "[ -f \"$HOME/proven\" ]\n", "true\n"),
    };
    all[2].params = QStringList{QStringLiteral("UPDATE"), QStringLiteral("LOOK"), QStringLiteral("ENVIRONMENTS")};
    all[2].verify = "[ -n \"$ENVIRONMENTS\" ]\n";
    all[3].verify = "cd \"$HOME\"\nrm -f proven\n[ \"$(cat version)\" != \"$(cat bad 2>/dev/null)\" ] || fl_fail verification-failed "
                    "framework=pytorch\n"
                    ": >proven\n";
    return all;
}

struct Bench : OperationsBench {
    Bench() : OperationsBench(steps()) { }
    Result<SetupResult> update(UpdateTo to = UpdateTo::Newest)
    {
        events.clear();
        return operations->update(QStringLiteral("lab"), to, call);
    }
    void write(const char *name, const QByteArray &text) const
    {
        QFile file(home.filePath(QLatin1String(name)));
        QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
    }
    void sayYes() { asker.answers.push_back(Answer{true, {}}); }
};

} // namespace

class TestUpdate : public QObject {
    Q_OBJECT
private slots:
    void whereNothingIsNewerNothingIsAsked()
    {
        Bench bench;
        QVERIFY(bench.setup());
        const auto done = bench.update();
        QVERIFY2(done, done ? "" : qPrintable(slug(done.error().cause)));
        QCOMPARE(done->changed, 0);
        QVERIFY(bench.asker.asked.empty());
        QCOMPARE(bench.read("told"), QByteArray("newest yes\n"));
        QCOMPARE(bench.story().last(), QStringLiteral("result"));
        QCOMPARE(std::count_if(bench.events.begin(), bench.events.end(), [](const Event &event) { return event.kind == EventKind::Plan; }),
                 1);
    }

    void whatWouldChangeIsAskedFirst()
    {
        Bench bench;
        QVERIFY(bench.setup());
        bench.make("newer");
        QCOMPARE(bench.update().error().cause, Cause::AnswerNeeded);
        bench.asker.answers.push_back(Answer{});
        QCOMPARE(bench.update().error().cause, Cause::Cancelled);
        QCOMPARE(bench.read("version"), QByteArray("1\n"));
        QCOMPARE(bench.asker.asked.back().text.code, QStringLiteral("update-machine"));
        QCOMPARE(bench.asker.asked.back().text.args.value(QStringLiteral("changes")), QStringLiteral("torch 1 → 2"));
        bench.write("kernels", "3");
        bench.sayYes();
        const auto done = bench.update();
        QVERIFY2(done, done ? "" : qPrintable(slug(done.error().cause)));
        QVERIFY(done->changed > 0 && bench.has("proven"));
        QCOMPARE(bench.read("version"), QByteArray("2\n"));
        QCOMPARE(bench.asker.asked.back().text.code, QStringLiteral("update-machine-running"));
        QCOMPARE(bench.asker.asked.back().text.args.value(QStringLiteral("count")), QStringLiteral("3"));

        bench.sayYes();
        QVERIFY(bench.update(UpdateTo::Before));
        QCOMPARE(bench.asker.asked.back().text.code, QStringLiteral("update-back-running"));
        QCOMPARE(bench.read("version"), QByteArray("1\n"));
        QCOMPARE(bench.machine().state, MachineState::Ready);
        const auto again = bench.update(UpdateTo::Before);
        QCOMPARE(again.error().cause, Cause::NotSupportedHere);
        QCOMPARE(again.error().params.value(QStringLiteral("why")), QStringLiteral("update-nothing-before"));
    }

    void whatDoesNotPassGoesBackByItself()
    {
        Bench bench;
        QVERIFY(bench.setup());
        bench.make("newer");
        bench.write("bad", "2");
        bench.sayYes();
        const auto done = bench.update();
        QCOMPARE(done.error().cause, Cause::VerificationFailed);
        QCOMPARE(done.error().params.value(QStringLiteral("back")), QStringLiteral("yes"));
        QCOMPARE(bench.read("version"), QByteArray("1\n"));
        QVERIFY(bench.has("proven"));
        QCOMPARE(bench.machine().state, MachineState::Ready);
        QCOMPARE(bench.story().last(), QStringLiteral("error verification-failed"));
        QVERIFY(!bench.story().contains(QStringLiteral("result"))); // it did not end well
        QCOMPARE(bench.read("told"), QByteArray("newest yes\nnewest no\nbefore no\n"));
    }

    void soDoesWhatCouldOnlyBeHalfFetched()
    {
        Bench bench;
        QVERIFY(bench.setup());
        bench.make("newer");
        bench.make("no-index");
        bench.sayYes();
        const auto done = bench.update();
        QCOMPARE(done.error().cause, Cause::NoInternet);
        QCOMPARE(bench.read("version"), QByteArray("1\n"));
    }

    /// The program was killed between the change and its proof.
    void oneThatWasNeverProvenIsProvenOrGoesBack()
    {
        Bench bench;
        QVERIFY(bench.setup());
        bench.write("version", "2\n");
        bench.make("was");
        bench.write("state", "open");
        QVERIFY(QFile::remove(bench.home.filePath(QStringLiteral("proven"))));
        QVERIFY(bench.update());
        QCOMPARE(bench.read("version"), QByteArray("2\n"));
        QVERIFY(QFile::remove(bench.home.filePath(QStringLiteral("proven"))));
        bench.write("bad", "2");
        QCOMPARE(bench.update().error().cause, Cause::VerificationFailed);
        QCOMPARE(bench.read("version"), QByteArray("1\n"));
        // What fails without an update in between is not the update's fault.
        bench.write("state", "proven");
        bench.write("bad", "1");
        QVERIFY(QFile::remove(bench.home.filePath(QStringLiteral("proven"))));
        QVERIFY(bench.update().error().params.value(QStringLiteral("back")).isEmpty());
        QVERIFY(bench.read("told").endsWith("newest yes\n"));
    }

    void anotherSourceIsNotOurs()
    {
        Bench bench;
        QVERIFY(bench.setup());
        QFile facts(bench.home.filePath(QStringLiteral(".local/state/firstlight/facts")));
        QVERIFY(facts.open(QIODevice::Append) && facts.write("source distro\n") > 0);
        facts.close();
        const auto refused = bench.update();
        QCOMPARE(refused.error().cause, Cause::NotSupportedHere);
        QCOMPARE(refused.error().params.value(QStringLiteral("what")), QStringLiteral("update"));
        QCOMPARE(refused.error().params.value(QStringLiteral("why")), QStringLiteral("update-not-pypi"));
        QVERIFY(!bench.has("told"));
    }

    void eachEnvironmentIsALine()
    {
        const ServerStep jupyter = makeStep("jupyter", "a", "b"), torch = makeStep("framework-pytorch", "a", "b"),
                         keras = makeStep("framework-keras", "a", "b"), other = makeStep("linger", "a", "b");
        const QByteArray lines = environmentLines({{&jupyter, {}, {}},
                                                   {&other, {}, {}},
                                                   {&torch,
                                                    {{"FRAMEWORK_INDEX", "https://x/cpu"},
                                                     {"FRAMEWORK_REQUIREMENTS", "torch==2.15.* torchvision"},
                                                     {"TORCH_MIRROR", "https://x"}},
                                                    {}},
                                                   {&keras, {{"KERAS_BACKEND", "jax"}}, {}}});
        const QByteArrayList each = lines.split('\n');
        QCOMPARE(each.size(), 3);
        QVERIFY(QRegularExpression(QStringLiteral("^jupyter\\|jupyter\\|[0-9a-f]{16}\\|\\|\\|\\|$"))
                    .match(QString::fromUtf8(each[0]))
                    .hasMatch());
        QVERIFY(each[1].startsWith("pytorch|pytorch|") && each[1].endsWith("|https://x/cpu||https://x|torch==2.15.* torchvision"));
        QVERIFY(each[2].startsWith("keras|keras-jax|") && each[2].endsWith("||jax||"));
    }
};

QTEST_GUILESS_MAIN(TestUpdate)
#include "tst_update.moc"
