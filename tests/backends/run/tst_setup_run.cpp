// SPDX-License-Identifier: GPL-3.0-or-later
// The second run on a finished machine, with all that a machine can have.
#include "backends/plan/planner.h"
#include "tests/backends/run/operations_bench.h"

using namespace fl;

class TestSetupRun : public QObject {
    Q_OBJECT
private slots:
    /// Each step that ships, whatever it needs and takes; what it does is only a file.
    void aFinishedMachineWithEveryStepIsOneRoundTrip()
    {
        std::vector<ServerStep> steps = *builtinServerSteps();
        std::erase_if(steps, [](const ServerStep &step) { return step.id == updateStep; }); // no part of a set-up
        QStringList all, planned;
        for (ServerStep &step : steps) {
            const QByteArray mark = "\"$HOME/" + step.id.toLatin1() + '"';
            step.check = "[ -e " + mark + " ]\n";
            step.apply = ": >" + mark + "\n";
            step.verify.clear();
            step.ahead.clear();
            step.asRoot = false;
            all += step.id;
        }
        OperationsBench bench(std::move(steps));
        Choices choices = bench.choices();
        choices.software.frameworks = all.filter(QStringLiteral("framework-")).replaceInStrings(QStringLiteral("framework-"), QString());
        choices.software.extras = all.filter(QStringLiteral("extra-")).replaceInStrings(QStringLiteral("extra-"), QString());
        choices.network.proxy = QStringLiteral("http://proxy.example.org:3128");
        choices.software.cudaToolkit = true;
        choices.access.autoStopSeconds = 1800;
        const auto plan = bench.operations->plan(choices, bench.call);
        QVERIFY2(plan, plan ? "" : qPrintable(slug(plan.error().cause)));
        for (const PlanStep &step : plan->steps)
            if (step.kind == StepKind::Server)
                planned += step.id;
        QCOMPARE(QSet<QString>(planned.begin(), planned.end()), QSet<QString>(all.begin(), all.end()));
        QVERIFY(bench.operations->setup(*plan, bench.call));
        bench.shell.runs = 0;
        const auto result = bench.operations->setup(*plan, bench.call);
        QVERIFY2(result, result ? "" : qPrintable(slug(result.error().cause)));
        QCOMPARE(result->changed, 0);
        QCOMPARE(bench.shell.runs, 1);
    }
};

QTEST_GUILESS_MAIN(TestSetupRun)
#include "tst_setup_run.moc"
