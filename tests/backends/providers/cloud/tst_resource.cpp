// SPDX-License-Identifier: GPL-3.0-or-later
// The life of one thing at a cloud that loses answers, lags and lies: the rows of the fault table that need no killed program.
#include "tests/crash/cloud_life.h"

#include "backends/io/local/local_shell.h"

#include <QTemporaryDir>
#include <QtTest>

using namespace fl;
using State = ResourceRecord::State;

class TestResource : public QObject {
    Q_OBJECT

    struct Bench {
        QTemporaryDir home;
        FakeClock clock;
        LocalShell shell;
        FakePorts fakes{shell, home.path()};
        FakeCloudBook book{home.filePath(QStringLiteral("cloud"))};
        FakeCloudFaults faults;
        QRandomGenerator random{1};
        FakeCloudApi::Watcher watcher;
        FakeCloudApi api{book, clock, faults, random, watcher};
        std::stop_source stop;
        Ports ports{clock, shell, fakes.ssh, fakes.tunnels, fakes.keyRing, fakes.ledger, fakes.http, home.path()};
        ProviderCall call{ports, [](const Event &) {}, stop.get_token()};
        CloudCall cloud{api, QStringLiteral("profile-1"), call};

        static ResourceRecord disk()
        {
            ResourceRecord record;
            record.machine = QStringLiteral("m-0123456789ab");
            record.kind = QStringLiteral("disk");
            record.name = QStringLiteral("fl-disk");
            record.region = QStringLiteral("here-1");
            record.perHour = Money{11000};
            return record;
        }
        ResourceRecord kept() const
        {
            const auto all = *fakes.ledger.resources(disk().machine);
            return all.empty() ? ResourceRecord{} : all.front();
        }
        QList<State> story() const
        {
            QList<State> states;
            for (const ResourceRecord &record : fakes.ledger.history)
                states << record.state;
            return states;
        }
        qsizetype asked(const char *verb) const
        {
            const auto all = book.requests();
            return std::count_if(all.begin(), all.end(), [&](const QString &line) { return line.startsWith(QLatin1String(verb)); });
        }
    };

private slots:
    void theIntentStandsBeforeTheRequestAndTheOutcomeAfterIt()
    {
        Bench bench;
        bench.watcher = [&](const QString &verb, const ResourceRecord &record) {
            if (verb != QLatin1String("create"))
                return;
            const ResourceRecord kept = bench.kept();
            QCOMPARE(kept.state, State::Intended);
            QCOMPARE(kept.operation, record.operation);
            QCOMPARE(kept.perHour, std::optional(Money{11000}));
            QCOMPARE(kept.region, QStringLiteral("here-1"));
        };
        const auto made = ensureResource(Bench::disk(), {}, bench.cloud);
        QVERIFY(made);
        QCOMPARE(bench.asked("create"), 1);
        QCOMPARE(bench.kept(), *made);
        QVERIFY(!made->handle.isEmpty() && made->operation.startsWith(QStringLiteral("m-0123456789ab-")));
        QCOMPARE(bench.story(), (QList<State>{State::Intended, State::Created}));
        // Again: nothing is asked.
        const auto requests = bench.book.requests();
        QCOMPARE(ensureResource(Bench::disk(), {}, bench.cloud)->handle, made->handle);
        QCOMPARE(bench.book.requests(), requests);
    }

    void aLostAnswerIsLookedForAndNothingIsMadeTwice_data()
    {
        QTest::addColumn<bool>("tokens");
        QTest::addColumn<int>("lagSeconds");
        QTest::newRow("S05 the cloud knows tokens") << true << 0;
        QTest::newRow("S05 tokens, and it shows late") << true << 60;
        QTest::newRow("S06 a cloud without tokens") << false << 0;
        QTest::newRow("S06 without tokens, and it shows late") << false << 90;
    }
    void aLostAnswerIsLookedForAndNothingIsMadeTwice()
    {
        QFETCH(bool, tokens);
        QFETCH(int, lagSeconds);
        Bench bench;
        bench.faults.tokens = tokens;
        bench.faults.lag = std::chrono::seconds(lagSeconds);
        bench.faults.loseAnswer = 1;
        bench.watcher = [&](const QString &verb, const ResourceRecord &) {
            bench.faults.loseAnswer = verb == QLatin1String("create") && bench.asked("create") == 0 ? 1 : 0;
        };
        const auto made = ensureResource(Bench::disk(), {}, bench.cloud);
        QVERIFY(made);
        QCOMPARE(bench.book.alive().size(), 1U);
        QCOMPARE(bench.book.alive().front().said.id, made->handle);
        if (!tokens)
            QCOMPARE(bench.asked("create"), 1);
    }

