// SPDX-License-Identifier: GPL-3.0-or-later
// What a machine costs, in words: so far, stopped, forgotten, and against a budget. Nothing is invented where a price is unknown.
#include "backends/text/text.h"
#include "wizard/cost.h"
#include "wizard/pages/review/review_rows.h"

#include <QtTest>

using namespace fl;

class TestCost : public QObject {
    Q_OBJECT

    static CostState running(qint64 micros, double hours)
    {
        return {.running = true, .known = true, .perHour = Money{micros}, .hours = hours};
    }
    static Plan plan(std::vector<PlannedResource> resources, std::optional<Money> perHour)
    {
        Plan plan;
        plan.machineName = QStringLiteral("lab");
        plan.resources = std::move(resources);
        plan.perHour = std::move(perHour);
        return plan;
    }
    static QString row(const Plan &plan, const char *name)
    {
        for (const ReviewRow &row : reviewRows(plan, false, false))
            if (row.name == QLatin1String(name))
                return row.value;
        return {};
    }

private slots:
    void initTestCase() { QLocale::setDefault(QLocale::c()); }

    void soFarIsTheTimeTimesThePrice()
    {
        const CostText text = costText(running(530000, 2));
        QCOMPARE(text.strong, QStringLiteral("$1.06 so far"));
        QCOMPARE(text.rest, QStringLiteral("$0.53 an hour while it runs"));
        QVERIFY(!text.warns);
    }
    void aStopCostsWhatItLeaves()
    {
        CostState state = running(530000, 10);
        state.stoppedHours = 8;
        state.stoppedPerHour = Money{30000};
        QCOMPARE(costSoFar(state), std::optional(Money{530000 * 2 + 30000 * 8}));
        QCOMPARE(costText(state).strong, QStringLiteral("At most $1.30 so far")); // a stop is noticed late
        state.stopped = true;
        QCOMPARE(costText(state).rest, QStringLiteral("Stopped; what stays costs $0.03 an hour"));
        state.stoppedPerHour = Money{};
        QCOMPARE(costText(state).rest, QStringLiteral("Stopped; costs nothing now"));
        state.stoppedPerHour.reset(); // unknown: counted as if it had run on
        QCOMPARE(costSoFar(state), std::optional(Money{5300000}));
        QCOMPARE(costText(state).rest, QStringLiteral("Stopped; what its disk costs is unknown"));
        state.stoppedHours = 1000; // a clock that was set
        state.stoppedPerHour = Money{30000};
        QCOMPARE(costSoFar(state), std::optional(Money{300000}));
    }
    void whatStaysIsAllButTheMachine()
    {
        const PlannedResource machine{QStringLiteral("instance"), QStringLiteral("a"), Money{500000}};
        const PlannedResource disk{QStringLiteral("disk"), QStringLiteral("b"), Money{10000}};
        const PlannedResource address{QStringLiteral("address"), QStringLiteral("c"), Money{5000}};
        QCOMPARE(stoppedPrice({machine, disk, address}), std::optional(Money{15000}));
        const PlannedResource given{QStringLiteral("public-address"), QStringLiteral("d"), Money{6000}};
        QCOMPARE(stoppedPrice({machine, disk, given}), std::optional(Money{10000})); // a stopped machine has none
        QCOMPARE(stoppedPrice({machine, {QStringLiteral("disk"), QStringLiteral("b"), std::nullopt}}), std::nullopt);
    }
    void theBudgetIsComparedWithAndWarnedOf_data()
    {
        QTest::addColumn<double>("hours");
        QTest::addColumn<QString>("said");
        QTest::addColumn<bool>("warns");
        QTest::newRow("a third") << 3.6 << QStringLiteral("Budget $5.00: 36 % used") << false;
        QTest::newRow("nearly") << 7.99 << QStringLiteral("Budget $5.00: 79 % used") << false;
        QTest::newRow("four fifths") << 8.0 << QStringLiteral("Budget $5.00: 80 % used") << true;
        QTest::newRow("over") << 12.0 << QStringLiteral("Budget $5.00: 120 % used") << true;
    }
    void theBudgetIsComparedWithAndWarnedOf()
    {
        QFETCH(double, hours);
        QFETCH(QString, said);
        QFETCH(bool, warns);
        CostState state = running(500000, hours);
        state.budgetMicros = 5'000'000;
        const CostText text = costText(state);
        QVERIFY2(text.rest.endsWith(said), qPrintable(text.rest));
        QCOMPARE(text.warns, warns);
    }
    void whereThePriceIsUnknownNothingIsInvented()
    {
        const CostState unknown{.running = true, .known = false, .perHour = {}, .hours = 3, .budgetMicros = 5'000'000};
        QCOMPARE(costSoFar(unknown), std::nullopt);
        const CostText text = costText(unknown);
        QCOMPARE(text.strong, QStringLiteral("Price unknown."));
        QVERIFY(!text.rest.contains(QLatin1Char('$')) && !text.rest.contains(QLatin1Char('%')) && !text.warns);
        QCOMPARE(row(plan({}, std::nullopt), "Forgotten"), QString());
    }
    void theReviewSaysWhatForgettingItCosts()
    {
        Plan paid = plan({{QStringLiteral("instance"), QStringLiteral("a"), Money{500000}},
                          {QStringLiteral("disk"), QStringLiteral("b"), Money{30000}}},
                         Money{530000});
        paid.choices.guard.budgetMicros = 5'000'000;
        paid.steps = {{QStringLiteral("idle-stop"), StepKind::Server, {{QStringLiteral("IDLE_SECONDS"), QStringLiteral("1800")}}, {}, 1}};
        QCOMPARE(row(paid, "Price"), QStringLiteral("$0.53 an hour, everything included"));
        QCOMPARE(row(paid, "Forgotten"), QStringLiteral("$5.30 a night (10 hours), $381.60 a month (30 days)"));
        QCOMPARE(row(paid, "Budget"), QStringLiteral("$5.00"));
        QCOMPARE(row(paid, "When idle"), QStringLiteral("Stops itself after 30 min of nothing to do"));
        paid.steps.front().inputs.insert(QStringLiteral("IDLE_ACTION"), QStringLiteral("warn"));
        QVERIFY(row(paid, "When idle").contains(QStringLiteral("only deleting it ends the bill")));
        QCOMPARE(resourceKind(QStringLiteral("public-address")), QStringLiteral("Public address"));
        const Plan free = plan({{QStringLiteral("instance"), QStringLiteral("a"), Money{}}}, Money{});
        QCOMPARE(row(free, "Forgotten"), QString());
        QCOMPARE(row(free, "When idle"), QStringLiteral("Never stops itself"));
        QCOMPARE(row(plan({}, Money{}), "When idle"), QString()); // somebody's computer
    }
    void timesAreExact()
    {
        QCOMPARE(text::span(1800), QStringLiteral("30 min"));
        QCOMPARE(text::span(3600), QStringLiteral("1 hour"));
        QCOMPARE(text::span(5400), QStringLiteral("90 min"));
        QCOMPARE(text::span(7200), QStringLiteral("2 hours"));
        QCOMPARE(text::span(40), QStringLiteral("40 s"));
    }
};

QTEST_MAIN(TestCost)
#include "tst_cost.moc"
