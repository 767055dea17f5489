// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/plan/idle_stop.h"
#include "backends/plan/planner.h"

#include <QtTest>

using namespace fl;

class TestPlanner : public QObject {
    Q_OBJECT

    std::vector<ServerStep> m_steps;

    static ServerStep step(const char *id, const QStringList &params = {}, int seconds = 10)
    {
        ServerStep result;
        result.id = QString::fromLatin1(id);
        result.params = params;
        result.expectedSeconds = seconds;
        return result;
    }
    static QStringList ids(const Plan &plan)
    {
        QStringList result;
        for (const PlanStep &planned : plan.steps)
            result += planned.id;
        return result;
    }
    PlanInputs inputs() const
    {
        PlanInputs result;
        result.choices.machineName = QStringLiteral("lab");
        result.abilities.createsMachine = true;
        result.createSeconds = 30;
        result.steps = &m_steps;
        return result;
    }

private slots:
    void init()
    {
        m_steps = {step("preflight"),
                   step("framework-pytorch", {QStringLiteral("SOURCE"), QStringLiteral("TORCH_MIRRORS"), QStringLiteral("TORCH_MIRROR")},
                        120),
                   step("framework-jax"), step("cuda-toolkit"),
                   step("jupyter-config", {QStringLiteral("PORT"), QStringLiteral("BASE_URL"), QStringLiteral("UNSAFE_IO")})};
        m_steps[4].secrets = QStringList{QStringLiteral("PASSWORD_HASH")};
    }
    void theStepsFollowTheChoices()
    {
        const auto plan = makePlan(inputs());
        QVERIFY(plan);
        QCOMPARE(ids(*plan),
                 (QStringList{QStringLiteral("create-machine"), QStringLiteral("connect"), QStringLiteral("jupyter-secrets"),
                              QStringLiteral("preflight"), QStringLiteral("framework-pytorch"), QStringLiteral("jupyter-config")}));
        PlanInputs more = inputs();
        more.choices.software.frameworks = QStringList{QStringLiteral("jax")};
        more.choices.software.cudaToolkit = true;
        const auto other = makePlan(more);
        QVERIFY(other);
        QVERIFY(ids(*other).contains(QStringLiteral("framework-jax")));
        QVERIFY(ids(*other).contains(QStringLiteral("cuda-toolkit")));
        QVERIFY(!ids(*other).contains(QStringLiteral("framework-pytorch")));
    }
    void theDistributionHasPyTorchAlone()
    {
        PlanInputs given = inputs();
        given.choices.software.source = Source::Distro;
        QVERIFY(makePlan(given));
        for (const QStringList &frameworks :
             {QStringList{QStringLiteral("jax")}, QStringList{QStringLiteral("pytorch"), QStringLiteral("jax")}}) {
            given.choices.software.frameworks = frameworks;
            given.choices.software.source = Source::Distro;
            const auto refused = makePlan(given);
            QVERIFY(!refused);
            QCOMPARE(refused.error().cause, Cause::BadValue);
            QCOMPARE(refused.error().params.value(QStringLiteral("key")), QStringLiteral("software.source"));
            QCOMPARE(refused.error().params.value(QStringLiteral("value")), QStringLiteral("distro"));
            QCOMPARE(refused.error().params.value(QStringLiteral("allowed")), QStringLiteral("auto, pypi, conda"));
            given.choices.software.source = Source::Auto; // what the machine can reach decides, and says so
            QVERIFY(makePlan(given));
        }
    }
    void noFrameworkIsNoPlan()
    {
        PlanInputs given = inputs();
        given.choices.software.frameworks.clear();
        const auto refused = makePlan(given);
        QVERIFY(!refused);
        QCOMPARE(refused.error().params.value(QStringLiteral("allowed")), QStringLiteral("pytorch, jax"));
    }
    void inputsAreTheParamsOfEachStepAndNothingElse()
    {
        PlanInputs given = inputs();
        given.choices.network.torchMirror = QStringLiteral("https://t.example.org/,https://u.example.org");
        given.choices.access.serverPort = 9999;
        const auto plan = makePlan(given);
        QVERIFY(plan);
        QCOMPARE(plan->steps[4].inputs,
                 (QMap<QString, QString>{{QStringLiteral("SOURCE"), QStringLiteral("auto")},
                                         {QStringLiteral("TORCH_MIRRORS"),
                                          QStringLiteral("https://t.example.org/,https://u.example.org")}}));
        // BASE_URL and UNSAFE_IO are the run's to fill, and TORCH_MIRROR, once the fastest is known.
        QCOMPARE(plan->steps[5].inputs, (QMap<QString, QString>{{QStringLiteral("PORT"), QStringLiteral("9999")}}));
        QCOMPARE(plan->steps[5].secrets, QStringList{QStringLiteral("PASSWORD_HASH")});
    }
    void theNetworkIsWrittenWhereItIsNamedAndTakenAwayWhereItWas()
    {
        m_steps = {step("preflight"), step("network-system"), step("network-user"), step("framework-pytorch")};
        const auto written = [](const PlanInputs &given) {
            const auto plan = makePlan(given);
            return plan && std::ranges::any_of(plan->steps, [](const PlanStep &each) { return each.id == QLatin1String("network-system"); })
                && std::ranges::any_of(plan->steps, [](const PlanStep &each) { return each.id == QLatin1String("network-user"); });
        };
        PlanInputs given = inputs();
        QVERIFY(!written(given));
        given.networkWritten = true;
        QVERIFY(written(given));
        given.networkWritten = false;
        given.choices.network.huggingFaceMirror = QStringLiteral("https://hf.example.org");
        QVERIFY(written(given));
    }
    void timesAreLearntOnesWhereThereAreAny()
    {
        PlanInputs given = inputs();
        given.learntSeconds = {{QStringLiteral("framework-pytorch"), 44.2}, {QStringLiteral("create-machine"), 7.0}};
        const auto plan = makePlan(given);
        QVERIFY(plan);
        QCOMPARE(plan->steps[0].expectedSeconds, 7);
        QCOMPARE(plan->steps[4].expectedSeconds, 45);
        QCOMPARE(plan->expectedSeconds, 7 + 2 + 1 + 10 + 45 + 10);
    }
    void anUnknownPriceIsNeverASmallerSum()
    {
        PlanInputs given = inputs();
        given.resources = {{QStringLiteral("instance"), QStringLiteral("a"), Money{500000}},
                           {QStringLiteral("disk"), QStringLiteral("b"), Money{30000}}};
        QCOMPARE(makePlan(given)->perHour, std::optional(Money{530000}));
        given.resources.push_back({QStringLiteral("address"), QStringLiteral("c"), std::nullopt});
        QCOMPARE(makePlan(given)->perHour, std::nullopt);
        given.resources.back().perHour = Money{1, QStringLiteral("EUR")};
        QCOMPARE(makePlan(given)->perHour, std::nullopt);
    }
    void theMachineIsWatchedBeforeAnythingTakesLong()
    {
        m_steps = {step("preflight"), step("base-packages"),
                   step("idle-stop", {QStringLiteral("IDLE_SECONDS"), QStringLiteral("IDLE_ACTION")}), step("framework-pytorch")};
        m_steps[1].needs = m_steps[2].needs = QStringList{QStringLiteral("preflight")};
        PlanInputs given = inputs();
        given.abilities.costsMoney = given.abilities.poweroffStops = true;
        const auto plan = makePlan(given);
        QVERIFY(plan);
        QCOMPARE(ids(*plan).mid(3),
                 (QStringList{QStringLiteral("preflight"), QStringLiteral("idle-stop"), QStringLiteral("base-packages"),
                              QStringLiteral("framework-pytorch")}));
        QCOMPARE(plan->steps[4].inputs,
                 (QMap<QString, QString>{{QStringLiteral("IDLE_SECONDS"), QStringLiteral("3600")},
                                         {QStringLiteral("IDLE_ACTION"), QStringLiteral("poweroff")}}));
        QCOMPARE(idleStopSeconds(*plan), 3600);
        QVERIFY(!idleStopOnlyWarns(*plan));
        given.abilities.poweroffStops = false; // where only deleting ends the bill
        QVERIFY(idleStopOnlyWarns(*makePlan(given)));
    }
    void whenItIsWatched_data()
    {
        QTest::addColumn<bool>("made");
        QTest::addColumn<bool>("costs");
        QTest::addColumn<int>("asked"); // seconds; -1: not said
        QTest::addColumn<bool>("armed");
        QTest::addColumn<int>("seconds"); // -1: the step is not in the plan
        QTest::newRow("paid") << true << true << -1 << false << 3600;
        QTest::newRow("paid, half an hour") << true << true << 1800 << false << 1800;
        QTest::newRow("paid, never") << true << true << 0 << false << -1;
        QTest::newRow("paid, not any more") << true << true << 0 << true << 0;
        QTest::newRow("free") << true << false << -1 << false << -1;
        QTest::newRow("free, asked for") << true << false << 7200 << false << 7200;
        QTest::newRow("free, not any more") << true << false << -1 << true << 0;
        QTest::newRow("somebody's computer") << false << false << -1 << false << -1;
        QTest::newRow("somebody's computer, asked for") << false << false << 3600 << false << -1;
    }
    void whenItIsWatched()
    {
        QFETCH(bool, made);
        QFETCH(bool, costs);
        QFETCH(int, asked);
        QFETCH(bool, armed);
        QFETCH(int, seconds);
        m_steps.push_back(step("idle-stop", {QStringLiteral("IDLE_SECONDS")}));
        PlanInputs given = inputs();
        given.abilities = {.createsMachine = made, .costsMoney = costs};
        given.idleStopArmed = armed;
        if (asked >= 0)
            given.choices.access.autoStopSeconds = asked;
        const auto plan = makePlan(given);
        QVERIFY(plan);
        const qsizetype at = ids(*plan).indexOf(QLatin1String("idle-stop"));
        QCOMPARE(at < 0 ? -1 : plan->steps[static_cast<size_t>(at)].inputs.value(QStringLiteral("IDLE_SECONDS")).toInt(), seconds);
        const bool refused = std::any_of(plan->reasons.begin(), plan->reasons.end(),
                                         [](const Reason &reason) { return reason.code == QLatin1String("never-switched-off"); });
        QCOMPARE(refused, !made && asked > 0);
    }
    void aFrameworkWithoutAStepIsRefused()
    {
        PlanInputs given = inputs();
        given.choices.software.frameworks = QStringList{QStringLiteral("tensorflow")};
        const auto plan = makePlan(given);
        QVERIFY(!plan);
        QCOMPARE(plan.error().cause, Cause::BadValue);
        QCOMPARE(plan.error().params.value(QStringLiteral("allowed")), QStringLiteral("pytorch, jax"));
    }
    void aStepThatAsksForAnUnknownVariableIsABug()
    {
        m_steps.push_back(step("odd", {QStringLiteral("WHATEVER")}));
        const auto plan = makePlan(inputs());
        QVERIFY(!plan);
        QCOMPARE(plan.error().cause, Cause::Internal);
    }
};

QTEST_APPLESS_MAIN(TestPlanner)
#include "tst_planner.moc"
