// SPDX-License-Identifier: GPL-3.0-or-later
// The rows C01 to C15 of the fault table over the stand-in for AWS: each breaks one thing, wants it said with its cause and the next
// action, looks into the account's book, mends it, and wants the one machine there and then nothing left.
#include "backends/run/machine_operations.h"
#include "backends/text/text.h"
#include "tests/bench/delay_proxy.h"
#include "tests/fakes/fake_ports.h"
#include "tests/fakes/fake_run.h"
#include "tests/fakes/fake_shells.h"
#include "tests/providers/aws_world.h"

#include <QtTest>

// limit: 300

using namespace fl;

namespace {

constexpr int always = 100'000;

/// Whoever is let in talks to a shell that agrees to everything.
class FakeRoad : public FakeKeyMaker {
public:
    FakeRoad(const QString &folder, Shell &shell) : FakeKeyMaker(folder), m_shell(shell) { }
    Result<std::unique_ptr<SshSession>> connect(const SshTarget &, const SshSecrets &, std::chrono::milliseconds, std::stop_token) override
    {
        return std::make_unique<FakeSession>(m_shell);
    }

private:
    Shell &m_shell;
};

/// The program with an account.
struct Account {
    AwsWorld world;
    QTemporaryDir home;
    FakeClock clock;
    FakeAgreeableShell shell;
    FakeRoad ssh{home.path(), shell};
    FakeNoTunnels tunnels;
    FakeKeyRing ring;
    FakeLedger ledger;
    FakeAsker asker;
    std::unique_ptr<MachineOperations> operations;
    OperationCall call{[](const Event &) {}, asker, {}, {}};
    Choices choices = world.choices();

    Account()
    {
        world.sim.setConsole(
            "-----BEGIN SSH HOST KEY FINGERPRINTS-----\n256 SHA256:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU root@ip (ED25519)\n"
            "-----END SSH HOST KEY FINGERPRINTS-----\n");
        for (const char *name : {"aws.access_key_id", "aws.secret_access_key"})
            call.secrets.insert(QLatin1String(name), *world.secret(QLatin1String(name)));
        choices.machineName = QStringLiteral("lab");
        choices.software.frameworks.clear(); // no server, no steps
        clock.time = QDateTime::currentMSecsSinceEpoch();
        std::vector<std::unique_ptr<Provider>> providers;
        providers.push_back(world.provider());
        operations = std::make_unique<MachineOperations>(Ports{clock, shell, ssh, tunnels, ring, ledger, world.http(), home.path()},
                                                         ProviderRegistry(std::move(providers)), std::vector<ServerStep>{});
    }

