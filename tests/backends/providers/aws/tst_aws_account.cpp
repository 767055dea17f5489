// SPDX-License-Identifier: GPL-3.0-or-later
// The account: who the login is, where it can have machines, how many, and what is kept of it.
#include "backends/plan/planner.h"
#include "backends/plan/running_cost.h"
#include "backends/providers/aws/login.h"
#include "backends/providers/aws/quotas.h"
#include "backends/providers/aws/regions.h"
#include "tests/backends/providers/aws/aws_world.h"

#include <QTest>

using namespace fl;

class TestAwsAccount : public QObject {
    Q_OBJECT

private slots:
    void whoAmI()
    {
        World w;
        const auto who = w.aws.identity(w.choices, w.call);
        QVERIFY(who);
        QCOMPARE(who->account, QStringLiteral("123456789012"));
        QCOMPARE(who->who, QStringLiteral("user/ana"));
        QCOMPARE(who->from, QStringLiteral("pasted"));
        w.call.kept = std::exchange(w.call.secret, {});
        QCOMPARE(w.aws.identity(w.choices, w.call)->from, QStringLiteral("kept"));
        QCOMPARE(w.sim.violations(), QStringList());
    }

    void aNamedLoginGoesBeforeWhatIsKept()
    {
        World w;
        w.call.kept = std::exchange(w.call.secret, {});
        aws::CredentialPlaces places;
        aws::BoughtLogins bought;
        places.environment = {{QStringLiteral("AWS_ACCESS_KEY_ID"), "AKIAENV"}, {QStringLiteral("AWS_SECRET_ACCESS_KEY"), "x"}};
        QCOMPARE(aws::login(w.choices, places, w.call, bought)->from, QStringLiteral("environment"));
        places.environment.clear();
        QCOMPARE(aws::login(w.choices, places, w.call, bought)->from, QStringLiteral("kept"));
        w.choices.provider.insert(QStringLiteral("profile"), QStringLiteral("work"));
        QCOMPARE(aws::login(w.choices, places, w.call, bought).error().cause,
                 Cause::BadValue); // there is no such profile: said, not passed over
    }

