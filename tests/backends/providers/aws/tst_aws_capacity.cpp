// SPDX-License-Identifier: GPL-3.0-or-later
// No room at AWS: other zones, then other types, each with the user's consent and its price, and never two machines. And a machine whose
// console stays silent: a throw-away host key for the first visit.
#include "backends/providers/cloud/throw_away_key.h"
#include "tests/backends/providers/aws/aws_world.h"

#include <QTest>

using namespace fl;

class TestAwsCapacity : public QObject {
    Q_OBJECT

    struct Asked : World {
        FakeAsker asker;
        Asked() { call.asker = &asker; }
        Status make() { return aws.create(machine, choices, call); }
        int living() const
        {
            const auto all = sim.instances();
            return int(std::count_if(all.begin(), all.end(), [](const auto &each) { return each.state != QLatin1String("terminated"); }));
        }
        QString zone() const { return sim.instances().back().parameters.value(QStringLiteral("Placement.AvailabilityZone")); }
    };
    static Answer yes() { return {true, {}}; }
    static QStringList noneOf(const char *type)
    {
        QStringList where;
        for (const char *zone : {"any", "eu-central-1a", "eu-central-1b", "eu-central-1c"})
            where << QStringLiteral("%1 %2").arg(QLatin1String(type), QLatin1String(zone));
        return where;
    }

private slots:
    void anotherZoneAtTheSamePrice()
    {
        Asked w;
        w.sim.setNoRoom(noneOf("g4dn.xlarge").mid(0, 2)); // where AWS chooses, and in zone a
        w.asker.answers = {yes()};
        const Status made = w.make();
        QVERIFY2(made, qPrintable(made ? QString() : made.error().detail));
        QCOMPARE(w.living(), 1);
        QCOMPARE(w.zone(), QStringLiteral("eu-central-1b"));
        QCOMPARE(w.asker.asked.size(), 1u); // once for all zones
        QCOMPARE(w.asker.asked[0].kind, Question::Kind::Confirm);
        QCOMPARE(w.asker.asked[0].text.code, QStringLiteral("capacity-other-zones"));
        QCOMPARE(w.asker.asked[0].text.args.value(QStringLiteral("micros_per_hour")), QStringLiteral("542958"));
        QCOMPARE(w.machine.facts.value(QLatin1String("cloud.type")).toString(), QString()); // it is the machine of the plan
        QCOMPARE(w.sim.violations(), QStringList());
    }

    void anotherTypeOnlyInPerson()
    {
        Asked w;
        w.sim.setNoRoom(noneOf("g4dn.xlarge"));
        w.asker.answers = {yes(), yes()};
        QVERIFY(w.make());
        QCOMPARE(w.living(), 1);
        QCOMPARE(w.sim.instances().back().type, QStringLiteral("g5.xlarge"));
        QCOMPARE(w.asker.asked[1].kind, Question::Kind::ConfirmInPerson); // --yes never says Yes to another price
        QCOMPARE(w.asker.asked[1].text.args.value(QStringLiteral("type")), QStringLiteral("g5.xlarge"));
        QCOMPARE(w.machine.facts.value(QLatin1String("cloud.type")).toString(), QStringLiteral("g5.xlarge"));
        QCOMPARE(w.machine.perHour->micros, 1'022'958);
        const auto plan = planFromJson(w.machine.plan);
        QCOMPARE(plan->choices.provider.value(QStringLiteral("type")), QStringLiteral("g5.xlarge"));
        // Each try was an intent of its own: another operation, another token.
        QVERIFY(w.ledger.history.size() > 8);
        QSet<QString> operations;
        for (const ResourceRecord &record : w.ledger.history)
            if (record.kind == QLatin1String("instance"))
                operations << record.operation;
        QCOMPARE(operations.size(), 5); // any zone, three zones, the other type
    }

    void toldBeforehandNobodyIsAsked_data()
    {
        QTest::addColumn<QString>("told");
        QTest::addColumn<bool>("made");
        QTest::addColumn<int>("questions");
        QTest::newRow("types") << QStringLiteral("types") << true << 0;
        QTest::newRow("zones") << QStringLiteral("zones") << false << 0;
        QTest::newRow("none") << QStringLiteral("none") << false << 0;
        QTest::newRow("nobody there") << QString() << false << 3;
    }
    void toldBeforehandNobodyIsAsked()
    {
        QFETCH(QString, told);
        QFETCH(bool, made);
        QFETCH(int, questions);
        Asked w;
        w.sim.setQuota(100);
        w.sim.setNoRoom(noneOf("g4dn.xlarge"));
        w.choices.provider.insert(QStringLiteral("fallback"), told);
        const Status done = w.make();
        QCOMPARE(done.has_value(), made);
        QCOMPARE(int(w.asker.asked.size()), questions);
        QCOMPARE(w.living(), made ? 1 : 0);
    }