    void S07_anErrorOfTheServerIsTriedAgainAndNotForEver()
    {
        Bench bench;
        bench.faults.serverError = 1;
        const auto refused = ensureResource(Bench::disk(), {}, bench.cloud);
        QVERIFY(!refused);
        QCOMPARE(refused.error().cause, Cause::ProviderUnavailable);
        QVERIFY(bench.asked("create") >= 1 && bench.asked("create") <= 6);
        QCOMPARE(bench.kept().state, State::Intended); // it is not known: asked again at the next start
        qint64 waited = 0;
        for (size_t i = 1; i < bench.clock.waits.size(); ++i) {
            QVERIFY(bench.clock.waits[i].count() > 0);
            waited += bench.clock.waits[i].count();
        }
        QVERIFY(waited > 5000); // it did not hammer
        bench.faults.serverError = 0;
        QVERIFY(ensureResource(Bench::disk(), {}, bench.cloud));
        QCOMPARE(bench.book.alive().size(), 1U);
    }

    void aRefusalLeavesNothingOpen()
    {
        Bench bench;
        bench.faults.refuse = 1;
        const auto refused = ensureResource(Bench::disk(), {}, bench.cloud);
        QCOMPARE(refused.error().cause, Cause::QuotaExceeded);
        QCOMPARE(bench.kept().state, State::Gone);
        QCOMPARE(bench.asked("create"), 1);
    }

    void S10_anEmptyListIsNoProofOfAbsence()
    {
        // The request was heard, the program was killed, and the first look shows nothing yet.
        Bench bench;
        bench.faults.lag = std::chrono::seconds(60);
        bench.faults.tokens = false;
        bench.faults.loseAnswer = 1;
        ResourceRecord record = Bench::disk();
        record.operation = QStringLiteral("m-0123456789ab-aa");
        QVERIFY(bench.fakes.ledger.save(record));
        QVERIFY(!bench.api.create(record, QStringLiteral("profile-1"), {}, {}));
        bench.faults.loseAnswer = 0;
        const auto made = ensureResource(Bench::disk(), {}, bench.cloud);
        QVERIFY(made);
        QCOMPARE(bench.book.alive().size(), 1U);
        QCOMPARE(bench.asked("create"), 1);
    }

    void anIntentThatWasNeverHeardIsClosedOnlyAfterTheCloudHasSettled()
    {
        Bench bench;
        ResourceRecord record = Bench::disk();
        record.operation = QStringLiteral("m-0123456789ab-aa");
        QVERIFY(bench.fakes.ledger.save(record));
        const qint64 begun = bench.clock.time;
        QVERIFY(removeResource(record, bench.cloud));
        QVERIFY(bench.clock.time - begun >= bench.api.settles().count());
        QCOMPARE(bench.kept().state, State::Gone);
        QCOMPARE(bench.asked("remove"), 0);
    }

