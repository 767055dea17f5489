// SPDX-License-Identifier: GPL-3.0-or-later
// The rows C01 to C15 of the fault table over the stand-in for AWS: each breaks one thing, wants it said with its cause and the next
// action, looks into the account's book, mends it, and wants the one machine there and then nothing left.
#include "tests/cloudsim/aws_account.h"

#include <QtTest>

// limit: 300

using namespace fl;

namespace {

constexpr int always = 100'000;

struct Row {
    const char *name;
    Cause cause;
    NextAction next;
    std::function<void(AwsSim &sim)> breaks;
    std::function<void(AwsSim &sim)> mends = [](AwsSim &sim) { sim.recover(); };
    QMap<QString, QString> params = {}; ///< that the sentence is made with
};

Row refused(const char *name, const char *operation, const char *code, Cause cause, NextAction next)
{
    return {name, cause, next, [=](AwsSim &sim) { sim.refuse(QLatin1String(operation), QLatin1String(code), always); }};
}

Row mayNot(const char *name, const char *operation)
{
    Row row = refused(name, operation, "UnauthorizedOperation", Cause::PermissionMissing, NextAction::AllowPermission);
    row.params.insert(QStringLiteral("permission"), QStringLiteral("ec2:") + QLatin1String(operation));
    return row;
}

Row answered(const char *name, const char *operation, const QByteArray &raw, const char *why)
{
    return {name,
            Cause::ProviderUnavailable,
            NextAction::Retry,
            [=](AwsSim &sim) { sim.answerInstead(QLatin1String(operation), raw, always); },
            [](AwsSim &sim) { sim.recover(); },
            {{QStringLiteral("why"), QLatin1String(why)}}};
}

const std::vector<Row> &rows()
{
    static const QByteArray page = http("text/html", "<!DOCTYPE html><html><body>Welcome to the airport. Sign in</body></html>");
    static const QByteArray deep = QByteArray("<a>").repeated(100'000);
    static const std::vector<Row> all{
        {"C01 clock 20 min behind, and AWS stays strict",
         Cause::ClockWrong,
         NextAction::SetClock,
         [](AwsSim &sim) {
             sim.setClockAhead(20 * 60'000 + 5'000);
             sim.refuse(QStringLiteral("ImportKeyPair"), QStringLiteral("RequestTimeTooSkewed"), always);
         },
         [](AwsSim &sim) {
             sim.setClockAhead(0);
             sim.recover();
         },
         {{QStringLiteral("minutes"), QStringLiteral("20")}}},
        refused("C02 the token runs out in the middle", "RunInstances", "ExpiredToken", Cause::CredentialsExpired, NextAction::SignInAgain),
        {"C03 quota 0", Cause::QuotaExceeded, NextAction::RequestQuota, [](AwsSim &sim) { sim.setQuota(0); },
         [](AwsSim &sim) { sim.setQuota(64); }},
        refused("C04 no capacity in any zone", "RunInstances", "InsufficientInstanceCapacity", Cause::NoCapacity,
                NextAction::ChooseOtherPlace),
        refused("C05 the account is not signed up", "RunInstances", "OptInRequired", Cause::AccountNotReady, NextAction::FinishAccount),
        refused("C05 the payment is being checked", "RunInstances", "PendingVerification", Cause::AccountNotReady,
                NextAction::FinishAccount),
        refused("C05 the account is blocked", "RunInstances", "Blocked", Cause::AccountNotReady, NextAction::FinishAccount),
        mayNot("C06 may not import a key", "ImportKeyPair"),
        mayNot("C06 may not make a group", "CreateSecurityGroup"),
        mayNot("C06 may not let anybody in", "AuthorizeSecurityGroupIngress"),
        mayNot("C06 may not make a machine", "RunInstances"),
        mayNot("C06 may not look at it", "DescribeInstances"),
        refused("C07 asked too fast, for ever", "ImportKeyPair", "Throttling", Cause::ProviderUnavailable, NextAction::Retry),
        answered("C08 a sign-in page", "RunInstances", page, "sign-in-page"),
        answered("C08 a sign-in page for the key", "ImportKeyPair", page, "sign-in-page"),
        answered("C09 cut off", "RunInstances", http("text/xml", "<RunInstancesResponse><instancesS"), "unreadable"),
        answered("C09 too deep", "RunInstances", http("text/xml", deep), "too-deep"),
        answered("C09 100 MB", "RunInstances", http("text/xml", QByteArray(1 << 16, ' '), 100 << 20), "too-large"),
        answered("C09 an entity bomb", "RunInstances",
                 http("text/xml", "<!DOCTYPE a [<!ENTITY b \"x\"><!ENTITY c \"&b;&b;\">]><RunInstancesResponse>&c;</RunInstancesResponse>"),
                 "unreadable"),
        answered("C09 wrong types", "RunInstances",
                 http("text/xml", "<RunInstancesResponse><instancesSet>7</instancesSet></RunInstancesResponse>"), "unreadable"),
        answered("C09 JSON that is none", "GetParameter", json("{\"Parameter\": NaN}"), "unreadable"),
        answered("C09 JSON of wrong types", "GetParameter", json("{\"Parameter\": {\"Value\": [7]}}"), "unreadable"),
        answered("C09 JSON with a name twice", "GetParameter", json("{\"Parameter\": {\"Value\": \"ami-1\", \"Value\": \"ami-2\"}}"),
                 "unreadable"),
        answered("C09 a key without its name", "ImportKeyPair", http("text/xml", "<ImportKeyPairResponse/>"), "unreadable"),
        answered("C09 JSON that is too deep", "GetParameter", json(QByteArray("[").repeated(100'000)), "too-deep"),
        answered("C14 pages in a circle", "DescribeInstances",
                 http("text/xml", "<DescribeInstancesResponse><reservationSet/><nextToken>again</nextToken></DescribeInstancesResponse>"),
                 "unreadable"),
    };
    return all;
}

} // namespace

class TestCloudFaults : public QObject {
    Q_OBJECT

private slots:
    void eachIsSaidMendedAndGoneOnFrom_data()
    {
        QTest::addColumn<int>("row");
        for (size_t i = 0; i < rows().size(); ++i)
            QTest::newRow(rows()[i].name) << int(i);
    }
    void eachIsSaidMendedAndGoneOnFrom()
    {
        QFETCH(int, row);
        const Row &fault = rows()[size_t(row)];
        Account account;
        fault.breaks(account.sim());
        const auto made = account.setUp();
        QVERIFY(!made);
        const Error &error = made.error();
        const text::ErrorText said = text::error(error);
        QVERIFY2(error.cause == fault.cause, qPrintable(slug(error.cause) + QLatin1Char(' ') + error.detail));
        QCOMPARE(slug(error.next), slug(fault.next));
        for (auto it = fault.params.begin(); it != fault.params.end(); ++it)
            QCOMPARE(error.params.value(it.key()), it.value());
        QVERIFY(!said.happened.isEmpty() && !said.exists.isEmpty() && !said.next.isEmpty());
        // What exists is said: something is in the list as long as anything is in the account's book.
        const auto list = account.operations->list();
        QVERIFY(list);
        QVERIFY(account.world.book().isEmpty() || list->size() == 1);
        QVERIFY(account.running() <= 1);
        fault.mends(account.sim());
        QCOMPARE(account.endsWell(), QString());
    }

    void C01_aClockThatIsOffIsLearntOnce_data()
    {
        QTest::addColumn<int>("minutes");
        QTest::newRow("20 min behind") << 20;
        QTest::newRow("20 min ahead") << -20;
    }
    void C01_aClockThatIsOffIsLearntOnce()
    {
        QFETCH(int, minutes);
        Account account;
        account.sim().setClockAhead(minutes * 60'000);
        const auto made = account.setUp();
        QVERIFY2(made, made ? "" : qPrintable(slug(made.error().cause)));
        QCOMPARE(account.running(), 1);
        const auto receipt = account.operations->destroy(QStringLiteral("lab"), account.call);
        QVERIFY(receipt && receipt->allGone());
        QCOMPARE(account.world.book(), QStringList());
    }

    void C03_aQuotaOfNothingIsSeenBeforeAnythingIsMade()
    {
        Account account;
        account.sim().setQuota(0);
        const auto offers = account.operations->offers(account.choices, account.call);
        QVERIFY(offers && !offers->empty());
        for (const Offer &offer : *offers)
            QVERIFY(offer.note == QLatin1String("quota-none") && !offer.recommended);
        // Who takes it all the same is stopped before the first thing is made, and told where to ask for more.
        const auto made = account.setUp();
        QVERIFY(!made);
        QCOMPARE(slug(made.error().cause), slug(Cause::QuotaExceeded));
        QVERIFY(text::error(made.error()).happened.contains(QLatin1String("/servicequotas/")));
        for (const char *making : {"ImportKeyPair", "CreateSecurityGroup", "AuthorizeSecurityGroupIngress", "RunInstances"})
            QVERIFY2(account.sim().operations().filter(QLatin1String(making)).isEmpty(), making);
        QCOMPARE(account.world.book(), QStringList());
    }

    void C04_everyZoneThatWasTriedIsNamed()
    {
        Account account;
        account.choices.provider.insert(QStringLiteral("fallback"), QStringLiteral("zones"));
        account.sim().setNoRoom({QStringLiteral("g4dn.xlarge")});
        const auto made = account.setUp();
        QVERIFY(!made);
        QCOMPARE(slug(made.error().cause), slug(Cause::NoCapacity));
        QCOMPARE(slug(made.error().next), slug(NextAction::ChooseOtherPlace));
        const QString happened = text::error(made.error()).happened;
        for (const char *zone : {"eu-central-1a", "eu-central-1b", "eu-central-1c"})
            QVERIFY2(happened.contains(QLatin1String(zone)), qPrintable(happened));
        QCOMPARE(account.running(), 0);
        account.sim().setNoRoom({});
        QCOMPARE(account.endsWell(), QString());
    }

    void C07_whatAwsAsksToWaitIsWaited()
    {
        Account account;
        account.sim().refuse(QStringLiteral("ImportKeyPair"), QStringLiteral("RequestLimitExceeded"), 2, "Retry-After: 30\r\n");
        QVERIFY(account.setUp());
        QVERIFY(std::count_if(account.clock.waits.begin(), account.clock.waits.end(),
                              [](std::chrono::milliseconds wait) { return wait >= std::chrono::seconds(30); })
                >= 2);
        QCOMPARE(account.sim().operations().filter(QStringLiteral("ec2.ImportKeyPair")).size(), 3); // no storm
        QCOMPARE(account.running(), 1);
    }

    void C08_aSignInPageIsNoDeletion()
    {
        Account account;
        QVERIFY(account.setUp());
        account.sim().answerInstead(QStringLiteral("TerminateInstances"), http("text/html", "<html>Sign in</html>"), always);
        auto receipt = account.operations->destroy(QStringLiteral("lab"), account.call);
        QVERIFY(receipt && !receipt->allGone());
        QCOMPARE(receipt->problem->params.value(QStringLiteral("why")), QStringLiteral("sign-in-page"));
        QCOMPARE(account.running(), 1);
        QCOMPARE(account.operations->list()->size(), 1U); // and in the list it stays
        account.sim().recover();
        receipt = account.operations->destroy(QStringLiteral("lab"), account.call);
        QVERIFY(receipt && receipt->allGone());
        QCOMPARE(account.world.book(), QStringList());
    }

    void C13_aPriceThatIsMissingIsNeverNothing()
    {
        Account account;
        account.sim().setPriced(false);
        const auto plan = account.operations->plan(account.choices, account.call);
        QVERIFY(plan);
        const auto machine = std::find_if(plan->resources.begin(), plan->resources.end(),
                                          [](const PlannedResource &each) { return each.kind == QLatin1String("instance"); });
        QVERIFY(machine != plan->resources.end());
        QVERIFY(!machine->perHour);
        QVERIFY(!text::perHour(machine->perHour).contains(QLatin1Char('0')));
        const auto made = account.operations->setup(*plan, account.call);
        QVERIFY(made);
        QVERIFY(!made->machine.perHour);
    }

    void C13_aPriceThatRoseIsAskedAbout_data()
    {
        QTest::addColumn<int>("percent");
        QTest::addColumn<bool>("asks");
        QTest::addColumn<bool>("agrees");
        QTest::newRow("dearer, yes") << 150 << true << true;
        QTest::newRow("dearer, no") << 150 << true << false;
        QTest::newRow("unknown by now, yes") << 0 << true << true;
        QTest::newRow("cheaper") << 50 << false << false;
        QTest::newRow("the same") << 100 << false << false;
    }
    void C13_aPriceThatRoseIsAskedAbout()
    {
        QFETCH(int, percent);
        QFETCH(bool, asks);
        QFETCH(bool, agrees);
        Account account;
        const auto plan = account.operations->plan(account.choices, account.call);
        QVERIFY(plan && plan->perHour);
        account.sim().setPrices(percent);
        account.clock.time += 15 * 60'000; // it was left open, and looked at again
        account.sim().setClockAhead(15 * 60'000);
        if (asks)
            account.asker.answers = {Answer{agrees, {}}};
        const auto made = account.operations->setup(*plan, account.call);
        QCOMPARE(account.asker.asked.size(), asks ? 1U : 0U);
        if (asks) {
            const Question &question = account.asker.asked.front();
            QCOMPARE(question.kind, Question::Kind::ConfirmInPerson); // --yes spoke for the price of the plan
            QCOMPARE(question.text.code, QStringLiteral("price-rose"));
            const QString said = text::reason(question.text);
            QVERIFY2(said.contains(percent > 0 ? QStringLiteral("0.81") : text::perHour({})), qPrintable(said));
        }
        QCOMPARE(made.has_value(), agrees || !asks);
        if (!made) {
            QCOMPARE(slug(made.error().cause), slug(Cause::Cancelled));
            QCOMPARE(account.world.book(), QStringList()); // asked before anything was made
            account.asker.answers = {Answer{true, {}}};
            QCOMPARE(account.endsWell(), QString());
            return;
        }
        QCOMPARE(account.running(), 1);
        QCOMPARE(made->machine.perHour.has_value(), percent > 0);
        if (asks && percent > 0)
            QVERIFY(made->machine.perHour->micros > plan->perHour->micros);
        // Once it is there it costs what it does: nobody is asked again.
        account.sim().setPrices(300);
        account.clock.time += 15 * 60'000;
        account.sim().setClockAhead(30 * 60'000);
        QVERIFY(account.operations->setup(*plan, account.call));
        QCOMPARE(account.asker.asked.size(), asks ? 1U : 0U);
    }

    void C14_tenThousandMachinesAreAllSeen()
    {
        Account account;
        account.sim().fill(10'000);
        account.sim().setPageSize(300);
        // Nobody asks a provider that was never used.
        QVERIFY(account.ledger.rememberRegion(QStringLiteral("aws"), QStringLiteral("eu-central-1")));
        const auto all = account.operations->leftovers(account.call);
        QVERIFY(all);
        QCOMPARE(all->size(), 10'000U);
        QCOMPARE(account.sim().violations(), QStringList());
    }

    /// S08: the same mark with other wishes is no reason for a second machine.
    void S08_aMarkThatWasUsedForOtherWishes()
    {
        Account account;
        account.sim().refuse(QStringLiteral("RunInstances"), QStringLiteral("InternalError"));
        account.sim().refuse(QStringLiteral("RunInstances"), QStringLiteral("IdempotentParameterMismatch"));
        const auto made = account.setUp();
        QVERIFY(!made);
        QCOMPARE(made.error().params.value(QStringLiteral("code")), QStringLiteral("IdempotentParameterMismatch"));
        QCOMPARE(account.running(), 0);
        QCOMPARE(account.endsWell(), QString());
    }

    void everyCodeReachesThePersonInItsOwnWords()
    {
        QMap<QString, QString> said;
        for (const QString &code : AwsContract().errorCodes()) {
            Account account;
            account.sim().refuse(QStringLiteral("RunInstances"), code, always);
            const auto made = account.setUp();
            QVERIFY2(!made, qPrintable(code));
            QCOMPARE(made.error().params.value(QStringLiteral("code")), code);
            const text::ErrorText words = text::error(made.error());
            QVERIFY2(!words.happened.isEmpty() && !words.exists.isEmpty() && !words.next.isEmpty() && !words.button.isEmpty(),
                     qPrintable(code));
            QVERIFY2(!words.happened.contains(QLatin1String("(words of the cloud")), qPrintable(code)); // ours, not the provider's
            QVERIFY2(!said.contains(words.happened), qPrintable(code + QLatin1String(" as ") + said.value(words.happened)));
            said.insert(words.happened, code);
            QCOMPARE(account.running(), 0);
        }
        QVERIFY(said.size() > 50);
    }
};

QTEST_GUILESS_MAIN(TestCloudFaults)
#include "tst_cloud_faults.moc"