    Result<SetupResult> setUp()
    {
        const auto plan = operations->plan(choices, call);
        return plan ? operations->setup(*plan, call) : fail(plan.error());
    }
    AwsSim &sim() { return world.sim; }
    int running() const { return int(world.book().count(QStringLiteral("instance"))); }
    /// What a person does once it is mended: goes on, or begins anew; then deletes it. Empty: there was one machine, and nothing is left.
    QString endsWell()
    {
        clock.time = QDateTime::currentMSecsSinceEpoch();
        const auto unfinished = operations->list();
        Result<SetupResult> made = fail(Error{Cause::Internal, {}, NextAction::ReportBug, {}, {}});
        if (unfinished && !unfinished->empty())
            made = operations->resume(unfinished->front().id, call);
        else
            made = setUp();
        if (!made)
            return slug(made.error().cause) + QLatin1Char(' ') + made.error().detail;
        if (running() != 1)
            return QStringLiteral("%1 machines").arg(running());
        const auto receipt = operations->destroy(QStringLiteral("lab"), call);
        if (!receipt || !receipt->allGone())
            return QStringLiteral("not all gone");
        return world.book().join(QLatin1Char(' ')) + sim().violations().join(QLatin1Char('\n'));
    }
};

QByteArray http(const QByteArray &type, const QByteArray &body, qint64 length = -1)
{
    return "HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: " + QByteArray::number(length < 0 ? body.size() : length)
        + "\r\n\r\n" + body;
}

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
        answered("C09 JSON that is none", "GetParameter", http("application/x-amz-json-1.1", "{\"Parameter\": NaN}"), "unreadable"),
        answered("C09 JSON that is too deep", "GetParameter", http("application/x-amz-json-1.1", QByteArray("[").repeated(100'000)),
                 "too-deep"),
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
        QCOMPARE(account.world.book(), QStringList());
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

    void C10_whoeverCannotProveToBeAwsIsTurnedAway_data()
    {
        QTest::addColumn<int>("madeDaysAgo");
        QTest::addColumn<bool>("known");
        QTest::addColumn<bool>("otherHost");
        QTest::newRow("self-signed") << 0 << false << false;
        QTest::newRow("expired") << 3000 << true << false;
        QTest::newRow("another host's") << 0 << true << true;
    }
    void C10_whoeverCannotProveToBeAwsIsTurnedAway()
    {
        QFETCH(int, madeDaysAgo);
        QFETCH(bool, known);
        QFETCH(bool, otherHost);
        const Certificate certificate =
            *makeCertificate(QStringLiteral("impostor"), QDateTime::currentMSecsSinceEpoch() - madeDaysAgo * 86'400'000LL);
        const FakeHttpServer impostor([](const QByteArray &) { return http("text/xml", "<a/>"); }, certificate);
        // What is at this address has a certificate for others.
        const bench::DelayProxy elsewhere(static_cast<std::uint16_t>(impostor.port()), std::chrono::microseconds(0), 0, "127.0.0.2");
        Account account;
        account.choices.provider.insert(QStringLiteral("endpoint"),
                                        otherHost ? QStringLiteral("https://127.0.0.2:%1/").arg(elsewhere.port())
                                                  : impostor.url().toString());
        QFile authority(account.home.filePath(QStringLiteral("ca.pem")));
        QVERIFY(authority.open(QIODevice::WriteOnly) && authority.write(certificate.pem) > 0);
        authority.close();
        if (known)
            account.choices.network.caFile = authority.fileName();
        const auto made = account.setUp();
        QVERIFY(!made);
        QVERIFY2(made.error().cause == Cause::TlsRefused, qPrintable(slug(made.error().cause)));
        QVERIFY(impostor.requests().isEmpty()); // no signature was shown to it
        QCOMPARE(account.world.book(), QStringList());
    }

    void C11_aNameThatNobodyKnows()
    {
        Account account;
        account.choices.provider.insert(QStringLiteral("endpoint"), QStringLiteral("https://ec2.no-such-place.invalid/"));
        const auto made = account.setUp();
        QVERIFY(!made);
        QVERIFY2(made.error().cause == Cause::HostNotFound, qPrintable(slug(made.error().cause)));
        QCOMPARE(made.error().params.value(QStringLiteral("host")), QStringLiteral("ec2.no-such-place.invalid"));
        QVERIFY(account.operations->list()->empty());
    }

    void C12_theProxyIsNamed_data()
    {
        QTest::addColumn<QByteArray>("answer");
        QTest::addColumn<QString>("why");
        QTest::newRow("wants a login") << QByteArray("HTTP/1.1 407 Login\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: "
                                                     "0\r\n\r\n")
                                       << QStringLiteral("login");
        QTest::newRow("lets nothing through") << QByteArray("HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n") << QStringLiteral("blocked");
    }
    void C12_theProxyIsNamed()
    {
        QFETCH(QByteArray, answer);
        QFETCH(QString, why);
        const FakeHttpServer proxy([answer](const QByteArray &) { return answer; });
        Account account;
        account.choices.provider.insert(QStringLiteral("endpoint"), QStringLiteral("https://ec2.example.com/"));
        account.choices.network.proxy = QStringLiteral("http://127.0.0.1:%1").arg(proxy.port());
        const auto made = account.setUp();
        QVERIFY(!made);
        QVERIFY2(made.error().cause == Cause::ProxyRefused, qPrintable(slug(made.error().cause)));
        QCOMPARE(made.error().params.value(QStringLiteral("proxy")), account.choices.network.proxy);
        QCOMPARE(made.error().params.value(QStringLiteral("why")), why);
        QVERIFY(text::error(made.error()).happened.contains(account.choices.network.proxy));
        QVERIFY(account.operations->list()->empty());
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

    void C15_aRedirectLeadsNowhere()
    {
        const FakeHttpServer other([](const QByteArray &) { return http("text/xml", "<a/>"); });
        Account account;
        account.sim().answerInstead(QStringLiteral("ImportKeyPair"),
                                    "HTTP/1.1 307 Moved\r\nLocation: " + other.url().toEncoded() + "\r\nContent-Length: 0\r\n\r\n", always);
        const auto made = account.setUp();
        QVERIFY(!made);
        QCOMPARE(made.error().params.value(QStringLiteral("why")), QStringLiteral("redirect"));
        QVERIFY(other.requests().isEmpty()); // no login has gone there
        account.sim().recover();
        QCOMPARE(account.endsWell(), QString());
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