    void whereMachinesCanStand()
    {
        World w;
        const auto places = w.aws.places(w.choices, w.call);
        QVERIFY(places);
        QCOMPARE(places->size(), 3u);
        QVERIFY(!places->back().usable);
        QCOMPARE(places->back().id, QStringLiteral("ap-east-1"));
        const auto frankfurt =
            std::find_if(places->begin(), places->end(), [](const Place &place) { return place.id == QLatin1String("eu-central-1"); });
        QCOMPARE(frankfurt->name, QStringLiteral("Frankfurt"));
        QCOMPARE(frankfurt->perHour->micros, 658'000);
        QCOMPARE(frankfurt->priced, QStringLiteral("g4dn.xlarge"));
        w.sim.setPriced(false);
        const auto unpriced = w.aws.places(w.choices, w.call);
        QVERIFY(unpriced);
        for (const Place &place : *unpriced)
            QVERIFY(!place.perHour); // unknown, never 0
        QCOMPARE(w.sim.violations(), QStringList());
    }

    void partitions()
    {
        QCOMPARE(aws::domainOf(QStringLiteral("cn-north-1")), QStringLiteral("amazonaws.com.cn"));
        QCOMPARE(aws::pricingRegion(QStringLiteral("cn-north-1")), QStringLiteral("cn-northwest-1"));
        QCOMPARE(aws::consoleOf(QStringLiteral("cn-north-1")), QStringLiteral("cn-north-1.console.amazonaws.cn"));
        QCOMPARE(aws::domainOf(QStringLiteral("us-gov-west-1")), QStringLiteral("amazonaws.com"));
        QCOMPARE(aws::pricingRegion(QStringLiteral("us-gov-west-1")), QString()); // its logins have no way to the price list
        QCOMPARE(aws::consoleOf(QStringLiteral("us-gov-west-1")), QStringLiteral("us-gov-west-1.console.amazonaws-us-gov.com"));
        QCOMPARE(aws::quotaPage(QStringLiteral("L-DB2E81BA"), QStringLiteral("eu-central-1")),
                 QStringLiteral("https://eu-central-1.console.aws.amazon.com/servicequotas/home/services/ec2/quotas/L-DB2E81BA"));
        const QJsonObject yuan{
            {QStringLiteral("terms"),
             QJsonObject{
                 {QStringLiteral("OnDemand"),
                  QJsonObject{
                      {QStringLiteral("A"),
                       QJsonObject{{QStringLiteral("priceDimensions"),
                                    QJsonObject{{QStringLiteral("B"),
                                                 QJsonObject{{QStringLiteral("pricePerUnit"),
                                                              QJsonObject{{QStringLiteral("CNY"), QStringLiteral("4.2")}}}}}}}}}}}}}};
        QCOMPARE(*aws::unitPrice(yuan), (Money{4'200'000, QStringLiteral("CNY")}));
    }

    void governmentHasNoPrices()
    {
        World w;
        w.choices.provider.insert(QStringLiteral("region"), QStringLiteral("us-gov-west-1"));
        const auto offers = w.aws.offers(w.choices, w.call);
        QVERIFY(offers && !offers->empty());
        for (const Offer &offer : *offers)
            QVERIFY(!offer.perHour && !offer.onDemand);
        QVERIFY(!w.sim.operations().join(QLatin1Char(' ')).contains(QLatin1String("GetProducts")));
    }

    void quotaAndPricesBesideEach()
    {
        World w;
        const auto offers = w.aws.offers(w.choices, w.call);
        QVERIFY(offers);
        const Offer &first = offers->front();
        QCOMPARE(first.onDemand->micros, 526'000);
        QCOMPARE(first.spot->micros, 200'000);
        QCOMPARE(first.disk->micros, 10'958);
        QCOMPARE(first.address->micros, 6'000); // the one in use, not the block's
        QCOMPARE(first.perHour->micros, 526'000 + 10'958 + 6'000);
        QCOMPARE(first.quota->allowed, std::optional(64));
        QCOMPARE(first.quota->needed, 4);
        QVERIFY(first.asked > 0);
        QVERIFY(!offers->back().onDemand);
    }

    void anAddressWithoutALineInTheList_data()
    {
        QTest::addColumn<QString>("region");
        QTest::addColumn<std::optional<Money>>("price");
        QTest::newRow("dollars") << QStringLiteral("eu-central-1") << std::optional(Money{5'000});
        QTest::newRow("China") << QStringLiteral("cn-north-1") << std::optional<Money>(); // paid in another currency
    }
    void anAddressWithoutALineInTheList()
    {
        QFETCH(QString, region);
        QFETCH(std::optional<Money>, price);
        World w;
        w.sim.setPriced(false);
        w.choices.provider.insert(QStringLiteral("region"), region);
        const auto offers = w.aws.offers(w.choices, w.call);
        QVERIFY(offers && !offers->empty());
        QCOMPARE(offers->front().address, price);
    }

    void whatAStopLeavesIsTheDisk()
    {
        World w;
        const auto planned = w.aws.plannedResources(w.choices, w.call);
        QVERIFY(planned);
        QCOMPARE(pricePerHour(*planned)->micros, 542'958); // what an offer said
        QCOMPARE(stoppedPrice(*planned)->micros, 10'958);  // the address comes and goes with the running machine
        QVERIFY(w.aws.create(w.machine, w.choices, w.call));
        const auto records = w.ledger.resources(w.machine.id);
        QVERIFY(records);
        for (const ResourceRecord &record : *records)
            if (record.kind == QLatin1String("instance"))
                QCOMPARE(record.perHour->micros, 542'958); // its disk and its address go with it
    }

    void aSmallQuotaIsAskedForAndWaitedFor()
    {
        World w;
        FakeAsker asker;
        asker.answers = {Answer{true, {}}};
        w.call.asker = &asker;
        std::vector<Event> told;
        w.call.events = [&](const Event &event) { told.push_back(event); };
        w.sim.setQuota(0);
        int waited = 0;
        w.clock.onWait = [&] {
            if (++waited == 4)
                w.sim.grantQuota(true);
        };
        const Status made = w.aws.create(w.machine, w.choices, w.call);
        QVERIFY2(made, qPrintable(made ? QString() : made.error().detail));
        QCOMPARE(w.sim.quotaAskedFor(), 4);
        QCOMPARE(asker.asked.size(), 1u);
        QCOMPARE(asker.asked[0].kind, Question::Kind::ConfirmInPerson);
        QCOMPARE(w.sim.instances().size(), 1u);
        const auto said = [&](const char *code) {
            return std::any_of(told.begin(), told.end(), [&](const Event &event) {
                return event.data.value(QLatin1String("say")).toString() == QLatin1String(code);
            });
        };
        QVERIFY(said("waiting-for-quota") && said("quota-granted"));
        QCOMPARE(w.sim.violations(), QStringList());
    }

    void whoComesBackWhileItIsPendingOnlyWaits()
    {
        World w;
        FakeAsker asker;
        asker.answers = {Answer{true, {}}};
        std::stop_source stop;
        w.call.asker = &asker;
        w.call.stop = stop.get_token();
        w.sim.setQuota(0);
        w.clock.onWait = [&] { stop.request_stop(); };
        const Status left = w.aws.create(w.machine, w.choices, w.call);
        QCOMPARE(left.error().cause, Cause::Cancelled);
        QVERIFY(w.sim.things().empty() && w.sim.instances().empty()); // nothing was made before it
        w.call.stop = {};
        w.clock.onWait = [&] { w.sim.grantQuota(true); };
        QVERIFY(w.aws.create(w.machine, w.choices, w.call));
        QCOMPARE(asker.asked.size(), 1u); // not asked again
        QCOMPARE(w.sim.operations().filter(QStringLiteral("RequestServiceQuotaIncrease")).size(), 1);
    }

    void withoutConsentNothingIsAskedFor_data()
    {
        QTest::addColumn<QString>("told");
        QTest::newRow("nobody there") << QString();
        QTest::newRow("told no") << QStringLiteral("no");
    }
    void withoutConsentNothingIsAskedFor()
    {
        QFETCH(QString, told);
        World w;
        FakeAsker asker;
        w.call.asker = &asker;
        w.sim.setQuota(0);
        w.choices.provider.insert(QStringLiteral("quota"), told);
        const Status made = w.aws.create(w.machine, w.choices, w.call);
        QCOMPARE(made.error().cause, Cause::QuotaExceeded);
        QVERIFY(made.error().params.value(QStringLiteral("page")).startsWith(QLatin1String("https://eu-central-1.console")));
        QCOMPARE(w.sim.quotaAskedFor(), 0);
        QVERIFY(w.sim.things().empty());
    }

    void aRefusedWishEndsTheWaiting()
    {
        World w;
        w.sim.setQuota(0);
        w.choices.provider.insert(QStringLiteral("quota"), QStringLiteral("wait"));
        int waited = 0;
        w.clock.onWait = [&] {
            if (++waited == 2)
                w.sim.grantQuota(false);
        };
        const Status made = w.aws.create(w.machine, w.choices, w.call);
        QCOMPARE(made.error().cause, Cause::QuotaExceeded);
        QCOMPARE(made.error().params.value(QStringLiteral("why")), QStringLiteral("refused"));
    }

    void anotherAccountDeletesNothing()
    {
        World w;
        QVERIFY(w.aws.create(w.machine, w.choices, w.call));
        QCOMPARE(w.machine.facts.value(QLatin1String("cloud.account")).toString(), QStringLiteral("123456789012"));
        w.machine.facts.insert(QStringLiteral("cloud.account"), QStringLiteral("999999999999"));
        const Status gone = w.aws.destroy(w.machine, w.call);
        QVERIFY(!gone);
        QCOMPARE(gone.error().cause, Cause::CredentialsRefused);
        QCOMPARE(gone.error().params.value(QStringLiteral("account")), QStringLiteral("999999999999"));
        QCOMPARE(w.alive().back(), QStringLiteral("instance running"));
    }

    void myAddressChanged()
    {
        World w;
        QVERIFY(w.aws.create(w.machine, w.choices, w.call));
        Plan moved;
        moved.choices = w.choices;
        moved.choices.provider.insert(QStringLiteral("address"), QStringLiteral("2001:db8::9"));
        w.machine.plan = toJson(moved);
        QVERIFY(w.aws.letIn(w.machine, w.call));
        QCOMPARE(w.sim.things()[1].sources, QStringList{QStringLiteral("2001:db8::9/128")});
        w.sim.setConsole("hello");
        QCOMPARE(*w.aws.console(w.machine, w.call), QByteArray("hello"));
        QCOMPARE(w.sim.violations(), QStringList());
    }

    void foundFromAnotherComputerInEveryRegion()
    {
        World w;
        w.sim.setRegions({QStringLiteral("eu-central-1"), QStringLiteral("us-east-1"), QStringLiteral("eu-north-1")});
        w.choices.provider.insert(QStringLiteral("region"), QStringLiteral("eu-north-1"));
        QVERIFY(w.aws.create(w.machine, w.choices, w.call));
        World other;
        aws::CredentialPlaces places;
        places.environment = {{QStringLiteral("AWS_ENDPOINT_URL"), w.sim.url().toString().toUtf8()}};
        AwsProvider there(places); // with a list of machines of its own, that never made one in that region
        const auto found = there.find(other.call);
        QVERIFY2(found, qPrintable(found ? QString() : found.error().detail));
        QCOMPARE(found->size(), 1u);
        QCOMPARE(found->front().machine.id, w.machine.id);
        QVERIFY(!found->front().ours);
        QCOMPARE(found->front().things.size(), 3u);
    }
};

QTEST_GUILESS_MAIN(TestAwsAccount)
#include "tst_aws_account.moc"
