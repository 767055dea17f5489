// SPDX-License-Identifier: GPL-3.0-or-later
// Operations::diagnose and repair over the real engine and a real shell; what the machine tells of its GPU is made up.
#include "backends/run/gpu_chain.h"
#include "tests/backends/run/operations_bench.h"

using namespace fl;

namespace {

QByteArray variable(const ShellScript &script, const char *name)
{
    for (const auto &[key, value] : script.variables)
        if (key == name)
            return value;
    return {};
}

/// Steps that write down that they were applied. The framework's is there once it was, in an environment that counts as whole.
std::vector<ServerStep> stepsOfAGpu()
{
    return {makeStep("nvidia-driver", "[ -e \"$HOME/driver\" ]\n", "echo driver >>\"$HOME/applied\"\n: >\"$HOME/driver\"\n"),
            makeStep("framework-pytorch", "fl_get pytorch && [ \"$FL_VALUE\" = there ] && [ -e \"$FL_DIR/envs/pytorch/.whole\" ]\n",
                     "echo framework >>\"$HOME/applied\"\nmkdir -p \"$FL_DIR/envs/pytorch/bin\"\n: >\"$FL_DIR/envs/pytorch/.whole\"\n"
                     "fl_fact pytorch.python \"$FL_DIR/envs/pytorch/bin/python\"\nfl_fact pytorch there\n"),
            makeStep("verify", "[ -e \"$FL_STATE/proof.json\" ]\n", "echo proof >>\"$HOME/applied\"\n: >\"$FL_STATE/proof.json\"\n")};
}

/// A finished machine that tells these facts when it is asked.
struct Bench : OperationsBench {
    ChainFacts facts;
    int asked = 0;

    Bench() : OperationsBench(stepsOfAGpu())
    {
        shell.answer = [this](const ShellScript &script, const Shell::Sink &sink) -> std::optional<ShellExit> {
            const QByteArray mark = variable(script, "FL_ASK");
            if (mark.isEmpty())
                return std::nullopt;
            ++asked;
            sink(QByteArray("motd of a server\n"));
            for (auto it = facts.begin(); it != facts.end(); ++it)
                sink(mark + "fact\t" + it.key().toUtf8() + '\t' + it.value().toUtf8() + '\n');
            return ShellExit{0, {}, {}};
        };
    }
    /// Set up, with all well.
    bool ready()
    {
        for (const auto &[name, value] : std::vector<std::pair<const char *, const char *>>{{"gpus", "1"},
                                                                                            {"pci", "27b8"},
                                                                                            {"expected", "1"},
                                                                                            {"kernel", "6.8.0-51-generic"},
                                                                                            {"module", "580.95.05"},
                                                                                            {"nodes", "1"},
                                                                                            {"smi", "0"},
                                                                                            {"library", "/x/libcuda.so.1"},
                                                                                            {"cuda.init", "0"},
                                                                                            {"cuda.count", "1"},
                                                                                            {"cuda.context", "0"},
                                                                                            {"pytorch.python", "/x"},
                                                                                            {"pytorch.own", "yes"},
                                                                                            {"pytorch.loads", "0"},
                                                                                            {"pytorch.cuda", "13.0"},
                                                                                            {"pytorch.computes", "0"},
                                                                                            {"pytorch.proof", R"({"device":"gpu"})"}})
            facts.insert(QLatin1String(name), QLatin1String(value));
        if (!setup() || applied() != "driver framework proof")
            return false;
        events.clear();
        shell.runs = 0;
        return true;
    }
    void tell(const char *name, const char *value) { facts.insert(QLatin1String(name), QLatin1String(value)); }
    /// Steps that were applied since the last call.
    QByteArray applied() const
    {
        const QByteArray steps = read("applied").simplified();
        QFile::remove(home.filePath(QStringLiteral("applied")));
        return steps;
    }
    Result<SetupResult> repair() { return operations->repair(QStringLiteral("lab"), call); }
    Result<Diagnosis> diagnose() { return operations->diagnose(QStringLiteral("lab"), call); }
    void say(bool yes)
    {
        Answer answer;
        answer.yes = yes;
        asker.answers.push_back(answer);
    }
};

} // namespace

