// SPDX-License-Identifier: GPL-3.0-or-later
// Which way suits whom: people as one meets them, and what is always true of a ranking.
#include "backends/plan/advice.h"
#include "backends/plan/rent_or_buy.h"
#include "backends/plan/ways.h"
#include "backends/providers/registry.h"
#include "backends/text/text.h"
#include "tests/backends/plan/table_mistakes.h"

#include <QtTest>

using namespace fl;

class TestWays : public QObject {
    Q_OBJECT

    Ways m_ways;

private slots:
    void initTestCase()
    {
        auto ways = currentWays({});
        QVERIFY2(ways, qPrintable(ways ? QString() : ways.error().detail));
        m_ways = std::move(*ways);
    }

    void people_data()
    {
        QTest::addColumn<Wishes>("wishes");
        QTest::addColumn<QString>("best"); // the first three that fit
        const auto row = [](const char *who, const Wishes &wishes, const char *best) {
            QTest::newRow(who) << wishes << QString::fromLatin1(best);
        };
        // dollars a month, hours a week, data may leave, GB that are needed, GB of a card that is there
        row("a student without money", {0, 5, true, 0, 0}, "colab,gradient,practice-machine");
        row("a student who wants a GPU for 16 GB", {0, 10, true, 16, 0}, "colab");
        row("a student at it all week", {0, 40, true, 8, 0}, "gradient");
        row("a student at it all week with 16 GB", {0, 40, true, 16, 0}, "");
        row("a hobby with ten dollars", {10, 5, true, 15, 0}, "colab");
        row("a hobby of twenty hours", {20, 20, true, 15, 0}, "colab");
        row("a player with a good card", {0, 10, true, 12, 12}, "own-computer,own-server,colab");
        row("a player whose card is too small", {0, 10, true, 16, 8}, "colab");
        row("a player with a large card", {30, 10, true, 24, 24}, "own-computer,own-server,lambda-cloud");
        row("a clinic that learns", {0, 5, false, 0, 0}, "practice-machine,own-computer,own-server");
        row("a clinic that may buy", {100, 20, false, 16, 0}, "buy");
        row("a clinic without money", {0, 20, false, 16, 0}, "");
        row("a clinic with a card", {0, 20, false, 16, 16}, "own-computer,own-server");
        row("a clinic that needs 24 GB", {60, 20, false, 24, 0}, "buy");
        row("a law firm with large models", {200, 30, false, 32, 0}, "buy");
        row("a law firm with larger models than cards", {500, 30, false, 80, 0}, "");
        row("a start-up that trains", {1000, 40, true, 80, 0}, "lambda-cloud,gradient,azure-vm");
        row("a start-up that saves", {50, 10, true, 80, 0}, "");
        row("a doctoral student every day", {200, 40, true, 24, 0}, "buy,lambda-cloud,aws-dlami");
        row("the same with less money", {100, 40, true, 24, 0}, "buy");
        row("a doctoral student now and then", {20, 5, true, 24, 0}, "lambda-cloud");
        row("a model that trains day and night", {100, 168, true, 24, 0}, "buy");
        row("a researcher with 40 GB", {100, 10, true, 40, 0}, "colab");
        row("a researcher with 48 GB", {100, 10, true, 48, 0}, "");
        row("the same with twice the money", {200, 10, true, 48, 0}, "gradient,lambda-cloud,azure-vm");
        row("a teacher who shows it", {0, 2, true, 0, 0}, "colab,gradient,practice-machine");
        row("a teacher with a small card", {0, 2, true, 0, 8}, "own-computer,own-server,colab");
        row("a child whose pictures stay at home", {0, 3, false, 0, 4}, "own-computer,own-server,practice-machine");
        row("somebody who wants 80 GB for nothing", {0, 5, true, 80, 0}, "");
        row("somebody who trains 7 billion parameters", {30, 10, true, 13, 0}, "colab,lambda-cloud");
        row("somebody who runs 30 billion parameters", {40, 10, true, 20, 0}, "lambda-cloud");
        row("somebody who wants more than one card has", {5000, 20, true, 192, 0}, "");
    }
    void people()
    {
        QFETCH(Wishes, wishes);
        const auto ranking = rankWays(m_ways, wishes);
        QStringList best;
        for (const Ranked &ranked : ranking)
            if (ranked.fits && best.size() < 3)
                best << ranked.way;
        QTEST(best.join(QLatin1Char(',')), "best");
        // Whatever the person: every living way once, with its reasons; what fits stands first and keeps to the wishes.
        QStringList seen;
        bool stillFits = true;
        for (const Ranked &ranked : ranking) {
            const Way *way = m_ways.find(ranked.way);
            QVERIFY(way && way->closed == 0 && !seen.contains(ranked.way));
            seen << ranked.way;
            QVERIFY(stillFits || !ranked.fits);
            stillFits = ranked.fits;
            QVERIFY2(!ranked.reasons.empty(), qPrintable(ranked.way));
            for (const Reason &reason : ranked.reasons) {
                const QString said = text::reason(reason);
                QVERIFY2(said != reason.code && !said.contains(QLatin1Char('{')) && !said.contains(QLatin1String("(not known)")),
                         qPrintable(said));
            }
            if (!ranked.fits)
                continue;
            QVERIFY(ranked.perMonth && *ranked.perMonth <= wishes.budgetPerMonth);
            QVERIFY(wishes.dataMayLeave || !way->dataLeaves);
        }
        QCOMPARE(seen.size(), std::count_if(m_ways.ways.begin(), m_ways.ways.end(), [](const Way &way) { return way.closed == 0; }));
    }
    void moreMoneyNeverTakesAWayAway()
    {
        for (const double gb : {0., 8., 16., 24., 40., 80.})
            for (const int hours : {1, 5, 10, 40, 168})
                for (const bool leave : {true, false}) {
                    qsizetype before = 0;
                    for (const double budget : {0., 10., 50., 100., 200., 1000., 10'000.}) {
                        const auto ranking = rankWays(m_ways, {budget, hours, leave, gb, 0});
                        const auto fits = std::count_if(ranking.begin(), ranking.end(), [](const Ranked &ranked) { return ranked.fits; });
                        QVERIFY(fits >= before);
                        before = fits;
                    }
                }
    }
    void modelsWantMemory()
    {
        QCOMPARE(gpuGbForModel(0, true), 0.0);
        QVERIFY(gpuGbForModel(7, false) <= 8); // what 8 GB cards are known to run in 4 bit
        QVERIFY(gpuGbForModel(7, true) <= 15); // and a T4 to train
        QVERIFY(gpuGbForModel(70, false) > 40 && gpuGbForModel(70, false) <= 48);
        QVERIFY(gpuGbForModel(13, true) > gpuGbForModel(13, false));
    }
    void buyingCostsWhatTheAdviceSays()
    {
        const auto advice = currentAdvice({});
        QVERIFY(advice);
        const Way *buy = m_ways.find(QStringLiteral("buy"));
        QVERIFY(buy);
        const QStringList builds{QStringLiteral("entry"), QStringLiteral("used-24-small"), QStringLiteral("large")};
        QCOMPARE(static_cast<qsizetype>(buy->options.size()), builds.size());
        for (qsizetype i = 0; i < builds.size(); ++i) {
            const auto build =
                std::find_if(advice->builds.begin(), advice->builds.end(), [&](const Build &b) { return b.id == builds.at(i); });
            double middle = 0;
            for (const QString &id : build->parts)
                if (const auto &price = advice->part(id)->price)
                    middle += (price->low + price->high) / 2;
            QVERIFY2(qAbs(buy->options[static_cast<size_t>(i)].perMonth - middle / 36) < 1.5, qPrintable(builds.at(i)));
        }
    }
    void everyPriceHasASourceWithItsMonth()
    {
        for (const Way &way : m_ways.ways)
            for (const WayOption &option : way.options) {
                const DatedSource *source = sourceOf(m_ways.sources, option.source);
                QVERIFY(source && source->month.isValid());
                if (option.perHour.value_or(0) > 0)
                    QVERIFY2(source->url.startsWith(QLatin1String("https://")), qPrintable(way.id));
            }
    }
    /// What a way chooses at its place is one of the values that the provider offers there.
    void whatAWaySetsCanBeChosen()
    {
        const ProviderRegistry registry;
        int seen = 0;
        for (const Way &way : m_ways.ways) {
            const Provider *provider = way.place.isEmpty() ? nullptr : registry.find(way.place);
            QVERIFY2(way.place.isEmpty() || provider, qPrintable(way.place));
            for (const auto &set : way.sets) {
                const auto fields = provider->fields();
                const auto field = std::find_if(fields.begin(), fields.end(), [&](const Field &each) { return each.key == set.first; });
                QVERIFY2(field != fields.end() && field->options.contains(set.second), qPrintable(set.first));
                QVERIFY2(field->fallback != set.second, "it would be chosen anyway");
                ++seen;
            }
        }
        QVERIFY(seen > 0);
    }
    void rentingIsSetAgainstBuying()
    {
        const auto advice = currentAdvice({});
        const ShoppingList list = shoppingList(*advice, 1500); // 16 GB
        const auto rented = rentedInstead(m_ways, list, 10);
        QVERIFY(rented.size() > 3);
        double before = 0;
        QStringList ways;
        for (const RentedInstead &each : rented) {
            QVERIFY(each.perMonth >= before && each.monthsLow <= each.monthsHigh);
            before = each.perMonth;
            QVERIFY(hasMemory(each.option.gpuGb, 16) && each.option.perHour);
            QVERIFY(qAbs(each.perMonth * each.monthsHigh - list.high) < 0.01);
            QVERIFY(qAbs(each.perMonth - (*each.option.perHour * 10 * 52 / 12 + each.option.perMonth)) < 0.01);
            ways << each.way;
        }
        for (const char *other : {"floydhub", "own-computer", "buy", "practice-machine"})
            QVERIFY2(!ways.contains(QLatin1String(other)), other);
        // The free T4 is no rent, and the A4000 costs its month too.
        QCOMPARE(rented.front().way, QStringLiteral("colab"));
        QVERIFY(rented.front().perMonth > 0);
        // Four times the hours, a quarter of the time; a larger card, fewer offers.
        for (const RentedInstead &each : rentedInstead(m_ways, list, 40))
            for (const RentedInstead &other : rented)
                if (each.way == other.way && each.option.perMonth == 0.0 && each.option.gpu == other.option.gpu)
                    QVERIFY(qAbs(each.monthsLow * 4 - other.monthsLow) < 0.01);
        QVERIFY(rentedInstead(m_ways, shoppingList(*advice, 6000), 10).size() < rented.size());
        QVERIFY(rentedInstead(m_ways, {}, 10).size() >= rented.size());
    }
    void mistakesAreNamed_data()
    {
        mistakeColumns();
        mistake("{id: colab, kind: hosted", "{id: colab, kind: hostile", "ways[1].kind", "bad-value");
        mistake("link: \"https://colab", "link: \"http://colab", "ways[1].link", "bad-value");
        mistake("data_leaves: true, minutes: 5", "data_leaves: perhaps, minutes: 5", "ways[1].data_leaves", "bad-value");
        mistake("instead: gradient", "instead: nowhere", "ways[3].instead", "unknown-name");
        mistake("instead: gradient", "instead: floydhub", "ways[3].instead", "unknown-name");
        mistake("per_hour: 0.196, source: colab-units", "per_hour: 0.196", "options[2].source", "missing");
        mistake("per_hour: 0.196", "per_hour: -1", "options[2].per_hour", "bad-value");
        mistake("hours_per_week: 15", "hours_per_week: 200", "options[1].hours_per_week", "bad-value");
        mistake("{id: gradient, kind", "{id: colab, kind", "ways[2].id", "twice");
        mistake("sets: {aws.image: dlami-base}", "sets: {gcp.image: dlami-base}", "ways[5].sets", "bad-value"); // of another place
        mistake("sets: {aws.image: dlami-base}", "sets: {aws.image: [a]}", "ways[5].sets", "bad-value");
        mistake("place: aws, sets", "sets", "ways[5].sets", "bad-value");
    }
    void mistakesAreNamed() { checkMistake<Ways>(QStringLiteral("ways.yaml"), parseWays); }
};

QTEST_APPLESS_MAIN(TestWays)
#include "tst_ways.moc"