    void whatWasTriedIsListed()
    {
        Asked w;
        w.choices.provider.insert(QStringLiteral("fallback"), QStringLiteral("types"));
        w.sim.setNoRoom({QStringLiteral("g4dn.xlarge"), QStringLiteral("g5.xlarge")});
        const Status made = w.make();
        QVERIFY(!made);
        QCOMPARE(made.error().cause, Cause::NoCapacity);
        QCOMPARE(made.error().next, NextAction::ChooseOtherPlace);
        QCOMPARE(made.error().params.value(QStringLiteral("tried")),
                 QStringLiteral("g4dn.xlarge, g4dn.xlarge (eu-central-1a), g4dn.xlarge (eu-central-1b), g4dn.xlarge (eu-central-1c), "
                                "g5.xlarge"));
        QVERIFY(w.sim.instances().empty());
        QVERIFY(w.aws.destroy(w.machine, w.call));
        QCOMPARE(w.alive(), QStringList());
    }

    void oneThatEndsByItselfIsGoneBeforeTheNext()
    {
        Asked w;
        w.sim.setEndsAtOnce(1);
        w.choices.provider.insert(QStringLiteral("fallback"), QStringLiteral("zones"));
        QVERIFY(w.make());
        QCOMPARE(w.living(), 1);
        QCOMPARE(w.sim.instances().size(), 2u);
        // In the ledger the first is closed, twice confirmed, before the second is intended.
        bool closed = false;
        QString first;
        for (const ResourceRecord &record : w.ledger.history) {
            if (record.kind != QLatin1String("instance"))
                continue;
            if (first.isEmpty())
                first = record.operation;
            closed = closed || (record.operation == first && record.state == ResourceRecord::State::Gone && record.goneConfirmations >= 2);
            if (record.operation != first)
                QVERIFY(closed);
        }
        QVERIFY(closed);
    }

    void oneThatCannotBeConfirmedGoneEndsTheTrying()
    {
        Asked w;
        w.sim.setEndsAtOnce(1);
        w.choices.provider.insert(QStringLiteral("fallback"), QStringLiteral("types"));
        w.sim.refuse(QStringLiteral("TerminateInstances"), QStringLiteral("UnauthorizedOperation"), 9);
        const Status made = w.make();
        QVERIFY(!made);
        QCOMPARE(made.error().cause, Cause::PermissionMissing);
        QCOMPARE(w.sim.instances().size(), 1u); // no second one beside it
        const auto records = *w.ledger.resources(w.machine.id);
        QVERIFY(std::any_of(records.begin(), records.end(), [](const ResourceRecord &record) {
            return record.kind == QLatin1String("instance") && record.state == ResourceRecord::State::Deleting;
        }));
    }

    void aSilentConsoleGetsAThrowAwayKey()
    {
        Asked w;
        QVERIFY(w.make());
        w.machine.state = MachineState::SettingUp;
        const QByteArray before = w.sim.userDataOf(w.machine.handle);
        QVERIFY(!before.contains("KEY"));
        const auto endpoint = w.aws.endpoint(w.machine, w.call);
        QVERIFY2(endpoint, qPrintable(endpoint ? QString() : endpoint.error().detail));
        const auto key = throwAwayKey(w.machine.id, w.home.path());
        QVERIFY(key);
        QCOMPARE(endpoint->throwAwayKeyFile, key->file);
        QCOMPARE(endpoint->ssh.trustedHostKeys, QStringList{key->fingerprint});
        QCOMPARE(endpoint->ssh.host, w.sim.instances().front().address); // of after the restart
        const QByteArray orders = w.sim.userDataOf(w.machine.handle);
        QVERIFY(orders.startsWith("#cloud-boothook\n") && orders.contains(ownHostKeysMark));
        QFile login(w.home.filePath(QStringLiteral("keys/") + w.machine.id));
        QVERIFY(login.open(QIODevice::ReadOnly));
        QVERIFY(!orders.contains(login.readAll())); // the key that logs in is not in there
        // Once more: it is not restarted again, and a pin of before counts for nothing.
        QFile known(w.ssh.knownHostsFile());
        QVERIFY(known.open(QIODevice::WriteOnly) && known.write(w.machine.id.toUtf8() + " ssh-ed25519 AAAA\n") > 0);
        known.close();
        const auto asked = w.sim.operations().size();
        const auto again = w.aws.endpoint(w.machine, w.call);
        QVERIFY(again);
        QCOMPARE(again->throwAwayKeyFile, key->file);
        QVERIFY(!w.sim.operations().mid(asked).join(QLatin1Char(' ')).contains(QLatin1String("StopInstances")));
        // Replaced: from then on the pin counts.
        QVERIFY(QFile::remove(key->file));
        const auto later = w.aws.endpoint(w.machine, w.call);
        QVERIFY(later && later->throwAwayKeyFile.isEmpty() && later->ssh.trustedHostKeys.isEmpty());
        QCOMPARE(w.sim.violations(), QStringList());
    }

    void aMachineThatIsSetUpIsNeverRestartedForThat()
    {
        Asked w;
        QVERIFY(w.make());
        w.machine.state = MachineState::Ready;
        const auto endpoint = w.aws.endpoint(w.machine, w.call);
        QVERIFY(endpoint && endpoint->throwAwayKeyFile.isEmpty() && endpoint->ssh.trustedHostKeys.isEmpty());
        QVERIFY(!w.sim.operations().join(QLatin1Char(' ')).contains(QLatin1String("StopInstances")));
    }
};

QTEST_GUILESS_MAIN(TestAwsCapacity)
#include "tst_aws_capacity.moc"