    void S13_itIsGoneWhenTheCloudSaidSoTwice()
    {
        Bench bench;
        bench.faults.deleting = std::chrono::minutes(5);
        const auto made = ensureResource(Bench::disk(), {}, bench.cloud);
        QVERIFY(made);
        const qint64 begun = bench.clock.time;
        QVERIFY(removeResource(*made, bench.cloud));
        QVERIFY(bench.clock.time - begun >= 300'000);
        QCOMPARE(bench.kept().goneConfirmations, 2);
        QCOMPARE(bench.story(), (QList<State>{State::Intended, State::Created, State::Deleting, State::Deleting, State::Gone}));
    }

    void whatIsNotSeenYetIsStillRemoved()
    {
        Bench bench;
        bench.faults.lag = std::chrono::seconds(45);
        const auto made = ensureResource(Bench::disk(), {}, bench.cloud);
        QVERIFY(made);
        QVERIFY(removeResource(*made, bench.cloud)); // the first answer is "I do not know it"
        QCOMPARE(bench.book.alive().size(), 0U);
    }

    void whatDoesNotGoStaysInTheLedger()
    {
        Bench bench;
        const auto made = ensureResource(Bench::disk(), {}, bench.cloud);
        bench.faults.deleting = std::chrono::hours(2);
        const Status stuck = removeResource(*made, bench.cloud);
        QVERIFY(!stuck);
        QCOMPARE(stuck.error().cause, Cause::StillThere);
        QCOMPARE(bench.kept().state, State::Deleting);
    }

    void S11_aMachineThatEndsByItselfIsNoCapacity()
    {
        QTemporaryDir home;
        FakeClock clock;
        LocalShell shell;
        FakeLedger ledger;
        FakeCloudFaults faults;
        faults.noCapacity = true;
        CloudStart start(home.path(), faults, clock, ledger, shell);
        const auto refused = start.setUp();
        QVERIFY(!refused);
        QCOMPARE(slug(refused.error().cause), slug(Cause::NoCapacity));
        QCOMPARE(refused.error().exists.what, Exists::What::Machine); // the disk and the address are there, and said
        QVERIFY(start.removeAll());
        QCOMPARE(start.cloud->book.alive().size(), 0U);
    }

    void S15_aMachineDeletedElsewhereIsMissingAndNotMadeAgain()
    {
        QTemporaryDir home;
        FakeClock clock;
        LocalShell shell;
        FakeLedger ledger;
        CloudStart start(home.path(), {}, clock, ledger, shell);
        const auto made = start.setUp();
        QVERIFY2(made,
                 made ? ""
                      : qPrintable(slug(made.error().cause) + made.error().detail
                                   + QStringList(made.error().params.values()).join(QLatin1Char(' '))));
        for (FakeCloudBook::Thing thing : start.cloud->book.alive())
            if (thing.said.kind == QLatin1String("instance")) {
                thing.goneFrom = clock.now();
                start.cloud->book.put(thing);
            }
        clock.time += 600'000;
        const auto status = start.operations->status(QStringLiteral("lab"), start.call);
        QVERIFY(status);
        QCOMPARE(status->machine.state, MachineState::Missing);
        const auto alive = start.cloud->book.alive().size();
        start.goOn();
        QCOMPARE(start.cloud->book.alive().size(), alive); // nothing new
        QVERIFY(start.removeAll());
        QCOMPARE(start.cloud->book.alive().size(), 0U);
    }

    void S14_theReceiptSaysWhatIsLeftWithPriceAndLink()
    {
        QTemporaryDir home;
        FakeClock clock;
        LocalShell shell;
        FakeLedger ledger;
        CloudStart start(home.path(), {}, clock, ledger, shell);
        const auto made = start.setUp();
        QVERIFY2(made,
                 made ? ""
                      : qPrintable(slug(made.error().cause) + made.error().detail
                                   + QStringList(made.error().params.values()).join(QLatin1Char(' '))));
        start.cloud->faults.deleting = std::chrono::hours(2);
        auto receipt = start.operations->destroy(QStringLiteral("lab"), start.call);
        QVERIFY(receipt && !receipt->allGone() && receipt->problem);
        QCOMPARE(receipt->problem->cause, Cause::StillThere);
        QCOMPARE(receipt->rows.size(), 6U);
        for (const Receipt::Row &row : receipt->rows) {
            QVERIFY2(!row.gone, qPrintable(row.kind));
            QVERIFY(row.console.startsWith(QStringLiteral("https://console.fake-cloud.invalid/here-1/") + row.kind));
            QCOMPARE(row.perHour.has_value(), true);
        }
        QCOMPARE(start.operations->list()->size(), 1U);
        clock.time += 3 * 3600'000;
        receipt = start.operations->destroy(QStringLiteral("lab"), start.call);
        QVERIFY(receipt && receipt->allGone() && !receipt->problem);
        QVERIFY(start.operations->list()->empty());
    }

    void leftoversOfAnotherComputerAreShownAsSuch()
    {
        QTemporaryDir home, other;
        FakeClock clock;
        LocalShell shell;
        FakeLedger ledger, otherLedger;
        CloudStart start(home.path(), {}, clock, ledger, shell);
        QVERIFY(start.setUp(QStringLiteral("far-2")));
        QVERIFY(start.operations->leftovers(start.call)->empty()); // it is in the list
        // The list is lost but for the regions; another profile looks at the same account.
        FakeLedger empty;
        QVERIFY(empty.rememberRegion(QStringLiteral("cloud"), QStringLiteral("far-2")));
        CloudStart again(home.path(), {}, clock, empty, shell);
        auto left = again.operations->leftovers(again.call);
        QCOMPARE(left->size(), 1U);
        QVERIFY(left->front().ours);
        QCOMPARE(left->front().things.size(), 6U);
        QVERIFY(QDir().mkpath(other.path()));
        QVERIFY(QFile::link(home.filePath(QStringLiteral("cloud")), other.filePath(QStringLiteral("cloud"))));
        QVERIFY(otherLedger.rememberRegion(QStringLiteral("cloud"), QStringLiteral("far-2")));
        CloudStart stranger(other.path(), {}, clock, otherLedger, shell);
        left = stranger.operations->leftovers(stranger.call);
        QCOMPARE(left->size(), 1U);
        QVERIFY(!left->front().ours);
        QCOMPARE(*stranger.operations->rebuild(stranger.call), 0); // not ours to take
        // Its own list is rebuilt from the tags, and what is in it can be deleted.
        QCOMPARE(*again.operations->rebuild(again.call), 1);
        QCOMPARE(again.operations->list()->size(), 1U);
        QVERIFY(again.operations->leftovers(again.call)->empty());
        QVERIFY(again.removeAll());
        QCOMPARE(again.cloud->book.alive().size(), 0U);
    }
};

QTEST_GUILESS_MAIN(TestResource)
#include "tst_resource.moc"
