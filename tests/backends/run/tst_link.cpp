// SPDX-License-Identifier: GPL-3.0-or-later
#include "backends/io/local/local_shell.h"
#include "backends/run/link.h"
#include "tests/fakes/fake_ports.h"
#include "tests/fakes/fake_run.h"

#include <QtTest>

using namespace fl;
using namespace std::chrono_literals;

class TestLink : public QObject {
    Q_OBJECT

    /// A run up to its connection.
    struct Bench {
        LocalShell shell;
        FakeClock clock;
        FakeSsh ssh{shell};
        FakeNoTunnels tunnels;
        FakeNoHttp http;
        FakeKeyRing ring;
        FakeLedger ledger;
        Ports ports{clock, shell, ssh, tunnels, ring, ledger, http, {}};
        FakeMachineProvider provider;
        FakeAsker asker;
        Redactor redactor;
        std::vector<Event> seen;
        EventStream events{clock, ledger, redactor, [this](const Event &event) { seen.push_back(event); }};
        Machine machine;
        GivenSecrets given;
        std::unique_ptr<SecretSource> secrets;
        std::unique_ptr<Link> link;

        explicit Bench(Link::Patience patience = {})
        {
            machine.id = QStringLiteral("m-1");
            provider.place = Endpoint{};
            provider.place.ssh.host = QStringLiteral("h");
            secrets = std::make_unique<SecretSource>(given, ring, asker, redactor, machine.id);
            link = std::make_unique<Link>(machine, provider, ports, asker, *secrets, events, patience);
        }
        static Error error(Cause cause) { return {cause, {}, NextAction::Retry, {}, {}}; }
        static Error unknownKey(const char *fingerprint, bool jump = false)
        {
            Error result = error(Cause::SshHostKeyUnknown);
            result.params = {{QStringLiteral("host"), QStringLiteral("h")}, {QStringLiteral("fingerprint"), QLatin1String(fingerprint)}};
            if (jump)
                result.params.insert(QStringLiteral("jump"), QStringLiteral("yes"));
            return result;
        }
    };
    static Answer yes(const char *secret = "") { return {true, Secret(QByteArray(secret))}; }

private slots:
    void oneConnectionServesAll()
    {
        Bench bench;
        QVERIFY(bench.link->shell({}));
        QVERIFY(bench.link->shell({}));
        QCOMPARE(bench.ssh.tries.size(), 1U);
        QVERIFY(bench.asker.asked.empty());
    }
    void anUnknownKeyIsShownAndTrustedOnlyAfterYes()
    {
        Bench bench;
        bench.ssh.errors = {Bench::unknownKey("SHA256:a")};
        bench.asker.answers = {yes()};
        QVERIFY(bench.link->shell({}));
        QCOMPARE(bench.asker.asked.size(), 1U);
        QCOMPARE(bench.asker.asked[0].kind, Question::Kind::AcceptHostKey);
        QCOMPARE(bench.asker.asked[0].text.args.value(QStringLiteral("fingerprint")), QStringLiteral("SHA256:a"));
        QVERIFY(bench.ssh.tries[0].target.trustedHostKeys.isEmpty());
        QCOMPARE(bench.ssh.tries[1].target.trustedHostKeys, QStringList{QStringLiteral("SHA256:a")});
    }
    void noAndNobodyLeaveItUntrusted_data()
    {
        QTest::addColumn<bool>("somebody");
        QTest::newRow("No") << true;
        QTest::newRow("nobody there") << false;
    }
    void noAndNobodyLeaveItUntrusted()
    {
        QFETCH(bool, somebody);
        Bench bench;
        bench.ssh.errors = {Bench::unknownKey("SHA256:a")};
        if (somebody)
            bench.asker.answers = {Answer{}};
        const auto shell = bench.link->shell({});
        QVERIFY(!shell);
        QCOMPARE(shell.error().cause, Cause::SshHostKeyUnknown);
        QCOMPARE(bench.ssh.tries.size(), 1U);
    }
    void aJumpHostsKeyNeverCountsForTheServer()
    {
        Bench bench;
        bench.ssh.errors = {Bench::unknownKey("SHA256:jump", true), Bench::unknownKey("SHA256:server")};
        bench.asker.answers = {yes(), yes()};
        QVERIFY(bench.link->shell({}));
        QCOMPARE(bench.ssh.tries[2].target.trustedJumpHostKeys, QStringList{QStringLiteral("SHA256:jump")});
        QCOMPARE(bench.ssh.tries[2].target.trustedHostKeys, QStringList{QStringLiteral("SHA256:server")});
    }
    void aThirdUnknownKeyEndsIt()
    {
        Bench bench;
        bench.ssh.errors = {Bench::unknownKey("SHA256:a"), Bench::unknownKey("SHA256:b"), Bench::unknownKey("SHA256:c")};
        bench.asker.answers = {yes(), yes(), yes()};
        QVERIFY(!bench.link->shell({}));
        QCOMPARE(bench.asker.asked.size(), 2U);
    }
    void aChangedKeyIsAHardStop()
    {
        Bench bench({.boot = 5min});
        bench.ssh.errors = {Bench::error(Cause::SshHostKeyChanged)};
        bench.asker.answers = {yes()};
        const auto shell = bench.link->shell({});
        QVERIFY(!shell);
        QCOMPARE(shell.error().cause, Cause::SshHostKeyChanged);
        QVERIFY(bench.asker.asked.empty());
        QVERIFY(bench.clock.waits.empty());
        const auto again = bench.link->reconnect({});
        QVERIFY(again); // the fake has no more errors; the real one answers the same each time
    }
    void aPasswordIsAskedThreeTimes()
    {
        Bench bench;
        bench.ssh.errors = {Bench::error(Cause::SshAuthRefused), Bench::error(Cause::SshAuthRefused), Bench::error(Cause::SshAuthRefused),
                            Bench::error(Cause::SshAuthRefused)};
        bench.asker.answers = {yes("a"), yes("b"), yes("c"), yes("d")};
        const auto shell = bench.link->shell({});
        QVERIFY(!shell);
        QCOMPARE(shell.error().cause, Cause::SshAuthRefused);
        QCOMPARE(bench.asker.asked.size(), 3U);
        QCOMPARE(bench.asker.asked[2].text.args.value(QStringLiteral("attempt")), QStringLiteral("3"));
    }
    void theKeyRingsPasswordIsTriedBeforeTheUserIsAsked()
    {
        Bench bench;
        QVERIFY(bench.ring.write({bench.machine.id, QStringLiteral("ssh.password")}, Secret(QByteArray("kept"))));
        bench.ssh.errors = {Bench::error(Cause::SshAuthRefused)};
        QVERIFY(bench.link->shell({}));
        QVERIFY(bench.asker.asked.empty());
        QVERIFY(!bench.ssh.tries[0].password);
        QVERIFY(bench.ssh.tries[1].password);
        // And after a loss it is not asked for again.
        QVERIFY(bench.link->reconnect({}));
        QVERIFY(bench.ssh.tries[2].password);
    }
    void withANamedKeyNoPasswordIsAsked()
    {
        Bench bench;
        bench.provider.place.ssh.keyFile = QStringLiteral("/k");
        bench.ssh.errors = {Bench::error(Cause::SshAuthRefused)};
        bench.asker.answers = {yes("a")};
        QVERIFY(!bench.link->shell({}));
        QVERIFY(bench.asker.asked.empty());
    }
    void aMachineThatBootsIsWaitedFor()
    {
        Bench bench({.boot = 5min});
        bench.ssh.errors.assign(6, Bench::error(Cause::ConnectionRefused));
        QVERIFY(bench.link->shell({}));
        QCOMPARE(bench.clock.waits, std::vector<std::chrono::milliseconds>(6, 400ms)); // that it answers is seen within a second
        QCOMPARE(bench.seen.size(), 1U);
    }
    void aServerOfYoursIsNotWaitedFor()
    {
        Bench bench;
        bench.ssh.errors.assign(2, Bench::error(Cause::ConnectionRefused));
        const auto shell = bench.link->shell({});
        QVERIFY(!shell);
        QCOMPARE(shell.error().cause, Cause::ConnectionRefused);
        QCOMPARE(bench.ssh.tries.size(), 1U);
    }
    void aLostConnectionIsTriedForTenMinutes()
    {
        Bench bench;
        QVERIFY(bench.link->shell({}));
        bench.ssh.errors.assign(1000, Bench::error(Cause::ConnectionTimeout));
        const qint64 begun = bench.clock.time;
        const auto shell = bench.link->reconnect({});
        QVERIFY(!shell);
        QCOMPARE(shell.error().cause, Cause::ConnectionLost);
        QCOMPARE(shell.error().next, NextAction::Resume);
        const qint64 took = (bench.clock.time - begun) / 1000;
        QVERIFY2(took > 580 && took <= 600, qPrintable(QString::number(took)));
        QCOMPARE(bench.seen[0].data.value(QLatin1String("say")).toString(), QStringLiteral("reconnecting"));
    }
    void aRefusalEndsReconnectingAtOnce()
    {
        Bench bench;
        QVERIFY(bench.link->shell({}));
        bench.ssh.errors = {Bench::error(Cause::ConnectionTimeout), Bench::error(Cause::SshHostKeyChanged)};
        const auto shell = bench.link->reconnect({});
        QVERIFY(!shell);
        QCOMPARE(shell.error().cause, Cause::SshHostKeyChanged);
        QCOMPARE(bench.clock.waits.size(), 1U);
    }
    void acceptedKeysAreStillTrustedAfterALoss()
    {
        Bench bench;
        bench.ssh.errors = {Bench::unknownKey("SHA256:a")};
        bench.asker.answers = {yes()};
        QVERIFY(bench.link->shell({}));
        QVERIFY(bench.link->reconnect({}));
        QCOMPARE(bench.ssh.tries.back().target.trustedHostKeys, QStringList{QStringLiteral("SHA256:a")});
    }
    void stoppingEndsTheWait()
    {
        Bench bench({.boot = 5min});
        std::stop_source source;
        bench.ssh.errors.assign(100, Bench::error(Cause::ConnectionRefused));
        bench.clock.onWait = [&] { source.request_stop(); };
        const auto shell = bench.link->shell(source.get_token());
        QVERIFY(!shell);
        QCOMPARE(shell.error().cause, Cause::Cancelled);
        QCOMPARE(bench.ssh.tries.size(), 1U);
    }
};

QTEST_GUILESS_MAIN(TestLink)
#include "tst_link.moc"
