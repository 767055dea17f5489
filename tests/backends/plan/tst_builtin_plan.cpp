// SPDX-License-Identifier: GPL-3.0-or-later
// The steps that ship, the planner and the texts fit together.
#include "backends/plan/planner.h"
#include "backends/steps/step.h"
#include "backends/text/text.h"

#include <QtTest>

#include <algorithm>

using namespace fl;

class TestBuiltinPlan : public QObject {
    Q_OBJECT
private slots:
    void everyStepIsBoundAndSaid()
    {
        const auto steps = builtinServerSteps();
        QVERIFY(steps);
        PlanInputs inputs;
        inputs.choices.machineName = QStringLiteral("practice");
        inputs.abilities = {.createsMachine = true, .costsMoney = true}; // with the step that is for such machines alone
        inputs.choices.software.frameworks =
            QStringList{QStringLiteral("pytorch"), QStringLiteral("tensorflow"), QStringLiteral("keras"), QStringLiteral("jax")};
        inputs.choices.software.extras = QStringList{QStringLiteral("git"), QStringLiteral("collaboration"), QStringLiteral("vscode")};
        inputs.steps = &*steps;
        const auto plan = makePlan(inputs);
        QVERIFY2(plan, plan ? "" : qPrintable(plan.error().params.value(QStringLiteral("param"))));
        QVERIFY(plan->steps.size() >= 15);
        QCOMPARE(plan->steps[4].id, QStringLiteral("idle-stop")); // behind preflight, before anything takes long
        for (const PlanStep &step : plan->steps) {
            QVERIFY2(text::stepTitle(step.id) != step.id, qPrintable(step.id));
            QVERIFY2(text::stepExplained(step.id).endsWith(QLatin1Char('.')), qPrintable(step.id));
            for (const QString &secret : step.secrets)
                QVERIFY2(secret == QLatin1String("PASSWORD_HASH") || secret == QLatin1String("KEY_PEM"), qPrintable(secret));
        }
        const auto has = [&](const Plan &each, const QString &id) {
            return std::any_of(each.steps.begin(), each.steps.end(), [&](const PlanStep &step) { return step.id == id; });
        };
        inputs.choices.software.extras.clear();
        const auto plain = makePlan(inputs);
        QVERIFY(plain);
        for (const char *extra : {"extra-git", "extra-collaboration", "extra-vscode"})
            QVERIFY2(has(*plan, QLatin1String(extra)) && !has(*plain, QLatin1String(extra)), extra);
        QVERIFY(!has(*plan, updateStep)); // no set-up has it
        QVERIFY(text::stepTitle(updateStep) != updateStep && text::stepExplained(updateStep).endsWith(QLatin1Char('.')));
        inputs.choices.software = {};
        inputs.choices.software.source = Source::Distro;
        inputs.choices.software.extras = QStringList{QStringLiteral("collaboration")};
        QCOMPARE(makePlan(inputs).error().params.value(QStringLiteral("key")), QStringLiteral("software.extras"));
        QCOMPARE(plan->steps.back().kind, StepKind::Server);
        QCOMPARE(plan->steps.front().id, QStringLiteral("create-machine"));
    }
    void everyLocalStepOfThePlanIsThere()
    {
        const auto steps = builtinServerSteps();
        QVERIFY(steps);
        PlanInputs inputs;
        inputs.steps = &*steps;
        const auto plan = makePlan(inputs);
        QVERIFY(plan);
        for (const PlanStep &step : plan->steps)
            if (step.kind == StepKind::Local)
                QVERIFY2(std::any_of(localSteps().begin(), localSteps().end(), [&](const auto &each) { return each->id() == step.id; }),
                         qPrintable(step.id));
    }
};

QTEST_GUILESS_MAIN(TestBuiltinPlan)
#include "tst_builtin_plan.moc"