class TestRepair : public QObject {
    Q_OBJECT
private slots:
    void lookingChangesNothing()
    {
        Bench bench;
        QVERIFY(bench.ready());
        const Machine before = bench.machine();
        const auto whole = bench.diagnose();
        QVERIFY(whole && !whole->broken && whole->chain.size() == 7);
        QCOMPARE(whole->machine, before);
        QCOMPARE(bench.shell.runs, 1);
        bench.tell("pytorch.loads", "1");
        const auto broken = bench.diagnose();
        QVERIFY(broken && broken->broken && broken->repairable);
        QCOMPARE(broken->brokenLink()->id, QStringLiteral("wheel:pytorch"));
        QCOMPARE(broken->broken->exists, (Exists{Exists::What::Machine, QStringLiteral("lab"), Money{530000}}));
        QCOMPARE(bench.machine(), before);
        QCOMPARE(bench.applied(), QByteArray());
        QVERIFY(bench.asker.asked.empty());
    }
    void aStoppedMachineSaysThat()
    {
        Bench bench;
        QVERIFY(bench.ready());
        bench.provider->instance = InstanceState::Stopped;
        const auto stopped = bench.diagnose();
        QVERIFY(!stopped);
        QVERIFY(stopped.error().params.contains(QStringLiteral("stopped")));
        QCOMPARE(bench.asked, 0);
    }
    void whoTellsNothingIsNoMachine()
    {
        Bench bench;
        QVERIFY(bench.ready());
        bench.facts.clear();
        const auto silent = bench.diagnose();
        QVERIFY(!silent);
        QCOMPARE(silent.error().cause, Cause::SshShellUnusable);
    }
    void whereNothingIsBrokenItIsProvenAgain()
    {
        Bench bench;
        QVERIFY(bench.ready());
        const auto result = bench.repair();
        QVERIFY(result && result->verified);
        QCOMPARE(result->changed, 0);
        QVERIFY(bench.story().contains(QStringLiteral("verify done")));
        QCOMPARE(bench.applied(), QByteArray());
    }
    void theDriversStepRunsOnceMoreWhateverItsCheckSays()
    {
        Bench bench;
        QVERIFY(bench.ready());
        for (const auto &[name, value] : {std::pair("cuda.init", "802"), std::pair("fabric", "inactive"), std::pair("module", "580.99")})
            bench.tell(name, value);
        const auto result = bench.repair();
        QVERIFY2(result, result ? "" : qPrintable(slug(result.error().cause) + result.error().detail));
        QCOMPARE(bench.applied(), QByteArray("driver proof")); // the framework's stays
        QVERIFY(bench.asker.asked.empty());
        // What it is like now stands in place of what was.
        QCOMPARE(bench.machine().facts.value(QLatin1String("gpu.driver")).toString(), QStringLiteral("580.99"));
        QCOMPARE(bench.machine().facts.value(QLatin1String("gpu.pci")).toString(), QStringLiteral("27b8"));
    }
    void anEnvironmentIsMadeAnewOnlyAfterAYes()
    {
        Bench bench;
        QVERIFY(bench.ready());
        bench.tell("pytorch.loads", "1");
        const auto whole = [&] { return bench.has("firstlight/envs/pytorch/.whole") && bench.has(".local/state/firstlight/proof.json"); };
        bench.say(false);
        const auto refused = bench.repair();
        QVERIFY(!refused);
        QCOMPARE(refused.error().cause, Cause::Cancelled);
        QCOMPARE(bench.asker.asked.size(), 1U);
        QCOMPARE(bench.asker.asked.front().text.code, QStringLiteral("repair-environment"));
        QVERIFY(whole());
        QVERIFY(!bench.repair()); // nobody is there
        QVERIFY(whole());
        QCOMPARE(bench.applied(), QByteArray());
        bench.say(true);
        const auto result = bench.repair();
        QVERIFY2(result, result ? "" : qPrintable(slug(result.error().cause) + result.error().detail));
        QCOMPARE(bench.applied(), QByteArray("framework proof"));
        QVERIFY(whole());
    }
    void whatIsNotOursIsRefusedUntouched()
    {
        Bench bench;
        QVERIFY(bench.ready());
        for (const auto &[name, value] : {std::pair("cuda.init", "100"), std::pair("hidden", "yes"), std::pair("visible", "-1")})
            bench.tell(name, value);
        const auto refused = bench.repair();
        QVERIFY(!refused);
        QCOMPARE(refused.error().cause, Cause::NotSupportedHere);
        QCOMPARE(refused.error().params.value(QStringLiteral("why")), QStringLiteral("repair-not-ours"));
        QCOMPARE(bench.applied(), QByteArray());
        QVERIFY(bench.has(".local/state/firstlight/proof.json"));
    }
    void aRestartIsAskedForWhereOthersUseTheComputer()
    {
        Bench bench;
        QVERIFY(bench.ready());
        bench.provider->can.rebootAsksFirst = true;
        bench.tell("cuda.init", "803");
        bench.say(false);
        const auto refused = bench.repair();
        QVERIFY(!refused);
        QCOMPARE(refused.error().cause, Cause::Cancelled);
        QCOMPARE(bench.asker.asked.size(), 1U);
        QCOMPARE(bench.asker.asked.front().text.code, QStringLiteral("reboot-computer"));
        QCOMPARE(bench.applied(), QByteArray());
    }
    void somebodyElsesSetUpIsNotDisturbed()
    {
        Bench bench;
        QVERIFY(bench.ready());
        bench.tell("fabric", "inactive");
        bench.tell("cuda.init", "802");
        const auto told = bench.shell.answer;
        bench.shell.answer = [told](const ShellScript &script, const Shell::Sink &sink) {
            return variable(script, "FL_LEARNT").isEmpty() ? told(script, sink) : std::optional(ShellExit{75, {}, "bob@desk\n"});
        };
        const auto busy = bench.repair();
        QVERIFY(!busy);
        QCOMPARE(busy.error().cause, Cause::ServerBusy);
        QCOMPARE(busy.error().params.value(QStringLiteral("who")), QStringLiteral("bob@desk"));
        QCOMPARE(bench.applied(), QByteArray());
    }
};

QTEST_GUILESS_MAIN(TestRepair)
#include "tst_repair.moc"
