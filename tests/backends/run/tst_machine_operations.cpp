// SPDX-License-Identifier: GPL-3.0-or-later
// Whole runs over the real engine and a real shell with a home of its own; the provider and the user are doubles.
#include "tests/backends/run/operations_bench.h"

using namespace fl;

class TestMachineOperations : public QObject {
    Q_OBJECT

    using Bench = OperationsBench;

private slots:
    void fromNothingToReady()
    {
        Bench bench;
        const auto result = bench.setup();
        QVERIFY2(result, result ? "" : qPrintable(slug(result.error().cause) + result.error().detail));
        QCOMPARE(bench.story(),
                 (QStringList{
                     QStringLiteral("machine creating"),
                     QStringLiteral("create-machine running"),
                     QStringLiteral("machine setting-up"),
                     QStringLiteral("create-machine done"),
                     QStringLiteral("connect running"),
                     QStringLiteral("connect done"),
                     QStringLiteral("jupyter-secrets running"),
                     QStringLiteral("jupyter-secrets done"),
                     QStringLiteral("framework-pytorch waiting"),
                     QStringLiteral("jupyter-config waiting"),
                     QStringLiteral("framework-pytorch running"),
                     QStringLiteral("framework-pytorch done"),
                     QStringLiteral("jupyter-config running"),
                     QStringLiteral("jupyter-config done"),
                     QStringLiteral("machine ready"),
                     QStringLiteral("result"),
                 }));
        QVERIFY(result->verified);
        QCOMPARE(result->gpu, QStringLiteral("NVIDIA T4"));
        QCOMPARE(result->changed, 4);
        QVERIFY(result->newPassword);
        QVERIFY(result->passwordKept);
        const Machine machine = bench.machine();
        QCOMPARE(machine.state, MachineState::Ready);
        QVERIFY(!machine.facts.contains(QLatin1String("jupyter.pending")));
        QCOMPARE(machine.perHour, std::optional(Money{530000}));
        QCOMPARE(bench.ledger.resources(machine.id)->size(), 4U); // the instance and three files
        QVERIFY(bench.operations->unfinished()->empty());
        QVERIFY(bench.operations->password(QStringLiteral("lab"), bench.call)->has_value());
        // Learnt for the next plan.
        QVERIFY(!bench.ledger.durations(QStringLiteral("fake/auto"), QStringLiteral("framework-pytorch"))->empty());
    }
    void aSecondRunChangesNothingInOneRoundTrip()
    {
        Bench bench;
        QVERIFY(bench.setup());
        const Machine before = bench.machine();
        bench.shell.runs = 0;
        const auto result = bench.setup();
        QVERIFY(result);
        QCOMPARE(result->changed, 0);
        QVERIFY(!result->newPassword);
        QCOMPARE(bench.shell.runs, 1);
        QCOMPARE(bench.provider->calls, QStringList{QStringLiteral("create")});
        QCOMPARE(bench.machine(), before);
        QVERIFY(bench.story().contains(QLatin1String("jupyter-config already-there")));
    }
    void aStopClosesTheDoorForColabToo()
    {
        Bench bench;
        bench.provider->can = {}; // a computer that stays on: Jupyter alone is stopped
        QVERIFY(bench.setup());
        QProcess door;
        door.start(QStringLiteral("setsid"), {QStringLiteral("sleep"), QStringLiteral("600")});
        QVERIFY(door.waitForStarted());
        QFile stat(QStringLiteral("/proc/%1/stat").arg(door.processId()));
        QVERIFY(stat.open(QIODevice::ReadOnly));
        const QByteArray started = stat.readAll().split(' ').value(21);
        QVERIFY(QDir(bench.home.path()).mkpath(QStringLiteral("firstlight/jupyter/colab")));
        QFile pid(bench.home.filePath(QStringLiteral("firstlight/jupyter/colab/pid")));
        QVERIFY(pid.open(QIODevice::WriteOnly));
        pid.write(QByteArray::number(door.processId()) + ' ' + started + '\n');
        pid.close();
        QVERIFY(bench.operations->stop(QStringLiteral("lab"), bench.call));
        QVERIFY(door.waitForFinished(10'000));
        QVERIFY(!bench.has("firstlight/jupyter/colab"));
        QCOMPARE(bench.machine().state, MachineState::Stopped);
    }
    void nothingHappensWithoutADurableIntent()
    {
        Bench bench;
        bench.ledger.failSaves = true;
        const auto result = bench.setup();
        QVERIFY(!result);
        QVERIFY(bench.provider->calls.isEmpty());
        QCOMPARE(bench.story().last(), QStringLiteral("error ledger-locked"));
    }
    void aCreateThatWasCutIsFoundAgain()
    {
        Bench bench;
        bench.provider->createError = Error{Cause::ConnectionLost, {}, NextAction::Resume, {}, {}};
        const auto cut = bench.setup();
        QVERIFY(!cut);
        QCOMPARE(cut.error().exists.what, Exists::What::Unknown);
        QCOMPARE(cut.error().exists.perHour, std::optional(Money{530000}));
        QCOMPARE(bench.machine().state, MachineState::Creating);
        QCOMPARE(bench.machine().handle, QStringLiteral("i-1"));
        QCOMPARE(bench.operations->unfinished()->size(), 1U);
        bench.provider->createError.reset();
        const auto result = bench.operations->resume(QStringLiteral("lab"), bench.call);
        QVERIFY(result);
        QCOMPARE(bench.operations->list()->size(), 1U);
    }
    void aMachineThatVanishedIsNotMadeAgainInSilence()
    {
        Bench bench;
        QVERIFY(bench.setup());
        bench.provider->instance = InstanceState::NotThere;
        const auto result = bench.setup();
        QVERIFY(!result);
        QCOMPARE(result.error().cause, Cause::MachineMissing);
        QCOMPARE(bench.provider->calls, QStringList{QStringLiteral("create")});
    }
    void aFailedStepSaysWhatExistsAndIsContinued()
    {
        Bench bench;
        bench.make("broken");
        const auto failed = bench.setup();
        QVERIFY(!failed);
        QCOMPARE(failed.error().cause, Cause::DiskFull);
        QCOMPARE(failed.error().params.value(QStringLiteral("path")), QStringLiteral("/srv"));
        QCOMPARE(failed.error().exists, (Exists{Exists::What::Machine, QStringLiteral("lab"), Money{530000}}));
        QCOMPARE(bench.story().last(), QStringLiteral("error disk-full"));
        QCOMPARE(bench.machine().state, MachineState::SettingUp);
        QFile::remove(bench.home.filePath(QStringLiteral("broken")));
        bench.events.clear();
        const auto result = bench.operations->resume(QStringLiteral("lab"), bench.call);
        QVERIFY(result);
        QVERIFY(bench.story().contains(QLatin1String("framework-pytorch already-there")));
        // The password of the broken run was never shown: this one is.
        QVERIFY(result->newPassword);
    }
    void stoppingKeepsWhatIsThere()
    {
        Bench bench;
        QVERIFY(bench.setup());
        bench.stop.request_stop();
        const auto result = bench.setup();
        QVERIFY(!result);
        QCOMPARE(result.error().cause, Cause::Cancelled);
        QCOMPARE(result.error().exists.what, Exists::What::Machine);
        QVERIFY(bench.has("torch"));
    }
    void noSecretLeavesTheRun()
    {
        Bench bench;
        bench.call.secrets.insert(QStringLiteral("jupyter.password"), Secret(QByteArray("canary-password")));
        const auto result = bench.setup();
        QVERIFY(result);
        QVERIFY(!result->newPassword);
        const QByteArray hash = bench.read("hash");
        QVERIFY(hash.startsWith("argon2:"));
        QByteArray everything;
        bool logSeen = false;
        for (const Event &event : bench.events) {
            everything += QJsonDocument(toJson(event)).toJson();
            logSeen = logSeen
                || (event.kind == EventKind::Log
                    && event.data.value(QLatin1String("text")).toString().contains(QLatin1String("the hash is")));
        }
        QVERIFY(logSeen);
        everything += QJsonDocument(bench.machine().facts).toJson() + QJsonDocument(bench.machine().plan).toJson();
        const auto kept = bench.ledger.events(bench.machine().id, 10000);
        QVERIFY(kept);
        for (const Event &event : *kept)
            everything += QJsonDocument(toJson(event)).toJson();
        QVERIFY(!everything.contains("canary-password"));
        QVERIFY(!everything.contains(hash));
        QVERIFY(!everything.contains("argon2id"));
        QVERIFY(!everything.contains("PRIVATE KEY"));
    }
    void anotherPasswordReachesTheServer()
    {
        Bench bench;
        QVERIFY(bench.setup());
        const QByteArray before = bench.read("hash");
        const auto result = bench.operations->newPassword(QStringLiteral("lab"), bench.call);
        QVERIFY(result);
        QVERIFY(result->newPassword);
        QVERIFY(bench.read("hash") != before);
        QVERIFY(*bench.operations->password(QStringLiteral("lab"), bench.call) == result->newPassword);
    }
    void theSamePasswordGivenAgainChangesNothing()
    {
        Bench bench;
        bench.call.secrets.insert(QStringLiteral("jupyter.password"), Secret(QByteArray("canary-password")));
        QVERIFY(bench.setup());
        QCOMPARE(bench.setup()->changed, 0);
        bench.call.secrets.insert(QStringLiteral("jupyter.password"), Secret(QByteArray("another-password")));
        QVERIFY(bench.setup()->changed > 0);
    }
    void aKnownNameContinuesItsMachineAndNoOther()
    {
        Bench bench;
        QVERIFY(bench.setup());
        auto plan = bench.operations->plan(bench.choices(), bench.call);
        QVERIFY(plan);
        plan->choices.ssh.host = QStringLiteral("elsewhere");
        const auto result = bench.operations->setup(*plan, bench.call);
        QVERIFY(!result);
        QCOMPARE(result.error().cause, Cause::BadValue);
        QCOMPARE(result.error().params.value(QStringLiteral("key")), QStringLiteral("machine.name"));
    }
    void aWrongAddressIsSaidAtOnceCorrectedAndForgotten()
    {
        Bench bench;
        bench.provider->can = Abilities{};
        bench.provider->place = Endpoint{.ssh = {.host = QStringLiteral("typo"), .user = QStringLiteral("ada")}};
        const auto with = [&](const char *host) {
            Choices choices = bench.choices();
            choices.ssh.host = QLatin1String(host);
            const auto plan = bench.operations->plan(choices, bench.call);
            return plan ? bench.operations->setup(*plan, bench.call) : fail(plan.error());
        };
        bench.ssh.errors = {{Cause::HostNotFound, {}, NextAction::CheckAddress, {}, {}}};
        const auto lost = with("typo");
        QCOMPARE(lost.error().cause, Cause::HostNotFound);
        QCOMPARE(bench.ssh.tries.size(), 1U); // nothing boots there: nothing is waited for
        const QString id = bench.machine().id;
        // The same machine by the right address.
        const auto found = with("right");
        QVERIFY2(found, found ? "" : qPrintable(slug(found.error().cause) + found.error().detail));
        QCOMPARE(found->machine.id, id);
        QCOMPARE(bench.ssh.forgotten, QStringList{id});
        QCOMPARE(with("third").error().cause, Cause::BadValue); // it is a computer of its own now
        QVERIFY(bench.operations->destroy(QStringLiteral("lab"), bench.call));
        // One that never was reached can be taken off the list while it does not answer.
        bench.ssh.errors = {{Cause::HostNotFound, {}, NextAction::CheckAddress, {}, {}}};
        QVERIFY(!with("typo"));
        bench.ssh.errors = {{Cause::HostNotFound, {}, NextAction::CheckAddress, {}, {}}};
        const auto gone = bench.operations->destroy(QStringLiteral("lab"), bench.call);
        QVERIFY2(gone, gone ? "" : qPrintable(slug(gone.error().cause)));
        QVERIFY(gone->allGone());
        QVERIFY(bench.operations->list()->empty());
    }
    void whatAProviderSaysBelongsToTheStepThatCalledIt()
    {
        Bench bench;
        QVERIFY(bench.setup());
        const auto said = std::find_if(bench.events.begin(), bench.events.end(), [](const Event &event) {
            return event.kind == EventKind::Progress && event.data.value(QLatin1String("say")) == QLatin1String("practice-making");
        });
        QVERIFY(said != bench.events.end() && said->step == QLatin1String("create-machine"));
    }
    void aCertificateIsRenewedByItsExpiry()
    {
        constexpr qint64 day = 24LL * 3600 * 1000;
        Bench bench;
        QVERIFY(bench.setup());
        const QByteArray first = bench.read("cert"), hash = bench.read("hash");
        bench.clock.ahead = 366 * day; // of 397
        QCOMPARE(bench.operations->verify(QStringLiteral("lab"), bench.call)->changed, 0);
        QCOMPARE(bench.read("cert"), first);
        bench.clock.ahead = 368 * day; // 29 are left
        const auto renewed = bench.operations->verify(QStringLiteral("lab"), bench.call);
        QVERIFY(renewed);
        QVERIFY(bench.read("cert") != first);
        QVERIFY(!renewed->newPassword);
        QVERIFY(bench.machine().facts.value(QLatin1String("jupyter.cert_not_after")).toInteger() > bench.clock.now() + 390 * day);
        QCOMPARE(bench.operations->verify(QStringLiteral("lab"), bench.call)->changed, 0);
    }
    void anotherPortIsTheUsersWishAndElseTheServersCounts()
    {
        Bench bench;
        QVERIFY(bench.setup());
        QFile facts(bench.home.filePath(QStringLiteral(".local/state/firstlight/facts")));
        QVERIFY(facts.open(QIODevice::Append) && facts.write("jupyter.port 8889\n") > 0); // it had to move there
        facts.close();
        QVERIFY(bench.setup());
        QCOMPARE(bench.machine().facts.value(QLatin1String("jupyter.port")).toInt(), 8889);
        QVERIFY(QFile::remove(bench.home.filePath(QStringLiteral("cert")))); // so that the step has something to do
        bench.call.set = {{QStringLiteral("access.server_port"), QStringLiteral("9111")}};
        QVERIFY(bench.operations->resume(QStringLiteral("lab"), bench.call));
        QCOMPARE(bench.machine().facts.value(QLatin1String("jupyter.port")).toInt(), 9111);
    }
    void aCertificateFileThatCannotBeReadIsSaidBeforeAnythingIsMade()
    {
        Bench bench;
        Choices choices = bench.choices();
        choices.network.caFile = bench.home.filePath(QStringLiteral("none.pem"));
        const auto plan = bench.operations->plan(choices, bench.call);
        QVERIFY(!plan);
        QCOMPARE(plan.error().cause, Cause::LocalFile);
    }
    void destroyLeavesNothing()
    {
        Bench bench;
        QVERIFY(bench.setup());
        const QString id = bench.machine().id;
        const auto receipt = bench.operations->destroy(QStringLiteral("lab"), bench.call);
        QVERIFY(receipt);
        QVERIFY(receipt->allGone());
        QCOMPARE(receipt->rows.size(), 1U); // the machine; what was on it went with it
        QCOMPARE(bench.provider->instance, InstanceState::NotThere);
        QVERIFY(bench.ledger.machines()->empty());
        QVERIFY(bench.ledger.resources(id)->empty());
        QVERIFY(!bench.ring.read({id, QStringLiteral("jupyter.password")})->has_value());
        QCOMPARE(bench.ssh.forgotten, QStringList{id});
    }
    void aRefusedDestroyKeepsTheRecordAndCanBeRepeated()
    {
        Bench bench;
        QVERIFY(bench.setup());
        bench.provider->destroyFails = true;
        const auto refused = bench.operations->destroy(QStringLiteral("lab"), bench.call);
        QVERIFY(refused && !refused->allGone() && refused->problem);
        QCOMPARE(refused->problem->cause, Cause::ProviderRefused);
        QCOMPARE(refused->problem->exists.what, Exists::What::Machine);
        QCOMPARE(refused->rows.front().perHour, std::optional(Money{530000}));
        QCOMPARE(bench.machine().state, MachineState::Deleting);
        QCOMPARE(bench.operations->list()->size(), 1U);
        const auto again = bench.setup();
        QVERIFY(!again); // not while it is being deleted
        bench.provider->destroyFails = false;
        QVERIFY(bench.operations->destroy(QStringLiteral("lab"), bench.call)->allGone());
        QVERIFY(bench.operations->list()->empty());
    }
    void onAComputerOfYoursOnlyWhatWasAddedGoes()
    {
        Bench bench;
        bench.provider->can = Abilities{};
        bench.make("mine");
        QVERIFY(bench.setup());
        QVERIFY(bench.has("torch") && bench.has("hash"));
        const auto receipt = bench.operations->destroy(QStringLiteral("lab"), bench.call);
        QVERIFY2(receipt, receipt ? "" : qPrintable(slug(receipt.error().cause) + receipt.error().detail));
        QVERIFY(receipt->allGone() && receipt->rows.size() >= 4U);
        QVERIFY(!bench.has("torch") && !bench.has("hash") && !bench.has("cert") && bench.has("mine"));
        QVERIFY(bench.operations->list()->empty());
    }
    void aComputerThatIsGoneForGoodIsLetGoOfByAPersonAlone_data()
    {
        QTest::addColumn<int>("cause");
        QTest::addColumn<QString>("question");
        QTest::newRow("it does not answer") << int(Cause::HostNotFound) << QStringLiteral("let-go-unreachable");
        QTest::newRow("it was set up anew") << int(Cause::SshHostKeyChanged) << QStringLiteral("let-go-reinstalled");
        QTest::newRow("the key is open to others") << int(Cause::SshKeyPermissions) << QString(); // that can be mended
    }
    void aComputerThatIsGoneForGoodIsLetGoOfByAPersonAlone()
    {
        QFETCH(int, cause);
        QFETCH(QString, question);
        Bench bench;
        bench.provider->can = Abilities{};
        bench.provider->place = Endpoint{.ssh = {.host = QStringLiteral("lab.example"), .user = QStringLiteral("ada")}};
        QVERIFY(bench.setup());
        const QString id = bench.machine().id;
        const auto destroy = [&](std::deque<Answer> answers) {
            bench.ssh.errors = std::deque<Error>(20, {Cause(cause), {}, NextAction::CheckAddress, {}, {}});
            bench.asker.answers = std::move(answers);
            bench.asker.asked.clear();
            return bench.operations->destroy(QStringLiteral("lab"), bench.call);
        };
        for (const std::deque<Answer> &answers : {std::deque<Answer>{}, std::deque<Answer>{Answer{false, {}}}}) {
            const auto refused = destroy(answers);
            QVERIFY(!refused);
            QCOMPARE(refused.error().cause, Cause(cause));
            QCOMPARE(bench.operations->list()->size(), 1U);
        }
        if (question.isEmpty()) {
            QVERIFY(bench.asker.asked.empty());
            return;
        }
        QVERIFY(bench.asker.asked.front().kind == Question::Kind::ConfirmInPerson);
        QCOMPARE(bench.asker.asked.front().text.code, question);
        const auto gone = destroy({Answer{true, {}}});
        QVERIFY2(gone, gone ? "" : qPrintable(slug(gone.error().cause)));
        QVERIFY(!gone->allGone() && gone->problem); // what was put there may still be there
        QCOMPARE(gone->problem->cause, Cause(cause));
        QVERIFY(bench.operations->list()->empty());
        QVERIFY(bench.ledger.resources(id)->empty());
        QVERIFY(bench.has("torch"));
        bench.ssh.errors.clear();
        QVERIFY(bench.setup()); // its name is free
    }
    void leftoversAreThoseThatNoListHas()
    {
        Bench bench;
        QVERIFY(bench.setup());
        Machine known = bench.machine(), stray = known;
        stray.id = QStringLiteral("m-00000000beef");
        stray.name = QStringLiteral("stray");
        bench.provider->found = {known, stray};
        const auto left = bench.operations->leftovers(bench.call);
        QVERIFY(left);
        QCOMPARE(left->size(), 1U);
        QCOMPARE(left->front().machine.id, stray.id);
        QVERIFY(bench.operations->removeLeftover(left->front(), bench.call));
        QCOMPARE(bench.operations->list()->size(), 1U);
    }
    void anUnknownMachineIsSaid()
    {
        Bench bench;
        for (const auto &error : {bench.operations->status(QStringLiteral("nope"), bench.call).error(),
                                  bench.operations->destroy(QStringLiteral("nope"), bench.call).error(),
                                  bench.operations->resume(QStringLiteral("nope"), bench.call).error(),
                                  bench.operations->open(QStringLiteral("nope"), bench.call).error()})
            QCOMPARE(error.cause, Cause::UnknownMachine);
    }
    void anUnknownProviderOrKeyIsSaid()
    {
        Bench bench;
        Choices choices = bench.choices();
        choices.where = QStringLiteral("moon");
        QCOMPARE(bench.operations->plan(choices, bench.call).error().cause, Cause::BadValue);
        choices = bench.choices();
        choices.provider.insert(QStringLiteral("tpye"), QStringLiteral("x"));
        QCOMPARE(bench.operations->plan(choices, bench.call).error().cause, Cause::UnknownKey);
    }
};

QTEST_GUILESS_MAIN(TestMachineOperations)
#include "tst_machine_operations.moc"
